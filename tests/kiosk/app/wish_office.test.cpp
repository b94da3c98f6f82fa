#include "kiosk/app/wish_office.h"

#include <sodium.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/wish_rows.h"
#include "tests/kiosk/app/office_world.h"
#include "tests/support/planted_words.h"

using namespace yz::kiosk;
using namespace std::chrono_literals;
namespace domain = yz::domain;
namespace hal = yz::hal;
namespace cache = yz::cache;
using yz::Sensitive;

namespace {

const std::string& device = test::OfficeWorld::device;
const std::string words = yz::test::planted::words;
const std::string phone = yz::test::planted::phone;

domain::WishContent demo_content() {
  std::ifstream in(YZ_SOURCE_DIR "/assets/content/wishes.json");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  auto content = domain::parse_wish_content(bytes.str());
  REQUIRE(content);
  return *std::move(content);
}

/// The office of wishes on a real journal, and everything it tells and prints.
struct Office : test::OfficeWorld {
  bool has_room{true};
  domain::WishContent content{demo_content()};
  std::unique_ptr<cache::Attachments> attachments;
  std::unique_ptr<WishOffice> office;

  Office() {
    start();
    grant({17, 18});
  }
  void start() {
    open_journal();
    auto rows = journal->rows(cache::upload_area, "");
    REQUIRE(rows);
    auto files = cache::Attachments::open(
        cache::attachments_folder(folder.path()), *rows,
        {.write = [this](cache::Operation operation) -> yz::Status {
           auto written = ledger->write(std::move(operation));
           if (!written) return yz::fail(written.error());
           return {};
         },
         .wake = [] {},
         .disk = [this](const std::filesystem::path&) -> yz::Result<cache::DiskSpace> {
           return has_room ? cache::DiskSpace{50ULL << 30U, 100ULL << 30U}
                           : cache::DiskSpace{1ULL << 20U, 100ULL << 30U};
         }});
    REQUIRE(files);
    attachments = *std::move(files);
    auto desk = WishOffice::open({*ledger, *jobs, *attachments}, test::small_station(), content,
                                 test::small_texts(), {device, "", "http://hub/w/"});
    REQUIRE(desk);
    office = *std::move(desk);
  }
  void restart() {
    office.reset();
    attachments.reset();
    drop_journal();
    start();
  }
  void feed(const cache::FeedLine& line) {
    const WishNews news = office->read({line});
    REQUIRE(ledger->keep({line}, news.rows));
    office->take(news);
  }
  void grant(const std::vector<int>& blocks, const std::string& to = device) {
    const std::uint64_t next = ++revision;
    feed({next, "grant",
          nlohmann::json{{"rev", next}, {"kind", "grant"}, {"device", to}, {"wish_blocks", blocks}}.dump()});
  }
  void from_hub(const domain::WishEvent& event) { feed(line_of(event)); }
  [[nodiscard]] WishDraft draft() const {
    WishDraft one;
    one.kind = "appeal";
    one.category = "lighting";
    one.place = content.grids.front().buildings.front().id.value;
    one.contact = WishContact::phone;
    one.phone = Sensitive<std::string>(phone);
    one.words = Sensitive<std::string>(words);
    return one;
  }
  WishAnswer submit(WishDraft one, std::optional<domain::Person> person = {}) {
    return submit_as(fresh_ulid(clock.now()), std::move(one), std::move(person));
  }
  WishAnswer submit_as(const std::string& op, WishDraft one, std::optional<domain::Person> person = {}) {
    office->handle(SubmitWishAsk{++last, op, std::move(one), std::move(person), domain::WishTold::hand});
    return answer();
  }
  template <class Ask>
  WishAnswer ask(Ask one) {
    one.ask = ++last;
    office->handle(one);
    return answer();
  }
  WishAnswer answer() { return answered<WishAnswered>().answer; }
  std::vector<std::string> lost_claims() { return answered<WishAnswered>().lost_claims; }
};

WishView view_of(const WishAnswer& answer) {
  if (const auto* error = std::get_if<yz::Error>(&answer)) FAIL(error->what);
  REQUIRE(std::holds_alternative<WishView>(answer));
  return std::get<WishView>(answer);
}

domain::Person wang() {
  return {Sensitive<std::string>(yz::test::planted::name), Sensitive<std::string>("210904194903070010"),
          "欧阳**", "210*************10", std::chrono::year{1949} / 3 / 7};
}

}  // namespace

