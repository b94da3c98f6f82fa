// Tells a story (assets/tour/*.jsonl) on a stage. A line is either for the kiosk, as `--play` takes it, or
// for the conductor, who moves everything else: cards, paper, codes, staff at the counter, the hub. A story
// is cut into steps; a step that does not hold is reported and the next one is still told.
//
// Conductor's lines:
//   {"step":"what the resident does","picture":"name"}    begins a step; the picture is taken at its end
//     "needs":"card reader" beside it                     left out on a stage that has none
//   {"kiosk":"start|finish|kill","size":"1920x1080"}      {"hub":"start|stop|kill"}
//   {"printer":"paper out"}  {"reader":"place wang"}  {"scanner":"scan …"}  {"camera":"show …"}
//   {"card":"place …"}
//   {"proxy":"down"}
//   {"counter":"3","do":"call-next"}                      staff at the hub's counter page
//   {"wish":"${deng.label}","do":"triage","by":"dispatcher","body":{…}}   staff at the hub's page of wishes
//   {"help":"accept"}                                     staff at the hub's page of calls: the first of it
//   {"expect_slip":["A001","补打"],"as":"wang"}            the next slip has these words; keeps ${wang.code}
//   and ${wang.label}, of a number or of a wish
//   {"expect_no_slip_ms":500}                              nothing is printed for that long
//   {"expect_hub":"${wang.label}","state":"served"}       waits until the hub has it so
//   {"expect_spoken":"请A零一二号"}                         the kiosk said it since the step began
//   {"publish":{"/notices/0/zh":"…"}}                      the pack with these values changed goes to the hub
//   {"publish_damaged":{…}}                                the same, and one of its files is damaged on the
//   hub's disk
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/stage.h"

namespace yz::test {

struct StepReport {
  std::string name;
  std::string trouble;  // empty: it held
  bool left_out{};
  std::vector<std::string> pictures;
  std::vector<std::string> slips;
  Milliseconds took{};
};

class Conductor {
 public:
  explicit Conductor(Stage& stage) : stage_(stage) {}

  /// Every line is one JSON object; blank lines and lines that begin with # are for readers. `invalid` names
  /// the line that is nothing the kiosk or the conductor knows.
  static Result<std::vector<nlohmann::json>> read_story(const std::filesystem::path& file);
  /// Prints each step's outcome as it comes.
  [[nodiscard]] std::vector<StepReport> tell(const std::vector<nlohmann::json>& story);

 private:
  using Line = const nlohmann::json&;
  struct Kind {
    const char* key;
    Status (Conductor::*act)(Line);
  };
  static const std::vector<Kind>& kinds();
  static bool is_known(Line line);

  Status act(Line line);
  Status act_kiosk(Line line);
  Status act_hub(Line line);
  Status act_printer(Line line);
  Status act_reader(Line line);
  Status act_scanner(Line line);
  Status act_camera(Line line);
  Status act_card(Line line);
  Status act_proxy(Line line);
  Status act_counter(Line line);
  Status act_wish(Line line);
  Status act_help(Line line);
  Status expect_slip(Line line);
  Status expect_no_slip(Line line);
  Status expect_hub(Line line);
  Status expect_spoken(Line line);
  Status publish(Line line);
  Status publish_damaged(Line line);
  Status play(Line line);
  Status publish_changed(Line changes);
  [[nodiscard]] nlohmann::json filled(Line line) const;
  /// True: the stage has no such thing, and the step is not told.
  [[nodiscard]] bool lacks(const std::string& what) const;
  void begin_step(Line line);
  void finish_step(const std::string& picture);
  /// After a step that did not hold: back to the home screen, so that the next one has a chance.
  void go_home();

  Stage& stage_;
  std::map<std::string, std::string> variables_;
  std::map<std::string, std::unique_ptr<HubAdmin>> staff_;  // by name, with their sessions
  std::size_t slips_seen_{};
  std::size_t spoken_before_{};
  Milliseconds step_began_{};
  bool kiosk_line_failed_{};  // then the kiosk itself ends with 1
  StepReport step_;
};

/// The table at the end: step, result, picture, slip.
[[nodiscard]] std::string table(const std::vector<StepReport>& steps);

}  // namespace yz::test
