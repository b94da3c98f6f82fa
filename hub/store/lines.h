// What kiosks sent, byte for byte, and how far each stream has come.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/crypto.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct StreamName {
  std::string device;
  std::string epoch;
  std::string stream;
  auto operator<=>(const StreamName&) const = default;
};

/// applied < acked: the apply queue has something.
struct StreamState {
  StreamName name;
  std::int64_t acked{};
  Hash head{};
  std::int64_t applied{};
};

struct StoredLine {
  std::int64_t sequence{};
  std::string bytes;  // empty: erased at the end of its term; `head` still stands
  Hash head{};

  [[nodiscard]] bool is_erased() const { return bytes.empty(); }
};

/// A stream that never was is one with nothing in it.
[[nodiscard]] Result<StreamState> find_stream(Database& database, const StreamName& name);
[[nodiscard]] Result<std::vector<StreamState>> streams(Database& database);
[[nodiscard]] Result<std::vector<StreamState>> unapplied_streams(Database& database);
[[nodiscard]] Status add_line(Database& database, const StreamName& name, const StoredLine& line,
                              Instant now);
/// Inserts or updates acked and head; `applied` stays as it is.
[[nodiscard]] Status set_acked(Database& database, const StreamState& state);
[[nodiscard]] Status set_applied(Database& database, const StreamName& name, std::int64_t applied);
/// Lines from `first`, at most `most`, in order.
[[nodiscard]] Result<std::vector<StoredLine>> lines_from(Database& database, const StreamName& name,
                                                         std::int64_t first, std::int64_t most);

/// Empties the bytes of these lines; their hashes stay, for the chain. `places`: rows of device, epoch,
/// stream and seq.
[[nodiscard]] Status erase_lines(Database& database, Query& places);

}  // namespace yz::hub::store
