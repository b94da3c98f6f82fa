#include "kiosk/input/pinyin_desk.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include "kiosk/app/queue.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t jobs_max = 256;
constexpr Milliseconds look_time{1'000};

class PinyinThread final : public PinyinDesk {
 public:
  PinyinThread(PinyinFiles files, PinyinReport report)
      : files_(std::move(files)), report_(std::move(report)), thread_([this] { run(); }) {}
  ~PinyinThread() override {
    ++visit_;  // what waits is nobody's any more
    jobs_.close();
  }
  PinyinThread(const PinyinThread&) = delete;
  PinyinThread& operator=(const PinyinThread&) = delete;

  std::uint64_t set_mode(PinyinMode mode) override {
    return ask([mode](PinyinEngine& engine) {
      engine.set_mode(mode);
      return engine.clear();
    });
  }
  std::uint64_t press(char key) override {
    return ask([key](PinyinEngine& engine) { return engine.press(key); });
  }
  std::uint64_t backspace() override {
    return ask([](PinyinEngine& engine) { return engine.backspace(); });
  }
  std::uint64_t choose(std::size_t candidate) override {
    return ask([candidate](PinyinEngine& engine) { return engine.choose(candidate); });
  }
  std::uint64_t choose_reading(std::size_t reading) override {
    return ask([reading](PinyinEngine& engine) { return engine.choose_reading(reading); });
  }
  void forget() override {
    ++visit_;
    forgets_ = true;
    // Wakes the thread; a full queue wakes it as well.
    (void)jobs_.try_push({.serial = 0, .visit = visit_, .question = {}});
  }

 private:
  struct Job {
    std::uint64_t serial{};
    std::uint64_t visit{};
    std::function<PinyinState(PinyinEngine&)> question;  // none: it only wakes the thread
  };

  std::uint64_t ask(std::function<PinyinState(PinyinEngine&)> question) {
    const bool is_taken =
        jobs_.try_push({.serial = ++serial_, .visit = visit_, .question = std::move(question)});
    return is_taken ? serial_ : 0;
  }
  void answer(const Job& job) {
    auto engine = opened();
    PinyinAnswer answer{.serial = job.serial, .state = {}};
    if (engine) {
      answer.state = job.question(**engine);
    } else {
      answer.state = fail(engine.error());
    }
    if (job.visit == visit_) report_(std::move(answer));
  }

  void run() {
    try {
      while (!jobs_.is_closed()) {
        auto job = jobs_.pop(look_time);
        if (forgets_.exchange(false) && engine_ != nullptr) engine_->forget();
        if (job && job->visit == visit_ && job->question) answer(*job);
      }
      engine_.reset();                         // librime ends on the thread that began it
    } catch (const std::exception& trouble) {  // of a library; ours throws nothing
      spdlog::error("pinyin: {}", trouble.what());
    }
  }

  /// Opens it the first time; a failure stays, and is said once in the log.
  Result<PinyinEngine*> opened() {
    if (engine_ != nullptr) return engine_.get();
    if (!trouble_) {
      auto engine = PinyinEngine::open(files_);
      if (engine) {
        engine_ = *std::move(engine);
        return engine_.get();
      }
      trouble_ = engine.error();
      spdlog::error("pinyin: {}", trouble_->what);
    }
    return fail(*trouble_);
  }

  const PinyinFiles files_;
  const PinyinReport report_;
  std::uint64_t serial_{};                // UI thread
  std::unique_ptr<PinyinEngine> engine_;  // desk's thread, like trouble_
  std::optional<Error> trouble_;
  Queue<Job> jobs_{jobs_max};
  std::atomic<std::uint64_t> visit_{};
  std::atomic<bool> forgets_{};
  std::jthread thread_;  // last: it uses all above
};

}  // namespace

std::unique_ptr<PinyinDesk> PinyinDesk::start(PinyinFiles files, PinyinReport report) {
  return std::make_unique<PinyinThread>(std::move(files), std::move(report));
}

}  // namespace yz::kiosk
