#include "hub/wish_books.h"

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"

namespace yz::hub {

namespace {

/// Closed before this: off the wall, and nobody's screen asks for it.
Instant oldest(const domain::WishContent& content, Instant now) {
  return now - content.rules.wall - std::chrono::days{1};
}

Result<domain::Wish> read_row(const store::WishRow& row) {
  auto wish = domain::parse_wish(row.content);
  if (!wish) return fail(Code::corrupt, "stored wish " + row.id + ": " + wish.error().what);
  return wish;
}

}  // namespace

Status WishBooks::load(const std::vector<store::StationRow>& stations, Instant now) {
  books_.clear();
  for (const store::StationRow& station : stations) {
    domain::WishContent content;
    if (!station.wish_content.empty()) {
      auto parsed = domain::parse_wish_content(station.wish_content);
      if (!parsed)
        return fail(Code::corrupt, "stored wishes.json of " + station.id + ": " + parsed.error().what);
      content = *std::move(parsed);
    }
    const Instant from = oldest(content, now);
    auto& book = books_.emplace(station.id, domain::WishBook(std::move(content))).first->second;
    const auto rows = store::wishes_of(database_, station.id, from);
    if (!rows) return fail(rows.error());
    for (const store::WishRow& row : *rows) {
      auto wish = read_row(row);
      if (!wish) return fail(wish.error());
      book.restore(*std::move(wish));
    }
  }
  return {};
}

Result<domain::WishBook*> WishBooks::find(const std::string& station) {
  const auto found = books_.find(station);
  if (found == books_.end()) return fail(Code::not_found, "no station " + station);
  return &found->second;
}

Status WishBooks::fetch(domain::WishBook& book, const std::string& station, const domain::WishId& wish) {
  if (book.find(wish) != nullptr) return {};
  const auto row = store::find_wish(database_, wish.value);
  if (!row) return fail(row.error());
  if (!*row || (*row)->station != station) return {};
  auto read = read_row(**row);
  if (!read) return fail(read.error());
  book.restore(*std::move(read));
  return {};
}

void WishBooks::tidy(Instant now) {
  for (auto& [id, book] : books_) book.forget_before(oldest(book.content(), now));
}

Instant due_of(const domain::Wish& wish, const domain::WishRules& rules) {
  const auto duty = domain::owner_and_deadline(wish, rules);
  return duty ? duty->due : Instant{};
}

store::WishRow row_of(const domain::Wish& wish, const domain::WishRules& rules) {
  return {.id = wish.id.value,
          .station = wish.station.value,
          .number = wish.number,
          .level = domain::to_string(wish.level),
          .unit = wish.unit.value,
          .due = due_of(wish, rules),
          .stars = wish.stars,
          .submitted_at = wish.submitted_at,
          .answered_at = wish.answered_at,
          .resolved_at = wish.resolved_at,
          .closed_at = wish.closed_at,
          .content = domain::to_json(wish)};
}

}  // namespace yz::hub
