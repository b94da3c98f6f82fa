// Uploads by the hub's dispatcher, and the files that staff opens.
#include <sodium.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "hub/attachments.h"
#include "hub/upload_files.h"
#include "hub/upload_metadata.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {

using Headers = std::map<std::string, std::string>;

std::string base64_hash(const std::string& bytes) {
  const hub::Hash hash = hub::sha256(bytes);
  return hub::to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string header_of(const hub::Reply& reply, const std::string& name) {
  for (const auto& [key, value] : reply.headers) {
    if (key == name) return value;
  }
  return {};
}

struct Uploads {
  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk = hub.enrolled();
  std::string bytes = std::string(1'000, 'p') + "end";
  std::string op = kiosk->fresh_id();

  [[nodiscard]] std::string sha256() const { return hub::to_hex(hub::sha256(bytes)); }
  hub::Reply ask(const TestKiosk& who, const std::string& method, const std::string& path,
                 const Headers& headers, const std::string& body = "") {
    auto request = hub.signed_request(who, method, path, body);
    request.headers.insert(headers.begin(), headers.end());
    request.headers.emplace("tus-resumable", "1.0.0");
    return hub.get_reply(std::move(request));
  }
  [[nodiscard]] std::string metadata(const std::string& mime = "image/jpeg") const {
    return "sha256 " + hub::to_base64(sha256()) + ",dev " + hub::to_base64(kiosk->id()) + ",op " +
           hub::to_base64(op) + ",mime " + hub::to_base64(mime);
  }
  hub::Reply create() {
    return ask(*kiosk, "POST", "/uploads",
               {{"upload-length", std::to_string(bytes.size())}, {"upload-metadata", metadata()}});
  }
  /// The path of a fresh one.
  std::string created() {
    const auto reply = create();
    REQUIRE(reply.status == 201);
    const std::string location = header_of(reply, "Location");
    REQUIRE(location.starts_with("/api/device/v1/uploads/"));
    return location.substr(std::string("/api/device/v1").size());
  }
  hub::Reply patch(const std::string& path, std::size_t offset, const std::string& chunk,
                   Headers changed = {}) {
    changed.emplace("upload-offset", std::to_string(offset));
    changed.emplace("content-type", "application/offset+octet-stream");
    changed.emplace("upload-checksum", "sha256 " + base64_hash(chunk));
    return ask(*kiosk, "PATCH", path, changed, chunk);
  }
  std::string offset(const std::string& path) {
    const auto reply = ask(*kiosk, "HEAD", path, {});
    return reply.status == 200 ? header_of(reply, "Upload-Offset") : std::to_string(reply.status);
  }
  [[nodiscard]] std::filesystem::path file() const { return hub::upload_path(hub.folder(), sha256()); }
};

}  // namespace

TEST_CASE("uploads: chunks add up to a file named by its hash", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  CHECK(u.offset(path) == "0");
  const auto first = u.patch(path, 0, u.bytes.substr(0, 600));
  CHECK(first.status == 204);
  CHECK(header_of(first, "Upload-Offset") == "600");
  CHECK(header_of(first, "Tus-Resumable") == "1.0.0");
  CHECK(header_of(first, "Upload-Expires") == "Mon, 30 Nov 2026 10:40:00 GMT");
  CHECK(u.hub.hub().nonce_holds(header_of(first, "Yz-Nonce")));
  CHECK_FALSE(std::filesystem::exists(u.file()));
  u.hub.restart();
  CHECK(u.offset(path) == "600");
  const auto last = u.patch(path, 600, u.bytes.substr(600));
  CHECK(last.status == 204);
  CHECK(header_of(last, "Upload-Offset") == std::to_string(u.bytes.size()));
  CHECK(*hub::read_whole(u.file(), 10'000) == u.bytes);
  CHECK(u.offset(path) == std::to_string(u.bytes.size()));
}

TEST_CASE("uploads: what is known is complete at once, what was begun goes on", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  REQUIRE(u.patch(path, 0, u.bytes.substr(0, 400)).status == 204);
  const auto begun = u.create();
  CHECK(begun.status == 201);
  CHECK(header_of(begun, "Location").ends_with(path));
  CHECK(header_of(begun, "Upload-Offset") == "400");
  REQUIRE(u.patch(path, 400, u.bytes.substr(400)).status == 204);
  const auto known = u.create();
  CHECK(known.status == 201);
  CHECK(header_of(known, "Upload-Offset") == std::to_string(u.bytes.size()));
  CHECK(u.hub.rows("SELECT COUNT(*) FROM upload") == 1);
  // Once whole it belongs to an event and is not thrown away by a kiosk.
  CHECK(u.ask(*u.kiosk, "DELETE", path, {}).status == 403);
  CHECK(std::filesystem::exists(u.file()));
}

TEST_CASE("uploads: a wrong offset, checksum or length leaves everything as it was", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  REQUIRE(u.patch(path, 0, u.bytes.substr(0, 400)).status == 204);
  const std::string rest = u.bytes.substr(400);
  CHECK(u.patch(path, 0, rest).status == 409);
  CHECK(u.patch(path, 500, rest).status == 409);
  CHECK(u.patch(path, 400, rest, {{"upload-checksum", "sha256 " + base64_hash("other")}}).status == 460);
  CHECK(u.patch(path, 400, rest, {{"upload-checksum", "crc32 AAAA"}}).status == 400);
  CHECK(u.patch(path, 400, rest, {{"upload-offset", "-1"}}).status == 400);
  CHECK(u.patch(path, 400, rest + "x").status == 413);
  CHECK(u.patch(path, 400, std::string((1U << 20U) + 1, 'x')).status == 413);
  CHECK(u.patch(path, 400, rest, {{"content-type", "text/plain"}}).status == 415);
  CHECK(u.patch(path, 400, rest, {{"tus-resumable", "0.2.2"}}).status == 412);
  CHECK(u.offset(path) == "400");
  CHECK(u.patch(path, 400, rest).status == 204);
  CHECK(*hub::read_whole(u.file(), 10'000) == u.bytes);
}

TEST_CASE("uploads: a file whose hash is another's is removed and begins anew", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  const std::string other(u.bytes.size(), 'x');
  const auto wrong = u.patch(path, 0, other);
  CHECK(wrong.status == 422);
  CHECK(u.offset(path) == "404");
  CHECK(u.hub.rows("SELECT COUNT(*) FROM upload") == 0);
  CHECK(std::filesystem::is_empty(u.file().parent_path()));
  const std::string again = u.created();
  CHECK(u.patch(again, 0, u.bytes).status == 204);
}

TEST_CASE("uploads: only photos and voice of their sizes are taken, and only for oneself", "[hub]") {
  Uploads u;
  const auto create = [&](const std::string& length, const std::string& metadata) {
    return u.ask(*u.kiosk, "POST", "/uploads", {{"upload-length", length}, {"upload-metadata", metadata}})
        .status;
  };
  CHECK(create("1000", u.metadata("image/svg+xml")) == 415);
  CHECK(create("1000", u.metadata("text/html")) == 415);
  CHECK(create(std::to_string((2U << 20U) + 42), u.metadata()) == 413);
  CHECK(create(std::to_string((1U << 20U) + 42), u.metadata("audio/ogg")) == 413);
  CHECK(create(std::to_string((1U << 20U) + 42), u.metadata()) == 201);
  CHECK(create("41", u.metadata()) == 400);
  CHECK(create("x", u.metadata()) == 400);
  CHECK(create("1000", "") == 400);
  const auto other = u.hub.enrolled();
  CHECK(u.ask(*other, "POST", "/uploads", {{"upload-length", "1000"}, {"upload-metadata", u.metadata()}})
            .status == 400);
  u.bytes += "x";
  const std::string path = u.created();
  CHECK(u.ask(*other, "HEAD", path, {}).status == 404);
  CHECK(u.ask(*other, "DELETE", path, {}).status == 404);
  CHECK(u.ask(*u.kiosk, "DELETE", path, {}).status == 204);
  CHECK(u.offset(path) == "404");
}

TEST_CASE("uploads: one that is not finished in seven days is gone, a finished one stays", "[hub]") {
  Uploads u;
  const std::string done = u.created();
  REQUIRE(u.patch(done, 0, u.bytes).status == 204);
  const auto first = u.file();
  u.bytes += "second";
  const std::string path = u.created();
  REQUIRE(u.patch(path, 0, u.bytes.substr(0, 10)).status == 204);
  u.hub.clock.advance(std::chrono::days{7} + Milliseconds{1});
  CHECK(u.offset(path) == "410");
  REQUIRE(hub::tidy_uploads(u.hub.hub()));
  CHECK(u.offset(path) == "404");
  CHECK(u.hub.rows("SELECT COUNT(*) FROM upload") == 1);
  CHECK(std::filesystem::exists(first));
  CHECK(std::distance(std::filesystem::directory_iterator(first.parent_path()), {}) == 1);
}

TEST_CASE("uploads: bytes of no upload are swept up, those of a running one are not", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  REQUIRE(u.patch(path, 0, u.bytes.substr(0, 10)).status == 204);
  REQUIRE(hub::write_from(u.file().parent_path() / "01JD0000000000000000000000.part", 0, "left"));
  REQUIRE(hub::tidy_uploads(u.hub.hub()));
  CHECK(std::distance(std::filesystem::directory_iterator(u.file().parent_path()), {}) == 1);
  CHECK(u.patch(path, 10, u.bytes.substr(10)).status == 204);
}

TEST_CASE("uploads: a crash between bytes, name and row loses and doubles nothing", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  const auto part = u.file().parent_path() / (path.substr(path.rfind('/') + 1) + ".part");
  REQUIRE(u.patch(path, 0, u.bytes.substr(0, 500)).status == 204);
  SECTION("bytes written, row not") {
    REQUIRE(hub::write_from(part, 500, u.bytes.substr(500)));
    CHECK(u.offset(path) == "500");
    CHECK(u.patch(path, 500, u.bytes.substr(500)).status == 204);
  }
  SECTION("row written, name not given") {
    REQUIRE(hub::write_from(part, 500, u.bytes.substr(500)));
    REQUIRE(u.hub.hub().database().run("UPDATE upload SET received = length"));
    CHECK(u.offset(path) == std::to_string(u.bytes.size()));
  }
  SECTION("name given, row not done") {
    REQUIRE(hub::write_from(part, 500, u.bytes.substr(500)));
    REQUIRE(hub::rename_durably(part, u.file()));
    REQUIRE(u.hub.hub().database().run("UPDATE upload SET received = length"));
    CHECK(u.offset(path) == std::to_string(u.bytes.size()));
  }
  CHECK(*hub::read_whole(u.file(), 10'000) == u.bytes);
  CHECK(u.hub.rows("SELECT COUNT(*) FROM upload WHERE done = 1") == 1);
}

TEST_CASE("uploads: a nonce that ran out comes again in the header of an answer without a body", "[hub]") {
  Uploads u;
  const std::string path = u.created();
  auto request = u.hub.signed_request(*u.kiosk, "HEAD", path);
  u.hub.clock.advance(Milliseconds{600'001});
  const auto reply = u.hub.get_reply(request);
  CHECK(reply.status == 401);
  CHECK(u.hub.hub().nonce_holds(header_of(reply, "Yz-Nonce")));
}

TEST_CASE("attachments: only what the event says opens, with its own key, as its own type", "[hub]") {
  TestHub hub;
  const std::string clear = std::string("\xFF\xD8\xFF") + std::string(5'000, 'j');
  hub::KeyBytes key{};
  crypto_secretstream_xchacha20poly1305_keygen(key.data());
  const auto place = [&](const std::string& bytes, const std::string& mime) {
    std::string out(24 + bytes.size() + 17, '\0');
    auto* into = reinterpret_cast<unsigned char*>(out.data());
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, into, key.data());
    crypto_secretstream_xchacha20poly1305_push(
        &state, into + 24, nullptr, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
        reinterpret_cast<const unsigned char*>(mime.data()), mime.size(),
        crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    const std::string name = hub::to_hex(hub::sha256(out));
    REQUIRE(hub::write_whole(hub::upload_path(hub.folder(), name), out, 0600));
    return hub::AttachmentMark{name, static_cast<std::int64_t>(out.size()), mime};
  };
  const auto open = [&](const hub::AttachmentMark& mark, const hub::KeyBytes& with) {
    return hub::open_attachment(hub.folder(), mark, Sensitive(with));
  };
  const auto mark = place(clear, "image/jpeg");
  CHECK(open(mark, key)->reveal() == clear);
  hub::KeyBytes other = key;
  other[0] ^= 1U;
  CHECK(open(mark, other).error().code == Code::corrupt);
  auto called_voice = mark;
  called_voice.mime = "audio/ogg";
  CHECK(open(called_voice, key).error().code == Code::corrupt);
  auto called_page = mark;
  called_page.mime = "text/html";
  CHECK(open(called_page, key).error().code == Code::unsupported);
  auto longer = mark;
  ++longer.bytes;
  CHECK(open(longer, key).error().code == Code::corrupt);
  auto away = mark;
  away.sha256 = std::string(64, 'a');
  CHECK(open(away, key).error().code == Code::not_found);
  away.sha256 = "../hub.db";
  CHECK(open(away, key).error().code == Code::corrupt);
  CHECK(open(place("<html>", "image/jpeg"), key).error().code == Code::unsupported);
  CHECK(open(place("OggS" + std::string((1U << 20U), 'o'), "audio/ogg"), key).error().code == Code::corrupt);
  // Bytes that changed on the hub's disk.
  std::ofstream(hub::upload_path(hub.folder(), mark.sha256), std::ios::app) << 'x';
  CHECK(open(mark, key).error().code == Code::corrupt);
}

TEST_CASE("upload metadata: is read as tus writes it, and nothing else is", "[hub]") {
  const std::string hash = hub::to_base64(std::string(64, 'a'));
  const std::string ulid = hub::to_base64("01JD0000000000000000000000");
  const std::string mime = hub::to_base64("image/jpeg");
  const std::string good =
      "op " + ulid + ", dev " + ulid + ",is_confidential,sha256 " + hash + ",mime " + mime;
  const auto read = hub::parse_upload_metadata(good);
  REQUIRE(read);
  CHECK(read->sha256 == std::string(64, 'a'));
  CHECK(read->mime == "image/jpeg");
  for (const std::string& wrong :
       {std::string(), std::string("sha256"), good + ",op " + ulid, "dev " + ulid + ",op " + ulid,
        "sha256 " + mime + ",dev " + ulid + ",op " + ulid, good + ",x !!!!", std::string(2'000, 'a')}) {
    CAPTURE(wrong);
    CHECK_FALSE(hub::parse_upload_metadata(wrong));
  }
  CHECK(hub::parse_upload_checksum("sha256 " + base64_hash("x")) == hub::sha256("x"));
  CHECK_FALSE(hub::parse_upload_checksum("sha256 " + hub::to_base64("short")));
  CHECK_FALSE(hub::parse_upload_checksum("sha1 " + base64_hash("x")));
}
