#include "offline-cache/content_tree.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <system_error>

#include "domain/content/station_json.h"
#include "domain/content/wish_content_json.h"
#include "offline-cache/files.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view list_magic = "yz-pack-1";
constexpr std::size_t list_bytes_max = 8U << 20U;
constexpr std::size_t told_max = 200;

bool to_number(std::string_view text, std::uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

std::string encode_list(const std::vector<PackFile>& files) {
  std::string body;
  for (const PackFile& file : files) {
    body += file.sha256 + ' ' + std::to_string(file.bytes) + ' ' + file.path + '\n';
  }
  return std::string(list_magic) + ' ' + to_hex(sha256(body)) + '\n' + body;
}

Result<std::vector<PackFile>> parse_list(std::string_view text) {
  const std::size_t head = list_magic.size() + 1 + 64 + 1;
  if (text.size() < head || !text.starts_with(list_magic)) return fail(Code::corrupt, "list");
  const std::string_view body = text.substr(head);
  if (to_hex(sha256(body)) != text.substr(list_magic.size() + 1, 64)) return fail(Code::corrupt, "list");
  std::vector<PackFile> files;
  for (std::string_view rest = body; !rest.empty();) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    const auto first = line.find(' ');
    const auto second = line.find(' ', first + 1);
    PackFile file;
    if (end == std::string_view::npos || first != 64 || second == std::string_view::npos ||
        !to_number(line.substr(first + 1, second - first - 1), file.bytes)) {
      return fail(Code::corrupt, "list");
    }
    file.sha256 = line.substr(0, first);
    file.path = line.substr(second + 1);
    if (!is_pack_path(file.path)) return fail(Code::corrupt, "list");
    files.push_back(std::move(file));
    rest.remove_prefix(end + 1);
  }
  return files;
}

/// All of it durable: files were synced as blobs, here the folders are.
Status sync_tree(const fs::path& tree) {
  std::error_code error;
  for (fs::recursive_directory_iterator each(tree, error), end; !error && each != end;
       each.increment(error)) {
    if (!each->is_directory(error)) continue;
    if (auto synced = sync_folder(each->path()); !synced) return synced;
  }
  if (error) return fail(Code::unavailable, tree.string() + ": " + error.message());
  return sync_folder(tree);
}

}  // namespace

fs::path blob_path(const fs::path& content, const std::string& sha256) {
  return content / "blob" / sha256.substr(0, 2) / sha256;
}

fs::path staged_path(const fs::path& content, std::uint64_t version) {
  return content / "staged" / std::to_string(version);
}

Status stage_tree(const fs::path& content, std::uint64_t version, const std::vector<PackFile>& files) {
  const fs::path target = staged_path(content, version);
  const fs::path building = content / "staged" / (std::to_string(version) + ".tmp");
  for (const fs::path& old : {building, target}) {
    if (auto removed = remove_tree(old); !removed) return removed;
  }
  if (auto made = make_folder(building / "files"); !made) return made;
  for (const PackFile& file : files) {
    const fs::path path = building / "files" / file.path;
    if (auto made = make_folder(path.parent_path()); !made) return made;
    std::error_code error;
    fs::create_hard_link(blob_path(content, file.sha256), path, error);
    // A file system without links, or too many of them: a copy does as well.
    if (error) fs::copy_file(blob_path(content, file.sha256), path, error);
    if (error) return fail(Code::unavailable, "stage " + file.path + ": " + error.message());
  }
  if (auto written = write_whole(building / "list", encode_list(files)); !written) return written;
  if (auto synced = sync_tree(building); !synced) return synced;
  return rename_durably(building, target);
}

Result<PackFiles> load_tree(const fs::path& tree) {
  const auto text = read_whole(tree / "list", list_bytes_max);
  if (!text) return fail(text.error());
  const auto list = parse_list(*text);
  if (!list) return fail(list.error());
  PackFiles files;
  for (const PackFile& file : *list) {
    auto bytes = read_whole(tree / "files" / file.path, pack_file_bytes_max);
    if (!bytes || to_hex(sha256(*bytes)) != file.sha256) return fail(Code::corrupt, file.path);
    files.emplace(file.path, *std::move(bytes));
  }
  return files;
}

