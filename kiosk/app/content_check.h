// `yizhan-kiosk --check-content DIR`: a content pack looked through before it is published, as the kiosk will
// read it, with the fonts it draws with and the numbers as it says them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/app/config.h"
#include "kiosk/app/spoken.h"
#include "kiosk/practice/lesson_json.h"

namespace yz::kiosk {

/// Every fault, each on one line: "lessons/pay/lesson.json:41: …". Blocks for the disk. `unavailable`: the
/// folder, a font or the program's words cannot be read.
[[nodiscard]] Result<std::vector<std::string>> check_content(const std::filesystem::path& folder,
                                                             const Config& config);

/// How lessons are checked with the fonts they are drawn with and the words that numbers are said with; may
/// be used by one thread at a time. Blocks for the disk. `unavailable`: a font cannot be read.
[[nodiscard]] Result<practice::LessonChecks> lesson_checks(const Config& config, const TextTables& own);

/// What of the text no voice says, or empty. Chinese numbers as `words` say them; English voices read digits.
[[nodiscard]] std::string unspeakable(std::string_view text, practice::Side side, const SpokenWords& words);

/// Prints them to stdout; the process's exit status: 0 without a fault, 1 with one, 2 if nothing could be
/// checked.
[[nodiscard]] int run_check_content(const std::filesystem::path& folder, const Config& config);

}  // namespace yz::kiosk
