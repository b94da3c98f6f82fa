// Uploads through a real hub process and a network that resets, loses answers and crawls (yizhan-sim proxy).
#include <catch2/catch_test_macros.hpp>

#include "hub/attachments.h"
#include "hub/seal_key.h"
#include "hub/upload_files.h"
#include "tests/hub/kiosk_side.h"
#include "tests/support/hub_admin.h"
#include "tests/support/process.h"
#include "tests/support/sim_control.h"

using namespace yz;
using namespace yz::test;

namespace {

const std::filesystem::path programs = std::filesystem::path(YZ_BINARY_DIR) / "bin";

struct Net {
  TempDir folder;
  std::filesystem::path data = folder.path() / "data";
  HubAdmin admin{programs / "yizhan-hub", data, folder.path()};
  std::unique_ptr<Process> hub;
  std::unique_ptr<Process> proxy;
  std::string url;

  Net() {
    hub = started(
        {(programs / "yizhan-hub").string(), "serve", "--data", data.string(), "--listen", "127.0.0.1:0"},
        "hub.log");
    const auto hub_url = hub->wait_ready(Milliseconds{60'000});
    REQUIRE(hub_url);
    proxy =
        started({(programs / "yizhan-sim").string(), "proxy", "--listen", "127.0.0.1:0", "--to",
                 hub_url->substr(hub_url->find("127")), "--control", (folder.path() / "proxy.sock").string()},
                "proxy.log");
    const auto proxy_url = proxy->wait_ready(Milliseconds{60'000});
    REQUIRE(proxy_url);
    url = "http://" + proxy_url->substr(proxy_url->find("127"));
    REQUIRE(admin.add_station("taiping", "Taiping"));
  }
  std::unique_ptr<Process> started(std::vector<std::string> command, const char* log) {
    auto process = Process::start({.command = std::move(command), .output = folder.path() / log});
    REQUIRE(process);
    return *std::move(process);
  }
  void weather(const std::string& line) {
    INFO(line);
    REQUIRE(SimControl(folder.path() / "proxy.sock").command(line));
  }
};

}  // namespace

TEST_CASE("uploads: p05_through resets, lost answers and a crawling line every photo arrives whole",
          "[hub]") {
  Net net;
  const auto code = net.admin.enrol("taiping");
  REQUIRE(code);
  KioskSide kiosk(net.url, *code);
  REQUIRE(kiosk.run_until([&] { return kiosk.keys.has_value(); }));
  net.weather("reset 15");
  net.weather("drop-answers 15");
  net.weather("bandwidth 2000000");
  std::vector<Bytes> photos;
  for (std::uint8_t i = 0; i < 4; ++i) photos.push_back(photo_bytes(1'200'000 + 1'000 * i, i));
  const auto submitted = kiosk.submit("words", photos);
  const auto is_through = [&] { return kiosk.all_sent() && kiosk.attachments().waiting() == 0; };
  const bool came_through = kiosk.run_until(is_through, Milliseconds{120'000});
  net.weather("pass");
  kiosk.worker().retry_now();
  REQUIRE((came_through || kiosk.run_until(is_through, Milliseconds{120'000})));
  CHECK(kiosk.ended.size() == photos.size());
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const auto& file = submitted.files[i];
    const hub::AttachmentMark mark{file.mark.sha256, static_cast<std::int64_t>(file.mark.bytes),
                                   file.mark.mime};
    const auto clear = hub::open_attachment(net.data, mark, file.key);
    REQUIRE(clear);
    CHECK(clear->reveal() == std::string(photos[i].begin(), photos[i].end()));
  }
  CHECK(std::filesystem::is_empty(cache::attachments_folder(kiosk.folder())));
}
