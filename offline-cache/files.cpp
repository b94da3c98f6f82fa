#include "offline-cache/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace yz::cache {

namespace {

tl::unexpected<Error> fail_errno(const std::string& what) {
  const int error = errno;
  const Code code = error == ENOSPC || error == EDQUOT  ? Code::full
                    : error == ENOENT                   ? Code::not_found
                    : error == EACCES || error == EPERM ? Code::denied
                                                        : Code::unavailable;
  return fail(code, what + ": " + std::generic_category().message(error));
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

FileHandle::FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<FileHandle> open_file(const std::filesystem::path& path, int flags, mode_t mode) {
  FileHandle file(::open(path.c_str(), flags | O_CLOEXEC, mode));
  if (!file.is_open()) return fail_errno("open " + path.string());
  return file;
}

Status write_at(const FileHandle& file, std::string_view bytes, off_t offset) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file.get(), bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail_errno("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += written;
  }
  return {};
}

Status sync_file(const FileHandle& file) {
  if (::fdatasync(file.get()) != 0) return fail_errno("sync");
  return {};
}

Status sync_folder(const std::filesystem::path& folder) {
  const auto file = open_file(folder, O_RDONLY | O_DIRECTORY);
  if (!file) return fail(file.error());
  if (::fsync(file->get()) != 0) return fail_errno("sync " + folder.string());
  return {};
}

Status write_whole(const std::filesystem::path& path, std::string_view bytes, mode_t mode) {
  auto beside = path;
  beside += ".tmp";
  {
    const auto file = open_file(beside, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (!file) return fail(file.error());
    if (auto written = write_at(*file, bytes, 0); !written) return written;
    if (::fsync(file->get()) != 0) return fail_errno("sync " + beside.string());
  }
  return rename_durably(beside, path);
}

Result<std::string> read_whole(const std::filesystem::path& path, std::size_t bytes_max) {
  const auto file = open_file(path, O_RDONLY);
  if (!file) return fail(file.error());
  std::string bytes;
  char buffer[16'384];
  for (;;) {
    const ssize_t got = ::read(file->get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno("read " + path.string());
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > bytes_max) return fail(Code::invalid, path.string() + " is too long");
  }
}

Status make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Code::unavailable, "make " + folder.string() + ": " + error.message());
  return {};
}

Status remove_tree(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (error) return fail(Code::unavailable, "remove " + path.string() + ": " + error.message());
  return {};
}

Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return fail_errno("rename to " + to.string());
  return sync_folder(folder_of(to));
}

}  // namespace yz::cache
