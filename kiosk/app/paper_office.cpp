#include "kiosk/app/paper_office.h"

#include <utility>

namespace yz::kiosk {

PaperOffice::PaperOffice(Ledger& ledger, PrintJobs& jobs, std::optional<hal::DeviceId> slip_printer,
                         PaperOwners owners)
    : ledger_(ledger), jobs_(jobs), slip_printer_(std::move(slip_printer)), owners_(std::move(owners)) {}

Status PaperOffice::offer_old() {
  const auto last = jobs_.settle_old();
  if (!last) return fail(last.error());
  const Instant now = ledger_.clock().now();
  if (!*last || now - (*last)->at > power_back_time) return {};
  PowerBack offer = owners_.find((*last)->of);
  if (!offer.ticket && !offer.wish && !offer.sign_up) return {};
  offered_until_ = now + power_back_time;
  ledger_.ports().report(std::move(offer));
  return {};
}

void PaperOffice::job_ended(const hal::JobEnded& event) {
  if (const auto paper = jobs_.ended(event)) owners_.show(*paper);
}

void PaperOffice::device_changed(const hal::DeviceChanged& event) {
  if (event.device != slip_printer_) return;
  jobs_.printer_changed(event.status);
  for (const PaperOf& paper : jobs_.waiting()) owners_.show(paper);
}

void PaperOffice::tick(domain::Day today) {
  if (today_ && *today_ != today) jobs_.forget();
  today_ = today;
  if (!offered_until_ || ledger_.clock().now() < *offered_until_) return;
  offered_until_.reset();
  ledger_.ports().report(PowerBack{});
}

}  // namespace yz::kiosk
