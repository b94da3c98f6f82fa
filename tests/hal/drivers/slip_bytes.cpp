// slip-bytes PROFILE: a slip as that printer model gets it, on stdout, for checks by other people's programs.
#include <cstdio>

#include "hal/drivers/escpos_encoder.h"

int main(int argc, char** argv) {
  using namespace yz::hal;
  const EscposProfile* profile = argc == 2 ? find_profile(argv[1]) : nullptr;
  const auto glyphs = Glyphs::open("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2);
  if (profile == nullptr || !glyphs) return 2;
  // As long as a QR code of 29 modules holds: eight dots each, what the other encoder can do at most.
  const Slip slip{{SlipText{"和平里社区驿站", 2, Align::centre, true}, SlipText{"业务：养老认证"},
                   SlipText{"前面还有 3 人"}, SlipRule{},
                   SlipQr{"YZ1T.20261123.A012.x7KqNotShorterThanThis"}}};
  const auto bytes = encode_slip(slip, *profile, **glyphs);
  return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() ? 0 : 1;
}
