// Files that kiosks send beside their events: how far each has come. The bytes are hub/upload_files.h's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct UploadRow {
  std::string id;  // ULID, part of its address
  std::string device;
  std::string sha256;
  std::string mime;
  std::string op;
  std::int64_t length{};
  std::int64_t received{};
  bool is_done{};
  Instant made_at;
};
/// `conflict` when that device has one of that hash already.
[[nodiscard]] Status add_upload(Database& database, const UploadRow& upload);
[[nodiscard]] Result<std::optional<UploadRow>> find_upload(Database& database, std::string_view id);
[[nodiscard]] Result<std::optional<UploadRow>> find_upload_of(Database& database, std::string_view device,
                                                              std::string_view sha256);
[[nodiscard]] Result<std::int64_t> unfinished_uploads(Database& database, std::string_view device);
[[nodiscard]] Status set_received(Database& database, std::string_view id, std::int64_t received);
[[nodiscard]] Status set_done(Database& database, std::string_view id);
[[nodiscard]] Status remove_upload(Database& database, std::string_view id);
/// Unfinished ones that were begun before that; a bounded number at each call.
[[nodiscard]] Result<std::vector<UploadRow>> uploads_begun_before(Database& database, Instant time);

/// Whole files that no event of a wish names, begun before `time`; at most `most`.
[[nodiscard]] Result<std::vector<UploadRow>> uploads_of_no_wish(Database& database, Instant begun_before,
                                                                std::int64_t most);
[[nodiscard]] Result<bool> is_uploaded(Database& database, std::string_view sha256);

}  // namespace yz::hub::store
