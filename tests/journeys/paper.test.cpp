// Promise P12 (docs/reliability.md) through the whole kiosk: whatever becomes of the paper, the number on the
// screen stays, a copy has the same number and says so, and nowhere is there a second one.
#include <array>
#include <thread>

#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

constexpr Milliseconds patience{60'000};  // only against hanging
constexpr int touches_max = 5;
constexpr const char* small = "540x960";  // draws four times as fast

std::string in_words(const Status& status) {
  return status ? std::string() : status.error().what;
}

/// A resident whose slips meet trouble, one number after the other. What is wrong is kept, not thrown:
/// several of them run side by side.
class PaperTrials {
 public:
  explicit PaperTrials(const std::string& printer_model)
      : journey_({.printer_model = printer_model}), service_(journey_.plain_services().at(0)) {
    require(journey_.stage().start_kiosk({.size = small}));
    // A first slip, whole: from then on the printer is open, and the next bytes it gets are a slip's.
    require(take_number());
    require(journey_.kiosk().wait_for("print.printed", patience));
    require(journey_.leave());
  }

  [[nodiscard]] std::size_t trials() const { return trials_; }
  [[nodiscard]] std::size_t numbers() const { return labels_.size(); }
  [[nodiscard]] const std::vector<std::string>& wrong() const { return wrong_; }

  /// The printer's plug is pulled at this byte of a slip. False: the slip was shorter, and is whole.
  bool vanish_at(int byte) {
    name_ = "vanishes at byte " + std::to_string(byte);
    printer("vanish-at " + std::to_string(byte));
    if (!take_number()) return false;
    const bool has_ended =
        wait_until(patience, [&] { return shows("print.unsure") || shows("print.printed"); });
    holds(has_ended, "the slip's end is not on the screen");
    const bool was_cut = shows("print.unsure");
    if (was_cut) {
      ++trials_;
      copy_comes_out();
    }
    leave();
    return was_cut;
  }

  /// Trouble that the printer is in when the slip is sent, or in the middle of it.
  void meets(const std::string& trouble, const std::string& words, const std::string& mended, bool in_slip) {
    name_ = trouble + (in_slip ? " in the middle" : " before the slip");
    // Slow enough that the number is on the screen long before the slip is out.
    printer(in_slip ? "slow 600" : trouble);
    if (!take_number()) return;
    if (in_slip) {
      holds(printing_has_begun(), "no byte of the slip came");
      printer(trouble);
    }
    holds(in_words(journey_.kiosk().wait_for(words, patience)));
    ++trials_;
    if (in_slip) printer("slow off");
    printer(mended);
    copy_comes_out();
    leave();
  }

  /// Ends the kiosk and looks at what it and the hub have kept.
  void count_numbers() {
    name_ = "in the end";
    const auto at_hub = journey_.hub_tickets(labels_.size());
    holds(at_hub.size() == labels_.size(), "the hub has " + std::to_string(at_hub.size()) + " numbers");
    std::set<std::string> there;
    for (const HubTicket& ticket : at_hub) there.insert(ticket.label);
    holds(there == labels_, "the hub has other numbers");
    if (auto ended = journey_.stage().finish_kiosk(); !ended) holds(ended.error().what);
    const auto kept = journal_numbers(journey_.stage().paths().kiosk());
    holds(kept && *kept == labels_.size(), "the journal has other numbers");
  }

 private:
  void holds(bool is_right, const std::string& what) {
    if (!is_right) wrong_.push_back(name_ + ": " + what);
  }
  void holds(const std::string& trouble) { holds(trouble.empty(), trouble); }

  void printer(const std::string& command) {
    if (auto done = journey_.stage().printer(command); !done) holds(done.error().what);
  }
  [[nodiscard]] bool printer_says(const std::string& words) {
    const auto state = journey_.stage().printer("state");
    return state && state->find(words) != std::string::npos;
  }
  [[nodiscard]] bool printing_has_begun() {
    return wait_until(patience, [&] { return !printer_says("buffered=0"); });
  }
  [[nodiscard]] bool shows(const std::string& widget) {
    return journey_.kiosk().wait_for(widget, Milliseconds{50}).has_value();
  }

  [[nodiscard]] Status take_number() {
    const auto label = journey_.take_number(service_);
    holds(label ? "" : label.error().what);
    if (!label) return fail(label.error());
    label_ = *label;
    holds(labels_.insert(label_).second, label_ + " was given out before");
    return {};
  }

  void copy_comes_out() {
    holds(in_words(journey_.kiosk().expect_text(label_)));  // whatever the paper does
    const std::size_t before = journey_.stage().slips().size();
    holds(wait_until(patience, [&] { return printer_says("client=yes"); }),
          "the printer is not opened again");
    const auto came = [&] {
      const auto slips = journey_.stage().slips();
      return slips.size() > before && slips.back().has("补打");
    };
    // Found again, the printer may still be looked at; until then a resident touches once more.
    bool has_come = false;
    for (int touches = 0; touches < touches_max && !has_come; ++touches) {
      holds(in_words(journey_.kiosk().tap("tickets.done.again")));
      has_come = wait_until(Milliseconds{5'000}, came);
    }
    holds(has_come, "no copy came out");
    // Beside the copy, what was in the printer when its trouble began may have come out, whole.
    const auto slips = journey_.stage().slips();
    for (std::size_t i = before; i < slips.size(); ++i) {
      const auto code = slips[i].parts();
      holds(code && code->label == label_ && slips[i].has(label_),
            "another number came out:\n" + slips[i].text);
    }
    holds(in_words(journey_.kiosk().expect_text(label_)));
  }

  void leave() { holds(in_words(journey_.leave())); }

  StationJourney journey_;
  std::string service_;
  std::string name_{"the first slip"};
  std::string label_;
  std::set<std::string> labels_;
  std::vector<std::string> wrong_;
  std::size_t trials_{};
};

/// One kiosk's part of a slip: the first byte at which its printer vanishes, and how many lie between two.
struct Part {
  const char* printer_model;
  int first, step;
};

/// One with its own code: all bytes are orders and text. The other draws the code, which is most of its
/// twenty thousand bytes; the steps are prime, so that they fall on every place of a row of dots.
std::vector<Part> parts() {
  constexpr const char* orders = "80mm-native-qr";
  constexpr const char* drawn = "80mm";
  if (!is_full_run()) return {{orders, 1, 167}, {drawn, 7, 3'001}};
  return {{orders, 1, 4}, {orders, 2, 4},     {orders, 3, 4},
          {orders, 4, 4}, {drawn, 1, 2 * 61}, {drawn, 62, 2 * 61}};
}

/// To the end of the slip.
void run_along(PaperTrials& trials, const Part& part) {
  int byte = part.first;
  while (trials.vanish_at(byte)) byte += part.step;
  trials.count_numbers();
}

void check_all_right(const std::vector<std::unique_ptr<PaperTrials>>& stations) {
  std::size_t trials = 0;
  for (const auto& station : stations) {
    trials += station->trials();
    for (const std::string& wrong : station->wrong()) FAIL_CHECK(wrong);
  }
  std::size_t numbers = 0;
  for (const auto& station : stations) numbers += station->numbers();
  WARN("slips that met trouble: " << trials << ", numbers given out: " << numbers);
  CHECK(trials > 0);
}

struct Trouble {
  const char *begins, *before_slip, *in_slip, *ends;
};

constexpr std::array troubles{
    Trouble{"paper out", "print.paper_out", "print.paper_out", "paper ok"},
    Trouble{"cover open", "print.cover", "print.cover", "cover close"},
    Trouble{"cutter error", "print.jam", "print.jam", "cutter ok"},
    Trouble{"jam on", "print.jam", "print.jam", "jam off"},
    Trouble{"head hot", "print.no_printer", "print.no_printer", "head ok"},
    Trouble{"refuse on", "print.no_printer", "print.unsure", "refuse off"},
    Trouble{"silent on", "print.no_printer", "print.unsure", "silent off"},
};

}  // namespace

TEST_CASE("p12 paper: the printer vanishing at any byte of a slip costs nobody a turn", "[journeys]") {
  const auto all = parts();
  std::vector<std::unique_ptr<PaperTrials>> stations;
  stations.reserve(all.size());
  for (const Part& part : all) stations.push_back(std::make_unique<PaperTrials>(part.printer_model));
  std::vector<std::jthread> residents;
  residents.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    residents.emplace_back([&trials = *stations[i], part = all[i]] { run_along(trials, part); });
  }
  for (std::jthread& resident : residents) resident.join();
  check_all_right(stations);
}

TEST_CASE("p12 paper: a printer in trouble, before a slip or in the middle of one, costs nobody a turn",
          "[journeys]") {
  std::vector<std::unique_ptr<PaperTrials>> stations;
  std::vector<std::jthread> residents;
  stations.reserve(2);
  residents.reserve(2);
  for (int i = 0; i < 2; ++i) stations.push_back(std::make_unique<PaperTrials>("80mm"));
  for (const bool in_slip : {false, true}) {
    residents.emplace_back([&trials = *stations[in_slip ? 1 : 0], in_slip] {
      for (const Trouble& trouble : troubles)
        trials.meets(trouble.begins, in_slip ? trouble.in_slip : trouble.before_slip, trouble.ends, in_slip);
      trials.count_numbers();
    });
  }
  for (std::jthread& resident : residents) resident.join();
  check_all_right(stations);
}

}  // namespace yz::test
