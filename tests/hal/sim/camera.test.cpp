#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <set>
#include <utility>

#include "hal/sim/codes.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

namespace {

std::set<std::string> frames(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".pgm") names.insert(entry.path().string());
  }
  return names;
}

std::vector<std::string> codes_in(const std::string& file) {
  const std::string bytes = read_file(file);
  const std::string head = "P5\n640 480\n255\n";
  if (bytes.size() != head.size() + std::size_t{640} * 480 || bytes.rfind(head, 0) != 0) return {};
  return sim::read_qrs({640, 480, {bytes.begin() + static_cast<std::ptrdiff_t>(head.size()), bytes.end()}});
}

}  // namespace

TEST_CASE("camera: a code held before it can be read from its frames, and a blank view falls still",
          "[hal]") {
  SimDevice camera("camera", {"--frames", "@/frames", "--seed", "3"});
  const auto folder = camera.folder() / "frames";
  camera.tell("show YZ1T.20261123.A012.x7Kq");
  const bool is_read = wait_until(wire_wait, [&] {
    const auto names = frames(folder);
    return !names.empty() && codes_in(*names.rbegin()) == std::vector<std::string>{"YZ1T.20261123.A012.x7Kq"};
  });
  CHECK(is_read);
  camera.tell("blank");
  std::string last = camera.tell("state");
  CHECK(wait_until(wire_wait, [&] {
    const std::string before = std::exchange(last, camera.tell("state"));
    if (before != last) return false;
    const Milliseconds end = now_mono() + Milliseconds{500};  // longer than two frames
    while (now_mono() < end) pause_briefly();
    return camera.tell("state") == last;
  }));
  CHECK(codes_in(*frames(folder).rbegin()).empty());
}

}  // namespace yz::test
