#include "kiosk/app/wish_office.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "domain/wishes/wishes_json.h"
#include "kiosk/app/event_drafts.h"
#include "kiosk/app/feed_event.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/slips.h"
#include "kiosk/app/wish_rows.h"
#include "kiosk/app/words_entry.h"

namespace yz::kiosk {
namespace {

using nlohmann::json;

constexpr int number_attempts_max = 5;
constexpr Milliseconds tries_time{60'000};

domain::WishKind kind_of_draft(const WishDraft& draft) {
  if (draft.kind == "appeal") return domain::WishKind::appeal;
  return draft.kind == "proposal" ? domain::WishKind::proposal : domain::WishKind::wish;
}

domain::WishContactKind contact_of(const WishDraft& draft) {
  switch (draft.contact) {
    case WishContact::card:
      return domain::WishContactKind::card;
    case WishContact::phone:
      return domain::WishContactKind::phone;
    case WishContact::not_chosen:
    case WishContact::anonymous:
      break;
  }
  return domain::WishContactKind::none;
}

std::string masked_contact(const SubmitWishAsk& ask) {
  if (ask.draft.contact == WishContact::card && ask.person)
    return ask.person->masked_name.empty() ? ask.person->masked_number : ask.person->masked_name;
  return ask.draft.contact == WishContact::phone ? domain::mask_phone(ask.draft.phone.reveal())
                                                 : std::string();
}

/// No more than a wish takes, whoever wrote, photographed or recorded it: what is beyond is never written.
bool fits(const WishDraft& draft) {
  constexpr std::size_t character_bytes_max = 4;
  const std::string& words = draft.words.reveal();
  const bool words_fit =
      words.size() <= wish_words_max * character_bytes_max && count_characters(words) <= wish_words_max;
  const bool voice_fits = !draft.voice || (draft.voice->length <= wish_voice_max &&
                                           draft.voice->file.reveal().size() <= cache::voice_bytes_max);
  const bool photos_fit =
      draft.photos.size() <= wish_photos_max && std::ranges::all_of(draft.photos, [](const auto& photo) {
        return photo->jpeg.reveal().size() <= cache::photo_bytes_max;
      });
  return words_fit && voice_fits && photos_fit;
}

/// A grant of the feed that is this kiosk's: all of its blocks.
std::optional<std::vector<int>> blocks_of(const cache::FeedLine& line, const std::string& device) {
  if (line.kind != "grant") return std::nullopt;
  const auto value = json::parse(line.json, nullptr, false);
  if (!value.is_object() || value.value("device", json()) != device) return std::nullopt;
  const auto list = value.find("wish_blocks");
  if (list == value.end() || !list->is_array()) return std::nullopt;
  std::vector<int> blocks;
  for (const auto& one : *list) {
    if (!one.is_number_integer()) return std::nullopt;
    const auto block = one.get<std::int64_t>();
    if (block < 0 || block >= domain::wish_blocks_max) return std::nullopt;
    blocks.push_back(static_cast<int>(block));
  }
  return blocks;
}

}  // namespace

WishOffice::WishOffice(Parts parts, domain::Station station, domain::WishContent content, Texts texts,
                       WishSettings settings)
    : ledger_(parts.ledger),
      jobs_(parts.jobs),
      attachments_(parts.attachments),
      station_(std::move(station)),
      book_(std::move(content)),
      texts_(std::move(texts)),
      settings_(std::move(settings)) {}

Result<std::unique_ptr<WishOffice>> WishOffice::open(Parts parts, domain::Station station,
                                                     domain::WishContent content, Texts texts,
                                                     WishSettings settings) {
  std::unique_ptr<WishOffice> office(
      new WishOffice(parts, std::move(station), std::move(content), std::move(texts), std::move(settings)));
  auto blocks = load_blocks(parts.ledger.journal());
  if (!blocks) return fail(blocks.error());
  office->blocks_ = *std::move(blocks);
  if (auto loaded =
          load_book(office->book_, parts.ledger.journal(), office->blocks_, parts.ledger.clock().now());
      !loaded)
    return fail(loaded.error());
  return office;
}

WishView WishOffice::view(const domain::Wish& wish) const {
  return wish_view(book_, wish, station_, settings_.url, jobs_.state(paper_of(wish.id)));
}

std::optional<WishView> WishOffice::find(const domain::WishId& wish) const {
  const domain::Wish* found = book_.find(wish);
  return found == nullptr ? std::nullopt : std::optional(view(*found));
}

Result<std::string> WishOffice::subject_of(cache::Known by, const Sensitive<std::string>& value) const {
  const auto& keys = ledger_.hub_keys();
  if (!keys) return fail(Code::unavailable, "no keys of the hub yet");
  return cache::pseudonym(keys->station_secret, by, value);
}

// ── sending ──

Result<std::vector<cache::KeptFile>> WishOffice::keep_files(const WishDraft& draft) {
  std::vector<cache::KeptFile> files;
  const auto keep = [&](const Sensitive<std::vector<std::uint8_t>>& bytes, const char* mime) -> Status {
    auto stored = attachments_.keep(bytes, mime);
    if (!stored) {
      for (const cache::KeptFile& file : files) attachments_.drop(file);
      return fail(stored.error());
    }
    files.push_back(*std::move(stored));
    return {};
  };
  if (draft.voice) {
    if (auto kept = keep(draft.voice->file, cache::voice_mime); !kept) return fail(kept.error());
  }
  for (const auto& photo : draft.photos) {
    if (auto kept = keep(photo->jpeg, cache::photo_mime); !kept) return fail(kept.error());
  }
  return files;
}

cache::Operation WishOffice::operation_of(const SubmitWishAsk& ask, const domain::WishEvents& events,
                                          const std::vector<cache::KeptFile>& files) {
  cache::Operation operation{.op = ask.op,
                             .events = drafts_of(events, "resident"),
                             .rows = rows_after(book_, events),
                             .numbers = {}};
  cache::EventDraft& submitted = operation.events.front();
  const auto& event = std::get<domain::WishSubmitted>(events.front());
  submitted.subject = event.subject;
  json fields{{"words", ask.draft.words.reveal()}};
  if (ask.draft.contact == WishContact::phone) fields["phone"] = ask.draft.phone.reveal();
  if (ask.draft.contact == WishContact::card && ask.person) {
    fields["name"] = ask.person->name.reveal();
    fields["id_number"] = ask.person->id_number.reveal();
  }
  for (const cache::KeptFile& file : files) {
    submitted.attachments.push_back(file.mark);
    operation.rows.push_back(cache::Attachments::row_of(file, ask.op));
  }
  if (!files.empty()) fields["files"] = json::parse(cache::files_json(files).reveal());
  submitted.seal = cache::ToSeal{ledger_.hub_keys()->seal, "wish", Sensitive<std::string>(fields.dump())};
  return operation;
}

domain::SubmitWish WishOffice::command_of(const SubmitWishAsk& ask, const std::string& subject) const {
  const WishDraft& draft = ask.draft;
  const Instant now = ledger_.clock().now();
  const domain::WishContent& content = book_.content();
  const domain::WishCategoryId category{draft.category};
  const domain::WishCategory* known = content.find_category(category);
  const bool is_known_place = content.place_name(domain::PlaceId{draft.place}) != nullptr;
  const auto voice_ms = draft.voice ? draft.voice->length.count() : 0;
  return {.wish = domain::WishId(ask.op),
          .secret = fresh_secret(),
          .station = settings_.station.empty() ? station_.id : domain::StationId(settings_.station),
          .year = static_cast<int>(domain::station_time(station_, now).day.year()),
          .blocks = blocks_,
          .kind = kind_of_draft(draft),
          .told = ask.told,
          .category = category,
          .place = domain::PlaceId{is_known_place ? draft.place : std::string()},
          .words = static_cast<int>(count_characters(draft.words.reveal())),
          .photos = static_cast<int>(draft.photos.size()),
          .voice_s = static_cast<int>((voice_ms + 999) / 1'000),
          .contact = contact_of(draft),
          .masked_contact = masked_contact(ask),
          .subject = subject,
          .is_urgent = known != nullptr && known->is_danger,
          .at = now};
}

/// One try: `conflict` when its number turns out to be taken, which the book knows then.
Result<WishView> WishOffice::write(const SubmitWishAsk& ask, const domain::SubmitWish& command,
                                   const std::vector<cache::KeptFile>& files,
                                   std::optional<WishAnswer>& refusal) {
  const auto decision = domain::decide(book_, command);
  if (const auto* why = std::get_if<domain::WishRefusal>(&decision)) {
    refusal = WishRefused{*why};
    return fail(Code::denied, domain::to_string(*why));
  }
  const auto& events = std::get<domain::WishEvents>(decision);
  cache::Operation operation = operation_of(ask, events, files);
  const int index = book_.next_index(command.year, blocks_);
  operation.numbers.push_back({wish_series, first_day_of(command.year), index + 1});
  const PrintJob job{hal::JobId(fresh_ulid(command.at)), paper_of(command.wish), false, command.at};
  operation.rows.push_back(PrintJobs::row_of(job));
  auto written = ledger_.write(std::move(operation));
  if (!written) {
    if (written.error().code == Code::conflict) raise_floor(book_, command.year, blocks_, index + 1);
    return fail(written.error());
  }
  if (!written->repeated) fold(events);
  const domain::Wish* wish = book_.find(command.wish);
  check(wish != nullptr, "what was written under its operation is a wish");
  if (!written->repeated)
    jobs_.start(
        job, wish_slip(station_, book_.content(), view(*wish), wish->masked_contact, texts_, Copy::original));
  return view(*wish);
}

Result<WishView> WishOffice::submit(const SubmitWishAsk& ask, std::optional<WishAnswer>& refusal) {
  // The finger's operation names the wish: the same touch twice is one wish.
  if (const domain::Wish* before = book_.find(domain::WishId(ask.op))) return view(*before);
  if (!fits(ask.draft)) {
    refusal = WishRefused{domain::WishRefusal::told_too_much};
    return fail(Code::denied, "more than a wish takes");
  }
  if (!ledger_.hub_keys())
    return fail(Code::unavailable, "no keys of the hub yet: what is personal cannot be kept");
  const bool has_files = ask.draft.voice || !ask.draft.photos.empty();
  if (has_files && !attachments_.accepts()) {
    refusal = WishFilesRefused{};
    return fail(Code::full, "no room for photos and voice");
  }
  std::string subject;
  if (ask.person) {
    auto named = subject_of(cache::Known::id_number, ask.person->id_number);
    if (!named) return fail(named.error());
    subject = *std::move(named);
  }
  auto files = keep_files(ask.draft);
  if (!files) return fail(files.error());
  Result<WishView> sent = fail(Code::conflict, "numbers in a row were taken");
  for (int attempt = 0; attempt < number_attempts_max && !sent && sent.error().code == Code::conflict;
       ++attempt)
    sent = write(ask, command_of(ask, subject), *files, refusal);
  for (const cache::KeptFile& file : *files) {
    // Whether an operation with an unknown outcome named them is seen at the next start.
    if (sent) {
      attachments_.written(file, ask.op);
    } else if (!cache::outcome_unknown(sent.error())) {
      attachments_.drop(file);
    }
  }
  return sent;
}

void WishOffice::handle(const SubmitWishAsk& ask) {
  std::optional<WishAnswer> refusal;
  auto sent = submit(ask, refusal);
  if (refusal) return answer(ask.ask, *std::move(refusal));
  if (!sent) {
    spdlog::error("wish not kept: {}", sent.error().what);
    return answer(ask.ask, sent.error());
  }
  answer(ask.ask, *std::move(sent));
}

// ── following ──

bool WishOffice::may_try(Instant now) {
  std::erase_if(tries_, [&](Instant at) { return now - at >= tries_time || at > now; });
  return tries_.size() < number_tries_a_minute;
}

void WishOffice::handle(const FindWishAsk& ask) {
  if (const auto code = domain::parse_wish_code(ask.code)) {
    const domain::Wish* wish = book_.find_by_number(code->number);
    if (wish == nullptr || wish->secret != code->secret)
      return answer(ask.ask, WishCodeRefused{WishCodeProblem::unknown});
    return answer(ask.ask, view(*wish));
  }
  const auto number = domain::parse_wish_number(ask.code);
  if (const auto* fault = std::get_if<domain::WishNumberFault>(&number)) {
    return answer(ask.ask, WishCodeRefused{*fault == domain::WishNumberFault::check_digit
                                               ? WishCodeProblem::wrong_number
                                               : WishCodeProblem::unknown});
  }
  const Instant now = ledger_.clock().now();
  if (!may_try(now)) return answer(ask.ask, WishCodeRefused{WishCodeProblem::too_often});
  tries_.push_back(now);
  const domain::Wish* wish = book_.find_by_number(std::get<std::string>(number));
  if (wish == nullptr) return answer(ask.ask, WishCodeRefused{WishCodeProblem::unknown});
  answer(ask.ask, told_by_number(view(*wish)));
}

void WishOffice::handle(const MyWishesAsk& ask) {
  const auto subject =
      subject_of(ask.by_card_number ? cache::Known::card : cache::Known::id_number, ask.number);
  if (!subject) return answer(ask.ask, subject.error());
  WishList list;
  for (const domain::Wish* wish : book_.by_subject(*subject)) list.push_back(view(*wish));
  answer_card(ask.ask, *subject, std::move(list));
}

// ── changing ──

Status WishOffice::carry_out(const domain::WishCommand& command,
                             std::optional<domain::WishRefusal>& refusal) {
  const auto decision = domain::decide(book_, command);
  if (const auto* why = std::get_if<domain::WishRefusal>(&decision)) {
    refusal = *why;
    return fail(Code::denied, domain::to_string(*why));
  }
  const auto& events = std::get<domain::WishEvents>(decision);
  if (events.empty()) return {};  // it is so already
  auto written = ledger_.write(
      {.op = {}, .events = drafts_of(events, "resident"), .rows = rows_after(book_, events), .numbers = {}});
  if (!written) return fail(written.error());
  fold(events);
  return {};
}

WishAnswer WishOffice::answer_of(const domain::WishCommand& command, const domain::WishId& wish) {
  std::optional<domain::WishRefusal> refusal;
  auto done = carry_out(command, refusal);
  if (refusal) return WishRefused{*refusal};
  if (!done) return done.error();
  return view(*book_.find(wish));
}

void WishOffice::answer_card(AskId ask, const std::string& by, WishAnswer answer) {
  WishAnswered answered{.ask = ask, .answer = std::move(answer)};
  const auto lost = book_.lost_by(by, ledger_.clock().now());
  answered.lost_claims.reserve(lost.size());
  for (const domain::Wish* wish : lost) answered.lost_claims.push_back(wish->wall_text);
  ledger_.ports().report(std::move(answered));
}

void WishOffice::handle(const RateWishAsk& ask) {
  answer(ask.ask,
         answer_of(domain::RateWish{ask.wish, ask.stars, ask.reason, ledger_.clock().now()}, ask.wish));
}

void WishOffice::handle(const WallAsk& ask) {
  const auto by = subject_of(ask.by_card_number ? cache::Known::card : cache::Known::id_number, ask.card);
  if (!by) return answer(ask.ask, by.error());
  const Instant now = ledger_.clock().now();
  const domain::WishCommand command =
      ask.action == WallAction::support
          ? domain::WishCommand(domain::SupportWish{ask.wish, *by, now})
          : domain::WishCommand(domain::ClaimWish{ask.wish, *by, ask.masked_name, now});
  answer_card(ask.ask, *by, answer_of(command, ask.wish));
}

void WishOffice::handle(const ReprintWishAsk& ask) {
  const domain::Wish* wish = book_.find(ask.wish);
  if (wish == nullptr) return answer(ask.ask, WishCodeRefused{WishCodeProblem::unknown});
  const Instant now = ledger_.clock().now();
  const PrintJob job{hal::JobId(fresh_ulid(now)), paper_of(wish->id), true, now};
  auto written = ledger_.write(
      {.op = {}, .events = {PrintJobs::copy_asked(job)}, .rows = {PrintJobs::row_of(job)}, .numbers = {}});
  if (!written) return answer(ask.ask, written.error());
  jobs_.start(job,
              wish_slip(station_, book_.content(), view(*wish), wish->masked_contact, texts_, Copy::again));
  show(wish->id);
  answer(ask.ask, view(*wish));
}

// ── folding and showing ──

void WishOffice::fold(const std::vector<domain::WishEvent>& events) {
  for (const auto& event : events) {
    if (book_.fold(event) == domain::Folded::applied) show(domain::wish_of(event));
  }
  show_wall();
}

void WishOffice::show(const domain::WishId& wish) {
  if (const domain::Wish* found = book_.find(wish)) ledger_.ports().report(WishShown{view(*found)});
}

void WishOffice::show_wall() {
  auto now = wall_view(book_, ledger_.clock().now());
  if (is_wall_shown_ && now == wall_) return;
  is_wall_shown_ = true;
  wall_ = std::move(now);
  ledger_.ports().report(WallShown{wall_});
}

WishNews WishOffice::read(const std::vector<cache::FeedLine>& lines) const {
  WishNews news;
  for (const auto& line : lines) {
    if (auto blocks = blocks_of(line, settings_.device)) news.blocks = std::move(blocks);
    auto event = parse_wish_feed_event(line);
    if (!event) {
      spdlog::warn("feed line {} not understood: {}", line.revision, event.error().what);
    } else if (*event) {
      news.events.push_back(**std::move(event));
    }
  }
  news.rows = rows_after(book_, news.events);
  if (news.blocks) news.rows.push_back(row_of_blocks(*news.blocks));
  return news;
}

void WishOffice::take(const WishNews& news) {
  if (news.blocks) {
    blocks_ = *news.blocks;
    // What cannot be read now is met at the journal, which refuses a number that is taken.
    if (auto raised = raise_floors(book_, ledger_.journal(), blocks_); !raised)
      spdlog::warn("the floors of wish numbers: {}", raised.error().what);
  }
  fold(news.events);
}

void WishOffice::set_content(domain::Station station, domain::WishContent content, Texts texts) {
  station_ = std::move(station);
  book_.set_content(std::move(content));
  texts_ = std::move(texts);
  show_wall();
}

void WishOffice::tick() {
  const Instant now = ledger_.clock().now();
  book_.forget_before(now - wish_kept);
  show_wall();
}

}  // namespace yz::kiosk
