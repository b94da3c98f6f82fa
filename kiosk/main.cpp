// yizhan-kiosk: the touchscreen in the hall of a community service station.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "base/system_clock.h"
#include "kiosk/app/config.h"
#include "kiosk/app/content_check.h"
#include "kiosk/app/decode.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/loop.h"
#include "kiosk/app/probe.h"
#include "kiosk/app/rebuild.h"
#include "kiosk/app/staff_pin.h"
#include "kiosk/input/recognise.h"

namespace {

using yz::kiosk::WindowMode;

struct Options {
  std::string config;
  bool has_config{};
  std::string state;
  std::string installer;
  std::string window;
  std::string headless;
  std::string language;
  bool rebuild{};
  bool hash_pin{};
  std::vector<std::string> decode;
  bool probe{};
  std::string recognise;
  std::string check_content;
  yz::kiosk::LoopOptions loop;
};

bool parse_size(const std::string& text, yz::kiosk::WindowConfig& window) {
  int used = 0;
  if (std::sscanf(text.c_str(), "%dx%d%n", &window.width, &window.height, &used) != 2) return false;
  const auto fits = [](int side) { return side >= 320 && side <= 8'192; };
  return static_cast<std::size_t>(used) == text.size() && fits(window.width) && fits(window.height);
}

int hash_pin() {
  std::string pin;
  std::getline(std::cin, pin);
  if (pin.size() < 4 || pin.size() > 12 || pin.find_first_not_of("0123456789") != std::string::npos) {
    std::fputs("yizhan-kiosk: a PIN is 4 to 12 digits, on one line of stdin\n", stderr);
    return 2;
  }
  auto hash = yz::kiosk::hash_pin(yz::Sensitive<std::string>(std::move(pin)));
  if (!hash) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", hash.error().what.c_str());
    return 1;
  }
  std::puts(hash->c_str());
  return 0;
}

yz::Result<yz::kiosk::Config> load_config(const std::string& file) {
  auto config = yz::kiosk::load_config(file, YZ_ASSETS);
  if (config && config->handwriting.empty()) config->handwriting = YZ_HANDWRITING;
  if (config && config->pinyin.empty()) config->pinyin = YZ_PINYIN;
  return config;
}

/// Works without a configuration, as long as none was asked for.
int recognise(const Options& options) {
  if (!options.has_config) return yz::kiosk::run_recognise(options.recognise, YZ_HANDWRITING);
  const auto config = load_config(options.config);
  if (!config) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", config.error().what.c_str());
    return 2;
  }
  return yz::kiosk::run_recognise(options.recognise, config->handwriting);
}

/// Likewise; a configuration says which fonts and words there are.
int check_content(const Options& options) {
  if (!options.has_config) {
    yz::kiosk::Config config;
    config.text = YZ_ASSETS "/text";
    return yz::kiosk::run_check_content(options.check_content, config);
  }
  const auto config = load_config(options.config);
  if (config) return yz::kiosk::run_check_content(options.check_content, *config);
  std::fprintf(stderr, "yizhan-kiosk: %s\n", config.error().what.c_str());
  return 2;
}

int run(Options options) {
  if (!options.decode.empty()) return yz::kiosk::run_decode(options.decode);
  if (options.probe) return yz::kiosk::run_probe();
  if (!options.recognise.empty()) return recognise(options);
  if (!options.check_content.empty()) return check_content(options);
  if (!yz::kiosk::start_randomness()) {
    std::fputs("yizhan-kiosk: the machine gives no random bytes\n", stderr);
    return 1;
  }
  if (options.hash_pin) return hash_pin();
  auto config = load_config(options.config);
  if (!config) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", config.error().what.c_str());
    return 2;
  }
  if (!options.state.empty()) config->state = options.state;
  config->installer = options.installer;
  if (!options.language.empty()) {
    config->language = options.language == "en" ? yz::kiosk::Language::en : yz::kiosk::Language::zh;
  }
  if (options.rebuild) return yz::kiosk::run_rebuild(*config);
  auto& window = options.loop.window;
  window.panel = config->panel_mapping;
  if (!options.headless.empty()) window.mode = WindowMode::headless;
  if (!options.window.empty()) window.mode = WindowMode::window;
  if (options.loop.list_widgets && options.window.empty()) window.mode = WindowMode::headless;
  return yz::kiosk::run_loop(*config, options.loop);
}

int main_with_errors(int argc, char** argv) {
  Options options;
  CLI::App app("The touchscreen of a community service station", "yizhan-kiosk");
  const auto size = [&options](const std::string& text) {
    return parse_size(text, options.loop.window) ? "" : "WxH, 320x320 to 8192x8192";
  };
  const auto* config =
      app.add_option("--config", options.config, "kiosk.toml")->default_val("/etc/yizhan/kiosk.toml");
  app.add_option("--state", options.state, "Folder for everything that is kept; overrides the configuration");
  auto* window = app.add_option("--window", options.window, "In a window of WxH instead of the full screen")
                     ->check(size);
  app.add_option("--headless", options.headless, "WxH without a display")->check(size)->excludes(window);
  app.add_option("--play", options.loop.play, "Plays JSON lines from FILE, or from stdin with -");
  app.add_option("--shots", options.loop.shots, "Folder for the pictures of a play");
  app.add_option("--touch-log", options.loop.touch_log, "Appends a JSON line for every touch");
  app.add_option("--installer", options.installer,
                 "Where the system's installer says what runs and what became of an image; the image's unit")
      ->type_name("DIR");
  app.add_option("--lang", options.language, "zh-CN or en")->check(CLI::IsMember({"zh-CN", "en"}));
  app.add_flag("--list-widgets", options.loop.list_widgets,
               "Prints every screen's widgets as JSON lines and ends");
  app.add_flag("--gallery", options.loop.gallery,
               "Shows every part of the screens in every state; with --headless as pictures under --shots");
  app.add_flag("--rebuild", options.rebuild,
               "Makes the read models anew from the journal and says what differed");
  app.add_flag("--hash-pin", options.hash_pin,
               "Reads a PIN from stdin and prints what belongs under [staff] pin_hash");
  app.add_option("--decode", options.decode, "Reads the codes in pictures and prints a JSON line for each")
      ->type_name("FILE")
      ->expected(1, -1);
  app.add_flag("--probe", options.probe,
               "Looks for devices and prints what they are in kiosk.toml; none in use is disturbed");
  app.add_option("--recognise", options.recognise,
                 "Reads written characters, label<TAB>x,y x,y|x,y in each line, and prints what they are")
      ->type_name("FILE");
  app.add_option("--check-content", options.check_content,
                 "Reads a content pack as the kiosk would and prints a line for each fault")
      ->type_name("DIR");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  options.has_config = config->count() > 0;
  return run(std::move(options));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    // stdout belongs to the play.
    spdlog::set_default_logger(spdlog::stderr_logger_mt("kiosk"));
    return main_with_errors(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", error.what());
    return 1;
  }
}
