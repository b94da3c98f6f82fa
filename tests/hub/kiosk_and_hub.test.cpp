// Both sides of what is sealed and uploaded: a kiosk's journal, attachments and sync worker over loopback
// HTTP to a hub's handlers and store. The network is cut where a case wants it.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "hub/api/feed.h"
#include "hub/attachments.h"
#include "hub/store/feed.h"
#include "hub/store/lines.h"
#include "hub/unseal.h"
#include "hub/upload_files.h"
#include "tests/hub/hub_fixture.h"
#include "tests/hub/kiosk_side.h"
#include "tests/support/http_script.h"
#include "tests/support/planted_words.h"

using namespace yz;
using namespace yz::test;
using nlohmann::json;

namespace {

/// A hub's dispatcher behind a small HTTP server.
class ServedHub {
 public:
  using Override = std::function<std::optional<ScriptedAnswer>(const ScriptedRequest&)>;
  ServedHub() : server_([this](const ScriptedRequest& request) { return answer(request); }) {}

  [[nodiscard]] std::string url() const { return server_.url(); }
  [[nodiscard]] std::string make_code() {
    const std::lock_guard lock(mutex_);
    return hub_.make_code("taiping");
  }
  void set_override(Override override) {
    const std::lock_guard lock(mutex_);
    override_ = std::move(override);
  }
  void cut_bodies(HttpScript::CutRule rule) { server_.cut_bodies(std::move(rule)); }
  template <class Work>
  auto with(const Work& work) {
    const std::lock_guard lock(mutex_);
    return work(hub_);
  }
  [[nodiscard]] int count(const std::string& method) {
    const std::lock_guard lock(mutex_);
    return counts_[method];
  }

 private:
  ScriptedAnswer answer(const ScriptedRequest& request) {
    const std::lock_guard lock(mutex_);
    hub_.clock.advance(Milliseconds{20});  // else sixty requests would be a second's
    const bool is_upload = request.target.find("/uploads") != std::string::npos;
    if (is_upload) ++counts_[request.method];
    if (override_) {
      if (auto own = override_(request)) return *own;
    }
    hub::Request asked{.method = request.method,
                       .path = request.target.substr(0, request.target.find('?')),
                       .target = request.target};
    if (asked.path != asked.target) asked.query = hub::read_query(asked.target.substr(asked.path.size() + 1));
    asked.headers = request.headers;
    asked.body = request.body;
    asked.address = "127.0.0.1";
    const auto outcome = hub_.ask(std::move(asked));
    const auto* wait = std::get_if<hub::WaitForFeed>(&outcome);
    const auto reply = wait != nullptr ? hub::feed_reply(hub_.hub(), *wait) : std::get<hub::Reply>(outcome);
    return {.status = reply.status,
            .content_type = reply.type,
            .body = request.method == "HEAD" ? std::string() : reply.body,
            .headers = reply.headers};
  }

