// How long the hub keeps what belongs to a person, and the erasing of it afterwards (docs/operating.md, "What
// is kept, and how long"). Runs on the hub's work thread. Each wish, call, sign-up and file goes in one
// transaction of its own, its bytes on the disk after its rows: a crash in between leaves bytes of nobody,
// which the next round sweeps up.
#pragma once

#include <chrono>

#include "hub/hub.h"

namespace yz::hub {

// The shortest that the matter needs, counted from its end (PIPL articles 6 and 19; GB/T 35273-2020, 6.1).
inline constexpr std::chrono::days wish_files_kept{180};  // voice and photos, from the closing
inline constexpr std::chrono::days wish_words_kept{730};  // words, name, phone, ID number, from the closing
inline constexpr std::chrono::days help_kept{730};        // place and kind, from the first call
inline constexpr std::chrono::days lesson_contacts_kept{30};  // a sign-up's phone, from the session's end
inline constexpr std::chrono::days loose_files_kept{180};     // whole, but no event came that names them
/// One round's most of each kind: the work thread has others to serve. What is left goes in the next.
inline constexpr std::int64_t erased_a_round_max = 200;

struct Erased {
  std::size_t files{};  // of how many wishes
  std::size_t words{};  // likewise
  std::size_t help{};
  std::size_t loose_files{};
  std::size_t lesson_contacts{};  // of how many sign-ups
  std::size_t progress{};         // of how many scenes that somebody learnt
  bool operator==(const Erased&) const = default;
};

/// What is past its term goes; a second call finds nothing more. One that cannot be erased does not keep the
/// others: its error is the answer once they are through, and it is tried again in the next round.
[[nodiscard]] Result<Erased> erase_past_terms(Hub& hub);

/// Voice and photos of this wish are past their term, whether or not they are gone.
[[nodiscard]] bool files_are_past(const domain::Wish& wish, Instant now);

}  // namespace yz::hub
