// `yizhan-kiosk --decode`: a JSON line for each picture, whatever it is.
#include "kiosk/app/decode.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hal/codes.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

namespace {

/// What `call` prints to stdout.
std::string printed(const TempDir& folder, const std::function<void()>& call) {
  const auto path = folder.path() / "printed";
  std::fflush(stdout);
  const int kept = ::dup(STDOUT_FILENO);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  REQUIRE((kept >= 0 && file >= 0));
  ::dup2(file, STDOUT_FILENO);
  call();
  std::fflush(stdout);
  ::dup2(kept, STDOUT_FILENO);
  ::close(kept);
  ::close(file);
  return read_file(path);
}

std::string pgm_of_code(const std::string& text) {
  const auto code = hal::make_qr(text);
  REQUIRE(code);
  constexpr int dots = 4;
  constexpr int quiet = 4;
  const int side = (code->width + 2 * quiet) * dots;
  std::string pgm = "P5\n" + std::to_string(side) + ' ' + std::to_string(side) + "\n255\n";
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int column = x / dots - quiet;
      const int row = y / dots - quiet;
      const bool is_inside = column >= 0 && row >= 0 && column < code->width && row < code->height;
      pgm += is_inside && code->at(column, row) ? '\0' : '\xFF';
    }
  }
  return pgm;
}

}  // namespace

TEST_CASE("decode: a line for each picture, in their order, and an error for what is none", "[kiosk]") {
  const TempDir folder;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  REQUIRE(write_file(path("code.pgm"), pgm_of_code("A012")));
  REQUIRE(write_file(path("blank.pgm"), "P5\n64 64\n255\n" + std::string(std::size_t{64} * 64, '\x80')));
  REQUIRE(write_file(path("none.png"), "no picture"));
  int status = -1;
  const std::string all = printed(folder, [&] {
    status = kiosk::run_decode({path("code.pgm"), path("none.png"), path("blank.pgm"), path("away.jpg")});
  });
  CHECK(status == 1);
  std::istringstream in(all);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].at("path") == path("code.pgm"));
  CHECK(lines[0].at("text") == "A012");
  CHECK(lines[0].at("format") == "qr");
  CHECK(lines[0].at("ms").is_number());
  CHECK_FALSE(lines[0].contains("error"));
  CHECK(lines[1].at("text").is_null());
  CHECK(lines[1].at("error").is_string());
  CHECK(lines[2].at("text").is_null());
  CHECK_FALSE(lines[2].contains("error"));
  CHECK(lines[3].at("error") == "no such file");

  const std::string good = printed(folder, [&] { status = kiosk::run_decode({path("code.pgm")}); });
  CHECK(status == 0);
}

}  // namespace yz::test