  std::mutex mutex_;  // guards all below; the server's threads and the test's
  TestHub hub_;
  Override override_;
  std::map<std::string, int> counts_;
  HttpScript server_;  // last: it calls into all of the above
};

/// The hub's stored lines of the live stream.
std::vector<std::string> live_lines(TestHub& hub) {
  std::vector<std::string> lines;
  const auto streams = hub::store::streams(hub.hub().database());
  REQUIRE(streams);
  for (const auto& stream : *streams) {
    if (stream.name.stream != "live") continue;
    const auto stored = hub::store::lines_from(hub.hub().database(), stream.name, 1, 500);
    REQUIRE(stored);
    for (const auto& line : *stored) lines.push_back(line.bytes);
  }
  return lines;
}

/// What staff sees of the file that the `which`-th attachment of a line is.
Result<Sensitive<std::string>> opened(TestHub& hub, const std::string& line, std::size_t which) {
  const auto event = hub::read_event_line(line);
  REQUIRE(event);
  const auto box = hub::unseal(hub.hub().seal_key(), *event);
  REQUIRE(box);
  const auto& mark = event->attachments.at(which);
  const auto key = hub::attachment_key(box->fields_json, mark.sha256);
  if (!key) return fail(key.error());
  return hub::open_attachment(hub.folder(), mark, *key);
}

std::string text_of(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

struct Pair {
  ServedHub hub;
  KioskSide kiosk{hub.url(), hub.make_code()};
  Pair() {
    REQUIRE(kiosk.run_until([&] { return kiosk.keys.has_value(); }));
  }
  bool all_arrives() {
    return kiosk.run_until([&] { return kiosk.all_sent() && kiosk.attachments().waiting() == 0; });
  }
  std::size_t kept() { return files_in(cache::attachments_folder(kiosk.folder())); }
};

bool is_patch(const ScriptedRequest& request) {
  return request.method == "PATCH";
}

}  // namespace

TEST_CASE("attachments: p14_words and photos that a kiosk sealed are read at the hub and nowhere else",
          "[hub]") {
  Pair pair;
  const Bytes first = photo_bytes(300'000, 1);
  const Bytes second = photo_bytes(1'000, 2);
  (void)pair.kiosk.submit(planted::words, {first, second});
  CHECK(planted_words_in(pair.kiosk.folder()).empty());
  REQUIRE(pair.all_arrives());
  CHECK(pair.kept() == 0);
  CHECK(planted_words_in(pair.kiosk.folder()).empty());
  pair.hub.with([&](TestHub& hub) {
    hub.apply();
    CHECK(hub::store::dead_letters(hub.hub().database())->empty());
    const auto lines = live_lines(hub);
    REQUIRE(lines.size() == 1);
    CHECK(planted_words_in(hub.folder()).empty());
    const auto box = hub::unseal(hub.hub().seal_key(), *hub::read_event_line(lines[0]));
    REQUIRE(box);
    CHECK(json::parse(box->fields_json.reveal()).at("words") == planted::words);
    CHECK(opened(hub, lines[0], 0)->reveal() == text_of(first));
    CHECK(opened(hub, lines[0], 1)->reveal() == text_of(second));
  });
}

TEST_CASE("attachments: p05_an upload cut at any byte goes on where the hub stands", "[hub]") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 dice(seed);
  Pair pair;
  std::vector<Bytes> photos;
  for (std::uint8_t i = 0; i < 3; ++i) photos.push_back(photo_bytes(900'000, i));
  int cuts = 0;
  pair.hub.cut_bodies([&](const ScriptedRequest& request) -> std::optional<std::size_t> {
    if (!is_patch(request) || cuts >= 12 || dice() % 2 == 0) return std::nullopt;
    ++cuts;
    return dice() % std::stoul(request.headers.at("content-length"));
  });
  (void)pair.kiosk.submit("words", photos);
  REQUIRE(pair.all_arrives());
  CHECK(cuts > 0);
  CHECK(pair.hub.count("POST") == 3);  // never from the beginning
  pair.hub.with([&](TestHub& hub) {
    const auto lines = live_lines(hub);
    for (std::size_t i = 0; i < photos.size(); ++i)
      CHECK(opened(hub, lines.at(0), i)->reveal() == text_of(photos[i]));
  });
}

TEST_CASE("attachments: an answer that is lost makes no byte twice", "[hub]") {
  Pair pair;
  int lost = 0;
  pair.hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_patch(request) || lost > 1) return std::nullopt;
    if (lost++ == 0) return ScriptedAnswer{.silent = true};
    return ScriptedAnswer{.status = 500, .body = "oops"};
  });
  const Bytes photo = photo_bytes(600'000, 1);
  (void)pair.kiosk.submit("words", {photo});
  REQUIRE(pair.all_arrives());
  CHECK(lost == 2);
  CHECK(pair.hub.count("HEAD") >= 2);
  pair.hub.with(
      [&](TestHub& hub) { CHECK(opened(hub, live_lines(hub).at(0), 0)->reveal() == text_of(photo)); });
}

TEST_CASE("attachments: bytes that the way changed are sent again", "[hub]") {
  Pair pair;
  int changed = 0;
  pair.hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_patch(request) || ++changed > 1) return std::nullopt;
    return ScriptedAnswer{.status = 460, .body = R"({"error":"checksum"})"};
  });
  const Bytes photo = photo_bytes(400'000, 1);
  (void)pair.kiosk.submit("words", {photo});
  REQUIRE(pair.all_arrives());
  CHECK(changed > 2);
  CHECK(pair.kiosk.ended.size() == 1);
  pair.hub.with(
      [&](TestHub& hub) { CHECK(opened(hub, live_lines(hub).at(0), 0)->reveal() == text_of(photo)); });
}

