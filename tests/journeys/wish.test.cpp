// The wish wall's whole circle: written by hand without a network, with a voice and two photographs, worked
// on by a dispatcher and a unit, escalated, rated badly, worked on again, and closed by nobody but the rule.
#include <algorithm>
#include <cmath>
#include <fstream>

#include "tests/journeys/station_journey.h"
#include "tests/support/handwriting_samples.h"

namespace yz::test {

namespace {

constexpr const char* faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// As a play line has them.
std::string as_text(const std::vector<kiosk::Stroke>& strokes) {
  std::string text;
  for (const kiosk::Stroke& stroke : strokes) {
    if (!text.empty()) text += '|';
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      if (i != 0) text += ' ';
      const auto on_canvas = [](float value) {
        return std::to_string(static_cast<int>(std::clamp(value, 0.0F, 1'024.0F)));
      };
      text += on_canvas(stroke[i].x) + ',' + on_canvas(stroke[i].y);
    }
  }
  return text;
}

/// Somebody who writes, speaks, photographs and follows a wish; and those who deal with it at the hub.
class WishJourney {
 public:
  WishJourney() : journey_({.has_proxy = true, .has_camera = true}, Content::demo) {
    dispatcher_ = logged_in("dispatcher");
    unit_ = logged_in("unit");
    KioskRun run;
    run.environment = {"SDL_AUDIODRIVER=disk",
                       "SDL_DISKAUDIOFILE=" + (journey_.folder() / "heard.raw").string(),
                       "SDL_DISKAUDIOFILEIN=" + voice().string()};
    require(stage().start_kiosk(run));
    require(journey_.reach_home());
    // Keys and numbers come with the first exchange; from then on the kiosk needs nobody.
    REQUIRE(wait_until(Milliseconds{20'000}, [&] { return has_numbers(); }));
  }

  [[nodiscard]] Stage& stage() { return journey_.stage(); }
  [[nodiscard]] KioskPlayer& kiosk() { return journey_.kiosk(); }

  void tap(const std::string& widget) { require(kiosk().tap(widget)); }
  void reach(const std::string& screen) { require(kiosk().wait_for(screen, Milliseconds{20'000})); }
  void sees(const std::string& text) {
    INFO(text);
    require(kiosk().play({{"expect_text", text}, {"timeout_ms", 30'000}}));
  }

  void write(const std::string& text) {
    const auto book = read_book(4'000);
    REQUIRE_FALSE(book.empty());
    std::string so_far;
    std::uint64_t seed = 20'261'127;
    for (std::size_t i = 0; i < text.size(); i += 3) {
      const std::string character = text.substr(i, 3);
      const auto found = std::ranges::find(book, character, &BookCharacter::label);
      REQUIRE(found != book.end());
      const auto strokes = written(*found, moderate_hands().front(), Order::book, ++seed);
      require(kiosk().play(
          {{"write", {{"pad", "wishes.words.ink"}, {"strokes", as_text(strokes)}}}, {"timeout_ms", 60'000}}));
      require(kiosk().wait_for("wishes.words.candidate.0", Milliseconds{10'000}));
      require(kiosk().play({{"expect_text", character}, {"timeout_ms", 5'000}}));
      tap("wishes.words.candidate.0");
      sees(so_far += character);
    }
  }

  void speak() {
    tap("wishes.voice.agree");
    require(kiosk().play({{"sleep_ms", 1'500}}));
    tap("wishes.voice.end");
    tap("wishes.voice.use");
  }

  void photograph_twice() {
    tap("wishes.paper.agree");
    tap("wishes.paper.shoot");
    tap("wishes.paper.more");
    tap("wishes.paper.shoot");
    tap("wishes.paper.use");
  }

  /// By the slip's code, from the home screen.
  void follow(const std::string& code) {
    require(journey_.reach_home());
    tap("home.scan");
    reach("scan");
    require(stage().scanner("scan " + code));
    reach("wishes.way");
  }

  void act(HubAdmin& who, const std::string& wish, const std::string& action,
           const nlohmann::json& body = nlohmann::json::object()) {
    INFO(action);
    require(who.post("/api/console/v1/wishes/" + wish + "/" + action, body));
  }
  [[nodiscard]] HubAdmin& dispatcher() { return *dispatcher_; }
  [[nodiscard]] HubAdmin& unit() { return *unit_; }
  /// What the dispatcher sees. No answer is no empty list.
  [[nodiscard]] nlohmann::json list() { return told("wishes")["wishes"]; }
  [[nodiscard]] nlohmann::json told(const std::string& path) {
    const auto answer = dispatcher().get("/api/console/v1/" + path);
    require(answer);
    REQUIRE(answer->status == 200);
    return answer->json();
  }
  /// Up to "accepted".
  void deal_with(const std::string& wish) {
    act(dispatcher(), wish, "triage", {{"matter", "small"}});
    give(wish);
  }
  void give(const std::string& wish) {
    act(dispatcher(), wish, "dispatch", {{"unit", stage().unit_of_small_matters()}});
    act(unit(), wish, "accept");
  }
  void resolve(const std::string& wish) { act(unit(), wish, "resolve", {{"note", "换了灯泡"}}); }
  void restart_hub_later(const std::string& shift) {
    (void)stage().stop_hub();
    require(stage().start_hub(
        {std::string("LD_PRELOAD=") + faketime, "FAKETIME=" + shift, "FAKETIME_DONT_FAKE_MONOTONIC=1"}));
    // Three days later nobody is logged in any more.
    dispatcher_ = logged_in("dispatcher");
    unit_ = logged_in("unit");
  }

 private:
  /// Two seconds of a tone of 440 Hz, as the kiosk's microphone will give it.
  [[nodiscard]] std::filesystem::path voice() const {
    const auto file = journey_.folder() / "voice.raw";
    std::ofstream out(file, std::ios::binary);
    for (int i = 0; i < 48'000 * 8; ++i) {
      const auto sample = static_cast<std::int16_t>(12'000 * std::sin(i * 440 * 6.2832 / 48'000));
      out.put(static_cast<char>(sample & 0xFF));
      out.put(static_cast<char>(sample >> 8));
    }
    return file;
  }
  [[nodiscard]] std::unique_ptr<HubAdmin> logged_in(const std::string& name) {
    auto admin = stage().log_in(name);
    require(admin);
    return *std::move(admin);
  }
  [[nodiscard]] bool has_numbers() {
    return std::filesystem::exists(stage().paths().kiosk() / "hub-keys.json") &&
           journal_setting(stage().paths().kiosk(), "wish_blocks").has_value();
  }

  StationJourney journey_;
  std::unique_ptr<HubAdmin> dispatcher_;
  std::unique_ptr<HubAdmin> unit_;
};

}  // namespace

TEST_CASE(
    "a wish: written by hand offline with voice and photographs, worked on late, rated badly, then well",
    "[journeys]") {
  if (!std::filesystem::exists(faketime)) SKIP("faketime is not installed: the clock cannot be moved");
  WishJourney world;
  Stage& stage = world.stage();
  require(stage.proxy("down"));

  // ── told, without a network ──
  world.tap("home.wishes");
  world.tap("wishes.home.tell");
  world.tap("wishes.kind.appeal");
  world.tap("wishes.category.lighting");
  world.tap("wishes.how.hand");
  world.reach("wishes.words");
  world.write("楼道灯坏了");
  require(world.kiosk().shot("wish-words"));
  world.tap("wishes.words.done");
  world.reach("wishes.place");
  world.tap("wishes.place.unsure");
  world.tap("wishes.contact.anonymous");
  world.reach("wishes.check");
  world.tap("wishes.check.add_photo");
  world.photograph_twice();
  world.reach("wishes.check");
  world.tap("wishes.check.what");
  world.tap("wishes.how.speak");
  world.speak();
  world.reach("wishes.check");
  world.sees("楼道灯坏了");
  require(world.kiosk().shot("wish-check"));
  world.tap("wishes.check.send");
  world.reach("wishes.done");
  REQUIRE(wait_until(Milliseconds{20'000}, [&] { return stage.slips().size() == 1; }));
  const PrintedSlip slip = stage.slips()[0];
  INFO(slip.text);
  CHECK(slip.has("心愿回执"));
  CHECK_FALSE(slip.has("楼道灯坏了"));
  const std::string code = slip.wish_code();
  CHECK(code.starts_with("YZ1W.W20"));
  require(world.kiosk().shot("wish-done"));
  world.tap("wishes.done.leave");
  CHECK(world.list().empty());

  // ── it reaches the hub, once, with its files ──
  require(stage.proxy("pass"));
  REQUIRE(wait_until(Milliseconds{90'000}, [&] { return world.list().size() == 1; }));
  const std::string wish = world.list()[0]["id"];
  const auto told = world.dispatcher().get("/api/console/v1/wishes/" + wish + "/told");
  require(told);
  INFO(told->body);
  CHECK(told->body.find("楼道灯坏了") != std::string::npos);
  const auto files = told->json()["told"][0]["files"];
  REQUIRE(files.size() == 3);
  for (const auto& file : files) {
    const std::string path = "/api/console/v1/wishes/" + wish + "/files/" + file["sha256"].get<std::string>();
    CHECK(wait_until(Milliseconds{60'000}, [&] {
      const auto answer = world.dispatcher().get(path);
      return answer && answer->status == 200 && !answer->body.empty();
    }));
  }
  // The last receipt may still be on its way back.
  CHECK(wait_until(Milliseconds{30'000},
                   [&] { return std::filesystem::is_empty(stage.paths().kiosk() / "attachments"); }));

  // ── dispatched, late, passed up by the clock alone ──
  world.deal_with(wish);
  world.follow(code);
  const std::string unit = stage.unit_of_small_matters();
  for (const auto& one : stage.content().wishes()["units"])
    if (one["id"] == unit) world.sees("现在：" + one["name"]["zh"].get<std::string>());
  require(world.kiosk().shot("wish-accepted"));
  world.restart_hub_later("+3d");
  world.sees("已转到街道");
  require(world.kiosk().shot("wish-passed-up"));

  // ── done, and not well: back, one level up; done again, and well: closed ──
  world.resolve(wish);
  world.sees("请您评价");
  world.tap("wishes.way.rate");
  world.tap("wishes.rate.2");
  const std::string reason = stage.content().wishes()["reasons"][0]["id"];
  world.tap("wishes.rate.why." + reason);
  world.sees("已转到");
  require(world.kiosk().shot("wish-reopened"));
  world.tap("wishes.rate.leave");
  CHECK(wait_until(Milliseconds{30'000}, [&] {
    const auto rows = world.list();
    return rows.size() == 1 && rows[0]["state"] == "triaged";
  }));
  world.give(wish);
  world.resolve(wish);
  // Nobody who works on it can close it.
  for (const char* action : {"close", "rate"}) {
    CHECK_FALSE(world.unit().post("/api/console/v1/wishes/" + wish + "/" + action, nlohmann::json::object()));
  }
  world.follow(code);
  world.sees("请您评价");
  world.tap("wishes.way.rate");
  world.tap("wishes.rate.5");
  world.sees("这件事办完了");
  CHECK(wait_until(Milliseconds{30'000}, [&] { return world.list().empty(); }));
  const auto closed = world.told("wishes/" + wish);
  CHECK(closed["state"] == "closed");
  CHECK(closed["closed_by"] == "rating");
  CHECK(closed["stars"] == 5);
  const auto ended = stage.finish_kiosk();
  require(ended);
  CHECK(ended->status == 0);
  // What she wrote is in no file of the kiosk, nor in what it logged.
  std::size_t files_read = 0;
  for (const auto& folder : {stage.paths().kiosk(), stage.paths().logs()}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      // Ours, not the kiosk's: what this test told it to expect, and the hub's own log.
      if (!entry.is_regular_file() || name.starts_with("play") || name.starts_with("hub")) continue;
      INFO(entry.path());
      CHECK(read_file(entry.path()).find("楼道灯坏了") == std::string::npos);
      ++files_read;
    }
  }
  CHECK(files_read > 3);
}

}  // namespace yz::test
