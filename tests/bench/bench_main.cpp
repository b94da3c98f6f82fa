// yizhan-bench: the rows of docs/architecture.md, "Sizes", that the product holds, each as our figure, the
// reference's, the ratio and the bound. Ends with 1 if a bound is broken. Figures are of one run on one
// machine.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/system_clock.h"
#include "tests/bench/browser_reference.h"
#include "tests/bench/device_figures.h"
#include "tests/bench/durable_ticket.h"
#include "tests/bench/handwriting_figures.h"
#include "tests/bench/lesson_figures.h"
#include "tests/bench/network_figures.h"
#include "tests/bench/pinyin_figures.h"
#include "tests/bench/process_figures.h"
#include "tests/support/stage.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace yz;
using test::Stage;

constexpr int starts = 7;
constexpr int browser_starts = 5;
constexpr int touches = 300;
constexpr int tickets = 5'000;
constexpr int cards = 15;
constexpr int slips = 30;
constexpr Milliseconds idle_settle{5'000};
constexpr int numbers = 15;  // for each state of the network
constexpr Milliseconds idle_time{20'000};
constexpr Milliseconds idle_begin_max{38'000};

struct Row {
  std::string what;
  std::string unit;
  double ours{};
  double bound{};                     // ours stays below it; 0: only the ratio has a bound
  std::optional<double> reference{};  // none: there is no reference, or it could not be measured
  double ratio_bound{};               // 0: none; broken where there is no reference to hold it against
  std::string note{};
};

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return NAN;  // compares false with every bound, so that the row fails
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::lround(part * static_cast<double>(values.size() - 1)))];
}

bool print(const Row& row) {
  std::string line = row.what;
  bool holds = row.ratio_bound == 0 || row.reference;
  char text[160];
  std::snprintf(text, sizeof text, "%-34s %9.2f %-4s", row.what.c_str(), row.ours, row.unit.c_str());
  line = text;
  if (row.reference) {
    const double ratio = row.ours / *row.reference;
    std::snprintf(text, sizeof text, "  reference %9.2f %-4s  ratio %6.3f", *row.reference, row.unit.c_str(),
                  ratio);
    line += text;
    if (row.ratio_bound > 0) {
      holds = holds && ratio <= row.ratio_bound;
      std::snprintf(text, sizeof text, " (bound %.2f)", row.ratio_bound);
      line += text;
    }
  }
  if (row.bound > 0) {
    holds = holds && row.ours < row.bound;
    std::snprintf(text, sizeof text, "  bound < %.1f %s", row.bound, row.unit.c_str());
    line += text;
  }
  if (!row.note.empty()) line += "  " + row.note;
  std::printf("%s %s\n", holds ? "ok    " : "BROKEN", line.c_str());
  std::fflush(stdout);
  return holds;
}

test::KioskRun with_frame_counter(const Stage& stage) {
  test::KioskRun run;
  run.environment = {"LD_PRELOAD=" YZ_FRAME_COUNTER,
                     "YZ_FRAME_COUNT=" + (stage.paths().folder / "frames").string(), "SDL_AUDIODRIVER=dummy"};
  return run;
}

Result<double> start_once(Stage& stage, const test::KioskRun& run) {
  const Milliseconds begin = test::now_mono();
  if (auto started = stage.start_kiosk(run); !started) return fail(started.error());
  if (auto home = stage.kiosk().wait_for("home.tickets"); !home) return fail(home.error());
  return static_cast<double>((test::now_mono() - begin).count());
}

/// `shown_ms` of every touch: how long after the finger the frame that shows it was on the screen.
std::vector<double> shown_times(const std::filesystem::path& touch_log) {
  std::vector<double> times;
  std::istringstream lines(test::read_file(touch_log));
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object() && json.contains("shown_ms") && json["shown_ms"].is_number()) {
      times.push_back(json["shown_ms"].get<double>());
    }
  }
  return times;
}

Status tap_all(Stage& stage, const std::vector<std::string>& widgets) {
  for (const std::string& widget : widgets) {
    if (auto shown = stage.kiosk().wait_for(widget); !shown) return shown;
    if (auto tapped = stage.kiosk().tap(widget); !tapped) return tapped;
  }
  return {};
}

