#include "hub/lesson_books.h"

#include "domain/content/lesson_content_json.h"
#include "domain/lessons/lessons_json.h"
#include "hub/store/lessons.h"

namespace yz::hub {

namespace {

/// Started before this: nobody's screen asks for it, and staff can write nothing down any more.
Instant oldest(Instant now) {
  return now - domain::staff_check_in - std::chrono::days{1};
}

/// Reads stored JSON; `corrupt` names what cannot be read.
template <class Read>
auto read_row(const std::string& id, const std::string& content, Read read) -> decltype(read(content)) {
  auto value = read(content);
  if (!value) return fail(Code::corrupt, "stored " + id + ": " + value.error().what);
  return value;
}

}  // namespace

Status LessonBooks::load(const std::vector<store::StationRow>& stations,
                         const std::map<std::string, domain::Minutes>& zones, Instant now) {
  books_.clear();
  for (const store::StationRow& station : stations) {
    domain::LessonContent content;
    if (!station.lesson_content.empty()) {
      auto parsed =
          read_row("lessons.json of " + station.id, station.lesson_content, domain::parse_lesson_content);
      if (!parsed) return fail(parsed.error());
      content = *std::move(parsed);
    }
    const auto zone = zones.find(station.id);
    const domain::Minutes offset = zone == zones.end() ? domain::Minutes{0} : zone->second;
    auto& book = books_.emplace(station.id, domain::LessonBook(std::move(content), offset)).first->second;
    if (auto filled = fill(book, station.id, now); !filled) return filled;
  }
  return {};
}

Status LessonBooks::fill(domain::LessonBook& book, const std::string& station, Instant now) {
  const auto sign_ups = store::sign_ups_from(database_, station, oldest(now));
  if (!sign_ups) return fail(sign_ups.error());
  for (const store::SignUpRow& row : *sign_ups) {
    auto sign_up = read_row("sign-up " + row.id, row.content, domain::parse_sign_up);
    if (!sign_up) return fail(sign_up.error());
    book.restore(*std::move(sign_up));
  }
  const auto grants = store::seat_grants_from(database_, station, oldest(now));
  if (!grants) return fail(grants.error());
  for (const store::SeatGrantRow& row : *grants) {
    auto grant = read_row("grant " + row.id, row.content, domain::parse_seat_grant);
    if (!grant) return fail(grant.error());
    book.restore(*std::move(grant));
  }
  const auto called_off = store::called_off_of(database_, station);
  if (!called_off) return fail(called_off.error());
  for (const store::CalledOffRow& row : *called_off) {
    auto session = read_row("session " + row.session, row.content, domain::parse_called_off_session);
    if (!session) return fail(session.error());
    book.restore(*std::move(session));
  }
  return {};
}

Result<domain::LessonBook*> LessonBooks::find(const std::string& station) {
  const auto found = books_.find(station);
  if (found == books_.end()) return fail(Code::not_found, "no station " + station);
  return &found->second;
}

Status LessonBooks::fetch(domain::LessonBook& book, const std::string& station,
                          const domain::LessonEvent& event) {
  const std::string entity = domain::entity_of(event);
  const std::string id = entity.substr(entity.find(':') + 1);
  if (entity.starts_with("signup:") && book.find(domain::SignUpId(id)) == nullptr) {
    const auto row = store::find_sign_up(database_, id);
    if (!row) return fail(row.error());
    if (!*row || (*row)->station != station) return {};
    auto sign_up = read_row("sign-up " + id, (*row)->content, domain::parse_sign_up);
    if (!sign_up) return fail(sign_up.error());
    book.restore(*std::move(sign_up));
  }
  if (entity.starts_with("seats:") && book.find(domain::SeatGrantId(id)) == nullptr) {
    const auto row = store::find_seat_grant(database_, id);
    if (!row) return fail(row.error());
    if (!*row || (*row)->station != station) return {};
    auto grant = read_row("grant " + id, (*row)->content, domain::parse_seat_grant);
    if (!grant) return fail(grant.error());
    book.restore(*std::move(grant));
  }
  return {};
}

Status LessonBooks::fetch_session(domain::LessonBook& book, const std::string& station,
                                  const domain::LessonSessionId& session) {
  const auto rows = store::sign_ups_of(database_, station, session.value);
  if (!rows) return fail(rows.error());
  for (const store::SignUpRow& row : *rows) {
    if (book.find(domain::SignUpId(row.id)) != nullptr) continue;
    auto sign_up = read_row("sign-up " + row.id, row.content, domain::parse_sign_up);
    if (!sign_up) return fail(sign_up.error());
    book.restore(*std::move(sign_up));
  }
  return {};
}

std::vector<std::string> LessonBooks::stations() const {
  std::vector<std::string> ids;
  ids.reserve(books_.size());
  for (const auto& [id, book] : books_) ids.push_back(id);
  return ids;
}

void LessonBooks::tidy(Instant now) {
  for (auto& [id, book] : books_) book.forget_before(oldest(now));
}

}  // namespace yz::hub
