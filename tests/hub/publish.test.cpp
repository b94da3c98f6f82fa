#include "hub/publish.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {

std::string refusal(const std::filesystem::path& pack, TestHub& hub) {
  const auto read = hub::read_pack(pack, hub.folder());
  return read ? std::string() : read.error().what;
}

}  // namespace

TEST_CASE("publish: says which file is wrong and what to do", "[hub]") {
  TestHub hub;
  const TempDir folder;
  const auto pack = folder.path() / "pack";
  const auto good =
      *hub::read_whole(std::filesystem::path(YZ_SOURCE_DIR) / "assets/content/station.json", 1U << 20U);
  REQUIRE(hub::write_whole(pack / "station.json", good));
  CHECK(refusal(pack, hub).empty());
  SECTION("no folder") {
    CHECK(refusal(folder.path() / "none", hub).find("none") != std::string::npos);
  }
  SECTION("no station.json") {
    std::filesystem::remove(pack / "station.json");
    CHECK(refusal(pack, hub).starts_with("station.json: is missing"));
  }
  SECTION("station.json is not one") {
    REQUIRE(hub::write_whole(pack / "station.json", "{}"));
    CHECK(refusal(pack, hub).starts_with("station.json: "));
  }
  SECTION("wishes.json is not one") {
    REQUIRE(hub::write_whole(pack / "wishes.json", "{}"));
    CHECK(refusal(pack, hub) == "wishes.json: /rules: missing");
  }
  SECTION("a text that is no JSON") {
    REQUIRE(hub::write_whole(pack / "text" / "en.json", "["));
    CHECK(refusal(pack, hub).starts_with("text/en.json: "));
  }
  SECTION("a name with a blank") {
    REQUIRE(hub::write_whole(pack / "a b.txt", ""));
    CHECK(refusal(pack, hub).starts_with("a b.txt: rename"));
  }
  SECTION("names that differ in case only") {
    REQUIRE(hub::write_whole(pack / "a.txt", ""));
    REQUIRE(hub::write_whole(pack / "A.txt", ""));
    CHECK(refusal(pack, hub).find("differs only in case") != std::string::npos);
  }
  SECTION("a link") {
    std::filesystem::create_symlink("/etc/passwd", pack / "link.txt");
    CHECK(refusal(pack, hub).starts_with("link.txt: is no plain file"));
  }
}

TEST_CASE("publish: kiosks fetch what was signed, part by part", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const auto get = [&](const std::string& target, const std::string& range = "") {
    auto request = hub.signed_request(*kiosk, "GET", "/content/" + target);
    if (!range.empty()) request.headers["range"] = range;
    return hub.get_reply(request);
  };
  const auto pack = hub::read_pack(std::filesystem::path(YZ_SOURCE_DIR) / "assets/content", hub.folder());
  REQUIRE(pack);
  const auto version = hub::publish(hub.hub(), *pack);
  REQUIRE(version);
  const auto fresh = json_of(get("fresh"));
  CHECK(fresh.contains("signed"));
  const auto manifest = get("manifest/base." + std::to_string(*version) + ".json");
  CHECK(manifest.status == 200);
  const auto& file = pack->files.front();
  const std::string blob = "blob/" + file.sha256.substr(0, 2) + "/" + file.sha256;
  const auto whole = get(blob);
  CHECK(hub::to_hex(hub::sha256(whole.body)) == file.sha256);
  const auto tail = get(blob, "bytes=100-");
  CHECK(tail.status == 206);
  CHECK(tail.body == whole.body.substr(100));
  CHECK(get(blob, "bytes=5-9").body == whole.body.substr(5, 5));
  CHECK(get(blob, "bytes=" + std::to_string(whole.body.size()) + "-").status == 416);
  CHECK(get("blob/../" + file.sha256).status == 404);
  CHECK(get("manifest/base.9999.json").status == 404);
}
