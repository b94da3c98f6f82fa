// What the journeys share: a stage in a temporary folder, and a resident who knows the way to a number.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/checkers.h"
#include "tests/support/stage.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

/// True in the long form (YIZHAN_FULL=1): the full figures of docs/reliability.md instead of a tenth.
[[nodiscard]] bool is_full_run();
/// Printed and, by YIZHAN_SEED, taken back.
[[nodiscard]] unsigned random_seed();

/// How many numbers the journal of a kiosk has taken for good; the kiosk must have ended.
[[nodiscard]] Result<std::size_t> journal_numbers(const std::filesystem::path& state);

/// A setting in the journal of a kiosk that may be running; nothing if it has none.
[[nodiscard]] std::optional<std::string> journal_setting(const std::filesystem::path& state,
                                                         const std::string& key);

/// plain: every service open and without questions; demo: the pack as it is, with its question of priority.
enum class Content { plain, demo };

class StationJourney {
 public:
  explicit StationJourney(StageConfig config = {}, Content content = Content::plain);
  /// Of a journey that broke off: prints what its programs said last, since the folder goes with it.
  ~StationJourney();
  StationJourney(const StationJourney&) = delete;
  StationJourney& operator=(const StationJourney&) = delete;

  [[nodiscard]] Stage& stage() { return *stage_; }
  [[nodiscard]] KioskPlayer& kiosk() { return stage_->kiosk(); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  /// Whatever the kiosk asks after its start, to the home screen.
  [[nodiscard]] Status reach_home(Milliseconds most = Milliseconds{20'000});
  /// From the home screen to tickets.done, without a card; stays on tickets.done.
  [[nodiscard]] Status reach_number(const std::string& service);
  /// The same, and reads the label; numbers of one day only.
  [[nodiscard]] Result<std::string> take_number(const std::string& service);
  /// From tickets.done back to the home screen.
  [[nodiscard]] Status leave();
  /// How long the last take_number waited between the last touch and the number.
  [[nodiscard]] Milliseconds last_wait() const { return last_wait_; }

  /// Services of the demo pack that need no card and no question, in their order; at most a page of them.
  [[nodiscard]] std::vector<std::string> plain_services();
  /// Waits until the hub has that many tickets; what it has then.
  [[nodiscard]] std::vector<HubTicket> hub_tickets(std::size_t at_least,
                                                   Milliseconds most = Milliseconds{60'000});

 private:
  [[nodiscard]] Result<std::string> shown_label(const std::string& service);

  TempDir folder_;
  std::unique_ptr<Stage> stage_;
  Milliseconds last_wait_{};
  std::map<std::string, int> last_number_;  // of each service
};

/// Requires a status or a result to hold, with its own words where it does not.
template <class T>
void require(const Result<T>& result) {
  if (!result) FAIL(result.error().what);
  SUCCEED();
}

}  // namespace yz::test
