#include "hal/drivers/ipp_reasons.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace yz::hal {
namespace {

struct Row {
  std::string_view keyword;
  Reason reason;
};
// RFC 8011, 5.4.12, and PWG 5100.9 for the doors.
constexpr std::array rows{
    Row{"media-low", Reason::paper_near_end},
    Row{"media-empty", Reason::paper_end},
    Row{"media-needed", Reason::paper_end},
    Row{"input-tray-missing", Reason::paper_end},
    Row{"media-jam", Reason::paper_jam},
    Row{"cover-open", Reason::cover_open},
    Row{"door-open", Reason::cover_open},
    Row{"interlock-open", Reason::cover_open},
    Row{"toner-low", Reason::toner_low},
    Row{"marker-supply-low", Reason::toner_low},
    Row{"marker-waste-almost-full", Reason::toner_low},
    Row{"toner-empty", Reason::toner_empty},
    Row{"marker-supply-empty", Reason::toner_empty},
    Row{"marker-waste-full", Reason::hardware},
    Row{"fuser-over-temp", Reason::head_hot},
    Row{"paused", Reason::hardware},  // by somebody, at the printer or at the queue
    Row{"shutdown", Reason::not_answering},
    Row{"timed-out", Reason::not_answering},
    Row{"offline", Reason::not_answering},  // CUPS: the printer behind the queue is not there
};
constexpr std::array<std::string_view, 3> endings{"-report", "-warning", "-error"};

}  // namespace

std::set<Reason> reasons_of(std::span<const std::string> keywords) {
  std::set<Reason> reasons;
  for (std::string_view keyword : keywords) {
    std::string_view ending;
    for (const std::string_view known : endings) {
      if (keyword.ends_with(known)) ending = known;
    }
    keyword.remove_suffix(ending.size());
    const auto row = std::ranges::find(rows, keyword, &Row::keyword);
    if (row != rows.end()) {
      reasons.insert(row->reason);
    } else if (ending == "-error") {
      reasons.insert(Reason::hardware);
    }
  }
  return reasons;
}

}  // namespace yz::hal
