#include "kiosk/app/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "hal/device_names.h"
#include "hal/ports/port_config.h"

namespace yz::kiosk {
namespace {

using Row = std::array<std::string, 5>;
constexpr std::size_t column_max = 44;  // a longer text pushes only its own row aside

constexpr const char* nothing = R"(# Nothing found. To check:
#   everything       is it plugged in and switched on? lsusb and dmesg tell what the kernel sees
#   slip printers    /dev/usb/lp0 comes with the module usblp (lsmod). With a network plug: port = "tcp:ADDRESS:9100"
#   serial lines     may this user open them? Group dialout; USB printers: lp
#   smart cards      does pcscd run? systemctl status pcscd.socket
#   office printers  queues of this machine's CUPS (lpstat -e). Without one: port = "ipp:ipp://ADDRESS/ipp/print"
)";

/// As TOML writes it; what find_devices() gives is ASCII.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string columns(const std::vector<Row>& rows) {
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths.at(i) = std::max(widths.at(i), std::min(row.at(i).size(), column_max));
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line = "#";
    for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format("  {:<{}}", row.at(i), widths.at(i));
    out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return out;
}

std::string table(const hal::FoundDevice& found) {
  const char* mark = found.is_sure ? "" : "# ";
  std::string out;
  if (!found.note.empty()) out += fmt::format("# {}: {}.\n", found.is_sure ? "Note" : "Not sure", found.note);
  out += fmt::format("{}[[device]]\n", mark);
  const auto line = [&](const char* key, const std::string& value) {
    out += fmt::format("{}{} = {}\n", mark, key, quoted(value));
  };
  line("id", found.config.id.value);
  line("class", hal::to_string(found.config.device_class));
  line("driver", found.config.driver);
  line("port", hal::to_text(found.config.port));
  if (!found.config.profile.empty()) line("profile", found.config.profile);
  return out;
}

}  // namespace

std::string probe_text(const hal::Findings& findings) {
  std::vector<Row> rows{{"class", "driver", "node", "port", "what it says"}};
  for (const hal::FoundDevice& found : findings.devices) {
    rows.push_back({std::string(hal::to_string(found.config.device_class)) + (found.is_sure ? "" : "?"),
                    found.config.driver, found.node, hal::to_text(found.config.port), found.says});
  }
  for (const hal::FoundNode& other : findings.others)
    rows.push_back({"-", "-", other.path, hal::to_text(hal::port_of(other)), other.name});
  std::string out;
  if (rows.size() > 1) {
    out += "# Found on this machine (?: perhaps; -: no driver asks for it)\n" + columns(rows);
  }
  if (findings.devices.empty()) return out + nothing;
  for (const hal::FoundDevice& found : findings.devices) out += '\n' + table(found);
  return out;
}

int run_probe() {
  std::fputs(probe_text(hal::find_devices()).c_str(), stdout);
  return 0;
}

}  // namespace yz::kiosk
