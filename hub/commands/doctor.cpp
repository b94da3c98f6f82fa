// yizhan-hub doctor: looks at the data folder and says what is wrong with it. Reads only, also while the hub
// serves.
#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"
#include "hub/event_line.h"
#include "hub/hub.h"
#include "hub/store/feed.h"
#include "hub/store/health.h"
#include "hub/store/lines.h"

namespace yz::hub {

namespace {

using nlohmann::json;

constexpr std::int64_t lines_at_once = 500;

/// Lines of all streams.
struct LineCount {
  std::int64_t all{};
  std::int64_t erased{};  // of them, at the end of their term
};

/// Goes through a stream from its first line: every hash must follow from the one before, up to the stream's
/// head. Of an erased line only the hash is left, from which the next one must follow.
Result<std::string> chain_fault(Database& database, const store::StreamState& stream, LineCount& count) {
  Hash head{};
  std::int64_t next = 1;
  while (next <= stream.acked) {
    const auto lines = store::lines_from(database, stream.name, next, lines_at_once);
    if (!lines) return fail(lines.error());
    if (lines->empty()) return "line " + std::to_string(next) + " is missing";
    for (const store::StoredLine& line : *lines) {
      head = line.is_erased() ? line.head : chain_next(head, line.bytes);
      if (line.sequence != next || line.head != head) return "line " + std::to_string(next) + " was changed";
      ++next;
      ++count.all;
      if (line.is_erased()) ++count.erased;
    }
  }
  return head == stream.head ? std::string() : std::string("the head is not its last line's");
}

Result<json> chain_faults(Database& database, LineCount& count) {
  const auto streams = store::streams(database);
  if (!streams) return fail(streams.error());
  json faults = json::array();
  for (const store::StreamState& stream : *streams) {
    const auto fault = chain_fault(database, stream, count);
    if (!fault) return fail(fault.error());
    if (fault->empty()) continue;
    faults.push_back({{"device", stream.name.device},
                      {"epoch", stream.name.epoch},
                      {"stream", stream.name.stream},
                      {"fault", *fault}});
  }
  return faults;
}

Result<Said> examine(const std::filesystem::path& data, const Clock& clock) {
  std::error_code error;
  if (!std::filesystem::exists(database_file(data), error)) {
    return fail(Code::not_found, data.string() + ": no hub's data here; give --data");
  }
  const auto settings = ask_hub(data, clock, {{"do", "settings"}});
  if (!settings) return fail(settings.error());
  const auto database = Database::open(database_file(data), Database::Access::reader);
  if (!database) return fail(database.error());
  const auto integrity = store::integrity(**database);
  if (!integrity) return fail(integrity.error());
  const auto orphans = store::orphans(**database);
  if (!orphans) return fail(orphans.error());
  const auto letters = store::dead_letters(**database);
  if (!letters) return fail(letters.error());
  LineCount lines;
  const auto faults = chain_faults(**database, lines);
  if (!faults) return fail(faults.error());
  json orphan_rows = json::object();
  std::int64_t orphan_count = 0;
  for (const store::Orphans& kind : *orphans) {
    orphan_rows[kind.what] = kind.count;
    orphan_count += kind.count;
  }
  const bool is_healthy = *integrity == "ok" && faults->empty() && orphan_count == 0;
  json report{{"healthy", is_healthy}, {"engine", store::engine()},       {"integrity", *integrity},
              {"lines", lines.all},    {"lines_erased", lines.erased},    {"chain_faults", *faults},
              {"settings", *settings}, {"dead_letters", letters->size()}, {"orphans", orphan_rows}};
  const std::string text = report.dump(2);
  return Said{std::move(report), text, is_healthy};
}

}  // namespace

Command add_doctor(CLI::App& program, Common& common, const Clock& clock) {
  CLI::App* app =
      program.add_subcommand("doctor", "examines the data: storage, chains, dead letters, orphans");
  add_common(*app, common);
  return {app, [&common, &clock] { return examine(common.data, clock); }};
}

}  // namespace yz::hub
