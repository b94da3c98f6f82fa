#include "cmake/pinyin/language_model.h"

#include <algorithm>
#include <cmath>

namespace yz::pinyin {

Characters ideographs(std::string_view text) {
  Characters found;
  for (std::size_t i = 0; i + 2 < text.size(); i += 3) {
    const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    if ((at(0) & 0xF0U) != 0xE0U) return {};
    const char32_t one = ((at(0) & 0x0FU) << 12U) | ((at(1) & 0x3FU) << 6U) | (at(2) & 0x3FU);
    if (one < 0x4E00 || one > 0x9FFF) return {};
    found.push_back(one);
  }
  return text.size() == 3 * found.size() ? found : Characters{};
}

Row parted(const std::string& row) {
  const auto last = row.rfind(' ');
  if (last == std::string::npos) return {{}, row};
  return {row.substr(0, last), row.substr(last + 1)};
}

bool LanguageModel::may_have(const Characters& word) const {
  return !word.empty() && word.size() <= characters_max &&
         std::ranges::all_of(word, [&](char32_t one) { return characters.contains(one); });
}

double LanguageModel::likely_after(const std::string& before, const std::string& word) const {
  const double alone = words.at(word).likely + apart;
  if (const auto found = followers.find(before + ' ' + word); found != followers.end())
    return alone + found->second;
  const Row known = parted(before);
  return known.before.empty() ? alone : likely_after(known.word, word);
}

void LanguageModel::set_likely_after(const std::string& before, const std::string& word, double likely) {
  const double more = likely - words.at(word).likely - apart;
  const std::string row = before + ' ' + word;
  if (more > 0) {
    followers[row] = more;
  } else {
    followers.erase(row);
  }
}

void LanguageModel::leave_out(double share) {
  for (const bool is_of_three : {false, true}) {
    std::vector<std::pair<double, std::string>> rows;  // by what they bring, log10
    for (const auto& [row, more] : followers) {
      const Row parts = parted(row);
      const Row before = parted(parts.before);
      if (before.before.empty() == is_of_three) continue;
      const double likely = words.at(parts.word).likely + apart + more;
      const double without = is_of_three ? likely_after(before.word, parts.word)  //
                                         : words.at(parts.word).likely + apart;
      const double likely_before =
          is_of_three ? words.at(before.before).likely + likely_after(before.before, before.word)
                      : words.at(before.word).likely;
      rows.emplace_back(likely_before + likely + std::log10(std::abs(likely - without) + 1e-6), row);
    }
    const auto least = rows.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(rows.size()));
    std::ranges::nth_element(rows, least);
    std::for_each(rows.begin(), least, [&](const auto& row) { followers.erase(row.second); });
  }
}

}  // namespace yz::pinyin
