#include "kiosk/app/speech.h"

#include <libspeechd.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

namespace yz::kiosk {
namespace {

constexpr std::size_t utterances_max = 16;
/// No sentence of a screen is longer; a daemon that never reports an end must not keep the timers standing.
constexpr Milliseconds sentence_time_max{30'000};
constexpr Milliseconds retry_time{10'000};
constexpr Milliseconds chime_time{800};  // before a call
constexpr std::string_view mandarin_voice = "latin as Pinyin";
// What speech-dispatcher's -100 … 100 has to be for 180 and 145 syllables a minute with espeak-ng.
constexpr int rate_normal = -10;
constexpr int rate_slow = -30;

int volume_of(Volume volume) {
  switch (volume) {
    case Volume::off:
      return -100;
    case Volume::low:
      return -40;
    case Volume::medium:
      return 0;
    case Volume::high:
      return 60;
  }
  return 0;
}

/// What libspeechd's own thread tells; its callbacks carry no pointer of ours, so there is one for the
/// process.
struct Ends {
  std::mutex mutex;  // guards `over`
  std::condition_variable changed;
  bool over{};
};
Ends& ends() {
  static Ends one;
  return one;
}
void on_end(std::size_t, std::size_t, SPDNotificationType) {
  const std::lock_guard lock(ends().mutex);
  ends().over = true;
  ends().changed.notify_all();
}

struct CloseConnection {
  void operator()(SPDConnection* connection) const { spd_close(connection); }
};
using Connection = std::unique_ptr<SPDConnection, CloseConnection>;

class SpeechThread final : public Speech {
 public:
  SpeechThread(const std::filesystem::path& log, const Clock& clock, std::function<void(SpeechReport)> report)
      : log_(log, std::ios::app), clock_(clock), report_(std::move(report)) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      try {
        run(stop);
      } catch (const std::exception& trouble) {
        spdlog::error("speech: {}", trouble.what());
        report_({false, false, false});
      }
    });
  }
  ~SpeechThread() override {
    thread_.request_stop();
    stop();
    wake_.notify_all();
  }
  SpeechThread(const SpeechThread&) = delete;
  SpeechThread& operator=(const SpeechThread&) = delete;

  void say(Utterance utterance) override {
    const std::lock_guard lock(mutex_);
    if (!utterance.urgent) {
      std::erase_if(queue_, [](const Utterance& waiting) { return !waiting.urgent; });
      if (talking_ && !talking_urgent_) cut_ = true;
    }
    if (queue_.size() >= utterances_max) return;
    // The same twice while it waits is one.
    if (std::ranges::any_of(queue_, [&](const Utterance& one) { return one.text == utterance.text; })) return;
    // Urgent ones among themselves in the order of coming, before all others.
    auto at = queue_.end();
    if (utterance.urgent)
      at = std::ranges::find_if(queue_, [](const Utterance& waiting) { return !waiting.urgent; });
    queue_.insert(at, std::move(utterance));
    wake_.notify_all();
    ends().changed.notify_all();
  }
  void stop() override {
    const std::lock_guard lock(mutex_);
    std::erase_if(queue_, [](const Utterance& waiting) { return !waiting.urgent; });
    if (talking_ && !talking_urgent_) cut_ = true;
    ends().changed.notify_all();
  }

