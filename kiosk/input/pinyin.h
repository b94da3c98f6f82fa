// Chinese by pinyin: keys in, characters to choose from out, with the letters of a keyboard or nine keys as
// on telephones. Words come from librime, sentences from a search of our own. Holds librime, of which there
// is one a process; belongs to one thread (pinyin_desk.h). What was typed stays in memory: nothing is learnt,
// logged or written.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"

namespace yz::kiosk {

struct PinyinFiles {
  std::filesystem::path data;  // made when the project is built; docs/formats/pinyin-model.md
  std::filesystem::path user;  // librime asks for one; it need not exist, nothing is written there
};

enum class PinyinMode { full, nine_key };

inline constexpr std::size_t pinyin_keys_max = 60;  // that wait for their characters; more are not taken
inline constexpr std::size_t pinyin_candidates_first = 40;

/// What a key led to.
struct PinyinState {
  Sensitive<std::string> committed;   // characters that are final with this key
  Sensitive<std::string> chosen;      // characters for the first syllables, while later ones still wait
  Sensitive<std::string> syllables;   // of what waits: "lou dao deng"
  std::vector<std::string> readings;  // nine keys: what the first syllable that is not fixed may be
  std::vector<Sensitive<std::string>> candidates;  // the best pinyin_candidates_first, the best one first
};

class PinyinEngine {
 public:
  /// Reads all its data once, to see that it is whole. `conflict`: there is one already. `not_found`,
  /// `corrupt`: the data.
  [[nodiscard]] static Result<std::unique_ptr<PinyinEngine>> open(const PinyinFiles& files);
  virtual ~PinyinEngine() = default;
  PinyinEngine(const PinyinEngine&) = delete;
  PinyinEngine& operator=(const PinyinEngine&) = delete;

  /// What waits is gone; the same mode again is none.
  virtual void set_mode(PinyinMode mode) = 0;
  /// 'a' to 'z', or '2' to '9' with nine keys; '\'' ends a syllable. Other keys change nothing.
  virtual PinyinState press(char key) = 0;
  /// Takes back the last key, or first the last word that was chosen.
  virtual PinyinState backspace() = 0;
  virtual PinyinState clear() = 0;
  /// An index into all candidates; what it does not cover goes on waiting. One that is not there changes
  /// nothing.
  virtual PinyinState choose(std::size_t candidate) = 0;
  /// An index into `readings`: the syllable is fixed, the next one can be.
  virtual PinyinState choose_reading(std::size_t reading) = 0;
  /// Further candidates; fewer than `most` when there are no more.
  [[nodiscard]] virtual std::vector<Sensitive<std::string>> page(std::size_t from, std::size_t most) = 0;
  /// For the next visit: what waits, and what was committed before, which helps to guess what follows.
  virtual void forget() = 0;

 protected:
  PinyinEngine() = default;
};

}  // namespace yz::kiosk
