#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstring>
#include <thread>

#include "tests/journeys/conductor.h"
#include "tests/support/checkers.h"
#include "tests/support/printed_slips.h"
#include "tests/support/process.h"
#include "tests/support/sim_control.h"
#include "tests/support/speech_daemon.h"
#include "tests/support/station_content.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

TEST_CASE("process: hands over lines, takes lines, and tells how it ended", "[support]") {
  const TempDir dir;
  auto cat =
      Process::start({.command = {"sh", "-c", "echo hello; echo ready on 7; read x; echo got $x; exit 3"},
                      .output = dir.path() / "out"});
  REQUIRE(cat);
  CHECK((*cat)->wait_ready(Milliseconds{5'000}).value() == "on 7");
  REQUIRE((*cat)->write_line("one line"));
  CHECK((*cat)->read_line(Milliseconds{5'000}).value() == "got one line");
  CHECK((*cat)->wait(Milliseconds{5'000}).value() == Ended{3});
  CHECK_FALSE((*cat)->read_line(Milliseconds{1'000}));
}

TEST_CASE("process: a line that does not come is an error, not a wait without end", "[support]") {
  const TempDir dir;
  auto silent = Process::start({.command = {"sleep", "60"}, .output = dir.path() / "out"});
  REQUIRE(silent);
  CHECK((*silent)->wait_ready(Milliseconds{50}).error().code == Code::unavailable);
  CHECK((*silent)->is_running());
  CHECK((*silent)->kill_now() == Ended{-SIGKILL});
}

TEST_CASE("process: takes its grandchildren with it", "[support]") {
  const TempDir dir;
  auto shell =
      Process::start({.command = {"sh", "-c", "sleep 60 & echo $!; wait"}, .output = dir.path() / "out"});
  REQUIRE(shell);
  const pid_t grandchild = std::stoi((*shell)->read_line(Milliseconds{5'000}).value());
  CHECK((*shell)->stop() == Ended{-SIGTERM});
  // A killed orphan stays a zombie until init reaps it, so it may still be signalled for a moment.
  CHECK(wait_until(Milliseconds{5'000}, [&] {
    const std::string stat = read_file("/proc/" + std::to_string(grandchild) + "/stat");
    return stat.empty() || stat.find(") Z") != std::string::npos;
  }));
}

TEST_CASE("process: a program that is not there ends with 127", "[support]") {
  const TempDir dir;
  const auto ran =
      run_program({.command = {"/no/such/program"}, .output = dir.path() / "out"}, Milliseconds{5'000});
  CHECK(ran.value().ended == Ended{127});
}

TEST_CASE("sim control: passes on what follows ok, and an error as an error", "[support]") {
  const TempDir dir;
  const std::string path = (dir.path() / "control").string();
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(listener, 4) == 0);
  std::thread device([listener] {
    for (const char* answer : {"ok paper out\n", "error what?\n"}) {
      const int caller = accept(listener, nullptr, nullptr);
      char bytes[64];
      if (read(caller, bytes, sizeof bytes) <= 0 || write(caller, answer, std::strlen(answer)) <= 0)
        std::abort();
      close(caller);
    }
  });
  const SimControl control(path);
  CHECK(control.command("state").value() == "paper out");
  CHECK(control.command("dance").error() == Error{Code::invalid, "dance: error what?"});
  device.join();
  close(listener);
}

TEST_CASE("total queue: tells lost, unexpected, twice and recovered apart", "[support]") {
  TotalQueue queue;
  for (const char* id : {"a", "b", "c", "d"}) queue.attempted(id);
  for (const char* id : {"a", "b"}) queue.acknowledged(id);
  for (const char* id : {"a", "c", "c", "x"}) queue.received(id);
  CHECK(queue.lost() == std::vector<std::string>{"b"});
  CHECK(queue.unexpected() == std::vector<std::string>{"x"});
  CHECK(queue.duplicated() == std::vector<std::string>{"c"});
  CHECK(queue.recovered() == std::vector<std::string>{"c"});
}

TEST_CASE("unique labels: one label for two tickets of a day is found, on two days it is none", "[support]") {
  UniqueLabels labels;
  labels.seen("2026-11-23", "A001", "t1");
  labels.seen("2026-11-23", "A001", "t1");
  labels.seen("2026-11-24", "A001", "t2");
  CHECK(labels.twice().empty());
  labels.seen("2026-11-23", "A001", "t3");
  CHECK(labels.twice() == std::vector<std::string>{"2026-11-23 A001"});
}

TEST_CASE("process: killed at a set time while a line is awaited", "[support]") {
  const TempDir dir;
  auto silent = Process::start({.command = {"sleep", "60"}, .output = dir.path() / "out"});
  REQUIRE(silent);
  (*silent)->kill_at(now_mono() + Milliseconds{20});
  CHECK_FALSE((*silent)->read_line(Milliseconds{10'000}));
  CHECK((*silent)->ended() == Ended{-SIGKILL});
}

TEST_CASE("speech daemon: what a program says becomes sound in a file", "[support]") {
  const TempDir dir;
  auto daemon = SpeechDaemon::start(dir.path() / "speech");
  if (!daemon && daemon.error().code == Code::not_found) SKIP("speech-dispatcher is not installed");
  REQUIRE(daemon);
  const auto said = run_program({.command = {"spd-say", "-w", "-l", "cmn-latn-pinyin", "请到三号窗口"},
                                 .environment = {(*daemon)->environment()},
                                 .output = dir.path() / "said"},
                                Milliseconds{30'000});
  REQUIRE(said);
  CHECK(said->ended.status == 0);
  constexpr std::uintmax_t wav_header_bytes = 44;
  CHECK(wait_until(Milliseconds{5'000}, [&] {
    std::error_code not_there;
    const auto bytes = std::filesystem::file_size((*daemon)->sound(), not_there);
    return !not_there && bytes > wav_header_bytes;
  }));
}

TEST_CASE("station content: a copy is changed, the original is not", "[support]") {
  const TempDir dir;
  std::filesystem::create_directories(dir.path() / "pack");
  REQUIRE(
      write_file(dir.path() / "pack" / "station.json", R"({"id":"taiping","services":[{"id":"social"}]})"));
  auto content = StationContent::copy(dir.path() / "pack", dir.path() / "copy");
  REQUIRE(content);
  (*(*content)->find_service("social"))["quota_per_day"] = 1;
  CHECK((*content)->find_service("none") == nullptr);
  REQUIRE((*content)->save());
  CHECK(read_file(dir.path() / "copy" / "station.json").find("quota_per_day") != std::string::npos);
  CHECK(read_file(dir.path() / "pack" / "station.json").find("quota_per_day") == std::string::npos);
}

TEST_CASE("tour story: every line is something that somebody can do", "[support]") {
  const auto story =
      Conductor::read_story(std::filesystem::path(YZ_SOURCE_DIR) / "assets" / "tour" / "story.jsonl");
  INFO((story ? "" : story.error().what));
  REQUIRE(story);
  CHECK(story->front().contains("step"));
}

TEST_CASE("tour story: a line that nobody knows is named", "[support]") {
  const TempDir dir;
  REQUIRE(write_file(dir.path() / "story", "# for readers\n{\"step\":\"one\"}\n{\"dance\":\"tango\"}\n"));
  const auto story = Conductor::read_story(dir.path() / "story");
  REQUIRE_FALSE(story);
  CHECK(story.error().what.find("story:3:") != std::string::npos);
}

TEST_CASE("printed slips: come in the order they were cut, with their codes", "[support]") {
  const TempDir dir;
  REQUIRE(write_file(dir.path() / "slip-0002.txt", "A002\n"));
  REQUIRE(
      write_file(dir.path() / "slip-0001.txt", "A001\nQR: http://hub/q/YZ1T.20261123.A001.7K3M9PQ2XW4T\n"));
  const auto slips = read_slips(dir.path());
  REQUIRE(slips.size() == 2);
  CHECK(slips[0].ticket_code() == "YZ1T.20261123.A001.7K3M9PQ2XW4T");
  CHECK(slips[1].has("A002"));
  CHECK(slips[0].parts().value().label == "A001");
  CHECK(slips[1].ticket_code().empty());
  CHECK_FALSE(slips[1].parts());
}

}  // namespace yz::test
