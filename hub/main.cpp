// yizhan-hub: the table of subcommands, and how they speak.
#include <cstdio>
#include <exception>
#include <vector>

#include "base/system_clock.h"
#include "hub/commands/commands.h"

namespace {

using namespace yz::hub;

void say(const Common& common, const Said& said) {
  const std::string text = common.is_json ? said.json.dump() : said.text;
  if (!text.empty() && !said.json.is_null()) std::printf("%s\n", text.c_str());
}

int refuse(const Common& common, const yz::Error& error) {
  if (common.is_json) {
    const nlohmann::json answer{{"error", yz::to_string(error.code)}, {"what", error.what}};
    std::printf("%s\n", answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  }
  std::fprintf(stderr, "yizhan-hub: %s\n", error.what.c_str());
  return 1;
}

int run(int count, char** words) {
  CLI::App program(
      "The hub of Yizhan stations: receives what kiosks did, serves counters, halls and admins.");
  program.require_subcommand(1);
  const yz::SystemClock clock;
  Common common;
  CLI::App* station = program.add_subcommand("station", "stations")->require_subcommand(1);
  CLI::App* kiosk = program.add_subcommand("kiosk", "kiosks")->require_subcommand(1);
  CLI::App* user = program.add_subcommand("user", "people who log in")->require_subcommand(1);
  CLI::App* content = program.add_subcommand("content", "what kiosks show")->require_subcommand(1);
  CLI::App* app = program.add_subcommand("app", "what kiosks run")->require_subcommand(1);
  const std::vector<Command> commands{
      add_serve(program, common, clock),
      add_station_add(*station, common, clock),
      add_kiosk_enrol(*kiosk, common, clock),
      add_kiosk_confirm(*kiosk, common, clock),
      add_kiosk_revoke(*kiosk, common, clock),
      add_user_add(*user, common, clock),
      add_content_publish(*content, common, clock),
      add_app_publish(*app, common, clock),
      add_doctor(program, common, clock),
  };
  CLI11_PARSE(program, count, words);
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    const auto said = command.run();
    if (!said) return refuse(common, said.error());
    say(common, *said);
    return said->is_well ? 0 : 1;
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(count, words);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "yizhan-hub: %s\n", error.what());
    return 1;
  }
}
