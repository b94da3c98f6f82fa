// One event against one book: it applies what fits the wish's state, and knows what was applied before by its
// step.
#include <algorithm>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes.h"
#include "domain/wishes/wishes_json.h"

namespace yz::domain {

namespace {

void begin(Wish& wish, WishState state, Instant at) {
  wish.state = state;
  wish.since = at;
}

}  // namespace

class WishFolder {
 public:
  explicit WishFolder(WishBook& book) : book_(book) {}

  Folded fold(const WishSubmitted& event);
  Folded fold(const WishTriaged& event);
  Folded fold(const WishDispatched& event);
  Folded fold(const WishAccepted& event);
  Folded fold(const WishDeclined& event);
  Folded fold(const WishProgressed& event);
  Folded fold(const WishResolved& event);
  Folded fold(const WishRated& event);
  Folded fold(const WishReopened& event);
  Folded fold(const WishEscalated& event);
  Folded fold(const WishClosed& event);
  Folded fold(const WishPublished& event);
  Folded fold(const WishUnpublished& event);
  Folded fold(const WishSupported& event);
  Folded fold(const WishClaimed& event);
  Folded fold(const ClaimLost& event) {
    return end_claim(event, ClaimState::lost, {ClaimState::standing, ClaimState::late});
  }
  Folded fold(const ClaimReleased& event) {
    return end_claim(event, ClaimState::released, {ClaimState::standing});
  }

 private:
  Wish* find(const WishId& id) { return const_cast<Wish*>(book_.find(id)); }

  void add_step(Wish& wish, const char* kind, const std::string& where, const std::string& note, Instant at) {
    if (wish.steps.size() >= wish_steps_max) {
      const auto report = std::find_if(wish.steps.begin(), wish.steps.end(),
                                       [](const WishStep& s) { return s.kind == "progressed"; });
      wish.steps.erase(report != wish.steps.end() ? report : wish.steps.begin());
    }
    wish.steps.push_back(
        {.kind = kind, .where = where, .note = note, .at = at, .order = ++book_.last_order_});
  }

  /// `fits` is asked of a wish to which this did not happen before; `change` is done after its step is noted.
  template <class Event, class Fits, class Change>
  Folded step(const Event& event, const char* kind, const std::string& where, Fits fits, Change change) {
    Wish* wish = find(event.wish);
    if (wish == nullptr) return Folded::ignored;
    const bool is_known = std::any_of(wish->steps.begin(), wish->steps.end(), [&](const WishStep& s) {
      return s.kind == kind && s.where == where && s.at == event.at;
    });
    if (is_known) return Folded::repeated;
    if (!fits(*wish)) return Folded::ignored;
    std::string note;
    if constexpr (requires { event.note; }) note = event.note;
    add_step(*wish, kind, where, note, event.at);
    change(*wish);
    return Folded::applied;
  }

  template <class Event>
  Folded end_claim(const Event& event, ClaimState end, std::initializer_list<ClaimState> from) {
    Wish* wish = find(event.wish);
    if (wish == nullptr) return Folded::ignored;
    const auto claim = std::find_if(wish->claims.begin(), wish->claims.end(), [&](const WishClaim& c) {
      return c.by == event.by && c.at == event.claimed_at;
    });
    if (claim == wish->claims.end()) return Folded::ignored;
    if (claim->state == end) return Folded::repeated;
    if (std::find(from.begin(), from.end(), claim->state) == from.end()) return Folded::ignored;
    claim->state = end;
    return Folded::applied;
  }

