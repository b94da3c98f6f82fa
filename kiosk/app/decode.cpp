#include "kiosk/app/decode.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/system_clock.h"
#include "hal/codes.h"
#include "hal/picture_file.h"

namespace yz::kiosk {
namespace {

void print(const nlohmann::json& line) {
  // A code may hold any bytes; what is no UTF-8 shows as the replacement character.
  const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::fputs((text + '\n').c_str(), stdout);
  std::fflush(stdout);
}

}  // namespace

int run_decode(const std::vector<std::string>& files) {
  const SystemClock clock;
  const hal::CodeSearch search(clock);
  bool all_read = true;
  for (const std::string& file : files) {
    nlohmann::json line{{"path", file}, {"text", nullptr}, {"format", nullptr}, {"ms", 0}};
    const Milliseconds begin = clock.mono();
    const auto picture = hal::read_picture(file);
    if (picture) {
      if (const auto code = search.look_hard_at(hal::view_of(*picture))) {
        line["text"] = code->text;
        line["format"] = to_string(code->format);
      }
    } else {
      all_read = false;
      line["error"] = picture.error().what;
    }
    line["ms"] = (clock.mono() - begin).count();
    print(line);
  }
  return all_read ? 0 : 1;
}

}  // namespace yz::kiosk
