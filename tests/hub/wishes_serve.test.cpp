// Wishes at a hub that serves: staff in a real browser (tests/hub/wishes_console.cjs is who sits there), and
// a clock that is days ahead.
#include <catch2/catch_test_macros.hpp>

#include "base/system_clock.h"
#include "tests/hub/wish_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/process.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

constexpr const char* faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
const std::string program = std::string(YZ_BINARY_DIR) + "/bin/yizhan-hub";
const std::string hostile =
    "</p><img src=x onerror=alert(1)><svg/onload=alert(2)><script>alert(3)</script><a "
    "href=javascript:alert(4)>x</a>{{7*7}}${alert(5)}&#60;b&#62;'\"`";

/// A data folder with one wish and its staff, as a hub left it.
struct Left {
  TempDir folder;
  std::string data = (folder.path() / "data").string();
  std::string number;
  std::string code;
  WishId id;

  Left() {
    WishDesk desk;
    desk.hub.clock.set_wall(SystemClock().now());
    id = desk.submit(hostile);
    number = desk.wish(id).number;
    code = make_wish_code({number, desk.wish(id).secret});
    desk.add_staff("dora", "dispatcher", "taiping", "");
    desk.add_staff("wang", "unit", "taiping", "property");
    std::filesystem::copy(desk.hub.folder(), data, std::filesystem::copy_options::recursive);
  }
  std::unique_ptr<Process> serve(std::string& url, std::vector<std::string> environment = {}) {
    auto started = Process::start({.command = {program, "serve", "--data", data, "--listen", "127.0.0.1:0"},
                                   .environment = std::move(environment),
                                   .output = folder.path() / "serve.log"});
    REQUIRE(started);
    const auto ready = (*started)->wait_ready(Milliseconds{20'000});
    INFO((*started)->tail());
    REQUIRE(ready);
    url = *ready;
    return *std::move(started);
  }
};

std::string level_after(Left& left, const std::string& ahead) {
  std::string url;
  const auto serving = left.serve(url, {std::string("LD_PRELOAD=") + faketime, "FAKETIME=" + ahead});
  HttpClient browser(url, {"Yz-Console: 1"});
  std::string level;
  // The clock runs beside the requests: a moment after the start it has run.
  for (int tries = 0; tries < 100 && level.empty(); ++tries) {
    const auto answer = browser.get("/api/public/v1/wishes/" + left.code);
    REQUIRE(answer);
    REQUIRE(answer->status == 200);
    if (answer->json().at("level") != "community") level = answer->json().at("level");
    sleep_for(Milliseconds{50});
  }
  CHECK(serving->stop() == Ended{0});
  return level;
}

int run(const std::vector<std::string>& command, const std::filesystem::path& output, std::string& said) {
  auto process = Process::start({.command = command, .output = output});
  REQUIRE(process);
  const auto ended = (*process)->wait(Milliseconds{240'000});
  said = (*process)->tail();
  REQUIRE(ended);
  return ended->status;
}

}  // namespace

TEST_CASE("serve: under a clock days ahead deadlines pass, once for all starts", "[hub]") {
  if (!std::filesystem::exists(faketime)) SKIP("faketime is not installed: the clock cannot be moved");
  Left left;
  CHECK(level_after(left, "+2d") == "street");
  CHECK(level_after(left, "+2d") == "street");
  CHECK(level_after(left, "+9d") == "district");
}

TEST_CASE("wishes: a dispatcher and a unit work in the browser, and a resident's text runs nothing",
          "[hub]") {
  constexpr int not_here = 77;
  const std::filesystem::path source = YZ_SOURCE_DIR;
  const std::filesystem::path modules = std::filesystem::path(YZ_BINARY_DIR) / "npm-playwright";
  Left left;
  std::string said;
  const int fetched = run({(source / "tests/support/npm.sh").string(), modules.string(), "playwright-core@1"},
                          left.folder.path() / "npm", said);
  if (fetched == not_here) SKIP(said);
  REQUIRE(fetched == 0);
  std::string url;
  const auto serving = left.serve(url);
  const std::filesystem::path pictures = std::filesystem::path(YZ_BINARY_DIR) / "pictures";
  std::filesystem::create_directories(pictures);
  const int status =
      run({"node", (source / "tests/hub/wishes_console.cjs").string(), (modules / "node_modules").string(),
           url, staff_password, left.number, hostile, left.code, pictures.string()},
          left.folder.path() / "browser", said);
  INFO(said);
  CHECK(status == 0);
  const auto page = HttpClient(url, {}).get("/api/public/v1/wishes/" + left.code);
  REQUIRE(page);
  CHECK(page->json().at("state") == "resolved");
  CHECK(serving->stop() == Ended{0});
}
