// Content packs on the kiosk's disk: which version is shown, and switching to another one whole
// (docs/formats/content-pack.md). Station thread only; calls block for the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"

namespace yz::cache {

/// One activated version, read into memory: path → bytes of every listed file.
struct ContentPack {
  std::uint64_t version{};  // 0: the factory pack of the program
  std::map<std::string, std::string> files;
};

class ContentStore {
 public:
  /// `folder`: SyncConfig::folder / "content". `factory`: the pack installed with the program, used until the
  /// first one was activated and when all others are bad.
  static Result<std::unique_ptr<ContentStore>> open(const std::filesystem::path& folder,
                                                    const std::filesystem::path& factory);
  virtual ~ContentStore() = default;
  ContentStore(const ContentStore&) = delete;
  ContentStore& operator=(const ContentStore&) = delete;

  /// The version to show; falls back to the previous and then the factory pack when a file is damaged.
  [[nodiscard]] virtual Result<ContentPack> current() = 0;
  /// Switches to a staged version in one rename. Call between two residents.
  [[nodiscard]] virtual Result<ContentPack> activate(std::uint64_t version) = 0;
  /// The version failed its self-check or crashed: never again this one; back to the one before.
  [[nodiscard]] virtual Result<ContentPack> reject(std::uint64_t version) = 0;
  [[nodiscard]] virtual std::uint64_t highest_seen() const = 0;

 protected:
  ContentStore() = default;
};

}  // namespace yz::cache