TEST_CASE(
    "wish office: a wish is durable, numbered out of this kiosk's blocks and printed before it is shown",
    "[kiosk]") {
  Office world;
  const WishView wish = view_of(world.submit(world.draft()));
  const auto number = domain::parse_wish_number(wish.number);
  REQUIRE(std::holds_alternative<std::string>(number));
  const auto place = domain::place_of(std::get<std::string>(number));
  REQUIRE(place);
  CHECK(place->block == 17);
  CHECK(place->offset == 0);
  REQUIRE(world.printed.size() == 1);
  CHECK(world.count("wish.submitted") == 1);
  CHECK(wish.answer_by);

  world.restart();
  const auto found = world.office->find(wish.id);
  REQUIRE(found);
  CHECK(found->number == wish.number);
  // The slip's code finds it, a stranger's does not.
  CHECK(view_of(world.ask(FindWishAsk{0, wish.qr})).id == wish.id);
  std::string forged = wish.qr;
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  CHECK(std::holds_alternative<WishCodeRefused>(world.ask(FindWishAsk{0, forged})));
}

TEST_CASE("wish office: the same touch twice is one wish, and one slip", "[kiosk]") {
  Office world;
  const std::string op = fresh_ulid(world.clock.now());
  const WishView first = view_of(world.submit_as(op, world.draft()));
  CHECK(view_of(world.submit_as(op, world.draft())).number == first.number);
  world.restart();
  CHECK(view_of(world.submit_as(op, world.draft())).number == first.number);
  CHECK(world.count("wish.submitted") == 1);
  CHECK(world.printed.size() == 1);
}

TEST_CASE("wish office: numbers never come twice, not after a lost journal, and end with the blocks",
          "[kiosk]") {
  Office world;
  std::set<std::string> numbers;
  for (int i = 0; i < 30; ++i) numbers.insert(view_of(world.submit(world.draft())).number);
  CHECK(numbers.size() == 30);
  // The journal is gone; the floor file beside it is not.
  world.office.reset();
  world.attachments.reset();
  world.jobs.reset();
  world.ledger.reset();
  world.journal.reset();
  for (const char* file : {"journal.db", "journal.db-wal", "journal.db-shm"})
    std::filesystem::remove(world.folder.path() / "journal" / file);
  world.start();
  const WishAnswer none = world.submit(world.draft());
  REQUIRE(std::holds_alternative<WishRefused>(none));  // the grants were in it; they come again with the feed
  CHECK(std::get<WishRefused>(none).why == domain::WishRefusal::numbers_used_up);
  world.revision = 0;
  world.grant({17, 18});
  for (int i = 0; i < 10; ++i) CHECK(numbers.insert(view_of(world.submit(world.draft())).number).second);
  world.grant({17, 18}, "01J8ZQ5D0000000000000000K9");  // somebody else's changes nothing here
  CHECK(numbers.insert(view_of(world.submit(world.draft())).number).second);
}

