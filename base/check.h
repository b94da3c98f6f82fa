// check(): ends the process on what cannot be. On in release builds too; the supervisor starts the program
// again. Never for input: what came from a person, a wire, a file or a card is an Error.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace yz {

inline void check(bool condition, const char* what, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE()) {
  if (condition) return;
  std::fprintf(stderr, "bug: %s (%s:%d)\n", what, file, line);
  std::abort();
}

}  // namespace yz
