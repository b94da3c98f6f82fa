#include "offline-cache/sync_worker.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/on.h"
#include "offline-cache/attachments.h"
#include "offline-cache/content_fetch.h"
#include "offline-cache/device_key.h"
#include "offline-cache/files.h"
#include "offline-cache/http.h"
#include "offline-cache/hub_wire_json.h"
#include "offline-cache/sync_plan.h"

namespace yz::cache {

namespace {

constexpr const char* api_base = "/api/device/v1";
constexpr Milliseconds poll_max{1'000};
constexpr Milliseconds time_told_every{60'000};

double dice() {
  return static_cast<double>(randombytes_random()) / 4294967296.0;
}

bool is_page(const HttpReply& reply) {
  return reply.content_type.starts_with("text/html");
}

/// What an answer means before its body is looked at; nothing for a 200.
std::optional<Outcome> outcome_of(const HttpReply& reply) {
  if (reply.too_long) return is_page(reply) ? Outcome::portal : Outcome::no_answer;
  if (reply.status == 0) return Outcome::no_link;
  if (reply.status == 200) return std::nullopt;
  const bool has_nonce = !reply.nonce.empty() || !nonce_of(reply.body).empty();  // HEAD has it in the header
  if (reply.status == 401 && has_nonce) return Outcome::new_nonce;
  if (reply.status == 403 && !state_of(reply.body).empty()) return Outcome::refused;
  if (reply.status == 413) return Outcome::too_large;
  if (reply.status == 429 || reply.status == 503) return Outcome::later;
  if (reply.status / 100 == 3 || reply.status == 511 || is_page(reply)) return Outcome::portal;
  return Outcome::no_answer;
}

Outcome rubbish(const HttpReply& reply) {
  return is_page(reply) ? Outcome::portal : Outcome::no_answer;
}

class CurlSyncWorker final : public SyncWorker {
 public:
  CurlSyncWorker(SyncConfig config, const Clock& clock, std::function<void(SyncMessage)> to_station,
                 DeviceKey key, std::string device, std::optional<Enrolment> enrolment,
                 std::unique_ptr<HttpClient> http)
      : config_(std::move(config)),
        clock_(clock),
        to_station_(std::move(to_station)),
        key_(std::move(key)),
        device_(std::move(device)),
        enrolment_(std::move(enrolment)),
        http_(std::move(http)),
        plan_(enrolment_.has_value(), !config_.enrol_code.empty(), dice),
        thread_([this] { run_guarded(); }) {}

  ~CurlSyncWorker() override {
    stopping_ = true;
    http_->wake();
    thread_.join();
  }

  void give_batch(Batch batch) override { post(GiveBatch{std::move(batch)}); }
  void give_upload(std::optional<UploadJob> job) override { post(GiveUpload{std::move(job)}); }
  void wake_upload() override { post(WakeUpload{}); }
  void wake(Stream stream) override { post(Wake{stream}); }
  void feed_kept(std::uint64_t revision) override { post(FeedKept{revision}); }
  void retry_now() override { post(RetryNow{}); }

 private:
  struct GiveBatch {
    Batch batch;
  };
  struct Wake {
    Stream stream{};
  };
  struct FeedKept {
    std::uint64_t revision{};
  };
  struct RetryNow {};
  struct GiveUpload {
    std::optional<UploadJob> job;
  };
  struct WakeUpload {};
  using Command = std::variant<GiveBatch, Wake, FeedKept, RetryNow, GiveUpload, WakeUpload>;

  // ── any thread ──
  void post(Command command) {
    {
      const std::lock_guard lock(mutex_);
      inbox_.push_back(std::move(command));
    }
    http_->wake();
  }

  // ── the sync thread ──
  void run_guarded() {
    try {
      run();
    } catch (const std::exception& error) {
      spdlog::error("sync thread ended: {}", error.what());
      to_station_(LinkChanged{Link::offline, error.what()});
    }
  }

  void run() {
    while (!stopping_) {
      std::vector<Command> commands;
      {
        const std::lock_guard lock(mutex_);
        commands.swap(inbox_);
      }
      for (Command& command : commands) obey(command);
      const Milliseconds until = do_what_is_due();
      publish_link();
      const Milliseconds rest = std::clamp(until - clock_.mono(), Milliseconds{0}, poll_max);
      for (auto& [tag, reply] : http_->poll(rest)) finish(static_cast<Task>(tag), reply);
    }
  }

  void obey(Command& command) {
    std::visit(On{[this](GiveBatch& given) {
                    auto& held = held_.at(static_cast<std::size_t>(given.batch.stream));
                    if (!plan_.batch_given(given.batch.stream, given.batch.lines.size())) return;
                    held = std::move(given.batch);
                  },
                  [this](const Wake& woken) { plan_.wake(woken.stream, clock_.mono()); },
                  [this](const FeedKept& kept) {
                    revision_ = kept.revision;
                    plan_.feed_kept();
                  },
                  [this](const RetryNow&) { plan_.retry_now(clock_.mono()); },
                  [this](GiveUpload& given) { take_job(std::move(given.job)); },
                  [this](const WakeUpload&) { plan_.wake_upload(); }},
               command);
  }

  Milliseconds do_what_is_due() {
    for (;;) {
      const Step step = plan_.next(clock_.mono());
      if (const auto* wait = std::get_if<Wait>(&step)) return wait->until;
      if (const auto* ask = std::get_if<AskBatch>(&step)) to_station_(WantBatch{ask->stream, ask->lines_max});
      if (std::holds_alternative<AskUpload>(step)) to_station_(WantUpload{});
      if (const auto* run = std::get_if<Run>(&step)) begin(run->task);
    }
  }

  void publish_link() {
    const Link link = plan_.link();
    const std::string detail = link == Link::online ? std::string() : detail_;
    if (link == told_link_ && detail == told_detail_) return;
    told_link_ = link;
    told_detail_ = detail;
    to_station_(LinkChanged{link, detail});
  }

  void begin(Task task) {
    switch (task) {
      case Task::urgent:
      case Task::live:
      case Task::bulk:
        return send_batch(static_cast<Stream>(task));
      case Task::feed:
        return ask_feed();
      case Task::content:
        return begin_content();
      case Task::keys:
        return start(task, signed_request("GET", "/keys", {}));
      case Task::upload:
        return start_upload();
      case Task::hello:
        return start(task, plain_request("GET", "/hello"));
      case Task::enrol:
        return enrol();
    }
  }

  void start(Task task, HttpRequest request) { http_->start(static_cast<int>(task), std::move(request)); }

  [[nodiscard]] HttpRequest plain_request(std::string method, const std::string& path) const {
    HttpRequest request;
    request.method = std::move(method);
    request.url = config_.hub_url + api_base + path;
    request.bytes_max = answer_bytes_max;
    request.connect = config_.timeouts.connect;
    request.stalled = config_.timeouts.stalled;
    request.total = config_.timeouts.batch;
    return request;
  }

  [[nodiscard]] HttpRequest signed_request(const std::string& method, const std::string& path,
                                           std::string body) const {
    HttpRequest request = plain_request(method, path);
    const std::string signature = key_.sign(request_text({.method = method,
                                                          .path_and_query = api_base + path,
                                                          .body = body,
                                                          .nonce = nonce_,
                                                          .hub = enrolment_->hub}));
    request.headers = {{"Yz-Device", device_}, {"Yz-Nonce", nonce_}, {"Yz-Sig", signature}};
    request.body = std::move(body);
    return request;
  }

  void send_batch(Stream stream) {
    const Batch& batch = held_.at(static_cast<std::size_t>(stream));
    std::string body;
    for (const Line& line : batch.lines) body.append(line.bytes).append("\n");
    const std::string path = std::string("/events/") + to_string(stream) + "?ep=" + batch.epoch +
                             "&from=" + std::to_string(batch.from);
    HttpRequest request = signed_request("POST", path, std::move(body));
    request.headers.emplace_back("Yz-Head", batch.head);
    request.headers.emplace_back("Content-Type", "application/x-ndjson");
    start(task_of(stream), std::move(request));
  }

  void ask_feed() {
    const auto wait = std::chrono::duration_cast<std::chrono::seconds>(config_.timeouts.feed_wait);
    const std::string path =
        "/feed?since=" + std::to_string(revision_) + "&wait=" + std::to_string(wait.count());
    HttpRequest request = signed_request("GET", path, {});
    request.bytes_max = feed_bytes_max;
    request.stalled += config_.timeouts.feed_wait;  // silence is what a long poll mostly is
    request.total += config_.timeouts.feed_wait;
    asked_since_ = revision_;
    start(Task::feed, std::move(request));
  }

  void enrol() {
    const std::string text = enrolment_text(config_.enrol_code, device_, nonce_);
    HttpRequest request = plain_request("POST", "/enrol");
    request.body = to_json(EnrolAsk{config_.enrol_code, device_, key_.public_key(), nonce_, key_.sign(text)});
    request.headers = {{"Content-Type", "application/json"}};
    start(Task::enrol, std::move(request));
  }

  void take_job(std::optional<UploadJob> job) {
    if (!plan_.upload_given(job.has_value()) || !job) return;
    if (upload_ && upload_->job().sha256 == job->sha256) return;  // another try of the same
    auto upload = Upload::open(*job, device_, attachments_folder(config_.folder));
    if (upload) {
      upload_ = *std::move(upload);
      return;
    }
    const Code code = upload.error().code;
    if (code == Code::corrupt || code == Code::not_found)
      return end_upload(job->sha256, UploadEnd::damaged, upload.error().what);
    spdlog::error("attachment: {}", upload.error().what);  // a disk that fails now may not fail later
    plan_.upload_over();
    finished(Task::upload, Outcome::no_answer);
  }

  void end_upload(const std::string& sha256, UploadEnd end, const std::string& reason) {
    to_station_(UploadEnded{sha256, end, reason});
    if (end != UploadEnd::refused) upload_.reset();
    plan_.upload_over();
  }

  void start_upload() {
    UploadAsk ask = upload_->ask();
    HttpRequest request = signed_request(ask.method, ask.path, std::move(ask.body));
    for (auto& header : ask.headers) request.headers.push_back(std::move(header));
    start(Task::upload, std::move(request));
  }

  void finish_upload(const HttpReply& reply) {
    switch (upload_->take(reply)) {
      case Upload::Took::more:
        return finished(Task::upload, Outcome::done);
      case Upload::Took::again:
        return finished(Task::upload, Outcome::no_answer);
      case Upload::Took::done:
        finished(Task::upload, Outcome::done);
        return end_upload(std::string(upload_->job().sha256), UploadEnd::done, {});
      case Upload::Took::refused:
        finished(Task::upload, Outcome::no_answer);
        return end_upload(std::string(upload_->job().sha256), UploadEnd::refused, upload_->reason());
    }
  }

  void begin_content() {
    if (!fetch_) {
      auto fetch = ContentFetch::open({.folder = config_.folder / "content",
                                       .content_key = enrolment_->content_key,
                                       .station = enrolment_->station,
                                       .app_version = config_.app_version});
      if (!fetch) {
        spdlog::error("content: {}", fetch.error().what);
        return finished(Task::content, Outcome::no_answer);
      }
      fetch_ = *std::move(fetch);
    }
    go_on(fetch_->begin(clock_.now() + hub_offset_));
  }

  void take_content(const std::string& body) {
    const FetchStep step = fetch_->take(body);
    if (const auto& app = fetch_->app(); app && app != app_told_) {
      app_told_ = app;
      to_station_(AppOffered{*app});
    }
    go_on(step);
  }

  void go_on(const FetchStep& step) {
    std::visit(On{[this](const FetchWant& want) {
                    HttpRequest request = signed_request("GET", want.path, {});
                    request.bytes_max = want.bytes_max;
                    request.to_file = want.to_file;
                    if (want.to_file) request.total = config_.timeouts.blob;
                    start(Task::content, std::move(request));
                  },
                  [this](const FetchStaged& staged) {
                    to_station_(ContentStaged{staged.version});
                    finished(Task::content, Outcome::done);
                  },
                  [this](const FetchRefused& refused) {
                    if (!refused.is_told) to_station_(ContentRefused{refused.version, refused.reason});
                    finished(Task::content,
                             Outcome::done);  // what is wrong with it stays wrong until another comes
                  },
                  [this](const FetchNothing&) { finished(Task::content, Outcome::done); },
                  [this](const FetchFailed& failed) {
                    spdlog::error("content: {}", failed.error.what);
                    finished(Task::content, Outcome::no_answer);
                  }},
               step);
  }

  void finished(Task task, Outcome outcome, Milliseconds retry_after = Milliseconds{}) {
    plan_.done(task, outcome, clock_.mono(), retry_after);
  }

  void finish(Task task, const HttpReply& reply) {
    note_trouble(task, reply);
    if (!reply.nonce.empty()) nonce_ = reply.nonce;
    const auto outcome = outcome_of(reply);
    if (task == Task::upload) {
      const bool is_hubs_own = !outcome || outcome == Outcome::no_answer || outcome == Outcome::too_large;
      if (is_hubs_own) return finish_upload(reply);
      if (reply.status == 0) upload_->lose_track();
    }
    if (outcome) return finish_badly(task, reply, *outcome);
    switch (task) {
      case Task::urgent:
      case Task::live:
      case Task::bulk:
        return finished(task, take_receipt(static_cast<Stream>(task), reply));
      case Task::feed:
        return finished(task, take_feed(reply));
      case Task::content:
        return take_content(reply.body);
      case Task::keys:
        return finished(task, take_keys(reply));
      case Task::upload:
        return;  // above
      case Task::hello:
        return finished(task, take_hello(reply));
      case Task::enrol:
        return finished(task, take_enrolment(reply));
    }
  }

  /// For staff: why the link is as it is.
  void note_trouble(Task task, const HttpReply& reply) {
    if (reply.status == 200) return;
    const std::string state = state_of(reply.body);
    detail_ = !reply.trouble.empty() ? reply.trouble
              : !state.empty()       ? state
                                     : "status " + std::to_string(reply.status);
    if (task == Task::content || task == Task::feed) spdlog::info("sync: {}", detail_);
  }

  void finish_badly(Task task, const HttpReply& reply, Outcome outcome) {
    const bool is_stream = task <= Task::bulk;
    if (outcome == Outcome::new_nonce && reply.nonce.empty()) nonce_ = nonce_of(reply.body);
    if (task == Task::content && reply.too_long) return go_on(fetch_->took_too_long());
    if (is_stream && reply.status == 409) {
      if (const auto fork = fork_of(reply.body))
        return finished(task, take_fork(static_cast<Stream>(task), *fork));
    }
    if (outcome == Outcome::too_large) {
      const Batch& batch = held_.at(is_stream ? static_cast<std::size_t>(task) : 0);
      if (!is_stream) outcome = Outcome::no_answer;
      if (is_stream && batch.lines.size() == 1) {
        to_station_(LineRefused{batch.stream, batch.from});
        plan_.drop_batches();
        outcome = Outcome::line_refused;
      }
    }
    finished(task, outcome, std::chrono::seconds{reply.retry_after_s.value_or(0)});
  }

  Outcome take_hello(const HttpReply& reply) {
    const auto hello = parse_hello(reply.body);
    if (!hello) {
      detail_ = hello.error().what;
      return rubbish(reply);
    }
    if (enrolment_ && hello->hub != enrolment_->hub) {
      detail_ = "another hub answers: " + hello->hub;
      return Outcome::refused;
    }
    nonce_ = hello->nonce;
    tell_time(hello->now, reply.took);
    to_station_(HubGeneration{hello->generation});
    return Outcome::done;
  }

  void tell_time(Instant hub_now, Milliseconds took) {
    const Milliseconds offset = hub_now + took / 2 - clock_.now();
    hub_offset_ = offset;
    if (time_told_at_ && clock_.mono() - *time_told_at_ < time_told_every) return;
    time_told_at_ = clock_.mono();
    to_station_(HubTime{offset, took / 2 + Milliseconds{1}});
  }

  Outcome take_enrolment(const HttpReply& reply) {
    auto answer = parse_enrol_answer(reply.body);
    if (!answer || answer->enrolment.device != device_) {
      detail_ = answer ? "an enrolment of another device" : answer.error().what;
      return rubbish(reply);
    }
    if (!answer->is_live) {
      detail_ = "waits for confirmation of " + answer->digits;
      return Outcome::pending;
    }
    if (auto kept = write_whole(config_.folder / "enrolment.json", to_json(answer->enrolment)); !kept) {
      detail_ = kept.error().what;
      return Outcome::no_answer;
    }
    if (const auto nonce = nonce_of(reply.body); !nonce.empty()) nonce_ = nonce;
    enrolment_ = answer->enrolment;
    to_station_(Enrolled{*enrolment_});
    return Outcome::done;
  }

  Outcome take_keys(const HttpReply& reply) {
    auto keys = parse_hub_keys(reply.body);
    auto kept = keys ? keep_hub_keys(config_.folder, *keys) : Status(fail(keys.error()));
    if (!kept) {
      detail_ = kept.error().what;
      return rubbish(reply);
    }
    if (const auto nonce = nonce_of(reply.body); !nonce.empty()) nonce_ = nonce;
    to_station_(GotKeys{*std::move(keys)});
    return Outcome::done;
  }

  Outcome take_receipt(Stream stream, const HttpReply& reply) {
    const Batch& batch = held_.at(static_cast<std::size_t>(stream));
    const auto answer = parse_receipt(reply.body);
    if (!answer) {
      detail_ = answer.error().what;
      return rubbish(reply);
    }
    const Receipt& receipt = answer->receipt;
    const std::uint64_t last = batch.lines.back().sequence;
    const bool fits = receipt.device == device_ && receipt.epoch == batch.epoch && receipt.stream == stream &&
                      (receipt.acked != last || receipt.head == batch.head);
    if (!fits) {
      detail_ = "a receipt for something else";
      return Outcome::no_answer;
    }
    if (const auto nonce = nonce_of(reply.body); !nonce.empty()) nonce_ = nonce;
    tell_time(answer->now, reply.took);
    to_station_(GotReceipt{receipt});
    return receipt.acked == last ? Outcome::done : Outcome::rewound;
  }

  Outcome take_fork(Stream stream, std::uint64_t fork) {
    const Batch& batch = held_.at(static_cast<std::size_t>(stream));
    // Told once an epoch: the batch may be one that was made before the last fork was dealt with.
    if (forked_epoch_ != batch.epoch) {
      forked_epoch_ = batch.epoch;
      to_station_(GotFork{stream, fork - 1});
    }
    plan_.drop_batches();
    return Outcome::rewound;
  }

  Outcome take_feed(const HttpReply& reply) {
    auto lines = parse_feed(reply.body, asked_since_);
    if (!lines) {
      detail_ = lines.error().what;
      return rubbish(reply);
    }
    if (lines->empty()) {
      // A portal's empty page is no feed.
      return reply.content_type.starts_with("application/x-ndjson") ? Outcome::done_empty : rubbish(reply);
    }
    for (const FeedLine& line : *lines) {
      if (line.kind == "fresh") plan_.content_wanted();
    }
    to_station_(GotFeed{*std::move(lines)});
    return Outcome::done;
  }

  const SyncConfig config_;
  const Clock& clock_;
  const std::function<void(SyncMessage)> to_station_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::vector<Command> inbox_;  // guarded by mutex_

  // Only the sync thread touches what follows.
  DeviceKey key_;
  std::string device_;
  std::optional<Enrolment> enrolment_;
  std::unique_ptr<HttpClient> http_;
  SyncPlan plan_;
  std::string nonce_;
  std::array<Batch, 3> held_;
  std::uint64_t revision_{};
  std::uint64_t asked_since_{};
  std::unique_ptr<ContentFetch> fetch_;
  std::optional<AppOffer> app_told_;
  std::optional<Upload> upload_;  // the one under way
  std::string forked_epoch_;
  Milliseconds hub_offset_{};
  std::optional<Milliseconds> time_told_at_;
  std::optional<Link> told_link_;
  std::string detail_;
  std::string told_detail_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace

Result<std::unique_ptr<SyncWorker>> SyncWorker::start(SyncConfig config, const Clock& clock,
                                                      std::function<void(SyncMessage)> to_station) {
  if (auto good = check_hub_url(config.hub_url); !good) return fail(good.error());
  while (config.hub_url.ends_with('/')) config.hub_url.pop_back();
  auto key = DeviceKey::open(config.folder);
  if (!key) return fail(key.error());
  auto device = device_id(config.folder, clock);
  if (!device) return fail(device.error());
  auto http = HttpClient::open("yizhan-kiosk/" + config.app_version);
  if (!http) return fail(http.error());
  auto known = load_enrolment(config.folder);
  if (!known && known.error().code != Code::not_found) return fail(known.error());
  std::optional<Enrolment> enrolment;
  if (known) enrolment = *std::move(known);
  return std::unique_ptr<SyncWorker>(
      std::make_unique<CurlSyncWorker>(std::move(config), clock, std::move(to_station), *std::move(key),
                                       *std::move(device), std::move(enrolment), *std::move(http)));
}

}  // namespace yz::cache
