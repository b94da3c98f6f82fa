// What a sign-up left sealed, wherever it lies: the box and the lines that brought it; its erasing when its
// term is over (hub/terms.h); and who of staff saw or did what. The caller's transaction holds the statements
// of a call together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"
#include "hub/store/lessons.h"
#include "hub/store/lines.h"

namespace yz::hub::store {

/// `line`: the whole event line.
[[nodiscard]] Status add_lesson_box(Database& database, std::string_view event, std::string_view sign_up,
                                    const std::string& line);
/// The lines with the sign-up's boxes, in the order in which their events were made.
[[nodiscard]] Result<std::vector<std::string>> lesson_boxes(Database& database, std::string_view sign_up);
/// That line carries a box of the sign-up. A second time is no error.
[[nodiscard]] Status add_lesson_line(Database& database, std::string_view sign_up, const StreamName& name,
                                     std::int64_t sequence);

/// Of sessions that started before `time`, and something sealed is still here; the earliest first, at most
/// `most`.
[[nodiscard]] Result<std::vector<SignUpRow>> sign_ups_with_contacts(Database& database,
                                                                    Instant started_before,
                                                                    std::int64_t most);
/// The sign-up's boxes, and the bytes of the lines that brought them; their hashes stay, for the chain.
[[nodiscard]] Status erase_lesson_contact(Database& database, std::string_view sign_up);

struct LessonAudit {
  std::string_view station;
  std::string_view session;
  std::string_view sign_up;  // empty: it is about the session
  std::string_view account;
  std::string_view what;    // "list", "contact", "contact erased" or an event's kind
  std::string_view reason;  // of "contact"
};
[[nodiscard]] Status add_lesson_audit(Database& database, const LessonAudit& audit, Instant now);

}  // namespace yz::hub::store
