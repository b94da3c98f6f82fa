// Wishes 心愿 (docs/domain.md, "Wishes"): state, commands, events, decide and fold. Pure: no clock, no I/O,
// no randomness; the same code runs on the kiosk and on the hub. What a resident wrote, said or photographed
// is in none of these values: it goes sealed, beside the event.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "domain/content/wish_content.h"
#include "domain/event.h"
#include "domain/wishes/wish_number.h"

namespace yz::domain {

using WishId = Id<struct WishTag>;  // a ULID; the number is only for people

enum class WishKind { wish, appeal, proposal };      // 心愿, 诉求, 提案
enum class WishTold { hand, pinyin, voice, photo };  // how it was told
enum class WishContactKind { card, phone, none };    // how the resident is answered; none: by the receipt

/// submitted: waits for triage, also after a unit declined it. triaged: waits to be given to a unit. rated:
/// only between a rating and the event that follows from it.
enum class WishState { submitted, triaged, dispatched, accepted, in_progress, resolved, rated, closed };

/// The only two ends. Who did the work cannot close: there is no command for it.
enum class WishClosing { none, rating, silence };

inline constexpr int wish_words_chars_max = 200;
inline constexpr int wish_photos_count_max = 4;
inline constexpr int wish_voice_s_max = 60;
inline constexpr int wish_stars_max = 5;
inline constexpr int wish_satisfied_stars_min = 3;  // fewer pass it one level up
inline constexpr std::size_t staff_text_chars_max = 200;
inline constexpr std::size_t wish_steps_max = 64;  // beyond it the oldest report of progress is forgotten
inline constexpr std::size_t wish_supporters_max = 1'000;  // 我也想要
inline constexpr std::size_t wish_claims_max = 32;

/// What happened to a wish; one for each event that was applied, but for supports and claims.
struct WishStep {
  std::string kind;   // the event's name without "wish.": "submitted", "dispatched" …
  std::string where;  // the matter, unit, level, stars or way of closing that the event named
  std::string note;   // what staff wrote; empty on a kiosk, whose feed leaves it out
  Instant at;
  std::int64_t order{};  // rises with every step this book applied
  bool operator==(const WishStep&) const = default;
};

/// 认领: who promised to grant it. `standing`: in the running, of these the earliest holds. `late`: came when
/// the wish was settled, not told yet. `lost`: told that another holds it. `released`: gave it back.
enum class ClaimState { standing, late, lost, released };
struct WishClaim {
  std::string by;    // pseudonym
  std::string name;  // masked
  Instant at;
  ClaimState state{ClaimState::standing};
  bool operator==(const WishClaim&) const = default;
};

struct Wish {
  WishId id;
  std::string number;  // "W20260001237"
  std::string secret;  // 12 characters of Crockford's base 32: who holds the receipt knows it
  StationId station;
  WishKind kind{WishKind::wish};
  WishTold told{WishTold::hand};
  WishCategoryId category;
  PlaceId place;  // empty: not sure where
  int words{};    // characters; the words themselves are sealed
  int photos{};
  int voice_s{};
  WishContactKind contact{WishContactKind::none};
  std::string masked_contact;  // 王*明, 138****1234; may be empty
  std::string subject;         // pseudonym of who submitted it; empty without a card
  bool is_urgent{};
  WishState state{WishState::submitted};
  Level level{Level::community};
  Matter matter{Matter::none};
  UnitId unit;  // who has it, empty while a dispatcher does
  Instant submitted_at;
  Instant since;        // when the present step began
  Instant urgent_from;  // an urgent one's minutes count from here
  Instant matter_from;  // the matter's time counts from here; 0 before triage
  Instant answered_at;  // first acceptance; 0 before
  Instant resolved_at;
  Instant closed_at;
  WishClosing closed_by{WishClosing::none};
  bool was_passed_up{};
  int stars{};            // of the last resolution, 0: not rated
  WishReasonId reason;    // what dissatisfied
  std::string wall_text;  // approved by staff; empty: not on the wall
  Instant published_at;
  std::set<std::string> supporters;  // pseudonyms
  std::vector<WishClaim> claims;
  std::vector<WishStep> steps;
  bool operator==(const Wish&) const = default;

