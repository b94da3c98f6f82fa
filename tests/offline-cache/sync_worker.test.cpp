// The sync worker against a scripted hub on loopback: what it makes of every kind of answer.
#include "offline-cache/sync_worker.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/on.h"
#include "base/system_clock.h"
#include "offline-cache/device_key.h"
#include "offline-cache/hash.h"
#include "offline-cache/http.h"
#include "tests/offline-cache/journal_fixture.h"
#include "tests/support/http_script.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;
using nlohmann::json;

const std::string hub_id = "01JHUB00000000000000000000";
const std::string content_key(64, 'a');

/// Keeps its promises as the protocol asks; a test puts an answer of its own in front.
class Hub {
 public:
  using Override = std::function<std::optional<ScriptedAnswer>(const ScriptedRequest&)>;
  Hub() : server_([this](const ScriptedRequest& request) { return answer(request); }) {}

  [[nodiscard]] std::string url() const { return server_.url(); }
  /// From here on; keeps answering properly where `override` says nothing.
  void set_override(Override override) {
    const std::lock_guard lock(mutex_);
    override_ = std::move(override);
  }
  [[nodiscard]] std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  [[nodiscard]] int count(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(path);
    return found == counts_.end() ? 0 : found->second;
  }
  [[nodiscard]] int bad_signatures() const { return bad_signatures_; }
  void rotate_nonce(const std::string& nonce) {
    const std::lock_guard lock(mutex_);
    nonce_ = nonce;
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    lines_.clear();
    heads_.clear();
    ++generation_;
  }
  void lose_answers(int count) {
    const std::lock_guard lock(mutex_);
    answers_to_lose_ = count;
  }
  [[nodiscard]] int lost_answers() const { return lost_answers_; }
  void add_feed_line(const std::string& line) {
    const std::lock_guard lock(mutex_);
    feed_ += line + "\n";
  }

 private:
  ScriptedAnswer answer(const ScriptedRequest& request) {
    const std::lock_guard lock(mutex_);
    const std::string path = request.target.substr(0, request.target.find('?'));
    ++counts_[path];
    if (override_) {
      if (auto own = override_(request)) return *own;
    }
    if (path == "/api/device/v1/hello") {
      return {.body = json{{"hub", hub_id},
                           {"api", 1},
                           {"gen", generation_},
                           {"now", 1'795'430'400'123},
                           {"nonce", nonce_}}
                          .dump()};
    }
    if (path == "/api/device/v1/enrol") return enrol(request);
    if (request.headers.at("yz-nonce") != nonce_)
      return {.status = 401, .body = json{{"nonce", nonce_}}.dump()};
    const std::string text = request_text({request.method, request.target, request.body, nonce_, hub_id});
    if (!verify_signature(public_key_, text, request.headers.at("yz-sig"))) {
      ++bad_signatures_;
      return {.status = 401, .body = json{{"nonce", nonce_}}.dump()};
    }
    if (path.starts_with("/api/device/v1/events/")) {
      ScriptedAnswer receipt = receive(request, path.substr(22));
      if (answers_to_lose_-- > 0) {
        receipt.cut_after = 0;
        ++lost_answers_;
      }
      return receipt;
    }
    if (path == "/api/device/v1/keys") {
      return {.body = json{{"seal", {{"k", "seal-1"}, {"public", content_key}}},
                           {"station_secret", std::string(64, 'b')},
                           {"nonce", nonce_}}
                          .dump()};
    }
    if (path == "/api/device/v1/feed") {
      if (request.target.find("since=0") != std::string::npos && !feed_.empty())
        return {.content_type = "application/x-ndjson", .body = feed_};
      return {.silent = true};
    }
    return {.status = 404, .body = "{}"};
  }

  ScriptedAnswer enrol(const ScriptedRequest& request) {
    const json ask = json::parse(request.body);
    public_key_ = ask["public_key"];
    device_ = ask["device"];
    const bool is_signed = verify_signature(
        public_key_, enrolment_text(ask["code"].get<std::string>(), device_, ask["nonce"].get<std::string>()),
        ask["sig"].get<std::string>());
    if (!is_signed || ask["code"] != "ABCDE-FGHJK") return {.status = 403, .body = R"({"error":"code"})"};
    return {.body = json{{"device", device_},
                         {"station", "taiping"},
                         {"kiosk_digit", 0},
                         {"hub", hub_id},
                         {"content_key", content_key},
                         {"ticket_url", "http://127.0.0.1/q/"},
                         {"digits", "123456"},
                         {"state", "live"},
                         {"nonce", nonce_}}
                        .dump()};
  }

