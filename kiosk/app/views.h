// What a screen may know, as values: made by the station thread, carried by the inbox, kept by the services.
// A screen never sees the journal, a device or a socket.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/content/station.h"
#include "domain/tickets/tickets.h"
#include "hal/device.h"

namespace yz::kiosk {

/// Names one question to the station thread; 0 is none.
using AskId = std::uint64_t;

/// One row of tickets.choose.
struct ServiceView {
  domain::ServiceId id;
  char letter{};
  domain::LocalText name;
  domain::LocalText description;
  domain::LocalText bring;
  bool has_priority{};
  bool is_open{};
  bool has_numbers_left{};
  domain::WaitEstimate estimate;               // for someone who takes a number now
  std::optional<domain::StationTime> opening;  // the next one, when it is closed or full
  std::vector<domain::CounterId> counters;
  bool operator==(const ServiceView&) const = default;
};

/// How the paper of a ticket is doing; words are under `print.<name>`.
enum class PrintState { none, waiting, printing, printed, paper_out, cover, jam, unsure, no_printer };
[[nodiscard]] const char* to_string(PrintState state);

/// A ticket as its holder sees it.
struct TicketView {
  domain::TicketId id;
  domain::ServiceId service;
  domain::LocalText service_name;
  domain::Day day;
  std::string label;
  std::string qr;  // what the slip's QR code says
  domain::TicketState state{};
  domain::Priority priority{};
  int place{};  // 1 is next; 0 when it does not wait
  domain::WaitEstimate estimate;
  domain::CounterId counter;                // where it was called to
  std::vector<domain::CounterId> counters;  // where it may be called to
  bool was_requeued{};
  int stars{};
  PrintState print{PrintState::none};
  bool operator==(const TicketView&) const = default;
};

/// A rule said no; `opening` when that helps. Words: `refusal.<to_string(why)>`.
struct TicketRefused {
  domain::TicketRefusal why{};
  std::optional<domain::StationTime> opening;
};
/// What a scanned or typed code turned out to be, when it is no ticket that can be shown.
enum class CodeProblem { unknown, expired };  // scan.unknown, scan.expired
struct CodeRefused {
  CodeProblem why{};
  std::optional<domain::Day> day;  // of the expired slip
};
using TicketAnswer = std::variant<TicketView, TicketRefused, CodeRefused, Error>;

/// One line of the call board.
struct CallView {
  std::string label;
  domain::CounterId counter;
  Instant at;
  bool operator==(const CallView&) const = default;
};

/// A counter as staff mode shows it.
struct CounterView {
  domain::CounterId id;
  domain::LocalText name;
  std::string now;  // label called or served there, may be empty
  domain::TicketState now_state{};
  std::string next;  // label, may be empty
  int waiting{};
  bool operator==(const CounterView&) const = default;
};

enum class NetLink { not_enrolled, connecting, online, offline, portal, refused };

/// Figures and states of the whole station, for the status bar and staff mode.
/// What becomes of a new system image.
enum class UpdateStep { none, looking, installing, installed, refused, failed, rolled_back };
struct UpdateView {
  std::string running;  // empty: a machine without an installer
  std::string next;
  UpdateStep step{};
  std::string reason;  // English, of refused and failed
  bool operator==(const UpdateView&) const = default;
};

struct SystemView {
  NetLink link{NetLink::not_enrolled};
  std::string link_detail;  // English, for staff
  std::uint64_t unsent{};   // events not yet acknowledged by the hub
  std::optional<Instant> last_sent;
  std::uint64_t content_version{};  // 0: the factory pack
  std::string content_problem;      // why the last pack was refused; empty if none was
  bool clock_trusted{};
  bool disk_full{};  // numbers are refused politely until there is room
  int issued_today{};
  int waiting_now{};
  UpdateView update;
  bool operator==(const SystemView&) const = default;
};

struct DeviceView {
  hal::DeviceId id;
  hal::DeviceClass device_class{};
  hal::DeviceStatus status;
  bool operator==(const DeviceView&) const = default;
};

/// The id of the words for a card that could not be read: "read.away" …
[[nodiscard]] const char* words_of(hal::CardProblem problem);

}  // namespace yz::kiosk
