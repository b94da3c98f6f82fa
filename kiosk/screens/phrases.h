// Sentences that more than one screen says, put together from assets/text.
#pragma once

#include <string>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {

/// "前面 3 人，约 10–15 分钟", or that nobody is ahead.
[[nodiscard]] inline std::string ahead_words(const Services& services, const domain::WaitEstimate& estimate) {
  if (estimate.people_ahead == 0) return services.texts.words("tickets.ahead.none");
  const bool is_soon = estimate.from.count() == 0;
  return services.texts.words(is_soon ? "tickets.ahead.within" : "tickets.ahead",
                              {{"people", std::to_string(estimate.people_ahead)},
                               {"from", std::to_string(estimate.from.count())},
                               {"to", std::to_string(estimate.to.count())}});
}

/// "8:05".
[[nodiscard]] inline std::string clock_words(domain::Minutes of_day) {
  const std::string minute = std::to_string(of_day.count() % 60);
  return std::to_string(of_day.count() / 60) + ":" + (minute.size() < 2 ? "0" + minute : minute);
}
[[nodiscard]] inline std::string clock_words(const Services& services, Instant at) {
  return clock_words(domain::station_time(services.station, at).of_day);
}

/// "周一 8:30", "今天 8:30"; "明天" where it is open around the clock: the day says it all.
[[nodiscard]] inline std::string opening_words(const Services& services, const domain::StationTime& opening) {
  const std::string time = opening.of_day.count() == 0 ? "" : clock_words(opening.of_day);
  const domain::StationTime& now = services.tickets.station_now();
  const auto days = (std::chrono::sys_days{opening.day} - std::chrono::sys_days{now.day}).count();
  const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{opening.day}}.c_encoding();
  const char* id = days == 0   ? "opening.today"
                   : days == 1 ? "opening.tomorrow"
                   : days < 7  ? "opening.weekday"
                               : "opening.date";
  std::string words =
      services.texts.words(id, {{"weekday", services.texts.words("weekday." + std::to_string(weekday))},
                                {"month", std::to_string(static_cast<unsigned>(opening.day.month()))},
                                {"day", std::to_string(static_cast<unsigned>(opening.day.day()))},
                                {"time", time}});
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

/// Why a number cannot be had, with the next opening where there is one.
[[nodiscard]] inline std::string refusal_words(const Services& services, const TicketRefused& refused) {
  const std::string opening =
      refused.opening
          ? services.texts.words("ticket.next", {{"opening", opening_words(services, *refused.opening)}})
          : "";
  return services.texts.words(std::string("refusal.") + domain::to_string(refused.why), {{"next", opening}});
}

/// "2、3".
[[nodiscard]] inline std::string counters_words(const Services& services,
                                                const std::vector<domain::CounterId>& counters) {
  std::string joined;
  for (const domain::CounterId& counter : counters) {
    if (!joined.empty()) joined += services.texts.words("counters.and");
    joined += counter.value;
  }
  return joined;
}

/// What the paper of a ticket or a receipt is doing, as a line or as the trouble that it is; `label` is what
/// is on it; `words_of`: the beginning of the ids of its words.
inline void draw_print_state(ui::Ui& ui, PrintState print, const std::string& label,
                             const char* words_of = "print.") {
  const std::string id = std::string(words_of) + to_string(print);
  const std::string words = ui.word(id, {{"label", label}});
  switch (print) {
    case PrintState::none:
      return;
    case PrintState::waiting:
    case PrintState::printing:
      ui.paragraph(id, words);
      return;
    case PrintState::printed:
      ui.banner(id, ui::Tone::done, words);
      return;
    case PrintState::paper_out:
    case PrintState::cover:
    case PrintState::jam:
    case PrintState::unsure:
    case PrintState::no_printer:
      ui.banner(id, ui::Tone::trouble, words);
      return;
  }
}

[[nodiscard]] inline bool is_print_trouble(PrintState state) {
  return state == PrintState::paper_out || state == PrintState::cover || state == PrintState::jam ||
         state == PrintState::unsure || state == PrintState::no_printer;
}

}  // namespace yz::kiosk
