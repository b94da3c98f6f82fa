// Wishes as screens show them: values made by the station thread. What a resident wrote is in none of them:
// it is sealed when it is sent, and no kiosk can open it again.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/identity/identity.h"
#include "domain/wishes/wishes.h"
#include "kiosk/app/views.h"
#include "kiosk/app/wish_draft.h"

namespace yz::kiosk {

/// One station of a wish's way.
struct WayStopView {
  std::string kind;  // words: `way.<kind>`
  domain::WayMark mark{};
  std::optional<domain::WishOwner> owner;
  std::optional<domain::StationTime> at;
  std::optional<domain::StationTime> due;
  bool operator==(const WayStopView&) const = default;
};

/// A wish as whoever holds its receipt sees it.
struct WishView {
  domain::WishId id;
  std::string number;  // "W2026 000123 5"
  std::string qr;      // what the receipt's code says
  domain::WishKind kind{};
  domain::WishCategoryId category;
  domain::PlaceId place;
  domain::WishState state{};
  domain::Level level{};
  bool is_urgent{};
  bool was_passed_up{};
  int stars{};
  std::optional<domain::StationTime> submitted;
  std::optional<domain::StationTime> answer_by;  // when the present step is due
  std::vector<WayStopView> way;
  PrintState print{PrintState::none};
  bool by_number{};  // found by a typed number: told_by_number()
  bool operator==(const WishView&) const = default;
};
/// Numbers can be guessed: without the receipt's secret only how far a wish is, not what or where, and
/// nothing can be done with it.
[[nodiscard]] inline WishView told_by_number(WishView wish) {
  wish.by_number = true;
  wish.qr.clear();
  wish.category = {};
  wish.place = {};
  return wish;
}

/// A wish on the wall: what staff wrote for it, and nothing of who wished.
struct WallView {
  domain::WishId id;
  domain::WishCategoryId category;
  std::string text;
  int supporters{};
  bool is_claimed{};    // somebody has promised it
  bool is_claimable{};  // a 心愿 that is open and nobody's yet
  bool operator==(const WallView&) const = default;
};

struct WishRefused {
  domain::WishRefusal why{};
};
/// Why a scanned or typed number shows no wish.
enum class WishCodeProblem {
  unknown,       // not of this station, or not known here yet
  wrong_number,  // a digit is wrong
  too_often,     // five tries a minute
};
struct WishCodeRefused {
  WishCodeProblem why{};
};
/// Photos and voice cannot be kept now (store.orange); words can.
struct WishFilesRefused {};
/// Several of one resident, newest first; may be empty.
using WishList = std::vector<WishView>;
using WishAnswer = std::variant<WishView, WishList, WishRefused, WishCodeRefused, WishFilesRefused, Error>;

// ── to the station thread ──
struct SubmitWishAsk {
  AskId ask{};
  std::string op;  // ULID made when the finger went up; the wish's id too
  WishDraft draft;
  std::optional<domain::Person> person;  // who put down a card
  domain::WishTold told{};
};
/// A scanned receipt, or a typed number, which shows how far it is and nothing more.
struct FindWishAsk {
  AskId ask{};
  std::string code;
};
/// The wishes of an ID number, put down or typed, or of a volunteer's card, which says only its own. The
/// number is the key to a pseudonym and goes no further.
struct MyWishesAsk {
  AskId ask{};
  Sensitive<std::string> number;
  bool by_card_number{};
};
struct RateWishAsk {
  AskId ask{};
  domain::WishId wish;
  int stars{};
  domain::WishReasonId reason;
};
/// 我也想要 / 认领, by the card that was put down.
enum class WallAction { support, claim };
struct WallAsk {
  AskId ask{};
  WallAction action{};
  domain::WishId wish;
  Sensitive<std::string> card;  // an ID number, or a card's own
  bool by_card_number{};        // the latter
  std::string masked_name;      // may be empty
};
struct ReprintWishAsk {
  AskId ask{};
  domain::WishId wish;
};

// ── to the UI thread ──
struct WishAnswered {
  AskId ask{};
  WishAnswer answer;
  /// Where a card was read: what the wall says of the wishes it claimed later than another did.
  std::vector<std::string> lost_claims{};
};
/// A wish that the UI may be showing has changed.
struct WishShown {
  WishView wish;
};
struct WallShown {
  std::vector<WallView> wishes;
};

}  // namespace yz::kiosk
