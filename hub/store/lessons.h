// Sign-ups for lessons as they are now, seats that kiosks may give, and sessions that were called off. Read
// and written by the hub's work thread. What each is, is the domain's JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct SignUpRow {
  std::string id;
  std::string station;
  std::string session;
  Instant starts;
  std::string content;  // domain's JSON
};
/// Of a row with these columns, in this order.
[[nodiscard]] SignUpRow sign_up_from(const Query& row);
/// A new one's turn is when it was made; set_turn() knows better.
[[nodiscard]] Status save_sign_up(Database& database, const SignUpRow& sign_up);
[[nodiscard]] Result<std::optional<SignUpRow>> find_sign_up(Database& database, std::string_view id);
/// Of sessions that start at `from` or later.
[[nodiscard]] Result<std::vector<SignUpRow>> sign_ups_from(Database& database, std::string_view station,
                                                           Instant from);
/// Of sessions that start from `from` on and before `until`.
[[nodiscard]] Result<std::vector<SignUpRow>> sign_ups_in(Database& database, std::string_view station,
                                                         Instant from, Instant until);
[[nodiscard]] Result<std::vector<SignUpRow>> sign_ups_of(Database& database, std::string_view station,
                                                         std::string_view session);

/// When a sign-up was made, by the clocks put right.
struct TurnRow {
  std::string sign_up;
  Instant at;
  Milliseconds uncertainty{};
};
[[nodiscard]] Status set_turn(Database& database, const TurnRow& turn);
[[nodiscard]] Result<std::vector<TurnRow>> turns_of(Database& database, std::string_view station,
                                                    std::string_view session);

struct SeatGrantRow {
  std::string id;
  std::string station;
  Instant ends;
  bool is_returned{};
  std::string content;  // domain's JSON
};
[[nodiscard]] Status save_seat_grant(Database& database, const SeatGrantRow& grant);
[[nodiscard]] Result<std::optional<SeatGrantRow>> find_seat_grant(Database& database, std::string_view id);
/// Those that are not returned, and those that ended at `from` or later.
[[nodiscard]] Result<std::vector<SeatGrantRow>> seat_grants_from(Database& database, std::string_view station,
                                                                 Instant from);

struct CalledOffRow {
  std::string station;
  std::string session;
  Instant at;
  std::string content;  // domain's JSON
};
[[nodiscard]] Status save_called_off(Database& database, const CalledOffRow& session);
[[nodiscard]] Result<std::vector<CalledOffRow>> called_off_of(Database& database, std::string_view station);

}  // namespace yz::hub::store
