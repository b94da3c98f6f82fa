// What becomes of paper: whose slip ended how, what waits for the printer, and what a power cut may have kept
// from being printed. Station thread.
#pragma once

#include <functional>
#include <optional>

#include "kiosk/app/ledger.h"
#include "kiosk/app/print_jobs.h"

namespace yz::kiosk {

/// How long after a restart what has no confirmed paper is offered again.
inline constexpr Milliseconds power_back_time{120'000};

/// The offices whose slips these are.
struct PaperOwners {
  std::function<void(const PaperOf&)> show;       // its paper is another than it was
  std::function<PowerBack(const PaperOf&)> find;  // as a screen offers it; empty if it is not known any more
};

class PaperOffice {
 public:
  /// Of `slip_printer` alone: another printer's trouble is no slip's.
  PaperOffice(Ledger& ledger, PrintJobs& jobs, std::optional<hal::DeviceId> slip_printer, PaperOwners owners);

  /// At start: settles the jobs of the run before and offers the last of them (PowerBack).
  [[nodiscard]] Status offer_old();
  void handle(const PowerBackAnswered&) { offered_until_.reset(); }
  void job_ended(const hal::JobEnded& event);
  void device_changed(const hal::DeviceChanged& event);
  /// `today`: the station's day; ends of an older one are forgotten.
  void tick(domain::Day today);

 private:
  Ledger& ledger_;
  PrintJobs& jobs_;
  std::optional<hal::DeviceId> slip_printer_;
  PaperOwners owners_;
  std::optional<Instant> offered_until_;
  std::optional<domain::Day> today_;
};

}  // namespace yz::kiosk
