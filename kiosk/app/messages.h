// The messages between the UI thread and the station thread. Values only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/content/notices.h"
#include "domain/lessons/practice_events.h"
#include "domain/lessons/progress.h"
#include "hal/device.h"
#include "hal/slip.h"
#include "kiosk/app/content.h"
#include "kiosk/app/help_view.h"
#include "kiosk/app/input_desk.h"
#include "kiosk/app/lesson_views.h"
#include "kiosk/app/texts.h"
#include "kiosk/app/views.h"
#include "kiosk/app/wish_views.h"

namespace yz::kiosk {

// ── to the station thread ──
struct IssueAsk {
  AskId ask{};
  std::string op;  // ULID made when the finger went up
  domain::ServiceId service;
  domain::Priority priority{};
};
/// A scanned QR code, alone or at the end of a URL, or a typed label of today.
struct FindAsk {
  AskId ask{};
  std::string code;
};
struct CancelAsk {
  AskId ask{};
  domain::TicketId ticket;
};
struct RateAsk {
  AskId ask{};
  domain::TicketId ticket;
  int stars{};
};
struct ReprintAsk {
  AskId ask{};
  domain::TicketId ticket;
};
/// Staff: a copy by label of today.
struct ReprintLabelAsk {
  AskId ask{};
  std::string label;
};
enum class CounterAction { call_next, recall, skip, finish };
struct CounterAsk {
  AskId ask{};
  CounterAction action{};
  domain::CounterId counter;
};
struct TransferAsk {
  AskId ask{};
  domain::CounterId counter;
  domain::ServiceId to;
};
struct PinAsk {
  AskId ask{};
  Sensitive<std::string> pin;
};
struct TestPageAsk {
  AskId ask{};
  std::optional<hal::DeviceId> printer;  // nothing: the one that slips come from
};
/// A page that is about no ticket and no wish: the card of a lesson. JobEnded says what became of it.
struct PrintPage {
  std::string job;  // ULID made when the finger went up
  hal::Slip slip;
};
/// A lesson of the practice phone was played to its end or left: what is counted of it. The station adds the
/// content's version and the time.
struct PracticeEnded {
  domain::PracticeEvent event;
};
/// Whoever put down a card at the practice phone: what they learnt before. What they just finished is
/// written down first.
struct ProgressAsk {
  AskId ask{};
  Sensitive<std::string> number;
  bool by_card_number{};  // of a card that is only a number, else of an ID card
  std::optional<domain::LessonScene> finished;
  int stars{};  // of it
};
struct SendNow {};
/// Staff: a system image from a USB stick.
struct StickAsk {};
/// Is someone in front of the kiosk? New content is switched to only while nobody is.
struct Presence {
  bool someone{};
};
struct PowerBackAnswered {};
using StationCommand =
    std::variant<IssueAsk, FindAsk, CancelAsk, RateAsk, ReprintAsk, ReprintLabelAsk, CounterAsk, TransferAsk,
                 PinAsk, TestPageAsk, PrintPage, PracticeEnded, ProgressAsk, SendNow, StickAsk, Presence,
                 PowerBackAnswered, SubmitWishAsk, FindWishAsk, MyWishesAsk, RateWishAsk, WallAsk,
                 ReprintWishAsk, HelpAsk, SignUpAsk, FindSignUpAsk, MySignUpsAsk, CancelSignUpAsk, CheckInAsk,
                 ReprintSignUpAsk>;

// ── to the UI thread ──
struct TicketAnswered {
  AskId ask{};
  TicketAnswer answer;
};
/// Staff: `words` is the id of words that say what came of it.
struct StaffAnswered {
  AskId ask{};
  bool done{};
  std::string words;
  std::string label;  // the ticket it was about, may be empty
};
struct PinAnswered {
  AskId ask{};
  bool right{};
  Milliseconds wait{};  // no further attempt for so long
};
struct QueueShown {
  domain::StationTime now;
  std::vector<ServiceView> services;
  std::vector<CounterView> counters;
  std::vector<CallView> calls;  // newest first
};
/// A ticket that the UI may be showing has changed.
struct TicketShown {
  TicketView ticket;
};
/// Called, or called again: banner, chime, spoken twice.
struct CallMade {
  CallView call;
};
struct SystemShown {
  SystemView system;
};
/// Another station book or other words: whole, swapped in between two frames.
struct ContentShown {
  Content content;
};
/// Taken before the power went, and perhaps never on paper.
/// (nothing: the offer is over)
struct PowerBack {
  std::optional<TicketView> ticket;
  std::optional<WishView> wish;
  std::optional<SignUpView> sign_up;
};
/// It did not even come to the printer.
struct PageRefused {
  std::string job;
};
/// Most stars of each scene. `is_known` is false where it cannot be looked up now.
struct ProgressShown {
  AskId ask{};
  bool is_known{};
  std::map<domain::LessonScene, int> stars;
};
/// A commit's outcome is unknown: the program ends, its supervisor starts it again.
struct MustEnd {
  int status{};
  std::string why;
};
using StationReport =
    std::variant<TicketAnswered, StaffAnswered, PinAnswered, QueueShown, TicketShown, CallMade, SystemShown,
                 ContentShown, PowerBack, HelpAnswered, HelpShown, MustEnd, PageRefused, ProgressShown,
                 WishAnswered, WishShown, WallShown, LessonAnswered, SignUpShown, SessionsShown>;
/// What the speech thread tells: it has fallen silent, the daemon came or went, or a call is next.
struct SpeechReport {
  bool speaking{};
  bool has_voice{};
  bool is_call{};  // its chime sounds now, the voice follows
};
/// What SoundDesk::view() says has changed.
struct SoundChanged {};
using UiMessage = std::variant<StationReport, hal::DeviceEvent, SpeechReport, SoundChanged, InputReport>;

}  // namespace yz::kiosk
