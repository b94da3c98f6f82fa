#include "hub/terms.h"

#include <spdlog/spdlog.h>

#include <functional>

#include "hub/store/help.h"
#include "hub/store/lesson_parts.h"
#include "hub/store/progress.h"
#include "hub/store/uploads.h"
#include "hub/store/wish_parts.h"
#include "hub/store/wishes.h"
#include "hub/upload_files.h"

namespace yz::hub {

namespace {

constexpr const char* by_time = "hub";  // whom the audit names

Status note(Hub& hub, const std::string& wish, std::string_view what) {
  return store::add_wish_audit(hub.database(), {wish, by_time, what}, hub.clock().now());
}

Status erase_files(Hub& hub, const std::string& wish) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  const auto hashes = store::files_of_wish_alone(hub.database(), wish);
  if (!hashes) return fail(hashes.error());
  if (auto erased = store::erase_wish_files(hub.database(), wish, *hashes); !erased) return erased;
  if (auto noted = note(hub, wish, "files erased"); !noted) return noted;
  if (auto done = transaction->commit(); !done) return done;
  for (const std::string& hash : *hashes) {
    if (auto removed = remove_upload_file(hub, hash); !removed) return removed;
  }
  return {};
}

Status erase_words(Hub& hub, const std::string& wish) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  if (auto erased = store::erase_wish_words(hub.database(), wish); !erased) return erased;
  if (auto noted = note(hub, wish, "words erased"); !noted) return noted;
  return transaction->commit();
}

/// Those whose session ended before `time`.
Result<std::vector<store::SignUpRow>> sign_ups_past(Hub& hub, Instant time) {
  auto all = store::sign_ups_with_contacts(hub.database(), time, erased_a_round_max);
  if (!all) return all;
  std::erase_if(*all, [&](const store::SignUpRow& row) {
    const auto book = hub.books().lessons().find(row.station);
    const auto session = book ? (*book)->session(domain::LessonSessionId(row.session)) : std::nullopt;
    return session && session->ends >= time;
  });
  return all;
}

Status erase_contact(Hub& hub, const store::SignUpRow& sign_up) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  if (auto erased = store::erase_lesson_contact(hub.database(), sign_up.id); !erased) return erased;
  auto noted = store::add_lesson_audit(hub.database(),
                                       {.station = sign_up.station,
                                        .session = sign_up.session,
                                        .sign_up = sign_up.id,
                                        .account = by_time,
                                        .what = "contact erased",
                                        .reason = ""},
                                       hub.clock().now());
  if (!noted) return noted;
  return transaction->commit();
}

/// Each of them, whatever becomes of the others.
template <class Item>
std::size_t erase_each(const Result<std::vector<Item>>& due, const char* what,
                       const std::function<Status(const Item&)>& erase, Status& trouble) {
  std::size_t count = 0;
  if (!due) {
    spdlog::error("{} past their term: {}", what, due.error().what);
    trouble = fail(due.error());
    return count;
  }
  for (const Item& item : *due) {
    if (auto erased = erase(item); !erased) {
      spdlog::error("{} past their term: {}", what, erased.error().what);
      trouble = erased;
    } else {
      ++count;
    }
  }
  if (count > 0) spdlog::info("{} past their term: {} erased", what, count);
  return count;
}

}  // namespace

Result<Erased> erase_past_terms(Hub& hub) {
  Database& database = hub.database();
  const Instant now = hub.clock().now();
  Status trouble;
  Erased erased;
  erased.files = erase_each<std::string>(
      store::wishes_with_files(database, now - wish_files_kept, erased_a_round_max), "files of wishes",
      [&](const std::string& wish) { return erase_files(hub, wish); }, trouble);
  erased.words = erase_each<std::string>(
      store::wishes_with_words(database, now - wish_words_kept, erased_a_round_max), "words of wishes",
      [&](const std::string& wish) { return erase_words(hub, wish); }, trouble);
  erased.help = erase_each<std::string>(
      store::help_over_before(database, now - help_kept, erased_a_round_max), "calls for help",
      [&](const std::string& help) { return store::remove_help(database, help); }, trouble);
  erased.loose_files = erase_each<store::UploadRow>(
      store::uploads_of_no_wish(database, now - loose_files_kept, erased_a_round_max), "files of no wish",
      [&](const store::UploadRow& upload) { return drop_upload(hub, upload); }, trouble);
  erased.lesson_contacts = erase_each<store::SignUpRow>(
      sign_ups_past(hub, now - lesson_contacts_kept), "contacts of sign-ups",
      [&](const store::SignUpRow& sign_up) { return erase_contact(hub, sign_up); }, trouble);
  erased.progress = erase_each<store::ProgressRow>(
      store::progress_before(database, now - domain::progress_kept, erased_a_round_max),
      "progress of learners",
      [&](const store::ProgressRow& row) { return store::remove_progress(database, row); }, trouble);
  if (!trouble) return fail(trouble.error());
  return erased;
}

bool files_are_past(const domain::Wish& wish, Instant now) {
  return !wish.is_open() && wish.closed_at < now - wish_files_kept;
}

}  // namespace yz::hub
