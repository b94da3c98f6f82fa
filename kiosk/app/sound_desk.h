// Sounds and the microphone, for screens. UI thread.
#pragma once

#include <functional>
#include <memory>

#include "hal/sound/sound.h"
#include "kiosk/app/session.h"

namespace yz::kiosk {

/// What the desk asks of hal::Sound; all return at once.
struct SoundActions {
  std::function<void(hal::Tone, float)> play;
  std::function<void(Milliseconds)> record;
  std::function<void()> end_recording;
  std::function<void(float)> play_recording;
  std::function<void()> forget;
  std::function<hal::SoundView()> view;
  std::function<std::shared_ptr<const hal::VoiceRecording>()> recording;
};

/// Of `loudness` in hal::Sound.
[[nodiscard]] float loudness_of(Volume volume);

class SoundDesk {
 public:
  SoundDesk(SoundActions actions, const Session& session) : actions_(std::move(actions)), session_(session) {}

  /// Silent when the resident turned the volume off.
  void play(hal::Tone tone);
  /// Before a call: for the hall, whatever the resident chose.
  void chime() { actions_.play(hal::Tone::chime, loudness_of(Volume::medium)); }

  /// Opens the microphone: its sign "正在录音" must be on the screen from here to the end.
  void record(Milliseconds most) { actions_.record(most); }
  void end_recording() { actions_.end_recording(); }
  void listen() { actions_.play_recording(loudness_of(Volume::high)); }
  /// What was said is gone.
  void forget() { actions_.forget(); }
  [[nodiscard]] hal::SoundView view() const { return actions_.view(); }
  /// nullptr before a recording has ended.
  [[nodiscard]] std::shared_ptr<const hal::VoiceRecording> recording() const { return actions_.recording(); }

 private:
  SoundActions actions_;
  const Session& session_;
};

}  // namespace yz::kiosk
