#include "kiosk/app/sound_desk.h"

namespace yz::kiosk {
namespace {

float loudness_of(Volume volume) {
  switch (volume) {
    case Volume::off:
      return 0;
    case Volume::low:
      return 0.2F;
    case Volume::medium:
      return 0.45F;
    case Volume::high:
      return 1;
  }
  return 0;
}

}  // namespace

void SoundDesk::play(hal::Tone tone) {
  const Volume volume = session_.access.volume;
  if (sound_ != nullptr && volume != Volume::off) sound_->play(tone, loudness_of(volume));
}
void SoundDesk::chime() {
  if (sound_ != nullptr) sound_->play(hal::Tone::chime, loudness_of(Volume::medium));
}
void SoundDesk::alarm() {
  if (sound_ != nullptr) sound_->play(hal::Tone::alarm, loudness_of(Volume::high));
}
void SoundDesk::record(Milliseconds most) {
  if (sound_ != nullptr) sound_->record(most);
}
void SoundDesk::end_recording() {
  if (sound_ != nullptr) sound_->end_recording();
}
void SoundDesk::listen(Volume volume) {
  if (sound_ != nullptr) sound_->play_recording(loudness_of(volume));
}
void SoundDesk::forget() {
  if (sound_ != nullptr) sound_->forget();
}
hal::SoundView SoundDesk::view() const {
  return sound_ == nullptr ? hal::SoundView{} : sound_->view();
}
bool SoundDesk::is_in_use() const {
  const hal::SoundView now = view();
  return now.is_playing || now.microphone == hal::Microphone::opening ||
         now.microphone == hal::Microphone::recording;
}
std::shared_ptr<const hal::VoiceRecording> SoundDesk::recording() const {
  return sound_ == nullptr ? nullptr : sound_->recording();
}

}  // namespace yz::kiosk
