// What is sealed, named and kept of keys, on the kiosk's side.
#include "offline-cache/sealing.h"

#include <sodium.h>
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/system_clock.h"
#include "offline-cache/hub_keys.h"
#include "offline-cache/pseudonym.h"
#include "tests/offline-cache/journal_fixture.h"
#include "tests/support/planted_words.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;
using nlohmann::json;

/// Both halves, as only a hub has them.
struct KeyPair {
  SealKey seal{.id = "seal-1"};
  KeyBytes secret{};
  KeyPair() {
    REQUIRE(sodium_init() >= 0);
    crypto_box_keypair(seal.public_key.data(), secret.data());
  }
  /// Empty when it does not open.
  [[nodiscard]] std::string open(const std::string& base64) const {
    const auto sealed = from_base64(base64);
    REQUIRE(sealed);
    if (sealed->size() < crypto_box_SEALBYTES) return {};
    std::string clear(sealed->size() - crypto_box_SEALBYTES, '\0');
    const int opened = crypto_box_seal_open(reinterpret_cast<unsigned char*>(clear.data()),
                                            reinterpret_cast<const unsigned char*>(sealed->data()),
                                            sealed->size(), seal.public_key.data(), secret.data());
    return opened == 0 ? clear : std::string();
  }
};

EventDraft wish_draft(const KeyPair& keys, const std::string& words) {
  EventDraft draft;
  draft.type = "wish.submitted";
  draft.who = "resident";
  draft.subject = "0123456789abcdef0123456789abcdef";
  draft.body_json = R"({"wish":"01JD"})";
  draft.seal =
      ToSeal{.key = keys.seal, .purpose = "wish", .fields_json = Sensitive(json{{"words", words}}.dump())};
  return draft;
}

json first_line(Journal& journal) {
  const auto batch = journal.unsent(Stream::live, 1);
  REQUIRE(batch);
  REQUIRE(batch->lines.size() == 1);
  return json::parse(batch->lines[0].bytes);
}

Sensitive<KeyBytes> secret_of(std::uint8_t byte) {
  KeyBytes bytes{};
  bytes.fill(byte);
  return Sensitive(bytes);
}

}  // namespace

TEST_CASE("sealing: a line's box holds the line's own device, epoch, op and type", "[offline-cache]") {
  JournalFixture fixture;
  const KeyPair keys;
  const auto journal = fixture.open();
  const std::string op = fixture.op();
  REQUIRE(journal->append({.op = op, .events = {wish_draft(keys, "灯坏了")}, .rows = {}, .numbers = {}}));
  const json line = first_line(*journal);
  CHECK(line.at("seal").at("k") == "seal-1");
  CHECK(line.at("subj") == "0123456789abcdef0123456789abcdef");
  const json inside = json::parse(keys.open(line.at("seal").at("c")));
  CHECK(inside.at("dev") == test_device);
  CHECK(inside.at("ep") == journal->epoch());
  CHECK(inside.at("op") == op);
  CHECK(inside.at("type") == "wish.submitted");
  CHECK(inside.at("purpose") == "wish");
  CHECK(inside.at("fields").at("words") == "灯坏了");
}

TEST_CASE("sealing: a line repeated in a new epoch keeps its box as it was", "[offline-cache]") {
  JournalFixture fixture;
  const KeyPair keys;
  const auto journal = fixture.open();
  REQUIRE(journal->append(
      {.op = fixture.op(), .events = {wish_draft(keys, "灯坏了")}, .rows = {}, .numbers = {}}));
  const json before = first_line(*journal);
  REQUIRE(journal->fork_after(Stream::live, 0));
  const json again = first_line(*journal);
  REQUIRE(again.at("type") == "journal.again");
  const json inner = json::parse(again.at("body").at("line").get<std::string>());
  CHECK(inner == before);
  CHECK(json::parse(keys.open(inner.at("seal").at("c"))).at("ep") == inner.at("ep"));
}

