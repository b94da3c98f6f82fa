// Classes: one resident's way from the list to the chair, with the line cut on the way; and three kiosks, two
// of them without a line, at which everybody wants the same twenty seats.
#include <algorithm>
#include <random>
#include <thread>

#include "domain/lessons/lessons_json.h"
#include "tests/journeys/counterpart.h"
#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

constexpr const char* the_class = "lessons.list.basics-mon";

// ── a resident ──

class Resident {
 public:
  Resident() : journey_({.has_proxy = true}, Content::demo) {
    stage().content().hold_one_class(std::chrono::minutes{20});
    require(stage().content().save());
    require(stage().hub().publish(stage().paths().content()));
    require(journey_.stage().start_kiosk());
    require(journey_.reach_home());
  }

  [[nodiscard]] Stage& stage() { return journey_.stage(); }
  void tap(const std::string& widget) { require(journey_.kiosk().tap(widget)); }
  void sees(const std::string& text) {
    INFO(text);
    require(journey_.kiosk().play({{"expect_text", text}, {"timeout_ms", 30'000}}));
  }
  void sees_widget(const std::string& widget) {
    require(journey_.kiosk().wait_for(widget, Milliseconds{30'000}));
  }
  /// The hub's pack has come when the list shows its only class.
  void open_list() {
    REQUIRE(wait_until(Milliseconds{60'000}, [&] {
      tap("home.lessons");
      tap("lessons.home.sign_up");
      if (journey_.kiosk().wait_for(the_class, Milliseconds{2'000})) return true;
      tap("bar.home");
      return false;
    }));
  }
  /// By the slip's code in front of the scanner.
  void scan(const std::string& code) { require(stage().scanner("scan " + code)); }
  [[nodiscard]] nlohmann::json session() {
    const auto answer = stage().hub().get("/api/console/v1/lessons");
    require(answer);
    const auto sessions = nlohmann::json::parse(answer->body)["sessions"];
    REQUIRE(sessions.size() == 1);
    return sessions[0];
  }

 private:
  StationJourney journey_;
};

// ── three kiosks ──

/// What somebody was told when they signed up.
struct Told {
  std::string qr;
  domain::SignUpState state{};
  std::size_t kiosk{};
  Instant at;
  bool has_cancelled{};
};

constexpr std::size_t kiosks_count = 3;
constexpr std::size_t persons = 60;
constexpr int seats = 20;
/// Whoever signed up so much later, on whatever kiosk, was later: clocks are compared to within seconds.
constexpr Milliseconds surely_later{5'000};

class Rush {
 public:
  explicit Rush(unsigned seed) : journey_({.has_proxy = true}, Content::demo), random_(seed) {
    Stage& stage = journey_.stage();
    const std::string station = stage.content().station().value("id", "");
    for (std::size_t i = 0; i < kiosks_count; ++i) {
      auto code = stage.hub().enrol(station);
      require(code);
      const std::string url = i == 0 ? stage.hub_url() : stage.kiosk_hub_url();
      kiosks_.push_back(std::make_unique<Counterpart>(journey_.folder() / ("kiosk" + std::to_string(i)),
                                                      stage, url, *code));
    }
    REQUIRE(wait_until(answer_wait, [&] {
      return std::ranges::all_of(kiosks_, [](const auto& kiosk) { return kiosk->is_online(); });
    }));
    choose_session();
    // A kiosk that is in touch holds two seats of each session, before anybody asks.
    REQUIRE(
        wait_until(answer_wait, [&] { return session()["granted"] == 2 * static_cast<int>(kiosks_count); }));
    std::this_thread::sleep_for(std::chrono::seconds{3});  // the feed hangs open: it is there at once
  }

  void cut_two() { require(journey_.stage().proxy("down")); }
  void join() { require(journey_.stage().proxy("pass")); }

  void touch() {
    const std::size_t at = pick(kiosks_count);
    if (pick(100) < 60 || told_.empty()) {
      sign_up(at);
    } else {
      cancel();
    }
  }

  /// Everything is sent and everybody has a word.
  void settle() {
    REQUIRE(wait_until(Milliseconds{180'000}, [&] {
      return std::ranges::all_of(kiosks_, [](const auto& kiosk) { return kiosk->unsent() == 0; }) &&
             session()["asked"] == 0 && rows().size() == told_.size() && all_heard();
    }));
  }

  void judge() {
    const auto all = rows();
    CHECK(all.size() == told_.size());  // nothing lost, nothing twice
    int held = 0;
    std::vector<const nlohmann::json*> waiting;
    for (const auto& row : all) {
      if (row["state"] == "seated") ++held;
      if (row["state"] == "waiting") waiting.push_back(&row);
      check_told(row);
    }
    CHECK(held <= seats);
    CHECK((waiting.empty() || held + session()["granted"].get<int>() == seats));
    std::ranges::sort(waiting, {}, [](const auto* row) { return (*row)["place"].template get<int>(); });
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      CHECK((*waiting[i])["place"] == static_cast<int>(i) + 1);
      for (std::size_t j = i + 1; j < waiting.size(); ++j) check_order(*waiting[i], *waiting[j]);
    }
    WARN(all.size() << " sign-ups, " << held << " seats held, " << waiting.size() << " waiting, " << promised_
                    << " seats given without a line");
    CHECK(promised_ >= 2);  // else nobody was offline with a seat to give
    CHECK_FALSE(waiting.empty());
  }

 private:
  [[nodiscard]] std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  void choose_session() {
    for (const kiosk::SessionView& one : kiosks_[0]->sessions()) {
      const auto row = row_of(one.id.value);
      const auto ahead = row["starts"].get<std::int64_t>() - SystemClock{}.now().time_since_epoch().count();
      if (row["seats"] == seats && ahead > std::int64_t{3} * 3'600'000) {
        session_ = one.id;
        return;
      }
    }
    FAIL("no class of twenty seats");
  }

  nlohmann::json row_of(const std::string& id) {
    const auto answer = journey_.stage().hub().get("/api/console/v1/lessons/" + id);
    require(answer);
    return nlohmann::json::parse(answer->body)["session"];
  }
  nlohmann::json session() { return row_of(session_.value); }
  nlohmann::json rows() {
    const auto answer = journey_.stage().hub().get("/api/console/v1/lessons/" + session_.value);
    require(answer);
    return nlohmann::json::parse(answer->body)["sign_ups"];
  }

  void sign_up(std::size_t at) {
    kiosk::SignUpAsk ask;
    ask.op = fresh_operation();
    ask.session = session_;
    const std::string number = "2109041949" + std::to_string(10'000'000 + pick(persons));
    ask.person = domain::Person{Sensitive<std::string>("王建明"), Sensitive<std::string>(number), "王*明",
                                "210*************10", std::chrono::year{1949} / 3 / 7};
    const Instant now = SystemClock{}.now();
    const kiosk::LessonAnswer answer = kiosks_[at]->ask(ask);
    if (const auto* error = std::get_if<Error>(&answer)) FAIL(error->what);
    const auto* made = std::get_if<kiosk::SignUpView>(&answer);
    if (made == nullptr) return;  // a rule said no: this person has signed up, or the list is full
    if (made->state == domain::SignUpState::seated && at > 0) ++promised_;
    told_[made->id.value] = {made->qr, made->state, at, now, false};
  }

  void cancel() {
    auto one = told_.begin();
    std::advance(one, static_cast<std::ptrdiff_t>(pick(told_.size())));
    const auto answer =
        kiosks_[one->second.kiosk]->ask(kiosk::CancelSignUpAsk{0, domain::SignUpId(one->first)});
    if (const auto* error = std::get_if<Error>(&answer)) FAIL(error->what);
    if (std::holds_alternative<kiosk::SignUpView>(answer)) one->second.has_cancelled = true;
  }

  /// At the kiosk where they signed up, the slip says what the hub says.
  bool all_heard() {
    const auto all = rows();
    return std::ranges::all_of(all, [&](const auto& row) {
      const auto known = told_.find(row["id"].template get<std::string>());
      if (known == told_.end()) return false;
      const auto answer = kiosks_[known->second.kiosk]->ask(kiosk::FindSignUpAsk{0, known->second.qr});
      const auto* view = std::get_if<kiosk::SignUpView>(&answer);
      return view != nullptr && row["state"] == domain::to_string(view->state) && row["place"] == view->place;
    });
  }

  void check_told(const nlohmann::json& row) {
    const auto known = told_.find(row["id"].get<std::string>());
    REQUIRE(known != told_.end());
    INFO(row.dump() << " was told " << domain::to_string(known->second.state));
    if (known->second.has_cancelled) CHECK(row["state"] == "cancelled");
    // A seat that was promised is theirs, unless they gave it up or had two of them.
    if (known->second.state == domain::SignUpState::seated && !known->second.has_cancelled)
      CHECK((row["state"] == "seated" || row["ended_by"] == "twice"));
  }

  void check_order(const nlohmann::json& before, const nlohmann::json& after) {
    const Told& first = told_.at(before["id"]);
    const Told& second = told_.at(after["id"]);
    INFO(before.dump() << " before " << after.dump());
    if (first.kiosk == second.kiosk) {
      CHECK(first.at <= second.at);
    } else {
      CHECK(first.at <= second.at + surely_later);
    }
  }

  std::string fresh_operation() {
    static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string id = "01KAQZ";
    while (id.size() < 26) id += alphabet[pick(alphabet.size())];
    return id;
  }

  StationJourney journey_;
  std::mt19937 random_;
  domain::LessonSessionId session_;
  std::vector<std::unique_ptr<Counterpart>> kiosks_;
  std::map<std::string, Told> told_;
  int promised_{};
};

}  // namespace

TEST_CASE("lessons: signed up by card, told of it without a line, checked in by the slip", "[journeys]") {
  Resident resident;
  resident.open_list();
  resident.tap(the_class);
  resident.tap("lessons.session.card");
  resident.tap("identity.consent.agree");
  require(resident.stage().reader("place wang"));
  resident.tap("identity.read.next");
  resident.sees_widget("lessons.done.when");
  require(resident.stage().reader("lift"));
  Stage& stage = resident.stage();
  REQUIRE(wait_until(Milliseconds{30'000}, [&] { return stage.slips().size() == 1; }));
  const PrintedSlip slip = stage.slips().back();
  CHECK(slip.has("认识手机"));
  CHECK_FALSE(slip.lesson_code().empty());
  resident.tap("lessons.done.leave");
  REQUIRE(wait_until(Milliseconds{30'000}, [&] { return resident.session()["held"] == 1; }));

  require(stage.proxy("down"));
  resident.tap("home.lessons");
  resident.tap("lessons.home.checkin");
  resident.scan(slip.lesson_code());
  resident.sees_widget("lessons.checkin.done");
  resident.sees("王*明");
  resident.tap("lessons.checkin.leave");
  require(stage.proxy("pass"));
  REQUIRE(wait_until(Milliseconds{60'000}, [&] { return resident.session()["attended"] == 1; }));
}

TEST_CASE("lessons: twenty seats, three kiosks, two of them without a line", "[journeys]") {
  Rush rush(random_seed());
  const int touches = is_full_run() ? 1'000 : 150;
  rush.cut_two();
  for (int i = 0; i < touches; ++i) rush.touch();
  rush.join();
  rush.settle();
  rush.judge();
}

}  // namespace yz::test
