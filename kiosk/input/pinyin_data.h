// The folder that the pinyin engine works from: made when the project is built
// (docs/formats/pinyin-model.md), read and never written afterwards.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace yz::kiosk {

/// The file of the folder that SentenceModel reads.
inline constexpr const char* sentences_name = "sentences.bin";

/// One line a file: its name, its bytes, a sum over them. `not_found` names the file that is missing.
[[nodiscard]] Result<std::string> pinyin_seal(const std::filesystem::path& folder);
/// That all is there as it was made: librime maps these files and would run into the faults of broken ones.
[[nodiscard]] Status check_pinyin_data(const std::filesystem::path& folder);
/// Every syllable that the dictionary knows ("lou"), the most frequent first.
[[nodiscard]] Result<std::vector<std::string>> read_syllables(const std::filesystem::path& folder);

}  // namespace yz::kiosk
