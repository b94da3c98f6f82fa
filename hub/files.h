// Files that are there whole or not at all, and the lock that makes one process the writer of a data folder.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yz::hub {

/// Replaces the file durably (write beside, fsync, rename, fsync the folder); makes its folder where it is
/// missing.
[[nodiscard]] Status write_whole(const std::filesystem::path& path, std::string_view bytes,
                                 mode_t mode = 0644);
/// `not_found`, or `invalid` when it is longer than `bytes_max`.
[[nodiscard]] Result<std::string> read_whole(const std::filesystem::path& path, std::size_t bytes_max);
/// `length` bytes at `offset`, which the caller knows to be there.
[[nodiscard]] Result<std::string> read_part(const std::filesystem::path& path, std::size_t offset,
                                            std::size_t length);
/// From `offset` on, durably; what stood there and behind it is gone. Makes the file (mode 0600) where there
/// is none.
[[nodiscard]] Status write_from(const std::filesystem::path& path, std::size_t offset,
                                std::string_view bytes);
[[nodiscard]] Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Like write_whole(), of a file that may be too long for memory.
[[nodiscard]] Status copy_whole(const std::filesystem::path& from, const std::filesystem::path& to);
/// No error if it was not there.
[[nodiscard]] Status remove_file(const std::filesystem::path& path);
[[nodiscard]] Status make_folder(const std::filesystem::path& folder);

/// Held by the one process that writes a data folder; gone with the process.
class FolderLock {
 public:
  /// `conflict` when another process has it.
  static Result<FolderLock> take(const std::filesystem::path& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_{-1};
};

}  // namespace yz::hub
