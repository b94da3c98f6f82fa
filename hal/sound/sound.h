// Loudspeaker and microphone: a thread of its own on SDL's audio. The microphone is open only between
// record() and the recording's end.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/sensitive.h"
#include "hal/sound/tones.h"

namespace yz::hal {

enum class Microphone { closed, opening, recording, failed };

struct SoundView {
  bool has_output{};  // a loudspeaker is there, as far as was tried
  bool has_input{};   // a microphone is there
  Microphone microphone{Microphone::closed};
  float level{};  // of the last moment, level_of()
  float loudest{};
  Milliseconds recorded{};
  bool is_playing{};  // the recording, not a tone
};

/// What was said: an Ogg Opus file.
struct VoiceRecording {
  Sensitive<std::vector<std::uint8_t>> file;
  Milliseconds length{};
  float loudest{};
};

class Sound {
 public:
  /// `changed` is called from the thread: something in view() changed that a screen shows.
  static std::unique_ptr<Sound> start(const Clock& clock, std::function<void()> changed);
  virtual ~Sound() = default;
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  // All return at once.
  /// `loudness` 0…1. Without a loudspeaker nothing happens.
  virtual void play(Tone tone, float loudness) = 0;
  /// Opens the microphone; ends by itself after `most`. Forgets what was recorded before.
  virtual void record(Milliseconds most) = 0;
  virtual void end_recording() = 0;
  /// Plays what was recorded.
  virtual void play_recording(float loudness) = 0;
  /// Forgets it, and closes the microphone.
  virtual void forget() = 0;
  [[nodiscard]] virtual SoundView view() const = 0;
  /// The last recording, once it ended; nullptr before.
  [[nodiscard]] virtual std::shared_ptr<const VoiceRecording> recording() const = 0;

 protected:
  Sound() = default;
};

}  // namespace yz::hal
