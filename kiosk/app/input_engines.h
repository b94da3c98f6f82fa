// The recogniser of handwriting and the dictionary of pinyin behind InputDesk, each on a thread of its own
// that loads when it is first needed. Made and called on the UI thread; reports come from theirs.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "kiosk/app/input_desk.h"
#include "kiosk/input/handwriting_desk.h"
#include "kiosk/input/pinyin_desk.h"

namespace yz::kiosk {

class InputEngines {
 public:
  InputEngines(const std::filesystem::path& handwriting_model, PinyinFiles pinyin,
               std::function<void(InputReport)> report);
  InputEngines(const InputEngines&) = delete;
  InputEngines& operator=(const InputEngines&) = delete;

  void read_ink(std::uint64_t serial, const std::vector<InkStroke>& strokes);
  void pinyin(std::uint64_t serial, const PinyinStep& step);

 private:
  void take(HandwritingAnswer answer);
  void take(PinyinAnswer answer);
  void missing(InputWay way, const Error& error);

  const std::function<void(InputReport)> report_;
  /// The desks count by themselves: which of their answers is to which of ours. Guards the two maps and
  /// `is_told_`; an answer may come before the call that asked for it has returned.
  std::mutex mutex_;
  std::map<WritingId, std::uint64_t> ink_serials_;
  std::map<std::uint64_t, std::uint64_t> pinyin_serials_;
  std::map<InputWay, bool> is_told_;
  std::unique_ptr<HandwritingDesk> ink_;  // last: their threads use all above
  std::unique_ptr<PinyinDesk> pinyin_;
};

}  // namespace yz::kiosk
