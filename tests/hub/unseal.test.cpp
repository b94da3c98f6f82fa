#include "hub/unseal.h"

#include <sodium.h>
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>

#include "hub/store/feed.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;
using nlohmann::json;

namespace {

/// As a kiosk does it, but with whatever a test wants inside.
std::string sealed(const std::string& public_hex, const std::string& inside) {
  const auto key = hub::hash_from_hex(public_hex);
  REQUIRE(key);
  std::string box(inside.size() + crypto_box_SEALBYTES, '\0');
  REQUIRE(crypto_box_seal(reinterpret_cast<unsigned char*>(box.data()),
                          reinterpret_cast<const unsigned char*>(inside.data()), inside.size(),
                          key->data()) == 0);
  return hub::to_base64(box);
}

struct Sealed {
  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk = hub.enrolled();

  json inside(const std::string& op, const std::string& type) {
    return {{"dev", kiosk->id()}, {"ep", kiosk->epoch()}, {"op", op},
            {"purpose", "wish"},  {"type", type},         {"fields", {{"words", "灯坏了"}}}};
  }
  json box(const json& inside, const std::string& key = "seal-1") {
    return {{"k", key}, {"c", sealed(hub.hub().seal_key().public_hex(), inside.dump())}};
  }
  json line(const std::string& op, const std::string& type, const json& body) {
    return {{"v", 1},
            {"dev", kiosk->id()},
            {"ep", kiosk->epoch()},
            {"st", "live"},
            {"seq", kiosk->size() + 1},
            {"id", op},
            {"op", op},
            {"type", type},
            {"tv", 1},
            {"wall", 1'795'430'400'000},
            {"mono", 1},
            {"boot", "b"},
            {"seen", 0},
            {"who", "resident"},
            {"body", body}};
  }
  /// What became of the only line: the code of its dead letter, or nothing.
  std::string letter(const json& line) {
    kiosk->raw(line.dump());
    REQUIRE(hub.send(*kiosk, 1, kiosk->size()).status == 200);
    hub.apply();
    const auto letters = hub::store::dead_letters(hub.hub().database());
    REQUIRE(letters);
    return letters->empty() ? std::string() : letters->front().code;
  }
};

}  // namespace

TEST_CASE("unseal: a box opens in the event it was made for", "[hub]") {
  Sealed s;
  const std::string op = s.kiosk->fresh_id();
  json line = s.line(op, "wish.submitted", json::object());
  line["seal"] = s.box(s.inside(op, "wish.submitted"));
  line["att"] = {{{"sha256", std::string(64, 'a')}, {"len", 5}, {"mime", "image/jpeg"}}};
  const auto event = hub::read_event_line(line.dump());
  REQUIRE(event);
  CHECK(event->op == op);
  REQUIRE(event->attachments.size() == 1);
  CHECK(event->attachments[0].bytes == 5);
  const auto box = hub::unseal(s.hub.hub().seal_key(), *event);
  REQUIRE(box);
  CHECK(box->purpose == "wish");
  CHECK(json::parse(box->fields_json.reveal()).at("words") == "灯坏了");
}

TEST_CASE("unseal: p06_a box pasted into another event is a dead letter", "[hub]") {
  Sealed s;
  const std::string op = s.kiosk->fresh_id();
  json line = s.line(op, "print.ended", json::object());
  json inside = s.inside(op, "print.ended");
  SECTION("its own") {
    line["seal"] = s.box(inside);
    CHECK(s.letter(line).empty());
  }
  SECTION("another kiosk's") {
    inside["dev"] = s.kiosk->fresh_id();
    line["seal"] = s.box(inside);
    CHECK(s.letter(line) == "box_of_another_event");
  }
  SECTION("of another epoch") {
    inside["ep"] = s.kiosk->fresh_id();
    line["seal"] = s.box(inside);
    CHECK(s.letter(line) == "box_of_another_event");
  }
  SECTION("of another operation") {
    inside["op"] = s.kiosk->fresh_id();
    line["seal"] = s.box(inside);
    CHECK(s.letter(line) == "box_of_another_event");
  }
  SECTION("of another kind of event") {
    inside["type"] = "wish.submitted";
    line["seal"] = s.box(inside);
    CHECK(s.letter(line) == "box_of_another_event");
  }
}

