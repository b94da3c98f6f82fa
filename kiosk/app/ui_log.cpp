#include "kiosk/app/ui_log.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace yz::kiosk {
namespace {

using nlohmann::json;

std::string hex(const Colour& colour) {
  return fmt::format("#{:02X}{:02X}{:02X}", colour.r, colour.g, colour.b);
}

json ms_or_null(const std::optional<Milliseconds>& time) {
  return time ? json(time->count()) : json(nullptr);
}

std::string line(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_json(std::string_view screen, const WidgetInfo& widget) {
  return line({{"screen", screen},
               {"id", widget.id},
               {"kind", widget.kind},
               {"rect", {widget.x, widget.y, widget.w, widget.h}},
               {"text", widget.text},
               {"em", widget.em},
               {"fg", hex(widget.fg)},
               {"bg", hex(widget.bg)},
               {"say", widget.say},
               {"small", widget.small},
               {"touchable", widget.touchable}});
}

std::string to_json(const TouchRecord& touch) {
  return line({{"t", touch.at.count()},
               {"finger", touch.finger},
               {"down", {touch.down_x, touch.down_y}},
               {"up", {touch.up_x, touch.up_y}},
               {"target", touch.target},
               {"taken", touch.not_taken.empty() ? json(true) : json(touch.not_taken)},
               {"pressed_ms", ms_or_null(touch.pressed)},
               {"shown_ms", ms_or_null(touch.shown)}});
}

}  // namespace yz::kiosk
