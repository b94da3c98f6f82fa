#include "kiosk/app/wish_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "domain/wishes/wishes_json.h"
#include "kiosk/app/row_differences.h"

namespace yz::kiosk {
namespace {

constexpr const char* setting_area = "setting";
constexpr const char* blocks_key = "wish_blocks";

std::optional<domain::StationTime> time_of(const domain::Station& station, Instant at) {
  return at == Instant{} ? std::nullopt : std::optional(domain::station_time(station, at));
}

}  // namespace

std::string first_day_of(int year) {
  return fmt::format("{:04}-01-01", year);
}

cache::ModelRow row_of(const domain::Wish& wish) {
  return {wish_area, wish.id.value, "", domain::to_json(wish)};
}

std::vector<cache::ModelRow> rows_after(const domain::WishBook& book,
                                        const std::vector<domain::WishEvent>& events) {
  std::set<domain::WishId> concerned;
  for (const auto& event : events) concerned.insert(domain::wish_of(event));
  domain::WishBook scratch = book.excerpt(concerned);
  for (const auto& event : events) (void)scratch.fold(event);  // what no longer fits changes nothing
  std::vector<cache::ModelRow> rows;
  for (const auto* wish : scratch.all()) rows.push_back(row_of(*wish));
  return rows;
}

void raise_floor(domain::WishBook& book, int year, const std::vector<int>& blocks, int taken) {
  for (const int block : blocks) {
    if (taken <= 0) return;
    book.raise_floor(year, block, std::min(taken, domain::wish_block_numbers));
    taken -= domain::wish_block_numbers;
  }
}

Status raise_floors(domain::WishBook& book, cache::Journal& journal, const std::vector<int>& blocks) {
  auto floors = journal.floors();
  if (!floors) return fail(floors.error());
  for (const auto& floor : *floors) {
    domain::Day day;
    if (floor.series == wish_series && domain::parse_day(floor.day, day))
      raise_floor(book, static_cast<int>(day.year()), blocks, floor.number);
  }
  return {};
}

Status load_book(domain::WishBook& book, cache::Journal& journal, const std::vector<int>& blocks,
                 Instant now) {
  auto rows = journal.rows(wish_area, "");
  if (!rows) return fail(rows.error());
  for (const auto& row : *rows) {
    auto wish = domain::parse_wish(row.value);
    if (!wish) return fail(Code::corrupt, "wish row " + row.key + ": " + wish.error().what);
    if (wish->is_open() || now - wish->closed_at < wish_kept) book.restore(*std::move(wish));
  }
  return raise_floors(book, journal, blocks);
}

cache::ModelRow row_of_blocks(const std::vector<int>& blocks) {
  return {setting_area, blocks_key, "", nlohmann::json(blocks).dump()};
}

Result<std::vector<int>> load_blocks(cache::Journal& journal) {
  auto rows = journal.rows(setting_area, "");
  if (!rows) return fail(rows.error());
  std::vector<int> blocks;
  for (const auto& row : *rows) {
    if (row.key != blocks_key) continue;
    const auto value = nlohmann::json::parse(row.value, nullptr, false);
    if (!value.is_array()) return fail(Code::corrupt, "row of the wish numbers");
    for (const auto& one : value) {
      if (!one.is_number_integer()) return fail(Code::corrupt, "row of the wish numbers");
      blocks.push_back(one.get<int>());
    }
  }
  return blocks;
}

Status rebuild_wish_rows(const domain::WishContent& content, cache::Journal& journal,
                         std::vector<std::string>& differences) {
  auto replayed = journal.replay();
  if (!replayed) return fail(replayed.error());
  domain::WishBook book(content);
  for (const auto& line : *replayed) {
    auto event = domain::parse_wish_event({line.type, line.version}, line.body_json);
    if (event) {
      (void)book.fold(*event);
    } else if (event.error().code != Code::unsupported) {
      differences.push_back(fmt::format("event {}: {}", line.type, event.error().what));
    }
  }
  std::vector<cache::ModelRow> rows;
  for (const auto* wish : book.all()) rows.push_back(row_of(*wish));
  return replace_rows(journal, wish_area, rows, differences);
}

WishView wish_view(const domain::WishBook& book, const domain::Wish& wish, const domain::Station& station,
                   const std::string& wish_url, PrintState print) {
  WishView view;
  view.id = wish.id;
  view.number = domain::format_wish_number(wish.number);
  view.qr = wish_url + domain::make_wish_code({wish.number, wish.secret});
  view.kind = wish.kind;
  view.category = wish.category;
  view.place = wish.place;
  view.state = wish.state;
  view.level = wish.level;
  view.is_urgent = wish.is_urgent;
  view.was_passed_up = wish.was_passed_up;
  view.stars = wish.stars;
  view.submitted = time_of(station, wish.submitted_at);
  if (const auto duty = domain::owner_and_deadline(wish, book.content().rules))
    view.answer_by = time_of(station, duty->due);
  for (const domain::WayStop& stop : domain::way_of(wish, book.content().rules)) {
    view.way.push_back({.kind = stop.kind,
                        .mark = stop.mark,
                        .owner = stop.owner,
                        .at = time_of(station, stop.at),
                        .due = time_of(station, stop.due)});
  }
  view.print = print;
  return view;
}

std::vector<WallView> wall_view(const domain::WishBook& book, Instant now) {
  std::vector<WallView> views;
  for (const domain::Wish* wish : book.wall(now)) {
    const bool is_claimed = wish->holder() != nullptr;
    views.push_back(
        {.id = wish->id,
         .category = wish->category,
         .text = wish->wall_text,
         .supporters = static_cast<int>(wish->supporters.size()),
         .is_claimed = is_claimed,
         .is_claimable = wish->kind == domain::WishKind::wish && !is_claimed && !wish->is_settled()});
  }
  return views;
}

}  // namespace yz::kiosk