TEST_CASE("attachments: a hub that forgot the upload gets it from the beginning", "[hub]") {
  Pair pair;
  bool is_forgotten = false;
  pair.hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_patch(request) || is_forgotten || request.headers.at("upload-offset") == "0") return std::nullopt;
    is_forgotten = true;
    return ScriptedAnswer{.status = 410, .body = "{}"};
  });
  const Bytes photo = photo_bytes(700'000, 1);
  (void)pair.kiosk.submit("words", {photo});
  REQUIRE(pair.all_arrives());
  CHECK(is_forgotten);
  CHECK(pair.hub.count("POST") == 2);
  pair.hub.with(
      [&](TestHub& hub) { CHECK(opened(hub, live_lines(hub).at(0), 0)->reveal() == text_of(photo)); });
}

TEST_CASE("attachments: what the hub never takes is tried three times, told once, and kept", "[hub]") {
  Pair pair;
  pair.hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_patch(request)) return std::nullopt;
    return ScriptedAnswer{.status = 422, .body = R"({"error":"sha256"})"};
  });
  (void)pair.kiosk.submit("words", {photo_bytes(1'000, 1)});
  REQUIRE(pair.kiosk.run_until([&] { return pair.kiosk.ended.size() == 3; }));
  REQUIRE(pair.kiosk.run_until([&] { return pair.kiosk.all_sent(); }));
  CHECK(pair.kept() == 1);
  const auto told = [&] {
    return pair.hub.with([&](TestHub& hub) {
      const auto lines = live_lines(hub);
      return std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
        return line.find(R"("type":"attachment.failed")") != std::string::npos;
      });
    });
  };
  CHECK(told() == 1);
  // A kiosk that starts anew tries again; once the hub takes it, it is gone here and there is no second word.
  pair.hub.set_override({});
  pair.kiosk.restart();
  REQUIRE(pair.all_arrives());
  CHECK(pair.kept() == 0);
  CHECK(told() == 1);
}

TEST_CASE("attachments: a kiosk that was switched off in the middle goes on with its files", "[hub]") {
  Pair pair;
  int patches = 0;
  pair.hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_patch(request) || ++patches <= 2) return std::nullopt;
    return ScriptedAnswer{.status = 503};
  });
  const Bytes photo = photo_bytes(1'500'000, 1);
  (void)pair.kiosk.submit("words", {photo});
  REQUIRE(pair.kiosk.run_until([&] { return pair.hub.count("PATCH") >= 3; }));
  pair.hub.set_override({});
  pair.kiosk.restart();
  REQUIRE(pair.all_arrives());
  // Two of six chunks were there before.
  CHECK(pair.hub.count("PATCH") <= 8);
  pair.hub.with(
      [&](TestHub& hub) { CHECK(opened(hub, live_lines(hub).at(0), 0)->reveal() == text_of(photo)); });
}

TEST_CASE("attachments: a file that was damaged on the kiosk's disk is told of, not sent", "[hub]") {
  Pair pair;
  pair.hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (request.target.find("/uploads") == std::string::npos) return std::nullopt;
    return ScriptedAnswer{.status = 503};
  });
  const auto submitted = pair.kiosk.submit("words", {photo_bytes(5'000, 1)});
  const auto path = cache::attachments_folder(pair.kiosk.folder()) / submitted.files[0].mark.sha256;
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file.put('x');
  }
  pair.hub.set_override({});
  pair.kiosk.restart();
  REQUIRE(pair.all_arrives());
  CHECK(pair.kept() == 0);
  pair.hub.with([&](TestHub& hub) {
    CHECK(live_lines(hub).back().find(R"("reason":"damaged")") != std::string::npos);
    CHECK(opened(hub, live_lines(hub).at(0), 0).error().code == Code::not_found);
  });
}
