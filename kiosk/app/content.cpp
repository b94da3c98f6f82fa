#include "kiosk/app/content.h"

#include "domain/content/lesson_content_json.h"
#include "domain/content/notices_json.h"
#include "domain/content/station_json.h"
#include "domain/content/wish_content_json.h"

namespace yz::kiosk {
namespace {

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

Result<domain::LessonContent> lessons_in(const cache::ContentPack& pack) {
  const auto file = pack.files.find("lessons.json");
  if (file == pack.files.end()) return domain::LessonContent{};
  auto lessons = domain::parse_lesson_content(file->second);
  if (!lessons) return fail(Code::invalid, "self_check: lessons.json: " + lessons.error().what);
  return lessons;
}

Result<std::vector<domain::Notice>> notices_in(const cache::ContentPack& pack) {
  const auto file = pack.files.find("notices.json");
  if (file == pack.files.end()) return std::vector<domain::Notice>{};
  auto notices = domain::parse_notices(file->second);
  if (!notices) return fail(Code::invalid, "self_check: notices.json: " + notices.error().what);
  return notices;
}

}  // namespace

Result<Content> read_content(const cache::ContentPack& pack, const TextTables& own) {
  const auto book = pack.files.find("station.json");
  if (book == pack.files.end()) return fail(Code::invalid, "self_check: station.json: missing");
  auto station = domain::parse_station(book->second);
  if (!station) return fail(Code::invalid, "self_check: station.json: " + station.error().what);
  auto wishes = wishes_in(pack);
  if (!wishes) return fail(wishes.error());
  auto lessons = lessons_in(pack);
  if (!lessons) return fail(lessons.error());
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
  return Content{pack.version,        *std::move(station),
                 *std::move(wishes),  *std::move(lessons),
                 *std::move(notices), std::make_shared<const TextTables>(overlay(own, over))};
}

}  // namespace yz::kiosk
