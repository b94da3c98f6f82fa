// All kinds of devices at one kiosk, each taken away while somebody uses it. Whatever happens to a machine,
// the resident reads what is wrong, what she may do instead, and ends with a valid number.
#include <array>

#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

constexpr Milliseconds patience{60'000};     // only against hanging
constexpr Milliseconds late_answer{60'000};  // of a card that is being read while its reader dies

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
  /// The picture stands where the words of trouble were.
  void sees_no_trouble() { see("identity.read.picture"); }
  /// Whoever was read is 77, and takes her number.
  void gets_number() {
    const std::size_t before = stage().slips().size();
    read("王*明");
    tap("identity.read.next");
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

/// Of the smart card in the slot: how often it was asked something.
std::string commands_heard(const Stage& stage) {
  const auto state = stage.card("state");
  require(state);
  const auto at = state->find("commands=");
  return state->substr(at, state->find(' ', at) - at);
}

/// The card is gone when the reader has seen it.
void lift_card(Stage& stage) {
  const int before = stage.pcsc().cards_gone();
  tell(stage.card("lift"));
  REQUIRE(wait_until(patience, [&] { return stage.pcsc().cards_gone() > before; }));
}

constexpr std::array device_names{"小票打印机", "身份证阅读器", "扫码器", "摄像头", "社保卡、工作卡读卡器"};

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
  journey.read("社保卡、工作卡读卡器 没有应答");
  tell(stage.printer("refuse off"));
  tell(stage.reader("plug"));
  tell(stage.scanner("plug"));
  std::filesystem::rename(stage.frames().string() + "-away", stage.frames());
  require(stage.pcsc().start_again(PcscDaemon::Readers::vpcd));
  all_are(journey, "好");
}

TEST_CASE("devices: staff try each out, and a second printer, of an office", "[journeys]") {
  DeviceJourney journey({.has_office_printer = true});
  Stage& stage = journey.stage();
  journey.enter_staff_mode();
  all_are(journey, "好");
  journey.try_out("slip-printer");
  journey.tap("staff.test.print");
  REQUIRE(wait_until(patience, [&] { return stage.slips().size() == 1; }));
  CHECK(stage.slips()[0].codes == std::vector<std::string>{"YZTEST"});
  journey.back_to_devices();
  journey.try_out("id-reader");
  tell(stage.reader("place wang"));
  journey.read("读到了：王*明 210*************10");
  tell(stage.reader("lift"));
  journey.back_to_devices();
  journey.try_out("scanner");
  tell(stage.scanner("scan hello"));
  journey.read("扫到了：hello");
  journey.back_to_devices();
  journey.try_out("camera");
  tell(stage.camera("show good morning"));
  journey.read("扫到了：good morning");
  tell(stage.camera("blank"));
  journey.back_to_devices();
  journey.try_out("card-reader");
  tell(stage.card("place wang-social"));
  journey.read("读到了：王*明 210*************10");
  lift_card(stage);
  tell(stage.card("place volunteer"));
  journey.read("尾号 E5F6");
  journey.back_to_devices();
  journey.tap("page.next");
  journey.read("小票打印机 好");
  journey.try_out("office-printer");
  journey.tap("staff.test.print");
  CHECK(wait_until(patience, [&] { return stage.office_printer().printed().size() == 1; }));
  stage.office_printer().process().kill_now();
  journey.read("没有应答");
  CHECK(stage.slips().size() == 1);
}

TEST_CASE("devices: the ID reader's cable is pulled while a resident holds her card to it", "[journeys]") {
  DeviceJourney journey({});
  Stage& stage = journey.stage();
  journey.reach_identity();
  tell(stage.reader("unplug"));
  journey.read("身份证现在读不了。可以刷社保卡，或输入号码，不刷卡也行。");
  stage.pcsc().kill();
  journey.read("读卡的机器在修。请输入号码，或直接办，不刷卡也行。");
  tell(stage.reader("plug"));
  journey.sees_no_trouble();
  tell(stage.reader("place wang"));
  journey.gets_number();
  tell(stage.reader("lift"));

  journey.reach_identity();
  tell(stage.reader("lift-during-read"));
  tell(stage.reader("place wang"));
  journey.read("证件拿早了。没有关系，请再放一次，听到“嘀”再拿。");
  tell(stage.reader("lift"));
  tell(stage.reader("place wang"));
  journey.gets_number();
  journey.all_numbers_reach_the_hub();
}

TEST_CASE("devices: a social security card is locked, lifted early, and its reader's service dies",
          "[journeys]") {
  DeviceJourney journey({});
  Stage& stage = journey.stage();
  journey.reach_identity();
  tell(stage.card("lock"));
  tell(stage.card("place wang-social"));
  journey.read("这张卡锁住了，这里读不了。");
  lift_card(stage);
  tell(stage.card("lift-during-read"));
  tell(stage.card("place wang-social"));
  journey.read("证件拿早了。");
  tell(stage.card("place wang-social"));
  journey.gets_number();
  lift_card(stage);

  journey.reach_identity();
  const std::string heard = commands_heard(stage);
  tell(stage.card("late " + std::to_string(late_answer.count())));
  tell(stage.card("place wang-social"));
  REQUIRE(wait_until(patience, [&] { return commands_heard(stage) != heard; }));
  stage.pcsc().kill();
  journey.read("没有读到。请拿起来，再放一次。也可以输入号码。");
  tell(stage.card("lift"));
  require(stage.pcsc().start_again(PcscDaemon::Readers::vpcd));
  tell(stage.card("place wang-social"));
  journey.gets_number();
  journey.all_numbers_reach_the_hub();
}

TEST_CASE("devices: scanner and camera go while a resident shows her slip", "[journeys]") {
  DeviceJourney journey({});
  Stage& stage = journey.stage();
  journey.reach_identity();
  tell(stage.reader("place wang"));
  journey.gets_number();
  const PrintedSlip slip = stage.slips().back();
  const std::string away = stage.frames().string() + "-away";

  journey.tap("home.scan");
  journey.see("scan");
  tell(stage.scanner("unplug"));
  tell(stage.camera("show " + slip.ticket_code()));  // one is enough
  journey.see("tickets.status");
  tell(stage.camera("blank"));
  journey.tap("bar.home");

  journey.tap("home.scan");
  journey.see("scan");
  std::filesystem::rename(stage.frames(), away);
  journey.read("扫码的机器在修。请输入小票上的编号。");
  tell(stage.scanner("plug"));
  journey.see("scan.picture");
  tell(stage.scanner("scan " + slip.ticket_code()));
  journey.see("tickets.status");
  require(journey.kiosk().expect_text(slip.parts()->label));
  journey.tap("bar.home");

  journey.tap("home.scan");
  journey.see("scan");
  tell(stage.scanner("unplug"));
  journey.read("扫码的机器在修。请输入小票上的编号。");
  std::filesystem::rename(away, stage.frames());
  journey.see("scan.picture");
  tell(stage.camera("show " + slip.ticket_code()));
  journey.see("tickets.status");
}

}  // namespace yz::test
