// Sounds and the microphone, for screens. Without a loudspeaker and a microphone nothing is heard. UI thread.
#pragma once

#include <memory>

#include "hal/sound/sound.h"
#include "kiosk/app/session.h"

namespace yz::kiosk {

class SoundDesk {
 public:
  explicit SoundDesk(const Session& session) : session_(session) {}
  /// Once; `sound` outlives every screen.
  void use(hal::Sound& sound) { sound_ = &sound; }

  /// Silent when the resident turned the volume off.
  void play(hal::Tone tone);
  /// Before a call: for the hall, whatever the resident chose.
  void chime();

  /// Somebody called for help and nobody may know: as loud as it gets, whatever the resident chose.
  void alarm();
  /// Nothing is heard or recorded without.
  [[nodiscard]] bool has_sound() const { return sound_ != nullptr; }

  /// Opens the microphone: its sign "正在录音" must be on the screen from here to the end.
  void record(Milliseconds most);
  void end_recording();
  void listen(Volume volume = Volume::high);
  /// What was said is gone.
  void forget();
  [[nodiscard]] hal::SoundView view() const;
  /// The microphone is open, or what it heard is played: the resident is busy.
  [[nodiscard]] bool is_in_use() const;
  /// nullptr before a recording has ended.
  [[nodiscard]] std::shared_ptr<const hal::VoiceRecording> recording() const;

 private:
  const Session& session_;
  hal::Sound* sound_{};
};

}  // namespace yz::kiosk
