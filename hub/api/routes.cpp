#include "hub/api/routes.h"

#include <array>

namespace yz::hub {

// Device API (docs/formats/device-api.md)
Outcome get_hello(Hub&, const Session&, const Request&);
Outcome post_enrol(Hub&, const Session&, const Request&);
Outcome post_events(Hub&, const Session&, const Request&);
Outcome get_keys(Hub&, const Session&, const Request&);
Outcome get_feed(Hub&, const Session&, const Request&);
Outcome post_upload(Hub&, const Session&, const Request&);
Outcome head_upload(Hub&, const Session&, const Request&);
Outcome patch_upload(Hub&, const Session&, const Request&);
Outcome delete_upload(Hub&, const Session&, const Request&);
Outcome get_fresh(Hub&, const Session&, const Request&);
Outcome get_manifest(Hub&, const Session&, const Request&);
Outcome get_blob(Hub&, const Session&, const Request&);
Outcome get_app(Hub&, const Session&, const Request&);
// Console API (docs/api.md)
Outcome post_login(Hub&, const Session&, const Request&);
Outcome post_logout(Hub&, const Session&, const Request&);
Outcome post_password(Hub&, const Session&, const Request&);
Outcome get_session(Hub&, const Session&, const Request&);
Outcome get_counters(Hub&, const Session&, const Request&);
Outcome get_queue(Hub&, const Session&, const Request&);
Outcome get_queue_stream(Hub&, const Session&, const Request&);
Outcome post_call_next(Hub&, const Session&, const Request&);
Outcome post_call(Hub&, const Session&, const Request&);
Outcome post_recall(Hub&, const Session&, const Request&);
Outcome post_start(Hub&, const Session&, const Request&);
Outcome post_skip(Hub&, const Session&, const Request&);
Outcome post_finish(Hub&, const Session&, const Request&);
Outcome post_requeue(Hub&, const Session&, const Request&);
Outcome post_transfer(Hub&, const Session&, const Request&);
Outcome post_cancel(Hub&, const Session&, const Request&);
Outcome get_help(Hub&, const Session&, const Request&);
Outcome get_help_stream(Hub&, const Session&, const Request&);
Outcome post_help_accept(Hub&, const Session&, const Request&);
Outcome post_help_end(Hub&, const Session&, const Request&);
Outcome get_wishes(Hub&, const Session&, const Request&);
Outcome get_wish(Hub&, const Session&, const Request&);
Outcome get_wish_told(Hub&, const Session&, const Request&);
Outcome get_wish_file(Hub&, const Session&, const Request&);
Outcome get_wish_figures(Hub&, const Session&, const Request&);
Outcome post_wish_triage(Hub&, const Session&, const Request&);
Outcome post_wish_dispatch(Hub&, const Session&, const Request&);
Outcome post_wish_accept(Hub&, const Session&, const Request&);
Outcome post_wish_decline(Hub&, const Session&, const Request&);
Outcome post_wish_progress(Hub&, const Session&, const Request&);
Outcome post_wish_resolve(Hub&, const Session&, const Request&);
Outcome post_wish_publish(Hub&, const Session&, const Request&);
Outcome post_wish_unpublish(Hub&, const Session&, const Request&);
Outcome post_wish_release(Hub&, const Session&, const Request&);
Outcome get_lessons(Hub&, const Session&, const Request&);
Outcome get_lesson(Hub&, const Session&, const Request&);
Outcome get_lesson_csv(Hub&, const Session&, const Request&);
Outcome post_lesson_call_off(Hub&, const Session&, const Request&);
Outcome post_lesson_check_in(Hub&, const Session&, const Request&);
Outcome post_lesson_cancel(Hub&, const Session&, const Request&);
Outcome get_lesson_figures(Hub&, const Session&, const Request&);
Outcome post_lesson_contact(Hub&, const Session&, const Request&);
Outcome get_kiosks(Hub&, const Session&, const Request&);
Outcome post_kiosk_state(Hub&, const Session&, const Request&);
Outcome get_dead_letters(Hub&, const Session&, const Request&);
Outcome post_retry(Hub&, const Session&, const Request&);
// For everyone
Outcome get_hall(Hub&, const Session&, const Request&);
Outcome get_hall_stream(Hub&, const Session&, const Request&);
Outcome get_ticket_status(Hub&, const Session&, const Request&);
Outcome get_wish_status(Hub&, const Session&, const Request&);

namespace {

constexpr Roles staff = Role::counter | Role::dispatcher | Role::unit | Role::admin;
/// Whoever of the station's own people is near.
constexpr Roles help_takers = Role::counter | Role::dispatcher;
/// Who keeps the lists of classes.
constexpr Roles lesson_keepers = Role::counter | Role::dispatcher;
/// Who sees wishes, and who reads what residents told.
constexpr Roles wish_viewers = Role::dispatcher | Role::unit | Role::admin;
constexpr Roles wish_readers = Role::dispatcher | Role::unit;

constexpr std::array table{
    Route{"GET", "/api/device/v1/hello", Role::everyone, get_hello},
    Route{"POST", "/api/device/v1/enrol", Role::everyone, post_enrol},
    Route{"POST", "/api/device/v1/events/{stream}", Role::device, post_events},
    Route{"GET", "/api/device/v1/keys", Role::device, get_keys},
    Route{"GET", "/api/device/v1/feed", Role::device, get_feed},
    Route{"POST", "/api/device/v1/uploads", Role::device, post_upload},
    Route{"HEAD", "/api/device/v1/uploads/{upload}", Role::device, head_upload},
    Route{"PATCH", "/api/device/v1/uploads/{upload}", Role::device, patch_upload},
    Route{"DELETE", "/api/device/v1/uploads/{upload}", Role::device, delete_upload},
    Route{"GET", "/api/device/v1/content/fresh", Role::device, get_fresh},
    Route{"GET", "/api/device/v1/content/manifest/{file}", Role::device, get_manifest},
    Route{"GET", "/api/device/v1/content/blob/{folder}/{hash}", Role::device, get_blob},
    Route{"GET", "/api/device/v1/app/{file}", Role::everyone, get_app},

    Route{"POST", "/api/console/v1/login", Role::everyone, post_login},
    Route{"POST", "/api/console/v1/logout", staff, post_logout},
    Route{"POST", "/api/console/v1/password", staff, post_password},
    Route{"GET", "/api/console/v1/session", staff, get_session},
    Route{"GET", "/api/console/v1/counters", Role::counter, get_counters},
    Route{"GET", "/api/console/v1/queue", Role::counter, get_queue},
    Route{"GET", "/api/console/v1/queue/stream", Role::counter, get_queue_stream},
    Route{"POST", "/api/console/v1/counters/{counter}/call-next", Role::counter, post_call_next},
    Route{"POST", "/api/console/v1/counters/{counter}/call", Role::counter, post_call},
    Route{"POST", "/api/console/v1/counters/{counter}/recall", Role::counter, post_recall},
    Route{"POST", "/api/console/v1/counters/{counter}/start", Role::counter, post_start},
    Route{"POST", "/api/console/v1/counters/{counter}/skip", Role::counter, post_skip},
    Route{"POST", "/api/console/v1/counters/{counter}/finish", Role::counter, post_finish},
    Route{"POST", "/api/console/v1/tickets/{ticket}/requeue", Role::counter, post_requeue},
    Route{"POST", "/api/console/v1/tickets/{ticket}/transfer", Role::counter, post_transfer},
    Route{"POST", "/api/console/v1/tickets/{ticket}/cancel", Role::counter, post_cancel},
    Route{"GET", "/api/console/v1/help", help_takers, get_help},
    Route{"GET", "/api/console/v1/help/stream", help_takers, get_help_stream},
    Route{"POST", "/api/console/v1/help/{help}/accept", help_takers, post_help_accept},
    Route{"POST", "/api/console/v1/help/{help}/end", help_takers, post_help_end},
    Route{"GET", "/api/console/v1/wishes", wish_viewers, get_wishes},
    Route{"GET", "/api/console/v1/wishes/figures", wish_viewers, get_wish_figures},
    Route{"GET", "/api/console/v1/wishes/{wish}", wish_viewers, get_wish},
    Route{"GET", "/api/console/v1/wishes/{wish}/told", wish_readers, get_wish_told},
    Route{"GET", "/api/console/v1/wishes/{wish}/files/{sha256}", wish_readers, get_wish_file},
    Route{"POST", "/api/console/v1/wishes/{wish}/triage", Role::dispatcher, post_wish_triage},
    Route{"POST", "/api/console/v1/wishes/{wish}/dispatch", Role::dispatcher, post_wish_dispatch},
    Route{"POST", "/api/console/v1/wishes/{wish}/publish", Role::dispatcher, post_wish_publish},
    Route{"POST", "/api/console/v1/wishes/{wish}/unpublish", Role::dispatcher, post_wish_unpublish},
    Route{"POST", "/api/console/v1/wishes/{wish}/release", Role::dispatcher, post_wish_release},
    Route{"POST", "/api/console/v1/wishes/{wish}/accept", Role::unit, post_wish_accept},
    Route{"POST", "/api/console/v1/wishes/{wish}/decline", Role::unit, post_wish_decline},
    Route{"POST", "/api/console/v1/wishes/{wish}/progress", Role::unit, post_wish_progress},
    Route{"POST", "/api/console/v1/wishes/{wish}/resolve", Role::unit, post_wish_resolve},
    Route{"GET", "/api/console/v1/lessons", lesson_keepers, get_lessons},
    Route{"GET", "/api/console/v1/lessons/figures", lesson_keepers, get_lesson_figures},
    Route{"GET", "/api/console/v1/lessons/{session}", lesson_keepers, get_lesson},
    Route{"GET", "/api/console/v1/lessons/{session}/list.csv", lesson_keepers, get_lesson_csv},
    Route{"POST", "/api/console/v1/lessons/{session}/call-off", lesson_keepers, post_lesson_call_off},
    Route{"POST", "/api/console/v1/lessons/{session}/{sign_up}/check-in", lesson_keepers,
          post_lesson_check_in},
    Route{"POST", "/api/console/v1/lessons/{session}/{sign_up}/cancel", lesson_keepers, post_lesson_cancel},
    Route{"POST", "/api/console/v1/lessons/{session}/{sign_up}/contact", Role::dispatcher,
          post_lesson_contact},
    Route{"GET", "/api/console/v1/kiosks", Role::admin, get_kiosks},
    Route{"POST", "/api/console/v1/kiosks/{device}/{state}", Role::admin, post_kiosk_state},
    Route{"GET", "/api/console/v1/dead-letters", Role::admin, get_dead_letters},
    Route{"POST", "/api/console/v1/dead-letters/retry", Role::admin, post_retry},

    Route{"GET", "/api/public/v1/hall", Role::everyone, get_hall},
    Route{"GET", "/api/public/v1/hall/stream", Role::everyone, get_hall_stream},
    Route{"GET", "/api/public/v1/tickets/{code}", Role::everyone, get_ticket_status},
    Route{"GET", "/api/public/v1/wishes/{code}", Role::everyone, get_wish_status},
};

std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& parameters) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = next_segment(pattern);
    const std::string_view given = next_segment(path);
    if (wanted.starts_with('{')) {
      if (given.empty()) return false;
      parameters[std::string(wanted.substr(1, wanted.size() - 2))] = given;
    } else if (wanted != given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::span<const Route> routes() {
  return table;
}

Match find_route(std::string_view method, std::string_view path) {
  Match match;
  if (!path.starts_with('/')) return match;
  for (const Route& route : table) {
    std::map<std::string, std::string> parameters;
    if (!fits(route.path, path, parameters)) continue;
    match.is_known_path = true;
    if (route.method != method) continue;
    match.route = &route;
    match.parameters = std::move(parameters);
    return match;
  }
  return match;
}

}  // namespace yz::hub
