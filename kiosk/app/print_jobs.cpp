#include "kiosk/app/print_jobs.h"

#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "hal/device_names.h"

namespace yz::kiosk {
namespace {

using nlohmann::json;

PrintState trouble(const std::set<hal::Reason>& reasons) {
  if (reasons.contains(hal::Reason::paper_end)) return PrintState::paper_out;
  if (reasons.contains(hal::Reason::cover_open)) return PrintState::cover;
  if (reasons.contains(hal::Reason::paper_jam) || reasons.contains(hal::Reason::cutter_error))
    return PrintState::jam;
  return PrintState::no_printer;
}

const char* to_string(hal::JobEnd end) {
  switch (end) {
    case hal::JobEnd::printed:
      return "printed";
    case hal::JobEnd::failed:
      return "failed";
    case hal::JobEnd::unsure:
      return "unsure";
  }
  return "unsure";
}

const char* name_of(PaperOf::Kind kind) {
  switch (kind) {
    case PaperOf::Kind::ticket:
      return "ticket";
    case PaperOf::Kind::wish:
      return "wish";
    case PaperOf::Kind::sign_up:
      return "sign_up";
  }
  return "";
}

std::optional<PaperOf> parse_paper(const json& value) {
  for (const auto kind : {PaperOf::Kind::ticket, PaperOf::Kind::wish, PaperOf::Kind::sign_up}) {
    const auto found = value.find(name_of(kind));
    if (found != value.end() && found->is_string()) return PaperOf{kind, found->get<std::string>()};
  }
  return std::nullopt;
}

std::optional<PrintJob> parse_job(const cache::ModelRow& row) {
  const auto value = json::parse(row.value, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  const auto paper = parse_paper(value);
  if (!paper) return std::nullopt;
  if (!value.contains("at") || !value["at"].is_number_integer()) return std::nullopt;
  return PrintJob{hal::JobId(row.key), *paper, value.contains("copy") && value["copy"] == true,
                  Instant{Milliseconds{value["at"].get<std::int64_t>()}}};
}

}  // namespace

cache::ModelRow PrintJobs::row_of(const PrintJob& job) {
  const json value{
      {name_of(job.of.kind), job.of.id}, {"copy", job.is_copy}, {"at", job.at.time_since_epoch().count()}};
  return {print_job_area, job.id.value, "", value.dump()};
}

cache::EventDraft PrintJobs::copy_asked(const PrintJob& job) {
  cache::EventDraft draft;
  draft.type = job.of.kind == PaperOf::Kind::ticket ? "print.copy_asked" : "print.receipt_copy_asked";
  draft.who = "resident";
  draft.body_json = json{{"job", job.id.value}, {name_of(job.of.kind), job.of.id}}.dump();
  return draft;
}

void PrintJobs::start(const PrintJob& job, hal::Slip slip) {
  under_way_[job.id] = job;
  ended_.erase(job.of);
  if (auto queued = ledger_.ports().print({}, job.id, std::move(slip)); !queued) {
    spdlog::warn("slip not queued: {}", queued.error().what);
    (void)ended({{}, job.id, hal::JobEnd::failed, {hal::Reason::not_answering}});
  }
}

Status PrintJobs::print_page(const std::optional<hal::DeviceId>& printer, const hal::JobId& job,
                             hal::Slip slip) {
  return ledger_.ports().print(printer, job, std::move(slip));
}

Status PrintJobs::note_end(const PrintJob& job, const char* end, const std::set<hal::Reason>& reasons) {
  json why = json::array();
  for (const hal::Reason reason : reasons) why.push_back(hal::to_string(reason));
  cache::EventDraft draft;
  // What was released for tickets stays as it is; receipts have a kind of their own.
  draft.type = job.of.kind == PaperOf::Kind::ticket ? "print.ended" : "print.receipt_ended";
  draft.who = "kiosk";
  draft.body_json = json{
      {"job", job.id.value},
      {name_of(job.of.kind), job.of.id},
      {"copy", job.is_copy},
      {"end", end},
      {"reasons", why}}.dump();
  // The empty value takes the job out of the read model.
  auto written = ledger_.write(
      {.op = {}, .events = {draft}, .rows = {{print_job_area, job.id.value, "", ""}}, .numbers = {}});
  if (!written) return fail(written.error());
  return {};
}

std::optional<PaperOf> PrintJobs::ended(const hal::JobEnded& event) {
  const auto found = under_way_.find(event.job);
  if (found == under_way_.end()) return std::nullopt;
  const PrintJob job = found->second;
  under_way_.erase(found);
  ended_[job.of] = event.end == hal::JobEnd::printed  ? PrintState::printed
                   : event.end == hal::JobEnd::unsure ? PrintState::unsure
                                                      : trouble(event.reasons);
  // Without the note the next start takes the job for unsure and offers a copy: harmless, so it is only
  // logged.
  if (auto noted = note_end(job, to_string(event.end), event.reasons); !noted) {
    spdlog::error("end of print job not kept: {}", noted.error().what);
  }
  return job.of;
}

PrintState PrintJobs::state(const PaperOf& paper) const {
  for (const auto& [id, job] : under_way_) {
    if (job.of != paper) continue;
    return printer_.state == hal::DeviceState::attention ? trouble(printer_.reasons) : PrintState::printing;
  }
  const auto found = ended_.find(paper);
  return found == ended_.end() ? PrintState::none : found->second;
}

std::vector<PaperOf> PrintJobs::waiting() const {
  std::vector<PaperOf> papers;
  for (const auto& [id, job] : under_way_) papers.push_back(job.of);
  return papers;
}

Result<std::optional<PrintJob>> PrintJobs::settle_old() {
  auto rows = ledger_.journal().rows(print_job_area, "");
  if (!rows) return fail(rows.error());
  std::optional<PrintJob> newest;
  for (const auto& row : *rows) {
    const auto job = parse_job(row);
    if (!job) {
      spdlog::error("print job row {} cannot be read", row.key);
      continue;
    }
    if (auto noted = note_end(*job, "unsure", {}); !noted) return fail(noted.error());
    if (!newest || newest->at < job->at) newest = job;
  }
  return newest;
}

}  // namespace yz::kiosk
