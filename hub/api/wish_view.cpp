#include "hub/api/wish_view.h"

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "hub/api/queue_view.h"
#include "hub/store/times.h"

namespace yz::hub {

namespace {

using nlohmann::json;

json name_of(const domain::LocalText* name, const std::string& id) {
  return name == nullptr ? json{{"zh", id}, {"en", ""}} : both(*name);
}

json unit_name(const domain::WishContent& content, const domain::UnitId& id) {
  const domain::WishUnit* unit = content.find_unit(id);
  return name_of(unit == nullptr ? nullptr : &unit->name, id.value);
}

const char* to_string(domain::WishOwnerKind kind) {
  switch (kind) {
    case domain::WishOwnerKind::dispatcher:
      return "dispatcher";
    case domain::WishOwnerKind::unit:
      return "unit";
    case domain::WishOwnerKind::resident:
      return "resident";
  }
  return "dispatcher";
}

const char* to_string(domain::WayMark mark) {
  switch (mark) {
    case domain::WayMark::done:
      return "done";
    case domain::WayMark::here:
      return "here";
    case domain::WayMark::next:
      return "next";
  }
  return "next";
}

json owner_json(const domain::WishContent& content, const domain::WishOwner& owner) {
  return {{"kind", to_string(owner.kind)},
          {"level", domain::to_string(owner.level)},
          {"unit", unit_name(content, owner.unit)}};
}

json steps_json(const domain::Wish& wish) {
  json all = json::array();
  for (const domain::WishStep& step : wish.steps) {
    all.push_back(
        {{"kind", step.kind}, {"where", step.where}, {"note", step.note}, {"at", store::to_ms(step.at)}});
  }
  return all;
}

json claims_json(const domain::Wish& wish) {
  json all = json::array();
  for (const domain::WishClaim& claim : wish.claims) {
    all.push_back({{"by", claim.by},
                   {"name", claim.name},
                   {"at", store::to_ms(claim.at)},
                   {"state", domain::to_string(claim.state)},
                   {"holds", &claim == wish.holder()}});
  }
  return all;
}

}  // namespace

bool may_see(const Session& session, const domain::Wish& wish) {
  if (session.role != Role::unit) return true;
  return wish.unit.value == session.unit || wish.is_anybodys();
}

bool may_read_words(const Session& session, const domain::Wish& wish) {
  return session.role == Role::dispatcher || (session.role == Role::unit && wish.unit.value == session.unit);
}

json wish_row(const domain::WishContent& content, const domain::Wish& wish, Instant now) {
  const domain::WishCategory* category = content.find_category(wish.category);
  const auto duty = domain::owner_and_deadline(wish, content.rules);
  return {{"id", wish.id.value},
          {"number", wish.number},
          {"kind", domain::to_string(wish.kind)},
          {"category", name_of(category == nullptr ? nullptr : &category->name, wish.category.value)},
          {"place", name_of(content.place_name(wish.place), wish.place.value)},
          {"level", domain::to_string(wish.level)},
          {"state", domain::to_string(wish.state)},
          {"matter", domain::to_string(wish.matter)},
          {"unit", wish.unit.value},
          {"unit_name", unit_name(content, wish.unit)},
          {"owner", duty ? to_string(duty->owner.kind) : ""},
          {"due", duty ? store::to_ms(duty->due) : 0},
          {"is_overdue", duty && now > duty->due},
          {"is_urgent", wish.is_urgent},
          {"waits_for_anybody", wish.is_anybodys()},
          {"is_on_wall", !wish.wall_text.empty()},
          {"submitted_at", store::to_ms(wish.submitted_at)}};
}

json wish_detail(const domain::WishContent& content, const domain::Wish& wish, Instant now) {
  const domain::WishReason* reason = content.find_reason(wish.reason);
  json all = wish_row(content, wish, now);
  all.update({{"told_by", domain::to_string(wish.told)},
              {"words_count", wish.words},
              {"photos_count", wish.photos},
              {"voice_s", wish.voice_s},
              {"contact", domain::to_string(wish.contact)},
              {"masked_contact", wish.masked_contact},
              {"answered_at", store::to_ms(wish.answered_at)},
              {"resolved_at", store::to_ms(wish.resolved_at)},
              {"closed_at", store::to_ms(wish.closed_at)},
              {"closed_by", domain::to_string(wish.closed_by)},
              {"stars", wish.stars},
              {"reason", name_of(reason == nullptr ? nullptr : &reason->name, wish.reason.value)},
              {"wall_text", wish.wall_text},
              {"supporters", wish.supporters.size()},
              {"claims", claims_json(wish)},
              {"way", way_json(content, wish)},
              {"steps", steps_json(wish)}});
  return all;
}

json way_json(const domain::WishContent& content, const domain::Wish& wish) {
  json all = json::array();
  for (const domain::WayStop& stop : domain::way_of(wish, content.rules)) {
    all.push_back({{"kind", stop.kind},
                   {"mark", to_string(stop.mark)},
                   {"owner", stop.owner ? owner_json(content, *stop.owner) : json(nullptr)},
                   {"at", store::to_ms(stop.at)},
                   {"due", store::to_ms(stop.due)}});
  }
  return all;
}

json units_json(const domain::WishContent& content) {
  json all = json::array();
  for (const domain::WishUnit& unit : content.units) {
    json matters = json::array();
    for (const domain::Matter matter : unit.matters) matters.push_back(domain::to_string(matter));
    all.push_back({{"id", unit.id.value}, {"name", both(unit.name)}, {"matters", std::move(matters)}});
  }
  return all;
}

}  // namespace yz::hub
