#include "kiosk/screens/wish_words.h"

#include <algorithm>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "kiosk/app/words_entry.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

std::string kind_and_category(const Services& services, const std::string& kind,
                              const domain::WishCategoryId& category) {
  std::string kind_name = services.texts.words("wishes.kind." + kind);
  const domain::WishCategory* found = services.wish_content.find_category(category);
  if (found == nullptr) return kind_name;
  return services.texts.words("wishes.kind_and_category",
                              {{"kind", kind_name}, {"category", services.texts.of(found->name)}});
}

/// The beginning of what may be longer than a line.
std::string shortened(const Services& services, const std::string& words) {
  constexpr std::size_t shown_max = 14;
  std::string shown = words;
  if (kiosk::count_characters(shown) <= shown_max) return shown;
  while (kiosk::count_characters(shown) > shown_max) shown = kiosk::without_last(shown);
  return services.texts.words("wishes.shortened", {{"words", shown}});
}

}  // namespace

std::string kind_words(const Services& services, const WishDraft& draft) {
  return kind_and_category(services, draft.kind, domain::WishCategoryId{draft.category});
}

std::string kind_words(const Services& services, const WishView& wish) {
  return kind_and_category(services, domain::to_string(wish.kind), wish.category);
}

std::string voice_words(const Services& services, const WishDraft& draft) {
  const std::int64_t seconds = draft.voice ? draft.voice->length.count() / 1'000 : 0;
  return services.texts.words("wishes.told.voice",
                              {{"seconds", std::to_string(std::max<std::int64_t>(1, seconds))}});
}

std::string told_words(const Services& services, const WishDraft& draft) {
  const std::string& words = draft.words.reveal();
  if (!words.empty()) return shortened(services, words);
  if (draft.voice) return voice_words(services, draft);
  if (!draft.photos.empty())
    return services.texts.words("wishes.told.photos", {{"count", std::to_string(draft.photos.size())}});
  return services.texts.words("wishes.told.nothing");
}

std::string lost_claim_words(const Services& services, AskId ask) {
  const std::vector<std::string>& lost = services.wishes.lost_claims(ask);
  if (lost.empty()) return {};
  return services.texts.words(
      lost.size() == 1 ? "wishes.lost" : "wishes.lost.several",
      {{"text", shortened(services, lost.front())}, {"count", std::to_string(lost.size())}});
}

std::string wall_words(const Services& services, const WallView& wish) {
  if (wish.supporters == 0)
    return wish.is_claimed ? services.texts.words("wishes.wall.claimed.alone") : std::string();
  return services.texts.words(wish.is_claimed ? "wishes.wall.claimed" : "wishes.wall.supporters",
                              {{"count", std::to_string(wish.supporters)}});
}

std::string place_words(const Services& services, const std::string& place) {
  const domain::LocalText* name = services.wish_content.place_name(domain::PlaceId{place});
  return name == nullptr ? services.texts.words("wishes.place.unknown") : services.texts.of(*name);
}

std::string contact_words(const Services& services) {
  const Session& session = services.session;
  switch (session.wish.contact) {
    case WishContact::card:
      return session.person
                 ? services.texts.words(
                       "wishes.contact.by_card",
                       {{"name", session.person->masked_name.empty() ? session.person->masked_number
                                                                     : session.person->masked_name}})
                 : services.texts.words("wishes.contact.card");
    case WishContact::phone:
      return domain::mask_phone(session.wish.phone.reveal());
    case WishContact::anonymous:
    case WishContact::not_chosen:
      break;
  }
  return services.texts.words("wishes.contact.anonymous");
}

std::string owner_words(const Services& services, const domain::WishOwner& owner) {
  if (owner.kind == domain::WishOwnerKind::resident) return services.texts.words("wishes.owner.resident");
  const domain::WishUnit* unit =
      owner.kind == domain::WishOwnerKind::unit ? services.wish_content.find_unit(owner.unit) : nullptr;
  if (unit != nullptr) return services.texts.of(unit->name);
  return services.texts.words(std::string("wishes.level.") + domain::to_string(owner.level));
}

std::string moment_words(const Services& services, const domain::StationTime& at) {
  const domain::StationTime now = domain::station_time(services.station, services.clock.now());
  const auto days = (std::chrono::sys_days{at.day} - std::chrono::sys_days{now.day}).count();
  const std::string time = clock_words(at.of_day);
  if (days == 0) return services.texts.words("opening.today", {{"time", time}});
  if (days == 1) return services.texts.words("opening.tomorrow", {{"time", time}});
  return services.texts.words("opening.date",
                              {{"month", std::to_string(static_cast<unsigned>(at.day.month()))},
                               {"day", std::to_string(static_cast<unsigned>(at.day.day()))},
                               {"time", time}});
}

std::vector<ui::Stop> way_stops(const Services& services, const WishView& wish) {
  std::vector<ui::Stop> stops;
  for (const WayStopView& view : wish.way) {
    ui::Stop stop;
    stop.state = view.mark == domain::WayMark::done   ? ui::Stop::State::done
                 : view.mark == domain::WayMark::here ? ui::Stop::State::here
                                                      : ui::Stop::State::next;
    stop.name = services.texts.words("way." + view.kind);
    if (view.owner) stop.who = owner_words(services, *view.owner);
    if (view.due) {
      stop.when = services.texts.words("way.due", {{"time", moment_words(services, *view.due)}});
    } else if (view.at) {
      stop.when = moment_words(services, *view.at);
    }
    stops.push_back(std::move(stop));
  }
  return stops;
}

std::string wish_problem_words(const Services& services, const WishAnswer& answer) {
  if (const auto* refused = std::get_if<WishRefused>(&answer))
    return services.texts.words(std::string("refusal.wish.") + domain::to_string(refused->why),
                                {{"words", std::to_string(domain::wish_words_chars_max)},
                                 {"seconds", std::to_string(domain::wish_voice_s_max)},
                                 {"photos", std::to_string(domain::wish_photos_count_max)}});
  if (const auto* refused = std::get_if<WishCodeRefused>(&answer)) {
    switch (refused->why) {
      case WishCodeProblem::unknown:
        return services.texts.words("wishes.find.unknown");
      case WishCodeProblem::wrong_number:
        return services.texts.words("wishes.find.wrong_number");
      case WishCodeProblem::too_often:
        return services.texts.words("wishes.find.too_often");
    }
  }
  if (std::holds_alternative<WishFilesRefused>(answer)) return services.texts.words("store.orange");
  const auto* error = std::get_if<Error>(&answer);
  return services.texts.words(std::string("error.") +
                              to_string(error == nullptr ? Code::invalid : error->code));
}

}  // namespace yz::kiosk
