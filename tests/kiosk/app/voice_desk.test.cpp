// The voice desk over the real sound thread, whose sound card is two files.
#include "kiosk/app/voice_desk.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "base/system_clock.h"
#include "hal/sound/voice_file.h"
#include "tests/support/disk_card.h"
#include "tests/support/fake_clock.h"
#include "tests/support/process.h"

namespace yz::test {
namespace {

using kiosk::VoiceState;
constexpr Milliseconds sound_wait{60'000};

/// The desk, and the thread behind it.
class Recorder {
 public:
  Recorder() { sounds_.use(*sound_); }

  [[nodiscard]] kiosk::Session& session() { return session_; }
  [[nodiscard]] kiosk::VoiceDesk& desk() { return desk_; }
  [[nodiscard]] hal::SoundView view() const { return sounds_.view(); }
  bool becomes(VoiceState state) {
    return wait_until(sound_wait, [&] { return desk_.state() == state; });
  }

 private:
  SystemClock clock_;
  kiosk::Session session_{kiosk::AccessSettings{}};
  std::unique_ptr<hal::Sound> sound_{hal::Sound::start(clock_, [] {})};
  kiosk::SoundDesk sounds_{session_};
  kiosk::VoiceDesk desk_{sounds_, session_, clock_};
};

}  // namespace

TEST_CASE("voice desk: without a yes the microphone stays closed", "[kiosk]") {
  const DiskCard card(sine(300, 5, 0.5));
  Recorder recorder;
  recorder.desk().start();
  CHECK(recorder.desk().state() == VoiceState::idle);
  CHECK(recorder.view().microphone == hal::Microphone::closed);
  CHECK_FALSE(recorder.desk().keep());
}

TEST_CASE("voice desk: what was said can be heard again, kept in the wish, or said again", "[kiosk]") {
  const DiskCard card(sine(300, 20, 0.5));
  Recorder recorder;
  kiosk::VoiceDesk& desk = recorder.desk();
  recorder.session().may_record = true;
  desk.start();
  CHECK(desk.state() == VoiceState::recording);
  CHECK_FALSE(desk.keep());
  REQUIRE(wait_until(sound_wait, [&] { return recorder.view().recorded > Milliseconds{1'300}; }));
  CHECK(desk.level() > 0.6F);
  CHECK(desk.seconds_left() == 59);
  desk.end();
  REQUIRE(recorder.becomes(VoiceState::said));
  CHECK_FALSE(desk.is_too_short());
  CHECK_FALSE(desk.is_too_quiet());
  CHECK_FALSE(desk.is_full());
  desk.listen();
  CHECK(wait_until(sound_wait, [&] { return desk.is_playing(); }));

  CHECK_FALSE(recorder.session().wish.voice);
  REQUIRE(desk.keep());
  REQUIRE(recorder.session().wish.voice);
  CHECK(recorder.session().wish.voice->length == desk.length());
  CHECK(recorder.session().wish.voice->file.reveal().size() > 1'000);
  CHECK(recorder.session().has_unsent);

  desk.start();
  CHECK(desk.state() == VoiceState::recording);
  CHECK(desk.length() == Milliseconds{0});
  desk.wipe();
  CHECK(desk.state() == VoiceState::idle);
  CHECK(wait_until(sound_wait, [&] { return recorder.view().microphone == hal::Microphone::closed; }));
  CHECK(recorder.session().wish.voice);  // what was kept stays
}

TEST_CASE("voice desk: what was said for one wish is not offered for the next", "[kiosk]") {
  const DiskCard card(sine(300, 20, 0.5), DiskCard::Pace::fast);
  Recorder recorder;
  recorder.session().may_record = true;
  recorder.desk().start();
  REQUIRE(wait_until(sound_wait, [&] { return recorder.view().recorded > Milliseconds{2'000}; }));
  recorder.desk().end();
  REQUIRE(recorder.becomes(VoiceState::said));
  recorder.session().wish = {};
  CHECK(recorder.desk().state() == VoiceState::idle);
  CHECK_FALSE(recorder.desk().keep());
}

TEST_CASE("voice desk: a message ends at sixty seconds, not a sample later, and is kept whole", "[kiosk]") {
  const DiskCard card(sine(300, 70, 0.5), DiskCard::Pace::fast);
  Recorder recorder;
  recorder.session().may_record = true;
  recorder.desk().start();
  const bool is_touched_then = GENERATE(false, true);
  CAPTURE(is_touched_then);
  if (is_touched_then) {
    REQUIRE(wait_until(sound_wait, [&] { return recorder.view().recorded > Milliseconds{59'700}; }));
    recorder.desk().end();
  }
  REQUIRE(recorder.becomes(VoiceState::said));
  CHECK(recorder.desk().length() <= kiosk::wish_voice_max);
  CHECK(recorder.desk().length() > Milliseconds{59'700});
  CHECK(recorder.desk().is_full() == (recorder.desk().length() == kiosk::wish_voice_max));
  REQUIRE(recorder.desk().keep());
  CHECK(recorder.session().wish.voice->file.reveal().size() <= hal::voice_bytes_max);
}

TEST_CASE("voice desk: too short and too quiet are told apart from a voice", "[kiosk]") {
  SECTION("a touch too soon") {
    const DiskCard card(sine(300, 20, 0.5));
    Recorder recorder;
    recorder.session().may_record = true;
    recorder.desk().start();
    REQUIRE(wait_until(sound_wait, [&] { return recorder.view().recorded > Milliseconds{100}; }));
    recorder.desk().end();
    REQUIRE(recorder.becomes(VoiceState::said));
    CHECK(recorder.desk().is_too_short());
    CHECK_FALSE(recorder.desk().keep());
    CHECK_FALSE(recorder.session().wish.voice);
  }
  SECTION("from across the room") {
    const DiskCard card(sine(300, 20, 0.003), DiskCard::Pace::fast);
    Recorder recorder;
    recorder.session().may_record = true;
    recorder.desk().start();
    REQUIRE(wait_until(sound_wait, [&] { return recorder.view().recorded > Milliseconds{3'000}; }));
    recorder.desk().end();
    REQUIRE(recorder.becomes(VoiceState::said));
    CHECK(recorder.desk().is_too_quiet());
    CHECK_FALSE(recorder.desk().is_too_short());
  }
}

TEST_CASE("voice desk: a microphone that is missing, or gives nothing, is told of", "[kiosk]") {
  SECTION("missing") {
    const DiskCard card({});
    setenv("SDL_DISKAUDIOFILEIN", "/nowhere/said.raw", 1);
    Recorder recorder;
    recorder.session().may_record = true;
    recorder.desk().start();
    CHECK(recorder.becomes(VoiceState::no_microphone));
    recorder.desk().wipe();
    CHECK(recorder.desk().state() == VoiceState::idle);
  }
  SECTION("no sound thread at all") {
    kiosk::Session session{kiosk::AccessSettings{}};
    session.may_record = true;
    kiosk::SoundDesk sounds{session};
    FakeClock clock;
    kiosk::VoiceDesk desk{sounds, session, clock};
    desk.start();
    CHECK(desk.state() == VoiceState::no_microphone);
  }
}

}  // namespace yz::test
