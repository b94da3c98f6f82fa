// Sensitive<T>: a value that belongs to a person. It has no <<, no formatter and no JSON, so that it cannot
// slip into a log or onto a slip; `grep 'reveal('` is the audit. Wiped when it dies where T allows it.
#pragma once

#include <string>
#include <utility>

namespace yz {

template <class T>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(T value) : value_(std::move(value)) {}
  Sensitive(const Sensitive&) = default;
  Sensitive(Sensitive&& other) noexcept : value_(std::exchange(other.value_, T{})) {}
  Sensitive& operator=(const Sensitive& other) {
    if (this != &other) {
      wipe();
      value_ = other.value_;
    }
    return *this;
  }
  Sensitive& operator=(Sensitive&& other) noexcept {
    if (this != &other) {
      wipe();
      value_ = std::exchange(other.value_, T{});
    }
    return *this;
  }
  ~Sensitive() { wipe(); }

  [[nodiscard]] const T& reveal() const { return value_; }

 private:
  void wipe() {
    if constexpr (requires {
                    value_.data();
                    value_.size();
                  }) {
      // Volatile, so that the compiler may not drop a write that nobody reads afterwards.
      volatile auto* p = value_.data();
      for (std::size_t i = 0; i < value_.size(); ++i) p[i] = {};
    }
  }
  T value_{};
};

}  // namespace yz
