#include "hub/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace yz::hub {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> broken(const fs::path& path, const char* step) {
  const Code code = errno == ENOSPC ? Code::full : errno == ENOENT ? Code::not_found : Code::unavailable;
  return fail(code, path.string() + ": " + step + ": " + std::strerror(errno));
}

Status write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t done = write(descriptor, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return broken(path, "write");
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  if (fsync(descriptor) != 0) return broken(path, "fsync");
  return {};
}

Status sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return broken(folder, "open");
  const bool synced = fsync(descriptor) == 0;
  close(descriptor);
  if (!synced) return broken(folder, "fsync");
  return {};
}

}  // namespace

Status make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(Code::unavailable, folder.string() + ": " + error.message());
  return {};
}

Status write_whole(const fs::path& path, std::string_view bytes, mode_t mode) {
  if (auto made = make_folder(path.parent_path()); !made) return made;
  fs::path beside = path;
  beside += ".new-" + std::to_string(getpid());
  const int descriptor = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return broken(beside, "open");
  auto written = write_all(descriptor, bytes, beside);
  close(descriptor);
  if (written && rename(beside.c_str(), path.c_str()) != 0) written = broken(path, "rename");
  if (!written) {
    unlink(beside.c_str());
    return written;
  }
  return sync_folder(path.parent_path());
}

Status write_from(const fs::path& path, std::size_t offset, std::string_view bytes) {
  if (auto made = make_folder(path.parent_path()); !made) return made;
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return broken(path, "open");
  const auto at = static_cast<off_t>(offset);
  Status written;
  if (ftruncate(descriptor, at) != 0 || lseek(descriptor, at, SEEK_SET) != at) written = broken(path, "seek");
  if (written) written = write_all(descriptor, bytes, path);
  close(descriptor);
  // A new file's name must stay with its bytes.
  return written && offset == 0 ? sync_folder(path.parent_path()) : written;
}

Status rename_durably(const fs::path& from, const fs::path& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return broken(to, "rename");
  return sync_folder(to.parent_path());
}

Status copy_whole(const fs::path& from, const fs::path& to) {
  if (auto made = make_folder(to.parent_path()); !made) return made;
  fs::path beside = to;
  beside += ".new-" + std::to_string(getpid());
  std::error_code error;
  fs::copy_file(from, beside, fs::copy_options::overwrite_existing, error);
  if (error == std::errc::no_space_on_device) return fail(Code::full, to.string() + ": " + error.message());
  if (error) return fail(Code::unavailable, from.string() + ": " + error.message());
  const int descriptor = open(beside.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return broken(beside, "open");
  const bool synced = fsync(descriptor) == 0;
  close(descriptor);
  if (!synced) return broken(beside, "fsync");
  return rename_durably(beside, to);
}

Status remove_file(const fs::path& path) {
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return broken(path, "remove");
  return {};
}

Result<std::string> read_whole(const fs::path& path, std::size_t bytes_max) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return fail(Code::not_found, path.string() + " is not there");
  const auto size = fs::file_size(path, error);
  if (error) return fail(Code::unavailable, path.string() + ": " + error.message());
  if (size > bytes_max)
    return fail(Code::invalid, path.string() + " is longer than " + std::to_string(bytes_max));
  return read_part(path, 0, size);
}

Result<std::string> read_part(const fs::path& path, std::size_t offset, std::size_t length) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes(length, '\0');
  in.seekg(static_cast<std::streamoff>(offset));
  in.read(bytes.data(), static_cast<std::streamsize>(length));
  if (!in) return fail(Code::unavailable, path.string() + " cannot be read");
  return bytes;
}

Result<FolderLock> FolderLock::take(const fs::path& folder) {
  if (auto made = make_folder(folder); !made) return fail(made.error());
  const fs::path path = folder / "lock";
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return broken(path, "open");
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return FolderLock(descriptor);
  close(descriptor);
  return fail(Code::conflict, folder.string() + " is in use by another process");
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}
FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace yz::hub
