#include "hal/ports/port_config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace yz::hal {
namespace {

using Kind = PortConfig::Kind;

/// What follows the kind and its colon.
enum class Form { host_and_port, node_and_baud, node, usb_ids, text };
struct Row {
  Kind kind;
  std::string_view name;
  Form form;
  std::string_view example;
};
constexpr std::array rows{
    Row{Kind::tcp, "tcp", Form::host_and_port, "tcp:HOST:PORT"},
    Row{Kind::serial, "serial", Form::node_and_baud,
        "serial:/dev/ttyUSB0@115200 (or 9600, 19200, 38400, 57600)"},
    Row{Kind::usb_printer, "usb-printer", Form::node, "usb-printer:/dev/usb/lp0"},
    Row{Kind::usb, "usb", Form::usb_ids, "usb:0400:C35A"},
    Row{Kind::input, "input", Form::node, "input:/dev/input/event3"},
    Row{Kind::hidraw, "hidraw", Form::node, "hidraw:/dev/hidraw0"},
    Row{Kind::video, "video", Form::node, "video:/dev/video0"},
    Row{Kind::pcsc, "pcsc", Form::text, "pcsc:* (or a reader's name)"},
    Row{Kind::ipp, "ipp", Form::text, "ipp:QUEUE, ipp:ipp://HOST:PORT/ipp/print"},
    Row{Kind::frames, "frames", Form::text, "frames:FOLDER"},
};
constexpr int tcp_port_max = 65'535;
constexpr std::array bauds{9'600, 19'200, 38'400, 57'600, 115'200};
constexpr std::string_view usb_mark = "usb:";

template <typename Number>
std::optional<Number> number_of(std::string_view text, int base) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
  return number;
}

/// "VVVV:PPPP" or "VVVV:PPPP:SERIAL" → filled in.
bool read_usb_ids(std::string_view text, PortConfig& port) {
  constexpr std::size_t digits = 4;
  const auto vendor = number_of<std::uint16_t>(text.substr(0, digits), 16);
  if (!vendor || text.size() < 2 * digits + 1 || text[digits] != ':') return false;
  const auto product = number_of<std::uint16_t>(text.substr(digits + 1, digits), 16);
  text.remove_prefix(2 * digits + 1);
  if (!product || (!text.empty() && (text[0] != ':' || text.size() == 1))) return false;
  port.usb = UsbMatch{*vendor, *product, std::string(text.empty() ? text : text.substr(1))};
  return true;
}

/// A path is taken as it is; "usb:…" says what is plugged in there.
bool read_node(std::string_view text, PortConfig& port) {
  if (text.empty()) return false;
  if (text.starts_with(usb_mark)) return read_usb_ids(text.substr(usb_mark.size()), port);
  port.path = text;
  return true;
}

/// The part behind `mark` is the number.
bool read_number(std::string_view& text, char mark, int max, PortConfig& port) {
  const std::size_t at = text.rfind(mark);
  if (at == std::string_view::npos || at == 0) return false;
  const auto number = number_of<int>(text.substr(at + 1), 10);
  if (!number || *number < 1 || *number > max) return false;
  port.number = *number;
  text = text.substr(0, at);
  return true;
}

bool read_rest(Form form, std::string_view text, PortConfig& port) {
  switch (form) {
    case Form::host_and_port:
      if (!read_number(text, ':', tcp_port_max, port)) return false;
      port.path = text;
      return true;
    case Form::node_and_baud:
      return read_number(text, '@', bauds.back(), port) &&
             std::ranges::find(bauds, port.number) != bauds.end() && read_node(text, port);
    case Form::node:
      return read_node(text, port);
    case Form::usb_ids:
      return read_usb_ids(text, port);
    case Form::text:
      port.path = text;
      return !text.empty();
  }
  return false;
}

}  // namespace

Result<PortConfig> parse_port(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const auto row = std::ranges::find(rows, kind, &Row::name);
  if (colon != std::string_view::npos && row != rows.end()) {
    PortConfig port;
    port.kind = row->kind;
    if (read_rest(row->form, text.substr(colon + 1), port)) return port;
  }
  return fail(Code::invalid, "port \"" + std::string(text) + "\"; allowed: " + port_forms());
}

std::string to_text(const PortConfig& port) {
  const auto row = std::ranges::find(rows, port.kind, &Row::kind);
  std::string text = std::string(row->name) + ':' + port.path;
  if (port.usb) {
    std::array<char, sizeof "VVVV:PPPP"> ids{};
    (void)std::snprintf(ids.data(), ids.size(), "%04X:%04X", unsigned{port.usb->vendor},
                        unsigned{port.usb->product});  // the array is as long as the text
    if (row->form != Form::usb_ids) text += usb_mark;
    text += ids.data();
    if (!port.usb->serial.empty()) text += ':' + port.usb->serial;
  }
  if (row->form == Form::host_and_port) text += ':' + std::to_string(port.number);
  if (row->form == Form::node_and_baud) text += '@' + std::to_string(port.number);
  return text;
}

std::string port_forms() {
  std::string forms;
  for (const Row& row : rows) forms += (forms.empty() ? "" : ", ") + std::string(row.example);
  return forms + "; in place of a /dev path: usb:VENDOR:PRODUCT";
}

}  // namespace yz::hal
