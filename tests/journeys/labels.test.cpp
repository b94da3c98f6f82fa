#include <system_error>

#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

constexpr const char* faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
constexpr int tickets_each = 4;

/// The wall clock `shift` away ("-1d", "+365d"); time since boot goes on.
KioskRun with_clock(const std::string& shift) {
  KioskRun run;
  run.environment = {std::string("LD_PRELOAD=") + faketime, "FAKETIME=" + shift,
                     "FAKETIME_DONT_FAKE_MONOTONIC=1"};
  return run;
}

/// Every number this station gave out, by day, told apart by the slip's secret.
class LabelWatch {
 public:
  explicit LabelWatch(StationJourney& journey) : journey_(journey) {}

  void run_kiosk(const KioskRun& run = {}) {
    Stage& stage = journey_.stage();
    require(stage.start_kiosk(run));
    const auto services = journey_.plain_services();
    for (int i = 0; i < tickets_each; ++i) {
      require(journey_.reach_number(services[0]));
      require(journey_.leave());
      ++taken_;
    }
    REQUIRE(wait_until(Milliseconds{20'000}, [&] { return stage.slips().size() == taken_; }));
    require(stage.finish_kiosk());
  }

  void check_unique() {
    UniqueLabels labels;
    for (const PrintedSlip& slip : journey_.stage().slips()) {
      const auto code = slip.parts();
      REQUIRE(code);
      labels.seen(code->day, code->label, code->secret);
    }
    CHECK(labels.twice().empty());
    CHECK(labels.size() == taken_);
  }

 private:
  StationJourney& journey_;
  std::size_t taken_{};
};

std::vector<std::filesystem::path> journal_files(const std::filesystem::path& state) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(state)) {
    if (entry.path().filename().string().rfind("journal.db", 0) == 0) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

TEST_CASE("p03 labels: none twice with the clock a day back, a year ahead, and right again", "[journeys]") {
  if (!std::filesystem::exists(faketime)) SKIP("faketime is not installed: the clock cannot be moved");
  StationJourney journey;
  LabelWatch watch(journey);
  watch.run_kiosk();
  watch.run_kiosk(with_clock("-1d"));
  watch.run_kiosk(with_clock("+365d"));
  watch.run_kiosk();
  watch.check_unique();
}

TEST_CASE("p03 labels: none twice with the clock moved while the hub is away", "[journeys]") {
  if (!std::filesystem::exists(faketime)) SKIP("faketime is not installed: the clock cannot be moved");
  StationJourney journey;
  LabelWatch watch(journey);
  watch.run_kiosk();
  journey.stage().stop_hub();
  watch.run_kiosk(with_clock("-1d"));
  watch.run_kiosk(with_clock("+365d"));
  watch.run_kiosk();
  watch.check_unique();
}

TEST_CASE("p03 labels: none twice after the journal was deleted", "[journeys]") {
  StationJourney journey;
  LabelWatch watch(journey);
  watch.run_kiosk();
  const auto files = journal_files(journey.stage().paths().kiosk());
  REQUIRE_FALSE(files.empty());
  for (const auto& file : files) std::filesystem::remove(file);
  watch.run_kiosk();
  watch.check_unique();
}

TEST_CASE("p03 labels: none twice after the journal was replaced by an older copy", "[journeys]") {
  StationJourney journey;
  LabelWatch watch(journey);
  watch.run_kiosk();
  const auto copy = journey.folder() / "older";
  std::filesystem::create_directories(copy);
  const auto files = journal_files(journey.stage().paths().kiosk());
  REQUIRE_FALSE(files.empty());
  for (const auto& file : files) std::filesystem::copy_file(file, copy / file.filename());
  watch.run_kiosk();
  const auto folder = files[0].parent_path();
  for (const auto& file : journal_files(journey.stage().paths().kiosk())) std::filesystem::remove(file);
  for (const auto& file : std::filesystem::directory_iterator(copy)) {
    std::filesystem::copy_file(file.path(), folder / file.path().filename());
  }
  watch.run_kiosk();
  watch.check_unique();
}

}  // namespace yz::test
