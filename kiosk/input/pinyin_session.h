// librime as far as the pinyin engine needs it. The only files that know librime. One thread.
#pragma once

#include <rime_api.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/input/pinyin.h"

namespace yz::kiosk {

// X11's numbers, which librime takes; letters and digits are themselves.
inline constexpr int key_backspace = 0xFF08;
inline constexpr int key_delete = 0xFFFF;

/// What waits for its characters.
struct Composition {
  std::string chosen;     // characters
  std::string rest;       // keys as typed, in syllables: "lou dao deng", "568 326 336"
  std::string raw;        // all keys, also those of `chosen`
  std::size_t rest_from;  // where the keys of `rest` begin in `raw`
};
struct FoundWord {
  std::string text;
  std::string syllables;  // how the dictionary reads it
};

/// librime itself; outlives its sessions.
class PinyinLibrary {
 public:
  [[nodiscard]] static Result<std::unique_ptr<PinyinLibrary>> open(const PinyinFiles& files);
  ~PinyinLibrary();
  PinyinLibrary(const PinyinLibrary&) = delete;
  PinyinLibrary& operator=(const PinyinLibrary&) = delete;

 private:
  friend class PinyinSession;
  PinyinLibrary() = default;
  RimeApi* rime_{};
};

class PinyinSession {
 public:
  /// A schema of assets/input.
  [[nodiscard]] static Result<std::unique_ptr<PinyinSession>> begin(PinyinLibrary& library,
                                                                    const char* schema);
  ~PinyinSession();
  PinyinSession(const PinyinSession&) = delete;
  PinyinSession& operator=(const PinyinSession&) = delete;

  void press(int key);
  void move_to(std::size_t key);  // where the next key goes
  void clear();
  void choose(std::size_t candidate);
  [[nodiscard]] std::string take_committed();
  [[nodiscard]] Composition composition() const;
  /// librime's own order, with what is there twice; from there on, at most so many.
  [[nodiscard]] std::vector<FoundWord> words(std::size_t from, std::size_t most) const;

 private:
  PinyinSession(RimeApi* rime, RimeSessionId session) : rime_(rime), session_(session) {}
  RimeApi* const rime_;
  const RimeSessionId session_;
};

}  // namespace yz::kiosk
