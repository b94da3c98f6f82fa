#include "kiosk/app/station.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <charconv>
#include <exception>
#include <nlohmann/json.hpp>

#include "base/on.h"
#include "domain/lessons/practice_json.h"
#include "kiosk/app/health_reports.h"
#include "kiosk/app/help_office.h"
#include "kiosk/app/lesson_office.h"
#include "kiosk/app/paper_office.h"
#include "kiosk/app/progress_office.h"
#include "kiosk/app/queue.h"
#include "kiosk/app/staff_pin.h"
#include "kiosk/app/ticket_office.h"
#include "kiosk/app/update_office.h"
#include "kiosk/app/wish_office.h"
#include "offline-cache/sync_worker.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t station_messages_max = 4'096;
/// Day, openings and estimates are looked at this often when nothing else happens.
constexpr Milliseconds tick_time{20'000};

/// Where a phone follows a wish: beside where it follows a ticket.
std::string wish_url_of(const std::string& ticket_url) {
  constexpr std::string_view ticket_path = "/q/";
  if (!ticket_url.ends_with(ticket_path)) return {};
  return ticket_url.substr(0, ticket_url.size() - ticket_path.size()) + "/w/";
}

using StationMessage = std::variant<StationCommand, hal::DeviceEvent, cache::SyncMessage>;

NetLink link_of(cache::Link link) {
  switch (link) {
    case cache::Link::not_enrolled:
      return NetLink::not_enrolled;
    case cache::Link::connecting:
      return NetLink::connecting;
    case cache::Link::online:
      return NetLink::online;
    case cache::Link::offline:
      return NetLink::offline;
    case cache::Link::portal:
      return NetLink::portal;
    case cache::Link::refused:
      return NetLink::refused;
  }
  return NetLink::offline;
}

class StationThread final : public Station {
 public:
  StationThread(StationConfig config, const Clock& clock, StationLinks links)
      : config_(std::move(config)), clock_(clock), links_(std::move(links)), pin_(config_.pin_hash, clock) {}
  ~StationThread() override;
  StationThread(const StationThread&) = delete;
  StationThread& operator=(const StationThread&) = delete;

  [[nodiscard]] Status open(Content& content);
  void run();

  [[nodiscard]] bool submit(StationCommand command) override { return queue_.try_push(std::move(command)); }
  void device_event(const hal::DeviceEvent& event) override { queue_.push(event); }
  void stop() final {
    queue_.close();  // lets the sync thread go, should it wait for room
    if (thread_.joinable()) thread_.join();
  }

 private:
  [[nodiscard]] Result<Content> open_content();
  [[nodiscard]] Result<Content> read(const cache::ContentPack& pack) const;
  void print(const PrintPage& page);
  void count(domain::PracticeEvent event);
  [[nodiscard]] Status open_attachments();
  [[nodiscard]] Status start_sync();
  void load_trusted_time();
  void loop();
  void handle(const StationCommand& command);
  void handle(const hal::DeviceEvent& event);
  void handle(const cache::SyncMessage& message);
  void sync(const cache::WantBatch& message);
  void sync(const cache::GotReceipt& message);
  void sync(const cache::GotFork& message);
  void sync(const cache::LineRefused& message);
  void sync(const cache::HubGeneration& message);
  void sync(const cache::GotFeed& message);
  void sync(const cache::LinkChanged& message);
  void sync(const cache::Enrolled& message);
  void sync(const cache::ContentStaged& message);
  void sync(const cache::ContentRefused& message);
  void sync(const cache::AppOffered& message) { look_at(updates_->take(message.offer), "update"); }
  void sync(const cache::HubTime& message);
  void sync(const cache::WantUpload&) { sync_->give_upload(attachments_->next()); }
  void sync(const cache::UploadEnded& message) {
    look_at(attachments_->ended(message.sha256, message.end, message.reason), "attachment");
  }
  void sync(const cache::GotKeys& message) { ledger_->set_hub_keys(message.keys); }
  void tell_health();
  [[nodiscard]] PaperOwners paper_owners();
  void tick();
  void switch_content();
  void refuse_content(std::uint64_t version, const std::string& reason);
  void show_system();
  void look_at(const Status& status, const char* what);
  void end(const Error& error);
  [[nodiscard]] Texts slip_texts(std::shared_ptr<const TextTables> tables) const {
    Texts texts(std::move(tables));
    texts.set_language(config_.language);
    return texts;
  }

  StationConfig config_;
  const Clock& clock_;
  StationLinks links_;
  StaffPin pin_;
  StationClock station_clock_{clock_};
  StationPorts ports_;
  Queue<StationMessage> queue_{station_messages_max};
  std::unique_ptr<cache::Journal> journal_;
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<cache::ContentStore> store_;
  std::unique_ptr<cache::Attachments> attachments_;
  std::unique_ptr<PrintJobs> jobs_;
  std::unique_ptr<TicketOffice> office_;
  std::unique_ptr<WishOffice> wishes_;
  std::unique_ptr<LessonOffice> lessons_;
  std::unique_ptr<PaperOffice> paper_;
  std::unique_ptr<HelpOffice> help_;
  std::unique_ptr<ProgressOffice> progress_;
  std::unique_ptr<UpdateOffice> updates_;
  std::unique_ptr<cache::SyncWorker> sync_;
  HealthReports health_;
  SystemView system_;
  SystemView shown_;
  std::uint64_t staged_{};
  bool someone_{};
  std::jthread thread_;
};

StationThread::~StationThread() {
  stop();
  sync_.reset();
  if (journal_ == nullptr) return;
  if (auto closed = journal_->close(); !closed)
    spdlog::error("journal not closed cleanly: {}", closed.error().what);
}

Result<Content> StationThread::read(const cache::ContentPack& pack) const {
  auto content = read_content(pack, config_.own_texts, config_.lesson_checks);
  if (!content) return content;
  for (const auto& fault : content->lessons->read.left_out)
    spdlog::warn("lesson left out: {}", practice::to_string(fault));
  return content;
}

void StationThread::print(const PrintPage& page) {
  const auto queued = jobs_->print_page({}, hal::JobId(page.job), page.slip);
  if (queued) return;
  spdlog::warn("page not queued: {}", queued.error().what);
  links_.report(PageRefused{page.job});
}

void StationThread::count(domain::PracticeEvent event) {
  domain::PracticeRun& run = domain::run_of(event);
  run.version = system_.content_version;
  run.at = station_clock_.now();
  look_at(ledger_->note(domain::kind_of(event).type, domain::to_json(event), cache::Stream::bulk),
          "practice");
}

Result<Content> StationThread::open_content() {
  auto store = cache::ContentStore::open(config_.state / "content", config_.factory_content);
  if (!store) return fail(store.error());
  store_ = *std::move(store);
  auto pack = store_->current();
  // A version that no longer parses (a newer program may be stricter) gives way to the one before, down to
  // the factory's.
  for (int step = 0; pack && step < 3; ++step) {
    auto content = read(*pack);
    if (content || pack->version == 0) return content;
    spdlog::error("content {}: {}", pack->version, content.error().what);
    pack = store_->reject(pack->version);
  }
  if (!pack) return fail(pack.error());
  return fail(Code::corrupt, "no content pack can be shown");
}

void StationThread::load_trusted_time() {
  auto rows = journal_->rows("setting", "");
  if (!rows) return;  // only a hint: without it the wall clock stands alone
  for (const auto& row : *rows) {
    std::int64_t ms = 0;
    if (row.key != "trusted_time") continue;
    std::from_chars(row.value.data(), row.value.data() + row.value.size(), ms);
    station_clock_.not_before(Instant{Milliseconds{ms}});
  }
}

Status StationThread::open(Content& content) {
  auto device = cache::device_id(config_.state, clock_);
  if (!device) return fail(device.error());
  auto journal = cache::Journal::open({config_.state / "journal", *device}, clock_);
  if (!journal) return fail(journal.error());
  journal_ = *std::move(journal);
  load_trusted_time();
  ports_ = {.report = links_.report, .print = links_.print, .wake_sync = [this](cache::Stream stream) {
              if (sync_ != nullptr) sync_->wake(stream);
            }};
  ledger_ = std::make_unique<Ledger>(*journal_, station_clock_, ports_);
  if (auto opened = open_attachments(); !opened) return opened;
  // Without them what is personal cannot be kept yet; they come again with the link.
  if (auto keys = cache::load_hub_keys(config_.state)) ledger_->set_hub_keys(*std::move(keys));
  auto first = open_content();
  if (!first) return fail(first.error());
  content = *std::move(first);
  system_.content_version = content.version;
  jobs_ = std::make_unique<PrintJobs>(*ledger_);
  OfficeSettings settings;
  std::string station_id;
  if (auto enrolment = cache::load_enrolment(config_.state)) {
    settings.kiosk_digit = enrolment->kiosk_digit;
    settings.ticket_url = enrolment->ticket_url;
    station_id = enrolment->station;
  }
  auto office = TicketOffice::open(*ledger_, *jobs_, content.station, slip_texts(content.texts), settings);
  if (!office) return fail(office.error());
  office_ = *std::move(office);
  auto help = HelpOffice::open(*ledger_, content.station.id, settings.kiosk_digit);
  if (!help) return fail(help.error());
  help_ = *std::move(help);
  auto wishes =
      WishOffice::open({*ledger_, *jobs_, *attachments_}, content.station, content.wishes,
                       slip_texts(content.texts), {*device, station_id, wish_url_of(settings.ticket_url)});
  if (!wishes) return fail(wishes.error());
  wishes_ = *std::move(wishes);
  auto lessons = LessonOffice::open(*ledger_, *jobs_, content.station, content.classes,
                                    slip_texts(content.texts), {*device, station_id});
  if (!lessons) return fail(lessons.error());
  lessons_ = *std::move(lessons);
  auto progress = ProgressOffice::open(*ledger_);
  if (!progress) return fail(progress.error());
  progress_ = *std::move(progress);
  auto updates = UpdateOffice::open(*ledger_, {config_.state / "update", config_.installer});
  if (!updates) return fail(updates.error());
  updates_ = *std::move(updates);
  paper_ = std::make_unique<PaperOffice>(*ledger_, *jobs_, config_.slip_printer, paper_owners());
  if (auto offered = paper_->offer_old(); !offered) return offered;
  return start_sync();
}

Status StationThread::open_attachments() {
  const auto rows = journal_->rows(cache::upload_area, "");
  if (!rows) return fail(rows.error());
  cache::AttachmentPorts ports{.write = [this](cache::Operation operation) -> Status {
                                 auto written = ledger_->write(std::move(operation));
                                 return written ? Status() : fail(written.error());
                               },
                               .wake =
                                   [this] {
                                     if (sync_ != nullptr) sync_->wake_upload();
                                   }};
  auto attachments =
      cache::Attachments::open(cache::attachments_folder(config_.state), *rows, std::move(ports));
  if (!attachments) return fail(attachments.error());
  attachments_ = *std::move(attachments);
  return {};
}

Status StationThread::start_sync() {
  if (config_.hub_url.empty()) return {};
  auto worker = cache::SyncWorker::start(
      {.hub_url = config_.hub_url,
       .enrol_code = config_.enrol_code,
       .folder = config_.state,
       .app_version = config_.app_version,
       .timeouts = {}},
      clock_, [this](cache::SyncMessage message) { queue_.push(std::move(message)); });
  if (!worker) return fail(worker.error());
  sync_ = *std::move(worker);
  if (auto revision = journal_->feed_revision()) sync_->feed_kept(*revision);
  return {};
}

void StationThread::run() {
  thread_ = std::jthread([this] {
    try {
      loop();
    } catch (const std::exception& trouble) {
      // A library threw where it should not: the supervisor starts us again with everything that is on disk.
      links_.report(MustEnd{1, trouble.what()});
    }
  });
}

PaperOwners StationThread::paper_owners() {
  return {.show =
              [this](const PaperOf& paper) {
                switch (paper.kind) {
                  case PaperOf::Kind::ticket:
                    return office_->show(domain::TicketId(paper.id));
                  case PaperOf::Kind::wish:
                    return wishes_->show(domain::WishId(paper.id));
                  case PaperOf::Kind::sign_up:
                    return lessons_->show(domain::SignUpId(paper.id));
                }
              },
          .find =
              [this](const PaperOf& paper) {
                PowerBack offer;
                switch (paper.kind) {
                  case PaperOf::Kind::ticket:
                    offer.ticket = office_->find(domain::TicketId(paper.id));
                    break;
                  case PaperOf::Kind::wish:
                    offer.wish = wishes_->find(domain::WishId(paper.id));
                    break;
                  case PaperOf::Kind::sign_up:
                    offer.sign_up = lessons_->find(domain::SignUpId(paper.id));
                    break;
                }
                return offer;
              }};
}

void StationThread::tick() {
  office_->tick();
  wishes_->tick();
  lessons_->tick();
  help_->tick();
  look_at(progress_->tick(), "progress");
  look_at(updates_->tick(!someone_), "update");
  paper_->tick(office_->station_now().day);
  tell_health();
}

void StationThread::loop() {
  office_->show_queue();
  wishes_->show_wall();
  lessons_->show_sessions();
  show_system();
  Milliseconds ticked = clock_.mono();
  while (!queue_.is_closed()) {
    if (const auto message = queue_.pop(updates_->until_look(lessons_->until_due(tick_time)))) {
      std::visit([this](const auto& one) { handle(one); }, *message);
    }
    lessons_->print_due();
    if (updates_->is_waiting()) look_at(updates_->look(), "update");
    if (clock_.mono() - ticked >= tick_time) {
      ticked = clock_.mono();
      tick();
    }
    show_system();
    if (auto ahead = journal_->reserve_ahead(); !ahead) spdlog::warn("label floor: {}", ahead.error().what);
  }
}

void StationThread::end(const Error& error) {
  links_.report(MustEnd{cache::exit_outcome_unknown, error.what});
}

void StationThread::look_at(const Status& status, const char* what) {
  if (status) return;
  spdlog::error("{}: {}", what, status.error().what);
  if (cache::outcome_unknown(status.error())) end(status.error());
}

void StationThread::handle(const StationCommand& command) {
  std::visit(On{[&](const PinAsk& ask) {
                  const bool right = pin_.check(ask.pin);
                  links_.report(PinAnswered{ask.ask, right, pin_.wait()});
                },
                [&](const SendNow&) {
                  if (sync_ != nullptr) sync_->retry_now();
                },
                [&](const StickAsk&) { look_at(updates_->ask_stick(), "update"); },
                [&](const PrintPage& page) { print(page); },
                [&](const PracticeEnded& ended) { count(ended.event); },
                [&](const ProgressAsk& ask) { progress_->handle(ask); },
                [&](const Presence& presence) {
                  someone_ = presence.someone;
                  switch_content();
                },
                [&](const PowerBackAnswered& answered) { paper_->handle(answered); },
                [&](const SubmitWishAsk& ask) { wishes_->handle(ask); },
                [&](const FindWishAsk& ask) { wishes_->handle(ask); },
                [&](const MyWishesAsk& ask) { wishes_->handle(ask); },
                [&](const RateWishAsk& ask) { wishes_->handle(ask); },
                [&](const WallAsk& ask) { wishes_->handle(ask); },
                [&](const ReprintWishAsk& ask) { wishes_->handle(ask); },
                [&](const SignUpAsk& ask) { lessons_->handle(ask); },
                [&](const FindSignUpAsk& ask) { lessons_->handle(ask); },
                [&](const MySignUpsAsk& ask) { lessons_->handle(ask); },
                [&](const CancelSignUpAsk& ask) { lessons_->handle(ask); },
                [&](const CheckInAsk& ask) { lessons_->handle(ask); },
                [&](const ReprintSignUpAsk& ask) { lessons_->handle(ask); },
                [&](const HelpAsk& ask) { help_->handle(ask); },
                [&](const auto& ask) { office_->handle(ask); }},
             command);
}

void StationThread::handle(const hal::DeviceEvent& event) {
  if (const auto* job = std::get_if<hal::JobEnded>(&event)) paper_->job_ended(*job);
  const auto* changed = std::get_if<hal::DeviceChanged>(&event);
  if (changed == nullptr) return;
  health_.take(*changed, clock_.mono());
  paper_->device_changed(*changed);
}

void StationThread::tell_health() {
  for (const std::string& body : health_.due(clock_.mono()))
    look_at(ledger_->note("device.health", body, cache::Stream::bulk), "device health");
}

void StationThread::handle(const cache::SyncMessage& message) {
  if (sync_ == nullptr) return;  // the last words of a worker that is being started or has been ended
  std::visit([this](const auto& one) { sync(one); }, message);
}

void StationThread::sync(const cache::WantBatch& message) {
  auto batch = journal_->unsent(message.stream, message.lines_max);
  if (batch) return sync_->give_batch(*std::move(batch));
  look_at(fail(batch.error()), "unsent lines");
}

void StationThread::sync(const cache::GotReceipt& message) {
  auto verdict = journal_->take_receipt(message.receipt);
  if (!verdict) return look_at(fail(verdict.error()), "receipt");
  if (*verdict == cache::ReceiptVerdict::accepted) system_.last_sent = station_clock_.now();
  if (*verdict == cache::ReceiptVerdict::not_ours) spdlog::warn("receipt is not ours");
  help_->look_at_receipts();
  sync_->wake(message.receipt.stream);
}

void StationThread::sync(const cache::GotFork& message) {
  look_at(journal_->fork_after(message.stream, message.common), "fork");
  sync_->wake(message.stream);
}

void StationThread::sync(const cache::LineRefused& message) {
  look_at(journal_->refuse_line(message.stream, message.sequence), "refused line");
  sync_->wake(message.stream);
}

void StationThread::sync(const cache::HubGeneration& message) {
  auto changed = journal_->note_generation(message.generation);
  if (!changed) return look_at(fail(changed.error()), "generation");
  if (!*changed) return;
  for (const auto stream : {cache::Stream::urgent, cache::Stream::live, cache::Stream::bulk})
    sync_->wake(stream);
}

void StationThread::sync(const cache::GotFeed& message) {
  if (message.lines.empty()) return;
  const HelpNews help = help_->read(message.lines);
  const WishNews wishes = wishes_->read(message.lines);
  const LessonNews lessons = lessons_->read(message.lines);
  const ProgressNews progress = progress_->read(message.lines);
  auto others = help.rows;
  for (const auto* more : {&wishes.rows, &lessons.rows, &progress.rows})
    others.insert(others.end(), more->begin(), more->end());
  const auto kept = office_->take_feed(message.lines, others);
  look_at(kept, "feed");
  if (!kept) return;
  help_->take(help);
  wishes_->take(wishes);
  lessons_->take(lessons);
  progress_->take(progress);
  sync_->feed_kept(message.lines.back().revision);
}

void StationThread::sync(const cache::LinkChanged& message) {
  system_.link = link_of(message.link);
  system_.link_detail = message.detail;
}

void StationThread::sync(const cache::Enrolled& message) {
  office_->set_settings({message.enrolment.kiosk_digit, message.enrolment.ticket_url});
  wishes_->set_settings(
      {message.enrolment.device, message.enrolment.station, wish_url_of(message.enrolment.ticket_url)});
  lessons_->set_settings({message.enrolment.device, message.enrolment.station});
  help_->set_place(office_->station().id, message.enrolment.kiosk_digit);
}

void StationThread::sync(const cache::ContentStaged& message) {
  staged_ = message.version;
  switch_content();
}

void StationThread::sync(const cache::ContentRefused& message) {
  refuse_content(message.version, message.reason);
}

void StationThread::sync(const cache::HubTime& message) {
  station_clock_.take_hub_time(message.offset);
  journal_->note_hub_time(message.offset, message.uncertainty);
  system_.clock_trusted = true;
}

void StationThread::refuse_content(std::uint64_t version, const std::string& reason) {
  spdlog::warn("content {} refused: {}", version, reason);
  system_.content_problem = reason;
  look_at(ledger_->note("content.refused", nlohmann::json{{"version", version}, {"reason", reason}}.dump()),
          "note");
}

void StationThread::switch_content() {
  if (staged_ == 0 || someone_) return;
  const std::uint64_t version = std::exchange(staged_, 0);
  auto pack = store_->activate(version);
  if (!pack) return refuse_content(version, "blob_wrong: " + pack.error().what);
  auto content = read(*pack);
  if (!content) {
    if (auto back = store_->reject(version); !back) spdlog::error("content: {}", back.error().what);
    return refuse_content(version, content.error().what);
  }
  look_at(ledger_->note("content.activated", nlohmann::json{{"version", version}}.dump()), "note");
  system_.content_version = version;
  system_.content_problem.clear();
  office_->set_content(content->station, slip_texts(content->texts));
  help_->set_station(content->station.id);
  wishes_->set_content(content->station, content->wishes, slip_texts(content->texts));
  lessons_->set_content(content->station, content->classes, slip_texts(content->texts));
  links_.report(ContentShown{*std::move(content)});
}

void StationThread::show_system() {
  system_.disk_full = ledger_->is_disk_full();
  system_.unsent = 0;
  for (const auto stream : {cache::Stream::urgent, cache::Stream::live, cache::Stream::bulk}) {
    if (auto count = journal_->count(stream)) system_.unsent += count->last - count->acked;
  }
  system_.issued_today = 0;
  system_.waiting_now = 0;
  const domain::Day today = office_->station_now().day;
  for (const auto& service : office_->station().services) {
    system_.issued_today += office_->book().issued_count(service.id, today);
    system_.waiting_now += static_cast<int>(office_->book().waiting(service.id, today).size());
  }
  system_.update = updates_->view();
  if (system_ == shown_) return;
  shown_ = system_;
  links_.report(SystemShown{system_});
}

}  // namespace

Result<std::unique_ptr<Station>> Station::start(StationConfig config, const Clock& clock, StationLinks links,
                                                Content& content) {
  auto station = std::make_unique<StationThread>(std::move(config), clock, std::move(links));
  if (auto opened = station->open(content); !opened) return fail(opened.error());
  station->run();
  return station;
}

}  // namespace yz::kiosk
