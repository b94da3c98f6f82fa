#include "kiosk/app/sound_desk.h"

namespace yz::kiosk {

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

void SoundDesk::play(hal::Tone tone) {
  if (session_.access.volume != Volume::off) actions_.play(tone, loudness_of(session_.access.volume));
}

}  // namespace yz::kiosk
