// Overwrites what must not stay behind in memory, in a way that the compiler may not leave out.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>

namespace yz {

template <class T, std::size_t extent>
void wipe(std::span<T, extent> values) {
  if (!values.empty()) ::explicit_bzero(values.data(), values.size_bytes());
}

}  // namespace yz
