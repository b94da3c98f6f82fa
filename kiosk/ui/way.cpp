// The steps of something, from told to done: what is done, where it stands, what comes.
#include <algorithm>
#include <vector>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr float rail_width = 96;  // the column of the marks
constexpr float mark_radius = 24;
constexpr float mark_here_radius = 34;
constexpr float gap_dense = 12;
constexpr float name_pitch = 1.3F;
constexpr float small_pitch = 1.35F;

/// The small lines of a stop: two, or both on one.
std::vector<std::string> small_lines(const Stop& stop, bool one_line) {
  std::vector<std::string> lines;
  if (one_line && !stop.who.empty() && !stop.when.empty()) return {stop.who + "  " + stop.when};
  if (!stop.who.empty()) lines.push_back(stop.who);
  if (!stop.when.empty()) lines.push_back(stop.when);
  return lines;
}

}  // namespace

/// How large the stops are drawn, and how high each is.
struct Ui::WayFit {
  kiosk::TextSize size{};
  bool one_line{};  // who and when beside each other
  std::vector<float> heights;
};

Ui::WayFit Ui::way_fit(std::span<const Stop> stops, float width, kiosk::TextSize size, bool one_line) const {
  WayFit fit{size, one_line, {}};
  for (const Stop& stop : stops) {
    const bool is_here = stop.state == Stop::State::here;
    const Fit name = fit_in(stop.name, is_here ? Role::lead : Role::body, size, Weight::bold, width, 2);
    float height = name.em * name_pitch * static_cast<float>(name.lines.size());
    for (const std::string& line : small_lines(stop, one_line)) {
      const Fit small = fit_in(line, Role::small, size, Weight::regular, width, 2);
      height += small.em * small_pitch * static_cast<float>(small.lines.size());
    }
    fit.heights.push_back(std::max(height, px(2 * mark_radius)) + px(is_here ? 2 * padding : 8.0F));
  }
  return fit;
}

float Ui::stop(std::string_view id, const Rect& column, const Stop& stop, const WayFit& fit, bool is_last) {
  const bool is_here = stop.state == Stop::State::here;
  const bool is_done = stop.state == Stop::State::done;
  const float rail_x = column.x + px(rail_width) / 2;
  const float mark_y = column.y + px(is_here ? mark_here_radius + padding / 2 : mark_radius + 4);
  // The line to the next stop first, so that the marks lie over it.
  if (!is_last) {
    const Ink ink = is_done ? (contrast_ ? Ink::text : Ink::green) : Ink::edge;
    paint_.line(rail_x, mark_y, rail_x, column.bottom() + px(gap + mark_radius), px(is_done ? 10.0F : 6.0F),
                colour(ink));
  }
  if (is_here) {
    const Rect box{column.x, column.y, column.w, column.h};
    paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge),
                  colour(Ink::notice));
    paint_.disc(rail_x, mark_y, px(mark_here_radius), colour(Ink::text));
    paint_.disc(rail_x, mark_y, px(mark_here_radius - 6), colour(Ink::gold));
    paint_.icon(rail_x, mark_y, px(44), colour(Ink::on_gold), "map-marker");
  } else if (is_done) {
    paint_.disc(rail_x, mark_y, px(mark_radius), colour(contrast_ ? Ink::text : Ink::green));
    paint_.icon(rail_x, mark_y, px(36), colour(contrast_ ? Ink::paper : Ink::on_main), "check");
  } else {
    paint_.disc(rail_x, mark_y, px(mark_radius), colour(Ink::edge));
    paint_.disc(rail_x, mark_y, px(mark_radius - 6), colour(Ink::paper));
  }
  const float x = column.x + px(rail_width);
  const float width = column.w - px(rail_width) - px(padding);
  const Ink front = stop.state == Stop::State::next ? Ink::text_soft : Ink::text;
  const Fit name = fit_in(stop.name, is_here ? Role::lead : Role::body, fit.size, Weight::bold, width, 2);
  float y = column.y + px(is_here ? padding : 4.0F);
  for (const std::string& line : name.lines) {
    paint_.text(x, y + name.em * (name_pitch - 1) / 2, name.em, Weight::bold, colour(front), line);
    y += name.em * name_pitch;
  }
  std::string said = stop.name;
  for (const std::string& words : small_lines(stop, fit.one_line)) {
    const Fit small = fit_in(words, Role::small, fit.size, Weight::regular, width, 2);
    for (const std::string& line : small.lines) {
      paint_.text(x, y + small.em * (small_pitch - 1) / 2, small.em, Weight::regular, colour(front), line);
      y += small.em * small_pitch;
    }
    said += " " + words;
  }
  record(id, "stop", column, said, name.em, front, is_here ? Ink::notice : Ink::paper, false, false);
  return column.bottom();
}

void Ui::way(std::string_view id, std::span<const Stop> stops, Page& page) {
  if (stops.empty()) return;
  // Standing, the column of the words; lying, the other one, above whatever can be touched there.
  const Rect column = layout_.portrait ? layout_.words : layout_.targets;
  const float top = layout_.portrait ? words_y_ : layout_.targets.y + px(20);
  const float width = column.w - px(rail_width) - px(padding);
  float between = px(gap);
  const auto height_of = [&](const WayFit& fit) {
    float height = -between;
    for (const float one : fit.heights) height += one + between;
    return height;
  };
  // Who and when on one line, then less air, then a smaller text, then pages.
  WayFit fit = way_fit(stops, width, text_size(), false);
  if (height_of(fit) > targets_bottom_ - top) fit = way_fit(stops, width, text_size(), true);
  if (height_of(fit) > targets_bottom_ - top) between = px(gap_dense);
  const bool is_largest = text_size() == kiosk::TextSize::largest;
  if (height_of(fit) > targets_bottom_ - top && is_largest)
    fit = way_fit(stops, width, kiosk::TextSize::large, true);

  std::vector<std::size_t> begins{0};  // the first stop of each page
  const bool paged = height_of(fit) > targets_bottom_ - top;
  if (paged) {
    const float room = targets_bottom_ - px(target_height_min + gap) - top;
    float used = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      if (used > 0 && used + fit.heights[i] > room) {
        begins.push_back(i);
        used = 0;
      }
      used += fit.heights[i] + between;
    }
    if (!page.is_turned) {
      const auto here = std::ranges::find(stops, Stop::State::here, &Stop::state);
      const auto at = static_cast<std::size_t>(here == stops.end() ? 0 : here - stops.begin());
      page.number = static_cast<std::size_t>(std::ranges::upper_bound(begins, at) - begins.begin()) - 1;
    }
    page.number = std::min(page.number, begins.size() - 1);
    turning(page, begins.size());
  }
  const std::size_t from = paged ? begins.at(page.number) : 0;
  const std::size_t to = paged && page.number + 1 < begins.size() ? begins.at(page.number + 1) : stops.size();
  float y = top;
  for (std::size_t i = from; i < to; ++i) {
    const Rect place{column.x, y, column.w, fit.heights[i]};
    const bool is_last = i + 1 == stops.size();
    y = stop(std::string(id) + '.' + std::to_string(i + 1), place, stops[i], fit, is_last) + between;
  }
  if (layout_.portrait) {
    words_y_ = y;
  } else {
    targets_bottom_ = top;
  }
}

}  // namespace yz::ui
