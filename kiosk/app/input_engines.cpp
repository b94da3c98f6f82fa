#include "kiosk/app/input_engines.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "base/on.h"

namespace yz::kiosk {
namespace {

/// A character is whole where it is this near, and nearer than the next by this much: whoever writes on after
/// a pause then means another one (docs/decisions/0008-writing-on.md).
constexpr float sure_distance = 1.3F;
constexpr float sure_lead = 0.25F;

std::vector<ReadCharacter> characters_of(const std::vector<Candidate>& candidates) {
  std::vector<ReadCharacter> characters;
  if (candidates.empty() || candidates.front().distance > likely_max) return characters;
  for (const Candidate& candidate : candidates) characters.push_back({candidate.character, false});
  const bool is_alone = candidates.size() < 2 || candidates[1].distance - candidates[0].distance >= sure_lead;
  characters.front().is_sure = candidates.front().distance <= sure_distance && is_alone;
  return characters;
}

PinyinView view_of(const PinyinState& state) {
  PinyinView view;
  const std::string& chosen = state.chosen.reveal();
  view.syllables = chosen.empty() ? state.syllables.reveal() : chosen + ' ' + state.syllables.reveal();
  view.readings = state.readings;
  for (const auto& candidate : state.candidates) view.words.push_back(candidate.reveal());
  return view;
}

}  // namespace

InputEngines::InputEngines(const std::filesystem::path& handwriting_model, PinyinFiles pinyin,
                           std::function<void(InputReport)> report)
    : report_(std::move(report)),
      ink_(std::make_unique<HandwritingDesk>(handwriting_model,
                                             [this](HandwritingAnswer answer) { take(std::move(answer)); })),
      pinyin_(
          PinyinDesk::start(std::move(pinyin), [this](PinyinAnswer answer) { take(std::move(answer)); })) {}

void InputEngines::read_ink(std::uint64_t serial, const std::vector<InkStroke>& strokes) {
  std::vector<Stroke> written;
  for (const InkStroke& stroke : strokes) {
    Stroke& one = written.emplace_back();
    for (const InkDot& dot : stroke) one.push_back({dot.x, dot.y});
  }
  const std::lock_guard lock(mutex_);
  // What waited before is replaced and never answered.
  const WritingId id = ink_->read(std::move(written));
  ink_serials_.erase(ink_serials_.begin(), ink_serials_.lower_bound(id - std::min<WritingId>(id, 2)));
  ink_serials_[id] = serial;
}

void InputEngines::pinyin(std::uint64_t serial, const PinyinStep& step) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t id = std::visit(
      On{[&](PinyinKeys keys) {
           return pinyin_->set_mode(keys == PinyinKeys::nine ? PinyinMode::nine_key : PinyinMode::full);
         },
         [&](const PinyinPress& press) { return pinyin_->press(press.key); },
         [&](const PinyinBack&) { return pinyin_->backspace(); },
         [&](const PinyinClear&) {
           pinyin_->forget();
           return std::uint64_t{};
         },
         [&](const PinyinChoose& choose) { return pinyin_->choose(choose.word); },
         [&](const PinyinReading& reading) { return pinyin_->choose_reading(reading.reading); }},
      step);
  if (id != 0) pinyin_serials_[id] = serial;
}

void InputEngines::take(HandwritingAnswer answer) {
  std::uint64_t serial = 0;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = ink_serials_.find(answer.id); found != ink_serials_.end()) serial = found->second;
  }
  if (!answer.candidates) return missing(InputWay::ink, answer.candidates.error());
  report_(InkRead{serial, characters_of(answer.candidates->reveal().list)});
}

void InputEngines::take(PinyinAnswer answer) {
  std::uint64_t serial = 0;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = pinyin_serials_.find(answer.serial); found != pinyin_serials_.end()) {
      serial = found->second;
      pinyin_serials_.erase(pinyin_serials_.begin(), std::next(found));
    }
  }
  if (!answer.state) return missing(InputWay::pinyin, answer.state.error());
  report_(PinyinShown{serial, view_of(*answer.state), answer.state->committed.reveal()});
}

void InputEngines::missing(InputWay way, const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(is_told_[way], true)) return;
  }
  spdlog::error("{}: {}", way == InputWay::ink ? "handwriting" : "pinyin", error.what);
  report_(InputMissing{way});
}

}  // namespace yz::kiosk