  WishBook& book_;
};

Folded WishFolder::fold(const WishSubmitted& event) {
  const auto place = place_of(event.number);
  if (event.wish.empty() || !place) return Folded::ignored;
  book_.raise_floor(place->year, place->block, place->offset + 1);
  if (const Wish* known = book_.find(event.wish)) {
    const bool is_same = known->number == event.number && known->secret == event.secret;
    return is_same ? Folded::repeated : Folded::ignored;
  }
  // Two wishes under one number could not be told apart when somebody asks for it.
  if (book_.find_by_number(event.number) != nullptr) return Folded::ignored;
  Wish wish;
  wish.id = event.wish;
  wish.number = event.number;
  wish.secret = event.secret;
  wish.station = event.station;
  wish.kind = event.kind;
  wish.told = event.told;
  wish.category = event.category;
  wish.place = event.place;
  wish.words = event.words;
  wish.photos = event.photos;
  wish.voice_s = event.voice_s;
  wish.contact = event.contact;
  wish.masked_contact = event.masked_contact;
  wish.subject = event.subject;
  wish.is_urgent = event.is_urgent;
  wish.level = event.level;
  wish.submitted_at = event.at;
  wish.since = event.at;
  wish.urgent_from = event.at;
  add_step(wish, "submitted", "", "", event.at);
  book_.by_number_.emplace(event.number, event.wish);
  book_.wishes_.emplace(event.wish, std::move(wish));
  return Folded::applied;
}

Folded WishFolder::fold(const WishTriaged& event) {
  if (event.matter == Matter::none) return Folded::ignored;
  return step(
      event, "triaged", to_string(event.matter),
      [](const Wish& w) { return w.is_waiting() || (w.is_in_work() && w.matter == Matter::none); },
      [&](Wish& w) {
        if (w.state == WishState::submitted) begin(w, WishState::triaged, event.at);
        w.matter = event.matter;
        if (w.matter_from == Instant{}) w.matter_from = event.at;
      });
}

Folded WishFolder::fold(const WishDispatched& event) {
  return step(
      event, "dispatched", event.unit.value,
      [&](const Wish& w) {
        return w.matter != Matter::none &&
               (w.state == WishState::triaged || (w.is_with_unit() && w.unit != event.unit));
      },
      [&](Wish& w) {
        begin(w, WishState::dispatched, event.at);
        w.unit = event.unit;
      });
}

Folded WishFolder::fold(const WishAccepted& event) {
  return step(
      event, "accepted", event.unit.value,
      [&](const Wish& w) {
        const bool was_asked = w.state == WishState::dispatched && w.unit == event.unit;
        return was_asked || w.is_anybodys();
      },
      [&](Wish& w) {
        begin(w, WishState::accepted, event.at);
        w.unit = event.unit;
        if (w.answered_at == Instant{}) w.answered_at = event.at;
        if (w.matter_from == Instant{}) w.matter_from = event.at;
      });
}

Folded WishFolder::fold(const WishDeclined& event) {
  return step(
      event, "declined", event.unit.value,
      [&](const Wish& w) { return w.state == WishState::dispatched && w.unit == event.unit; },
      [&](Wish& w) {
        begin(w, WishState::submitted, event.at);
        w.unit = {};
      });
}

Folded WishFolder::fold(const WishProgressed& event) {
  return step(
      event, "progressed", event.unit.value,
      [&](const Wish& w) { return w.is_in_work() && w.unit == event.unit; },
      [&](Wish& w) {
        if (w.state == WishState::accepted) begin(w, WishState::in_progress, event.at);
      });
}

Folded WishFolder::fold(const WishResolved& event) {
  return step(
      event, "resolved", event.unit.value,
      [&](const Wish& w) {
        return w.is_in_work() && w.unit == event.unit && w.matter != Matter::none &&
               (w.matter != Matter::big || event.minute.has_value());
      },
      [&](Wish& w) {
        begin(w, WishState::resolved, event.at);
        w.resolved_at = event.at;
        w.stars = 0;
        w.reason = {};
      });
}

Folded WishFolder::fold(const WishRated& event) {
  if (event.stars < 1 || event.stars > wish_stars_max) return Folded::ignored;
  return step(
      event, "rated", std::to_string(event.stars),
      [&](const Wish& w) {
        // Rated at a kiosk without a line, and closed for silence before that was known: the resident did
        // speak.
        const bool was_in_time =
            w.state == WishState::closed && w.closed_by == WishClosing::silence && event.at < w.closed_at;
        return w.state == WishState::resolved || was_in_time;
      },
      [&](Wish& w) {
        begin(w, WishState::rated, event.at);
        w.stars = event.stars;
        w.reason = event.reason;
        w.closed_at = {};
        w.closed_by = WishClosing::none;
      });
}

Folded WishFolder::fold(const WishReopened& event) {
  return step(
      event, "reopened", to_string(event.to),
      [&](const Wish& w) {
        // One level up from where it was rated; the hub may have passed it up itself in the meantime.
        const bool is_next = event.to == w.level || event.to == next_level(w.level);
        return w.state == WishState::rated && w.stars < wish_satisfied_stars_min && is_next;
      },
      [&](Wish& w) {
        begin(w, WishState::triaged, event.at);
        w.level = event.to;
        w.unit = {};
        w.matter_from = event.at;
        w.was_passed_up = true;
        w.resolved_at = {};
      });
}

Folded WishFolder::fold(const WishEscalated& event) {
  return step(
      event, "escalated", to_string(event.to),
      [&](const Wish& w) { return !w.is_settled() && w.level == event.from && event.to > event.from; },
      [&](Wish& w) {
        // A unit that did not even answer loses it; one that works on it goes on, under the eyes of the level
        // above.
        if (w.state == WishState::dispatched) {
          w.state = WishState::triaged;
          w.unit = {};
        }
        w.level = event.to;
        w.since = event.at;
        w.urgent_from = event.at;
        if (w.matter_from != Instant{}) w.matter_from = event.at;
        w.was_passed_up = true;
      });
}

Folded WishFolder::fold(const WishClosed& event) {
  return step(
      event, "closed", to_string(event.by),
      [&](const Wish& w) {
        return event.by == WishClosing::rating
                   ? w.state == WishState::rated && w.stars >= wish_satisfied_stars_min
                   : event.by == WishClosing::silence && w.state == WishState::resolved;
      },
      [&](Wish& w) {
        begin(w, WishState::closed, event.at);
        w.closed_at = event.at;
        w.closed_by = event.by;
      });
}

Folded WishFolder::fold(const WishPublished& event) {
  if (!is_staff_text(event.text)) return Folded::ignored;
  return step(
      event, "published", "", [](const Wish&) { return true; },
      [&](Wish& w) {
        if (w.wall_text.empty()) w.published_at = event.at;
        w.wall_text = event.text;
      });
}

Folded WishFolder::fold(const WishUnpublished& event) {
  return step(
      event, "unpublished", "", [](const Wish& w) { return !w.wall_text.empty(); },
      [](Wish& w) {
        w.wall_text.clear();
        w.published_at = {};
      });
}

Folded WishFolder::fold(const WishSupported& event) {
  Wish* wish = find(event.wish);
  if (wish == nullptr || !is_pseudonym(event.by)) return Folded::ignored;
  if (wish->supporters.contains(event.by)) return Folded::repeated;
  if (wish->supporters.size() >= wish_supporters_max) return Folded::ignored;
  wish->supporters.insert(event.by);
  return Folded::applied;
}

Folded WishFolder::fold(const WishClaimed& event) {
  Wish* wish = find(event.wish);
  if (wish == nullptr || !is_pseudonym(event.by)) return Folded::ignored;
  auto& claims = wish->claims;
  const bool is_known = std::any_of(claims.begin(), claims.end(),
                                    [&](const WishClaim& c) { return c.by == event.by && c.at == event.at; });
  if (is_known) return Folded::repeated;
  if (claims.size() >= wish_claims_max) return Folded::ignored;
  WishClaim claim{.by = event.by,
                  .name = event.name,
                  .at = event.at,
                  .state = wish->is_settled() ? ClaimState::late : ClaimState::standing};
  const auto place = std::find_if(claims.begin(), claims.end(), [&](const WishClaim& c) {
    return std::tie(claim.at, claim.by) < std::tie(c.at, c.by);
  });
  claims.insert(place, std::move(claim));
  return Folded::applied;
}

Folded WishBook::fold(const WishEvent& event) {
  WishFolder folder(*this);
  return std::visit([&folder](const auto& e) { return folder.fold(e); }, event);
}

}  // namespace yz::domain
