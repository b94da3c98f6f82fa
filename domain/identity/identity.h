// Who someone is, as far as a station needs to know (docs/domain.md, "Identity"): the resident identity
// number of GB 11643-1999, ages by the station's calendar, and the masks that every screen and slip uses.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/sensitive.h"
#include "domain/content/station.h"

namespace yz::domain {

/// A valid resident identity number. What it tells without being shown.
struct IdNumber {
  Sensitive<std::string> text;  // 18 characters, X in upper case
  Day born;
};

enum class IdRefusal {
  empty,
  old_15_digits,  // id.old15
  wrong_length,
  wrong_characters,
  unknown_region,  // the first two digits (GB/T 2260 provinces; older codes within a province are never
                   // refused)
  no_such_birthday,
  born_in_future,
  wrong_check,  // id.mismatch
};
[[nodiscard]] const char* to_string(IdRefusal refusal);

/// `today` is the station's day. Blanks around and a lower-case x are accepted.
[[nodiscard]] std::variant<IdNumber, IdRefusal> parse_id_number(std::string_view text, Day today);

/// The MOD 11-2 check character (ISO 7064) of the first 17 digits.
[[nodiscard]] char id_check_character(std::string_view first_17);

/// Whole years on the station's day; who was born on 29 February turns older on 1 March of other years.
[[nodiscard]] int age_on(Day born, Day today);

/// 王*明, 王*, 欧阳**, 王**明 (all between the first and last is starred; compound surnames stay whole; a
/// name with "·" keeps its first part). UTF-8 in and out; Latin names keep the first letter of each word.
[[nodiscard]] std::string mask_name(std::string_view name);
/// 211*************2X: first three, 13 stars, last two.
[[nodiscard]] std::string mask_id_number(std::string_view number);
/// 138****1234: first three and last four of eleven digits; all stars for what is shorter or no number.
[[nodiscard]] std::string mask_phone(std::string_view number);

/// A person in front of the kiosk for this visit only; wiped at its end.
struct Person {
  Sensitive<std::string> name;
  Sensitive<std::string> id_number;
  std::string masked_name;
  std::string masked_number;
  Day born;
};

}  // namespace yz::domain
