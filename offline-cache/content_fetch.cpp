#include "offline-cache/content_fetch.h"

#include <fcntl.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "offline-cache/files.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

namespace fs = std::filesystem;

bool is_whole(const fs::path& blob, const PackFile& file) {
  const auto bytes = read_whole(blob, static_cast<std::size_t>(file.bytes));
  return bytes && bytes->size() == file.bytes && to_hex(sha256(*bytes)) == file.sha256;
}

fs::path arriving_path(const fs::path& content) {
  return content / "blob" / "arriving";
}

std::int64_t ms(Instant time) {
  return time.time_since_epoch().count();
}

}  // namespace

Result<std::unique_ptr<ContentFetch>> ContentFetch::open(ContentFetchConfig config) {
  for (const char* name : {"blob", "staged"}) {
    if (auto made = make_folder(config.folder / name); !made) return fail(made.error());
  }
  auto seen = load_seen(config.folder);
  if (!seen) return fail(seen.error());
  return std::unique_ptr<ContentFetch>(new ContentFetch(std::move(config), *std::move(seen)));
}

FetchStep ContentFetch::begin(Instant now) {
  now_ = now;
  stage_ = Stage::fresh;
  fresh_ = {};
  return FetchWant{"/content/fresh", fresh_bytes_max, std::nullopt};
}

FetchStep ContentFetch::take(const std::string& body) {
  switch (stage_) {
    case Stage::fresh:
      return take_fresh(body);
    case Stage::manifest:
      return take_manifest(body);
    case Stage::blobs:
      return take_blob();
  }
  return FetchNothing{};
}

FetchStep ContentFetch::took_too_long() {
  return refuse("too_long");
}

FetchStep ContentFetch::take_fresh(const std::string& body) {
  const auto bytes = open_envelope(body, "fresh", config_.content_key);
  if (!bytes) return refuse(bytes.error().what);
  const auto fresh = parse_fresh(*bytes);
  if (!fresh) return refuse(fresh.error().what);
  fresh_ = *fresh;
  if (fresh->expires <= now_) return refuse("expired_fresh");
  if (ms(fresh->made) < seen_.fresh_made) return refuse("fresh_older");
  app_ = fresh->app;
  if (fresh->version < seen_.version) return refuse("rollback");
  if (fresh->version == seen_.version && fresh->manifest_sha256 != seen_.manifest_sha256) {
    return refuse("same_version_other_bytes");
  }
  if (fresh->version > seen_.version || ms(fresh->made) > seen_.fresh_made) {
    // Seen is seen, whatever becomes of it: from now on nothing older is taken.
    SeenContent seen = seen_;
    seen.version = fresh->version;
    seen.manifest_sha256 = fresh->manifest_sha256;
    seen.fresh_made = ms(fresh->made);
    if (auto saved = save_seen(config_.folder, seen); !saved) return FetchFailed{saved.error()};
    seen_ = std::move(seen);
  }
  const auto rejected = load_rejected(config_.folder);
  if (rejected && rejected->contains(fresh->version)) return FetchNothing{};
  if (load_tree(staged_path(config_.folder, fresh->version))) return FetchNothing{};
  stage_ = Stage::manifest;
  return FetchWant{"/content/manifest/base." + std::to_string(fresh->version) + ".json",
                   static_cast<std::size_t>(fresh->manifest_bytes), std::nullopt};
}

FetchStep ContentFetch::take_manifest(const std::string& body) {
  const auto bytes = open_envelope(body, "content", config_.content_key);
  if (!bytes) return refuse(bytes.error().what);
  if (to_hex(sha256(body)) != fresh_.manifest_sha256 || body.size() != fresh_.manifest_bytes) {
    return refuse("not_in_fresh");
  }
  auto manifest = parse_manifest(*bytes);
  if (!manifest) return refuse(manifest.error().what);
  if (manifest->version != fresh_.version) return refuse("not_in_fresh");
  if (manifest->expires <= now_) return refuse("expired_manifest");
  if (!app_is_new_enough(config_.app_version, manifest->min_app)) return refuse("needs_newer_app");
  if (!is_for_station(*manifest, config_.station)) return refuse("not_for_station");
  manifest_ = *std::move(manifest);
  missing_.clear();
  std::set<std::string> wanted;
  for (const PackFile& file : manifest_.files) {
    if (!wanted.insert(file.sha256).second) continue;
    if (!is_whole(blob_path(config_.folder, file.sha256), file)) missing_.push_back(file);
  }
  stage_ = Stage::blobs;
  return next_blob();
}

FetchStep ContentFetch::next_blob() {
  if (missing_.empty()) return stage();
  const PackFile& file = missing_.back();
  return FetchWant{"/content/blob/" + file.sha256.substr(0, 2) + "/" + file.sha256,
                   static_cast<std::size_t>(file.bytes), arriving_path(config_.folder)};
}

FetchStep ContentFetch::take_blob() {
  const PackFile& file = missing_.back();
  const fs::path arrived = arriving_path(config_.folder);
  const fs::path target = blob_path(config_.folder, file.sha256);
  if (!is_whole(arrived, file)) return refuse("blob_wrong");
  if (auto made = make_folder(target.parent_path()); !made) return FetchFailed{made.error()};
  const auto handle = open_file(arrived, O_RDONLY);
  if (!handle) return FetchFailed{handle.error()};
  if (auto synced = sync_file(*handle); !synced) return FetchFailed{synced.error()};
  if (auto moved = rename_durably(arrived, target); !moved) return FetchFailed{moved.error()};
  missing_.pop_back();
  return next_blob();
}

FetchStep ContentFetch::stage() {
  PackFiles files;
  for (const PackFile& file : manifest_.files) {
    auto bytes = read_whole(blob_path(config_.folder, file.sha256), static_cast<std::size_t>(file.bytes));
    if (!bytes) return FetchFailed{bytes.error()};
    files.emplace(file.path, *std::move(bytes));
  }
  if (auto checked = self_check(files); !checked) return refuse("self_check: " + checked.error().what);
  if (auto staged = stage_tree(config_.folder, manifest_.version, manifest_.files); !staged) {
    return FetchFailed{staged.error()};
  }
  tidy_up();
  return FetchStaged{manifest_.version};
}

FetchStep ContentFetch::refuse(const std::string& reason) {
  const std::string line = std::to_string(fresh_.version) + ' ' + reason;
  const bool is_told = seen_.told.contains(line);
  if (!is_told) {
    seen_.told.insert(line);
    // If it cannot be kept, it is told once more after the next start.
    (void)save_seen(config_.folder, seen_);
  }
  return FetchRefused{fresh_.version, reason, is_told};
}

/// Keeps what is shown, what was shown before, and what was just staged. Leftovers cost only space, so errors
/// are passed by.
void ContentFetch::tidy_up() {
  std::set<std::string> kept{std::to_string(manifest_.version)};
  for (const char* link : {"current", "previous"})
    kept.insert(std::to_string(linked_version(config_.folder, link)));
  std::error_code error;
  std::vector<fs::path> gone;
  for (const auto& tree : fs::directory_iterator(config_.folder / "staged", error)) {
    if (!kept.contains(tree.path().filename().string())) gone.push_back(tree.path());
  }
  for (const fs::path& tree : gone) (void)remove_tree(tree);
  gone.clear();
  for (const auto& blob : fs::recursive_directory_iterator(config_.folder / "blob", error)) {
    // One name left: no tree holds it.
    if (blob.is_regular_file(error) && blob.hard_link_count(error) == 1) gone.push_back(blob.path());
  }
  for (const fs::path& blob : gone) (void)remove_tree(blob);
}

}  // namespace yz::cache
