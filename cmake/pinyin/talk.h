// The language model learns from the station's own sentences how people talk: newspapers, of which it is
// made, seldom ask anybody to come home for dinner.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "cmake/pinyin/language_model.h"

namespace yz::pinyin {

/// `file`: a sentence a line, '#' begins a remark; what is not an ideograph parts sentences. Its words are
/// found with the model, which then takes what it knew for as many sightings as talk.cpp says, and adds
/// those.
[[nodiscard]] Status add_talk(const std::filesystem::path& file, LanguageModel& model);

}  // namespace yz::pinyin
