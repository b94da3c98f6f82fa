// For journeys with more kiosks than one screen: the station behind it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>

#include "base/system_clock.h"
#include "kiosk/app/station.h"
#include "tests/journeys/station_journey.h"

namespace yz::test {

inline constexpr Milliseconds answer_wait{60'000};

/// A kiosk behind its screen: the real station thread with journal and sync, asked as its screens ask.
class Counterpart {
 public:
  Counterpart(const std::filesystem::path& state, const Stage& stage, const std::string& hub_url,
              const std::string& code, const std::filesystem::path& installer = {}) {
    std::filesystem::create_directories(state);
    auto texts = kiosk::load_texts(std::filesystem::path(YZ_SOURCE_DIR) / "assets" / "text");
    REQUIRE(texts);
    kiosk::StationConfig config;
    config.state = state;
    config.factory_content = stage.paths().factory();
    config.installer = installer;
    config.hub_url = hub_url;
    config.enrol_code = code;
    config.app_version = "0.1.0";
    config.own_texts = *std::move(texts);
    kiosk::Content content;
    auto started = kiosk::Station::start(
        std::move(config), clock_,
        {.report = [this](kiosk::StationReport report) { take(std::move(report)); },
         .print = [](const std::optional<hal::DeviceId>&, const hal::JobId&, hal::Slip) { return Status{}; }},
        content);
    if (!started) FAIL(started.error().what);
    station_ = *std::move(started);
  }
  ~Counterpart() { station_->stop(); }
  Counterpart(const Counterpart&) = delete;
  Counterpart& operator=(const Counterpart&) = delete;

  template <class Ask>
  kiosk::LessonAnswer ask(Ask one) {
    std::unique_lock lock(mutex_);
    one.ask = ++last_;
    answer_.reset();
    REQUIRE(station_->submit(one));
    REQUIRE(came_.wait_for(lock, answer_wait, [&] { return answer_.has_value(); }));
    return *answer_;
  }
  kiosk::ProgressShown ask(kiosk::ProgressAsk one) {
    std::unique_lock lock(mutex_);
    one.ask = ++last_;
    progress_.reset();
    REQUIRE(station_->submit(one));
    REQUIRE(came_.wait_for(lock, answer_wait, [&] { return progress_.has_value(); }));
    return *progress_;
  }
  [[nodiscard]] bool is_online() {
    const std::scoped_lock lock(mutex_);
    return system_.link == kiosk::NetLink::online;
  }
  [[nodiscard]] std::uint64_t unsent() {
    const std::scoped_lock lock(mutex_);
    return system_.unsent;
  }
  [[nodiscard]] std::vector<kiosk::SessionView> sessions() {
    const std::scoped_lock lock(mutex_);
    return sessions_;
  }

 private:
  void take(kiosk::StationReport report) {
    const std::scoped_lock lock(mutex_);
    if (auto* shown = std::get_if<kiosk::SystemShown>(&report)) system_ = shown->system;
    if (auto* shown = std::get_if<kiosk::SessionsShown>(&report)) sessions_ = std::move(shown->sessions);
    if (auto* shown = std::get_if<kiosk::ProgressShown>(&report); shown != nullptr && shown->ask == last_)
      progress_ = std::move(*shown);
    if (auto* answered = std::get_if<kiosk::LessonAnswered>(&report);
        answered != nullptr && answered->ask == last_)
      answer_ = std::move(answered->answer);
    came_.notify_all();
  }

  SystemClock clock_;
  std::mutex mutex_;
  std::condition_variable came_;
  kiosk::AskId last_{};
  std::optional<kiosk::LessonAnswer> answer_;
  std::optional<kiosk::ProgressShown> progress_;
  kiosk::SystemView system_;
  std::vector<kiosk::SessionView> sessions_;
  std::unique_ptr<kiosk::Station> station_;
};

}  // namespace yz::test
