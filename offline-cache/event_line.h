// Event lines (docs/formats/events.md): the bytes that are hashed, stored and sent, built once from a draft
// and read back for a rebuild. And the lines that the journal writes about itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "offline-cache/journal.h"

namespace yz::cache {

inline constexpr std::size_t line_bytes_max = 65'536;
/// A fresh line stays below this, so that it also fits into a journal.again line, where quotes are escaped.
inline constexpr std::size_t draft_line_bytes_max = 32'000;

/// What stands around the body of a line.
struct Envelope {
  std::string device;
  std::string epoch;
  Stream stream{};
  std::uint64_t sequence{};
  std::string id;
  std::string op;
  std::int64_t wall{};
  std::int64_t mono{};
  std::string boot;
  struct Trusted {
    std::int64_t offset_ms{};
    std::int64_t uncertainty_ms{};
    std::int64_t age_s{};
  };
  std::optional<Trusted> clock;
  std::uint64_t seen{};
};

/// `invalid` for a draft that cannot be a line: a type or who outside [a-z0-9_.-], a body that is no JSON
/// object, fields that cannot be sealed, too long. Boxes are sealed here, so that what stands
/// in one is what stands around it.
[[nodiscard]] Result<std::string> make_line(const Envelope& envelope, const EventDraft& draft,
                                            std::size_t bytes_max);

/// What a rebuild needs of a line.
struct ReadLine {
  std::string id;
  std::string type;
  int version{};
  std::string who;
  std::string body_json;
};
[[nodiscard]] Result<ReadLine> read_line(std::string_view line);

/// Body of journal.again: the line as it was, as one JSON string.
[[nodiscard]] std::string again_body(std::string_view line);
/// The line inside a journal.again line, or nothing for any other line.
[[nodiscard]] std::optional<std::string> line_inside(std::string_view line);

/// Letters, digits, '-', '_', '.': what ids, series and names of types are made of. 1 to 64 of them.
[[nodiscard]] bool is_plain_word(std::string_view text);

}  // namespace yz::cache
