// A wish's number, W + year + six digits + check digit, and the code on its receipt (docs/formats/events.md).
// Pure. No two stations give the same number, though no kiosk asks anybody when it gives one: the hub grants
// each kiosk blocks of numbers beforehand, for ever.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace yz::domain {

/// Block b is the numbers b·200 … b·200 + 199 of every year.
inline constexpr int wish_block_numbers = 200;
inline constexpr int wish_blocks_max = 5'000;

/// The number of a kiosk's wish `n` (from 0) of the year: blocks are used up in the order in which they were
/// granted. Nothing when they are used up, or for a year outside 2000 to 9999 or a block that cannot be.
[[nodiscard]] std::optional<std::string> wish_number_of(int year, std::span<const int> blocks, int n);

/// Where a number stands, the check digit left out.
struct WishNumberPlace {
  int year{};
  int block{};
  int offset{};  // 0…199 within its block
  bool operator==(const WishNumberPlace&) const = default;
};
/// Of a number as `is_wish_number` accepts it; nothing for any other text.
[[nodiscard]] std::optional<WishNumberPlace> place_of(std::string_view number);

/// ISO 7064 MOD 11,10 (GB/T 17710) over digits; '0'…'9'. Sees every wrong digit and 49 of 50
/// neighbours that were swapped.
[[nodiscard]] char wish_check_digit(std::string_view digits);

/// Strict: "W20260001237", twelve characters, the check digit right.
[[nodiscard]] bool is_wish_number(std::string_view text);

enum class WishNumberFault { form, check_digit };
/// As a person types it: blanks and dashes anywhere, a small w or none at all. The number without them, or
/// why not: it has not the form of one, or one of its digits is wrong.
[[nodiscard]] std::variant<std::string, WishNumberFault> parse_wish_number(std::string_view typed);

/// "W2026 000123 7", as it is shown, printed and read out.
[[nodiscard]] std::string format_wish_number(std::string_view number);

/// What a receipt's QR code says: `YZ1W.W20260001237.7K3M9PQ2XW4T`, alone or at the end of a URL
/// `…/w/<code>`.
struct WishCode {
  std::string number;
  std::string secret;
  bool operator==(const WishCode&) const = default;
};
[[nodiscard]] std::string make_wish_code(const WishCode& code);
/// Strict: ≤ 200 bytes, ASCII, the grammar above and nothing around it. Nothing for any other text.
[[nodiscard]] std::optional<WishCode> parse_wish_code(std::string_view scanned);

}  // namespace yz::domain
