#include "kiosk/input/sentence_search.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/wipe.h"

namespace yz::kiosk {
namespace {

// Of what ends at a key, the likeliest are kept; more of them bring nothing, fewer cost sentences.
constexpr std::size_t steps_max = 20;
constexpr std::size_t steps_after_a_pair_max = 4;  // that differ in earlier words only
constexpr std::size_t words_of_a_reading_max = 30;
constexpr std::size_t sentences_rated = 30;
constexpr double alike_penalty = -1.5;   // log10, a sound
constexpr std::size_t bytes_of_one = 3;  // of an ideograph in UTF-8
constexpr std::size_t characters_of_a_word_max = 8;
constexpr char boundary = '\'';  // sorts before letters

// How much company says beside the rows of words, and how many sentences' worth of knowing nothing there is.
// Chosen on talk held back (docs/decisions/0007-pinyin.md).
constexpr double company_weight = 0.3;
constexpr double company_unknown = 0.3;
constexpr double edge_weight = 0.5;
constexpr double edge_unknown = 1;

std::string_view letters_on(char key) {
  constexpr std::array<std::string_view, 8> letters{"abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"};
  return letters.at(static_cast<std::size_t>(key - '2'));
}

bool is_digit(char key) {
  return key >= '2' && key <= '9';
}

/// log10 of how much oftener than by chance.
double oftener(double seen, double by_chance, double unknown) {
  return std::log10((seen + unknown) / (by_chance + unknown));
}

}  // namespace

std::optional<FoundSentence> SentenceSearch::best(std::string_view keys, std::string_view before) {
  if (columns_.empty() || before != before_) begin(before);
  if (keys == keys_) return best_;
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(keys, keys_).in1 - keys.begin());
  keys_.resize(same);
  columns_.resize(same + 1);
  for (const char key : keys.substr(keys_.size())) press(key);
  best_ = keys.empty() ? std::nullopt : rate();
  return best_;
}

/// The sentence that its company makes the likeliest.
std::optional<FoundSentence> SentenceSearch::rate() const {
  const Column& last = columns_.back();
  if (last.steps.empty()) return std::nullopt;
  std::optional<Rated> found;
  for (std::size_t i = 0; i < std::min(last.steps.size(), sentences_rated); ++i) {
    auto steps = way_to(last.steps[i]);
    const double likely = last.steps[i].likely + company(steps);
    if (!found || likely > found->likely) found = Rated{likely, std::move(steps)};
  }
  FoundSentence sentence{.text = {}, .syllables = {}, .words = found->steps.size()};
  for (const Step* step : found->steps) {
    sentence.text += model_->text(step->word);
    if (!sentence.syllables.empty()) sentence.syllables += ' ';
    sentence.syllables += model_->reading(step->reading);
  }
  std::ranges::replace(sentence.syllables, boundary, ' ');
  return sentence;
}

void SentenceSearch::forget() {
  wipe(std::span(keys_));
  wipe(std::span(before_));
  keys_.clear();
  before_.clear();
  if (best_) wipe(std::span(best_->text));
  best_.reset();
  columns_.clear();
}

void SentenceSearch::begin(std::string_view before) {
  forget();
  before_ = before;
  Step first;
  for (std::size_t characters = characters_of_a_word_max; characters > 0 && first.word == no_word;
       --characters) {
    const std::size_t bytes = characters * bytes_of_one;
    if (bytes > before.size()) continue;
    first.word = model_->find(before.substr(before.size() - bytes)).value_or(no_word);
  }
  columns_.push_back({{first}, {{{0, model_->readings(), 0, 0}}}});
}

void SentenceSearch::press(char key) {
  const std::size_t here = columns_.size() - 1;
  Column next;
  next.opens.reserve(here + 2);
  std::vector<Step> steps;
  for (std::size_t from = 0; from <= here; ++from) {
    next.opens.push_back(after(columns_[here].opens[from], key));
    for (const Open& open : next.opens.back()) add_words(from, open, steps);
  }
  // A word that ends before the sign ends behind it just as well.
  if (key == boundary && here > 0) steps = columns_[here].steps;
  std::ranges::stable_sort(steps, std::ranges::greater{}, &Step::likely);
  for (const Step& step : steps) {
    if (next.steps.size() == steps_max) break;
    const auto same = std::ranges::count_if(
        next.steps, [&](const Step& one) { return one.word == step.word && one.before == step.before; });
    if (static_cast<std::size_t>(same) < steps_after_a_pair_max) next.steps.push_back(step);
  }
  next.opens.emplace_back();
  if (!next.steps.empty()) next.opens.back().push_back({0, model_->readings(), 0, 0});
  columns_.push_back(std::move(next));
  keys_ += key;
}

SentenceSearch::Opens SentenceSearch::after(const Opens& opens, char key) const {
  Opens next;
  for (const Open& open : opens) {
    if (key == boundary) {
      if (open.letters > 0) next.push_back(narrowed(open, boundary));
    } else if (is_digit(key)) {
      for (const char letter : letters_on(key)) add_letter(open, letter, next);
    } else {
      add_letter(open, static_cast<char>(key | 0x20), next);
    }
  }
  std::erase_if(next, [](const Open& open) { return open.low >= open.high; });
  return next;
}

