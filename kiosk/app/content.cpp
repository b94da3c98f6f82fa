#include "kiosk/app/content.h"

#include "domain/content/station_json.h"

namespace yz::kiosk {
namespace {

Result<TextTable> texts_in(const cache::ContentPack& pack, const std::string& path) {
  const auto file = pack.files.find(path);
  if (file == pack.files.end()) return TextTable{};
  auto table = parse_texts(file->second);
  if (!table) return fail(Code::invalid, "self_check: " + path + ": " + table.error().what);
  return table;
}

}  // namespace

Result<Content> read_content(const cache::ContentPack& pack, const TextTables& own) {
  const auto book = pack.files.find("station.json");
  if (book == pack.files.end()) return fail(Code::invalid, "self_check: station.json: missing");
  auto station = domain::parse_station(book->second);
  if (!station) return fail(Code::invalid, "self_check: station.json: " + station.error().what);
  auto zh = texts_in(pack, "text/zh-CN.json");
  if (!zh) return fail(zh.error());
  auto en = texts_in(pack, "text/en.json");
  if (!en) return fail(en.error());
  TextTables over{*std::move(zh), *std::move(en)};
  for (const auto& [id, text] : station->phrases) {
    over.zh[id] = text.zh;
    if (!text.en.empty()) over.en[id] = text.en;
  }
  return Content{pack.version, *std::move(station), std::make_shared<const TextTables>(overlay(own, over))};
}

}  // namespace yz::kiosk
