// Sentences about wishes that more than one screen says, put together from assets/text and the content.
#pragma once

#include <string>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {

/// "诉求 · 楼道照明".
[[nodiscard]] std::string kind_words(const Services& services, const WishDraft& draft);
[[nodiscard]] std::string kind_words(const Services& services, const WishView& wish);
/// The words, shortened; else how it was told: "录音 25 秒", "照片 2 张".
[[nodiscard]] std::string told_words(const Services& services, const WishDraft& draft);
/// "录音 25 秒".
[[nodiscard]] std::string voice_words(const Services& services, const WishDraft& draft);
/// What the card that was put down for this claimed and another holds: a sentence; empty: nothing.
[[nodiscard]] std::string lost_claim_words(const Services& services, AskId ask);
/// "有人认领了 · 3 人也想要"; empty: neither.
[[nodiscard]] std::string wall_words(const Services& services, const WallView& wish);
[[nodiscard]] std::string place_words(const Services& services, const std::string& place);
/// Whom we tell, masked.
[[nodiscard]] std::string contact_words(const Services& services);
/// "红色物业", "社区" …
[[nodiscard]] std::string owner_words(const Services& services, const domain::WishOwner& owner);
/// "11月23日 9:05", "今天 9:05".
[[nodiscard]] std::string moment_words(const Services& services, const domain::StationTime& at);
/// The way of a wish, as Ui::way shows it.
[[nodiscard]] std::vector<ui::Stop> way_stops(const Services& services, const WishView& wish);
/// Why it was refused, or what failed: a sentence.
[[nodiscard]] std::string wish_problem_words(const Services& services, const WishAnswer& answer);

}  // namespace yz::kiosk
