#include "tests/support/station_content.h"

#include <array>
#include <chrono>
#include <system_error>

#include "base/system_clock.h"
#include "domain/content/station.h"
#include "tests/support/process.h"

namespace yz::test {

namespace {

constexpr std::array<const char*, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

nlohmann::json always_open() {
  nlohmann::json weekly = nlohmann::json::object();
  for (const char* day : weekdays) weekly[day] = {"00:00-24:00"};
  return {{"weekly", weekly}};
}

}  // namespace

Result<std::unique_ptr<StationContent>> StationContent::copy(const std::filesystem::path& pack,
                                                             const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::filesystem::copy(
      pack, folder,
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing, error);
  if (error) return fail(Code::unavailable, pack.string() + ": " + error.message());
  auto content = std::unique_ptr<StationContent>(new StationContent());
  content->folder_ = folder;
  content->station_ = nlohmann::json::parse(read_file(folder / "station.json"), nullptr, false);
  content->lessons_ = nlohmann::json::parse(read_file(folder / "lessons.json"), nullptr, false);
  content->wishes_ = nlohmann::json::parse(read_file(folder / "wishes.json"), nullptr, false);
  if (!content->station_.is_object())
    return fail(Code::corrupt, (folder / "station.json").string() + " is no JSON object");
  return content;
}

void StationContent::open_always(const std::string& service) {
  if (nlohmann::json* found = find_service(service)) (*found)["hours"] = always_open();
}

void StationContent::close_today(const std::string& service) {
  nlohmann::json* found = find_service(service);
  if (found == nullptr) return;
  const std::chrono::weekday today{std::chrono::floor<std::chrono::days>(station_now())};
  const auto opening = (today + std::chrono::days{2}).c_encoding();
  nlohmann::json weekly = nlohmann::json::object();
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    weekly[weekdays[day]] = nlohmann::json::array();
    if (day == opening) weekly[weekdays[day]].push_back("08:30-17:00");
  }
  (*found)["hours"] = {{"weekly", weekly}};
}

std::chrono::sys_time<std::chrono::minutes> StationContent::station_now() const {
  return std::chrono::floor<std::chrono::minutes>(SystemClock{}.now()) +
         std::chrono::minutes{station_.value("utc_offset_minutes", 0)};
}

void StationContent::close_school_today() {
  const domain::Day today{std::chrono::floor<std::chrono::days>(station_now())};
  for (nlohmann::json& one : lessons_["classes"]) one["never"].push_back(domain::to_text(today));
}

void StationContent::hold_one_class(std::chrono::minutes from_now) {
  const auto starts = station_now() + from_now;
  const auto day = std::chrono::floor<std::chrono::days>(starts);
  const auto minutes = (starts - day).count();
  const auto two_digits = [](auto value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  nlohmann::json one = lessons_["classes"][0];
  one["first"] = one["last"] = domain::to_text(domain::Day{day});
  one["at"] = two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
  one["minutes"] = 10;  // also shortly before midnight it ends on its day
  one["never"] = nlohmann::json::array();
  lessons_["classes"] = nlohmann::json::array({one});
}

void StationContent::make_plain() {
  for (nlohmann::json& service : station_["services"]) {
    service["hours"] = always_open();
    service["has_priority"] = false;
    service["quota_per_day"] = 999;
  }
}

nlohmann::json* StationContent::find_service(const std::string& service) {
  for (nlohmann::json& candidate : station_["services"]) {
    if (candidate.value("id", "") == service) return &candidate;
  }
  return nullptr;
}

Status StationContent::save() const {
  if (auto saved = write_file(folder_ / "lessons.json", lessons_.dump(2)); !saved) return saved;
  return write_file(folder_ / "station.json", station_.dump(2));
}

}  // namespace yz::test
