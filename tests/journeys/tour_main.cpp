// yizhan-tour: shows the station working. Tells the story of assets/tour/ on a stage of real programs and
// checks it, or, with
// --window, starts the same stage for a person and ends all of it with Ctrl-C.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

#include "tests/journeys/conductor.h"
#include "tests/journeys/pack_pictures.h"
#include "tests/support/stage.h"

namespace {

using namespace yz;
using namespace yz::test;

volatile std::sig_atomic_t was_interrupted = 0;

struct Options {
  std::filesystem::path programs{"build/release/bin"};
  std::filesystem::path out{"build/tour"};
  std::filesystem::path source{"."};
  std::filesystem::path story{"assets/tour/story.jsonl"};
  bool window{};
};

int trouble(const Error& error) {
  std::fprintf(stderr, "yizhan-tour: %s: %s\n", to_string(error.code), error.what.c_str());
  return 1;
}

/// Every telling begins with an empty folder; one that we did not fill is never emptied.
Status make_empty(const std::filesystem::path& out) {
  std::error_code error;
  if (!std::filesystem::exists(out) || std::filesystem::is_empty(out, error)) return {};
  if (!std::filesystem::exists(out / Stage::mark)) {
    return fail(Code::conflict, out.string() + " holds something else; name another folder with --out");
  }
  std::filesystem::remove_all(out, error);
  if (error) return fail(Code::unavailable, out.string() + ": " + error.message());
  return {};
}

void print_places(const Stage& stage) {
  const StagePaths& paths = stage.paths();
  std::printf(
      "\npictures       %s\nslips          %s\nhub's records  %s\nkiosk's state  %s\nlogs           %s\n",
      paths.pictures().c_str(), paths.slips().c_str(), paths.hub().c_str(), paths.kiosk().c_str(),
      paths.logs().c_str());
}

int tell(Stage& stage, const Options& options, const std::vector<nlohmann::json>& story) {
  std::printf("Telling %s\n", options.story.c_str());
  Conductor conductor(stage);
  auto steps = conductor.tell(story);
  std::printf("Drawing the packs of lessons\n");
  std::fflush(stdout);
  for (StepReport& pack : show_packs(std::filesystem::absolute(options.programs), stage.paths().pictures(),
                                     stage.paths().logs() / "packs.log"))
    steps.push_back(std::move(pack));
  const auto failed =
      std::count_if(steps.begin(), steps.end(), [](const auto& step) { return !step.trouble.empty(); });
  const std::string report = table(steps);
  std::printf("\n%s", report.c_str());
  if (auto wrote = write_file(stage.paths().folder / "report.txt", report); !wrote)
    return trouble(wrote.error());
  print_places(stage);
  std::printf("\n%zu steps, %td failed\n", steps.size(), failed);
  return failed == 0 ? 0 : 1;
}

int stay(Stage& stage) {
  auto kiosk = stage.start_kiosk_window();
  if (!kiosk) return trouble(kiosk.error());
  std::printf("\nThe kiosk is in its window. Services are open around the clock in this demonstration.\n");
  std::printf("Counter page   %s\nhall display   %s\nlog in         %s / %s\n", stage.counter_page().c_str(),
              stage.hall_page().c_str(), Stage::staff_name, Stage::staff_password);
  std::printf("staff mode     five taps on the station's name, PIN %s\n", Stage::staff_pin);
  std::printf("move devices   printf 'place wang\\n' | socat - UNIX-CONNECT:%s\n",
              stage.control_socket("id-reader").c_str());
  print_places(stage);
  std::printf("\nCtrl-C ends all of it.\n");
  std::fflush(stdout);
  while (was_interrupted == 0 && (*kiosk)->is_running()) pause_briefly();
  std::printf("\nEnding.\n");
  (*kiosk)->stop();
  return 0;
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app{"Shows the station working"};
  app.add_option("--bin", options.programs, "Folder of the programs");
  app.add_option("--out", options.out, "Folder for pictures, slips, records and logs");
  app.add_option("--source", options.source, "Folder that has assets/");
  app.add_option("--story", options.story, "Story to tell");
  app.add_flag("--window", options.window, "Start the station for a person, until Ctrl-C");
  CLI11_PARSE(app, argc, argv);
  const auto interrupt = [](int) { was_interrupted = 1; };
  if (options.window) {
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
  }
  auto story = Conductor::read_story(options.story);
  if (!story) return trouble(story.error());
  if (auto emptied = make_empty(options.out); !emptied) return trouble(emptied.error());
  std::printf("Starting hub and devices\n");
  std::fflush(stdout);
  auto stage = Stage::build({.programs = std::filesystem::absolute(options.programs),
                             .source = std::filesystem::absolute(options.source),
                             .folder = std::filesystem::absolute(options.out),
                             .has_proxy = !options.window,
                             .has_speech = !options.window,  // a person hears the machine's own
                             .has_camera = true,
                             .has_card_reader = PcscDaemon::can_start()});
  if (!stage) return trouble(stage.error());
  return options.window ? stay(**stage) : tell(**stage, options, *story);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {  // of a library; ours throws nothing
    std::fprintf(stderr, "yizhan-tour: %s\n", problem.what());
    return 1;
  }
}
