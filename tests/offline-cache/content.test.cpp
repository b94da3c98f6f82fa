// Content packs: every reason to refuse one, staging, switching, falling back.
#include <sodium.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "domain/content/station_json.h"
#include "offline-cache/content_documents.h"
#include "offline-cache/content_fetch.h"
#include "offline-cache/content_store.h"
#include "offline-cache/hash.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;
using nlohmann::json;

const Instant today{Milliseconds{1'795'430'400'000}};
constexpr std::int64_t day_ms = 86'400'000;

std::string station_json() {
  domain::Station station;
  station.id = domain::StationId{"taiping"};
  station.name = {"太平站", "Taiping"};
  station.utc_offset = std::chrono::hours{8};
  domain::Service service;
  service.id = domain::ServiceId{"social"};
  service.letter = 'A';
  service.name = {"社保", "Social"};
  service.description = {"社保业务", "Social insurance"};
  service.quota_per_day = 100;
  service.counters = {domain::CounterId{"1"}};
  service.mean_service = std::chrono::minutes{5};
  for (auto& weekday : service.hours.weekly) weekday = {{std::chrono::hours{8}, std::chrono::hours{17}}};
  station.services = {service};
  station.counters = {{domain::CounterId{"1"}, {"一号窗口", "Counter 1"}}};
  station.notices = {{"欢迎", "Welcome"}};
  return domain::to_json(station);
}

struct Signer {
  Signer() {
    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> key{};
    crypto_sign_keypair(key.data(), secret.data());
    public_key = to_hex(key);
  }
  [[nodiscard]] std::string sign(const std::string& role, const std::string& bytes) const {
    const std::string text = "yz-" + role + "-1" + std::string(1, '\0') + bytes;
    std::array<std::uint8_t, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                         text.size(), secret.data());
    return json{{"signed", to_base64(bytes)},
                {"sigs", json::array({{{"key", key_id(public_key)}, {"sig", to_hex(signature)}}})}}
        .dump();
  }
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
  std::string public_key;
};

