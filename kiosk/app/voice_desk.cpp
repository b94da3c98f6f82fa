#include "kiosk/app/voice_desk.h"

namespace yz::kiosk {

void VoiceDesk::start() {
  if (!session_.may_record) return;
  session_.wish.is_voice_tried = true;
  is_silent_ = false;
  begun_at_ = clock_.mono();
  sound_.record(wish_voice_max);
}

void VoiceDesk::listen() {
  // In a hall others hear it too: no louder than the voice of the kiosk, and soft where that is off.
  const Volume volume = session_.access.volume;
  sound_.listen(volume == Volume::off ? Volume::low : volume);
}

void VoiceDesk::wipe() {
  session_.wish.is_voice_tried = false;
  is_silent_ = false;
  sound_.forget();
}

bool VoiceDesk::keep() {
  const auto said = session_.wish.is_voice_tried ? sound_.recording() : nullptr;
  if (said == nullptr || is_too_short()) return false;
  session_.wish.voice = VoiceMessage{said->file, said->length};
  session_.has_unsent = true;
  return true;
}

VoiceState VoiceDesk::state() {
  if (!session_.wish.is_voice_tried) return VoiceState::idle;
  if (is_silent_ || !sound_.has_sound()) return VoiceState::no_microphone;
  const hal::SoundView view = sound_.view();
  switch (view.microphone) {
    case hal::Microphone::failed:
      return VoiceState::no_microphone;
    case hal::Microphone::opening:
    case hal::Microphone::recording:
      if (view.recorded.count() > 0 || clock_.mono() - begun_at_ < voice_silence_max)
        return VoiceState::recording;
      sound_.forget();
      is_silent_ = true;
      return VoiceState::no_microphone;
    case hal::Microphone::closed:
      break;
  }
  const auto said = sound_.recording();
  if (said == nullptr) return VoiceState::idle;  // ended before the microphone was open
  return said->length.count() == 0 ? VoiceState::no_microphone : VoiceState::said;
}

int VoiceDesk::seconds_left() const {
  const Milliseconds left = wish_voice_max - sound_.view().recorded;
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count());
}

Milliseconds VoiceDesk::length() const {
  const auto said = sound_.recording();
  return said == nullptr ? Milliseconds{0} : said->length;
}

bool VoiceDesk::is_too_quiet() const {
  const auto said = sound_.recording();
  return said != nullptr && said->loudest < voice_quiet_below;
}

}  // namespace yz::kiosk
