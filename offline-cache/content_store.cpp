#include "offline-cache/content_store.h"

#include <array>
#include <set>
#include <system_error>

#include "offline-cache/content_tree.h"
#include "offline-cache/files.h"

namespace yz::cache {

namespace {

namespace fs = std::filesystem;

class DiskContentStore final : public ContentStore {
 public:
  DiskContentStore(fs::path folder, fs::path factory, std::set<std::uint64_t> rejected)
      : folder_(std::move(folder)), factory_(std::move(factory)), rejected_(std::move(rejected)) {}

  Result<ContentPack> current() override {
    for (const char* link : {"current", "previous"}) {
      const std::uint64_t version = linked_version(folder_, link);
      if (version == 0 || rejected_.contains(version)) continue;
      if (auto files = load_tree(staged_path(folder_, version)))
        return ContentPack{version, *std::move(files)};
    }
    return factory();
  }

  Result<ContentPack> activate(std::uint64_t version) override {
    if (version == 0 || rejected_.contains(version)) return fail(Code::denied, "that version was rejected");
    auto files = load_tree(staged_path(folder_, version));
    if (!files) return fail(files.error());
    const std::uint64_t before = linked_version(folder_, "current");
    if (before != version) {
      // `previous` first: a crash between the two leaves both at the old version, which is a whole one.
      if (before != 0) {
        if (auto linked = link("previous", before); !linked) return fail(linked.error());
      }
      if (auto linked = link("current", version); !linked) return fail(linked.error());
    }
    return ContentPack{version, *std::move(files)};
  }

  Result<ContentPack> reject(std::uint64_t version) override {
    auto rejected = rejected_;
    rejected.insert(version);
    if (auto saved = save_rejected(folder_, rejected); !saved) return fail(saved.error());
    rejected_ = std::move(rejected);
    if (linked_version(folder_, "current") == version) {
      const std::uint64_t before = linked_version(folder_, "previous");
      const bool has_before = before != 0 && !rejected_.contains(before);
      if (auto back = has_before ? link("current", before) : unlink("current"); !back)
        return fail(back.error());
    }
    return current();
  }

  std::uint64_t highest_seen() const override {
    const auto seen = load_seen(folder_);
    return seen ? seen->version : 0;
  }

 private:
  Result<ContentPack> factory() const {
    auto files = load_folder(factory_);
    if (!files) return fail(files.error());
    return ContentPack{0, *std::move(files)};
  }

  Status link(const char* name, std::uint64_t version) const {
    const fs::path beside = folder_ / (std::string(name) + ".tmp");
    std::error_code error;
    fs::remove(beside, error);
    fs::create_symlink(fs::path("staged") / std::to_string(version), beside, error);
    if (error) return fail(Code::unavailable, beside.string() + ": " + error.message());
    return rename_durably(beside, folder_ / name);
  }

  Status unlink(const char* name) const {
    std::error_code error;
    fs::remove(folder_ / name, error);
    if (error) return fail(Code::unavailable, std::string(name) + ": " + error.message());
    return sync_folder(folder_);
  }

  fs::path folder_;
  fs::path factory_;
  std::set<std::uint64_t> rejected_;
};

}  // namespace

Result<std::unique_ptr<ContentStore>> ContentStore::open(const fs::path& folder, const fs::path& factory) {
  if (auto made = make_folder(folder); !made) return fail(made.error());
  auto rejected = load_rejected(folder);
  if (!rejected) return fail(rejected.error());
  return std::unique_ptr<ContentStore>(
      std::make_unique<DiskContentStore>(folder, factory, *std::move(rejected)));
}

}  // namespace yz::cache