 private:
  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::optional<Utterance> next;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stop.stop_requested() || !queue_.empty(); });
        if (stop.stop_requested()) return;
        next = std::move(queue_.front());
        queue_.pop_front();
        talking_ = true;
        talking_urgent_ = next->urgent;
        cut_ = false;
      }
      connect();
      if (next->urgent) {
        report_({true, connection_ != nullptr, true});
        std::unique_lock lock(mutex_);
        (void)wake_.wait_for(lock, chime_time, [&] { return stop.stop_requested(); });
      }
      for (int time = 0; time < next->times && connection_ != nullptr; ++time) speak(*next, stop);
      const std::lock_guard lock(mutex_);
      talking_ = false;
      if (queue_.empty()) report_({false, connection_ != nullptr, false});
    }
  }

  void connect() {
    if (connection_ != nullptr || clock_.mono() < retry_at_) return;
    char* why = nullptr;
    connection_.reset(
        spd_open2("yizhan", "kiosk", "resident", SPD_MODE_THREADED, nullptr, /*autospawn=*/0, &why));
    if (connection_ == nullptr) {
      spdlog::warn("no speech daemon: {}", why == nullptr ? "it does not answer" : why);
      std::free(why);
      retry_at_ = clock_.mono() + retry_time;
      return;
    }
    connection_->callback_end = on_end;
    connection_->callback_cancel = on_end;
    (void)spd_set_notification_on(connection_.get(),
                                  SPD_END);  // without them a sentence ends by its time alone
    (void)spd_set_notification_on(connection_.get(), SPD_CANCEL);
    choose_voice();
  }

  /// The Mandarin voice by its name: `cmn` itself reads Chinese as English.
  void choose_voice() {
    SPDVoice** voices = spd_list_synthesis_voices(connection_.get());
    for (SPDVoice** one = voices; voices != nullptr && *one != nullptr; ++one) {
      if (std::string_view((*one)->name).find(mandarin_voice) != std::string_view::npos)
        voice_ = (*one)->name;
    }
    if (voices != nullptr) free_spd_voices(voices);
    if (voice_.empty()) spdlog::warn("the speech daemon has no voice \"{}\"", mandarin_voice);
  }

  void prepare(const Utterance& utterance) {
    SPDConnection* connection = connection_.get();
    // A setting that the engine does not know leaves its default: the sentence is said all the same.
    if (utterance.language == Language::en) {
      (void)spd_set_language(connection, "en");
    } else if (!voice_.empty()) {
      (void)spd_set_language(connection, "cmn");
      (void)spd_set_synthesis_voice(connection, voice_.c_str());
    } else {
      (void)spd_set_language(connection, "zh");
    }
    (void)spd_set_voice_rate(connection, utterance.slow ? rate_slow : rate_normal);
    (void)spd_set_volume(connection, volume_of(utterance.volume));
  }

  void speak(const Utterance& utterance, const std::stop_token& stop) {
    prepare(utterance);
    {
      const std::lock_guard lock(ends().mutex);
      ends().over = false;
    }
    if (spd_say(connection_.get(), SPD_TEXT, utterance.text.c_str()) < 0) {
      connection_.reset();  // it went away; the next sentence tries again
      retry_at_ = clock_.mono() + retry_time;
      report_({false, false, false});
      return;
    }
    write_log(utterance);
    report_({true, true, false});
    const Milliseconds latest = clock_.mono() + sentence_time_max;
    std::unique_lock lock(ends().mutex);
    while (!ends().over && !stop.stop_requested() && !is_cut() && clock_.mono() < latest) {
      ends().changed.wait_for(lock, Milliseconds{200});
    }
    lock.unlock();
    if (is_cut() || stop.stop_requested()) (void)spd_cancel(connection_.get());
  }

  bool is_cut() {
    const std::lock_guard lock(mutex_);
    return cut_;
  }

  void write_log(const Utterance& utterance) {
    std::string plain = utterance.text;
    std::erase(plain, ' ');
    log_ << nlohmann::json{{"t", clock_.now().time_since_epoch().count()},
                           {"key", utterance.key},
                           {"text", utterance.text},
                           {"plain", plain},
                           {"urgent", utterance.urgent}}
                .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
         << std::endl;
  }

  std::ofstream log_;
  const Clock& clock_;
  std::function<void(SpeechReport)> report_;
  Connection connection_;  // speech thread only, like the three below
  std::string voice_;
  Milliseconds retry_at_{};
  std::mutex mutex_;  // guards all below
  std::condition_variable wake_;
  std::deque<Utterance> queue_;
  bool talking_{};
  bool talking_urgent_{};
  bool cut_{};
  std::jthread thread_;  // last: it uses all above
};

}  // namespace

std::unique_ptr<Speech> Speech::start(const std::filesystem::path& log, const Clock& clock,
                                      std::function<void(SpeechReport)> report) {
  return std::make_unique<SpeechThread>(log, clock, std::move(report));
}

}  // namespace yz::kiosk
