#include "hal/sound/tones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace yz::hal {
namespace {

struct Note {
  double hertz;
  double from, length;  // seconds
};
// Between 400 and 1,500 Hz, where ears of seventy still hear well.
constexpr std::array click_notes{Note{1'200, 0, 0.03}};
constexpr std::array done_notes{Note{659.26, 0, 0.14}, Note{880, 0.12, 0.22}};
constexpr std::array trouble_notes{Note{440, 0, 0.3}};
constexpr std::array chime_notes{Note{880, 0, 0.35}, Note{698.46, 0.3, 0.4}};
constexpr std::array alarm_notes{Note{660, 0, 0.22},    Note{990, 0.22, 0.22}, Note{660, 0.44, 0.22},
                                 Note{990, 0.66, 0.22}, Note{660, 0.88, 0.22}, Note{990, 1.1, 0.3}};
constexpr double fade = 0.004;  // in and out: a note that begins or ends at once cracks

std::span<const Note> notes_of(Tone tone) {
  switch (tone) {
    case Tone::click:
      return click_notes;
    case Tone::done:
      return done_notes;
    case Tone::trouble:
      return trouble_notes;
    case Tone::chime:
      return chime_notes;
    case Tone::alarm:
      return alarm_notes;
  }
  return click_notes;
}

}  // namespace

std::vector<std::int16_t> make_tone(Tone tone, float loudness) {
  const auto notes = notes_of(tone);
  const double length = notes.back().from + notes.back().length;
  std::vector<double> mixed(static_cast<std::size_t>(length * sound_rate));
  for (const Note& note : notes) {
    const auto first = static_cast<std::size_t>(note.from * sound_rate);
    const auto count = static_cast<std::size_t>(note.length * sound_rate);
    for (std::size_t i = 0; i < count && first + i < mixed.size(); ++i) {
      const double t = static_cast<double>(i) / sound_rate;
      const double edge = std::min({1.0, t / fade, (note.length - t) / fade});
      const double dying = std::exp(-3 * t / note.length);  // like something struck
      mixed[first + i] += std::sin(2 * std::numbers::pi * note.hertz * t) * edge * dying;
    }
  }
  constexpr double full = 32'767;
  constexpr double head_room = 0.6;  // two notes may sound together
  std::vector<std::int16_t> samples(mixed.size());
  const double scale = full * head_room * static_cast<double>(std::clamp(loudness, 0.0F, 1.0F));
  std::ranges::transform(mixed, samples.begin(), [&](double value) {
    return static_cast<std::int16_t>(std::clamp(value * scale, -full, full));
  });
  return samples;
}

float level_of(const std::int16_t* samples, std::size_t count) {
  if (count == 0) return 0;
  double sum = 0;
  for (const std::int16_t sample : std::span(samples, count)) sum += static_cast<double>(sample) * sample;
  constexpr double full = 32'768;
  constexpr double floor_db = -60;
  const double rms = std::sqrt(sum / static_cast<double>(count)) / full;
  const double db = 20 * std::log10(std::max(rms, 1e-6));
  return static_cast<float>(std::clamp(1 - db / floor_db, 0.0, 1.0));
}

}  // namespace yz::hal
