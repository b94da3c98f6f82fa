#include "hub/apply_progress.h"

#include "domain/lessons/progress_json.h"
#include "hub/new_event.h"
#include "hub/store/progress.h"

namespace yz::hub {

Result<Verdict> apply_progress(Hub& hub, Attempt& attempt) {
  const EventLine& line = attempt.event;
  const auto event = domain::parse_progress_event({line.type, line.version}, line.body_json);
  if (!event) return Verdict(unreadable(event.error()));
  attempt.entity = "learner:" + event->person;
  auto known = store::progress_of(hub.database(), attempt.station, event->person);
  if (!known) return fail(known.error());
  domain::ProgressBook book;
  book.restore(event->person, *std::move(known));
  const NewEventOf<domain::ProgressRecorded> recorded{.id = line.id,
                                                      .station = attempt.station,
                                                      .source = attempt.stream.device,
                                                      .who = line.who,
                                                      .at = line.wall,
                                                      .event = *event};
  const auto folded = record_in(
      hub, book, recorded, attempt.entity,
      [&] {
        return store::save_progress(hub.database(), attempt.station, event->person, event->scene,
                                    book.of(event->person).at(event->scene));
      },
      [&] { return domain::to_json(*event); });
  if (!folded) return fail(folded.error());
  if (*folded == domain::Folded::ignored)
    return Verdict(Refused{"rule", "more scenes than a person can have"});
  return Verdict{};
}

}  // namespace yz::hub
