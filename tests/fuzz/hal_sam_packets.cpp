// Whatever a reader on USB sends: reports and packets are taken apart or refused. The first byte says in
// which pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hal/drivers/sam_frame.h"
#include "hal/drivers/sam_packets.h"

namespace {

void feed(yz::hal::SamFrames& frames, std::span<const std::uint8_t> bytes) {
  for (const std::uint8_t byte : bytes) (void)frames.take(byte);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t packet = std::size_t{data[0]} + 1;
  yz::hal::SamFrames of_reports, of_pipes;
  yz::hal::SamPipes pipes;
  for (std::span<const std::uint8_t> rest(data + 1, size - 1); !rest.empty();) {
    const auto bytes = rest.first(std::min(packet, rest.size()));
    rest = rest.subspan(bytes.size());
    if (const auto part = yz::hal::sam_hid_reply(bytes)) feed(of_reports, *part);
    feed(of_pipes, pipes.take(bytes));
  }
  (void)yz::hal::sam_hid_request({data, size});
  return 0;
}
