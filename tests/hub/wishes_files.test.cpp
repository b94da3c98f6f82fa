#include <sodium.h>

#include <catch2/catch_test_macros.hpp>

#include "hub/upload_files.h"
#include "tests/hub/wish_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

namespace {

/// A file as a kiosk seals it, and what its event says of it.
struct SealedFile {
  std::string mime;
  std::string clear;
  hub::KeyBytes key{};
  std::string sealed;

  SealedFile(std::string type, std::string bytes) : mime(std::move(type)), clear(std::move(bytes)) {
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    sealed.resize(clear.size() + crypto_secretstream_xchacha20poly1305_HEADERBYTES +
                  crypto_secretstream_xchacha20poly1305_ABYTES);
    auto* into = reinterpret_cast<unsigned char*>(sealed.data());
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, into, key.data());
    crypto_secretstream_xchacha20poly1305_push(
        &state, into + crypto_secretstream_xchacha20poly1305_HEADERBYTES, nullptr,
        reinterpret_cast<const unsigned char*>(clear.data()), clear.size(),
        reinterpret_cast<const unsigned char*>(mime.data()), mime.size(),
        crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  }
  [[nodiscard]] std::string sha256() const { return hub::to_hex(hub::sha256(sealed)); }
  [[nodiscard]] json mark() const { return {{"sha256", sha256()}, {"len", sealed.size()}, {"mime", mime}}; }
  [[nodiscard]] json key_entry() const { return {{"sha256", sha256()}, {"key", hub::to_hex(key)}}; }
  void arrive(WishDesk& desk) const {
    REQUIRE(hub::write_whole(hub::upload_path(desk.hub.folder(), sha256()), sealed));
  }
};

WishId submit_with(WishDesk& desk, const SealedFile& file) {
  const auto wish = desk.drafted(*desk.kiosk);
  desk.write_sealed(*desk.kiosk, wish, {{"words", "看照片"}, {"files", {file.key_entry()}}},
                    {{"att", {file.mark()}}});
  desk.sync(*desk.kiosk);
  return wish.wish;
}

std::string target(const WishId& id, const std::string& sha256) {
  return "wishes/" + id.value + "/files/" + sha256;
}

std::string header_of(const hub::Reply& reply, const std::string& name) {
  for (const auto& [known, value] : reply.headers) {
    if (known == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("wish files: a photo opens for who works on the wish, boxed in, and that is written down",
          "[hub]") {
  WishDesk desk;
  const SealedFile photo("image/jpeg", "\xFF\xD8\xFF\xE0 <script>alert(1)</script>");
  const WishId id = submit_with(desk, photo);
  CHECK(desk.get("dispatcher", target(id, photo.sha256())).status == 404);  // not uploaded yet
  photo.arrive(desk);
  const auto reply = desk.get("dispatcher", target(id, photo.sha256()));
  REQUIRE(reply.status == 200);
  CHECK(reply.body == photo.clear);
  CHECK(reply.type == "image/jpeg");
  CHECK(header_of(reply, "Content-Security-Policy") == "default-src 'none'; sandbox");
  CHECK(header_of(reply, "Content-Disposition").starts_with("attachment; filename=\"W2026"));
  CHECK(header_of(reply, "X-Content-Type-Options") == "nosniff");
  CHECK(header_of(reply, "Cache-Control") == "no-store");
  CHECK(desk.hub.rows(
            "SELECT COUNT(*) FROM wish_audit WHERE what LIKE 'file %' AND account = 'dispatcher'") == 2);
  const auto told = json_of(desk.get("dispatcher", "wishes/" + id.value + "/told")).at("told").at(0);
  CHECK(told.at("files") == json::array({photo.mark()}));
  CHECK(told.dump().find(hub::to_hex(photo.key)) == std::string::npos);
}

TEST_CASE("wish files: nobody else opens one, and none by another wish", "[hub]") {
  WishDesk desk;
  const SealedFile voice("audio/ogg", "OggS and more");
  const WishId id = submit_with(desk, voice);
  const WishId other = desk.submit("另一个");
  voice.arrive(desk);
  for (const char* who : {"admin", "counter"}) CHECK(desk.get(who, target(id, voice.sha256())).status == 403);
  CHECK(desk.get("property", target(id, voice.sha256())).status == 404);
  CHECK(desk.get("dispatcher", target(other, voice.sha256())).status == 404);
  for (const std::string& wrong : {std::string(64, 'a'), std::string(".."), std::string("%2e%2e%2fhub.db")})
    CHECK(desk.get("dispatcher", target(id, wrong)).status == 404);
  desk.put_in_work(id);
  const auto reply = desk.get("property", target(id, voice.sha256()));
  CHECK(reply.status == 200);
  CHECK(reply.type == "audio/ogg");
  CHECK(desk.get("alliance", target(id, voice.sha256())).status == 404);
}

TEST_CASE("wish files: what is no photo and no recording is not shown", "[hub]") {
  WishDesk desk;
  const SealedFile page("image/jpeg", "<html><script>alert(1)</script>");
  const WishId id = submit_with(desk, page);
  page.arrive(desk);
  const auto reply = desk.get("dispatcher", target(id, page.sha256()));
  CHECK(reply.status == 415);
  CHECK(reply.body.find("script") == std::string::npos);
  const SealedFile svg("image/svg+xml", "<svg onload=alert(1)>");
  const WishId drawn = submit_with(desk, svg);
  svg.arrive(desk);
  CHECK(desk.get("dispatcher", target(drawn, svg.sha256())).status == 415);
}
