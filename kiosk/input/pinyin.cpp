#include "kiosk/input/pinyin.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "kiosk/input/pinyin_data.h"
#include "kiosk/input/pinyin_session.h"
#include "kiosk/input/sentence_search.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t words_a_time = 64;    // asked of librime
constexpr std::size_t exact_words_max = 6;  // before those that only sound alike
constexpr std::size_t initials_words_max = 6;
constexpr std::size_t initials_min = 3;  // keys
constexpr std::size_t initials_max = 8;
constexpr std::size_t words_max = 4'096;  // looked through for one composition
constexpr std::string_view key_of_letter = "22233344455566677778889999";

std::string on_nine_keys(std::string letters) {
  for (char& letter : letters) letter = key_of_letter[static_cast<std::size_t>(letter - 'a')];
  return letters;
}

/// A letter of a syllable that was fixed.
bool is_capital(char key) {
  return key >= 'A' && key <= 'Z';
}

std::vector<std::string> syllables_in(const std::string& text) {
  std::istringstream parts(text);
  std::vector<std::string> found;
  for (std::string one; parts >> one;) found.push_back(one);
  return found;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : between) + part;
  return all;
}

struct Reading {
  std::string letters;
  std::string keys;
};

/// A session that is given what waits in another, key by key.
class Follower {
 public:
  explicit Follower(std::unique_ptr<PinyinSession> session) : session_(std::move(session)) {}
  void follow(const std::string& keys) {
    if (!keys.starts_with(keys_)) {
      session_->clear();
      keys_.clear();
    }
    for (std::size_t i = keys_.size(); i < keys.size(); ++i) session_->press(keys[i]);
    keys_ = keys;
  }
  [[nodiscard]] std::vector<FoundWord> words(std::size_t most) const {
    return keys_.empty() ? std::vector<FoundWord>{} : session_->words(0, most);
  }

 private:
  std::unique_ptr<PinyinSession> session_;
  std::string keys_;
};

/// The wide session also takes keys for sounds that are like them, and holds what was chosen; but librime
/// forgets, for the last syllable of a word, that a sound was only like the one that was typed. So the exact
/// one has the first say. First letters stand on nine keys for so much that a long row of keys takes too long
/// with them: there, they have a session of their own, which gets short rows.
struct Sessions {
  std::unique_ptr<PinyinSession> wide;
  Follower exact;
  std::optional<Follower> initials;
};
Result<Sessions> begin(PinyinLibrary& library, PinyinMode mode) {
  const bool is_full = mode == PinyinMode::full;
  auto wide = PinyinSession::begin(library, is_full ? "yizhan_full_wide" : "yizhan_nine_wide");
  if (!wide) return fail(wide.error());
  auto exact = PinyinSession::begin(library, is_full ? "yizhan_full" : "yizhan_nine");
  if (!exact) return fail(exact.error());
  Sessions sessions{*std::move(wide), Follower(*std::move(exact)), std::nullopt};
  if (is_full) return sessions;
  auto initials = PinyinSession::begin(library, "yizhan_nine_initials");
  if (!initials) return fail(initials.error());
  sessions.initials.emplace(*std::move(initials));
  return sessions;
}

class RimePinyin final : public PinyinEngine {
 public:
  RimePinyin(std::unique_ptr<PinyinLibrary> library, Sessions sessions,
             std::unique_ptr<SentenceModel> sentences, const std::vector<std::string>& syllables)
      : library_(std::move(library)), sessions_(std::move(sessions)), model_(std::move(sentences)) {
    for (const std::string& letters : syllables) syllables_.push_back({letters, on_nine_keys(letters)});
  }

  void set_mode(PinyinMode mode) override {
    if (mode == mode_) return;
    mode_ = mode;
    forget();
  }
  PinyinState press(char key) override {
    const bool is_key = mode_ == PinyinMode::nine_key ? key >= '2' && key <= '9' : key >= 'a' && key <= 'z';
    const bool has_room = sessions_.wide->composition().raw.size() < pinyin_keys_max;
    if ((is_key || key == '\'') && has_room) sessions_.wide->press(key);
    return state();
  }
  PinyinState backspace() override;
  PinyinState clear() override {
    sessions_.wide->clear();
    return state();
  }
  PinyinState choose(std::size_t candidate) override;
  PinyinState choose_reading(std::size_t reading) override;
  std::vector<Sensitive<std::string>> page(std::size_t from, std::size_t most) override {
    fetch(from + std::min(most, words_max));
    std::vector<Sensitive<std::string>> found;
    for (std::size_t i = from; i < words_.size() && found.size() < most; ++i) found.push_back(words_[i].text);
    return found;
  }
  void forget() override {
    auto begun = begin(*library_, mode_);
    check(begun.has_value(), "librime takes again what it took before");
    sessions_ = *std::move(begun);
    as_typed_.forget();
    alike_.forget();
    (void)state();
  }

