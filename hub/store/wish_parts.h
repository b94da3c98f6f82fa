// What a resident told with a wish, wherever it lies: boxes, the lines that brought them, the files that
// events name; and its erasing when its term is over (hub/terms.h). The caller's transaction holds the
// statements of a call together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"
#include "hub/store/lines.h"

namespace yz::hub::store {

/// An event of the wish names this file. A second time is no error.
[[nodiscard]] Status add_wish_file(Database& database, std::string_view wish, std::string_view sha256);
/// That line carries a box of the wish. A second time is no error.
[[nodiscard]] Status add_wish_line(Database& database, std::string_view wish, const StreamName& name,
                                   std::int64_t sequence);

/// Closed before `time`, and something of the kind is still here; the longest closed first, at most `most`.
[[nodiscard]] Result<std::vector<std::string>> wishes_with_files(Database& database, Instant closed_before,
                                                                 std::int64_t most);
[[nodiscard]] Result<std::vector<std::string>> wishes_with_words(Database& database, Instant closed_before,
                                                                 std::int64_t most);

/// Hashes of the files that the wish's events name or that were uploaded for it, and that no other wish
/// names.
[[nodiscard]] Result<std::vector<std::string>> files_of_wish_alone(Database& database, std::string_view wish);
/// The wish's files are nobody's any more, and the uploads of these hashes never were. The bytes stay.
[[nodiscard]] Status erase_wish_files(Database& database, std::string_view wish,
                                      const std::vector<std::string>& hashes);
/// The wish's boxes, and the bytes of the lines that brought them; their hashes stay, for the chain.
[[nodiscard]] Status erase_wish_words(Database& database, std::string_view wish);

}  // namespace yz::hub::store
