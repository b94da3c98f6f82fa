// What stands around every screen: the status bar, the five fixed buttons, the banner of a call, short
// messages.
#include <array>
#include <chrono>

#include "kiosk/ui/ui.h"
#include "kiosk/ui/wrap.h"

namespace yz::ui {
namespace {

constexpr int corner_taps_needed = 5;
constexpr Milliseconds corner_time{6'000};

struct BarButton {
  const char* id;
  const char* icon;
};
// Always these places; home has no way back, so its first two serve who needs help to read.
constexpr std::array bar_buttons{BarButton{"bar.back", "arrow-left"}, BarButton{"bar.home", "home"},
                                 BarButton{"bar.size", "format-size"}, BarButton{"bar.again", "volume-high"},
                                 BarButton{"bar.help", "human-handsup"}};
constexpr BarButton access_button{"bar.access", "wheelchair-accessibility"};
constexpr BarButton language_button{"bar.language", "translate"};

std::string two_digits(long long value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

bool needs_someone(const kiosk::DeviceView* device) {
  if (device == nullptr) return false;
  const hal::DeviceState state = device->status.state;
  return state != hal::DeviceState::ready && state != hal::DeviceState::busy &&
         state != hal::DeviceState::starting;
}

/// What is not well with printer and reader, or that paper is low, which only staff are told; "": all is
/// well.
std::string device_words(const kiosk::DeviceDesk& devices, bool is_staff) {
  const kiosk::DeviceView* printer = devices.first(hal::DeviceClass::printer);
  const bool printer_waits = needs_someone(printer);
  const bool reader_waits = needs_someone(devices.first(hal::DeviceClass::id_reader));
  if (printer_waits && reader_waits) return "status.devices";
  if (printer_waits) return "status.printer";
  if (reader_waits) return "status.reader";
  const bool is_low = printer != nullptr && printer->status.reasons.contains(hal::Reason::paper_near_end);
  return is_staff && is_low ? "print.low" : "";
}

}  // namespace

void Ui::status_bar() {
  const kiosk::Texts& texts = services_.texts;
  const Rect bar = layout_.status;
  paint_.fill(bar, colour(Ink::bar));
  if (!contrast_) paint_.fill({bar.x, bar.bottom() - px(6), bar.w, px(6)}, colour(Ink::main));
  const float size = px(36);
  const float y = bar.centre_y() - size / 2;
  const std::string name = texts.of(services_.station.name);

  const bool is_staff = services_.navigation.current_id().starts_with("staff.");
  const std::string device = device_words(services_.devices, is_staff);
  std::string right;
  if (services_.system.link == kiosk::NetLink::offline || services_.system.link == kiosk::NetLink::portal) {
    // Both at length would leave no room for the station's name, which staff touch.
    right = word(device.empty() ? "status.offline" : "status.offline.short") + "   ";
  }
  if (!device.empty()) right += word(device) + "   ";
  const domain::StationTime now = domain::station_time(services_.station, services_.clock.now());
  const auto minutes = now.of_day.count();
  const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{now.day}}.c_encoding();
  const std::string time = std::to_string(minutes / 60) + ":" + two_digits(minutes % 60);
  right += word("status.time", {{"month", std::to_string(static_cast<unsigned>(now.day.month()))},
                                {"day", std::to_string(static_cast<unsigned>(now.day.day()))},
                                {"weekday", word("weekday." + std::to_string(weekday))},
                                {"time", time}});
  const float right_w = paint_.measure(size, Weight::regular, right);
  const float right_x = bar.right() - px(margin) - right_w;
  const float left_w = right_x - px(margin) - px(gap);
  const Measure measure = [&](std::string_view piece) {
    return paint_.measure(size, Weight::regular, piece);
  };
  // The clock is worth more than the end of a long name.
  std::string shown = name;
  if (measure(name) > left_w) {
    shown = wrap(name, left_w, measure).front();
    if (shown.ends_with(',')) shown.pop_back();
  }
  paint_.text(px(margin), y, size, Weight::regular, colour(Ink::on_bar), shown);
  paint_.text(right_x, y, size, Weight::regular, colour(Ink::on_bar), right);
  record("status.station", "text", {px(margin), y, left_w, size}, shown, size, Ink::on_bar, Ink::bar, true,
         false);
  record("status.right", "text", {right_x, y, right_w, size}, right, size, Ink::on_bar, Ink::bar, false,
         false);
  const auto into_minute = services_.clock.now().time_since_epoch() % std::chrono::minutes{1};
  again_in(std::chrono::duration_cast<Milliseconds>(std::chrono::minutes{1} - into_minute));

  // Five touches on the station's name lead to staff mode; the place is no button, so nobody is led there.
  const Rect corner{0, 0, bar.w / 2, bar.h};
  if (target("status.station", corner, Target::Kind::key)) {
    const Milliseconds at = services_.clock.mono();
    if (at - corner_since_ > corner_time) {
      corner_taps_ = 0;
      corner_since_ = at;
    }
    if (++corner_taps_ >= corner_taps_needed) {
      corner_taps_ = 0;
      services_.navigation.open("staff.login");
    }
  }
}

bool Ui::bar_button(std::string_view id, const Rect& rect, std::string_view icon, Ink ink, Target::Kind kind,
                    bool off) {
  face(id, rect, Ink::card, Ink::edge, off);
  const Ink front = off ? Ink::off_text : contrast_ ? Ink::text : ink;
  // Labels of the bar stop growing, or five would not stand beside each other.
  const std::string words = word(id);
  float size = std::min(em(Role::small), px(45));
  const float icon_side = px(68);
  const float between = px(4);
  const float room = rect.w - px(28);  // a word that touches its edge is hard to read
  while (paint_.measure(size, Weight::bold, words) > room && size > px(36)) size -= px(1);
  const float all_h = icon_side + between + size;
  const float top = rect.centre_y() - all_h / 2;
  paint_.icon(rect.centre_x(), top + icon_side / 2, icon_side, colour(front), icon);
  const float width = paint_.measure(size, Weight::bold, words);
  paint_.text(rect.centre_x() - width / 2, top + icon_side + between, size, Weight::bold, colour(front),
              words);
  record(id, "button", rect, words, size, front, off ? Ink::off : Ink::card, true, false);
  return target(id, rect, kind);
}

void Ui::fixed_bar() {
  const bool on_home = screen_ == "home";
  const float count = bar_buttons.size();
  const Rect bar = layout_.bar;
  const float step_gap = px(gap);
  const float side = px(layout_.portrait ? 171.0F : 192.0F);
  const float other = px(layout_.portrait ? 150.0F : 160.0F);
  for (std::size_t i = 0; i < bar_buttons.size(); ++i) {
    BarButton button = bar_buttons[i];
    if (on_home && i == 0) button = access_button;
    if (on_home && i == 1) button = language_button;
    const auto at = static_cast<float>(i);
    Rect rect;
    if (layout_.portrait) {
      const float pitch = (bar.w - 2 * px(margin) - side) / (count - 1);
      rect = {px(margin) + at * pitch, bar.y + (bar.h - other) / 2, side, other};
    } else {
      const float all_h = count * other + (count - 1) * step_gap;
      rect = {bar.x, bar.y + (bar.h - all_h) / 2 + at * (other + step_gap), side, other};
    }
    const bool is_help = i + 1 == bar_buttons.size();
    const bool leads_away = !on_home && i < 2;  // back and home
    const bool off = leads_away && !sheet_.empty();
    const bool was_held = is_help && tap_ && tap_->held;
    const bool touched = bar_button(button.id, rect, button.icon, is_help ? Ink::main : Ink::text,
                                    is_help ? Target::Kind::hold : Target::Kind::action, off);
    if (touched && off) {
      toast(Toast::answer, word("sheet.first"));
    } else if (touched && is_help) {
      help_button(was_held);
    } else if (touched) {
      bar_action(i, on_home);
    }
    // The finger sees that holding does something.
    const float held = is_help ? touch_.hold_progress(services_.clock.mono()) : 0;
    if (held > 0)
      paint_.ring(rect.centre_x(), rect.centre_y(), other / 2 - px(4), px(14), held, colour(Ink::gold));
  }
}

/// Held: an emergency, by whoever stands here now. Touched: asks first.
void Ui::help_button(bool was_held) {
  if (was_held) {
    if (screen_ != "help.kind") services_.navigation.leave_for("help.kind");
  } else if (screen_ == "idle.ask") {
    services_.navigation.leave_for("help.ask");  // the one before did not answer
  } else if (screen_ != "help.ask" && screen_ != "help.kind") {
    services_.navigation.open("help.ask");
  }
}

void Ui::bar_action(std::size_t index, bool on_home) {
  kiosk::Session& session = services_.session;
  switch (index) {
    case 0:
      if (on_home) {
        services_.navigation.open("access");
      } else {
        services_.navigation.back();
      }
      return;
    case 1:
      if (on_home) {
        session.access.language =
            session.access.language == kiosk::Language::zh ? kiosk::Language::en : kiosk::Language::zh;
      } else {
        services_.navigation.home();
      }
      return;
    case 2: {
      const int next = (static_cast<int>(session.access.text_size) + 1) % 3;
      session.access.text_size = static_cast<kiosk::TextSize>(next);
      return;
    }
    default:
      services_.speech.again();
  }
}

void Ui::overlays() {
  const Milliseconds now = services_.clock.mono();
  // Back online is worth a word, once; being offline stands in the status bar and on the home screen.
  const kiosk::NetLink link = services_.system.link;
  if (link_before_ == kiosk::NetLink::offline && link == kiosk::NetLink::online)
    toast(Toast::news, word("net.back"));
  if (link == kiosk::NetLink::online || link == kiosk::NetLink::offline) link_before_ = link;

  const float before = std::exchange(overlay_bottom_, 0.0F);
  const kiosk::CallView* call = screen_.starts_with("help.") ? nullptr : services_.calls.banner();
  const bool waits = call != nullptr && toast_kind_ == Toast::news;
  if (waits) toast_until_ = services_.calls.deadline().value_or(now) + toast_time;
  if (now >= toast_until_) toast_.clear();
  if (!toast_.empty() && !waits) {
    overlay("toast", "information", toast_, Role::body, Ink::notice);
    again_in(toast_until_ - now);
  } else if (call != nullptr) {
    const std::string words =
        word("tickets.call", {{"label", call->label}, {"counter", call->counter.value}});
    overlay("tickets.call", "bullhorn", words, Role::lead, contrast_ ? Ink::paper : Ink::gold);
    again_in(services_.calls.deadline().value_or(now) - now);
  }
  if (before != overlay_bottom_) again_in(Milliseconds{0});  // the words below make room
}

/// Over the title: what comes by itself and goes by itself.
void Ui::overlay(std::string_view id, std::string_view icon, const std::string& words, Role role, Ink back) {
  const float icon_side = px(role == Role::lead ? 96.0F : 72.0F);
  const Rect column = layout_.words;
  const float text_w = column.w - icon_side - px(3 * padding);
  const Weight weight = role == Role::lead ? Weight::bold : Weight::regular;
  const Fit fitted = fit(words, role, weight, text_w, 4);
  const float text_h = fitted.height();
  const Rect box{column.x, layout_.status.bottom() + px(12), column.w,
                 std::max(text_h, icon_side) + px(2 * padding)};
  paint_.framed(box, px(corner_radius), px(6),
                colour(contrast_ || role != Role::lead ? Ink::edge : Ink::main), colour(back));
  paint_.icon(box.x + px(padding) + icon_side / 2, box.centre_y(), icon_side, colour(Ink::text), icon);
  lines({box.x + icon_side + px(2 * padding), box.centre_y() - text_h / 2, text_w, text_h}, fitted, weight,
        Ink::text, false);
  record(id, id == "toast" ? "toast" : "banner", box, words, fitted.em, Ink::text, back, false, false);
  overlay_bottom_ = box.bottom();
}

}  // namespace yz::ui
