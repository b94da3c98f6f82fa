// The station thread: alone owns the journal, the ticket book and the content store. Commands of the UI,
// events of the printer and messages of the sync thread come in through one bounded queue; what the UI has to
// know goes out as reports.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "hal/slip.h"
#include "kiosk/app/content.h"
#include "kiosk/app/messages.h"
#include "kiosk/app/print_port.h"

namespace yz::kiosk {

struct StationConfig {
  std::filesystem::path state;  // journal, enrolment, content
  std::filesystem::path factory_content;
  std::filesystem::path installer;  // where the machine's installer answers; empty: there is none
  std::string hub_url;              // empty: a kiosk without a hub
  std::string enrol_code;
  std::string app_version;
  std::string pin_hash;
  std::optional<hal::DeviceId> slip_printer;  // where slips come out
  TextTables own_texts;
  practice::LessonChecks lesson_checks;
  Language language{Language::zh};
};

/// Where things go that the station thread sets going; called from it, must return at once.
struct StationLinks {
  std::function<void(StationReport)> report;
  PrintSlip print;
};

class Station {
 public:
  /// Opens journal and content before it returns, so that an error is said where it can be read; then the
  /// thread runs. `content` is what to show first.
  static Result<std::unique_ptr<Station>> start(StationConfig config, const Clock& clock, StationLinks links,
                                                Content& content);
  virtual ~Station() = default;  // ends the thread and closes the journal cleanly
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  /// UI thread: never waits. False when the station is behind by more than it may be.
  [[nodiscard]] virtual bool submit(StationCommand command) = 0;
  /// Device threads: waits while the station is behind.
  virtual void device_event(const hal::DeviceEvent& event) = 0;
  /// Ends the thread; from then on it prints nothing and what is handed in is dropped.
  virtual void stop() = 0;

 protected:
  Station() = default;
};

}  // namespace yz::kiosk
