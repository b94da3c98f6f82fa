#include "kiosk/input/written_line.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace yz::kiosk {
namespace {

/// The part before `mark`, which is taken off the front of `rest` with its mark; all of it without one.
std::string_view take_until(std::string_view& rest, char mark) {
  const auto at = rest.find(mark);
  const auto part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return part;
}

std::optional<float> number_of(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Result<Stroke> stroke_of(std::string_view text) {
  Stroke stroke;
  do {
    const auto pair = take_until(text, ' ');
    auto rest = pair;
    const auto x = number_of(take_until(rest, ','));
    const auto y = number_of(rest);
    if (!x || !y) {
      return fail(Code::invalid, "\"" + std::string(pair.substr(0, 40)) + "\" is no point; a point is x,y");
    }
    stroke.push_back({*x, *y});
  } while (!text.empty());
  return stroke;
}

}  // namespace

Result<WrittenLine> parse_written_line(std::string_view line) {
  if (line.size() > written_line_bytes_max) return fail(Code::invalid, "longer than 1 MiB");
  const auto tab = line.find('\t');
  if (tab == std::string_view::npos) return fail(Code::invalid, "no tab after the label");
  if (tab == 0) return fail(Code::invalid, "no label");
  WrittenLine written{std::string(line.substr(0, tab)), {}};
  auto rest = line.substr(tab + 1);
  if (rest.empty()) return fail(Code::invalid, "no strokes");
  const bool ends_open = rest.ends_with('|') || rest.ends_with(' ');
  while (!rest.empty()) {
    auto stroke = stroke_of(take_until(rest, '|'));
    if (!stroke) return fail(stroke.error());
    written.strokes.push_back(*std::move(stroke));
  }
  if (ends_open) return fail(Code::invalid, "ends before the next point");
  return written;
}

}  // namespace yz::kiosk