/// What a wish can be made with: a character by hand, pinyin with both keyboards, phrases, a voice, a
/// photograph.
Status make_a_wish(Stage& stage) {
  test::KioskPlayer& kiosk = stage.kiosk();
  if (auto done = tap_all(stage, {"home.wishes", "wishes.home.tell", "wishes.kind.appeal",
                                  "wishes.category.lighting", "wishes.how.hand"});
      !done)
    return done;
  if (auto pad = kiosk.wait_for("wishes.words.ink"); !pad) return pad;
  // What touches a screen that has only just come is taken for a touch of the one before.
  if (auto looked = kiosk.play({{"sleep_ms", 500}}); !looked) return fail(looked.error());
  const nlohmann::json stroke{
      {"pad", "wishes.words.ink"},
      {"strokes", "150,500 230,500 310,500 390,500 470,500 550,500 630,500 710,500 790,500"}};
  if (auto written = kiosk.play({{"write", stroke}, {"timeout_ms", 60'000}}); !written)
    return fail(written.error());
  if (auto done =
          tap_all(stage, {"wishes.words.candidate.0", "wishes.words.phrases",   "wishes.words.phrase.0",
                          "wishes.words.pinyin",      "wishes.words.key.9",     "wishes.words.key.4",
                          "wishes.words.letters",     "wishes.words.key.w",     "wishes.words.key.o",
                          "wishes.words.word.0",      "wishes.words.done",      "wishes.place.unsure",
                          "wishes.contact.anonymous", "wishes.check.add_photo", "wishes.paper.agree",
                          "wishes.paper.shoot",       "wishes.paper.use",       "wishes.check.what",
                          "wishes.how.speak",         "wishes.voice.agree"});
      !done)
    return done;
  if (auto spoken = kiosk.play({{"sleep_ms", 1'500}}); !spoken) return fail(spoken.error());
  return tap_all(stage, {"wishes.voice.end", "wishes.voice.use", "wishes.check.send", "wishes.done.leave"});
}

/// Opens every screen that can be reached from home, once; of those of which there are several, one.
Status open_every_screen(Stage& stage) {
  const std::string service = stage.content().station()["services"][0]["id"];
  for (const std::vector<std::string>& way : std::vector<std::vector<std::string>>{
           {"home.tickets", "tickets.choose." + service, "tickets.done.leave"},
           {"home.scan", "bar.home"},
           {"home.notices", "notices.row.fraud", "notices.one.read", "bar.home"},
           {"home.wishes", "wishes.home.wall", "bar.home"},
           {"home.wishes", "wishes.home.find", "bar.home"},
           {"bar.access", "bar.home"},
           {"bar.help", "bar.home"}}) {
    if (auto done = tap_all(stage, way); !done) return done;
    if (auto home = stage.kiosk().wait_for("home.tickets"); !home) return home;
  }
  if (auto wished = make_a_wish(stage); !wished) return wished;
  if (auto held = stage.kiosk().play({{"hold", "bar.help"}}); !held) return fail(held.error());
  if (auto called = tap_all(stage, {"help.kind.other", "help.sent.mistake", "help.over.leave"}); !called)
    return called;
  if (auto login = tap_all(stage, std::vector<std::string>(5, "status.station")); !login) return login;
  if (auto shown = stage.kiosk().wait_for("staff.login.next"); !shown) return shown;
  if (auto typed = stage.kiosk().play({{"type", Stage::staff_pin}}); !typed) return fail(typed.error());
  return tap_all(stage, {"staff.login.next", "staff.home.call", "bar.back", "staff.home.print", "bar.back",
                         "staff.home.sync", "bar.back", "staff.home.devices", "staff.devices.slip-printer",
                         "staff.device.test", "bar.home"});
}

Result<std::vector<double>> touch_many(Stage& stage) {
  for (int i = 0; i < touches / 2; ++i) {
    if (auto done = stage.kiosk().tap("home.tickets"); !done) return fail(done.error());
    if (auto done = stage.kiosk().tap("bar.home"); !done) return fail(done.error());
  }
  return shown_times(stage.paths().touch_log());
}

struct KioskFigures {
  std::vector<double> start_ms;
  double resident_mib{};
  double proportional_mib{};
  double idle_percent{};
  double idle_frames{};
  std::vector<double> touch_ms;
};

/// Frames that the kiosk has presented since it started; frame_counter.cpp writes them down.
Result<double> frames_so_far(const Stage& stage) {
  const std::string bytes = test::read_file(stage.paths().folder / "frames");
  std::uint64_t frames = 0;
  if (bytes.size() != sizeof frames) return fail(Code::not_found, "no frame was counted");
  std::memcpy(&frames, bytes.data(), sizeof frames);
  return static_cast<double>(frames);
}

Result<KioskFigures> measure_kiosk(Stage& stage) {
  KioskFigures figures;
  for (int i = 0; i < starts; ++i) {
    const bool is_last = i + 1 == starts;
    auto time = start_once(stage, is_last ? with_frame_counter(stage) : test::KioskRun{});
    if (!time) return fail(time.error());
    figures.start_ms.push_back(*time);
    if (is_last) break;
    if (auto ended = stage.finish_kiosk(); !ended) return fail(ended.error());
  }
  const pid_t pid = stage.kiosk().process().pid();
  // The status bar's clock draws a frame when the minute changes: stay within one.
  sleep_for(idle_settle);
  while (SystemClock{}.now().time_since_epoch() % std::chrono::minutes{1} > idle_begin_max)
    sleep_for(Milliseconds{100});
  auto frames_before = frames_so_far(stage);
  if (!frames_before) return fail(frames_before.error());
  const double cpu_before = bench::cpu_ms(pid);
  sleep_for(idle_time);
  figures.idle_percent = (bench::cpu_ms(pid) - cpu_before) / static_cast<double>(idle_time.count()) * 100.0;
  auto frames_after = frames_so_far(stage);
  if (!frames_after) return fail(frames_after.error());
  figures.idle_frames = (*frames_after - *frames_before) * 1000.0 / static_cast<double>(idle_time.count());
  auto times = touch_many(stage);
  if (!times) return fail(times.error());
  figures.touch_ms = *times;
  if (auto opened = open_every_screen(stage); !opened) return fail(opened.error());
  figures.resident_mib = bench::resident_mib(pid);
  figures.proportional_mib = bench::tree_proportional_mib(pid);
  return figures;
}

struct Reference {
  std::optional<double> start_ms;
  std::optional<double> proportional_mib;
};

Reference measure_browser(const std::filesystem::path& page, const std::filesystem::path& folder) {
  Reference reference;
  auto browser = bench::BrowserReference::open(page, folder);
  if (!browser) {
    std::printf("!!!!!! no reference for start and memory: %s\n", browser.error().what.c_str());
    return reference;
  }
  std::vector<double> times;
  for (int i = 0; i < browser_starts; ++i) {
    auto figures = (*browser)->run(i + 1 == browser_starts);
    if (!figures) {
      std::printf("!!!!!! no reference for start and memory: %s\n", figures.error().what.c_str());
      return reference;
    }
    times.push_back(static_cast<double>(figures->first_frame.count()));
    if (i + 1 == browser_starts) reference.proportional_mib = figures->proportional_mib;
  }
  reference.start_ms = percentile(times, 0.5);
  return reference;
}

bool print_kiosk(const KioskFigures& kiosk, const Reference& browser) {
  bool holds = print({.what = "start to first frame, median",
                      .unit = "ms",
                      .ours = percentile(kiosk.start_ms, 0.5),
                      .bound = 400,
                      .reference = browser.start_ms,
                      .ratio_bound = 0.25});
  holds &= print(
      {.what = "resident memory, screens opened", .unit = "MiB", .ours = kiosk.resident_mib, .bound = 160});
  holds &= print({.what = "proportional memory, process tree",
                  .unit = "MiB",
                  .ours = kiosk.proportional_mib,
                  .reference = browser.proportional_mib,
                  .ratio_bound = 0.3});
  holds &=
      print({.what = "idle home screen, of one core", .unit = "%", .ours = kiosk.idle_percent, .bound = 0.5});
  holds &=
      print({.what = "idle home screen, frames", .unit = "/s", .ours = kiosk.idle_frames, .bound = 0.01});
  holds &= print({.what = "touch to frame, p99",
                  .unit = "ms",
                  .ours = percentile(kiosk.touch_ms, 0.99),
                  .bound = 33,
                  .note = "of " + std::to_string(kiosk.touch_ms.size()) + " touches"});
  return holds;
}

bool print_durable(const bench::DurableFigures& durable) {
  (void)print({.what = "durable ticket, median",
               .unit = "ms",
               .ours = percentile(durable.ours_ms, 0.5),
               .reference = percentile(durable.bare_ms, 0.5),
               .note = "bare SQLite commit"});
  return print({.what = "durable ticket, p99",
                .unit = "ms",
                .ours = percentile(durable.ours_ms, 0.99),
                .reference = percentile(durable.bare_ms, 0.99),
                .ratio_bound = 1.5,
                .note = "bare SQLite commit"});
}

/// On a station whose services ask who is there.
Result<bench::CardFigures> measure_cards(const test::StageConfig& config) {
  auto stage = Stage::build(config);
  if (!stage) return fail(stage.error());
  if (auto started = (*stage)->start_kiosk(); !started) return fail(started.error());
  if (auto home = (*stage)->kiosk().wait_for("home.tickets"); !home) return fail(home.error());
  return bench::measure_card(**stage, cards);
}

bool print_devices(const bench::CardFigures& card, const std::vector<double>& first_byte) {
  bool holds = print({.what = "card put down to name shown, median",
                      .unit = "ms",
                      .ours = percentile(card.ours_ms, 0.5),
                      .bound = 1'000,
                      .reference = card.wire_ms,
                      .note = "the reader's line alone, " + std::to_string(card.ours_ms.size()) + " cards"});
  holds &= print({.what = "slip asked for to its first byte",
                  .unit = "ms",
                  .ours = percentile(first_byte, 0.5),
                  .bound = 20,
                  .note = "median of " + std::to_string(first_byte.size())});
  return holds;
}

/// p04: three times the same, with the hub well, away and at one byte a second.
Result<bool> print_network(const test::StageConfig& config) {
  auto stage = Stage::build(config);
  if (!stage) return fail(stage.error());
  if (auto started = (*stage)->start_kiosk(); !started) return fail(started.error());
  if (auto home = (*stage)->kiosk().wait_for("home.tickets"); !home) return fail(home.error());
  auto figures = bench::measure_network(**stage, numbers);
  if (!figures) return fail(figures.error());
  const double well = percentile(figures->well_ms, 0.5);
  bool holds = true;
  for (const auto& [what, times] : {std::pair{"touch to number, hub away, median", &figures->away_ms},
                                    std::pair{"touch to number, 1 byte/s, median", &figures->slow_ms}}) {
    holds &= print({.what = what,
                    .unit = "ms",
                    .ours = percentile(*times, 0.5),
                    .reference = well,
                    .ratio_bound = 1.1,
                    .note = "with the hub well; with the play's own finger"});
  }
  return holds;
}

bool print_lessons(const std::vector<bench::PackFigures>& packs, const std::vector<double>& frames) {
  const auto slowest = std::ranges::max_element(packs, {}, &bench::PackFigures::open_ms);
  const auto largest = std::ranges::max_element(packs, {}, &bench::PackFigures::mib);
  bool holds = print({.what = "opening a pack of lessons, slowest",
                      .unit = "ms",
                      .ours = slowest->open_ms,
                      .bound = 150,
                      .reference = slowest->reference_ms,
                      .ratio_bound = 6,
                      .note = slowest->id + "; nlohmann-json alone"});
  holds &= print({.what = "a pack of lessons open, largest",
                  .unit = "MiB",
                  .ours = largest->mib,
                  .bound = 12,
                  .note = largest->id});
  std::string each;
  for (const double count : frames) each.append(" ").append(std::to_string(std::lround(count)));
  holds &= print({.what = "frames to a step's answer, median",
                  .unit = "",
                  .ours = percentile(frames, 0.5),
                  .bound = 4.5,
                  .note = "finger down and its mark, finger up, answer;" + each});
  return holds;
}

struct Place {
  std::filesystem::path programs;  // absolute, as is the next
  std::filesystem::path source;
  std::filesystem::path folder;  // the bench's own
};

Result<bool> journal_part(const Place& place) {
  std::printf("Durable tickets: %d, each beside a bare commit\n", tickets);
  std::fflush(stdout);
  auto durable = bench::measure_durable_ticket(place.folder, tickets);
  if (!durable) return fail(durable.error());
  return print_durable(*durable);
}

Result<bool> input_part(const Place& place) {
  const bool hand_holds = bench::print_handwriting();
  return bench::print_pinyin(place.source) && hand_holds;
}

Result<bool> screen_part(const Place& place) {
  std::printf("Reference: Chromium in kiosk mode with an equal page\n");
  std::fflush(stdout);
  const Reference browser =
      measure_browser(place.source / "tests" / "bench" / "equal_page.html", place.folder / "browser");
  std::printf("Kiosk: %d starts, %d s idle, %d touches\n", starts, static_cast<int>(idle_time.count() / 1000),
              touches);
  std::fflush(stdout);
  auto stage = Stage::build({.programs = place.programs,
                             .source = place.source,
                             .folder = place.folder / "stage",
                             .has_camera = true,
                             .has_plain_content = true});
  if (!stage) return fail(stage.error());
  auto kiosk = measure_kiosk(**stage);
  if (!kiosk) return fail(kiosk.error());
  const bool holds = print_kiosk(*kiosk, browser);
  if (auto ended = (*stage)->finish_kiosk(); !ended) return fail(ended.error());
  return holds;
}

Result<bool> lessons_part(const Place& place) {
  const auto packs = bench::measure_packs(place.source / "assets" / "content" / "lessons");
  if (!packs) return fail(packs.error());
  auto stage =
      Stage::build({.programs = place.programs, .source = place.source, .folder = place.folder / "lessons"});
  if (!stage) return fail(stage.error());
  if (auto started = (*stage)->start_kiosk(with_frame_counter(**stage)); !started)
    return fail(started.error());
  const auto frames = bench::measure_step_frames(**stage, [&] { return frames_so_far(**stage); });
  if (!frames) return fail(frames.error());
  return print_lessons(*packs, *frames);
}

Result<bool> devices_part(const Place& place) {
  auto card =
      measure_cards({.programs = place.programs, .source = place.source, .folder = place.folder / "cards"});
  if (!card) return fail(card.error());
  auto first_byte = bench::measure_first_byte(place.programs / "yizhan-sim", place.folder / "printer", slips);
  if (!first_byte) return fail(first_byte.error());
  return print_devices(*card, *first_byte);
}

Result<bool> network_part(const Place& place) {
  return print_network({.programs = place.programs,
                        .source = place.source,
                        .folder = place.folder / "network",
                        .has_proxy = true,
                        .has_plain_content = true});
}

int run(int argc, char** argv) {
  using Part = std::pair<const char*, Result<bool> (*)(const Place&)>;
  const std::array<Part, 6> parts{Part{"journal", journal_part}, Part{"input", input_part},
                                  Part{"screen", screen_part},   Part{"lessons", lessons_part},
                                  Part{"devices", devices_part}, Part{"network", network_part}};
  std::filesystem::path programs{"build/release/bin"};
  std::filesystem::path source{"."};
  std::vector<std::string> only;
  CLI::App app{"Measures the sizes that the product holds"};
  app.add_option("--bin", programs, "Folder of the programs");
  app.add_option("--source", source, "Folder that has assets/ and tests/");
  app.add_option("--only", only, "journal, input, screen, lessons, devices, network; all without it");
  CLI11_PARSE(app, argc, argv);

  const test::TempDir folder;
  std::filesystem::create_directories(folder.path() / "browser");
  const Place place{std::filesystem::absolute(programs), std::filesystem::absolute(source), folder.path()};
  bool holds = true;
  for (const auto& [name, print_part] : parts) {
    if (!only.empty() && std::ranges::find(only, name) == only.end()) continue;
    const auto printed = print_part(place);
    if (!printed) {
      std::fprintf(stderr, "%s: %s\n", name, printed.error().what.c_str());
      return 1;
    }
    holds &= *printed;
  }
  return holds ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {  // of a library; ours throws nothing
    std::fprintf(stderr, "yizhan-bench: %s\n", problem.what());
    return 1;
  }
}
