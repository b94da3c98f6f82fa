// The photo desk over real devices: their events come in by the test's own inbox.
#include "kiosk/app/photo_desk.h"

#include <catch2/catch_test_macros.hpp>
#include <mutex>

#include "base/system_clock.h"
#include "hal/codes.h"
#include "hal/devices.h"
#include "hal/jpeg.h"
#include "hal/ports/port_config.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {
namespace {

using kiosk::PhotoState;

/// Frames of a table with light on it, as a camera's program writes them.
void put_frame(const std::filesystem::path& folder, const std::string& name, std::uint8_t light) {
  const std::string bytes = "P5\n64 48\n255\n" + std::string(64 * 48, static_cast<char>(light));
  REQUIRE(write_file(folder / "frame.part", bytes));
  std::filesystem::rename(folder / "frame.part", folder / (name + ".pgm"));
}

/// A kiosk's devices and its desk.
class Booth {
 public:
  explicit Booth(const std::filesystem::path& frames) {
    hal::DevicesConfig config;
    config.font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    config.font_face = 2;
    config.devices.push_back({hal::DeviceId{"camera"}, hal::DeviceClass::camera, "camera",
                              hal::parse_port("frames:" + frames.string()).value(), ""});
    auto opened = hal::Devices::open(std::move(config), clock_, [this](hal::DeviceEvent event) {
      const std::lock_guard lock(mutex_);
      inbox_.push_back(std::move(event));
    });
    REQUIRE(opened);
    devices_ = *std::move(opened);
  }

  [[nodiscard]] kiosk::Session& session() { return session_; }
  [[nodiscard]] kiosk::PhotoDesk& desk() { return desk_; }
  [[nodiscard]] std::size_t frames_seen() const { return frames_seen_; }
  void take_all() {
    std::vector<hal::DeviceEvent> events;
    {
      const std::lock_guard lock(mutex_);
      events.swap(inbox_);
    }
    for (const auto& event : events) std::visit([this](const auto& one) { take(one); }, event);
  }
  template <class F>
  bool comes_true(F wanted) {
    return wait_until(wire_wait, [&] {
      take_all();
      return wanted();
    });
  }
  bool becomes(PhotoState state) {
    return comes_true([&] { return desk_.state() == state; });
  }

 private:
  template <class Event>
  void take(const Event& event) {
    if constexpr (std::is_same_v<Event, hal::DeviceChanged>) desk_devices_.take(event);
    if constexpr (std::is_same_v<Event, hal::FrameSeen>) ++frames_seen_;
    if constexpr (requires { desk_.take(event); }) desk_.take(event);
  }
  [[nodiscard]] kiosk::DeviceActions actions() {
    kiosk::DeviceActions actions;
    actions.watch = [this](const hal::DeviceId& id, bool wanted) { devices_->watch(id, wanted); };
    actions.take_photo = [this](const hal::DeviceId& id, hal::PhotoAsk ask) {
      return devices_->take_photo(id, ask);
    };
    return actions;
  }

  SystemClock clock_;
  std::mutex mutex_;  // guards inbox_
  std::vector<hal::DeviceEvent> inbox_;
  std::size_t frames_seen_{};
  kiosk::Session session_{kiosk::AccessSettings{}};
  kiosk::DeviceDesk desk_devices_{{}};
  kiosk::PhotoDesk desk_{actions(), desk_devices_, session_};
  std::unique_ptr<hal::Devices> devices_;  // last: its threads report into what is above
};

}  // namespace

TEST_CASE("photo desk: without a yes the camera stays closed", "[kiosk]") {
  const TempDir frames;
  Booth booth(frames.path());
  REQUIRE(booth.becomes(PhotoState::closed));
  put_frame(frames.path(), "1", 200);
  booth.desk().open();
  CHECK(booth.desk().state() == PhotoState::closed);
  booth.desk().shoot();
  CHECK(booth.desk().state() == PhotoState::closed);
}

