#include "kiosk/app/slips.h"

#include <fmt/format.h>

namespace yz::kiosk {
namespace {

using hal::Align;
using hal::SlipText;

constexpr int label_scale = 6;

std::string wait_text(const TicketView& ticket, const Texts& texts) {
  const auto& estimate = ticket.estimate;
  if (estimate.people_ahead == 0) return texts.words("slip.next");
  return texts.words(estimate.from.count() == 0 ? "slip.ahead.within" : "slip.ahead",
                     {{"people", std::to_string(estimate.people_ahead)},
                      {"from", std::to_string(estimate.from.count())},
                      {"to", std::to_string(estimate.to.count())}});
}

}  // namespace

std::string clock_text(domain::Minutes of_day) {
  return fmt::format("{}:{:02}", of_day.count() / 60, of_day.count() % 60);
}

std::string counters_text(const std::vector<domain::CounterId>& counters, const Texts& texts) {
  std::string joined;
  for (const auto& counter : counters) {
    if (!joined.empty()) joined += texts.words("slip.counter_join");
    joined += counter.value;
  }
  return joined;
}

hal::Slip ticket_slip(const domain::Station& station, const TicketView& ticket,
                      const domain::StationTime& taken, const Texts& texts, Copy copy) {
  hal::Slip slip;
  auto& blocks = slip.blocks;
  blocks.emplace_back(centred(texts.of(station.name), slip_heading_scale));
  blocks.emplace_back(centred(texts.of(ticket.service_name), slip_heading_scale, true));
  if (copy == Copy::again) blocks.emplace_back(centred(texts.words("slip.copy"), slip_heading_scale, true));
  blocks.emplace_back(hal::SlipSpace{2});
  blocks.emplace_back(centred(ticket.label, label_scale, true));
  if (ticket.priority != domain::Priority::none) {
    blocks.emplace_back(centred(texts.words("slip.priority"), slip_heading_scale));
  }
  blocks.emplace_back(hal::SlipSpace{2});
  // A copy may come much later: what was ahead then would be wrong now, and what is ahead now is not known on
  // paper.
  if (copy == Copy::original) blocks.emplace_back(centred(wait_text(ticket, texts), slip_heading_scale));
  blocks.emplace_back(
      centred(texts.words("slip.counters", {{"counters", counters_text(ticket.counters, texts)}}),
              slip_heading_scale));
  blocks.emplace_back(hal::SlipSpace{3});
  blocks.emplace_back(hal::SlipQr{ticket.qr});
  blocks.emplace_back(centred(texts.words("slip.qr"), 1));
  const auto* service = station.find_service(ticket.service);
  if (service != nullptr && !service->bring.zh.empty()) {
    blocks.emplace_back(hal::SlipRule{});
    blocks.emplace_back(
        SlipText{texts.words("slip.bring", {{"bring", texts.of(service->bring)}}), 1, Align::left, false});
  }
  blocks.emplace_back(hal::SlipRule{});
  blocks.emplace_back(centred(
      texts.words("slip.taken", {{"day", domain::to_text(taken.day)}, {"time", clock_text(taken.of_day)}}),
      1));
  blocks.emplace_back(centred(texts.words("slip.keep"), 1));
  return slip;
}

hal::Slip test_slip(const domain::Station& station, const domain::StationTime& now, const Texts& texts) {
  hal::Slip slip;
  slip.blocks.emplace_back(centred(texts.of(station.name), slip_heading_scale));
  slip.blocks.emplace_back(centred(texts.words("slip.test.title"), slip_heading_scale, true));
  slip.blocks.emplace_back(centred(texts.words("slip.test.words"), 1));
  // Letters of the printer's own, and some that it has to be drawn.
  slip.blocks.emplace_back(centred(texts.words("slip.test.page"), 1));
  slip.blocks.emplace_back(hal::SlipQr{"YZTEST"});
  slip.blocks.emplace_back(hal::SlipRuler{});
  slip.blocks.emplace_back(centred(domain::to_text(now.day) + " " + clock_text(now.of_day), 1));
  return slip;
}

}  // namespace yz::kiosk
