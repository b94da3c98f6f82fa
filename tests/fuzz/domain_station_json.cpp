// station.json of a pack; what is taken must be written and read back the same.
#include <cstdint>

#include "base/check.h"
#include "domain/content/station_json.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto station = parse_station({reinterpret_cast<const char*>(data), size});
  if (station) {
    const auto again = parse_station(to_json(*station));
    yz::check(again && *again == *station, "a station reads back as it was written");
    for (const Service& service : station->services) {
      StationTime opening;
      (void)next_opening(service.hours, station_time(*station, yz::Instant{}),
                         opening);  // only has to come back
    }
  }
  return 0;
}
