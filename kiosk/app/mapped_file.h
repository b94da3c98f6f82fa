// A file's bytes where they lie: read when they are looked at, and given back by the kernel when memory is
// scarce. The file must stay as it is while this lives.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <span>
#include <utility>

#include "base/result.h"

namespace yz::kiosk {

class MappedFile {
 public:
  /// `not_found`: it cannot be opened. `corrupt`: it is empty, or no file that can be mapped.
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& file) {
    const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return fail(Code::not_found, file.string() + ": " + std::strerror(errno));
    struct stat about {};
    void* mapped = MAP_FAILED;
    if (::fstat(opened, &about) == 0 && about.st_size > 0)
      mapped = ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_SHARED, opened, 0);
    ::close(opened);
    if (mapped == MAP_FAILED) return fail(Code::corrupt, file.string() + ": cannot be mapped");
    MappedFile result;
    result.bytes_ = {static_cast<const std::byte*>(mapped), static_cast<std::size_t>(about.st_size)};
    return result;
  }
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
  }

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace yz::kiosk
