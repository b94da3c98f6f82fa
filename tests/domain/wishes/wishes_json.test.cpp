#include "domain/wishes/wishes_json.h"

#include "tests/domain/golden_events.h"
#include "tests/domain/wishes/wish_desk.h"

using namespace yz::test;
using yz::Code;

namespace {

const WishId id("01KAQZ5V00000000000000000W");
const Instant at{Milliseconds{1'795'430'400'123}};
const Instant earlier{Milliseconds{1'795'430'300'000}};

/// One of each kind; the golden file is named by the kind.
const WishEvents& one_of_each() {
  static const WishEvents events{WishSubmitted{.wish = id,
                                               .number = "W20260001237",
                                               .secret = "7K3M9PQ2XW4T",
                                               .station = StationId("taiping"),
                                               .kind = WishKind::appeal,
                                               .told = WishTold::hand,
                                               .category = lighting,
                                               .place = building,
                                               .words = 42,
                                               .photos = 1,
                                               .voice_s = 0,
                                               .contact = WishContactKind::card,
                                               .masked_contact = "王*明",
                                               .subject = "q3Zx81",
                                               .is_urgent = false,
                                               .level = Level::community,
                                               .at = at},
                                 WishTriaged{id, Matter::private_matter, at},
                                 WishDispatched{id, property, at},
                                 WishAccepted{id, property, at},
                                 WishDeclined{id, property, "不归我们管", at},
                                 WishProgressed{id, property, "已去看过，等配件", at},
                                 WishResolved{id, property, "换了灯泡", monday, at},
                                 WishRated{id, 2, too_slow, at},
                                 WishReopened{id, Level::street, at},
                                 WishEscalated{id, Level::community, Level::street, earlier, at},
                                 WishClosed{id, WishClosing::silence, at},
                                 WishPublished{id, "三号楼的楼道灯亮起来", at},
                                 WishUnpublished{id, at},
                                 WishSupported{id, "p7Kd02", at},
                                 WishClaimed{id, "v9Qm44", "李*", at},
                                 ClaimLost{id, "v9Qm44", earlier, at},
                                 ClaimReleased{id, "v9Qm44", earlier, at}};
  return events;
}

/// The body of one kind with one piece replaced: which field is complained of.
std::string fault(std::size_t kind, const std::string& piece, const std::string& by) {
  const WishEvent& event = one_of_each().at(kind);
  std::string body = to_json(event);
  const auto found = body.find(piece);
  REQUIRE(found != std::string::npos);
  body.replace(found, piece.size(), by);
  const auto read = parse_wish_event(kind_of(event), body);
  if (read) return {};
  CHECK(read.error().code == Code::invalid);
  return read.error().what.substr(0, read.error().what.find(':'));
}

std::string repeated(const char* character, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += character;
  return text;
}

}  // namespace

TEST_CASE("wish event json: every kind is written and read as its golden file", "[domain]") {
  check_golden(one_of_each(), "wish.", parse_wish_event);
  for (const WishEvent& event : one_of_each()) CHECK(wish_of(event) == id);
}

TEST_CASE("wish event json: an unknown kind or version is unsupported", "[domain]") {
  CHECK(parse_wish_event({"wish.granted", 1}, "{}").error().code == Code::unsupported);
  CHECK(parse_wish_event({"wish.triaged", 2}, "{}").error().code == Code::unsupported);
  CHECK(parse_wish_event({"ticket.called", 1}, "{}").error().code == Code::unsupported);
}

TEST_CASE("wish event json: a body that is not as it should be names its field", "[domain]") {
  CHECK(fault(0, "\"wish\":\"01KAQZ5V00000000000000000W\"", "\"wish\":\"\"") == "wish");
  CHECK(fault(0, "W20260001237", "W20260001238") == "number");
  CHECK(fault(0, "7K3M9PQ2XW4T", "7K3M9PQ2XW4I") == "secret");
  CHECK(fault(0, "\"taiping\"", "7") == "station");
  CHECK(fault(0, "\"appeal\"", "\"order\"") == "kind");
  CHECK(fault(0, "\"hand\"", "\"shout\"") == "told");
  CHECK(fault(0, "\"lighting\"", "\"\"") == "category");
  CHECK(fault(0, "\"words\":42", "\"words\":201") == "words");
  CHECK(fault(0, "\"photos\":1", "\"photos\":5") == "photos");
  CHECK(fault(0, "\"voice_s\":0", "\"voice_s\":61") == "voice_s");
  CHECK(fault(0, "\"card\"", "\"letter\"") == "contact");
  CHECK(fault(0, "q3Zx81", "q3 Zx") == "subject");
  CHECK(fault(0, "\"urgent\":false", "\"urgent\":0") == "urgent");
  CHECK(fault(0, "\"community\"", "\"planet\"") == "level");
  CHECK(fault(0, "1795430400123", "-1") == "at");
  CHECK(fault(1, "\"private\"", "\"none\"") == "matter");
  CHECK(fault(2, "\"property\"", "\"\"") == "unit");
  CHECK(fault(6, "2026-11-23", "2026-02-30") == "minute");
  CHECK(fault(7, "\"stars\":2", "\"stars\":6") == "stars");
  CHECK(fault(8, "\"street\"", "\"sky\"") == "to");
  CHECK(fault(9, "\"due\":1795430300000", "\"due\":null") == "due");
  CHECK(fault(10, "\"silence\"", "\"none\"") == "by");
  CHECK(fault(10, "\"silence\"", "\"unit\"") == "by");
  CHECK(fault(13, "p7Kd02", "王") == "by");
  CHECK(fault(15, "\"claimed_at\":1795430300000", "\"claimed_at\":-5") == "claimed_at");
}

