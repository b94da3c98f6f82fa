// The voice: a thread that hands sentences to speech-dispatcher and waits for their ends. Without a daemon it
// is silent and says so. Every sentence that was really handed over stands in the log, a JSON line each;
// nothing personal comes here.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "kiosk/app/messages.h"
#include "kiosk/app/speaker.h"

namespace yz::kiosk {

class Speech {
 public:
  /// `report` is called from the speech thread. `log` is appended to.
  static std::unique_ptr<Speech> start(const std::filesystem::path& log, const Clock& clock,
                                       std::function<void(SpeechReport)> report);
  virtual ~Speech() = default;  // stops talking, ends the thread
  Speech(const Speech&) = delete;
  Speech& operator=(const Speech&) = delete;

  /// Both return at once. A sentence that is not urgent takes the place of the one that is being said.
  virtual void say(Utterance utterance) = 0;
  virtual void stop() = 0;

 protected:
  Speech() = default;
};

}  // namespace yz::kiosk
