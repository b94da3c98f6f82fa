// Wishes as rows of the read model, and as views for screens. Pure but for the journal that rows come from.
#pragma once

#include <string>
#include <vector>

#include "kiosk/app/wish_views.h"
#include "offline-cache/journal.h"

namespace yz::kiosk {

inline constexpr const char* wish_area = "wish";
/// The journal's name for this kiosk's wish numbers; a year's run from its first of January.
inline constexpr const char* wish_series = "wish";
/// Closed for longer than this, a wish is not loaded any more: nobody asks for it here.
inline constexpr std::chrono::days wish_kept{90};

[[nodiscard]] std::string first_day_of(int year);
[[nodiscard]] cache::ModelRow row_of(const domain::Wish& wish);
/// The rows that folding these events would give; the book itself is not changed.
[[nodiscard]] std::vector<cache::ModelRow> rows_after(const domain::WishBook& book,
                                                      const std::vector<domain::WishEvent>& events);
/// Reads wishes and how many numbers were taken into the book; `blocks` are this kiosk's.
[[nodiscard]] Status load_book(domain::WishBook& book, cache::Journal& journal,
                               const std::vector<int>& blocks, Instant now);
/// As many numbers as the journal knows of are taken in the blocks. Also when blocks are granted: after a
/// lost journal they are the ones that numbers were given out of before.
[[nodiscard]] Status raise_floors(domain::WishBook& book, cache::Journal& journal,
                                  const std::vector<int>& blocks);
/// What the journal's count of this year's numbers says of the blocks.
void raise_floor(domain::WishBook& book, int year, const std::vector<int>& blocks, int taken);

/// The number blocks that the hub granted, as they are kept in the journal.
[[nodiscard]] cache::ModelRow row_of_blocks(const std::vector<int>& blocks);
[[nodiscard]] Result<std::vector<int>> load_blocks(cache::Journal& journal);

/// Wishes of the journal against what folding it gives; as rebuild_rows of tickets.
[[nodiscard]] Status rebuild_wish_rows(const domain::WishContent& content, cache::Journal& journal,
                                       std::vector<std::string>& differences);

[[nodiscard]] WishView wish_view(const domain::WishBook& book, const domain::Wish& wish,
                                 const domain::Station& station, const std::string& wish_url,
                                 PrintState print);
[[nodiscard]] std::vector<WallView> wall_view(const domain::WishBook& book, Instant now);

}  // namespace yz::kiosk
