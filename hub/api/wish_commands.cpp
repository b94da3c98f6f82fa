// POST …/wishes/{wish}/…: what dispatchers and units do with a wish. The rules are the domain's: they are
// asked, what they decide is stored durably, and only then anyone sees it. Nobody of staff rates or closes.
#include <spdlog/spdlog.h>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "hub/api/dispatch.h"
#include "hub/api/station_scope.h"
#include "hub/api/wish_scope.h"
#include "hub/api/wish_view.h"
#include "hub/record_wish.h"
#include "hub/store/wishes.h"

namespace yz::hub {

Outcome post_wish_triage(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_dispatch(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_accept(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_decline(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_progress(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_resolve(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_publish(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_unpublish(Hub& hub, const Session& session, const Request& request);
Outcome post_wish_release(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr std::size_t note_bytes_max = 4 * domain::staff_text_chars_max;

/// The events and who made them, in one transaction.
Status store_all(Hub& hub, const Session& session, const WishInScope& scope,
                 const domain::WishEvents& events) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  if (auto recorded = record_all(hub, scope.station, to_string(session.role), events); !recorded)
    return recorded;
  for (const domain::WishEvent& event : events) {
    const std::string kind = domain::kind_of(event).type;
    auto noted =
        store::add_wish_audit(hub.database(), {scope.id.value, session.account, kind}, hub.clock().now());
    if (!noted) return noted;
  }
  return transaction->commit();
}

Reply changed_reply(Hub& hub, const WishInScope& scope, const domain::WishEvents& events) {
  nlohmann::json names = nlohmann::json::array();
  for (const domain::WishEvent& event : events) {
    names.push_back(domain::kind_of(event).type);
    spdlog::info("wish {}: {}", scope.wish().number, domain::kind_of(event).type);
  }
  return json_reply({{"wish", wish_row(scope.book->content(), scope.wish(), hub.clock().now())},
                     {"events", std::move(names)}});
}

Reply carry_out(Hub& hub, const Session& session, const WishInScope& scope,
                const domain::WishCommand& command) {
  const domain::WishDecision decision = domain::decide(*scope.book, command);
  if (const auto* refusal = std::get_if<domain::WishRefusal>(&decision))
    return json_reply({{"refusal", domain::to_string(*refusal)}}, 409);
  const auto& events = std::get<domain::WishEvents>(decision);
  if (auto stored = store_all(hub, session, scope, events); !stored) {
    // What was folded is not on disk: begin again from what is.
    if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return failed_reply(loaded.error());
    return failed_reply(stored.error());
  }
  return changed_reply(hub, scope, events);
}

/// Finds the wish and reads the body; `make` turns both into the command.
template <class Make>
Reply command(Hub& hub, const Session& session, const Request& request, Make make) {
  const auto body = read_json(request.body.empty() ? "{}" : request.body);
  if (!body) return error_reply(400, "body");
  const auto scope = wish_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  return carry_out(hub, session, *scope, make(scope->id, *body));
}

std::string note_in(const nlohmann::json& body, const char* name) {
  return text_of(body, name, note_bytes_max);
}

}  // namespace

Outcome post_wish_triage(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    domain::Matter matter{};
    if (!domain::parse_matter(text_of(body, "matter"), matter)) matter = domain::Matter::none;
    return domain::TriageWish{.wish = wish, .matter = matter, .at = hub.clock().now()};
  });
}

Outcome post_wish_dispatch(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    return domain::DispatchWish{
        .wish = wish, .unit = domain::UnitId(text_of(body, "unit")), .at = hub.clock().now()};
  });
}

Outcome post_wish_accept(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json&) {
    return domain::AcceptWish{.wish = wish, .unit = domain::UnitId(session.unit), .at = hub.clock().now()};
  });
}

Outcome post_wish_decline(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    return domain::DeclineWish{.wish = wish,
                               .unit = domain::UnitId(session.unit),
                               .note = note_in(body, "note"),
                               .at = hub.clock().now()};
  });
}

Outcome post_wish_progress(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    return domain::ProgressWish{.wish = wish,
                                .unit = domain::UnitId(session.unit),
                                .note = note_in(body, "note"),
                                .at = hub.clock().now()};
  });
}

Outcome post_wish_resolve(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    domain::ResolveWish ask{.wish = wish,
                            .unit = domain::UnitId(session.unit),
                            .note = note_in(body, "note"),
                            .minute = std::nullopt,
                            .at = hub.clock().now()};
    domain::Day minute{};
    if (domain::parse_day(text_of(body, "minute"), minute)) ask.minute = minute;
    return ask;
  });
}

Outcome post_wish_publish(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    return domain::PublishWish{.wish = wish, .text = note_in(body, "text"), .at = hub.clock().now()};
  });
}

Outcome post_wish_unpublish(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json&) {
    return domain::UnpublishWish{.wish = wish, .at = hub.clock().now()};
  });
}

Outcome post_wish_release(Hub& hub, const Session& session, const Request& request) {
  return command(hub, session, request, [&](const domain::WishId& wish, const nlohmann::json& body) {
    return domain::ReleaseClaim{.wish = wish, .by = text_of(body, "by"), .at = hub.clock().now()};
  });
}

}  // namespace yz::hub
