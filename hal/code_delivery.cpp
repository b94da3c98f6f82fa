#include "hal/code_delivery.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "hal/drivers/driver.h"

namespace yz::hal {

bool RecentCodes::is_new(const std::string& text, Milliseconds now) {
  const std::size_t hash = std::hash<std::string>{}(text);
  const std::lock_guard lock(mutex_);
  while (!seen_.empty() && now - seen_.front().at >= code_repeat_time) seen_.pop_front();
  if (std::ranges::find(seen_, hash, &Seen::hash) != seen_.end()) return false;
  constexpr std::size_t seen_max = 100;  // more in two seconds is a stream of rubbish
  if (seen_.size() == seen_max) seen_.pop_front();
  seen_.push_back({hash, now});
  return true;
}

void deliver_code(DriverHost& host, RecentCodes& recent, std::string text, bool too_long) {
  if (text.size() > code_bytes_max) too_long = true;
  if (too_long) text.clear();
  if (text.empty() && !too_long) return;
  if (!host.is_armed()) return host.count(Counter::unarmed);
  if (!recent.is_new(text, host.clock().mono())) return;
  host.disarm();
  host.send(CodeScanned{host.device(), std::move(text), too_long});
}

}  // namespace yz::hal
