// The subcommands of yizhan-hub. Each file adds one to the command line and carries it out; the table is in
// main.cpp. Those that change something go through the one process that writes the data folder
// (admin_channel.h).
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace yz::hub {

/// What a command has to say: JSON for --json, a text for people.
struct Said {
  nlohmann::json json;
  std::string text;
  bool is_well{true};  // else the program ends with 1, though it did what was asked
};
using Run = std::function<Result<Said>()>;

/// What all commands share.
struct Common {
  std::filesystem::path data{"data"};
  bool is_json{};
};

struct Command {
  CLI::App* app{};
  Run run;
};

Command add_serve(CLI::App& program, Common& common, const Clock& clock);
Command add_station_add(CLI::App& group, Common& common, const Clock& clock);
Command add_kiosk_enrol(CLI::App& group, Common& common, const Clock& clock);
Command add_kiosk_confirm(CLI::App& group, Common& common, const Clock& clock);
Command add_kiosk_revoke(CLI::App& group, Common& common, const Clock& clock);
Command add_user_add(CLI::App& group, Common& common, const Clock& clock);
Command add_content_publish(CLI::App& group, Common& common, const Clock& clock);
Command add_app_publish(CLI::App& group, Common& common, const Clock& clock);
Command add_doctor(CLI::App& program, Common& common, const Clock& clock);

/// --data and --json, the same everywhere.
inline void add_common(CLI::App& app, Common& common) {
  app.add_option("--data", common.data, "the hub's data folder")->capture_default_str();
  app.add_flag("--json", common.is_json, "answer in JSON");
}

}  // namespace yz::hub
