// A sound card made of two files: SDL's own driver for that. What the microphone hears is given, what the
// loudspeaker plays can be read.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <vector>

#include "hal/sound/tones.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

using Samples = std::vector<std::int16_t>;

inline Samples sine(double hertz, double seconds, double size) {
  Samples samples(static_cast<std::size_t>(seconds * hal::sound_rate));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double t = static_cast<double>(i) / hal::sound_rate;
    samples[i] = static_cast<std::int16_t>(size * 32'767 * std::sin(2 * std::numbers::pi * hertz * t));
  }
  return samples;
}

inline void write_bytes(const std::filesystem::path& file, const void* bytes, std::size_t count) {
  std::ofstream out(file, std::ios::binary);
  out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
}

/// SDL's own driver that plays into a file and records from one, in place of a sound card.
class DiskCard {
 public:
  /// fast: sixteen seconds are heard in one.
  enum class Pace { real, fast };

  explicit DiskCard(const Samples& said, Pace pace = Pace::real) {
    if (pace == Pace::fast) setenv("SDL_DISKAUDIODELAY", "1", 1);
    write_bytes(dir_.path() / "said.raw", said.data(), said.size() * sizeof said[0]);
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", out().c_str(), 1);
    setenv("SDL_DISKAUDIOFILEIN", (dir_.path() / "said.raw").c_str(), 1);
  }
  ~DiskCard() {
    unsetenv("SDL_AUDIODRIVER");
    unsetenv("SDL_DISKAUDIODELAY");
  }
  DiskCard(const DiskCard&) = delete;
  DiskCard& operator=(const DiskCard&) = delete;

  [[nodiscard]] std::filesystem::path out() const { return dir_.path() / "played.raw"; }
  [[nodiscard]] const TempDir& dir() const { return dir_; }

 private:
  TempDir dir_;
};

}  // namespace yz::test
