#include "domain/wishes/wishes_json.h"
#include "kiosk/app/slips.h"

namespace yz::kiosk {
namespace {

using hal::Align;
using hal::SlipText;

constexpr int number_scale = 3;

std::string moment(const domain::StationTime& at, const Texts& texts) {
  return texts.words("slip.moment", {{"month", std::to_string(static_cast<unsigned>(at.day.month()))},
                                     {"day", std::to_string(static_cast<unsigned>(at.day.day()))},
                                     {"time", clock_text(at.of_day)}});
}

/// "诉求 · 楼道照明".
std::string about(const domain::WishContent& content, const WishView& wish, const Texts& texts) {
  std::string kind = texts.words(std::string("wishes.kind.") + domain::to_string(wish.kind));
  const domain::WishCategory* category = content.find_category(wish.category);
  if (category == nullptr) return kind;
  return texts.words("wishes.kind_and_category", {{"kind", kind}, {"category", texts.of(category->name)}});
}

}  // namespace

hal::Slip wish_slip(const domain::Station& station, const domain::WishContent& content, const WishView& wish,
                    const std::string& contact, const Texts& texts, Copy copy) {
  hal::Slip slip;
  auto& blocks = slip.blocks;
  blocks.emplace_back(centred(texts.of(station.name), slip_heading_scale));
  blocks.emplace_back(centred(texts.words("slip.wish.title"), slip_heading_scale, true));
  if (copy == Copy::again) blocks.emplace_back(centred(texts.words("slip.copy"), slip_heading_scale, true));
  blocks.emplace_back(hal::SlipSpace{2});
  blocks.emplace_back(centred(wish.number, number_scale, true));
  blocks.emplace_back(hal::SlipSpace{2});
  blocks.emplace_back(centred(about(content, wish, texts), slip_heading_scale));
  if (const domain::LocalText* place = content.place_name(wish.place))
    blocks.emplace_back(centred(texts.of(*place), slip_heading_scale));
  // A copy may come much later: what was due then would be wrong now.
  if (copy == Copy::original && wish.answer_by) {
    blocks.emplace_back(centred(texts.words("slip.wish.answer", {{"time", moment(*wish.answer_by, texts)}}),
                                slip_heading_scale));
  }
  if (!contact.empty())
    blocks.emplace_back(centred(texts.words("slip.wish.contact", {{"contact", contact}}), 1));
  blocks.emplace_back(hal::SlipSpace{3});
  blocks.emplace_back(hal::SlipQr{wish.qr});
  blocks.emplace_back(centred(texts.words("slip.wish.qr"), 1));
  blocks.emplace_back(hal::SlipRule{});
  if (wish.submitted) {
    blocks.emplace_back(centred(texts.words("slip.wish.told", {{"day", domain::to_text(wish.submitted->day)},
                                                               {"time", clock_text(wish.submitted->of_day)}}),
                                1));
  }
  blocks.emplace_back(centred(texts.words("slip.wish.keep"), 1));
  return slip;
}

}  // namespace yz::kiosk
