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
  PinyinThread(PinyinFiles files, PinyinReports reports)
      : files_(std::move(files)), reports_(std::move(reports)), thread_([this] { run(); }) {}
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
  std::uint64_t clear() override {
    return ask([](PinyinEngine& engine) { return engine.clear(); });
  }
  std::uint64_t choose(std::size_t candidate) override {
    return ask([candidate](PinyinEngine& engine) { return engine.choose(candidate); });
  }
  std::uint64_t choose_reading(std::size_t reading) override {
    return ask([reading](PinyinEngine& engine) { return engine.choose_reading(reading); });
  }
  std::uint64_t page(std::size_t from, std::size_t most) override {
    return put([this, from, most](std::uint64_t serial, std::uint64_t visit) {
      PinyinPage page{.serial = serial, .from = from, .candidates = {}};
      if (auto engine = opened(); engine) {
        page.candidates = (*engine)->page(from, most);
      } else {
        page.candidates = fail(engine.error());
      }
      if (visit == visit_) reports_.page(std::move(page));
    });
  }
  void forget() override {
    ++visit_;
    forgets_ = true;
    // Wakes the thread; a full queue wakes it as well.
    (void)jobs_.try_push({.serial = 0, .visit = visit_, .work = [](std::uint64_t, std::uint64_t) {}});
  }

 private:
  struct Job {
    std::uint64_t serial{};
    std::uint64_t visit{};
    std::function<void(std::uint64_t serial, std::uint64_t visit)> work;
  };

  std::uint64_t put(std::function<void(std::uint64_t, std::uint64_t)> work) {
    const bool is_taken = jobs_.try_push({.serial = ++serial_, .visit = visit_, .work = std::move(work)});
    return is_taken ? serial_ : 0;
  }
  std::uint64_t ask(std::function<PinyinState(PinyinEngine&)> question) {
    return put([this, question = std::move(question)](std::uint64_t serial, std::uint64_t visit) {
      auto engine = opened();
      PinyinAnswer answer{.serial = serial, .state = {}};
      if (engine) {
        answer.state = question(**engine);
      } else {
        answer.state = fail(engine.error());
      }
      if (visit == visit_) reports_.answer(std::move(answer));
    });
  }

  void run() {
    try {
      while (!jobs_.is_closed()) {
        auto job = jobs_.pop(look_time);
        if (forgets_.exchange(false) && engine_ != nullptr) engine_->forget();
        if (job && job->visit == visit_) job->work(job->serial, job->visit);
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
  const PinyinReports reports_;
  std::uint64_t serial_{};                // UI thread
  std::unique_ptr<PinyinEngine> engine_;  // desk's thread, like trouble_
  std::optional<Error> trouble_;
  Queue<Job> jobs_{jobs_max};
  std::atomic<std::uint64_t> visit_{};
  std::atomic<bool> forgets_{};
  std::jthread thread_;  // last: it uses all above
};

}  // namespace

std::unique_ptr<PinyinDesk> PinyinDesk::start(PinyinFiles files, PinyinReports reports) {
  return std::make_unique<PinyinThread>(std::move(files), std::move(reports));
}

}  // namespace yz::kiosk
