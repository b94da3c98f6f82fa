// What all devices share: their life cycle (docs/devices.md), their configuration, and the events they send.
// Values only.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/sensitive.h"

namespace yz::hal {

using DeviceId = Id<struct DeviceTag>;  // its name in kiosk.toml: "slip-printer"
using JobId = Id<struct JobTag>;

enum class DeviceClass { printer, id_reader, scanner, camera };

/// absent → starting → ready ↔ busy; attention: a person at the station can mend it; offline: there but
/// silent; fault: call service; disabled: by staff. Any → absent when unplugged.
enum class DeviceState { absent, starting, ready, busy, attention, offline, fault, disabled };

enum class Reason {
  paper_near_end,  // a warning: the device stays ready
  paper_end,
  cover_open,
  cutter_error,
  head_hot,
  paper_jam,
  card_left_in,
  read_failed,
  unsupported_card,
  not_answering,
  bad_data,  // rubbish on the wire
  hardware,  // `detail` has the device's own code
};

struct DeviceStatus {
  DeviceState state{DeviceState::absent};
  std::set<Reason> reasons;
  std::string detail;        // for staff and the log, English, never personal
  std::uint64_t sequence{};  // rises by one with each change
  Instant since;
  bool operator==(const DeviceStatus&) const = default;
};

/// What an ID card says that the station needs. Photo, address, fingerprints are dropped in the driver.
enum class CardKind { resident, hong_kong_macao_taiwan, foreigner };
struct IdCard {
  CardKind kind{CardKind::resident};
  Sensitive<std::string> name;  // UTF-8; the Chinese name where the card has two
  Sensitive<std::string> number;
  std::chrono::year_month_day born;
  char sex{};  // '0' unknown, '1' male, '2' female, '9' not stated
};

// ── events, sent from the device's own thread
// ───────────────────────────────────────────────────────────────────────
struct DeviceChanged {
  DeviceId device;
  DeviceClass device_class{};
  DeviceStatus status;
};
/// How a print job ended. `unsure`: the device went away or stayed silent after the first byte; nobody knows.
enum class JobEnd { printed, failed, unsure };
struct JobEnded {
  DeviceId device;
  JobId job;
  JobEnd end{};
  std::set<Reason> reasons;  // why, where end is not `printed`
};
struct CardRead {
  DeviceId device;
  IdCard card;
};
struct CardRemoved {
  DeviceId device;
};
/// away: lifted before the read was done · unread: put it down again · unsupported: not a card we read.
enum class CardProblem { away, unread, unsupported };
struct CardTrouble {
  DeviceId device;
  CardProblem problem{};
};
/// A scanner or a camera saw a code. `text` is untrusted: ≤ 4 KiB, any bytes. Payloads beyond that arrive as
/// `too_long`.
struct CodeScanned {
  DeviceId device;
  std::string text;
  bool too_long{};
};
using DeviceEvent = std::variant<DeviceChanged, JobEnded, CardRead, CardRemoved, CardTrouble, CodeScanned>;

// ── configuration
// ───────────────────────────────────────────────────────────────────────────────────────────────────
/// "tcp:127.0.0.1:9100", "serial:/dev/ttyS0@115200", "usb-printer:/dev/usb/lp0", "frames:/path" (camera
/// pictures in a folder).
struct PortConfig {
  enum class Kind { tcp, serial, usb_printer, frames };
  Kind kind{Kind::tcp};
  std::string path;  // host for tcp
  int number{};      // port for tcp, baud for serial
  bool operator==(const PortConfig&) const = default;
};
struct DeviceConfig {
  DeviceId id;
  DeviceClass device_class{};
  std::string driver;  // a name in registry.cpp: "escpos", "sam-id-reader", "serial-scanner", "camera"
  PortConfig port;
  std::string profile;  // printer model in hal/drivers/escpos_profiles.cpp: "80mm" (default), "58mm" …
};

}  // namespace yz::hal
