// How well and how fast handwriting is read: the 3,500 most common characters, written by made-up hands in
// several ways, beside Zinnia with Tegaki's model on the same strokes.
#pragma once

namespace yz::bench {

/// Prints a row for each way of writing; false when a bound is broken.
[[nodiscard]] bool print_handwriting();

}  // namespace yz::bench
