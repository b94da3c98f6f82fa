#include "kiosk/app/ledger.h"

#include <set>

#include "kiosk/app/fresh_ids.h"

namespace yz::kiosk {

void Ledger::look_at(const Error& error) {
  disk_full_ = error.code == Code::full;
  if (cache::outcome_unknown(error)) ports_.report(MustEnd{cache::exit_outcome_unknown, error.what});
}

Result<cache::Appended> Ledger::write(cache::Operation operation) {
  if (operation.op.empty()) operation.op = fresh_ulid(clock_.now());
  if (clock_.is_trusted()) {
    operation.rows.push_back(
        {"setting", "trusted_time", "", std::to_string(clock_.now().time_since_epoch().count())});
  }
  auto written = journal_.append(operation);
  if (!written) {
    look_at(written.error());
    return written;
  }
  disk_full_ = false;
  std::set<cache::Stream> streams;
  for (const auto& event : operation.events) streams.insert(event.stream);
  for (const cache::Stream stream : streams) ports_.wake_sync(stream);
  return written;
}

Status Ledger::note(const std::string& type, const std::string& body_json, cache::Stream stream) {
  cache::EventDraft draft;
  draft.stream = stream;
  draft.type = type;
  draft.who = "kiosk";
  draft.body_json = body_json;
  auto written = write({.op = {}, .events = {draft}, .rows = {}, .numbers = {}});
  if (!written) return fail(written.error());
  return {};
}

Status Ledger::keep(const std::vector<cache::FeedLine>& lines, const std::vector<cache::ModelRow>& rows) {
  auto kept = journal_.take_feed(lines, rows);
  if (!kept) look_at(kept.error());
  return kept;
}

}  // namespace yz::kiosk
