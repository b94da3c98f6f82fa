#include "hub/worker.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <future>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include "hub/api/dispatch.h"
#include "hub/api/feed.h"
#include "hub/apply.h"
#include "hub/lesson_seats.h"
#include "hub/store/feed.h"
#include "hub/terms.h"
#include "hub/upload_files.h"
#include "hub/wish_clock.h"

namespace yz::hub {

namespace {

using Job = std::function<void()>;

constexpr std::size_t jobs_max = 2'048;
constexpr std::size_t passwords_max = 16;
constexpr std::size_t listeners_max = 256;
constexpr std::size_t waiting_max = 2'048;
constexpr Milliseconds keep_alive{15'000};
constexpr Milliseconds tidy_every{3'600'000};
constexpr Milliseconds nap_max{1'000};
constexpr Milliseconds nap_after_error{1'000};

/// Jobs for one thread, in order. Bounded; nothing else is shared.
class JobQueue {
 public:
  explicit JobQueue(std::size_t most) : most_(most) {}
  bool push(Job job) {
    const std::lock_guard hold(mutex_);
    if (jobs_.size() >= most_) return false;
    jobs_.push_back(std::move(job));
    filled_.notify_one();
    return true;
  }
  /// Nothing when `wait` is over first.
  std::optional<Job> pop(Milliseconds wait, const std::stop_token& stop) {
    std::unique_lock hold(mutex_);
    if (!filled_.wait_for(hold, stop, wait, [this] { return !jobs_.empty(); })) return std::nullopt;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }

 private:
  std::mutex mutex_;  // guards jobs_
  std::condition_variable_any filled_;
  std::deque<Job> jobs_;
  std::size_t most_;
};

Reply busy() {
  Reply reply = error_reply(503, "busy");
  reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

Result<std::string> do_password(const SlowPassword& ask) {
  if (ask.work == SlowPassword::Work::make) return hash_password(ask.password);
  if (!password_fits(ask.hash, ask.password)) return fail(Code::denied, "password");
  return ask.hash;
}

struct ParkedFeed {
  WaitForFeed ask;
  Milliseconds until{};
  std::shared_ptr<Responder> responder;
};

struct Listener {
  Listen ask;
  std::shared_ptr<EventSink> sink;
};

class RealWorker final : public Worker {
 public:
  explicit RealWorker(std::unique_ptr<Hub> hub) : hub_(std::move(hub)), applier_(*hub_) {
    password_thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        if (auto job = passwords_.pop(nap_max, stop)) guarded(*job);
      }
    });
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }
  ~RealWorker() override {
    password_thread_.request_stop();
    thread_.request_stop();
    if (password_thread_.joinable()) password_thread_.join();
    if (thread_.joinable()) thread_.join();
  }

  void submit(Request request, std::shared_ptr<Responder> responder) override {
    const bool is_taken = jobs_.push([this, responder, asked = std::move(request)]() mutable {
      carry_out(dispatch(*hub_, std::move(asked)), responder);
    });
    if (!is_taken) responder->reply(busy());
  }

  Result<nlohmann::json> call(std::function<Result<nlohmann::json>(Hub&)> job) override {
    auto promise = std::make_shared<std::promise<Result<nlohmann::json>>>();
    auto answer = promise->get_future();
    const bool is_taken =
        jobs_.push([this, promise, work = std::move(job)] { promise->set_value(work(*hub_)); });
    if (!is_taken) return fail(Code::unavailable, "the hub is busy");
    if (answer.wait_for(std::chrono::minutes{2}) != std::future_status::ready) {
      return fail(Code::unavailable, "the hub did not answer");
    }
    return answer.get();
  }

 private:
  static void guarded(const Job& job) {
    try {
      job();
    } catch (const std::exception& error) {
      spdlog::error("a job failed: {}", error.what());
    }
  }

  void run(const std::stop_token& stop) {
    if (auto retried = applier_.retry_dead_letters(); !retried) {
      spdlog::error("dead letters: {}", retried.error().what);
      if (auto loaded = hub_->books().load(hub_->clock().now()); !loaded)
        spdlog::critical("{}", loaded.error().what);
    }
    Milliseconds nap{0};
    while (!stop.stop_requested()) {
      if (auto job = jobs_.pop(nap, stop)) guarded(*job);
      const auto applied = applier_.step();
      if (!applied) spdlog::error("apply: {}", applied.error().what);
      tell_changes();
      answer_late_feeds();
      look_after();
      const bool has_more = applied && *applied > 0;
      nap = has_more ? Milliseconds{0} : applied ? nap_until_due() : nap_after_error;
    }
    for (const ParkedFeed& parked : parked_) parked.responder->reply(feed_reply(*hub_, parked.ask));
  }

  Milliseconds nap_until_due() const {
    Milliseconds nap = nap_max;
    for (const ParkedFeed& parked : parked_) nap = std::min(nap, parked.until - hub_->clock().mono());
    return std::max(nap, Milliseconds{1});
  }

  void carry_out(Outcome outcome, const std::shared_ptr<Responder>& responder) {
    if (auto* reply = std::get_if<Reply>(&outcome)) {
      responder->reply(std::move(*reply));
    } else if (auto* wait = std::get_if<WaitForFeed>(&outcome)) {
      if (parked_.size() >= waiting_max) return responder->reply(busy());
      parked_.push_back({*wait, hub_->clock().mono() + wait->wait, responder});
    } else if (auto* listen = std::get_if<Listen>(&outcome)) {
      if (listeners_.size() >= listeners_max) return responder->reply(busy());
      Listener listener{std::move(*listen), responder->open_stream()};
      if (tell(listener)) listeners_.push_back(std::move(listener));
    } else if (auto* password = std::get_if<SlowPassword>(&outcome)) {
      auto ask = std::make_shared<SlowPassword>(std::move(*password));
      const bool is_taken = passwords_.push([this, ask, responder] {
        auto result = do_password(*ask);
        const bool is_back =
            jobs_.push([this, ask, responder, result] { responder->reply(ask->then(*hub_, result)); });
        if (!is_back) responder->reply(busy());
      });
      if (!is_taken) responder->reply(busy());
    }
  }

  bool tell(const Listener& listener) {
    const auto state = listener.ask.render(*hub_);
    if (!state) return false;
    return listener.sink->send(
        "event: state\ndata: " + state->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
        "\n\n");
  }

  void tell_changes() {
    const auto changed = hub_->take_changes();
    if (changed.empty()) return;
    listeners_.remove_if([&](const Listener& l) { return changed.contains(l.ask.station) && !tell(l); });
    parked_.remove_if([&](const ParkedFeed& parked) {
      if (!changed.contains(parked.ask.station)) return false;
      Reply reply = feed_reply(*hub_, parked.ask);
      if (reply.status == 200 && reply.body.empty()) return false;  // it was its own news
      parked.responder->reply(std::move(reply));
      return true;
    });
  }

  void answer_late_feeds() {
    const Milliseconds now = hub_->clock().mono();
    parked_.remove_if([&](const ParkedFeed& parked) {
      if (parked.until > now) return false;
      parked.responder->reply(feed_reply(*hub_, parked.ask));
      return true;
    });
  }

  /// What is due from time to time: listeners hear that we live, and old days are forgotten.
  void look_after() {
    const Milliseconds now = hub_->clock().mono();
    keep_wish_clock(now);
    keep_lesson_clock(now);
    if (now - alive_at_ >= keep_alive) {
      alive_at_ = now;
      listeners_.remove_if([](const Listener& l) { return !l.sink->send(": alive\n\n"); });
    }
    if (now - tidied_at_ >= tidy_every) {
      tidied_at_ = now;
      hub_->books().tidy(hub_->clock().now());
      if (auto erased = erase_past_terms(*hub_); !erased)
        spdlog::error("past their term: {}", erased.error().what);
      if (auto tidied = tidy_uploads(*hub_); !tidied) spdlog::error("uploads: {}", tidied.error().what);
    }
  }

  /// At the start at once; a full slice has more behind it.
  void keep_wish_clock(Milliseconds now) {
    if (wish_clock_due_ && now < *wish_clock_due_) return;
    const auto made = run_wish_clock(*hub_);
    if (!made) spdlog::error("wishes: {}", made.error().what);
    const bool has_more = made && *made >= wish_clock_slice;
    wish_clock_due_ = has_more ? now : now + wish_clock_every;
    tell_changes();
  }

  void keep_lesson_clock(Milliseconds now) {
    if (lesson_clock_due_ && now < *lesson_clock_due_) return;
    if (auto done = run_lesson_clock(*hub_); !done) spdlog::error("lessons: {}", done.error().what);
    lesson_clock_due_ = now + lesson_clock_every;
    tell_changes();
  }

  std::unique_ptr<Hub> hub_;
  Applier applier_;
  JobQueue jobs_{jobs_max};
  JobQueue passwords_{passwords_max};
  std::list<ParkedFeed> parked_;
  std::list<Listener> listeners_;
  std::optional<Milliseconds> wish_clock_due_;
  std::optional<Milliseconds> lesson_clock_due_;
  Milliseconds alive_at_{};
  Milliseconds tidied_at_{};
  std::jthread thread_;
  std::jthread password_thread_;
};

}  // namespace

std::unique_ptr<Worker> Worker::start(std::unique_ptr<Hub> hub) {
  return std::make_unique<RealWorker>(std::move(hub));
}

}  // namespace yz::hub
