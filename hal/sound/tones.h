// The kiosk's few sounds, made here so that none has to be shipped (docs/accessibility.md, "Sound").
#pragma once

#include <cstdint>
#include <vector>

namespace yz::hal {

/// Samples a second of everything that is played and recorded; one channel, 16 bits.
inline constexpr int sound_rate = 16'000;

/// click: a finger was felt · done: two notes up · trouble: one low · chime: before a call · alarm: up and
/// down three times, somebody needs help.
enum class Tone { click, done, trouble, chime, alarm };

/// `loudness` 0…1.
[[nodiscard]] std::vector<std::int16_t> make_tone(Tone tone, float loudness);

/// How loud the samples are, 0…1: a quiet room is about 0, a person speaking close by 0.5 to 0.9. The scale
/// is of decibels, as ears have it.
[[nodiscard]] float level_of(const std::int16_t* samples, std::size_t count);

}  // namespace yz::hal
