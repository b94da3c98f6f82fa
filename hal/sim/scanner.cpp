// yizhan-sim scanner: a serial barcode scanner, each code a line that ends with CR LF.
#include <algorithm>
#include <memory>
#include <string>

#include "hal/sim/control.h"
#include "hal/sim/programs.h"
#include "hal/sim/pty.h"

namespace yz::sim {

namespace {

constexpr std::int64_t flood_bytes_max = 16'000'000;
constexpr std::size_t flood_part_bytes = 65'536;
constexpr Milliseconds flood_step{5};

class Scanner {
 public:
  Scanner(Loop& loop, const ScannerOptions& options)
      : loop_(loop), pty_(loop, options.link, [](std::string_view) {}) {}

  Status open(const ScannerOptions& options) {
    if (auto plugged = pty_.plug(); !plugged) return plugged;
    auto control = ControlSocket::open(loop_, options.control, commands());
    if (!control) return fail(control.error());
    control_ = *std::move(control);
    say_ready(options.link);
    return {};
  }

 private:
  Answer scan(const std::string& code) {
    if (!pty_.is_plugged()) return fail(Code::unavailable, "unplugged");
    pty_.send(code + "\r\n");
    return std::string{};
  }

  Answer scan_hex(const Command& command) {
    const std::string& hex = command.rest;
    if (hex.size() % 2 != 0 || hex.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
      return fail(Code::invalid, "scan-hex wants pairs of hex digits");
    }
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return scan(bytes);
  }

  // In parts, so that a host which reads nothing cannot make this process grow.
  void flood(std::int64_t bytes) {
    if (bytes <= 0 || !pty_.is_plugged()) return;
    const auto part = std::min<std::int64_t>(bytes, flood_part_bytes);
    pty_.send(std::string(static_cast<std::size_t>(part), '7'));
    loop_.after(flood_step, [this, rest = bytes - part] { flood(rest); });
  }

  CommandTable commands() {
    return {
        {"scan", [this](const Command& c) { return scan(c.rest); }},
        {"scan-hex", [this](const Command& c) { return scan_hex(c); }},
        {"flood",
         [this](const Command& c) -> Answer {
           const auto bytes = c.number(1, flood_bytes_max);
           if (!bytes) return fail(bytes.error());
           flood(*bytes);
           return std::string{};
         }},
        {"unplug",
         [this](const Command&) -> Answer {
           pty_.unplug();
           return std::string{};
         }},
        {"plug",
         [this](const Command&) -> Answer {
           if (auto plugged = pty_.plug(); !plugged) return fail(plugged.error());
           return std::string{};
         }},
        {"state",
         [this](const Command&) -> Answer {
           return std::string(pty_.is_plugged() ? "plugged" : "unplugged");
         }},
    };
  }

  Loop& loop_;
  Pty pty_;
  std::unique_ptr<ControlSocket> control_;
};

}  // namespace

Status run_scanner(const ScannerOptions& options) {
  Loop loop;
  Scanner scanner(loop, options);
  if (auto opened = scanner.open(options); !opened) return opened;
  loop.run();
  return {};
}

}  // namespace yz::sim
