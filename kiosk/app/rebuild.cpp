#include "kiosk/app/rebuild.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/system_clock.h"
#include "kiosk/app/content.h"
#include "kiosk/app/help_office.h"
#include "kiosk/app/lesson_rows.h"
#include "kiosk/app/progress_office.h"
#include "kiosk/app/ticket_rows.h"
#include "kiosk/app/wish_rows.h"
#include "offline-cache/sync_worker.h"

namespace yz::kiosk {
namespace {

Result<RebuildReport> rebuild(const Config& config, const Clock& clock) {
  auto device = cache::device_id(config.state, clock);
  if (!device) return fail(device.error());
  auto journal = cache::Journal::open({config.state / "journal", *device}, clock);
  if (!journal) return fail(journal.error());
  auto store = cache::ContentStore::open(config.state / "content", config.content);
  if (!store) return fail(store.error());
  auto pack = (*store)->current();
  if (!pack) return fail(pack.error());
  auto content = read_content(*pack, {}, {});
  if (!content) return fail(content.error());
  auto report = rebuild_rows(content->station, **journal);
  if (!report) return report;
  if (auto helped = rebuild_help_rows(**journal, report->differences); !helped) return fail(helped.error());
  if (auto wished = rebuild_wish_rows(content->wishes, **journal, report->differences); !wished)
    return fail(wished.error());
  if (auto learned =
          rebuild_lesson_rows(content->classes, content->station.utc_offset, **journal, report->differences);
      !learned)
    return fail(learned.error());
  if (auto learnt = rebuild_progress_rows(**journal, clock.now(), report->differences); !learnt)
    return fail(learnt.error());
  if (auto closed = (*journal)->close(); !closed) return fail(closed.error());
  return report;
}

void print(const nlohmann::json& line) {
  std::puts(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

}  // namespace

int run_rebuild(const Config& config) {
  const SystemClock clock;
  const auto report = rebuild(config, clock);
  if (!report) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", report.error().what.c_str());
    return 1;
  }
  for (const auto& difference : report->differences) print({{"difference", difference}});
  print({{"events", report->events},
         {"tickets", report->tickets},
         {"differences", report->differences.size()}});
  return 0;
}

}  // namespace yz::kiosk