TEST_CASE("wish office: what belongs to a person is in no file of the kiosk, and opens at the hub",
          "[kiosk]") {
  Office world;
  WishDraft draft = world.draft();
  std::vector<std::uint8_t> voice(2'000, 7);
  voice.insert(voice.end(), words.begin(), words.end());
  draft.voice = VoiceMessage{Sensitive<std::vector<std::uint8_t>>(voice), 3'200ms};
  (void)view_of(world.submit(std::move(draft), wang()));
  CHECK(yz::test::planted_words_in(world.folder.path()).empty());
  const auto batch = world.journal->unsent(cache::Stream::live, 100);
  REQUIRE(batch);
  const auto line = std::ranges::find_if(batch->lines, [](const cache::Line& one) {
    return one.bytes.find("\"wish.submitted\"") != std::string::npos;
  });
  REQUIRE(line != batch->lines.end());
  const auto event = nlohmann::json::parse(line->bytes);
  CHECK(event["seal"]["k"] == "seal-1");
  CHECK(event["att"].size() == 1);
  CHECK(event["body"]["voice_s"] == 4);
  CHECK(event["body"]["masked"] == "139****7165");
}

TEST_CASE("wish office: a card finds its wishes again, another card does not", "[kiosk]") {
  Office world;
  WishDraft draft = world.draft();
  draft.contact = WishContact::card;
  const WishView wish = view_of(world.submit(draft, wang()));
  (void)view_of(world.submit(world.draft()));
  const auto mine = world.ask(MyWishesAsk{0, Sensitive<std::string>("210904194903070010")});
  REQUIRE(std::holds_alternative<WishList>(mine));
  REQUIRE(std::get<WishList>(mine).size() == 1);
  CHECK(std::get<WishList>(mine).front().id == wish.id);
  const auto other = world.ask(MyWishesAsk{0, Sensitive<std::string>("110101199003078233")});
  REQUIRE(std::holds_alternative<WishList>(other));
  CHECK(std::get<WishList>(other).empty());
}

TEST_CASE("wish office: a typed number tells how far it is and not what, five times a minute", "[kiosk]") {
  Office world;
  const WishView wish = view_of(world.submit(world.draft()));
  const WishView shown = view_of(world.ask(FindWishAsk{0, wish.number}));
  CHECK(shown.id == wish.id);
  CHECK(shown.category.value.empty());
  CHECK(shown.place.value.empty());
  std::string wrong = wish.number;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  const auto refused = world.ask(FindWishAsk{0, wrong});
  REQUIRE(std::holds_alternative<WishCodeRefused>(refused));
  CHECK(std::get<WishCodeRefused>(refused).why == WishCodeProblem::wrong_number);
  for (std::size_t i = 1; i < number_tries_a_minute; ++i)
    (void)view_of(world.ask(FindWishAsk{0, wish.number}));
  const auto often = world.ask(FindWishAsk{0, wish.number});
  REQUIRE(std::holds_alternative<WishCodeRefused>(often));
  CHECK(std::get<WishCodeRefused>(often).why == WishCodeProblem::too_often);
  // Who holds the slip is not kept out by it.
  CHECK(view_of(world.ask(FindWishAsk{0, wish.qr})).id == wish.id);
  world.clock.advance(61s);
  CHECK(view_of(world.ask(FindWishAsk{0, wish.number})).id == wish.id);
}

TEST_CASE("wish office: the hub's steps are shown, dissatisfaction goes one level up, satisfaction closes",
          "[kiosk]") {
  Office world;
  const WishView wish = view_of(world.submit(world.draft()));
  const auto& unit = world.content.units.front();
  const auto unit_for_small = std::ranges::find_if(world.content.units, [](const domain::WishUnit& one) {
    return domain::takes(one, domain::Matter::small);
  });
  REQUIRE(unit_for_small != world.content.units.end());
  (void)unit;
  const auto now = [&] { return world.clock.now(); };
  const auto one = [&](const domain::WishEvent& event) {
    world.clock.advance(1min);
    world.from_hub(event);
  };
  const auto round = [&] {
    one(domain::WishTriaged{wish.id, domain::Matter::small, now()});
    one(domain::WishDispatched{wish.id, unit_for_small->id, now()});
    one(domain::WishAccepted{wish.id, unit_for_small->id, now()});
    one(domain::WishResolved{wish.id, unit_for_small->id, {}, {}, now()});
  };
  const auto early = world.ask(RateWishAsk{0, wish.id, 5, {}});
  REQUIRE(std::holds_alternative<WishRefused>(early));
  CHECK(std::get<WishRefused>(early).why == domain::WishRefusal::not_resolved_yet);
  round();
  CHECK(world.office->find(wish.id)->state == domain::WishState::resolved);
  const WishView up = view_of(world.ask(RateWishAsk{0, wish.id, 2, world.content.reasons.front().id}));
  CHECK(up.level == domain::Level::street);
  CHECK(up.was_passed_up);
  CHECK(up.state == domain::WishState::triaged);
  round();
  CHECK(view_of(world.ask(RateWishAsk{0, wish.id, 5, {}})).state == domain::WishState::closed);
  CHECK(world.count("wish.rated") == 2);
  CHECK(world.count("wish.closed") == 1);
  world.restart();
  CHECK(world.office->find(wish.id)->state == domain::WishState::closed);
}

TEST_CASE("wish office: without room for photos words still go, and nothing of it is kept by halves",
          "[kiosk]") {
  Office world;
  world.has_room = false;
  WishDraft draft = world.draft();
  draft.voice =
      VoiceMessage{Sensitive<std::vector<std::uint8_t>>(std::vector<std::uint8_t>(100, 1)), 1'000ms};
  CHECK(std::holds_alternative<WishFilesRefused>(world.submit(draft)));
  CHECK(world.count("wish.submitted") == 0);
  CHECK(std::filesystem::is_empty(cache::attachments_folder(world.folder.path())));
  (void)view_of(world.submit(world.draft()));
  world.has_room = true;
  (void)view_of(world.submit(draft));
  CHECK(world.count("wish.submitted") == 2);
}

TEST_CASE("wish office: empty words and unknown categories are refused with their reason", "[kiosk]") {
  Office world;
  WishDraft empty = world.draft();
  empty.words = {};
  const auto nothing = world.submit(empty);
  REQUIRE(std::holds_alternative<WishRefused>(nothing));
  CHECK(std::get<WishRefused>(nothing).why == domain::WishRefusal::nothing_told);
  WishDraft other = world.draft();
  other.category = "no-such";
  const auto unknown = world.submit(other);
  REQUIRE(std::holds_alternative<WishRefused>(unknown));
  CHECK(std::get<WishRefused>(unknown).why == domain::WishRefusal::unknown_category);
  WishDraft unsure = world.draft();
  unsure.place = "?";
  CHECK(view_of(world.submit(unsure)).place.value.empty());
}

TEST_CASE(
    "wish office: what is more than a wish takes is refused before anything is written, and the same "
    "wish goes once it is less",
    "[kiosk]") {
  Office world;
  using Bytes = std::vector<std::uint8_t>;
  const auto photo = [](std::size_t bytes) {
    return std::make_shared<const Photo>(Photo{Sensitive<Bytes>(Bytes(bytes, 1)), 8, 8});
  };
  const auto repeated = [](const std::string& what, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all.append(what);
    return Sensitive<std::string>(std::move(all));
  };
  const auto voice = [](std::size_t bytes, yz::Milliseconds length) {
    return VoiceMessage{Sensitive<Bytes>(Bytes(bytes, 1)), length};
  };
  WishDraft most = world.draft();
  most.words = repeated("灯", domain::wish_words_chars_max);
  most.voice = voice(100, 60s);
  most.photos.assign(domain::wish_photos_count_max, photo(100));
  const std::vector<std::pair<const char*, std::function<void(WishDraft&)>>> beyond{
      {"words", [&](WishDraft& w) { w.words = repeated("灯", domain::wish_words_chars_max + 1); }},
      {"bytes that are no characters", [&](WishDraft& w) { w.words = repeated("\x80", 10'000); }},
      {"a longer voice", [&](WishDraft& w) { w.voice = voice(100, 60s + 1ms); }},
      {"a voice of more bytes", [&](WishDraft& w) { w.voice = voice(cache::voice_bytes_max + 1, 60s); }},
      {"photos", [&](WishDraft& w) { w.photos.push_back(photo(100)); }},
      {"a photo of more bytes", [&](WishDraft& w) { w.photos.back() = photo(cache::photo_bytes_max + 1); }}};
  const std::string op = fresh_ulid(world.clock.now());
  for (const auto& [what, change] : beyond) {
    CAPTURE(what);
    WishDraft more = most;
    change(more);
    const auto refused = world.submit_as(op, more);
    REQUIRE(std::holds_alternative<WishRefused>(refused));
    CHECK(std::get<WishRefused>(refused).why == domain::WishRefusal::told_too_much);
  }
  CHECK(world.count("wish.submitted") == 0);
  CHECK(std::filesystem::is_empty(cache::attachments_folder(world.folder.path())));
  CHECK(view_of(world.submit_as(op, most)).id.value == op);
}

TEST_CASE("wish office: of photos that cannot all be kept none stays", "[kiosk]") {
  Office world;
  WishDraft draft = world.draft();
  using Bytes = std::vector<std::uint8_t>;
  draft.photos = {std::make_shared<const Photo>(Photo{Sensitive<Bytes>(Bytes(100, 1)), 8, 8}),
                  std::make_shared<const Photo>()};  // an empty one is no file
  CHECK(std::holds_alternative<yz::Error>(world.submit(draft)));
  CHECK(std::filesystem::is_empty(cache::attachments_folder(world.folder.path())));
}

TEST_CASE("wish office: before the hub gave its keys nothing personal is taken", "[kiosk]") {
  Office world;
  world.ledger = std::make_unique<Ledger>(*world.journal, world.station_clock, world.ports);
  world.jobs = std::make_unique<PrintJobs>(*world.ledger);
  auto desk = WishOffice::open({*world.ledger, *world.jobs, *world.attachments}, test::small_station(),
                               world.content, test::small_texts(), {device, "", "http://hub/w/"});
  REQUIRE(desk);
  world.office = *std::move(desk);
  const auto answer = world.submit(world.draft());
  REQUIRE(std::holds_alternative<yz::Error>(answer));
  CHECK(std::get<yz::Error>(answer).code == yz::Code::unavailable);
  CHECK(world.count("wish.submitted") == 0);
}

TEST_CASE("wish office: the wall shows what staff wrote, supported once a card, claimed by the first",
          "[kiosk]") {
  Office world;
  WishDraft draft = world.draft();
  draft.kind = "wish";
  const WishView wish = view_of(world.submit(draft));
  world.from_hub(domain::WishPublished{wish.id, "想有人陪老人下棋", world.clock.now()});
  const auto wall = [&] {
    for (auto report = world.reports.rbegin(); report != world.reports.rend(); ++report) {
      if (const auto* shown = std::get_if<WallShown>(&*report)) return shown->wishes;
    }
    return std::vector<WallView>{};
  };
  REQUIRE(wall().size() == 1);
  CHECK(wall().front().text == "想有人陪老人下棋");
  const auto act = [&](WallAction action, const char* number) {
    return world.ask(WallAsk{0, action, wish.id, Sensitive<std::string>(number), false, "李*"});
  };
  (void)view_of(act(WallAction::support, "110101199003078233"));
  (void)view_of(act(WallAction::support, "110101199003078233"));
  CHECK(wall().front().supporters == 1);
  (void)view_of(act(WallAction::claim, "110101199003078233"));
  CHECK(wall().front().is_claimed);
  const auto second = act(WallAction::claim, "210904194903070010");
  REQUIRE(std::holds_alternative<WishRefused>(second));
  CHECK(std::get<WishRefused>(second).why == domain::WishRefusal::already_claimed);
}

TEST_CASE("wish office: whose claim was the later one is told when that card is read again, and no other",
          "[kiosk]") {
  Office world;
  WishDraft draft = world.draft();
  draft.kind = "wish";
  const WishView wish = view_of(world.submit(draft));
  const std::string text = "想有人陪老人下棋";
  world.from_hub(domain::WishPublished{wish.id, text, world.clock.now()});
  const char* const mine = "110101199003078233";
  const bool by_card_number = GENERATE(false, true);
  const auto read_card = [&](const char* number) {
    (void)world.ask(MyWishesAsk{0, Sensitive<std::string>(number), by_card_number});
    return world.lost_claims();
  };
  const auto on_wall = [&](WallAction action, const char* number) {
    (void)world.ask(WallAsk{0, action, wish.id, Sensitive<std::string>(number), by_card_number, "李*"});
    return world.lost_claims();
  };
  CHECK(on_wall(WallAction::claim, mine).empty());
  const domain::WishClaim claim = world.office->book().find(wish.id)->claims.front();
  const domain::WishClaimed earlier{wish.id, "another", "赵*", claim.at - 1s};
  world.from_hub(earlier);
  CHECK(read_card(mine).empty());  // the hub has not ruled
  world.clock.advance(1s);
  world.from_hub(domain::ClaimLost{wish.id, claim.by, claim.at, world.clock.now()});
  const std::vector<std::string> told{text};
  CHECK(read_card(mine) == told);
  CHECK(on_wall(WallAction::support, mine) == told);
  CHECK(read_card("210904194903070010").empty());
  CHECK(on_wall(WallAction::support, "210904194903070010").empty());
  world.restart();
  CHECK(read_card(mine) == told);
  world.from_hub(domain::ClaimReleased{wish.id, "another", earlier.at, world.clock.now()});
  CHECK(on_wall(WallAction::claim, mine).empty());
  CHECK(read_card(mine).empty());
}

TEST_CASE("wish office: rows rebuilt from the journal are the rows that were", "[kiosk]") {
  Office world;
  const WishView wish = view_of(world.submit(world.draft()));
  world.from_hub(domain::WishTriaged{wish.id, domain::Matter::small, world.clock.now()});
  std::vector<std::string> differences;
  REQUIRE(rebuild_wish_rows(world.content, *world.journal, differences));
  CHECK(differences.empty());
  REQUIRE(world.journal->replace_rows(wish_area, {}));
  REQUIRE(rebuild_wish_rows(world.content, *world.journal, differences));
  CHECK(differences.size() == 1);
  world.restart();
  CHECK(world.office->find(wish.id));
}