TEST_CASE("unseal: p06_what does not open is a dead letter, and none of it is told", "[hub]") {
  Sealed s;
  const std::string op = s.kiosk->fresh_id();
  json line = s.line(op, "print.ended", json::object());
  json inside = s.inside(op, "print.ended");
  SECTION("a changed byte") {
    line["seal"] = s.box(inside);
    std::string text = line["seal"]["c"];
    text[text.size() / 2] = text[text.size() / 2] == 'A' ? 'B' : 'A';
    line["seal"]["c"] = text;
    CHECK(s.letter(line) == "box_does_not_open");
  }
  SECTION("another hub's key") {
    hub::KeyBytes public_key{};
    hub::KeyBytes secret{};
    crypto_box_keypair(public_key.data(), secret.data());
    line["seal"] = {{"k", "seal-1"}, {"c", sealed(hub::to_hex(public_key), inside.dump())}};
    CHECK(s.letter(line) == "box_does_not_open");
  }
  SECTION("a key that is not here") {
    line["seal"] = s.box(inside, "seal-9");
    CHECK(s.letter(line) == "box_does_not_open");
  }
  SECTION("no base64, or too short") {
    line["seal"] = {{"k", "seal-1"}, {"c", "AAAA"}};
    CHECK(s.letter(line) == "box_does_not_open");
  }
  SECTION("fields that are none") {
    inside["fields"] = "灯坏了";
    line["seal"] = s.box(inside);
    CHECK(s.letter(line) == "box_does_not_open");
  }
  SECTION("a seal that is no object") {
    line["seal"] = "灯坏了";
    CHECK(s.letter(line) == "envelope");
  }
  const auto letters = hub::store::dead_letters(s.hub.hub().database());
  REQUIRE(letters->size() == 1);
  CHECK(letters->front().detail.find("灯坏了") == std::string::npos);
}

TEST_CASE("feed: other kiosks get neither box nor files nor anything that the kind does not have", "[hub]") {
  Sealed s;
  const std::string op = s.kiosk->fresh_id();
  json body = json::parse(issued_body(op, 1));
  body["note"] = "欧阳建国";
  json line = s.line(op, "ticket.issued", body);
  line["seal"] = s.box(s.inside(op, "ticket.issued"));
  line["att"] = {{{"sha256", std::string(64, 'a')}, {"len", 5}, {"mime", "image/jpeg"}}};
  line["subj"] = "ab12ab12";
  CHECK(s.letter(line).empty());
  const auto rows = hub::store::feed_after(s.hub.hub().database(), "taiping", "another kiosk", 0, 10);
  REQUIRE_FALSE(rows->empty());
  const json told = json::parse("{" + rows->back().line + "}").at("event");
  CHECK(told.at("type") == "ticket.issued");
  for (const char* kept_here : {"seal", "att", "subj"}) CHECK_FALSE(told.contains(kept_here));
  CHECK_FALSE(told.at("body").contains("note"));
}

TEST_CASE("keys: a live kiosk hears its station's, the same at each start and each kiosk", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const auto ask = [&](const TestKiosk& who) {
    return hub.get_reply(hub.signed_request(who, "GET", "/keys"));
  };
  const json keys = json_of(ask(*kiosk));
  CHECK(keys.at("seal").at("k") == "seal-1");
  CHECK(keys.at("seal").at("public") == hub.hub().seal_key().public_hex());
  CHECK(hub::hash_from_hex(keys.at("station_secret").get<std::string>()));
  hub.restart();
  const json again = json_of(ask(*hub.enrolled()));
  CHECK(again.at("seal") == keys.at("seal"));
  CHECK(again.at("station_secret") == keys.at("station_secret"));
  hub.add_station("xihe");
  CHECK(json_of(ask(*hub.enrolled("xihe"))).at("station_secret") != keys.at("station_secret"));
  for (const char* name : {"seal-1.key", "station-taiping.secret"}) {
    struct stat info {};
    REQUIRE(::stat((hub.folder() / "keys" / name).c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);
  }
}

TEST_CASE("keys: a key file that cannot be read is never written over", "[hub]") {
  TestHub hub;
  const auto path = hub.folder() / "keys" / "seal-1.key";
  REQUIRE(hub::write_whole(path, "damaged", 0600));
  const auto loaded = hub::SealKey::load_or_make(hub.folder() / "keys");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == Code::corrupt);
  CHECK(*hub::read_whole(path, 100) == "damaged");
}
