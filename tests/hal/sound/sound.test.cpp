#include "hal/sound/sound.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "base/system_clock.h"
#include "hal/sound/voice_file.h"
#include "tests/support/disk_card.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {
namespace {

constexpr Milliseconds sound_wait{20'000};

/// How often a wave goes up through nothing: its pitch, for a pure tone.
double pitch(const Samples& samples, int rate) {
  std::size_t rises = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) rises += samples[i - 1] < 0 && samples[i] >= 0 ? 1U : 0U;
  return static_cast<double>(rises) * rate / static_cast<double>(samples.size());
}

Samples read_samples(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Samples samples(bytes.size() / 2);
  std::copy_n(bytes.begin(), samples.size() * 2, reinterpret_cast<char*>(samples.data()));
  return samples;
}

/// What another program hears in our file: opusdec of opus-tools, at its own 48 kHz.
Samples heard_in(const std::vector<std::uint8_t>& file, const TempDir& dir) {
  write_bytes(dir.path() / "voice.opus", file.data(), file.size());
  const auto decoded =
      run_program({.command = {"opusdec", "--quiet", "--rate", "48000", "--no-dither",
                               (dir.path() / "voice.opus").string(), (dir.path() / "voice.raw").string()},
                   .output = dir.path() / "opusdec.out"},
                  sound_wait);
  REQUIRE(decoded);
  INFO(decoded->errors);
  REQUIRE(decoded->ended.status == 0);
  return read_samples(dir.path() / "voice.raw");
}

template <class F>
bool comes_true(F wanted) {
  return wait_until(sound_wait, wanted);
}

}  // namespace

TEST_CASE("sound: every tone sounds, ends softly and is as loud as asked", "[hal]") {
  for (const auto tone :
       {hal::Tone::click, hal::Tone::done, hal::Tone::trouble, hal::Tone::chime, hal::Tone::alarm}) {
    const Samples loud = hal::make_tone(tone, 1);
    REQUIRE(loud.size() > 100);
    // The alarm has to be noticed; the others are over before the next touch.
    CHECK(loud.size() < (tone == hal::Tone::alarm ? 2 : 1) * hal::sound_rate);
    CHECK(std::abs(loud.front()) < 400);
    CHECK(std::abs(loud.back()) < 400);
    const float level = hal::level_of(loud.data(), loud.size());
    const Samples soft = hal::make_tone(tone, 0.2F);
    CHECK(level > 0.6F);
    CHECK(hal::level_of(soft.data(), soft.size()) < level);
    CHECK(hal::level_of(hal::make_tone(tone, 0).data(), loud.size()) == 0);
  }
}

TEST_CASE("sound: what was said is heard in the file by another program", "[hal]") {
  const TempDir dir;
  auto file = hal::VoiceFile::begin();
  REQUIRE(file);
  constexpr double hertz = 440;
  const Samples said = sine(hertz, 3, 0.5);
  REQUIRE((*file)->add(said));
  const auto bytes = (*file)->finish();
  REQUIRE(bytes);
  const Samples heard = heard_in(*bytes, dir);
  constexpr int rate = 48'000;
  CHECK(std::abs(static_cast<double>(heard.size()) / rate - 3) < 0.1);
  CHECK(std::abs(pitch(heard, rate) - hertz) < hertz * 0.02);
}

TEST_CASE("sound: a minute of the worst noise stays below the limit, and no message grows beyond it",
          "[hal]") {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same noise each time
  std::uniform_int_distribution<int> any(-32'000, 32'000);
  Samples second(hal::sound_rate);
  auto file = hal::VoiceFile::begin();
  REQUIRE(file);
  Status added;
  int seconds = 0;
  for (; seconds < 600 && added; ++seconds) {
    std::ranges::generate(second, [&] { return static_cast<std::int16_t>(any(random)); });
    added = (*file)->add(second);
    if (seconds < 60) REQUIRE(added);
  }
  REQUIRE_FALSE(added);
  CHECK(added.error().code == Code::full);
}

