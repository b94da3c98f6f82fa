// System images: kept as they were signed elsewhere, offered, fetched piece by piece, and what kiosks tell.
#include "hub/release.h"

#include <catch2/catch_test_macros.hpp>

#include "domain/app/app_events.h"
#include "hub/publish.h"
#include "hub/store/devices.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

namespace {

constexpr std::size_t bundle_bytes = 3'000'000;

/// A hub with content and a bundle that is kept, and a kiosk.
struct Shop {
  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk = hub.enrolled();
  TempDir folder;
  std::filesystem::path file = folder.path() / "yizhan.raucb";
  std::string bytes = "hsqs" + std::string(bundle_bytes - 4, 'x');

  Shop() {
    REQUIRE(hub::write_whole(file, bytes));
    const auto pack = hub::read_pack(std::filesystem::path(YZ_SOURCE_DIR) / "assets/content", hub.folder());
    REQUIRE(pack);
    REQUIRE(hub::publish(hub.hub(), *pack));
  }
  hub::store::Release keep(const std::string& version, const std::string& station = "") const {
    auto kept = hub::keep_bundle(file, hub.folder());
    REQUIRE(kept);
    kept->version = version;
    kept->station = station;
    return *kept;
  }
  /// What the signed document offers; null for nothing.
  json offered() {
    const auto reply = hub.get_reply(hub.signed_request(*kiosk, "GET", "/content/fresh"));
    REQUIRE(reply.status == 200);
    const auto text = hub::from_base64(json_of(reply)["signed"].get<std::string>());
    return json::parse(*text)["channels"].value("app", json());
  }
  hub::Reply fetch(const std::string& name, const std::string& range) {
    const std::string path = "/api/device/v1/app/" + name;
    hub::Request request{.method = "GET", .path = path, .target = path};
    if (!range.empty()) request.headers["range"] = range;
    return hub.get_reply(request);
  }
  hub::store::Device device() {
    const auto found = hub::store::find_device(hub.hub().database(), kiosk->id());
    REQUIRE(found);
    REQUIRE(*found);
    return **found;
  }
  void tell(const AppEvent& event) {
    kiosk->raw(line_of(*kiosk, hub::new_ulid(hub.clock), event, hub.clock.now()).dump());
    REQUIRE(hub.send(*kiosk, kiosk->size(), kiosk->size()).status == 200);
    hub.apply();
  }
};

}  // namespace

TEST_CASE("release: what was published last is offered, to its station or to all", "[hub]") {
  Shop shop;
  CHECK(shop.offered().is_null());
  const auto first = shop.keep("0.9.1");
  CHECK(first.sha256 == hub::to_hex(hub::sha256(shop.bytes)));
  CHECK(first.bytes == std::int64_t{bundle_bytes});
  const auto fed = shop.hub.feed(*shop.kiosk).size();
  REQUIRE(hub::publish_release(shop.hub.hub(), first));
  CHECK(shop.offered() == json{{"version", "0.9.1"}, {"length", bundle_bytes}, {"sha256", first.sha256}});
  CHECK(shop.hub.feed(*shop.kiosk).size() == fed + 1);
  SECTION("for another station: not here") {
    shop.hub.add_station("other");
    REQUIRE(hub::publish_release(shop.hub.hub(), shop.keep("0.9.2", "other")));
    CHECK(shop.offered()["version"] == "0.9.1");
  }
  SECTION("for this station") {
    REQUIRE(hub::publish_release(shop.hub.hub(), shop.keep("0.9.2", "taiping")));
    CHECK(shop.offered()["version"] == "0.9.2");
  }
  SECTION("after a restart of the hub") {
    shop.hub.restart();
    CHECK(shop.offered()["version"] == "0.9.1");
  }
}

TEST_CASE("release: what is no bundle, version or station is refused in words", "[hub]") {
  Shop shop;
  CHECK(hub::keep_bundle(shop.folder.path() / "none", shop.hub.folder()).error().code == Code::invalid);
  REQUIRE(hub::write_whole(shop.file, "hsq"));
  CHECK(hub::keep_bundle(shop.file, shop.hub.folder()).error().what.find("is no bundle") !=
        std::string::npos);
  REQUIRE(hub::write_whole(shop.file, shop.bytes));
  CHECK(hub::publish_release(shop.hub.hub(), shop.keep("1.0-rc1")).error().code == Code::invalid);
  CHECK(hub::publish_release(shop.hub.hub(), shop.keep("1.0", "nowhere")).error().code == Code::not_found);
  CHECK(shop.offered().is_null());
}

TEST_CASE("release: the bundle is fetched piece by piece, and nothing else that way", "[hub]") {
  Shop shop;
  const auto release = shop.keep("0.9.1");
  const std::string name = release.sha256 + ".raucb";
  CHECK(shop.fetch(name, "bytes=0-3").status == 404);  // kept, and not published
  REQUIRE(hub::publish_release(shop.hub.hub(), release));
  const auto head = shop.fetch(name, "bytes=0-3");
  CHECK(head.status == 206);
  CHECK(head.body == "hsqs");
  CHECK(shop.fetch(name, "bytes=2999990-2999999").body == std::string(10, 'x'));
  CHECK(shop.fetch(name, "bytes=3000000-").status == 416);
  CHECK(shop.fetch(name, "").status == 400);
  CHECK(shop.fetch(release.sha256, "bytes=0-3").status == 404);
  CHECK(shop.fetch("../" + name, "bytes=0-3").status == 404);
  CHECK(shop.fetch(".raucb", "bytes=0-3").status == 404);
  const auto pack =
      hub::read_pack(std::filesystem::path(YZ_SOURCE_DIR) / "assets/content", shop.hub.folder());
  CHECK(shop.fetch(pack->files.front().sha256 + ".raucb", "bytes=0-3").status == 404);
}

TEST_CASE("release: the fleet shows what each kiosk tells of its image", "[hub]") {
  Shop shop;
  shop.tell(AppRunning{"0.9.1"});
  CHECK(shop.device().app_version == "0.9.1");
  SECTION("installed, then running") {
    shop.tell(AppInstalled{"0.9.2"});
    CHECK(shop.device().app_next == "0.9.2");
    CHECK(shop.device().app_news == "installed");
    shop.tell(AppRunning{"0.9.2"});
    CHECK(shop.device().app_version == "0.9.2");
    CHECK(shop.device().app_next.empty());
    CHECK(shop.device().app_news.empty());
  }
  SECTION("refused") {
    shop.tell(AppRefused{"0.9.2", "bad_signature"});
    CHECK(shop.device().app_version == "0.9.1");
    CHECK(shop.device().app_next == "0.9.2");
    CHECK(shop.device().app_news == "bad_signature");
    shop.hub.add_user("root", "admin", "");
    const auto page =
        shop.hub.get_reply(shop.hub.staff_request("GET", "/api/console/v1/kiosks", shop.hub.login("root")));
    const json kiosk = json_of(page)["kiosks"][0];
    CHECK(kiosk["app_version"] == "0.9.1");
    CHECK(kiosk["app_next"] == "0.9.2");
    CHECK(kiosk["app_news"] == "bad_signature");
  }
  SECTION("rolled back") {
    shop.tell(AppRunning{"0.9.2"});
    shop.tell(AppRolledBack{"0.9.2", "0.9.1"});
    CHECK(shop.device().app_version == "0.9.1");
    CHECK(shop.device().app_next == "0.9.2");
    CHECK(shop.device().app_news == "rolled_back");
  }
  CHECK(shop.hub.rows("SELECT COUNT(*) FROM dead_letter") == 0);
}