  ScriptedAnswer receive(const ScriptedRequest& request, const std::string& stream) {
    const auto query = request.target.substr(request.target.find("ep=") + 3);
    const std::string epoch = query.substr(0, query.find('&'));
    std::uint64_t sequence = std::stoull(query.substr(query.find("from=") + 5));
    auto& heads = heads_[epoch + stream];
    const auto receipt = [&] {
      const Hash head = heads.empty() ? Hash{} : heads.back();
      return ScriptedAnswer{.body = json{
                                {"dev", device_},
                                {"ep", epoch},
                                {"st", stream},
                                {"acked", heads.size()},
                                {"head", to_hex(head)},
                                {"gen", generation_},
                                {"now", 1'795'430'400'123},
                                {"rev", 1},
                                {"nonce", nonce_},
                                {"wait_ms",
                                 0}}.dump()};
    };
    if (sequence > heads.size() + 1) return receipt();
    for (std::size_t at = 0; at < request.body.size(); ++sequence) {
      const auto end = request.body.find('\n', at);
      const std::string line = request.body.substr(at, end - at);
      at = end + 1;
      const Hash before = sequence == 1 ? Hash{} : heads.at(sequence - 2);
      const Hash next = chain_next(before, line);
      if (sequence <= heads.size()) {
        if (heads.at(sequence - 1) != next) return {.status = 409, .body = json{{"fork", sequence}}.dump()};
        continue;
      }
      heads.push_back(next);
      lines_.push_back(line);
    }
    if (to_hex(heads.back()) != request.headers.at("yz-head"))
      return {.status = 400, .body = R"({"error":"chain"})"};
    return receipt();
  }

  mutable std::mutex mutex_;
  Override override_;
  std::string nonce_{"nonce-1"};
  std::string device_;
  std::string public_key_;
  std::map<std::string, std::vector<Hash>> heads_;
  std::vector<std::string> lines_;
  std::map<std::string, int> counts_;
  std::string feed_;
  std::uint64_t generation_{7};
  std::atomic<int> bad_signatures_{0};
  int answers_to_lose_{};
  std::atomic<int> lost_answers_{0};
  HttpScript server_;  // last: it calls into all of the above
};