/// What a hub would offer; a test bends one thing.
struct Offer {
  explicit Offer(std::uint64_t version) {
    files = {{"station.json", station_json()},
             {"text/zh-CN.json", R"({"home.title":"你好"})"},
             {"pictures/a.bin", std::string(5'000, 'a')}};
    manifest = {{"type", "content"}, {"channel", "base"}, {"version", version},
                {"min_app", "0.1"},  {"made", ms(today)}, {"expires", ms(today) + 30 * day_ms},
                {"stations", {"*"}}};
    fresh = {{"type", "fresh"},
             {"made", ms(today) + static_cast<std::int64_t>(version)},
             {"expires", ms(today) + 7 * day_ms},
             {"channels", {{"base", {{"version", version}}}}}};
    list_files();
  }
  static std::int64_t ms(Instant time) { return time.time_since_epoch().count(); }
  void list_files() {
    manifest["files"] = json::array();
    for (const auto& [path, bytes] : files)
      manifest["files"].push_back({{"path", path}, {"sha256", to_hex(sha256(bytes))}, {"len", bytes.size()}});
  }
  /// After all bending: signs the manifest and names it in fresh.
  void seal(const Signer& signer) {
    manifest_bytes = signer.sign("content", manifest_text.empty() ? manifest.dump() : manifest_text);
    fresh["channels"]["base"]["length"] = manifest_bytes.size();
    fresh["channels"]["base"]["sha256"] = to_hex(sha256(manifest_bytes));
    fresh_bytes = signer.sign("fresh", fresh.dump());
  }
  std::map<std::string, std::string> files;
  json manifest;
  json fresh;
  std::string manifest_text;  // instead of the manifest
  std::string manifest_bytes;
  std::string fresh_bytes;
};

struct Kiosk {
  Kiosk() { reopen(); }
  void reopen() {
    auto opened = ContentFetch::open(
        {.folder = content, .content_key = signer.public_key, .station = "taiping", .app_version = "0.1"});
    REQUIRE(opened);
    fetch = *std::move(opened);
  }
  /// Plays the hub and the network until something is decided.
  FetchStep run(const Offer& offer) {
    FetchStep step = fetch->begin(today);
    while (const auto* want = std::get_if<FetchWant>(&step)) {
      ++requests;
      std::string body;
      if (want->path == "/content/fresh") body = offer.fresh_bytes;
      if (want->path.starts_with("/content/manifest/")) body = offer.manifest_bytes;
      if (want->path.starts_with("/content/blob/")) {
        for (const auto& [path, bytes] : offer.files) {
          if (want->path.ends_with(to_hex(sha256(bytes)))) body = bytes;
        }
        if (tamper) tamper(body);
      }
      if (body.size() > want->bytes_max) {
        step = fetch->took_too_long();
      } else if (want->to_file) {
        std::ofstream(*want->to_file, std::ios::binary | std::ios::trunc) << body;
        step = fetch->take({});
      } else {
        step = fetch->take(body);
      }
    }
    return step;
  }
  std::string refusal(const Offer& offer) {
    const FetchStep step = run(offer);
    const auto* refused = std::get_if<FetchRefused>(&step);
    return refused == nullptr ? "not refused" : refused->reason;
  }
  TempDir dir;
  std::filesystem::path content = dir.path() / "content";
  Signer signer;
  std::unique_ptr<ContentFetch> fetch;
  std::function<void(std::string&)> tamper;
  int requests{};
};

std::uint64_t staged(const FetchStep& step) {
  const auto* done = std::get_if<FetchStaged>(&step);
  return done == nullptr ? 0 : done->version;
}

TEST_CASE("content fetch: a good version is fetched, checked and staged once", "[offline-cache]") {
  Kiosk kiosk;
  Offer offer(57);
  offer.seal(kiosk.signer);
  CHECK(staged(kiosk.run(offer)) == 57);
  CHECK(kiosk.requests == 5);
  CHECK(std::holds_alternative<FetchNothing>(kiosk.run(offer)));
  CHECK(load_tree(staged_path(kiosk.content, 57))->size() == 3);
}

TEST_CASE("content fetch: a system image is offered beside the content, by a good document alone",
          "[offline-cache]") {
  Kiosk kiosk;
  Offer offer(57);
  offer.seal(kiosk.signer);
  kiosk.run(offer);
  CHECK_FALSE(kiosk.fetch->app());
  const json app{{"version", "0.9.2"}, {"length", 300'000'000}, {"sha256", std::string(64, 'a')}};
  offer.fresh["channels"]["app"] = app;
  SECTION("nothing new but the image") {
    offer.seal(kiosk.signer);
    CHECK(std::holds_alternative<FetchNothing>(kiosk.run(offer)));
    CHECK(kiosk.fetch->app() == AppOffer{"0.9.2", std::string(64, 'a'), 300'000'000});
  }
  SECTION("signed by somebody else") {
    offer.seal(Signer());
    CHECK(kiosk.refusal(offer) == "wrong_key");
    CHECK_FALSE(kiosk.fetch->app());
  }
  SECTION("a field that is not as it should be") {
    const auto [field, value] = GENERATE(
        std::pair<const char*, json>{"version", "0.9-rc"}, std::pair<const char*, json>{"version", 9},
        std::pair<const char*, json>{"length", -1}, std::pair<const char*, json>{"sha256", "aa"});
    offer.fresh["channels"]["app"][field] = value;
    offer.seal(kiosk.signer);
    CHECK(kiosk.refusal(offer) == "not_json");
    CHECK_FALSE(kiosk.fetch->app());
  }
}

TEST_CASE("content fetch: p10_everything that is not right is refused with its own reason",
          "[offline-cache]") {
  Kiosk kiosk;
  Offer offer(57);
  const auto refuses = [&](const std::string& reason) {
    offer.seal(kiosk.signer);
    CHECK(kiosk.refusal(offer) == reason);
    CHECK_FALSE(std::filesystem::exists(staged_path(kiosk.content, 57)));
  };
  const auto fresh_is = [&](const std::string& bytes, const std::string& reason) {
    offer.seal(kiosk.signer);
    offer.fresh_bytes = bytes;
    CHECK(kiosk.refusal(offer) == reason);
  };
  auto& file = offer.manifest["files"][0];
  SECTION("unsigned") {
    fresh_is(json{{"signed", to_base64(offer.fresh.dump())}, {"sigs", json::array()}}.dump(), "unsigned");
  }
  SECTION("wrong_key") {
    fresh_is(Signer().sign("fresh", offer.fresh.dump()), "wrong_key");
  }
  SECTION("bad_signature: signed for another role") {
    fresh_is(kiosk.signer.sign("content", offer.fresh.dump()), "bad_signature");
  }
  SECTION("bad_signature: other bytes") {
    json envelope = json::parse(kiosk.signer.sign("fresh", offer.fresh.dump()));
    envelope["signed"] = to_base64(offer.fresh.dump() + " ");
    fresh_is(envelope.dump(), "bad_signature");
  }
  SECTION("not_json: envelope") {
    fresh_is("<html>", "not_json");
  }
  SECTION("not_json: inside") {
    fresh_is(kiosk.signer.sign("fresh", "{"), "not_json");
  }
  SECTION("wrong_type") {
    fresh_is(kiosk.signer.sign("fresh", offer.manifest.dump()), "wrong_type");
  }
  SECTION("wrong_type: manifest") {
    offer.manifest["channel"] = "notice", refuses("wrong_type");
  }
  SECTION("not_json: deep") {
    offer.manifest_text = std::string(100'000, '['), refuses("not_json");
  }
  SECTION("expired_fresh") {
    offer.fresh["expires"] = Offer::ms(today), refuses("expired_fresh");
  }
  SECTION("expired_manifest") {
    offer.manifest["expires"] = Offer::ms(today), refuses("expired_manifest");
  }
  SECTION("not_in_fresh: other manifest") {
    offer.seal(kiosk.signer);
    offer.manifest["made"] = 1;
    const std::string other = kiosk.signer.sign("content", offer.manifest.dump());
    offer.manifest_bytes = other.size() <= offer.manifest_bytes.size() ? other : offer.manifest_bytes;
    CHECK(kiosk.refusal(offer) == "not_in_fresh");
  }
  SECTION("not_in_fresh: other version") {
    offer.manifest["version"] = 58, refuses("not_in_fresh");
  }
  SECTION("too_long: manifest") {
    offer.seal(kiosk.signer);
    offer.manifest_bytes += ' ';
    CHECK(kiosk.refusal(offer) == "too_long");
  }
  SECTION("too_long: file") {
    file["len"] = 300U << 20U, refuses("too_long");
  }
  SECTION("too_long: endless blob") {
    kiosk.tamper = [](std::string& body) { body += "more"; }, refuses("too_long");
  }
  SECTION("blob_wrong: flipped") {
    kiosk.tamper = [](std::string& body) { body[0] = static_cast<char>(body[0] ^ 1); }, refuses("blob_wrong");
  }
  SECTION("blob_wrong: short") {
    kiosk.tamper = [](std::string& body) { body.pop_back(); }, refuses("blob_wrong");
  }
  SECTION("path: up") {
    file["path"] = "a/../b", refuses("path");
  }
  SECTION("path: absolute") {
    file["path"] = "/etc/passwd", refuses("path");
  }
  SECTION("path: hidden") {
    file["path"] = ".ssh", refuses("path");
  }
  SECTION("path: too long") {
    file["path"] = std::string(121, 'a'), refuses("path");
  }
  SECTION("path: backslash") {
    file["path"] = "a\\b", refuses("path");
  }
  SECTION("duplicate_path: case") {
    file["path"] = "STATION.json", refuses("duplicate_path");
  }
  SECTION("duplicate_path: file and folder") {
    file["path"] = "station.json/a", refuses("duplicate_path");
  }
  SECTION("too_many") {
    const json copy = file;
    for (std::size_t i = 0; i <= pack_files_max; ++i) offer.manifest["files"].push_back(copy);
    refuses("too_many");
  }
  SECTION("needs_newer_app") {
    offer.manifest["min_app"] = "0.10", refuses("needs_newer_app");
  }
  SECTION("not_for_station") {
    offer.manifest["stations"] = {"other"}, refuses("not_for_station");
  }
  SECTION("self_check") {
    offer.files["text/zh-CN.json"] = "[]";
    offer.list_files();
    refuses("self_check: text/zh-CN.json: no JSON object");
  }
  SECTION("self_check: a wish wall that is not as it should be") {
    offer.files["wishes.json"] = "{}";
    offer.list_files();
    refuses("self_check: wishes.json: /rules: missing");
  }
  SECTION("self_check: station missing") {
    offer.files.erase("station.json");
    offer.list_files();
    refuses("self_check: station.json: missing");
  }
}

TEST_CASE("content fetch: p10_nothing older than what was ever seen is taken", "[offline-cache]") {
  Kiosk kiosk;
  Offer offer(57);
  offer.seal(kiosk.signer);
  REQUIRE(staged(kiosk.run(offer)) == 57);
  kiosk.reopen();
  SECTION("rollback") {
    Offer older(56);
    older.fresh["made"] = Offer::ms(today) + 100;
    older.seal(kiosk.signer);
    CHECK(kiosk.refusal(older) == "rollback");
  }
  SECTION("fresh_older") {
    offer.fresh["made"] = Offer::ms(today) + 1;
    offer.seal(kiosk.signer);
    CHECK(kiosk.refusal(offer) == "fresh_older");
  }
  SECTION("same_version_other_bytes") {
    offer.manifest["made"] = 1;
    offer.seal(kiosk.signer);
    CHECK(kiosk.refusal(offer) == "same_version_other_bytes");
  }
  SECTION("seen counts even when the version itself was bad") {
    Offer bad(60);
    bad.manifest["stations"] = {"other"};
    bad.seal(kiosk.signer);
    CHECK(kiosk.refusal(bad) == "not_for_station");
    kiosk.reopen();
    Offer between(58);
    between.fresh["made"] = Offer::ms(today) + 100;
    between.seal(kiosk.signer);
    CHECK(kiosk.refusal(between) == "rollback");
  }
}

TEST_CASE("content fetch: a refusal is told once, also after a restart", "[offline-cache]") {
  Kiosk kiosk;
  Offer offer(57);
  offer.manifest["stations"] = {"other"};
  offer.seal(kiosk.signer);
  CHECK_FALSE(std::get<FetchRefused>(kiosk.run(offer)).is_told);
  kiosk.reopen();
  CHECK(std::get<FetchRefused>(kiosk.run(offer)).is_told);
}

TEST_CASE("content fetch: blobs that are whole are not fetched again", "[offline-cache]") {
  Kiosk kiosk;
  Offer offer(57);
  offer.seal(kiosk.signer);
  int arrived = 0;
  kiosk.tamper = [&arrived](std::string& body) {
    if (++arrived == 3) body.pop_back();
  };
  REQUIRE(kiosk.refusal(offer) == "blob_wrong");
  kiosk.tamper = {};
  kiosk.requests = 0;
  CHECK(staged(kiosk.run(offer)) == 57);
  CHECK(kiosk.requests == 3);  // fresh, manifest, the one blob
}

struct Store : Kiosk {
  Store() {
    std::filesystem::create_directories(factory);
    std::ofstream(factory / "station.json") << "factory";
    open();
  }
  void open() {
    auto opened = ContentStore::open(content, factory);
    REQUIRE(opened);
    store = *std::move(opened);
  }
  void stage(std::uint64_t version) {
    Offer offer(version);
    offer.manifest["made"] = version;
    offer.files["text/en.json"] = R"({"v":")" + std::to_string(version) + R"("})";
    offer.list_files();
    offer.seal(signer);
    REQUIRE(staged(run(offer)) == version);
  }
  std::uint64_t shown() {
    const auto pack = store->current();
    REQUIRE(pack);
    return pack->version;
  }
  void damage(std::uint64_t version) {
    std::ofstream(staged_path(content, version) / "files/text/en.json", std::ios::trunc) << "x";
  }
  std::filesystem::path factory = dir.path() / "factory";
  std::unique_ptr<ContentStore> store;
};

TEST_CASE("content store: p11_switches whole and falls back to the version before, then to the factory's",
          "[offline-cache]") {
  Store kiosk;
  CHECK(kiosk.shown() == 0);
  CHECK(kiosk.store->current()->files.at("station.json") == "factory");
  kiosk.stage(1);
  REQUIRE(kiosk.store->activate(1));
  kiosk.stage(2);
  REQUIRE(kiosk.store->activate(2));
  kiosk.open();
  CHECK(kiosk.shown() == 2);
  CHECK(kiosk.store->highest_seen() == 2);
  SECTION("a damaged file is never shown") {
    kiosk.damage(2);
    CHECK(kiosk.shown() == 1);
    kiosk.damage(1);
    CHECK(kiosk.shown() == 0);
  }
  SECTION("a rejected version never comes back") {
    CHECK(kiosk.store->reject(2)->version == 1);
    kiosk.open();
    CHECK(kiosk.shown() == 1);
    CHECK_FALSE(kiosk.store->activate(2));
    CHECK(kiosk.store->reject(1)->version == 0);
    CHECK(kiosk.store->highest_seen() == 2);
  }
  SECTION("a version that is not there changes nothing") {
    CHECK_FALSE(kiosk.store->activate(9));
    CHECK(kiosk.shown() == 2);
  }
  SECTION("what nothing shows any more is tidied away") {
    kiosk.stage(3);
    CHECK(std::filesystem::exists(staged_path(kiosk.content, 1)));
    REQUIRE(kiosk.store->activate(3));
    kiosk.stage(4);
    CHECK_FALSE(std::filesystem::exists(staged_path(kiosk.content, 1)));
    CHECK(kiosk.shown() == 3);
  }
  SECTION("damage is mended by fetching the same version again") {
    kiosk.damage(2);
    kiosk.stage(2);
    CHECK(kiosk.shown() == 2);
  }
}

}  // namespace
