// All kinds of devices at one kiosk, each taken away while somebody uses it. Whatever happens to a machine,
// the resident reads what is wrong, what she may do instead, and ends with a valid number.
#include <array>

#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

constexpr Milliseconds patience{20'000};
constexpr Milliseconds late_answer{5'000};  // of a card that is being read while the world ends

/// A kiosk with everything, and who stands in front of it.
class DeviceJourney {
 public:
  explicit DeviceJourney(StageConfig config) : journey_(full(std::move(config)), Content::demo) {
    require(stage().start_kiosk());
    require(journey_.reach_home());
  }

  [[nodiscard]] Stage& stage() { return journey_.stage(); }
  [[nodiscard]] KioskPlayer& kiosk() { return journey_.kiosk(); }
  [[nodiscard]] StationJourney& resident() { return journey_; }

  void tap(const std::string& widget) {
    INFO("tap " << widget);
    require(kiosk().tap(widget));
  }
  void see(const std::string& widget) {
    INFO("see " << widget);
    require(kiosk().wait_for(widget, patience));
  }
  void read(const std::string& words) {
    INFO("read " << words);
    require(kiosk().play({{"wait_text", words}, {"timeout_ms", patience.count()}}));
  }

  /// From the home screen to 请放身份证.
  void reach_identity() {
    tap("home.tickets");
    tap("tickets.choose.social");
    tap("tickets.priority.card");
    tap("identity.consent.agree");
    see("identity.read");
  }
  /// Whoever was read is 77: her number comes by itself and has priority.
  void gets_number() {
    const std::size_t before = stage().slips().size();
    read("王*明");
    see("tickets.done.number");
    REQUIRE(wait_until(patience, [&] { return stage().slips().size() > before; }));
    const PrintedSlip slip = stage().slips().back();
    INFO(slip.text);
    const auto code = slip.parts();
    REQUIRE(code);
    CHECK(labels_.insert(code->label).second);
    require(kiosk().expect_text(code->label));
    CHECK_FALSE(slip.has("王建明"));
    require(journey_.leave());
  }
  void all_numbers_reach_the_hub() {
    std::set<std::string> at_hub;
    for (const HubTicket& ticket : journey_.hub_tickets(labels_.size())) at_hub.insert(ticket.label);
    CHECK(at_hub == labels_);
  }

  void enter_staff_mode() {
    for (int i = 0; i < 5; ++i) tap("status.station");
    see("staff.login");
    require(kiosk().play({{"type", Stage::staff_pin}}));
    tap("staff.login.next");
    tap("staff.home.devices");
    see("staff.devices");
  }
  /// From 设备 to the page that tries this one out.
  void try_out(const std::string& device) {
    INFO("try out " << device);
    tap("staff.devices." + device);
    tap("staff.device.test");
    see("staff.test");
  }
  void back_to_devices() {
    tap("bar.back");
    see("staff.device");
    tap("bar.back");
    see("staff.devices");
  }

 private:
  static StageConfig full(StageConfig config) {
    config.has_camera = true;
    config.has_card_reader = true;
    return config;
  }

  StationJourney journey_;
  std::set<std::string> labels_;
};

void tell(const Result<std::string>& answer) {
  require(answer);
}

constexpr std::array device_names{"小票打印机", "身份证阅读器", "扫码器", "摄像头", "社保卡读卡器"};

void all_are(DeviceJourney& journey, const std::string& state) {
  for (const char* name : device_names) journey.read(std::string(name) + " " + state);
}

}  // namespace

TEST_CASE("devices: staff see each come, go and come again", "[journeys]") {
  DeviceJourney journey({});
  Stage& stage = journey.stage();
  journey.enter_staff_mode();
  all_are(journey, "好");
  tell(stage.printer("refuse on"));
  tell(stage.reader("unplug"));
  tell(stage.scanner("unplug"));
  std::filesystem::rename(stage.frames(), stage.frames().string() + "-away");
  stage.pcsc().kill();
  journey.read("小票打印机 没有应答");
  for (const char* name : {"身份证阅读器", "扫码器", "摄像头"}) journey.read(std::string(name) + " 没接上");
  journey.read("社保卡读卡器 没有应答");
  tell(stage.printer("refuse off"));
  tell(stage.reader("plug"));
  tell(stage.scanner("plug"));
  std::filesystem::rename(stage.frames().string() + "-away", stage.frames());
  require(stage.pcsc().start_again(PcscDaemon::Readers::vpcd));
  all_are(journey, "好");
}

}  // namespace yz::test