 private:
  struct Word {
    Sensitive<std::string> text;
    std::optional<std::size_t> index;  // of the wide session; none: it stands for all that waits
  };
  PinyinState state();
  void fetch(std::size_t count);
  void add(const FoundWord& found, std::optional<std::size_t> index);
  void add_whole(const Composition& composition);
  void add_sentence(SentenceSearch& search, const std::string& keys, const std::string& chosen);
  void add_initials(const std::string& keys);
  [[nodiscard]] std::string shown_syllables(const Composition& composition) const;
  [[nodiscard]] std::vector<Reading> readings(const Composition& composition) const;

  std::unique_ptr<PinyinLibrary> library_;
  Sessions sessions_;
  std::unique_ptr<SentenceModel> model_;
  SentenceSearch as_typed_{*model_, Sounds::as_typed};
  SentenceSearch alike_{*model_, Sounds::alike};
  std::vector<Reading> syllables_;  // the most frequent first
  PinyinMode mode_{PinyinMode::full};
  std::vector<Word> words_;  // of this composition, each text once
  std::size_t looked_at_{};  // of the wide session's
  std::vector<std::string> best_syllables_;
};

/// Where the keys of the first syllable that is not fixed begin.
std::size_t open_from(const Composition& composition) {
  std::size_t at = composition.rest_from;
  while (at < composition.raw.size() && (is_capital(composition.raw[at]) || composition.raw[at] == '\''))
    ++at;
  return at;
}

PinyinState RimePinyin::backspace() {
  const std::string raw = sessions_.wide->composition().raw;
  // A syllable that was fixed goes as one: its letters and the sign behind them.
  std::size_t keys = raw.ends_with('\'') ? 1 : 0;
  while (keys < raw.size() && is_capital(raw[raw.size() - 1 - keys])) ++keys;
  for (std::size_t i = 0; i < std::max<std::size_t>(keys, 1); ++i) sessions_.wide->press(key_backspace);
  return state();
}

PinyinState RimePinyin::choose(std::size_t candidate) {
  fetch(candidate + 1);
  if (candidate >= words_.size()) return state();
  const Word& word = words_[candidate];
  if (word.index) {
    sessions_.wide->choose(*word.index);
    return state();
  }
  const std::string committed = sessions_.wide->composition().chosen + word.text.reveal();
  sessions_.wide->clear();
  PinyinState now = state();
  now.committed = Sensitive(committed);
  return now;
}

PinyinState RimePinyin::choose_reading(std::size_t reading) {
  PinyinSession& session = *sessions_.wide;
  const Composition composition = session.composition();
  const auto possible = readings(composition);
  if (reading >= possible.size()) return state();
  const std::size_t from = open_from(composition);
  const std::string& keys = possible[reading].keys;
  session.move_to(from);
  for (std::size_t i = 0; i < keys.size(); ++i) session.press(key_delete);
  for (const char letter : possible[reading].letters) session.press(letter - 'a' + 'A');
  const std::size_t after = from + keys.size();
  if (after == composition.raw.size() || composition.raw[after] != '\'') session.press('\'');
  session.move_to(session.composition().raw.size());
  return state();
}

PinyinState RimePinyin::state() {
  words_.clear();
  looked_at_ = 0;
  best_syllables_.clear();
  PinyinState now;
  now.committed = Sensitive(sessions_.wide->take_committed());
  const Composition composition = sessions_.wide->composition();
  now.chosen = Sensitive(composition.chosen);
  add_whole(composition);
  if (composition.raw.empty()) return now;
  now.candidates = page(0, pinyin_candidates_first);
  now.syllables = Sensitive(shown_syllables(composition));
  for (Reading& one : readings(composition)) now.readings.push_back(std::move(one.letters));
  return now;
}

/// What there is for all keys that wait, as they were typed first.
void RimePinyin::add_whole(const Composition& composition) {
  const std::string keys = composition.raw.substr(composition.rest_from);
  add_sentence(as_typed_, keys, composition.chosen);
  std::string sounds = keys;
  std::erase(sounds, '\'');
  for (char& key : sounds)
    key = is_capital(key) ? on_nine_keys({static_cast<char>(key - 'A' + 'a')})[0] : key;
  sessions_.exact.follow(keys);
  for (const FoundWord& word : sessions_.exact.words(exact_words_max)) {
    std::string letters = joined(syllables_in(word.syllables), "");
    if (mode_ == PinyinMode::nine_key) letters = on_nine_keys(letters);
    if (letters.starts_with(sounds)) add(word, std::nullopt);
  }
  add_initials(keys);
  add_sentence(alike_, keys, composition.chosen);
}