Result<PackFiles> load_folder(const fs::path& folder) {
  PackFiles files;
  std::error_code error;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    if (!each->is_regular_file(error)) continue;
    auto bytes = read_whole(each->path(), pack_file_bytes_max);
    if (!bytes) return fail(bytes.error());
    if (files.size() >= pack_files_max) return fail(Code::invalid, "too many files in " + folder.string());
    files.emplace(each->path().lexically_relative(folder).generic_string(), *std::move(bytes));
  }
  if (error) return fail(Code::not_found, folder.string() + ": " + error.message());
  return files;
}

Status self_check(const PackFiles& files) {
  const auto station = files.find("station.json");
  if (station == files.end()) return fail(Code::invalid, "station.json: missing");
  if (auto parsed = domain::parse_station(station->second); !parsed) {
    return fail(Code::invalid, "station.json: " + parsed.error().what);
  }
  const auto wishes = files.find("wishes.json");
  if (wishes != files.end()) {
    if (auto parsed = domain::parse_wish_content(wishes->second); !parsed) {
      return fail(Code::invalid, "wishes.json: " + parsed.error().what);
    }
  }
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with("text/") || !path.ends_with(".json")) continue;
    const json texts = json::parse(bytes, nullptr, /*allow_exceptions=*/false);
    if (!texts.is_object()) return fail(Code::invalid, path + ": no JSON object");
    for (const auto& [id, words] : texts.items()) {
      if (!words.is_string()) return fail(Code::invalid, fmt::format("{}: {} is no text", path, id));
    }
  }
  return {};
}

Result<SeenContent> load_seen(const fs::path& content) {
  const auto text = read_whole(content / "seen", list_bytes_max);
  if (!text && text.error().code == Code::not_found) return SeenContent{};
  if (!text) return fail(text.error());
  const json object = json::parse(*text, nullptr, false);
  const auto version = object.find("version");
  const auto sha256 = object.find("manifest");
  const auto made = object.find("made");
  const auto told = object.find("told");
  if (!object.is_object() || version == object.end() || !version->is_number_unsigned() ||
      sha256 == object.end() || !sha256->is_string() || made == object.end() || !made->is_number_integer() ||
      told == object.end() || !told->is_array()) {
    return fail(Code::corrupt, "content: what was seen cannot be read");
  }
  SeenContent seen{version->get<std::uint64_t>(), sha256->get<std::string>(), made->get<std::int64_t>(), {}};
  for (const json& each : *told) {
    if (each.is_string()) seen.told.insert(each.get<std::string>());
  }
  return seen;
}

Status save_seen(const fs::path& content, const SeenContent& seen) {
  json told = json::array();
  for (const std::string& each : seen.told) {
    if (told.size() < told_max) told.push_back(each);
  }
  const json object{{"version", seen.version},
                    {"manifest", seen.manifest_sha256},
                    {"made", seen.fresh_made},
                    {"told", told}};
  return write_whole(content / "seen", object.dump(-1, ' ', false, json::error_handler_t::replace));
}

Result<std::set<std::uint64_t>> load_rejected(const fs::path& content) {
  const auto text = read_whole(content / "rejected", list_bytes_max);
  std::set<std::uint64_t> versions;
  if (!text && text.error().code == Code::not_found) return versions;
  if (!text) return fail(text.error());
  for (std::string_view rest = *text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::uint64_t version = 0;
    if (to_number(rest.substr(0, end), version)) versions.insert(version);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return versions;
}

Status save_rejected(const fs::path& content, const std::set<std::uint64_t>& versions) {
  std::string text;
  for (const std::uint64_t version : versions) text += std::to_string(version) + '\n';
  return write_whole(content / "rejected", text);
}

std::uint64_t linked_version(const fs::path& content, const char* link) {
  std::error_code error;
  const fs::path target = fs::read_symlink(content / link, error);
  std::uint64_t version = 0;
  return !error && to_number(target.filename().string(), version) ? version : 0;
}

}  // namespace yz::cache
