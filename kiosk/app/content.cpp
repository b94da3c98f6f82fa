#include "kiosk/app/content.h"

#include <fstream>

#include "domain/content/lesson_content_json.h"
#include "domain/content/notices_json.h"
#include "domain/content/station_json.h"
#include "domain/content/wish_content_json.h"

namespace yz::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes_max = 8U << 20U;

Result<TextTable> texts_in(const cache::ContentPack& pack, const std::string& path) {
  const auto file = pack.files.find(path);
  if (file == pack.files.end()) return TextTable{};
  auto table = parse_texts(file->second);
  if (!table) return fail(Code::invalid, "self_check: " + path + ": " + table.error().what);
  return table;
}

Result<domain::WishContent> wishes_in(const cache::ContentPack& pack) {
  const auto file = pack.files.find("wishes.json");
  if (file == pack.files.end()) return domain::WishContent{};
  auto wishes = domain::parse_wish_content(file->second);
  if (!wishes) return fail(Code::invalid, "self_check: wishes.json: " + wishes.error().what);
  return wishes;
}

Result<domain::LessonContent> classes_in(const cache::ContentPack& pack) {
  const auto file = pack.files.find("lessons.json");
  if (file == pack.files.end()) return domain::LessonContent{};
  auto classes = domain::parse_lesson_content(file->second);
  if (!classes) return fail(Code::invalid, "self_check: lessons.json: " + classes.error().what);
  return classes;
}

Result<std::vector<domain::Notice>> notices_in(const cache::ContentPack& pack) {
  const auto file = pack.files.find("notices.json");
  if (file == pack.files.end()) return std::vector<domain::Notice>{};
  auto notices = domain::parse_notices(file->second);
  if (!notices) return fail(Code::invalid, "self_check: notices.json: " + notices.error().what);
  return notices;
}

}  // namespace

Result<Content> read_content(const cache::ContentPack& pack, const TextTables& own,
                             const practice::LessonChecks& checks) {
  const auto book = pack.files.find("station.json");
  if (book == pack.files.end()) return fail(Code::invalid, "self_check: station.json: missing");
  auto station = domain::parse_station(book->second);
  if (!station) return fail(Code::invalid, "self_check: station.json: " + station.error().what);
  auto wishes = wishes_in(pack);
  if (!wishes) return fail(wishes.error());
  auto classes = classes_in(pack);
  if (!classes) return fail(classes.error());
  auto notices = notices_in(pack);
  if (!notices) return fail(notices.error());
  auto zh = texts_in(pack, "text/zh-CN.json");
  if (!zh) return fail(zh.error());
  auto en = texts_in(pack, "text/en.json");
  if (!en) return fail(en.error());
  TextTables over{*std::move(zh), *std::move(en)};
  for (const auto& [id, text] : station->phrases) {
    over.zh[id] = text.zh;
    if (!text.en.empty()) over.en[id] = text.en;
  }
  return Content{pack.version,
                 *std::move(station),
                 *std::move(wishes),
                 *std::move(classes),
                 *std::move(notices),
                 read_shelf(pack, checks),
                 std::make_shared<const TextTables>(overlay(own, over))};
}

Result<cache::ContentPack> read_content_folder(const fs::path& folder) {
  cache::ContentPack pack;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_regular_file(error) || error) continue;
    const auto path = at->path();
    if (at->file_size(error) > file_bytes_max || error)
      return fail(Code::unavailable, path.string() + " is longer than 8 MiB");
    std::ifstream in(path, std::ios::binary);
    pack.files[path.lexically_relative(folder).generic_string()] =
        std::string(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) return fail(Code::unavailable, path.string());
  }
  if (error) return fail(Code::unavailable, folder.string() + ": " + error.message());
  return pack;
}

std::shared_ptr<const LessonShelf> read_shelf(const cache::ContentPack& pack,
                                              const practice::LessonChecks& checks) {
  auto shelf = std::make_shared<LessonShelf>();
  shelf->read = practice::read_lessons(pack.files, checks);
  for (const auto& [path, bytes] : pack.files) {
    if (path.starts_with("lessons/") && path.ends_with(".png")) shelf->pictures.emplace(path, bytes);
  }
  return shelf;
}

}  // namespace yz::kiosk
