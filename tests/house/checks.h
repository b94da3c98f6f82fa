// What docs/style.md asks of every source and a machine can tell. Each check gives the faults it sees in one
// file.
#pragma once

#include <string>
#include <vector>

#include "tests/house/sources.h"

namespace yz::house {

using Faults = std::vector<std::string>;  // "kiosk/main.cpp:12: …"

[[nodiscard]] Faults includes(const Source& source);
[[nodiscard]] Faults sql(const Source& source);
[[nodiscard]] Faults chinese_literals(const Source& source);
[[nodiscard]] Faults clocks_and_sleeps(const Source& source);
[[nodiscard]] Faults throws(const Source& source);
[[nodiscard]] Faults length(const Source& source);
[[nodiscard]] Faults left_to_do(const Source& source);
/// Ids of words that one language has and the other lacks. Both are JSON objects of id → text.
[[nodiscard]] Faults missing_words(const std::string& one, const std::string& other,
                                   const std::string& other_name);

struct Check {
  const char* name;
  Faults (*run)(const Source&);
};
[[nodiscard]] const std::vector<Check>& checks();

}  // namespace yz::house
