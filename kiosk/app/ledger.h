// Writing to the journal, as the station does it: what was written is told to the sync thread, a full disk to
// the screen, and an outcome that nobody knows ends the program. Station thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "hal/slip.h"
#include "kiosk/app/messages.h"
#include "kiosk/app/print_port.h"
#include "kiosk/app/station_clock.h"
#include "offline-cache/hub_keys.h"
#include "offline-cache/journal.h"

namespace yz::kiosk {

/// What the station thread sets going elsewhere; all of them return at once.
struct StationPorts {
  std::function<void(StationReport)> report;
  PrintSlip print;
  std::function<void(cache::Stream)> wake_sync;
};

class Ledger {
 public:
  Ledger(cache::Journal& journal, const StationClock& clock, const StationPorts& ports)
      : journal_(journal), clock_(clock), ports_(ports) {}

  /// Durable when it returns without an error. After an error that leaves the outcome open, MustEnd was
  /// reported.
  [[nodiscard]] Result<cache::Appended> write(cache::Operation operation);
  /// One event about the kiosk itself.
  [[nodiscard]] Status note(const std::string& type, const std::string& body_json,
                            cache::Stream stream = cache::Stream::live);
  /// Feed lines with what they change.
  [[nodiscard]] Status keep(const std::vector<cache::FeedLine>& lines,
                            const std::vector<cache::ModelRow>& rows);

  /// What personal data are sealed and named with; nothing before this kiosk first met its hub.
  [[nodiscard]] const std::optional<cache::HubKeys>& hub_keys() const { return hub_keys_; }
  void set_hub_keys(cache::HubKeys keys) { hub_keys_ = std::move(keys); }

  [[nodiscard]] bool is_disk_full() const { return disk_full_; }
  [[nodiscard]] cache::Journal& journal() { return journal_; }
  [[nodiscard]] const StationClock& clock() const { return clock_; }
  [[nodiscard]] const StationPorts& ports() const { return ports_; }

 private:
  void look_at(const Error& error);
  cache::Journal& journal_;
  const StationClock& clock_;
  const StationPorts& ports_;
  std::optional<cache::HubKeys> hub_keys_;
  bool disk_full_{};
};

}  // namespace yz::kiosk