/// The station thread's part, played by the test's own thread.
class Station {
 public:
  explicit Station(const std::string& url, const std::string& code = "ABCDE-FGHJK")
      : journal_(fixture_.open_as(device())) {
    SyncConfig config{
        .hub_url = url, .enrol_code = code, .folder = folder(), .app_version = "0.1", .timeouts = {}};
    config.timeouts = {.connect = Milliseconds{1'000},
                       .stalled = Milliseconds{1'000},
                       .batch = Milliseconds{3'000},
                       .feed_wait = Milliseconds{5'000},
                       .blob = Milliseconds{3'000}};
    auto worker = SyncWorker::start(config, clock_, [this](SyncMessage message) {
      const std::lock_guard lock(mutex_);
      messages_.push_back(std::move(message));
      arrived_.notify_one();
    });
    REQUIRE(worker);
    worker_ = *std::move(worker);
    worker_->feed_kept(0);
  }

  void issue(int from, int to) {
    for (int number = from; number <= to; ++number)
      REQUIRE(journal_->append(ticket_operation(new_ulid(clock_), number)));
    worker_->wake(Stream::live);
  }

  /// Handles messages until `done`, at most 20 s.
  bool run_until(const std::function<bool()>& done) {
    const Milliseconds end = clock_.mono() + Milliseconds{20'000};
    while (!done()) {
      std::unique_lock lock(mutex_);
      if (!arrived_.wait_for(lock, Milliseconds{50}, [this] { return !messages_.empty(); })) {
        if (clock_.mono() > end) return false;
        continue;
      }
      const SyncMessage message = std::move(messages_.front());
      messages_.pop_front();
      lock.unlock();
      handle(message);
    }
    return true;
  }
  bool all_sent() {
    for (const Stream stream : {Stream::urgent, Stream::live, Stream::bulk}) {
      const auto count = journal_->count(stream);
      if (!count || count->acked != count->last) return false;
    }
    return true;
  }

  Journal& journal() { return *journal_; }
  SyncWorker& worker() { return *worker_; }
  Link link{Link::connecting};
  std::vector<Link> links;
  std::string detail;
  std::vector<FeedLine> feed;
  std::optional<Enrolment> enrolment;
  int forks{};
  int refused_lines{};
  bool has_time{};
  std::optional<HubKeys> keys;
  std::filesystem::path folder() { return fixture_.dir.path() / "sync"; }

 private:
  struct Fixture : JournalFixture {
    std::unique_ptr<Journal> open_as(const std::string& device) {
      auto journal = Journal::open({.folder = folder(), .device = device}, clock);
      REQUIRE(journal);
      return *std::move(journal);
    }
  };
  std::string device() {
    const auto id = device_id(folder(), clock_);
    REQUIRE(id);
    return *id;
  }

  void handle(const SyncMessage& message) {
    std::visit(
        On{[this](const WantBatch& want) {
             auto batch = journal_->unsent(want.stream, want.lines_max);
             REQUIRE(batch);
             worker_->give_batch(*std::move(batch));
           },
           [this](const GotReceipt& got) { CHECK(journal_->take_receipt(got.receipt)); },
           [this](const GotFork& fork) {
             ++forks;
             CHECK(journal_->fork_after(fork.stream, fork.common));
           },
           [this](const LineRefused& refused) {
             ++refused_lines;
             CHECK(journal_->refuse_line(refused.stream, refused.sequence));
             worker_->wake(Stream::bulk);
           },
           [this](const HubGeneration& hub) {
             const auto is_new = journal_->note_generation(hub.generation);
             REQUIRE(is_new);
             if (*is_new) {
               for (const Stream stream : {Stream::urgent, Stream::live, Stream::bulk}) worker_->wake(stream);
             }
           },
           [this](const GotFeed& got) {
             REQUIRE(journal_->take_feed(got.lines, {}));
             feed.insert(feed.end(), got.lines.begin(), got.lines.end());
             worker_->feed_kept(*journal_->feed_revision());
           },
           [this](const LinkChanged& changed) {
             link = changed.link;
             links.push_back(changed.link);
             if (!changed.detail.empty()) detail = changed.detail;
           },
           [this](const Enrolled& enrolled) { enrolment = enrolled.enrolment; }, [](const ContentStaged&) {},
           [](const AppOffered&) {}, [](const ContentRefused&) {},
           [this](const HubTime&) { has_time = true; }, [this](const GotKeys& got) { keys = got.keys; },
           [this](const WantUpload&) { worker_->give_upload(std::nullopt); }, [](const UploadEnded&) {}},
        message);
  }

  SystemClock clock_;
  Fixture fixture_;
  std::unique_ptr<Journal> journal_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<SyncMessage> messages_;
  std::unique_ptr<SyncWorker> worker_;
};

bool is_batch(const ScriptedRequest& request) {
  return request.target.find("/events/") != std::string::npos;
}

TEST_CASE("sync worker: enrols, sends what there is, and what comes later", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  station.issue(1, 3);
  CHECK(station.run_until([&] { return station.all_sent(); }));
  REQUIRE(station.enrolment);
  CHECK(station.enrolment->station == "taiping");
  station.issue(4, 4);
  CHECK(station.run_until([&] { return hub.lines().size() == 4; }));
  CHECK(station.run_until([&] { return station.link == Link::online && station.has_time; }));
  CHECK(hub.bad_signatures() == 0);
}

TEST_CASE("sync worker: the hub's keys are kept when they come, and asked for again with the link",
          "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  CHECK(station.run_until([&] { return station.keys.has_value(); }));
  CHECK(station.keys->seal.id == "seal-1");
  const auto kept = load_hub_keys(station.folder());
  REQUIRE(kept);
  CHECK(kept->station_secret.reveal() == station.keys->station_secret.reveal());
  CHECK(hub.count("/api/device/v1/keys") == 1);
  hub.set_override([](const ScriptedRequest&) { return ScriptedAnswer{.status = 302}; });
  station.issue(1, 1);
  REQUIRE(station.run_until([&] { return station.link == Link::portal; }));
  station.keys.reset();
  hub.set_override([](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (request.target.find("/keys") == std::string::npos) return std::nullopt;
    return ScriptedAnswer{.body = R"({"seal":{"k":"seal-2"}})"};
  });
  station.worker().retry_now();
  CHECK(station.run_until([&] { return station.all_sent() && hub.count("/api/device/v1/keys") >= 2; }));
  CHECK_FALSE(station.keys);  // half an answer changes nothing
  CHECK(load_hub_keys(station.folder())->seal.id == "seal-1");
}

TEST_CASE("sync worker: p05_every kind of bad answer delays and loses nothing", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  REQUIRE(station.run_until([&] { return station.link == Link::online; }));
  using Wrong = std::function<ScriptedAnswer(const ScriptedRequest&)>;
  const auto survives = [&](const Wrong& wrong) {
    int batches = 0;
    hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
      if (!is_batch(request) || batches++ >= 2) return std::nullopt;
      return wrong(request);
    });
    station.issue(1, 3);
    CHECK(station.run_until([&] { return station.all_sent(); }));
    hub.set_override({});
    CHECK(hub.lines().size() == 3);
    CHECK(batches >= 3);
  };
  const auto survives_answer = [&](const ScriptedAnswer& answer) {
    survives([&answer](const ScriptedRequest&) { return answer; });
  };
  SECTION("500") {
    survives_answer({.status = 500, .body = "oops"});
  }
  SECTION("503 with Retry-After") {
    survives_answer({.status = 503, .headers = {{"Retry-After", "1"}}});
  }
  SECTION("portal page") {
    survives_answer({.content_type = "text/html", .body = "<html>"});
  }
  SECTION("redirect") {
    survives_answer({.status = 302, .headers = {{"Location", "http://127.0.0.1:1/"}}});
  }
  SECTION("200 without a receipt") {
    survives_answer({.body = R"({"ok":true})"});
  }
  SECTION("receipt cut in the middle") {
    survives_answer({.body = std::string(200, ' '), .cut_after = 20});
  }
  SECTION("silence") {
    survives_answer({.silent = true});
  }
  SECTION("endless answer") {
    survives_answer({.body = std::string(1U << 20U, 'x')});
  }
  SECTION("receipt with another head") {
    survives([&](const ScriptedRequest& request) {
      const auto query = request.target.substr(request.target.find("ep=") + 3);
      const json receipt{{"dev", station.enrolment->device},
                         {"ep", query.substr(0, 26)},
                         {"st", "live"},
                         {"acked", 3},
                         {"head", std::string(64, '0')},
                         {"gen", 7},
                         {"now", 1},
                         {"nonce", "nonce-1"}};
      return ScriptedAnswer{.body = receipt.dump()};
    });
  }
}

TEST_CASE("sync worker: p02_an answer that is lost makes no line twice at the hub", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  REQUIRE(station.run_until([&] { return station.link == Link::online; }));
  hub.lose_answers(2);  // batches are taken, and the connection breaks before the receipt
  station.issue(1, 5);
  CHECK(station.run_until([&] { return station.all_sent(); }));
  CHECK(hub.lines().size() == 5);
  CHECK(hub.lost_answers() == 2);
}

TEST_CASE("sync worker: a nonce that ran out is renewed in passing", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  REQUIRE(station.run_until([&] { return station.link == Link::online; }));
  hub.rotate_nonce("nonce-2");
  station.issue(1, 2);
  CHECK(station.run_until([&] { return station.all_sent(); }));
  CHECK(hub.bad_signatures() == 0);
}

TEST_CASE("sync worker: p18_a hub that came back from a backup gets everything again", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  station.issue(1, 3);
  REQUIRE(station.run_until([&] { return station.all_sent(); }));
  hub.forget();
  station.issue(4, 4);
  CHECK(station.run_until([&] { return hub.lines().size() == 4 && station.all_sent(); }));
}

TEST_CASE("sync worker: p15_a fork is told once and the lines go in a new epoch", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  station.issue(1, 2);
  REQUIRE(station.run_until([&] { return station.all_sent(); }));
  const std::string old_epoch = station.journal().epoch();
  hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_batch(request) || request.target.find(old_epoch) == std::string::npos) return std::nullopt;
    return ScriptedAnswer{.status = 409, .body = R"({"fork":2})"};
  });
  station.issue(3, 3);
  CHECK(station.run_until([&] { return station.forks == 1 && station.all_sent(); }));
  CHECK(station.journal().epoch() != old_epoch);
  CHECK(hub.lines().size() == 4);  // 1, 2; then 2 and 3 again
}

TEST_CASE(
    "sync worker: p06_batches are halved for a hub that finds them too large, one line alone is given up",
    "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  REQUIRE(station.run_until([&] { return station.link == Link::online; }));
  hub.set_override([&](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_batch(request) || request.body.find(R"("number":2,)") == std::string::npos ||
        request.body.find(R"(,"st":"bulk")") != std::string::npos)
      return std::nullopt;
    return ScriptedAnswer{.status = 413};
  });
  station.issue(1, 4);
  CHECK(station.run_until([&] { return station.refused_lines == 1 && station.all_sent(); }));
}

TEST_CASE("sync worker: a kiosk that is shut out stops sending and says so", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  REQUIRE(station.run_until([&] { return station.link == Link::online; }));
  hub.set_override([](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (!is_batch(request)) return std::nullopt;
    return ScriptedAnswer{.status = 403, .body = R"({"state":"suspended"})"};
  });
  station.issue(1, 1);
  CHECK(station.run_until([&] { return station.link == Link::refused; }));
  CHECK(station.detail == "suspended");
  hub.set_override({});
  station.worker().retry_now();
  CHECK(station.run_until([&] { return station.all_sent() && station.link == Link::online; }));
}

TEST_CASE("sync worker: another hub under the same address gets no line", "[offline-cache]") {
  Hub hub;
  Station station(hub.url());
  REQUIRE(station.run_until([&] { return station.link == Link::online; }));
  hub.set_override([](const ScriptedRequest& request) -> std::optional<ScriptedAnswer> {
    if (request.target.find("/hello") != std::string::npos)
      return ScriptedAnswer{.body = R"({"hub":"01JOTHER","api":1,"gen":1,"now":1,"nonce":"n"})"};
    return ScriptedAnswer{.status = 302};
  });
  station.issue(1, 1);
  CHECK(station.run_until([&] { return station.link == Link::refused; }));
  CHECK(hub.lines().empty());
  CHECK_FALSE(station.all_sent());
}

TEST_CASE("sync worker: feed lines come down once each and are asked for from where they were kept",
          "[offline-cache]") {
  Hub hub;
  hub.add_feed_line(
      R"({"rev":5,"kind":"event","event":{"id":"a","type":"ticket.called","tv":1,"who":"counter","body":{}}})");
  hub.add_feed_line(R"({"rev":6,"kind":"something-new"})");
  Station station(hub.url());
  CHECK(station.run_until([&] { return station.feed.size() == 2; }));
  CHECK(*station.journal().feed_revision() == 6);
  CHECK(station.feed[0].json.find("ticket.called") != std::string::npos);
}

TEST_CASE("sync worker: a wrong code leaves the kiosk unenrolled and is not tried again", "[offline-cache]") {
  Hub hub;
  Station station(hub.url(), "WRONG-CODES");
  CHECK(station.run_until([&] { return station.link == Link::refused; }));
  CHECK(station.detail == "code");
  CHECK(hub.count("/api/device/v1/enrol") == 1);
}

TEST_CASE("hub url: plain http is only for this machine", "[offline-cache]") {
  for (const char* good :
       {"http://127.0.0.1:8080", "http://localhost", "http://[::1]:1", "https://hub.example"}) {
    CAPTURE(good);
    CHECK(check_hub_url(good));
  }
  for (const char* bad :
       {"http://hub.example", "http://10.0.0.1", "http://127.0.0.1.example", "ftp://127.0.0.1", "",
        "127.0.0.1", "http://a@127.0.0.1", "http://127.0.0.1@hub.example"}) {
    CAPTURE(bad);
    CHECK_FALSE(check_hub_url(bad));
  }
}

TEST_CASE("sync worker: ends within a second, also while a request hangs", "[offline-cache]") {
  Hub hub;
  hub.set_override([](const ScriptedRequest&) { return ScriptedAnswer{.silent = true}; });
  SystemClock clock;
  TempDir dir;
  auto worker = SyncWorker::start(
      {.hub_url = hub.url(), .enrol_code = "x", .folder = dir.path(), .app_version = "0.1", .timeouts = {}},
      clock, [](const SyncMessage&) {});
  REQUIRE(worker);
  while (hub.count("/api/device/v1/hello") == 0) std::this_thread::yield();
  const Milliseconds before = clock.mono();
  worker->reset();
  CHECK(clock.mono() - before < Milliseconds{1'000});
}

}  // namespace
