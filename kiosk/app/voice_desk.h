// A resident's voice message: recorded only after a yes, heard again, kept in the wish. UI thread.
#pragma once

#include "base/clock.h"
#include "kiosk/app/session.h"
#include "kiosk/app/sound_desk.h"

namespace yz::kiosk {

/// Loudness of a recording below which nobody will understand it: a voice from across the room, about -36 dB.
inline constexpr float voice_quiet_below = 0.4F;
inline constexpr Milliseconds voice_length_min{1'000};
/// A microphone that opens and gives nothing is told of as broken.
inline constexpr Milliseconds voice_silence_max{3'000};

enum class VoiceState { idle, recording, said, no_microphone };

class VoiceDesk {
 public:
  VoiceDesk(SoundDesk& sound, Session& session, const Clock& clock)
      : sound_(sound), session_(session), clock_(clock) {}

  /// Opens the microphone for wish_voice_max at most: its sign "正在录音" must be on the screen from here on,
  /// as long as the state is `recording`. Nothing happens without Session::may_record. What was said before
  /// is gone.
  void start();
  /// The microphone is closed; what was said can be heard and kept as long as this wish is being written.
  void end() { sound_.end_recording(); }
  void listen();
  /// Into the wish; false: there is nothing to keep.
  bool keep();

  /// Asked with each frame.
  [[nodiscard]] VoiceState state();
  /// While recording: whole seconds, the last begun one counts.
  [[nodiscard]] int seconds_left() const;
  [[nodiscard]] float level() const { return sound_.view().level; }
  [[nodiscard]] bool is_playing() const { return sound_.view().is_playing; }
  // What can be told of what was said:
  [[nodiscard]] Milliseconds length() const;
  [[nodiscard]] bool is_too_short() const { return length() < voice_length_min; }
  [[nodiscard]] bool is_too_quiet() const;
  /// It ended because a message may not be longer.
  [[nodiscard]] bool is_full() const { return length() >= wish_voice_max; }

  void wipe();

 private:
  SoundDesk& sound_;
  Session& session_;
  const Clock& clock_;
  bool is_silent_{};  // the microphone gave nothing
  Milliseconds begun_at_{};
};

}  // namespace yz::kiosk
