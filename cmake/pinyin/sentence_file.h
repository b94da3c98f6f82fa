// Writes what the kiosk's search for whole sentences works from; kiosk/input/sentence_format.h is the layout.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "cmake/pinyin/language_model.h"

namespace yz::pinyin {

/// `invalid`: more words than numbers. `unavailable`: the file cannot be written.
[[nodiscard]] Status write_sentences(const LanguageModel& model, const std::filesystem::path& file);

}  // namespace yz::pinyin
