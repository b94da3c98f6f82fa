// Files that are there whole or not at all: write beside, fsync, rename, fsync the folder. The one place that
// does this.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yz::cache {

/// An open descriptor, closed at its end.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept;
  FileHandle& operator=(FileHandle&& other) noexcept;
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_{-1};
};

/// Opens with O_CLOEXEC; creates with `mode` where `flags` say so.
[[nodiscard]] Result<FileHandle> open_file(const std::filesystem::path& path, int flags, mode_t mode = 0644);
/// All bytes at `offset`, however many calls it takes. `full` when the disk is.
[[nodiscard]] Status write_at(const FileHandle& file, std::string_view bytes, off_t offset);

/// Replaces the file durably. A crash leaves the old or the new one, never a mix.
[[nodiscard]] Status write_whole(const std::filesystem::path& path, std::string_view bytes,
                                 mode_t mode = 0644);
/// `not_found`, or `invalid` when it is longer than `bytes_max`.
[[nodiscard]] Result<std::string> read_whole(const std::filesystem::path& path, std::size_t bytes_max);
[[nodiscard]] Status sync_file(const FileHandle& file);
/// Makes what was created, renamed or removed in it durable.
[[nodiscard]] Status sync_folder(const std::filesystem::path& folder);
/// With all parents. No error if it is there.
[[nodiscard]] Status make_folder(const std::filesystem::path& folder);
/// No error if it was not there.
[[nodiscard]] Status remove_tree(const std::filesystem::path& path);
[[nodiscard]] Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace yz::cache
