// What came out of the virtual printer: slip-NNNN.txt (lines, then `QR: …`) beside slip-NNNN.png.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yz::test {

/// The parts of a slip's code, YZ1T.<day>.<label>.<secret>.
struct SlipCode {
  std::string day;
  std::string label;
  std::string secret;
};

struct PrintedSlip {
  std::filesystem::path picture;
  std::string text;
  std::vector<std::string> codes;  // what its QR codes say

  [[nodiscard]] bool has(const std::string& words) const { return text.find(words) != std::string::npos; }
  /// The code after the last slash, as a scanner's grammar wants it ("YZ1T.20261123.A012.…"); empty if it has
  /// none.
  [[nodiscard]] std::string ticket_code() const;
  /// The same of a wish's receipt ("YZ1W.W2026….…").
  [[nodiscard]] std::string wish_code() const;
  /// The same of a sign-up's slip ("YZ1L.01J….…").
  [[nodiscard]] std::string lesson_code() const;
  /// Its parts; nothing where there is no whole code, as on a slip that was cut short.
  [[nodiscard]] std::optional<SlipCode> parts() const;
};

/// In the order in which they were cut.
[[nodiscard]] std::vector<PrintedSlip> read_slips(const std::filesystem::path& folder);

}  // namespace yz::test
