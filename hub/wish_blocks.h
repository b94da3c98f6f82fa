// Gives kiosks blocks of wish numbers before they need them, and tells them by the feed
// (docs/formats/device-api.md, "grant"). Runs on the hub's work thread inside the caller's transaction.
#pragma once

#include <string>

#include "hub/hub.h"

namespace yz::hub {

inline constexpr int first_wish_blocks = 2;
/// Fewer left of this year's: one more block.
inline constexpr int wish_numbers_left_min = 100;
/// 10,000 wishes a year; no kiosk, whatever it says, can use up the others' numbers.
inline constexpr std::size_t device_wish_blocks_max = 50;

/// The first blocks of a kiosk that is new here.
[[nodiscard]] Status grant_first_wish_blocks(Hub& hub, const std::string& device, const std::string& station);
/// At start: of every kiosk that has none. In a transaction of its own.
[[nodiscard]] Status grant_missing_wish_blocks(Hub& hub);

/// Is this number of a block that the kiosk has?
[[nodiscard]] Result<bool> is_wish_number_of(Hub& hub, const std::string& device, const std::string& number);
/// A wish with this number came: one more block where few numbers are left after it.
[[nodiscard]] Status grant_wish_blocks_after(Hub& hub, const std::string& device, const std::string& station,
                                             const std::string& number);

}  // namespace yz::hub