TEST_CASE("wish event json: a whole phone number never passes as a masked contact", "[domain]") {
  CHECK(fault(0, "王*明", "13812341234") == "masked");
  CHECK(fault(0, "\"card\",\"masked\":\"王*明\"", "\"phone\",\"masked\":\"1381234\"") == "masked");
  CHECK(fault(0, "\"card\",\"masked\":\"王*明\"", "\"phone\",\"masked\":\"138****1234\"").empty());
  CHECK(fault(0, "王*明", "王建明") == "masked");
  CHECK(fault(0, "王*明", "王").empty());
  CHECK(fault(0, "\"card\",\"masked\":\"王*明\"", "\"none\",\"masked\":\"王*明\"") == "masked");
  CHECK(fault(0, "\"card\",\"masked\":\"王*明\"", "\"none\",\"masked\":\"\"").empty());
  CHECK(fault(14, "李*", "210904194903070002") == "name");
}

TEST_CASE("wish event json: staff write up to 200 characters and nothing that hides", "[domain]") {
  CHECK(fault(11, "三号楼的楼道灯亮起来", repeated("灯", 200)).empty());
  CHECK(fault(11, "三号楼的楼道灯亮起来", repeated("灯", 201)) == "text");
  CHECK(fault(11, "三号楼的楼道灯亮起来", "") == "text");
  for (const char* hidden : {"\\n", "\\u0000", "\\u001b[2J", "\\u007f", "\\u0085", "\\u200f", "\\u2028",
                             "\\u202e", "\\u2066", "\\ufeff"}) {
    CAPTURE(hidden);
    CHECK(fault(11, "三号楼", hidden) == "text");
    CHECK(fault(4, "不归", hidden) == "note");
    CHECK(fault(5, "已去", hidden) == "note");
    CHECK(fault(6, "换了", hidden) == "note");
  }
  CHECK(fault(11, "三号楼", "\xed\xa0\x80") == "body");
}

TEST_CASE("staff text: bytes that are no UTF-8 are none", "[domain]") {
  CHECK(is_staff_text("灯 lamp 😀"));
  for (const char* text : {"\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                           "\xf8\x88\x80\x80", "\xe7\x81", "a\xff"}) {
    CAPTURE(text);
    CHECK_FALSE(is_staff_text(text));
  }
}

TEST_CASE("wish event json: the feed leaves out what units wrote, and nothing else", "[domain]") {
  int without = 0;
  for (const WishEvent& event : one_of_each()) {
    const WishEvent bare = without_notes(event);
    const std::string body = to_json(bare);
    CAPTURE(body);
    if (bare == event) continue;
    ++without;
    CHECK(body.find("\"note\":\"\"") != std::string::npos);
    const auto read = parse_wish_event(kind_of(bare), body);
    REQUIRE(read);
    CHECK(*read == bare);
  }
  CHECK(without == 3);
}

TEST_CASE("wish json: a row reads back as it was written, however full", "[domain]") {
  WishDesk desk;
  Wish wish = desk.wish(desk.at_state(WishState::closed, Matter::big));
  wish.wall_text = repeated("灯", 200);
  wish.masked_contact = "王*明";
  wish.contact = WishContactKind::card;
  for (std::size_t i = 0; i < wish_supporters_max; ++i) {
    wish.supporters.insert(std::string(58, '"') + std::to_string(100'000 + i));
  }
  for (std::size_t i = 0; i < wish_claims_max; ++i) {
    wish.claims.push_back({std::string(64, '\\'), repeated("*", 64), desk.tick(), ClaimState::lost});
  }
  wish.steps.assign(wish_steps_max, {"progressed", std::string(64, '"'), repeated("😀", 200), desk.now, 9});
  const auto read = parse_wish(to_json(wish));
  INFO((read ? "" : read.error().what));
  REQUIRE(read);
  CHECK(*read == wish);
}

TEST_CASE("wish json: a row that is not as it should be is refused", "[domain]") {
  WishDesk desk;
  const WishId claimed = desk.published();
  desk.must(ClaimWish{claimed, "v1", "李*", desk.tick()});
  const std::string row = to_json(desk.wish(claimed));
  REQUIRE(parse_wish(row));
  for (const char* field : {"id", "number", "secret", "state", "level", "matter", "since", "closed_by",
                            "stars", "was_passed_up", "supporters", "claims", "steps", "wall_text"}) {
    std::string broken = row;
    broken.replace(broken.find('"' + std::string(field) + '"') + 1, 1, "_");
    CAPTURE(broken);
    CHECK(parse_wish(broken).error().code == Code::invalid);
  }
  for (const auto& [piece, by] :
       {std::pair("\"supporters\":[]", "\"supporters\":[7]"), std::pair("\"standing\"", "\"sitting\""),
        std::pair("\"order\":1", "\"order\":-1")}) {
    std::string broken = row;
    broken.replace(broken.find(piece), std::string(piece).size(), by);
    CAPTURE(broken);
    CHECK(parse_wish(broken).error().code == Code::invalid);
  }
}
