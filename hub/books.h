// The ticket book, the wish book and the lesson book of each station: the same fold as on the kiosks, over
// what the hub has stored. Owned by the hub's work thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "domain/tickets/tickets.h"
#include "hub/lesson_books.h"
#include "hub/store/database.h"
#include "hub/wish_books.h"

namespace yz::hub {

class Books {
 public:
  explicit Books(Database& database) : database_(database), wishes_(database), lessons_(database) {}

  /// All of them anew from the store: at start, and after a transaction that failed half way through a fold.
  [[nodiscard]] Status load(Instant now);
  /// The book of a station that exists; `not_found` for another.
  [[nodiscard]] Result<domain::TicketBook*> find(const std::string& station);
  /// Puts a ticket of an older day into its book before an event about it is folded.
  [[nodiscard]] Status fetch(domain::TicketBook& book, const std::string& station,
                             const domain::TicketId& ticket);
  [[nodiscard]] WishBooks& wishes() { return wishes_; }
  [[nodiscard]] LessonBooks& lessons() { return lessons_; }
  /// Forgets tickets, wishes and lessons of days long gone (the store keeps them).
  void tidy(Instant now);

 private:
  Database& database_;
  std::map<std::string, domain::TicketBook> books_;
  WishBooks wishes_;
  LessonBooks lessons_;
};

}  // namespace yz::hub