TEST_CASE("sound: the microphone is open from record to end, and what was said is kept until forgotten",
          "[hal]") {
  constexpr double hertz = 300;
  const DiskCard card(sine(hertz, 60, 0.5));
  const SystemClock clock;
  const auto sound = hal::Sound::start(clock, [] {});
  CHECK(sound->view().microphone == hal::Microphone::closed);
  sound->record(Milliseconds{30'000});
  REQUIRE(comes_true([&] { return sound->view().recorded >= Milliseconds{1'000}; }));
  CHECK(sound->view().microphone == hal::Microphone::recording);
  CHECK(sound->view().level > 0.7F);
  CHECK(sound->recording() == nullptr);
  sound->end_recording();
  REQUIRE(comes_true([&] { return sound->recording() != nullptr; }));
  CHECK(comes_true([&] { return sound->view().microphone == hal::Microphone::closed; }));
  const auto recording = sound->recording();
  CHECK(recording->length >= Milliseconds{1'000});
  const Samples heard = heard_in(recording->file.reveal(), card.dir());
  CHECK(std::abs(pitch(heard, 48'000) - hertz) < hertz * 0.05);

  sound->play_recording(1);
  CHECK(comes_true([&] { return sound->view().is_playing; }));
  sound->forget();
  CHECK(comes_true([&] { return !sound->view().is_playing && sound->recording() == nullptr; }));
}

TEST_CASE("sound: a recording ends by itself, and one without a microphone is told", "[hal]") {
  const SystemClock clock;
  SECTION("at its longest") {
    const DiskCard card(sine(300, 60, 0.5));
    const auto sound = hal::Sound::start(clock, [] {});
    sound->record(Milliseconds{500});
    REQUIRE(comes_true([&] { return sound->recording() != nullptr; }));
    CHECK(sound->recording()->length == Milliseconds{500});
  }
  SECTION("to the sample, in the file too") {
    const DiskCard card(sine(300, 60, 0.5), DiskCard::Pace::fast);
    const auto sound = hal::Sound::start(clock, [] {});
    sound->record(Milliseconds{2'000});
    REQUIRE(comes_true([&] { return sound->recording() != nullptr; }));
    CHECK(sound->recording()->length == Milliseconds{2'000});
    CHECK(heard_in(sound->recording()->file.reveal(), card.dir()).size() == 2 * 48'000);
  }
  SECTION("no microphone") {
    const DiskCard card({});
    setenv("SDL_DISKAUDIOFILEIN", "/nowhere/said.raw", 1);
    const auto sound = hal::Sound::start(clock, [] {});
    sound->record(Milliseconds{500});
    CHECK(comes_true([&] { return sound->view().microphone == hal::Microphone::failed; }));
    CHECK(sound->recording() == nullptr);
  }
}

TEST_CASE("sound: what is asked for while another recording runs begins afresh", "[hal]") {
  const DiskCard card(sine(300, 60, 0.5));
  const SystemClock clock;
  const auto sound = hal::Sound::start(clock, [] {});
  sound->record(Milliseconds{30'000});
  REQUIRE(comes_true([&] { return sound->view().recorded >= Milliseconds{600}; }));
  const bool was_forgotten = GENERATE(false, true);
  CAPTURE(was_forgotten);
  if (was_forgotten) sound->forget();
  sound->record(Milliseconds{300});
  CHECK(sound->view().recorded == Milliseconds{0});
  REQUIRE(comes_true([&] { return sound->recording() != nullptr; }));
  CHECK(sound->recording()->length == Milliseconds{300});
}

TEST_CASE("sound: a tone comes out of the loudspeaker", "[hal]") {
  const DiskCard card({});
  const SystemClock clock;
  const auto sound = hal::Sound::start(clock, [] {});
  sound->play(hal::Tone::trouble, 1);
  CHECK(comes_true([&] {
    const Samples played = read_samples(card.out());
    return std::ranges::any_of(played, [](std::int16_t sample) { return std::abs(sample) > 5'000; });
  }));
  CHECK(sound->view().has_output);
}

}  // namespace yz::test