  [[nodiscard]] bool is_open() const { return state != WishState::closed; }
  /// A dispatcher has it.
  [[nodiscard]] bool is_waiting() const {
    return state == WishState::submitted || state == WishState::triaged;
  }
  /// A unit accepted it.
  [[nodiscard]] bool is_in_work() const {
    return state == WishState::accepted || state == WishState::in_progress;
  }
  [[nodiscard]] bool is_with_unit() const { return state == WishState::dispatched || is_in_work(); }
  /// The work is done; only the resident's word or silence is still to come.
  [[nodiscard]] bool is_settled() const { return !is_waiting() && !is_with_unit(); }
  /// In danger whoever comes first helps: any unit may accept it.
  [[nodiscard]] bool is_anybodys() const {
    const bool is_unaccepted = is_waiting() || state == WishState::dispatched;
    return is_urgent && answered_at == Instant{} && is_unaccepted;
  }
  /// The earliest standing claim, whatever the order in which claims arrived, or nullptr.
  [[nodiscard]] const WishClaim* holder() const;
  /// They were told that another holds it, and have not claimed it again since.
  [[nodiscard]] bool has_lost(std::string_view by) const;
};

// ── events: a released one never changes its name or fields; a new shape is a new event
// ─────────────────────────────
struct WishSubmitted {
  WishId wish;
  std::string number;
  std::string secret;
  StationId station;
  WishKind kind{WishKind::wish};
  WishTold told{WishTold::hand};
  WishCategoryId category;
  PlaceId place;
  int words{};
  int photos{};
  int voice_s{};
  WishContactKind contact{WishContactKind::none};
  std::string masked_contact;
  std::string subject;
  bool is_urgent{};
  Level level{Level::community};
  Instant at;
  bool operator==(const WishSubmitted&) const = default;
};
struct WishTriaged {
  WishId wish;
  Matter matter{Matter::none};  // never none
  Instant at;
  bool operator==(const WishTriaged&) const = default;
};
/// 派单; also from one unit to another.
struct WishDispatched {
  WishId wish;
  UnitId unit;
  Instant at;
  bool operator==(const WishDispatched&) const = default;
};
/// 接单. Of an urgent wish that nobody accepted yet any unit can, whatever its state.
struct WishAccepted {
  WishId wish;
  UnitId unit;
  Instant at;
  bool operator==(const WishAccepted&) const = default;
};
/// Back to triage.
struct WishDeclined {
  WishId wish;
  UnitId unit;
  std::string note;  // why
  Instant at;
  bool operator==(const WishDeclined&) const = default;
};
struct WishProgressed {
  WishId wish;
  UnitId unit;
  std::string note;
  Instant at;
  bool operator==(const WishProgressed&) const = default;
};
/// The unit says it is done. Not an end: the resident is asked.
struct WishResolved {
  WishId wish;
  UnitId unit;
  std::string note;           // what was done
  std::optional<Day> minute;  // of the alliance's meeting; a big matter has one
  Instant at;
  bool operator==(const WishResolved&) const = default;
};
struct WishRated {
  WishId wish;
  int stars{};          // 1…5
  WishReasonId reason;  // of a dissatisfied one, where a reason was given
  Instant at;
  bool operator==(const WishRated&) const = default;
};
/// Dissatisfied: it begins again with the dispatcher of the next level.
struct WishReopened {
  WishId wish;
  Level to{};
  Instant at;
  bool operator==(const WishReopened&) const = default;
};
/// A deadline passed: one level up, which both levels are told.
struct WishEscalated {
  WishId wish;
  Level from{};
  Level to{};
  Instant due;  // the deadline that was missed
  Instant at;
  bool operator==(const WishEscalated&) const = default;
};
struct WishClosed {
  WishId wish;
  WishClosing by{WishClosing::none};  // never none
  Instant at;
  bool operator==(const WishClosed&) const = default;
};
/// Onto the wall, in words that staff wrote for it: public, nothing personal. Again: other words.
struct WishPublished {
  WishId wish;
  std::string text;
  Instant at;
  bool operator==(const WishPublished&) const = default;
};
struct WishUnpublished {
  WishId wish;
  Instant at;
  bool operator==(const WishUnpublished&) const = default;
};
/// 我也想要, once for each pseudonym.
struct WishSupported {
  WishId wish;
  std::string by;
  Instant at;
  bool operator==(const WishSupported&) const = default;
};
struct WishClaimed {
  WishId wish;
  std::string by;
  std::string name;  // masked
  Instant at;
  bool operator==(const WishClaimed&) const = default;
};
/// Compensates a claim that does not hold: its volunteer is told.
struct ClaimLost {
  WishId wish;
  std::string by;
  Instant claimed_at;
  Instant at;
  bool operator==(const ClaimLost&) const = default;
};
struct ClaimReleased {
  WishId wish;
  std::string by;
  Instant claimed_at;
  Instant at;
  bool operator==(const ClaimReleased&) const = default;
};
using WishEvent =
    std::variant<WishSubmitted, WishTriaged, WishDispatched, WishAccepted, WishDeclined, WishProgressed,
                 WishResolved, WishRated, WishReopened, WishEscalated, WishClosed, WishPublished,
                 WishUnpublished, WishSupported, WishClaimed, ClaimLost, ClaimReleased>;

/// Which wish it is about.
[[nodiscard]] const WishId& wish_of(const WishEvent& event);
/// The same event without what units wrote about the work, as the feed takes it to kiosks: a decline's, a
/// report's and a resolution's note. The wall's text stays, it is public.
[[nodiscard]] WishEvent without_notes(WishEvent event);

// ── commands
// ────────────────────────────────────────────────────────────────────────────────────────────────────────
/// A wish id that is in the book already gives no events: that touch was answered before.
struct SubmitWish {
  WishId wish;         // fresh, made by the caller
  std::string secret;  // fresh random, made by the caller
  StationId station;
  int year{};               // the station's, of `at`
  std::vector<int> blocks;  // of numbers, granted to this kiosk, in the order in which they were
  WishKind kind{WishKind::wish};
  WishTold told{WishTold::hand};
  WishCategoryId category;
  PlaceId place;
  int words{};
  int photos{};
  int voice_s{};
  WishContactKind contact{WishContactKind::none};
  std::string masked_contact;
  std::string subject;
  bool is_urgent{};
  Instant at;
};
/// Also of an urgent wish that a unit accepted before anybody triaged it.
struct TriageWish {
  WishId wish;
  Matter matter{Matter::none};
  Instant at;
};
struct DispatchWish {
  WishId wish;
  UnitId unit;
  Instant at;
};
struct AcceptWish {
  WishId wish;
  UnitId unit;
  Instant at;
};
struct DeclineWish {
  WishId wish;
  UnitId unit;
  std::string note;
  Instant at;
};
struct ProgressWish {
  WishId wish;
  UnitId unit;
  std::string note;
  Instant at;
};
struct ResolveWish {
  WishId wish;
  UnitId unit;
  std::string note;
  std::optional<Day> minute;
  Instant at;
};
/// Gives two events: the rating, and the closing or the reopening that follows from it.
struct RateWish {
  WishId wish;
  int stars{};
  WishReasonId reason;  // may be empty
  Instant at;
};
/// Over the whole book: every wish whose deadline has passed goes one level up, once for each deadline. In
/// the district there is nobody above; the deadline stays passed.
struct EscalateOverdue {
  Instant at;
};
/// Over the whole book: closes what nobody rated in time, and finishes a rating whose second event never
/// came.
struct CloseSilent {
  Instant at;
};
struct PublishWish {
  WishId wish;
  std::string text;
  Instant at;
};
struct UnpublishWish {
  WishId wish;
  Instant at;
};
/// The same pseudonym again gives no events; likewise the holder who claims again.
struct SupportWish {
  WishId wish;
  std::string by;
  Instant at;
};
struct ClaimWish {
  WishId wish;
  std::string by;
  std::string name;
  Instant at;
};
struct ReleaseClaim {
  WishId wish;
  std::string by;
  Instant at;
};
/// The hub tells everybody whose claim does not hold. A claim that the holder made twice is none of these.
/// `in_favour_of`: who holds by the corrected clocks, where that is another than the kiosks' own times say;
/// empty: the earliest.
struct SettleClaims {
  WishId wish;
  std::string in_favour_of;
  Instant at;
};
using WishCommand = std::variant<SubmitWish, TriageWish, DispatchWish, AcceptWish, DeclineWish, ProgressWish,
                                 ResolveWish, RateWish, EscalateOverdue, CloseSilent, PublishWish,
                                 UnpublishWish, SupportWish, ClaimWish, ReleaseClaim, SettleClaims>;

/// A rule says no. The words are under `refusal.<name>`.
enum class WishRefusal {
  unknown_wish,
  unknown_category,
  unknown_place,
  unknown_unit,
  unknown_reason,
  nothing_told,        // no words, no voice, no photo
  told_too_much,       // more characters, seconds or photos than a wish takes
  contact_not_masked,  // a whole phone number, or a contact where none was to be given
  numbers_used_up,     // of the kiosk's blocks, this year
  no_matter,           // triage must choose one of three
  wrong_matter,        // the unit does not take such matters
  not_to_triage,
  not_to_dispatch,
  not_to_accept,
  not_to_decline,
  not_in_work,
  not_your_wish,  // another unit has it
  already_there,  // dispatched to the unit that has it
  not_triaged_yet,
  minute_missing,    // a big matter is resolved with a dated minute of the meeting, not of a day to come
  text_not_allowed,  // empty, longer than 200 characters, or with control characters
  not_resolved_yet,
  already_closed,
  stars_out_of_range,
  not_on_the_wall,
  unknown_person,  // no pseudonym, though one is needed
  own_wish,
  supporters_full,
  not_claimable,    // no 心愿, or settled already
  already_claimed,  // another holds it
  claims_full,
  no_claim,
};
[[nodiscard]] const char* to_string(WishRefusal refusal);

using WishEvents = std::vector<WishEvent>;
using WishDecision = std::variant<WishEvents, WishRefusal>;

// ── who has to do what until when
// ───────────────────────────────────────────────────────────────────────────────────
/// Whose turn it is: the dispatcher of a level, a unit, or the resident who is asked to rate.
enum class WishOwnerKind { dispatcher, unit, resident };
struct WishOwner {
  WishOwnerKind kind{WishOwnerKind::dispatcher};
  Level level{Level::community};
  UnitId unit;  // of a unit only
  bool operator==(const WishOwner&) const = default;
};
struct WishDuty {
  WishOwner owner;
  Instant due;
  bool operator==(const WishDuty&) const = default;
};
/// Every open wish has one; a closed one has none.
[[nodiscard]] std::optional<WishDuty> owner_and_deadline(const Wish& wish, const WishRules& rules);

/// The stations of a wish as its screen shows them: 收到, 分派, 接单, 在办, 办好, 评价.
enum class WayMark { done, here, next };
struct WayStop {
  std::string kind;  // "submitted", "dispatched", "accepted", "in_progress", "resolved", "rated"
  WayMark mark{WayMark::next};
  std::optional<WishOwner> owner;  // who did it; here: whose turn it is; not of what comes next
  Instant at;                      // 0 of what comes next
  Instant due;                     // here only, where something is due
  bool operator==(const WayStop&) const = default;
};
[[nodiscard]] std::vector<WayStop> way_of(const Wish& wish, const WishRules& rules);

/// What may stand in the open where a contact is expected: a phone number only masked (138****1234), nothing
/// at all without a contact, and in no case enough digits to call somebody.
[[nodiscard]] bool is_masked_contact(WishContactKind kind, std::string_view text);
/// 1 to 64 characters of printable ASCII.
[[nodiscard]] bool is_pseudonym(std::string_view text);
/// 1 to 200 characters of UTF-8, no control characters, nothing that changes the direction of writing.
[[nodiscard]] bool is_staff_text(std::string_view text);

/// All wishes a station still cares about, and its numbering. One owner, one thread.
class WishBook {
 public:
  explicit WishBook(WishContent content) : content_(std::move(content)) {}

