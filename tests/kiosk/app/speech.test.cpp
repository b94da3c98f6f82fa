// The voice's queue, with a real speech daemon: what was handed over stands in the log in its order.
#include "kiosk/app/speech.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/system_clock.h"
#include "tests/support/speech_daemon.h"
#include "tests/support/temp_dir.h"

/// libspeechd looks for the end of each line of a list of thousands of voices; checked each time to the
/// list's end, that takes minutes.
extern "C" const char* __asan_default_options() {  // NOLINT: the sanitizer's own name
  return "intercept_strstr=0";
}

namespace yz::kiosk {
namespace {

using Keys = std::vector<std::string>;
constexpr Milliseconds patience{30'000};

Keys keys_in(const std::filesystem::path& log) {
  Keys keys;
  std::istringstream lines(test::read_file(log));
  for (std::string line; std::getline(lines, line);) keys.push_back(nlohmann::json::parse(line)["key"]);
  return keys;
}

Utterance sentence(const std::string& key, const std::string& text) {
  return {.key = key, .text = text};
}

Utterance call(const std::string& key) {
  return {.key = key, .text = "请A 零一二号，到三号窗口，" + key, .urgent = true, .times = 2};
}

struct Voice {
  /// Nothing where speech-dispatcher is not installed.
  static std::unique_ptr<test::SpeechDaemon> daemon_in(const std::filesystem::path& folder) {
    auto daemon = test::SpeechDaemon::start(folder);
    if (!daemon) return nullptr;
    const std::string variable = (*daemon)->environment();
    const std::size_t sign = variable.find('=');
    ::setenv(variable.substr(0, sign).c_str(), variable.substr(sign + 1).c_str(), 1);
    return *std::move(daemon);
  }
  void talk_long() {
    if (daemon == nullptr) SKIP("speech-dispatcher is not installed");
    std::string text;
    for (int i = 0; i < 60; ++i) text += "请您坐一会儿，";
    speech->say({.key = "long", .text = text});
    REQUIRE(has_said({"long"}));
  }
  /// So many sentences, one of which may still be under way.
  [[nodiscard]] bool has_begun(std::size_t count) const {
    return test::wait_until(patience, [&] { return keys_in(log).size() == count; });
  }
  [[nodiscard]] bool has_said(const Keys& wanted) const {
    return test::wait_until(patience, [&] { return keys_in(log) == wanted; });
  }

  test::TempDir dir;
  std::filesystem::path log{dir.path() / "speech.log"};
  std::unique_ptr<test::SpeechDaemon> daemon{daemon_in(dir.path() / "daemon")};
  SystemClock clock;
  std::atomic<int> chimes{};
  std::unique_ptr<Speech> speech{Speech::start(log, clock, [this](const SpeechReport& report) {
    if (report.is_call) ++chimes;
  })};
};

}  // namespace

TEST_CASE("speech: calls go first and twice, the same waits once, a new sentence ends the old", "[kiosk]") {
  Voice voice;
  voice.talk_long();
  voice.speech->say(call("call"));
  voice.speech->say(call("call"));
  voice.speech->say(sentence("old", "请选一项"));
  voice.speech->say(sentence("next", "请放身份证"));
  CHECK(voice.has_said({"long", "call", "call", "next"}));
  CHECK(voice.chimes == 1);
}

TEST_CASE("speech: a call goes before a sentence that waits", "[kiosk]") {
  Voice voice;
  voice.talk_long();
  voice.speech->say(call("one"));
  voice.speech->stop();
  REQUIRE(voice.has_begun(2));
  voice.speech->say(sentence("next", "请放身份证"));
  voice.speech->say(call("two"));
  CHECK(voice.has_said({"long", "one", "one", "two", "two", "next"}));
}

TEST_CASE("speech: leaving a screen ends its sentence, but no call", "[kiosk]") {
  Voice voice;
  voice.talk_long();
  voice.speech->say(call("call"));
  voice.speech->stop();
  CHECK(voice.has_said({"long", "call", "call"}));
}

}  // namespace yz::kiosk
