#include "domain/wishes/wishes.h"

namespace yz::domain {

const char* to_string(WishRefusal refusal) {
  switch (refusal) {
    case WishRefusal::unknown_wish:
      return "unknown_wish";
    case WishRefusal::unknown_category:
      return "unknown_category";
    case WishRefusal::unknown_place:
      return "unknown_place";
    case WishRefusal::unknown_unit:
      return "unknown_unit";
    case WishRefusal::unknown_reason:
      return "unknown_reason";
    case WishRefusal::nothing_told:
      return "nothing_told";
    case WishRefusal::told_too_much:
      return "told_too_much";
    case WishRefusal::contact_not_masked:
      return "contact_not_masked";
    case WishRefusal::numbers_used_up:
      return "numbers_used_up";
    case WishRefusal::no_matter:
      return "no_matter";
    case WishRefusal::wrong_matter:
      return "wrong_matter";
    case WishRefusal::not_to_triage:
      return "not_to_triage";
    case WishRefusal::not_to_dispatch:
      return "not_to_dispatch";
    case WishRefusal::not_to_accept:
      return "not_to_accept";
    case WishRefusal::not_to_decline:
      return "not_to_decline";
    case WishRefusal::not_in_work:
      return "not_in_work";
    case WishRefusal::not_your_wish:
      return "not_your_wish";
    case WishRefusal::already_there:
      return "already_there";
    case WishRefusal::not_triaged_yet:
      return "not_triaged_yet";
    case WishRefusal::minute_missing:
      return "minute_missing";
    case WishRefusal::text_not_allowed:
      return "text_not_allowed";
    case WishRefusal::not_resolved_yet:
      return "not_resolved_yet";
    case WishRefusal::already_closed:
      return "already_closed";
    case WishRefusal::stars_out_of_range:
      return "stars_out_of_range";
    case WishRefusal::not_on_the_wall:
      return "not_on_the_wall";
    case WishRefusal::unknown_person:
      return "unknown_person";
    case WishRefusal::own_wish:
      return "own_wish";
    case WishRefusal::supporters_full:
      return "supporters_full";
    case WishRefusal::not_claimable:
      return "not_claimable";
    case WishRefusal::already_claimed:
      return "already_claimed";
    case WishRefusal::claims_full:
      return "claims_full";
    case WishRefusal::no_claim:
      return "no_claim";
  }
  return "unknown";
}

}  // namespace yz::domain
