// Wishes as they are now, the lines with what was sealed, claims, and who saw or did what. Read and written
// by the hub's work thread. The wish itself is the domain's JSON; columns repeat what queries ask for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct WishRow {
  std::string id;
  std::string station;
  std::string number;
  std::string level;
  std::string unit;
  Instant due;  // 0: nothing is due
  std::int64_t stars{};
  Instant submitted_at;
  Instant answered_at;
  Instant resolved_at;
  Instant closed_at;
  std::string content;  // domain's JSON
};
/// `conflict` for a number that another wish has.
[[nodiscard]] Status save_wish(Database& database, const WishRow& wish);
[[nodiscard]] Status set_wish_due(Database& database, std::string_view id, Instant due);
[[nodiscard]] Result<std::optional<WishRow>> find_wish(Database& database, std::string_view id);
[[nodiscard]] Result<std::optional<WishRow>> find_wish_by_number(Database& database, std::string_view number);
/// The station's open ones, and those closed at `closed_from` or later.
[[nodiscard]] Result<std::vector<WishRow>> wishes_of(Database& database, std::string_view station,
                                                     Instant closed_from);
/// Submitted from `from` on and before `until`. `unit` and `level` empty: any.
struct WishPeriod {
  std::string station;
  Instant from;
  Instant until;
  std::string unit;
  std::string level;
};
[[nodiscard]] Result<std::vector<WishRow>> wishes_in(Database& database, const WishPeriod& period);
/// Stations where a deadline has passed.
[[nodiscard]] Result<std::vector<std::string>> stations_with_wishes_due(Database& database, Instant now);

struct WishBoxRow {
  std::string event;
  std::string wish;
  std::string line;  // the whole event line
};
[[nodiscard]] Status add_wish_box(Database& database, const WishBoxRow& box);
/// In the order in which their events were made.
[[nodiscard]] Result<std::vector<WishBoxRow>> wish_boxes(Database& database, std::string_view wish);

struct WishClaimRow {
  std::string event;
  std::string wish;
  std::string claimant;  // pseudonym
  Instant claimed_at;
  Instant corrected_at;
  std::optional<Milliseconds> uncertainty;  // nothing: not known
};
[[nodiscard]] Status add_wish_claim(Database& database, const WishClaimRow& claim);
/// In the order of receipt.
[[nodiscard]] Result<std::vector<WishClaimRow>> wish_claims(Database& database, std::string_view wish);

/// Somebody of staff is about to see what a resident told, or changes the wish. `what`: "words",
/// "file <sha256>" or an event's kind.
struct WishAudit {
  std::string_view wish;
  std::string_view account;
  std::string_view what;
};
[[nodiscard]] Status add_wish_audit(Database& database, const WishAudit& audit, Instant now);

}  // namespace yz::hub::store
