#include "tests/bench/browser_reference.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "base/check.h"
#include "base/system_clock.h"
#include "tests/bench/process_figures.h"

namespace yz::bench {

namespace {

constexpr const char* chromium = "/usr/bin/chromium";
constexpr const char* xvfb = "/usr/bin/Xvfb";
constexpr Milliseconds paint_wait_max{60'000};
constexpr Milliseconds settle{10'000};

/// Serves the page on loopback and waits for the request that says it was painted.
class PageServer {
 public:
  explicit PageServer(const std::string& page)
      : page_(page), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
          "loopback has a free port");
    check(listen(listener_, 8) == 0, "a bound socket listens");
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~PageServer() { close(listener_); }
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

  /// False if nothing was painted in time.
  [[nodiscard]] bool wait_painted(Milliseconds most) {
    const Milliseconds end = test::now_mono() + most;
    while (test::now_mono() < end) {
      pollfd waiting{listener_, POLLIN, 0};
      if (poll(&waiting, 1, 100) <= 0) continue;
      const int caller = accept(listener_, nullptr, nullptr);
      const bool was_painted = answer(caller);
      close(caller);
      if (was_painted) return true;
    }
    return false;
  }

 private:
  bool answer(int caller) const {
    pollfd waiting{caller, POLLIN, 0};
    if (poll(&waiting, 1, 200) <= 0) return false;  // browsers open connections that they never use
    std::array<char, 4096> bytes{};
    const ssize_t got = read(caller, bytes.data(), bytes.size());
    const std::string request(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    const bool is_page = request.rfind("GET / ", 0) == 0;
    const std::string body = is_page ? page_ : "";
    const std::string reply =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body;
    (void)send(caller, reply.data(), reply.size(), MSG_NOSIGNAL);  // a browser that left is no matter
    return request.rfind("GET /painted ", 0) == 0;
  }

  std::string page_;
  int listener_;
  int port_{};
};

}  // namespace

Result<std::unique_ptr<BrowserReference>> BrowserReference::open(const std::filesystem::path& page,
                                                                 const std::filesystem::path& folder) {
  for (const char* program : {chromium, xvfb}) {
    if (!std::filesystem::exists(program))
      return fail(Code::not_found, std::string(program) + " is not installed");
  }
  auto reference = std::unique_ptr<BrowserReference>(new BrowserReference());
  reference->folder_ = folder;
  reference->page_ = test::read_file(page);
  auto display = test::Process::start(
      {.command = {"sh", "-c",
                   std::string("exec ") + xvfb + " -displayfd 1 -screen 0 1080x1920x24 -nolisten tcp"},
       .output = folder / "xvfb.log"});
  if (!display) return fail(display.error());
  reference->xvfb_ = *std::move(display);
  auto number = reference->xvfb_->read_line(Milliseconds{20'000});
  if (!number) return fail(number.error());
  reference->display_ = ":" + *number;
  // The first start of a profile writes it; nobody boots a kiosk that way every day.
  if (auto warm = reference->run(false); !warm) return fail(warm.error());
  return reference;
}

Result<BrowserFigures> BrowserReference::run(bool with_memory) {
  PageServer server(page_);
  const Milliseconds begin = test::now_mono();
  auto browser = test::Process::start(
      {.command = {chromium, "--kiosk", "--no-sandbox", "--no-first-run", "--disable-extensions",
                   "--disable-sync", "--disable-component-update", "--disable-background-networking",
                   "--password-store=basic", "--window-size=1080,1920",
                   "--user-data-dir=" + (folder_ / "profile").string(), server.url()},
       .environment = {"DISPLAY=" + display_, "HOME=" + folder_.string()},
       .output = folder_ / "chromium.log"});
  if (!browser) return fail(browser.error());
  if (!server.wait_painted(paint_wait_max))
    return fail(Code::unavailable, "the page was not painted: " + (*browser)->tail());
  BrowserFigures figures{.first_frame = test::now_mono() - begin, .proportional_mib = 0};
  if (with_memory) {
    sleep_for(settle);
    figures.proportional_mib = tree_proportional_mib((*browser)->pid());
  }
  (*browser)->stop();
  return figures;
}

}  // namespace yz::bench
