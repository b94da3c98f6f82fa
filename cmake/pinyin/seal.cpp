// pinyin-seal FOLDER: prints what FOLDER/seal.txt has to say, so that the kiosk sees whether its data is
// whole.
#include <cstdio>
#include <exception>

#include "kiosk/input/pinyin_data.h"

int main(int argc, char** argv) {
  try {
    if (argc != 2) {
      std::fprintf(stderr, "pinyin-seal FOLDER\n");
      return 2;
    }
    const auto seal = yz::kiosk::pinyin_seal(argv[1]);
    if (!seal) {
      std::fprintf(stderr, "pinyin-seal: %s\n", seal.error().what.c_str());
      return 1;
    }
    std::fputs(seal->c_str(), stdout);
    return 0;
  } catch (const std::exception& problem) {  // of a library; ours throws nothing
    std::fprintf(stderr, "pinyin-seal: %s\n", problem.what());
    return 1;
  }
}