TEST_CASE("sealing: what cannot be sealed is refused and nothing is written", "[offline-cache]") {
  JournalFixture fixture;
  const KeyPair keys;
  const auto journal = fixture.open();
  EventDraft draft = wish_draft(keys, "灯坏了");
  const auto check_refused = [&] {
    const auto appended = journal->append({.op = fixture.op(), .events = {draft}, .rows = {}, .numbers = {}});
    REQUIRE_FALSE(appended);
    CHECK(appended.error().code == Code::invalid);
    CHECK(journal->count(Stream::live)->last == 0);
  };
  SECTION("a box that makes the line too long") {
    draft = wish_draft(keys, std::string(60'000, 'x'));
    check_refused();
  }
  SECTION("fields that are no object") {
    draft.seal->fields_json = Sensitive(std::string(R"("words")"));
    check_refused();
  }
  SECTION("fields that are cut off") {
    draft.seal->fields_json = Sensitive(std::string(R"({"words":"a)"));
    check_refused();
  }
  SECTION("a purpose that would break out of its quotes") {
    draft.seal->purpose = R"(wish","op":"other)";
    check_refused();
  }
  SECTION("an attachment that is named by no hash") {
    draft.attachments = {{.sha256 = "../../etc/passwd", .bytes = 1, .mime = "image/jpeg"}};
    check_refused();
  }
  SECTION("an attachment whose type is none") {
    draft.attachments = {{.sha256 = std::string(64, 'a'), .bytes = 1, .mime = "image\"jpeg"}};
    check_refused();
  }
}

TEST_CASE("sealing: the longest wish there is fits with its pseudonym and four photos", "[offline-cache]") {
  JournalFixture fixture;
  const KeyPair keys;
  const auto journal = fixture.open();
  std::string words;
  for (int i = 0; i < 500; ++i) words += "愿";
  EventDraft draft = wish_draft(keys, words);
  for (int i = 0; i < 5; ++i)
    draft.attachments.push_back({.sha256 = std::string(64, 'a'), .bytes = 2'000'000, .mime = "image/jpeg"});
  REQUIRE(journal->append({.op = fixture.op(), .events = {draft}, .rows = {}, .numbers = {}}));
  const json line = first_line(*journal);
  REQUIRE(line.at("att").size() == 5);
  CHECK(line.at("att")[4].at("len") == 2'000'000);
  CHECK(line.at("att")[4].at("mime") == "image/jpeg");
}

TEST_CASE("sealing: p14_words, name and phone stand in no file of the journal, in no encoding",
          "[offline-cache]") {
  JournalFixture fixture;
  const KeyPair keys;
  {
    const auto journal = fixture.open();
    EventDraft draft = wish_draft(keys, "");
    draft.seal->fields_json =
        Sensitive(json{{"words", planted::words}, {"name", planted::name}, {"phone", planted::phone}}.dump());
    for (int i = 0; i < 3; ++i)
      REQUIRE(journal->append({.op = fixture.op(), .events = {draft}, .rows = {}, .numbers = {}}));
    CHECK(planted_words_in(fixture.dir.path()).empty());
    REQUIRE(journal->close());
  }
  CHECK(planted_words_in(fixture.dir.path()).empty());
}

TEST_CASE("sealing: nothing that a kiosk keeps opens its own box", "[offline-cache]") {
  const KeyPair keys;
  const BoxContext context{.device = "d", .epoch = "e", .op = "o", .purpose = "wish", .type = "t"};
  const auto box = seal(keys.seal, context, Sensitive(std::string("{}")));
  REQUIRE(box);
  CHECK_FALSE(keys.open(box->text).empty());
  // All 32-byte values a kiosk has: the public key and the station's secret, tried as the secret half.
  for (const KeyBytes& has : {keys.seal.public_key, secret_of(7).reveal()}) {
    KeyPair kiosk;
    kiosk.seal = keys.seal;
    kiosk.secret = has;
    CHECK(kiosk.open(box->text).empty());
  }
  const auto second = seal(keys.seal, context, Sensitive(std::string("{}")));
  CHECK(second->text != box->text);  // two equal wishes do not look alike
}

TEST_CASE("hub keys: are kept for the owner's eyes only and read back", "[offline-cache]") {
  const TempDir dir;
  CHECK(load_hub_keys(dir.path()).error().code == Code::not_found);
  const KeyPair pair;
  REQUIRE(keep_hub_keys(dir.path(), {.seal = pair.seal, .station_secret = secret_of(9)}));
  const auto keys = load_hub_keys(dir.path());
  REQUIRE(keys);
  CHECK(keys->seal.id == "seal-1");
  CHECK(keys->seal.public_key == pair.seal.public_key);
  CHECK(keys->station_secret.reveal() == secret_of(9).reveal());
  struct stat info {};
  REQUIRE(::stat((dir.path() / "hub-keys.json").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777U) == 0600U);
}

TEST_CASE("hub keys: whatever else a hub, a proxy or a portal says is refused", "[offline-cache]") {
  const std::string hex(64, 'a');
  const auto answer = [](const std::string& key, const std::string& public_key, const std::string& secret) {
    return json{{"seal", {{"k", key}, {"public", public_key}}}, {"station_secret", secret}}.dump();
  };
  REQUIRE(parse_hub_keys(answer("seal-1", hex, hex)));
  for (const std::string& wrong :
       {std::string(), std::string("[]"), std::string("<html>"), std::string(R"({"seal":"seal-1"})"),
        answer("", hex, hex), answer("a\"b", hex, hex), answer("seal-1", hex.substr(2), hex),
        answer("seal-1", hex, hex + "aa"), answer("seal-1", hex, std::string(64, 'G'))}) {
    CAPTURE(wrong);
    CHECK(parse_hub_keys(wrong).error().code == Code::corrupt);
  }
}

TEST_CASE("pseudonym: one person has one at a station and another at the next", "[offline-cache]") {
  const Sensitive<std::string> number(std::string("210904194903070010"));
  const auto here = pseudonym(secret_of(1), Known::id_number, number);
  REQUIRE(here);
  CHECK(here->size() == 32);
  CHECK(here->find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(pseudonym(secret_of(1), Known::id_number, number) == here);
  CHECK(pseudonym(secret_of(2), Known::id_number, number) != here);
  const auto phone = pseudonym(secret_of(1), Known::phone, number);
  const auto card = pseudonym(secret_of(1), Known::card, number);
  CHECK(phone != here);
  CHECK(card != here);
  CHECK(card != phone);
  CHECK(pseudonym(secret_of(1), Known::id_number, Sensitive(std::string("210904194903070029"))) != here);
  CHECK(pseudonym(secret_of(1), Known::phone, {}).error().code == Code::invalid);
}

TEST_CASE("pseudonym: t10_trying numbers stays slow for whoever has the station's secret",
          "[offline-cache]") {
  const SystemClock clock;
  const Sensitive<std::string> number(std::string("210904194903070010"));
  Milliseconds fastest{1'000'000};
  for (int i = 0; i < 3; ++i) {
    const Milliseconds before = clock.mono();
    REQUIRE(pseudonym(secret_of(1), Known::id_number, number));
    fastest = std::min(fastest, clock.mono() - before);
  }
  INFO("fastest of three: " << fastest.count() << " ms");
  CHECK(fastest >= Milliseconds{20});  // a plain keyed hash takes a microsecond
}
