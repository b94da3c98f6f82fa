#include "kiosk/app/lesson_office.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "domain/lessons/lessons_json.h"
#include "kiosk/app/event_drafts.h"
#include "kiosk/app/feed_event.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/slips.h"

namespace yz::kiosk {
namespace {

/// With a line the hub has answered by then; whoever has none waits no longer for their paper.
constexpr Milliseconds slip_waits{3'000};

}  // namespace

LessonOffice::LessonOffice(Ledger& ledger, PrintJobs& jobs, domain::Station station,
                           domain::LessonContent content, Texts texts, LessonSettings settings)
    : ledger_(ledger),
      jobs_(jobs),
      station_(std::move(station)),
      book_(std::move(content), station_.utc_offset),
      texts_(std::move(texts)),
      settings_(std::move(settings)) {}

Result<std::unique_ptr<LessonOffice>> LessonOffice::open(Ledger& ledger, PrintJobs& jobs,
                                                         domain::Station station,
                                                         domain::LessonContent content, Texts texts,
                                                         LessonSettings settings) {
  std::unique_ptr<LessonOffice> office(new LessonOffice(ledger, jobs, std::move(station), std::move(content),
                                                        std::move(texts), std::move(settings)));
  if (auto loaded = load_book(office->book_, ledger.journal(), ledger.clock().now()); !loaded)
    return fail(loaded.error());
  return office;
}

SignUpView LessonOffice::view(const domain::SignUp& sign_up) const {
  const bool is_held = std::ranges::find(held_, sign_up.id, &HeldSlip::sign_up) != held_.end();
  return sign_up_view(viewer(), sign_up, is_held ? PrintState::waiting : jobs_.state(paper_of(sign_up.id)));
}

std::optional<SignUpView> LessonOffice::find(const domain::SignUpId& id) const {
  const domain::SignUp* found = book_.find(id);
  return found == nullptr ? std::nullopt : std::optional(view(*found));
}

Result<std::string> LessonOffice::person_of(cache::Known by, const Sensitive<std::string>& value) const {
  const auto& keys = ledger_.hub_keys();
  if (!keys) return fail(Code::unavailable, "no keys of the hub yet");
  return cache::pseudonym(keys->station_secret, by, value);
}

// ── signing up ──

domain::SignUpForLesson LessonOffice::command_of(const SignUpAsk& ask, const std::string& person) const {
  domain::SignUpForLesson command;
  command.sign_up = domain::SignUpId(ask.op);
  command.secret = fresh_secret();
  command.session = ask.session;
  command.station = settings_.station.empty() ? station_.id : domain::StationId(settings_.station);
  command.device = settings_.device;
  command.person = person;
  command.at = ledger_.clock().now();
  if (!ask.person) {
    command.contact = domain::LessonContactKind::phone;
    command.masked = domain::mask_phone(ask.phone.reveal());
    return command;
  }
  const domain::Person& known = *ask.person;
  command.contact = domain::LessonContactKind::card;
  command.masked = known.masked_name.empty() ? known.masked_number : known.masked_name;
  command.born = static_cast<int>(known.born.year());
  return command;
}

cache::Operation LessonOffice::operation_of(const SignUpAsk& ask, const domain::LessonEvents& events) const {
  cache::Operation operation{.op = ask.op,
                             .events = drafts_of(events, "resident"),
                             .rows = rows_after(book_, events),
                             .numbers = {}};
  cache::EventDraft& signed_up = operation.events.front();
  signed_up.subject = std::get<domain::LessonSignedUp>(events.front()).person;
  // Of whoever came with a card nothing is kept: the teacher's list needs the masked name alone.
  if (!ask.person) {
    const nlohmann::json fields{{"phone", ask.phone.reveal()}};
    signed_up.seal = cache::ToSeal{ledger_.hub_keys()->seal, "lesson", Sensitive<std::string>(fields.dump())};
  }
  return operation;
}

Result<SignUpView> LessonOffice::sign_up(const SignUpAsk& ask,
                                         std::optional<domain::LessonRefusal>& refusal) {
  // The finger's operation names the sign-up: the same touch twice is one.
  if (const domain::SignUp* before = book_.find(domain::SignUpId(ask.op))) return view(*before);
  const auto person = ask.person ? person_of(cache::Known::id_number, ask.person->id_number)
                                 : person_of(cache::Known::phone, ask.phone);
  if (!person) return fail(person.error());
  const domain::SignUpForLesson command = command_of(ask, *person);
  const auto decision = domain::decide(book_, command);
  if (const auto* why = std::get_if<domain::LessonRefusal>(&decision)) {
    refusal = *why;
    return fail(Code::denied, domain::to_string(*why));
  }
  const auto& events = std::get<domain::LessonEvents>(decision);
  const PrintJob job{hal::JobId(fresh_ulid(command.at)), paper_of(command.sign_up), false, command.at};
  cache::Operation operation = operation_of(ask, events);
  operation.rows.push_back(PrintJobs::row_of(job));
  auto written = ledger_.write(std::move(operation));
  if (!written) return fail(written.error());
  if (!written->repeated) fold(events);
  const domain::SignUp* made = book_.find(command.sign_up);
  check(made != nullptr, "what was written under its operation is a sign-up");
  if (!written->repeated) {
    held_.push_back({job, made->id, ledger_.clock().mono() + slip_waits});
    print_due();
  }
  return view(*made);
}

void LessonOffice::handle(const SignUpAsk& ask) {
  std::optional<domain::LessonRefusal> refusal;
  auto made = sign_up(ask, refusal);
  if (refusal) return answer(ask.ask, LessonRefused{*refusal, {}});
  if (!made) {
    spdlog::error("sign-up not kept: {}", made.error().what);
    return answer(ask.ask, made.error());
  }
  answer(ask.ask, *std::move(made));
}

// ── finding ──

void LessonOffice::handle(const FindSignUpAsk& ask) {
  const auto code = domain::parse_lesson_code(ask.code);
  const domain::SignUp* sign_up = code ? book_.find(code->sign_up) : nullptr;
  if (sign_up == nullptr || sign_up->secret != code->secret) return answer(ask.ask, NoSignUp{});
  answer(ask.ask, view(*sign_up));
}

void LessonOffice::handle(const MySignUpsAsk& ask) {
  const auto person = person_of(cache::Known::id_number, ask.id_number);
  if (!person) return answer(ask.ask, person.error());
  SignUpList list;
  for (const domain::SignUp* sign_up : book_.of_person(*person)) list.push_back(view(*sign_up));
  answer(ask.ask, std::move(list));
}

// ── changing ──

Status LessonOffice::carry_out(const domain::LessonCommand& command, const char* who,
                               std::optional<domain::LessonRefusal>& refusal) {
  const auto decision = domain::decide(book_, command);
  if (const auto* why = std::get_if<domain::LessonRefusal>(&decision)) {
    refusal = *why;
    return fail(Code::denied, domain::to_string(*why));
  }
  const auto& events = std::get<domain::LessonEvents>(decision);
  if (events.empty()) return {};  // it is so already
  auto written = ledger_.write(
      {.op = {}, .events = drafts_of(events, who), .rows = rows_after(book_, events), .numbers = {}});
  if (!written) return fail(written.error());
  fold(events);
  return {};
}

LessonRefused LessonOffice::refused(domain::LessonRefusal why, const domain::SignUpId& id) const {
  const domain::SignUp* sign_up = book_.find(id);
  if (why != domain::LessonRefusal::check_in_too_soon || sign_up == nullptr) return {why, {}};
  const auto session = book_.session(sign_up->session);
  const Instant starts = session ? session->starts : sign_up->starts;
  return {why, domain::station_time(station_, starts - book_.content().rules.check_in_before)};
}

LessonAnswer LessonOffice::answer_of(const domain::LessonCommand& command, const domain::SignUpId& id) {
  std::optional<domain::LessonRefusal> refusal;
  auto done = carry_out(command, "resident", refusal);
  if (refusal) return refused(*refusal, id);
  if (!done) return done.error();
  return view(*book_.find(id));
}

void LessonOffice::handle(const CancelSignUpAsk& ask) {
  answer(ask.ask, answer_of(domain::CancelSignUp{.sign_up = ask.sign_up,
                                                 .by = domain::SignUpEnd::person,
                                                 .at = ledger_.clock().now()},
                            ask.sign_up));
}

const domain::SignUp* LessonOffice::to_check_in(const std::string& person) const {
  const Instant now = ledger_.clock().now();
  const domain::LessonRules& rules = book_.content().rules;
  const domain::SignUp* next = nullptr;
  for (const domain::SignUp* one : book_.of_person(person)) {
    const auto session = book_.session(one->session);
    const Instant starts = session ? session->starts : one->starts;
    if (one->ended || now > starts + rules.check_in_after) continue;
    const bool is_now = now >= starts - rules.check_in_before;
    const bool has_seat = one->state() == domain::SignUpState::seated;
    if (is_now && has_seat) return one;
    if (next == nullptr) next = one;
  }
  return next;
}

void LessonOffice::handle(const CheckInAsk& ask) {
  const domain::SignUp* sign_up = nullptr;
  if (ask.code.empty()) {
    const auto person = person_of(cache::Known::id_number, ask.id_number);
    if (!person) return answer(ask.ask, person.error());
    sign_up = to_check_in(*person);
  } else if (const auto code = domain::parse_lesson_code(ask.code)) {
    sign_up = book_.find(code->sign_up);
    if (sign_up != nullptr && sign_up->secret != code->secret) sign_up = nullptr;
  }
  if (sign_up == nullptr) return answer(ask.ask, NoSignUp{});
  const domain::SignUpId id = sign_up->id;
  answer(ask.ask,
         answer_of(domain::CheckIn{.sign_up = id, .is_by_staff = false, .at = ledger_.clock().now()}, id));
}

void LessonOffice::handle(const ReprintSignUpAsk& ask) {
  const domain::SignUp* sign_up = book_.find(ask.sign_up);
  if (sign_up == nullptr) return answer(ask.ask, NoSignUp{});
  const Instant now = ledger_.clock().now();
  const PrintJob job{hal::JobId(fresh_ulid(now)), paper_of(sign_up->id), true, now};
  auto written = ledger_.write(
      {.op = {}, .events = {PrintJobs::copy_asked(job)}, .rows = {PrintJobs::row_of(job)}, .numbers = {}});
  if (!written) return answer(ask.ask, written.error());
  jobs_.start(job, sign_up_slip(station_, book_.content(), view(*sign_up), texts_, Copy::again));
  show(sign_up->id);
  answer(ask.ask, view(*sign_up));
}

void LessonOffice::return_seats() {
  std::optional<domain::LessonRefusal> refusal;
  const auto done = carry_out(domain::ReturnSeats{.device = settings_.device, .at = ledger_.clock().now()},
                              "kiosk", refusal);
  // Tried again with the next tick; until then nothing is given out of them either.
  if (!done) spdlog::warn("seats not given back: {}", done.error().what);
}

// ── folding and showing ──

void LessonOffice::fold(const domain::LessonEvents& events) {
  for (const auto& event : events) (void)book_.fold(event);
  print_due();
  constexpr std::string_view of_sign_up = "signup:";
  for (const auto& event : events) {
    const std::string entity = domain::entity_of(event);
    if (entity.starts_with(of_sign_up)) show(domain::SignUpId(entity.substr(of_sign_up.size())));
  }
  show_sessions();
}

bool LessonOffice::is_settled(const domain::SignUpId& id) const {
  const domain::SignUp* sign_up = book_.find(id);
  return sign_up == nullptr || sign_up->state() != domain::SignUpState::asked;
}

void LessonOffice::print(const HeldSlip& slip) {
  if (const auto shown = find(slip.sign_up))
    jobs_.start(slip.job, sign_up_slip(station_, book_.content(), *shown, texts_, Copy::original));
}

void LessonOffice::print_due() {
  const Milliseconds now = ledger_.clock().mono();
  std::erase_if(held_, [&](const HeldSlip& slip) {
    const bool is_due = now >= slip.until || is_settled(slip.sign_up);
    if (is_due) print(slip);
    return is_due;
  });
}

Milliseconds LessonOffice::until_due(Milliseconds most) const {
  const Milliseconds now = ledger_.clock().mono();
  for (const HeldSlip& slip : held_) most = std::min(most, std::max(slip.until - now, Milliseconds{}));
  return most;
}

void LessonOffice::show(const domain::SignUpId& id) {
  if (const domain::SignUp* found = book_.find(id)) ledger_.ports().report(SignUpShown{view(*found)});
}

void LessonOffice::show_sessions() {
  const LessonViewer whose = viewer();
  std::vector<SessionView> now;
  const auto sessions = book_.sessions_between(whose.now, whose.now + book_.content().rules.sign_up);
  now.reserve(sessions.size());
  for (const domain::LessonSession& session : sessions) now.push_back(session_view(whose, session));
  if (are_sessions_shown_ && now == sessions_) return;
  are_sessions_shown_ = true;
  sessions_ = std::move(now);
  ledger_.ports().report(SessionsShown{sessions_});
}

LessonNews LessonOffice::read(const std::vector<cache::FeedLine>& lines) const {
  LessonNews news;
  for (const auto& line : lines) {
    auto event = parse_lesson_feed_event(line);
    if (!event) {  // kept as it is: a newer program folds it from the journal
      spdlog::warn("feed line {} not understood: {}", line.revision, event.error().what);
    } else if (*event) {
      news.events.push_back(**std::move(event));
    }
  }
  news.rows = rows_after(book_, news.events);
  return news;
}

void LessonOffice::take(const LessonNews& news) {
  if (news.events.empty()) return;
  fold(news.events);
  return_seats();
}

void LessonOffice::set_content(domain::Station station, domain::LessonContent content, Texts texts) {
  station_ = std::move(station);
  book_.set_content(std::move(content), station_.utc_offset);
  texts_ = std::move(texts);
  show_sessions();
}

void LessonOffice::tick() {
  book_.forget_before(ledger_.clock().now() - lessons_kept);
  return_seats();
  show_sessions();
}

}  // namespace yz::kiosk
