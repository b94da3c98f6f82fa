#include "offline-cache/content_documents.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "domain/app/app_events.h"
#include "offline-cache/device_key.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

using nlohmann::json;

tl::unexpected<Error> refuse(const char* reason) {
  return fail(Code::corrupt, reason);
}

json parse(std::string_view text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

bool read(const json& object, const char* name, std::string& out) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return false;
  out = found->get<std::string>();
  return true;
}

bool read(const json& object, const char* name, std::uint64_t& out) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_unsigned()) return false;
  out = found->get<std::uint64_t>();
  return out <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

bool read(const json& object, const char* name, Instant& out) {
  std::uint64_t ms = 0;
  if (!read(object, name, ms)) return false;
  out = Instant{Milliseconds{static_cast<std::int64_t>(ms)}};
  return true;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

/// Twice the same, ignoring case, or a file where another path has a folder.
bool has_clash(const std::vector<PackFile>& files) {
  std::set<std::string> paths;
  for (const PackFile& file : files) {
    if (!paths.insert(lower(file.path)).second) return true;
  }
  return std::any_of(paths.begin(), paths.end(), [&paths](const std::string& path) {
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      if (paths.contains(path.substr(0, slash))) return true;
    }
    return false;
  });
}

}  // namespace

std::string key_id(std::string_view public_key_hex) {
  Hash key{};
  if (!from_hex(public_key_hex, key)) return {};
  const std::string bytes(key.begin(), key.end());
  return to_hex(sha256(bytes)).substr(0, 16);
}

Checked<std::string> open_envelope(std::string_view envelope, std::string_view role,
                                   std::string_view public_key_hex) {
  const json object = parse(envelope);
  std::string encoded;
  if (!object.is_object() || !read(object, "signed", encoded)) return refuse("not_json");
  const auto signatures = object.find("sigs");
  if (signatures == object.end() || !signatures->is_array() || signatures->empty()) return refuse("unsigned");
  auto bytes = from_base64(encoded);
  if (!bytes) return refuse("not_json");
  std::string signed_text = "yz-" + std::string(role) + "-1";
  signed_text += '\0';
  signed_text += *bytes;
  const std::string ours = key_id(public_key_hex);
  bool is_by_our_key = false;
  for (const json& signature : *signatures) {
    std::string key;
    std::string hex;
    if (!signature.is_object() || !read(signature, "key", key) || !read(signature, "sig", hex))
      return refuse("not_json");
    if (key != ours) continue;
    is_by_our_key = true;
    if (verify_signature(public_key_hex, signed_text, hex)) return *std::move(bytes);
  }
  return refuse(is_by_our_key ? "bad_signature" : "wrong_key");
}

Checked<FreshDocument> parse_fresh(std::string_view text) {
  const json object = parse(text);
  if (!object.is_object()) return refuse("not_json");
  std::string type;
  if (!read(object, "type", type) || type != "fresh") return refuse("wrong_type");
  FreshDocument fresh;
  const auto channels = object.find("channels");
  if (!read(object, "made", fresh.made) || !read(object, "expires", fresh.expires) ||
      channels == object.end() || !channels->is_object() || !channels->contains("base") ||
      !(*channels)["base"].is_object()) {
    return refuse("not_json");
  }
  const json& base = (*channels)["base"];
  if (!read(base, "version", fresh.version) || !read(base, "length", fresh.manifest_bytes) ||
      !read(base, "sha256", fresh.manifest_sha256) || !hash_from_hex(fresh.manifest_sha256) ||
      fresh.version == 0) {
    return refuse("not_json");
  }
  if (fresh.manifest_bytes > manifest_bytes_max) return refuse("too_long");
  if (const auto app = channels->find("app"); app != channels->end()) {
    AppOffer offer;
    if (!app->is_object() || !read(*app, "version", offer.version) || !read(*app, "length", offer.bytes) ||
        !read(*app, "sha256", offer.sha256) || !hash_from_hex(offer.sha256) ||
        !domain::is_app_version(offer.version)) {
      return refuse("not_json");
    }
    fresh.app = std::move(offer);
  }
  return fresh;
}

Checked<Manifest> parse_manifest(std::string_view text) {
  const json object = parse(text);
  if (!object.is_object()) return refuse("not_json");
  std::string type;
  std::string channel;
  if (!read(object, "type", type) || type != "content" || !read(object, "channel", channel) ||
      channel != "base") {
    return refuse("wrong_type");
  }
  Manifest manifest;
  const auto files = object.find("files");
  const auto stations = object.find("stations");
  if (!read(object, "version", manifest.version) || !read(object, "min_app", manifest.min_app) ||
      !read(object, "made", manifest.made) || !read(object, "expires", manifest.expires) ||
      files == object.end() || !files->is_array() || stations == object.end() || !stations->is_array()) {
    return refuse("not_json");
  }
  for (const json& station : *stations) {
    if (!station.is_string()) return refuse("not_json");
    manifest.stations.push_back(station.get<std::string>());
  }
  if (files->size() > pack_files_max) return refuse("too_many");
  std::uint64_t total = 0;
  for (const json& each : *files) {
    PackFile file;
    if (!each.is_object() || !read(each, "path", file.path) || !read(each, "sha256", file.sha256) ||
        !read(each, "len", file.bytes) || !hash_from_hex(file.sha256)) {
      return refuse("not_json");
    }
    if (!is_pack_path(file.path)) return refuse("path");
    if (file.bytes > pack_file_bytes_max) return refuse("too_long");
    total += file.bytes;
    if (total > pack_bytes_max) return refuse("too_long");
    manifest.files.push_back(std::move(file));
  }
  if (has_clash(manifest.files)) return refuse("duplicate_path");
  return manifest;
}

bool app_is_new_enough(std::string_view app, std::string_view needed) {
  const auto take_number = [](std::string_view& text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(error == std::errc{} ? static_cast<std::size_t>(end - text.data()) : text.size());
    if (text.starts_with('.')) text.remove_prefix(1);
    return value;
  };
  while (!needed.empty()) {
    const auto have = take_number(app);
    const auto want = take_number(needed);
    if (have != want) return have > want;
  }
  return true;
}

bool is_for_station(const Manifest& manifest, std::string_view station) {
  return std::any_of(manifest.stations.begin(), manifest.stations.end(),
                     [station](const std::string& each) { return each == "*" || each == station; });
}

bool is_pack_path(std::string_view path) {
  if (path.empty() || path.size() > pack_path_chars_max || path.find("..") != std::string_view::npos)
    return false;
  char before = '/';
  for (const char c : path) {
    const bool is_word =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    const bool is_inside = c == '.' || c == '-' || c == '/';
    if (!is_word && (!is_inside || before == '/')) return false;
    before = c;
  }
  return before != '/';
}

}  // namespace yz::cache
