// What the hub says (docs/formats/device-api.md), parsed. Every answer may come from a portal, a proxy or a
// false hub: what is not exactly as it should be is `corrupt`. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/journal.h"
#include "offline-cache/sync_worker.h"

namespace yz::cache {

inline constexpr std::size_t answer_bytes_max = 64U << 10U;
inline constexpr std::size_t feed_bytes_max = 8U << 20U;
inline constexpr std::size_t feed_lines_max = 500;

struct HelloAnswer {
  std::string hub;
  std::uint64_t generation{};
  Instant now;
  std::string nonce;
};
[[nodiscard]] Result<HelloAnswer> parse_hello(std::string_view body);

struct EnrolAnswer {
  Enrolment enrolment;
  std::string digits;
  bool is_live{};  // else an administrator has still to confirm it
};
[[nodiscard]] Result<EnrolAnswer> parse_enrol_answer(std::string_view body);

struct ReceiptAnswer {
  Receipt receipt;
  Instant now;
  Milliseconds wait{};
};
[[nodiscard]] Result<ReceiptAnswer> parse_receipt(std::string_view body);

/// Revisions rise from line to line and are above `since`.
[[nodiscard]] Result<std::vector<FeedLine>> parse_feed(std::string_view body, std::uint64_t since);

/// Single fields of short answers; empty or nothing where they are not.
[[nodiscard]] std::string nonce_of(std::string_view body);
[[nodiscard]] std::string state_of(std::string_view body);
[[nodiscard]] std::optional<std::uint64_t> fork_of(std::string_view body);

[[nodiscard]] std::string to_json(const Enrolment& enrolment);
[[nodiscard]] Result<Enrolment> parse_enrolment(std::string_view json);
struct EnrolAsk {
  std::string code, device, public_key, nonce, signature;
};
[[nodiscard]] std::string to_json(const EnrolAsk& ask);

}  // namespace yz::cache
