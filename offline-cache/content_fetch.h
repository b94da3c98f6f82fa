// Fetching a content version: what to ask the hub for next and what to make of the answer. Knows the disk but
// no network; the sync worker carries the requests. Sync thread only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/content_documents.h"
#include "offline-cache/content_tree.h"

namespace yz::cache {

struct ContentFetchConfig {
  std::filesystem::path folder;  // SyncConfig::folder / "content"
  std::string content_key;       // hex
  std::string station;
  std::string app_version;
};

/// Ask for this; hand the answer to take() or took_too_long().
struct FetchWant {
  std::string path;  // below the API's base: "/content/fresh"
  std::size_t bytes_max{};
  std::optional<std::filesystem::path> to_file;
};
struct FetchStaged {
  std::uint64_t version{};
};
struct FetchRefused {
  std::uint64_t version{};
  std::string reason;
  bool is_told{};  // the same refusal was reported before
};
/// Nothing newer than what is there.
struct FetchNothing {};
/// The disk failed; worth trying again.
struct FetchFailed {
  Error error;
};
using FetchStep = std::variant<FetchWant, FetchStaged, FetchRefused, FetchNothing, FetchFailed>;

class ContentFetch {
 public:
  static Result<std::unique_ptr<ContentFetch>> open(ContentFetchConfig config);

  /// Starts over. `now`: the trusted clock's time.
  [[nodiscard]] FetchStep begin(Instant now);
  /// The answer to the last want; empty for one that went to a file.
  [[nodiscard]] FetchStep take(const std::string& body);
  /// It was longer than bytes_max.
  [[nodiscard]] FetchStep took_too_long();
  /// The system image that the last good fresh document offers.
  [[nodiscard]] const std::optional<AppOffer>& app() const { return app_; }

 private:
  enum class Stage : std::uint8_t { fresh, manifest, blobs };
  ContentFetch(ContentFetchConfig config, SeenContent seen)
      : config_(std::move(config)), seen_(std::move(seen)) {}

  [[nodiscard]] FetchStep take_fresh(const std::string& body);
  [[nodiscard]] FetchStep take_manifest(const std::string& body);
  [[nodiscard]] FetchStep take_blob();
  [[nodiscard]] FetchStep next_blob();
  [[nodiscard]] FetchStep stage();
  [[nodiscard]] FetchStep refuse(const std::string& reason);
  void tidy_up();

  ContentFetchConfig config_;
  SeenContent seen_;
  Instant now_;
  Stage stage_{Stage::fresh};
  FreshDocument fresh_;
  std::optional<AppOffer> app_;
  Manifest manifest_;
  std::vector<PackFile> missing_;
};

}  // namespace yz::cache