void SentenceSearch::add_letter(const Open& open, char letter, Opens& opens) const {
  const auto add = [&](const Open& one) {
    if (one.low >= one.high) return;
    opens.push_back(one);
    if (sounds_ == Sounds::alike) add_unsaid(one, opens);
  };
  add(narrowed(open, letter));
  const Open next = open.letters == 0 ? Open{} : narrowed(open, boundary);
  add(narrowed(next, letter));
  // Keyboards without ü: jv for ju; nue and lue for nve and lve.
  const char last = letter_before(open);
  if (letter == 'v' && (last == 'j' || last == 'q' || last == 'x' || last == 'y')) add(narrowed(open, 'u'));
  if (letter == 'u' && (last == 'n' || last == 'l')) {
    Open round = narrowed(narrowed(open, 'v'), 'e');
    --round.letters;
    add(round);
  }
  if (sounds_ != Sounds::alike) return;
  add_alike(open, letter, opens);
  if (next.low < next.high) add_alike(next, letter, opens);
}

/// The key was typed for another sound, or for none.
void SentenceSearch::add_alike(const Open& open, char letter, Opens& opens) const {
  const auto add = [&](Open one) {
    one.penalty += alike_penalty;
    if (one.low < one.high) opens.push_back(one);
  };
  const char last = letter_before(open);
  if (is_syllable_begin(open) && letter == 'n') add(narrowed(open, 'l'));
  if (is_syllable_begin(open) && letter == 'l') add(narrowed(open, 'n'));
  if (letter == 'h' && (last == 'z' || last == 'c' || last == 's')) add(open);
  if (letter == 'g' && last == 'n' && open.letters > 1) {
    Open ended = open;  // with the syllable, or going on behind the sign: those are sorted first
    ended.high = narrowed(open, boundary).high;
    add(ended);
  }
}

/// The next letter was left out by somebody who does not say it: h of zh, g of ing.
void SentenceSearch::add_unsaid(const Open& open, Opens& opens) const {
  const char last = letter_before(open);
  const bool may_miss_h = last == 'z' || last == 'c' || last == 's';
  const bool may_miss_g = last == 'n' && open.letters > 1;
  if (!may_miss_h && !may_miss_g) return;
  Open more = narrowed(open, may_miss_h ? 'h' : 'g');
  more.penalty += alike_penalty;
  if (more.low < more.high) opens.push_back(more);
}

char SentenceSearch::letter_before(const Open& open) const {
  if (open.letters == 0 || open.low >= open.high) return boundary;
  const std::string_view reading = model_->reading(open.low);
  return open.letters <= reading.size() ? reading[open.letters - 1] : boundary;
}

bool SentenceSearch::is_syllable_begin(const Open& open) const {
  return letter_before(open) == boundary;
}

/// Those that go on with the letter.
SentenceSearch::Open SentenceSearch::narrowed(const Open& open, char letter) const {
  const auto first = [&](std::uint32_t low, bool with) {
    for (std::uint32_t count = open.high - low; count > 0;) {
      const std::uint32_t half = count / 2;
      const std::string_view reading = model_->reading(low + half);
      const char here = reading.size() > open.letters ? reading[open.letters] : '\0';
      const bool is_before = here < letter || (!with && here == letter);
      if (is_before) low += half + 1;
      count = is_before ? count - half - 1 : half;
    }
    return low;
  };
  if (open.low >= open.high) return {};
  const std::uint32_t low = first(open.low, true);
  return {low, first(low, false), open.letters + 1, open.penalty};
}

void SentenceSearch::add_words(std::size_t from, const Open& open, std::vector<Step>& steps) const {
  if (model_->reading(open.low).size() != open.letters) return;
  constexpr double per_value = -1 / value_scale;
  const auto words = model_->words_of(open.low);
  const auto& before = columns_[from].steps;
  for (const WordValue& one : words.first(std::min(words.size(), words_of_a_reading_max))) {
    const double share = one.value() * per_value + open.penalty;
    for (std::size_t i = 0; i < before.size(); ++i) {
      steps.push_back(
          {.likely = before[i].likely + share + model_->likely(before[i].before, before[i].word, one.word()),
           .before = before[i].word,
           .word = one.word(),
           .reading = open.low,
           .from = from,
           .step = i});
    }
  }
}

std::vector<const SentenceSearch::Step*> SentenceSearch::way_to(const Step& last) const {
  std::vector<const Step*> steps;
  for (const Step* step = &last; step != &columns_[0].steps[0];
       step = &columns_[step->from].steps[step->step])
    steps.push_back(step);
  std::ranges::reverse(steps);
  return steps;
}

/// log10 of how much likelier its words are in one sentence, at its begin and at its end, than anywhere.
double SentenceSearch::company(const std::vector<const Step*>& steps) const {
  const SentenceModel::Sightings all = model_->of_all();
  std::vector<SentenceModel::Sightings> seen;
  seen.reserve(steps.size());
  for (const Step* step : steps) seen.push_back(model_->sightings(step->word));
  double more = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (std::size_t j = i + 2; j < steps.size(); ++j) {
      if (seen[i].sentences == 0 || seen[j].sentences == 0) continue;
      const double by_chance = double{1} * seen[i].sentences * seen[j].sentences / all.sentences;
      more += company_weight *
              oftener(model_->together(steps[i]->word, steps[j]->word), by_chance, company_unknown);
    }
  }
  const auto edge = [&](const SentenceModel::Sightings& word, std::uint32_t there) {
    return edge_weight * oftener(there, double{1} * word.all * all.sentences / all.all, edge_unknown);
  };
  if (before_.empty()) more += edge(seen.front(), seen.front().begins);
  return more + edge(seen.back(), seen.back().ends);
}

}  // namespace yz::kiosk
