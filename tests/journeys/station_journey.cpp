#include "tests/journeys/station_journey.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>

namespace yz::test {

namespace {

constexpr std::size_t rows_a_page = 5;  // what can be touched without turning the page
constexpr int numbers_ahead_max = 45;   // two blocks of the floor file, and some
constexpr int last_lines = 40;          // of a log that tells why a journey broke off

/// Of every log in the folder.
void print_last_lines(const std::filesystem::path& folder) {
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = file.path().filename().string();
    if (!file.is_regular_file(error) || name.find(".log") == std::string::npos) continue;
    const std::string text = read_file(file.path());
    if (text.empty()) continue;
    auto from = text.size();
    for (int line = 0; line <= last_lines && from != std::string::npos && from > 0; ++line)
      from = text.rfind('\n', from - 1);
    std::printf("── %s\n%s\n", name.c_str(), text.substr(from == std::string::npos ? 0 : from).c_str());
  }
}

}  // namespace

bool is_full_run() {
  const char* value = std::getenv("YIZHAN_FULL");
  return value != nullptr && std::string(value) == "1";
}

unsigned random_seed() {
  const char* given = std::getenv("YIZHAN_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  WARN("seed " << seed << " (YIZHAN_SEED takes it back)");
  return seed;
}

Result<std::size_t> journal_numbers(const std::filesystem::path& state) {
  std::filesystem::path file;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(state)) {
    if (entry.path().filename() == "journal.db") file = entry.path();
  }
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  if (result != SQLITE_OK) return fail(Code::unavailable, sqlite3_errmsg(opened));
  std::size_t count = 0;
  const auto take = [](void* into, int, char** row, char**) {
    *static_cast<std::size_t*>(into) = std::stoul(row[0]);
    return 0;
  };
  if (sqlite3_exec(opened, "SELECT count(*) FROM number", take, &count, nullptr) != SQLITE_OK)
    return fail(Code::unavailable, sqlite3_errmsg(opened));
  return count;
}

std::optional<std::string> journal_setting(const std::filesystem::path& state, const std::string& key) {
  // The kiosk that runs has its journal for itself: a copy is read, with what is still in its log.
  const TempDir copy;
  std::error_code ignored;  // then nothing is found below
  for (const char* name : {"journal.db", "journal.db-wal"})
    std::filesystem::copy_file(state / "journal" / name, copy.path() / name, ignored);
  sqlite3* opened = nullptr;
  const int result =
      sqlite3_open_v2((copy.path() / "journal.db").c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  if (result != SQLITE_OK) return std::nullopt;
  std::optional<std::string> value;
  const auto take = [](void* into, int, char** row, char**) {
    *static_cast<std::optional<std::string>*>(into) = row[0];
    return 0;
  };
  const std::string sql = "SELECT value FROM model WHERE area = 'setting' AND key = '" + key + "'";
  (void)sqlite3_exec(opened, sql.c_str(), take, &value, nullptr);
  return value;
}

StationJourney::StationJourney(StageConfig config, Content content) {
  config.programs = std::filesystem::path(YZ_BINARY_DIR) / "bin";
  config.source = YZ_SOURCE_DIR;
  config.folder = folder_.path() / "stage";
  config.has_plain_content = content == Content::plain;
  auto stage = Stage::build(config);
  if (!stage && stage.error().code == Code::denied) SKIP(stage.error().what);
  if (!stage) FAIL(stage.error().what);
  stage_ = *std::move(stage);
}

StationJourney::~StationJourney() {
  if (std::uncaught_exceptions() == 0 || stage_ == nullptr) return;
  print_last_lines(stage_->paths().logs());
  if (stage_->has_card_reader()) print_last_lines(stage_->pcsc().folder());
}

Status StationJourney::reach_number(const std::string& service) {
  if (auto done = kiosk().tap("home.tickets"); !done) {
    if (done.error().code == Code::unavailable) return done;
    // After a kill the kiosk asks about a slip that may not have come out; the question may come after the
    // home screen was seen.
    if (auto answered = kiosk().tap("power.back.no"); !answered) return done;
    if (auto again = kiosk().tap("home.tickets"); !again) return again;
  }
  if (auto done = kiosk().tap("tickets.choose." + service); !done) return done;
  const Milliseconds touched = now_mono();
  if (auto done = kiosk().wait_for("tickets.done.number"); !done) return done;
  last_wait_ = now_mono() - touched;
  return {};
}

Result<std::string> StationJourney::take_number(const std::string& service) {
  if (auto done = reach_number(service); !done) return fail(done.error());
  return shown_label(service);
}

Result<std::string> StationJourney::shown_label(const std::string& service) {
  const std::string letter = (*stage_->content().find_service(service))["letter"];
  int& last = last_number_[service];
  // The next number nearly always; after a kill it may be some further, after a lost journal a block.
  for (int number = last + 1; number <= last + numbers_ahead_max; ++number) {
    char label[16];
    std::snprintf(label, sizeof label, "%s%03d", letter.c_str(), number);
    auto shown = kiosk().play({{"expect_text", label}, {"timeout_ms", 20}});
    if (shown) {
      last = number;
      return std::string(label);
    }
    if (shown.error().code == Code::unavailable) return fail(shown.error());
  }
  return fail(Code::not_found,
              "no number of " + service + " above " + std::to_string(last) + " is on the screen");
}

Status StationJourney::reach_home(Milliseconds most) {
  const Milliseconds end = now_mono() + most;
  while (true) {
    auto home = kiosk().wait_for("home.tickets", Milliseconds{1'000});
    if (home || home.error().code == Code::unavailable || now_mono() >= end) return home;
    // After a kill the kiosk offers to print what may never have come out.
    (void)kiosk().play({{"tap", "power.back.no"}, {"timeout_ms", 1'000}});
  }
}

Status StationJourney::leave() {
  if (auto done = kiosk().tap("tickets.done.leave"); !done) return done;
  return kiosk().wait_for("home.tickets");
}

std::vector<std::string> StationJourney::plain_services() {
  std::vector<std::string> ids;
  for (const auto& service : stage_->content().station()["services"]) {
    if (!service.value("has_priority", false) && ids.size() < rows_a_page) ids.push_back(service["id"]);
  }
  return ids;
}

std::vector<HubTicket> StationJourney::hub_tickets(std::size_t at_least, Milliseconds most) {
  std::vector<HubTicket> last;
  (void)wait_until(most, [&] {  // the caller's checks tell what is missing
    if (auto tickets = stage_->hub().tickets()) last = *tickets;
    return last.size() >= at_least;
  });
  return last;
}

}  // namespace yz::test
