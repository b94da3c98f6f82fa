// What all devices share: their life cycle (docs/devices.md), their configuration, and the events they send.
// Values only.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/sensitive.h"
#include "hal/grey_image.h"
#include "hal/photo.h"

namespace yz::hal {

using DeviceId = Id<struct DeviceTag>;  // its name in kiosk.toml: "slip-printer"
using JobId = Id<struct JobTag>;
using PhotoAsk = std::uint64_t;

enum class DeviceClass { printer, id_reader, card_reader, scanner, camera };

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
  ticket_not_taken,  // a warning: a slip waits in the presenter; the next one sends it back inside
  toner_low,         // a warning: the device stays ready
  toner_empty,
  not_answering,
  hung,      // its driver stopped and was started again too often
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

/// social: the social security card, what it says without keys. uid: a staff or volunteer card, known by its
/// number alone.
enum class SmartCardKind { social, uid };
struct SmartCard {
  SmartCardKind kind{SmartCardKind::uid};
  Sensitive<std::string> uid;     // uid cards: upper-case hex
  Sensitive<std::string> name;    // social cards: UTF-8
  Sensitive<std::string> number;  // social cards: the citizen's number
};

/// What a device can do, known once it is open: "paper_mm" → "80", "status" → "asb" … For staff and --probe.
using Capabilities = std::map<std::string, std::string>;

/// Counted since the program began (docs/devices.md, "Figures").
enum class Counter {
  opens,
  faults,
  restarts,  // of a driver that hung or died
  jobs_printed,
  jobs_failed,
  jobs_unsure,
  paper_mm,
  cards_read,
  cards_failed,
  codes_read,
  codes_refused,  // too long or unreadable
  unarmed,        // came while nobody wanted it
};
using Statistics = std::map<Counter, std::uint64_t>;

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
struct SmartCardRead {
  DeviceId device;
  SmartCard card;
};
/// The reader is ready for the next card. Readers of smart cards see that one was lifted; an ID-card module
/// only stops finding it, which it does as long as the same card lies there.
struct CardRemoved {
  DeviceId device;
};
/// away: lifted before the read was done · unread: put it down again · unsupported: not a card we read
/// · locked: blocked by its issuer.
enum class CardProblem { away, unread, unsupported, locked };
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
/// What a camera sees, small, a few times a second, while it is watched (Devices::watch).
struct FrameSeen {
  DeviceId device;
  std::shared_ptr<const GreyPicture> picture;  // at most 640 dots a side; never empty; wipes itself
};
/// What was asked for by Devices::take_photo: exactly one of the two for each that was accepted.
struct PhotoTaken {
  DeviceId device;
  PhotoAsk ask{};
  std::shared_ptr<const Photograph> photo;
};
/// no_picture: none came in time that was whole · lost: the camera went away, or its driver hung.
enum class PhotoProblem { no_picture, lost };
struct PhotoFailed {
  DeviceId device;
  PhotoAsk ask{};
  PhotoProblem problem{};
};
using DeviceEvent = std::variant<DeviceChanged, JobEnded, CardRead, SmartCardRead, CardRemoved, CardTrouble,
                                 CodeScanned, FrameSeen, PhotoTaken, PhotoFailed>;

// ── configuration
// ───────────────────────────────────────────────────────────────────────────────────────────────────
/// A device on USB by what it says of itself, so that it is found whatever node the kernel gives it.
struct UsbMatch {
  std::uint16_t vendor{};
  std::uint16_t product{};
  std::string serial;  // empty: any
  bool operator==(const UsbMatch&) const = default;
};
/// Where a device is: forms in hal/ports/port_config.h.
struct PortConfig {
  enum class Kind { tcp, serial, usb_printer, usb, frames, input, hidraw, video, pcsc, ipp };
  Kind kind{Kind::tcp};
  std::string path;  // host for tcp, reader for pcsc, printer URI or queue for ipp; empty where `usb` says it
  int number{};      // port for tcp, baud for serial
  std::optional<UsbMatch> usb{};
  bool operator==(const PortConfig&) const = default;
};
struct DeviceConfig {
  DeviceId id;
  DeviceClass device_class{};
  std::string driver;  // a name in registry.cpp: "escpos", "sam-id-reader", "serial-scanner" …
  PortConfig port;
  std::string
      profile;  // one that the driver has for that port, as its row in registry.cpp lists; empty: the usual
};

/// What staff and remote support may know of a device.
struct DeviceFault {
  Instant at;
  DeviceState state{};
  std::set<Reason> reasons;
  std::string detail;
  bool operator==(const DeviceFault&) const = default;
};
struct DeviceHealth {
  DeviceChanged now;
  std::string driver;
  std::string port;  // as kiosk.toml has it
  Capabilities capabilities;
  Statistics statistics;
  std::vector<DeviceFault> faults;  // the last five, newest first
};

}  // namespace yz::hal
