#include "hal/sim/pipe.h"

#include <algorithm>

namespace yz::sim {

namespace {
constexpr std::int64_t slices_per_second = 20;
}  // namespace

void Pipe::push(std::string_view bytes) {
  if (bytes.empty()) return;
  waiting_ += bytes.size();
  parcels_.push_back({loop_.now() + quality_.latency, std::string(bytes)});
  if (timer_ == 0) timer_ = loop_.after(Milliseconds{0}, [this] { work(); });
}

void Pipe::when_empty(std::function<void()> what) {
  parcels_.push_back({Milliseconds{0}, {}, std::move(what)});
  if (timer_ == 0) timer_ = loop_.after(Milliseconds{0}, [this] { work(); });
}

void Pipe::kick() {
  free_at_ = Milliseconds{0};
  for (Parcel& parcel : parcels_) parcel.due = std::min(parcel.due, loop_.now() + quality_.latency);
  loop_.cancel(timer_);
  timer_ = parcels_.empty() ? 0 : loop_.after(Milliseconds{0}, [this] { work(); });
}

void Pipe::work() {
  timer_ = 0;
  while (!parcels_.empty()) {
    const Milliseconds now = loop_.now();
    const Milliseconds at = std::max(parcels_.front().due, free_at_);
    if (at > now) {
      timer_ = loop_.after(at - now, [this] { work(); });
      return;
    }
    Parcel& parcel = parcels_.front();
    if (parcel.then) {
      const auto then = std::move(parcel.then);
      parcels_.pop_front();
      then();  // may end the connection this pipe belongs to, which is deleted later
      continue;
    }
    const std::int64_t rate = quality_.bytes_per_second;
    std::size_t size = parcel.bytes.size();
    if (rate > 0) {
      size = std::min(size, static_cast<std::size_t>(std::max<std::int64_t>(1, rate / slices_per_second)));
      free_at_ =
          now + Milliseconds{std::max<std::int64_t>(1, static_cast<std::int64_t>(size) * 1'000 / rate)};
    }
    const std::string part = parcel.bytes.substr(0, size);
    parcel.bytes.erase(0, size);
    waiting_ -= size;
    if (parcel.bytes.empty()) parcels_.pop_front();
    deliver_(part);
  }
}

}  // namespace yz::sim
