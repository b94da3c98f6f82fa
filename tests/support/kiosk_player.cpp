#include "tests/support/kiosk_player.h"

namespace yz::test {

namespace {

// On top of what a line may take by itself: a loaded machine under a sanitizer.
constexpr Milliseconds answer_margin{20'000};

Milliseconds longest(const nlohmann::json& line) {
  return answer_margin + Milliseconds{line.value("timeout_ms", 0)} + Milliseconds{line.value("sleep_ms", 0)};
}

}  // namespace

Result<std::unique_ptr<KioskPlayer>> KioskPlayer::start(const KioskLaunch& launch) {
  std::vector<std::string> command = launch.wrapper;
  command.insert(command.end(), {launch.program.string(), "--config", launch.config.string(), "--state",
                                 launch.state.string(), launch.has_window ? "--window" : "--headless",
                                 launch.size, "--play", "-", "--shots", launch.shots.string()});
  if (!launch.touch_log.empty()) command.insert(command.end(), {"--touch-log", launch.touch_log.string()});
  auto environment = launch.environment;
  if (launch.has_window) environment.emplace_back("SDL_VIDEODRIVER=dummy");
  auto process = Process::start({.command = command, .environment = environment, .output = launch.output});
  if (!process) return fail(process.error());
  auto player = std::unique_ptr<KioskPlayer>(new KioskPlayer());
  player->process_ = *std::move(process);
  return player;
}

Result<nlohmann::json> KioskPlayer::play(const nlohmann::json& line) {
  if (auto written = process_->write_line(line.dump()); !written) {
    return fail(Code::unavailable, "the kiosk is gone: " + written.error().what);
  }
  const Milliseconds end = now_mono() + longest(line);
  while (true) {
    auto answer = process_->read_line(end - now_mono());
    if (!answer) return fail(Code::unavailable, line.dump() + ": " + answer.error().what);
    const auto json = nlohmann::json::parse(*answer, nullptr, false);
    if (!json.is_object() || !json.contains("ok")) continue;  // a log line in between
    if (!json["ok"].is_boolean() || !json["ok"].get<bool>())
      return fail(Code::invalid, line.dump() + ": " + *answer);
    return json;
  }
}

Status KioskPlayer::tap(const std::string& widget) {
  auto answer = play({{"tap", widget}});
  return answer ? Status{} : Status{fail(answer.error())};
}

Status KioskPlayer::wait_for(const std::string& widget, Milliseconds most) {
  auto answer = play({{"wait", widget}, {"timeout_ms", most.count()}});
  return answer ? Status{} : Status{fail(answer.error())};
}

Status KioskPlayer::expect_text(const std::string& text) {
  auto answer = play({{"expect_text", text}});
  return answer ? Status{} : Status{fail(answer.error())};
}

Status KioskPlayer::shot(const std::string& name) {
  auto answer = play({{"shot", name}});
  return answer ? Status{} : Status{fail(answer.error())};
}

Result<Ended> KioskPlayer::finish(Milliseconds most) {
  process_->close_input();
  return process_->wait(most);
}

}  // namespace yz::test
