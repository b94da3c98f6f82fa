// The reference of the benchmarks: Chromium in kiosk mode on a virtual display, showing a page equal to our
// home screen.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "tests/support/process.h"

namespace yz::bench {

struct BrowserFigures {
  Milliseconds first_frame{};  // process start → the page is painted
  double proportional_mib{};  // of its whole process tree, ten seconds later; pages shared between them count
                              // once
};

class BrowserReference {
 public:
  /// `not_found` where Chromium or Xvfb is not installed.
  static Result<std::unique_ptr<BrowserReference>> open(const std::filesystem::path& page,
                                                        const std::filesystem::path& folder);
  /// One start with a profile that was used before; `with_memory` waits until the tree has settled and weighs
  /// it.
  [[nodiscard]] Result<BrowserFigures> run(bool with_memory);

 private:
  BrowserReference() = default;
  std::filesystem::path folder_;
  std::string page_;
  std::string display_;
  std::unique_ptr<test::Process> xvfb_;
};

}  // namespace yz::bench
