// A week before one session of twenty seats: a hub and three kiosks with clocks of their own, two of which
// lose their line for random stretches; a thousand sign-ups and cancels, and who was told what. Nothing but
// events goes between the books.
#pragma once

#include <algorithm>
#include <random>

#include "tests/domain/lessons/lesson_desk.h"
#include "tests/support/checkers.h"

namespace yz::test {

enum class Mischief {
  none,
  gives_without_grant,  // a kiosk says "you are in" with no seat left
  hub_takes_back,       // the hub takes granted seats back where somebody waits, without their kiosk's word
  hub_last_first,       // the hub moves up from the wrong end of the list
};

class SchoolDays {
 public:
  struct Kiosk {
    std::string id;
    LessonBook book;
    Milliseconds clock_off{};
    std::vector<std::size_t> unsent;  // places in `happened_`
    std::size_t feed_read{};
    Instant line_back;  // without a line before it
  };

  /// `longest`: that a line is away.
  SchoolDays(unsigned seed, std::chrono::hours longest, Mischief mischief = Mischief::none)
      : dice_(seed), longest_(longest), mischief_(mischief), hub_(school(), zone) {
    people_ = 20 + roll(30);
    for (const char* digit : {"1", "2", "3"}) {
      kiosks_.push_back({.id = std::string("01KAQZ5V0000000000000000K") + digit,
                         .book = LessonBook(school(), zone),
                         .clock_off = Milliseconds{static_cast<std::int64_t>(roll(180'000)) - 90'000},
                         .unsent = {},
                         .feed_read = 0,
                         .line_back = {}});
    }
  }

  void run(int touches) {
    const Milliseconds step = (basics_start - now_) / touches;
    for (int i = 0; i < touches; ++i) {
      now_ += step;
      // The class fills and empties, so that seats become free and are granted again.
      if (i % 50 == 0) eager_ = 20 + roll(60);
      Kiosk& kiosk = kiosks_[roll(3)];
      touch(kiosk);
      for (Kiosk& each : kiosks_) exchange(each);
      if (i % 20 == 0) hub_hour();
    }
    // The session begins; every line comes back in the end.
    now_ = basics_start + std::chrono::hours(1);
    for (int round = 0; round < 3; ++round) {
      for (Kiosk& each : kiosks_) {
        each.line_back = now_;
        while (each.feed_read < feed_.size() || !each.unsent.empty()) exchange(each);
      }
      hub_hour();
    }
    for (Kiosk& each : kiosks_) {
      while (each.feed_read < feed_.size()) exchange(each);
    }
  }

  [[nodiscard]] const SeatsPromised& seats() const { return seats_; }
  [[nodiscard]] const TurnsKept& turns() const { return turns_; }
  [[nodiscard]] const LessonBook& hub() const { return hub_; }
  [[nodiscard]] int worst_free() const { return worst_free_; }
  [[nodiscard]] std::size_t sign_ups() const { return sign_ups_; }
  [[nodiscard]] std::size_t cancels() const { return cancels_; }
  [[nodiscard]] std::size_t given_offline() const { return given_offline_; }
  [[nodiscard]] std::size_t moved_up() const { return moved_up_; }
  [[nodiscard]] const std::vector<Kiosk>& kiosks() const { return kiosks_; }

  /// Sign-ups whose own kiosk was never told what became of them, or was told otherwise than the hub knows.
  [[nodiscard]] std::vector<std::string> untold() const {
    std::vector<std::string> ids;
    for (const SignUp* sign_up : hub_.of_session(basics)) {
      const auto kiosk =
          std::ranges::find_if(kiosks_, [&](const Kiosk& each) { return each.id == sign_up->device; });
      const SignUp* there = kiosk == kiosks_.end() ? nullptr : kiosk->book.find(sign_up->id);
      const bool was_told = there != nullptr && there->is_decided() && *there == *sign_up &&
                            sign_up->state() != SignUpState::waiting;
      if (!was_told) ids.push_back(sign_up->id.value);
    }
    return ids;
  }

 private:
  static LessonContent school() {
    LessonContent content = small_school();
    content.rules.waiting_max = 200;
    content.rules.lease_seats = 4;
    content.classes[0].seats = 20;
    return content;
  }
  std::size_t roll(std::size_t sides) { return dice_() % sides; }
  Instant clock_of(const Kiosk& kiosk) const { return now_ + kiosk.clock_off; }

  void touch(Kiosk& kiosk) {
    if (kiosk.id != kiosks_[0].id && now_ >= kiosk.line_back && roll(12) == 0) {
      kiosk.line_back = now_ + Milliseconds{static_cast<std::int64_t>(
                                   roll(static_cast<std::size_t>(Milliseconds(longest_).count())))};
    }
    roll(100) < eager_ ? sign_up(kiosk) : cancel(kiosk);
  }

  void sign_up(Kiosk& kiosk) {
    SignUpForLesson ask;
    ask.sign_up = SignUpId("S" + std::to_string(10'000 + ++ids_));
    ask.secret = "7K3M9PQ2XW4T";
    ask.session = basics;
    ask.station = StationId("taiping");
    ask.device = kiosk.id;
    ask.person = "p" + std::to_string(roll(people_));
    ask.masked = "王*明";
    ask.at = clock_of(kiosk);
    auto decision = decide(kiosk.book, ask);
    auto* events = std::get_if<LessonEvents>(&decision);
    if (events == nullptr) return;
    auto& signed_up = std::get<LessonSignedUp>(events->front());
    if (mischief_ == Mischief::gives_without_grant && signed_up.grant.empty())
      signed_up.grant = SeatGrantId("out-of-thin-air");
    ++sign_ups_;
    if (!signed_up.grant.empty()) {
      seats_.promised(ask.sign_up.value);
      if (now_ < kiosk.line_back) ++given_offline_;
    }
    happens(kiosk, events->front());
  }

  void cancel(Kiosk& kiosk) {
    std::vector<const SignUp*> open;
    for (const SignUp* each : kiosk.book.of_session(basics)) {
      if (!each->ended) open.push_back(each);
    }
    if (open.empty()) return;
    const SignUpId id = open[roll(open.size())]->id;
    const auto decision = decide(kiosk.book, CancelSignUp{id, SignUpEnd::person, clock_of(kiosk)});
    const auto* events = std::get_if<LessonEvents>(&decision);
    if (events == nullptr) return;
    ++cancels_;
    seats_.given_back(id.value);
    happens(kiosk, events->front());
  }

  /// At a kiosk: folded there at once, and sent when there is a line.
  void happens(Kiosk& kiosk, const LessonEvent& event) {
    if (kiosk.book.fold(event) == Folded::ignored) FAIL("a kiosk's own event did not fit its book");
    if (const auto* signed_up = std::get_if<LessonSignedUp>(&event)) true_times_[signed_up->sign_up] = now_;
    kiosk.unsent.push_back(happened_.size());
    happened_.push_back(event);
  }

  /// Some of what waits, both ways, and now and then the same once more: its receipt was lost.
  void exchange(Kiosk& kiosk) {
    give_back(kiosk);
    if (now_ < kiosk.line_back) return;
    const std::size_t count = std::min<std::size_t>(kiosk.unsent.size(), 1 + roll(8));
    for (std::size_t i = 0; i < count; ++i) arrives(kiosk.id, happened_[kiosk.unsent[i]]);
    if (count > 0) settle();
    if (roll(10) != 0)
      kiosk.unsent.erase(kiosk.unsent.begin(), kiosk.unsent.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < 30 && kiosk.feed_read < feed_.size(); ++i) {
      const auto& [source, event] = feed_[kiosk.feed_read++];
      if (source != kiosk.id && kiosk.book.fold(event) == Folded::ignored)
        FAIL("the feed told of what nobody knew");
    }
    give_back(kiosk);
  }
  void give_back(Kiosk& kiosk) {
    const auto decision = decide(kiosk.book, ReturnSeats{kiosk.id, clock_of(kiosk)});
    for (const LessonEvent& event : std::get<LessonEvents>(decision)) happens(kiosk, event);
  }

  void arrives(const std::string& source, const LessonEvent& event) {
    const Folded folded = hub_.fold(event);
    if (folded == Folded::ignored) FAIL("the hub did not know what a kiosk told of");
    if (folded == Folded::applied) feed_.emplace_back(source, event);
    if (const auto* ended = std::get_if<LessonCancelled>(&event)) turns_.leaves(ended->sign_up.value);
    worst_free_ = std::min(worst_free_, hub_.count(basics).free());
  }

  void hub_says(const LessonEvents& events) {
    for (const LessonEvent& event : events) {
      arrives("hub", event);
      std::visit([this](const auto& e) { note(e); }, event);
    }
  }
  void settle() {
    SettleSession ask{.session = basics, .turns = true_times_, .at = now_};
    if (mischief_ == Mischief::hub_last_first) {
      for (auto& [id, turn] : ask.turns) turn = basics_start - (turn - morning);
    }
    hub_says(std::get<LessonEvents>(decide(hub_, ask)));
    if (mischief_ != Mischief::hub_takes_back || hub_.count(basics).waiting == 0) return;
    for (const SeatGrant* grant : hub_.grants_of(basics)) {
      if (!grant->returned) hub_says({LessonSeatsReturned{.grant = grant->id, .at = now_}});
    }
  }
  void hub_hour() {
    hub_says(std::get<LessonEvents>(decide(hub_, EndSilentGrants{now_})));
    settle();
    std::vector<std::string> devices;
    for (const Kiosk& each : kiosks_) devices.push_back(each.id);
    for (const WantedGrant& each : hub_.wanted_grants(devices, now_)) {
      if (each.session != basics) continue;
      const auto decision = decide(hub_, GrantSeats{.grant = SeatGrantId("G" + std::to_string(++ids_)),
                                                    .session = each.session,
                                                    .device = each.device,
                                                    .seats = each.seats,
                                                    .until = each.until,
                                                    .at = now_});
      hub_says(std::get<LessonEvents>(decision));
    }
  }

  void note(const LessonConfirmed& e) {
    seats_.promised(e.sign_up.value);
    if (e.grant.empty()) turns_.served(e.sign_up.value, true_turn(e.sign_up));
  }
  void note(const LessonMovedUp& e) {
    ++moved_up_;
    seats_.promised(e.sign_up.value);
    turns_.served(e.sign_up.value, true_turn(e.sign_up));
  }
  void note(const LessonWaiting& e) { turns_.waits(e.sign_up.value, true_turn(e.sign_up)); }
  void note(const LessonRefused& e) {
    seats_.broken(e.sign_up.value);
    turns_.waits(e.sign_up.value, true_turn(e.sign_up));
  }
  void note(const LessonCancelled& e) {
    // Who has two seats gives each back and keeps the other.
    e.by == SignUpEnd::twice ? seats_.given_back(e.sign_up.value) : seats_.broken(e.sign_up.value);
  }
  template <class Event>
  void note(const Event&) {}
  std::int64_t true_turn(const SignUpId& id) { return true_times_.at(id).time_since_epoch().count(); }

  std::mt19937 dice_;
  std::chrono::hours longest_;
  Mischief mischief_;
  Instant now_ = morning;
  LessonBook hub_;
  std::vector<Kiosk> kiosks_;
  std::vector<LessonEvent> happened_;  // at the kiosks, in true order
  std::vector<std::pair<std::string, LessonEvent>> feed_;
  std::map<SignUpId, Instant> true_times_;
  SeatsPromised seats_{20};
  TurnsKept turns_;
  std::size_t people_{};  // of the neighbourhood
  std::size_t eager_{};   // of a hundred touches to sign up rather than off
  int worst_free_{20};
  int ids_{};
  std::size_t sign_ups_{};
  std::size_t cancels_{};
  std::size_t given_offline_{};
  std::size_t moved_up_{};
};

}  // namespace yz::test