/// A single word is in librime's list, in its place.
void RimePinyin::add_sentence(SentenceSearch& search, const std::string& keys, const std::string& chosen) {
  const auto found = search.best(keys, chosen);
  if (found && found->words > 1) add({found->text, found->syllables}, std::nullopt);
}

void RimePinyin::add_initials(const std::string& keys) {
  if (!sessions_.initials) return;
  const bool is_short = keys.size() >= initials_min && keys.size() <= initials_max &&
                        std::ranges::all_of(keys, [](char key) { return key >= '2' && key <= '9'; });
  sessions_.initials->follow(is_short ? keys : "");
  std::size_t taken = 0;
  for (const FoundWord& word : sessions_.initials->words(words_a_time)) {
    std::string initials;
    for (const std::string& syllable : syllables_in(word.syllables)) initials += syllable[0];
    if (on_nine_keys(initials) != keys || taken == initials_words_max) continue;
    add(word, std::nullopt);
    ++taken;
  }
}

void RimePinyin::add(const FoundWord& found, std::optional<std::size_t> index) {
  if (words_.empty()) best_syllables_ = syllables_in(found.syllables);
  const auto same =
      std::ranges::find_if(words_, [&](const Word& word) { return word.text.reveal() == found.text; });
  if (same == words_.end()) {
    words_.push_back({Sensitive(found.text), index});
  } else if (!same->index) {
    same->index = index;  // the wide session remembers what was chosen
  }
}

void RimePinyin::fetch(std::size_t count) {
  while (words_.size() < count && looked_at_ < words_max) {
    const auto found = sessions_.wide->words(looked_at_, words_a_time);
    for (std::size_t i = 0; i < found.size(); ++i) add(found[i], looked_at_ + i);
    looked_at_ += found.size();
    if (found.size() < words_a_time) looked_at_ = words_max;
  }
}

std::string RimePinyin::shown_syllables(const Composition& composition) const {
  std::string keys = composition.rest;
  std::erase(keys, ' ');
  std::erase(keys, '\'');
  const std::string best = joined(best_syllables_, "");
  if (mode_ == PinyinMode::full) return keys == best ? joined(best_syllables_, " ") : composition.rest;
  // Digits say nothing to people: as the best candidate reads them.
  if (best.size() >= keys.size()) return joined(best_syllables_, " ");
  auto groups = syllables_in(composition.rest);
  std::copy_n(best_syllables_.begin(), std::min(groups.size(), best_syllables_.size()), groups.begin());
  return joined(groups, " ");
}

std::vector<Reading> RimePinyin::readings(const Composition& composition) const {
  std::vector<Reading> found;
  if (mode_ == PinyinMode::full) return found;
  const std::size_t from = open_from(composition);
  std::string_view keys = std::string_view(composition.raw).substr(from);
  keys = keys.substr(0, keys.find('\''));
  std::ranges::copy_if(syllables_, std::back_inserter(found),
                       [&](const Reading& one) { return keys.starts_with(one.keys); });
  std::ranges::stable_sort(found, std::ranges::greater{}, [](const Reading& one) { return one.keys.size(); });
  // First what the best candidate takes it for.
  const std::string_view fixed =
      std::string_view(composition.raw).substr(composition.rest_from, from - composition.rest_from);
  const auto before = static_cast<std::size_t>(std::ranges::count(fixed, '\''));
  if (before < best_syllables_.size()) {
    const auto best = std::ranges::find(found, best_syllables_[before], &Reading::letters);
    if (best != found.end()) std::rotate(found.begin(), best, best + 1);
  }
  return found;
}

}  // namespace

Result<std::unique_ptr<PinyinEngine>> PinyinEngine::open(const PinyinFiles& files) {
  auto library = PinyinLibrary::open(files);
  if (!library) return fail(library.error());
  const auto syllables = read_syllables(files.data);
  if (!syllables) return fail(syllables.error());
  auto sentences = SentenceModel::open(files.data / sentences_name);
  if (!sentences) return fail(sentences.error());
  auto sessions = begin(**library, PinyinMode::full);
  if (!sessions) return fail(sessions.error());
  // A librime of another version may not take the data, and then says nothing.
  sessions->wide->press('a');
  if (sessions->wide->words(0, 1).empty()) return fail(Code::corrupt, "librime finds no words in its data");
  sessions->wide->clear();
  return std::make_unique<RimePinyin>(*std::move(library), *std::move(sessions), *std::move(sentences),
                                      *syllables);
}

}  // namespace yz::kiosk