  [[nodiscard]] const WishContent& content() const { return content_; }
  void set_content(WishContent content) { content_ = std::move(content); }

  /// The first `used` numbers of that block and year are taken: what a journal's counters know of wishes that
  /// are forgotten here.
  void raise_floor(int year, int block, int used);
  /// Which wish of the year (wish_number_of's `n`) a kiosk with these blocks takes next.
  [[nodiscard]] int next_index(int year, std::span<const int> blocks) const;

  Folded fold(const WishEvent& event);
  /// A wish read back from a read model; replaces one with the same id.
  void restore(Wish wish);
  /// A small book of only these wishes, those that it has: an event about them folds there to the very wishes
  /// that it would here.
  [[nodiscard]] WishBook excerpt(const std::set<WishId>& wishes) const;
  /// Forgets wishes (not numbers) that were closed before `time`; never an open one.
  void forget_before(Instant time);

  [[nodiscard]] const Wish* find(const WishId& id) const;
  [[nodiscard]] const Wish* find_by_number(std::string_view number) const;
  /// Newest first. An empty pseudonym has none.
  [[nodiscard]] std::vector<const Wish*> by_subject(std::string_view subject) const;
  /// Whose deadline comes first stands first.
  [[nodiscard]] std::vector<const Wish*> open() const;
  /// Published, and not closed for longer than the rules say; newest on the wall first.
  [[nodiscard]] std::vector<const Wish*> wall(Instant now) const;
  /// Of the wall's those that this pseudonym claimed and another holds; in the wall's order.
  [[nodiscard]] std::vector<const Wish*> lost_by(std::string_view by, Instant now) const;
  /// Every wish it holds, by time of submission.
  [[nodiscard]] std::vector<const Wish*> all() const;

 private:
  friend class WishFolder;
  WishContent content_;
  std::map<WishId, Wish> wishes_;
  std::map<std::string, WishId, std::less<>> by_number_;
  std::map<std::pair<int, int>, int> used_;  // (year, block) → its numbers up to here are taken
  std::int64_t last_order_{};
};

/// Applies the rules of docs/domain.md; never changes the book.
[[nodiscard]] WishDecision decide(const WishBook& book, const WishCommand& command);

}  // namespace yz::domain
