#include "hub/publish.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "domain/content/lesson_content_json.h"
#include "domain/content/notices_json.h"
#include "domain/content/station_json.h"
#include "domain/content/wish_content_json.h"
#include "hub/event_line.h"
#include "hub/record_wish.h"
#include "hub/store/feed.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"

namespace yz::hub {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t files_max = 20'000;
constexpr std::int64_t pack_bytes_max = 2LL << 30;
constexpr std::size_t file_bytes_max = 200U << 20U;
constexpr std::size_t path_bytes_max = 120;
constexpr std::chrono::days manifest_life{730};

bool is_path_char(char c, bool is_first) {
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  return is_word || (!is_first && (c == '.' || c == '-'));
}

/// Words of a text file: an object of texts.
Status check_texts(const std::string& path, const std::string& bytes) {
  if (json_depth(bytes) > json_depth_max) return fail(Code::invalid, path + ": nested too deep");
  const json parsed = json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_object()) return {};
  return fail(Code::invalid, path + ": is no JSON object; write {\"id\": \"words\", …}");
}

Result<std::vector<std::string>> list_pack(const fs::path& pack) {
  std::vector<std::string> paths;
  std::set<std::string> lower;
  std::error_code error;
  auto walk = fs::recursive_directory_iterator(pack, error);
  if (error)
    return fail(Code::invalid,
                pack.string() + ": " + error.message() + "; give the folder of a content pack");
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (error) return fail(Code::unavailable, pack.string() + ": " + error.message());
    if (walk->is_directory(error) && !walk->is_symlink(error)) continue;
    std::string path = walk->path().lexically_relative(pack).generic_string();
    if (walk->is_symlink(error) || !walk->is_regular_file(error)) {
      return fail(Code::invalid, path + ": is no plain file; put the file itself there");
    }
    if (!is_pack_path(path)) {
      return fail(Code::invalid, path + ": rename it; letters, digits, '_', '.', '-', at most 120 in all");
    }
    std::string folded = path;
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!lower.insert(folded).second) {
      return fail(Code::invalid, path + ": another file differs only in case; rename one");
    }
    paths.push_back(std::move(path));
    if (paths.size() > files_max) return fail(Code::invalid, pack.string() + ": more than 20,000 files");
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<domain::WishContent> read_wishes(const Pack& pack) {
  if (pack.wishes_json.empty()) return domain::WishContent{};
  auto wishes = domain::parse_wish_content(pack.wishes_json);
  if (!wishes) return fail(Code::invalid, "wishes.json: " + wishes.error().what);
  return wishes;
}

Result<domain::LessonContent> read_lessons(const Pack& pack) {
  if (pack.lessons_json.empty()) return domain::LessonContent{};
  auto lessons = domain::parse_lesson_content(pack.lessons_json);
  if (!lessons) return fail(Code::invalid, "lessons.json: " + lessons.error().what);
  return lessons;
}

std::string manifest_of(std::int64_t version, const Pack& pack, const std::string& station, Instant now) {
  json files = json::array();
  for (const PackFile& file : pack.files) {
    files.push_back({{"path", file.path}, {"sha256", file.sha256}, {"len", file.bytes}});
  }
  return json{{"type", "content"},         {"channel", "base"},
              {"version", version},        {"min_app", "0.1"},
              {"made", store::to_ms(now)}, {"expires", store::to_ms(now + manifest_life)},
              {"files", std::move(files)}, {"stations", json::array({station})}}
      .dump();
}

}  // namespace

bool is_pack_path(std::string_view path) {
  if (path.empty() || path.size() > path_bytes_max) return false;
  bool is_first = true;
  for (const char c : path) {
    if (c == '/') {
      if (is_first) return false;
      is_first = true;
      continue;
    }
    if (!is_path_char(c, is_first)) return false;
    is_first = false;
  }
  return !is_first;
}

std::string sign_envelope(const SigningKey& key, std::string_view role, std::string_view bytes) {
  std::string message = "yz-" + std::string(role) + "-1";
  message += '\0';
  message += bytes;
  const auto public_key = hash_from_hex(key.public_hex());
  const std::string key_bytes(reinterpret_cast<const char*>(public_key->data()), public_key->size());
  return json{
      {"signed", to_base64(bytes)},
      {"sigs", json::array({{{"key", to_hex(sha256(key_bytes)).substr(0, 16)}, {"sig", key.sign(message)}}})}}
      .dump();
}

