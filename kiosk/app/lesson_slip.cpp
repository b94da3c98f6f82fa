#include "kiosk/app/slips.h"

namespace yz::kiosk {
namespace {

constexpr int line_scale = 2;

}  // namespace

hal::Slip lesson_slip(const domain::Station& station, const practice::Lesson& lesson, const Texts& texts) {
  hal::Slip slip;
  auto& blocks = slip.blocks;
  blocks.reserve(2 * lesson.card.size() + 8);
  blocks.emplace_back(centred(texts.of(station.name), 1));
  blocks.emplace_back(centred(texts.words("slip.lesson.title"), 1));
  blocks.emplace_back(hal::SlipSpace{2});
  blocks.emplace_back(centred(texts.of(lesson.title), line_scale + 1, true));
  blocks.emplace_back(hal::SlipRule{});
  blocks.emplace_back(hal::SlipSpace{2});
  const std::string stop = texts.words("practice.stop");
  for (const domain::LocalText& line : lesson.card) {
    // A stop alone on a line of its own is no help to anybody.
    std::string words = texts.of(line);
    if (words.ends_with(stop)) words.resize(words.size() - stop.size());
    blocks.emplace_back(hal::SlipText{std::move(words), line_scale, hal::Align::left, true});
    blocks.emplace_back(hal::SlipSpace{2});
  }
  blocks.emplace_back(hal::SlipRule{});
  blocks.emplace_back(centred(texts.words("slip.lesson.keep"), 1));
  return slip;
}

}  // namespace yz::kiosk
