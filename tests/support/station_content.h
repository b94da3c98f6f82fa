// Content packs for tests: a copy of the demo pack with single values changed, so that a story does not
// depend on the hour at which it is told.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/result.h"

namespace yz::test {

class StationContent final {
 public:
  /// Copies the pack into `folder`.
  static Result<std::unique_ptr<StationContent>> copy(const std::filesystem::path& pack,
                                                      const std::filesystem::path& folder);

  StationContent(const StationContent&) = delete;
  StationContent& operator=(const StationContent&) = delete;
  ~StationContent() = default;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// station.json, to be changed and saved.
  [[nodiscard]] nlohmann::json& station() { return station_; }
  /// lessons.json, likewise.
  [[nodiscard]] nlohmann::json& lessons() { return lessons_; }
  /// wishes.json, as it is.
  [[nodiscard]] const nlohmann::json& wishes() const { return wishes_; }
  /// Open around the clock on every day.
  void open_always(const std::string& service);
  /// Closed today and tomorrow, whatever the day is, with an opening two days on.
  void close_today(const std::string& service);
  /// No class takes place today.
  void close_school_today();
  /// One class, today, which begins so much from now and ends ten minutes later.
  void hold_one_class(std::chrono::minutes from_now);
  /// Every service open, without the question for priority, and with as many numbers as three digits hold.
  void make_plain();
  [[nodiscard]] nlohmann::json* find_service(const std::string& service);
  [[nodiscard]] Status save() const;

 private:
  StationContent() = default;
  std::filesystem::path folder_;
  [[nodiscard]] std::chrono::sys_time<std::chrono::minutes> station_now() const;

  nlohmann::json station_;
  nlohmann::json lessons_;
  nlohmann::json wishes_;
};

}  // namespace yz::test
