// What a kiosk's event line says (docs/formats/events.md), read with distrust: the hub has stored its bytes
// long before.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace yz::hub {

inline constexpr std::size_t line_bytes_max = 65'536;
inline constexpr std::size_t batch_lines_max = 500;
inline constexpr std::size_t batch_bytes_max = 1'048'576;
inline constexpr int json_depth_max = 32;

/// Personal data as a kiosk sealed it; hub/unseal.h opens it.
struct SealedBox {
  std::string key;   // which seal key opens it
  std::string text;  // base64
};
/// A file that belongs to an event; perhaps not here yet (hub/attachments.h).
struct AttachmentMark {
  std::string sha256;  // of the sealed bytes
  std::int64_t bytes{};
  std::string mime;
};
inline constexpr std::size_t event_attachments_max = 8;

/// The kiosk's clock against the hub's, as it knew it when the event was made.
struct ClockMark {
  Milliseconds offset{};  // to be added to `wall`
  Milliseconds uncertainty{};
  std::chrono::seconds age{};
};

struct EventLine {
  std::string device;
  std::string epoch;
  std::string stream;
  std::int64_t sequence{};
  std::string id;
  std::string op;
  std::string type;
  int version{};
  std::string who;
  Instant wall;
  std::optional<ClockMark> clock{};  // nothing: the kiosk had not met the hub in that boot
  std::string body_json;
  std::optional<SealedBox> box;
  std::vector<AttachmentMark> attachments;
};

/// Lines of a batch, without their line ends. `invalid`: no lines, too many, an empty or too long one, or the
/// last one not ended. Nothing is looked at inside a line.
[[nodiscard]] Result<std::vector<std::string_view>> split_lines(std::string_view body);

/// Why a line cannot be read: the code of its dead letter.
struct Unreadable {
  std::string code;  // utf8, depth, json, envelope
  std::string detail;
};
[[nodiscard]] tl::expected<EventLine, Unreadable> read_event_line(std::string_view line);

/// The line inside the body of a journal.again event; nothing if there is none.
[[nodiscard]] Result<std::string> line_inside(const EventLine& again);

/// Objects and arrays within each other, texts skipped; whatever it is.
[[nodiscard]] int json_depth(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace yz::hub
