#include "hal/ports/wake.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/check.h"

namespace yz::hal {

int poll_ms(Milliseconds time) {
  return static_cast<int>(std::clamp<Milliseconds::rep>(time.count(), 0, std::numeric_limits<int>::max()));
}

Wake::Wake() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  check(fd_ >= 0, "an eventfd can be made");
}

Wake::~Wake() {
  ::close(fd_);
}

void Wake::ring() const {
  const std::uint64_t one = 1;
  (void)!::write(fd_, &one, sizeof one);  // full means that it rings already
}

void Wake::hear() const {
  std::uint64_t count = 0;
  (void)!::read(fd_, &count, sizeof count);  // nothing to hear is no error
}

bool Wake::wait(Milliseconds time) const {
  pollfd here{fd_, POLLIN, 0};
  if (::poll(&here, 1, poll_ms(time)) <= 0) return false;
  hear();
  return true;
}

}  // namespace yz::hal