Result<Pack> read_pack(const fs::path& folder, const fs::path& data) {
  const auto paths = list_pack(folder);
  if (!paths) return fail(paths.error());
  Pack pack;
  std::int64_t total = 0;
  for (const std::string& path : *paths) {
    const auto bytes = read_whole(folder / path, file_bytes_max);
    if (!bytes) return fail(bytes.error().code, path + ": " + bytes.error().what);
    total += static_cast<std::int64_t>(bytes->size());
    if (total > pack_bytes_max) return fail(Code::invalid, folder.string() + ": more than 2 GiB in all");
    if (path == "station.json") pack.station_json = *bytes;
    if (path == "wishes.json") pack.wishes_json = *bytes;
    if (path == "lessons.json") pack.lessons_json = *bytes;
    if (path.starts_with("text/") && path.ends_with(".json")) {
      if (auto good = check_texts(path, *bytes); !good) return fail(good.error());
    }
    if (path == "notices.json") {
      const auto notices = domain::parse_notices(*bytes);
      if (!notices) return fail(Code::invalid, "notices.json: " + notices.error().what);
    }
    const std::string name = to_hex(sha256(*bytes));
    std::error_code error;
    if (!fs::exists(blob_path(data, name), error)) {
      if (auto stored = write_whole(blob_path(data, name), *bytes); !stored) return fail(stored.error());
    }
    pack.files.push_back({path, name, static_cast<std::int64_t>(bytes->size())});
  }
  if (pack.station_json.empty()) return fail(Code::invalid, "station.json: is missing; every pack needs one");
  const auto station = domain::parse_station(pack.station_json);
  if (!station) return fail(Code::invalid, "station.json: " + station.error().what);
  if (const auto wishes = read_wishes(pack); !wishes) return fail(wishes.error());
  if (const auto lessons = read_lessons(pack); !lessons) return fail(lessons.error());
  return pack;
}

Result<std::int64_t> publish(Hub& hub, const Pack& pack) {
  const auto station = domain::parse_station(pack.station_json);
  if (!station) return fail(Code::invalid, "station.json: " + station.error().what);
  auto wishes = read_wishes(pack);
  if (!wishes) return fail(wishes.error());
  auto lessons = read_lessons(pack);
  if (!lessons) return fail(lessons.error());
  Database& database = hub.database();
  auto row = store::find_station(database, station->id.value);
  if (!row) return fail(row.error());
  if (!*row) {
    return fail(Code::invalid, "station.json: /id: there is no station \"" + station->id.value +
                                   "\" here; first: yizhan-hub station add --id " + station->id.value);
  }
  auto transaction = Transaction::begin(database);
  if (!transaction) return fail(transaction.error());
  const auto version = store::next_content_version(database);
  if (!version) return fail(version.error());
  const Instant now = hub.clock().now();
  const std::string manifest = manifest_of(*version, pack, station->id.value, now);
  (*row)->content = pack.station_json;
  (*row)->content_version = *version;
  (*row)->wish_content = pack.wishes_json;
  (*row)->lesson_content = pack.lessons_json;
  const std::string envelope = sign_envelope(hub.content_key(), "content", manifest);
  if (auto added = store::add_content(database, **row, envelope, now); !added) return fail(added.error());
  const std::string line = R"("kind":"fresh","version":)" + std::to_string(*version);
  if (auto told = store::add_feed(database, station->id.value, "hub", line); !told) return fail(told.error());
  if (auto renewed = renew_deadlines(hub, station->id.value, wishes->rules); !renewed)
    return fail(renewed.error());
  if (auto done = transaction->commit(); !done) return fail(done.error());
  const auto book = hub.books().find(station->id.value);
  if (!book) return fail(book.error());
  (*book)->set_station(*station);
  const auto wish_book = hub.books().wishes().find(station->id.value);
  if (!wish_book) return fail(wish_book.error());
  (*wish_book)->set_content(*std::move(wishes));
  const auto lesson_book = hub.books().lessons().find(station->id.value);
  if (!lesson_book) return fail(lesson_book.error());
  (*lesson_book)->set_content(*std::move(lessons), station->utc_offset);
  hub.note_change(station->id.value);
  return *version;
}

}  // namespace yz::hub
