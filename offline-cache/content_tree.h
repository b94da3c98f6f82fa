// Content packs as they lie on disk: blobs by hash, staged trees of links to them, and what was seen of the
// hub's offers (docs/formats/content-pack.md, "On the kiosk"). Shared by the fetching and the showing side;
// the files they both write are named here with their one writer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "offline-cache/content_documents.h"

namespace yz::cache {

/// Path → bytes.
using PackFiles = std::map<std::string, std::string>;

[[nodiscard]] std::filesystem::path blob_path(const std::filesystem::path& content,
                                              const std::string& sha256);
[[nodiscard]] std::filesystem::path staged_path(const std::filesystem::path& content, std::uint64_t version);

/// Builds staged/<version> out of blobs, whole or not at all.
[[nodiscard]] Status stage_tree(const std::filesystem::path& content, std::uint64_t version,
                                const std::vector<PackFile>& files);
/// Every listed file of a tree, its hash checked; `corrupt` names the file that is not as listed.
[[nodiscard]] Result<PackFiles> load_tree(const std::filesystem::path& tree);
/// A plain folder without list: the factory pack.
[[nodiscard]] Result<PackFiles> load_folder(const std::filesystem::path& folder);
/// station.json parses, and so do wishes.json, where there is one, and every text; the reason if not.
[[nodiscard]] Status self_check(const PackFiles& files);

/// Written by the fetching side only: `seen`.
struct SeenContent {
  std::uint64_t version{};      // the highest that was ever offered with a good signature
  std::string manifest_sha256;  // that version's
  std::int64_t fresh_made{};    // newest `made` of a good fresh document
  std::set<std::string> told;   // "57 blob_wrong": refusals that were reported
};
[[nodiscard]] Result<SeenContent> load_seen(const std::filesystem::path& content);
[[nodiscard]] Status save_seen(const std::filesystem::path& content, const SeenContent& seen);

/// Written by the showing side only: `rejected`, versions that are never shown again.
[[nodiscard]] Result<std::set<std::uint64_t>> load_rejected(const std::filesystem::path& content);
[[nodiscard]] Status save_rejected(const std::filesystem::path& content,
                                   const std::set<std::uint64_t>& versions);

/// Which staged version the link `current` or `previous` names; 0 for none.
[[nodiscard]] std::uint64_t linked_version(const std::filesystem::path& content, const char* link);

}  // namespace yz::cache
