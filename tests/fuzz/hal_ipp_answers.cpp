// Whatever an office printer answers: no reason comes out of nothing, and nothing breaks on the way.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "hal/drivers/ipp_client.h"
#include "hal/drivers/ipp_reasons.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view answer{reinterpret_cast<const char*>(data), size};
  if (const auto printer = yz::hal::parse_ipp_printer(answer)) {
    const auto reasons = yz::hal::reasons_of(printer->reasons);
    yz::check(reasons.size() <= printer->reasons.size(), "a reason for each word at most");
    for (const int dpi : printer->raster_dpi) yz::check(dpi > 0, "a resolution is a number of dots");
  }
  if (const auto job = yz::hal::parse_ipp_job(answer)) {
    for (const auto& reason : job->reasons) yz::check(reason != "none", "no reason is no reason");
  }
  return 0;
}
