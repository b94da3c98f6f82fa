// Pinyin for screens: keys go to a thread that owns the engine and opens it with the first of them; what they
// lead to comes back by `report`. All calls return at once. UI thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.h"
#include "kiosk/input/pinyin.h"

namespace yz::kiosk {

struct PinyinAnswer {
  std::uint64_t serial{};  // of the call that it answers
  Result<PinyinState> state;
};
/// Called on the desk's thread, in the order of the calls.
using PinyinReport = std::function<void(PinyinAnswer)>;

class PinyinDesk {
 public:
  static std::unique_ptr<PinyinDesk> start(PinyinFiles files, PinyinReport report);
  virtual ~PinyinDesk() = default;  // ends the thread; nothing is reported afterwards
  PinyinDesk(const PinyinDesk&) = delete;
  PinyinDesk& operator=(const PinyinDesk&) = delete;

  /// Each gives the serial of its answer; 0: so much is waiting that it was not taken.
  virtual std::uint64_t set_mode(PinyinMode mode) = 0;
  virtual std::uint64_t press(char key) = 0;
  virtual std::uint64_t backspace() = 0;
  virtual std::uint64_t choose(std::size_t candidate) = 0;
  virtual std::uint64_t choose_reading(std::size_t reading) = 0;
  /// Ends the visit: what was typed is gone, what still waits is not carried out. Of what is under
  /// way, the answer may still come.
  virtual void forget() = 0;

 protected:
  PinyinDesk() = default;
};

}  // namespace yz::kiosk