TEST_CASE("photo desk: a note is seen, taken, looked at and kept; the camera is off from then on",
          "[kiosk]") {
  SimDevice sim("camera", {"--frames", "@/frames", "--seed", "8"});
  Booth booth(sim.folder() / "frames");
  REQUIRE(booth.becomes(PhotoState::closed));
  booth.session().may_photograph = true;
  sim.tell("show W20260001234");
  booth.desk().open();
  CHECK(booth.desk().state() == PhotoState::live);
  REQUIRE(booth.comes_true([&] { return booth.frames_seen() > 4 && booth.desk().seen() != nullptr; }));
  booth.desk().shoot();
  CHECK(booth.desk().state() == PhotoState::taking);
  REQUIRE(booth.becomes(PhotoState::taken));
  CHECK_FALSE(booth.desk().is_dark());
  CHECK_FALSE(booth.desk().has_failed());
  REQUIRE(booth.desk().still());
  CHECK(booth.desk().still()->width == 640);
  CHECK(booth.desk().seen() == nullptr);

  REQUIRE(booth.desk().keep());
  CHECK(booth.desk().state() == PhotoState::closed);
  CHECK(booth.desk().still() == nullptr);
  CHECK(booth.session().has_unsent);
  REQUIRE(booth.session().wish.photos.size() == 1);
  const auto grey = hal::decode_jpeg(booth.session().wish.photos.front()->jpeg.reveal());
  REQUIRE(grey);
  const SystemClock clock;
  const auto read = hal::read_code(hal::view_of(*grey), hal::Effort::thorough, clock);
  REQUIRE(read);
  CHECK(read->text == "W20260001234");

  // It goes on moving before a camera that nobody watches: at most what was under way is seen.
  const std::size_t seen = booth.frames_seen();
  const std::string before = sim.tell("state");
  REQUIRE(booth.comes_true([&] { return sim.tell("state") > before; }));
  sleep_for(Milliseconds{1'000});
  booth.take_all();
  CHECK(booth.frames_seen() <= seen + 1);
}

TEST_CASE("photo desk: a wish takes four, and no fifth is begun", "[kiosk]") {
  const TempDir frames;
  Booth booth(frames.path());
  REQUIRE(booth.becomes(PhotoState::closed));
  booth.session().may_photograph = true;
  for (std::size_t i = 0; i < kiosk::wish_photos_max; ++i) {
    booth.desk().open();
    put_frame(frames.path(), std::to_string(i), 200);
    booth.desk().shoot();
    REQUIRE(booth.becomes(PhotoState::taken));
    REQUIRE(booth.desk().keep());
  }
  booth.desk().open();
  CHECK(booth.desk().state() == PhotoState::closed);
  CHECK(booth.session().wish.photos.size() == kiosk::wish_photos_max);
}

TEST_CASE("photo desk: a dark picture is told of, another may be taken", "[kiosk]") {
  const TempDir frames;
  Booth booth(frames.path());
  REQUIRE(booth.becomes(PhotoState::closed));
  booth.session().may_photograph = true;
  put_frame(frames.path(), "1", 25);
  booth.desk().open();
  booth.desk().shoot();
  REQUIRE(booth.becomes(PhotoState::taken));
  CHECK(booth.desk().is_dark());
  booth.desk().open();
  CHECK(booth.desk().state() == PhotoState::live);
  CHECK(booth.desk().still() == nullptr);
  put_frame(frames.path(), "2", 180);
  booth.desk().shoot();
  REQUIRE(booth.becomes(PhotoState::taken));
  CHECK_FALSE(booth.desk().is_dark());
}

TEST_CASE("photo desk: a camera that gives no picture, or goes in the middle, ends in a state to go on from",
          "[kiosk]") {
  const TempDir folder;
  const auto frames = folder.path() / "frames";
  std::filesystem::create_directory(frames);
  Booth booth(frames);
  REQUIRE(booth.becomes(PhotoState::closed));
  booth.session().may_photograph = true;
  booth.desk().open();
  booth.desk().shoot();
  SECTION("no picture") {
    REQUIRE(booth.becomes(PhotoState::live));
    CHECK(booth.desk().has_failed());
    booth.desk().open();
    CHECK_FALSE(booth.desk().has_failed());
  }
  SECTION("pulled out") {
    std::filesystem::remove_all(frames);
    REQUIRE(booth.becomes(PhotoState::no_camera));
    booth.desk().open();
    CHECK(booth.desk().state() == PhotoState::no_camera);
    std::filesystem::create_directory(frames);
    CHECK(booth.becomes(PhotoState::closed));
  }
}

TEST_CASE("photo desk: a photograph that comes after the screen was left is nobody's", "[kiosk]") {
  const TempDir frames;
  Booth booth(frames.path());
  REQUIRE(booth.becomes(PhotoState::closed));
  booth.session().may_photograph = true;
  booth.desk().open();
  booth.desk().shoot();
  booth.desk().close();
  put_frame(frames.path(), "1", 200);
  sleep_for(Milliseconds{700});
  booth.take_all();
  CHECK(booth.desk().state() == PhotoState::closed);
  CHECK(booth.desk().still() == nullptr);
  // And the next ask is answered by its own.
  booth.desk().open();
  put_frame(frames.path(), "2", 200);
  booth.desk().shoot();
  CHECK(booth.becomes(PhotoState::taken));
}

}  // namespace yz::test
