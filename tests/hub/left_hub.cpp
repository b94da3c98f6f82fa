#include "tests/hub/left_hub.h"

#include <catch2/catch_test_macros.hpp>

namespace yz::test {

namespace {

const std::string program = std::string(YZ_BINARY_DIR) + "/bin/yizhan-hub";
constexpr int not_here = 77;

int run(const std::vector<std::string>& command, const std::filesystem::path& output, std::string& said) {
  auto process = Process::start({.command = command, .output = output});
  REQUIRE(process);
  const auto ended = (*process)->wait(Milliseconds{240'000});
  said = (*process)->tail();
  REQUIRE(ended);
  return ended->status;
}

}  // namespace

LeftHub::LeftHub(const TestHub& hub) : data_((folder_.path() / "data").string()) {
  std::filesystem::copy(hub.folder(), data_, std::filesystem::copy_options::recursive);
}

std::unique_ptr<Process> LeftHub::serve(std::string& url, std::vector<std::string> environment) {
  auto started = Process::start({.command = {program, "serve", "--data", data_, "--listen", "127.0.0.1:0"},
                                 .environment = std::move(environment),
                                 .output = folder_.path() / "serve.log"});
  REQUIRE(started);
  const auto ready = (*started)->wait_ready(Milliseconds{20'000});
  INFO((*started)->tail());
  REQUIRE(ready);
  url = *ready;
  return *std::move(started);
}

int LeftHub::browse(const std::string& script, std::vector<std::string> arguments, std::string& said) {
  const std::filesystem::path source = YZ_SOURCE_DIR;
  const std::filesystem::path modules = std::filesystem::path(YZ_BINARY_DIR) / "npm-playwright";
  const int fetched = run({(source / "tests/support/npm.sh").string(), modules.string(), "playwright-core@1"},
                          folder_.path() / "npm", said);
  if (fetched == not_here) SKIP(said);
  REQUIRE(fetched == 0);
  const std::filesystem::path pictures = std::filesystem::path(YZ_BINARY_DIR) / "pictures";
  std::filesystem::create_directories(pictures);
  std::vector<std::string> command{"node", (source / "tests/hub" / script).string(),
                                   (modules / "node_modules").string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.push_back(pictures.string());
  return run(command, folder_.path() / "browser", said);
}

}  // namespace yz::test
