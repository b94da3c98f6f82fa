// Sensitive<T>: a value that belongs to a person. It has no <<, no formatter and no JSON, so that it cannot
// slip into a log or onto a slip; `grep 'reveal('` is the audit. Wiped when it dies where T allows it.
#pragma once

#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "base/wipe.h"

namespace yz {

template <class T>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(T value) : value_(std::move(value)) { wipe_moved(value); }
  Sensitive(const Sensitive&) = default;
  Sensitive(Sensitive&& other) noexcept : value_(std::move(other.value_)) { wipe_moved(other.value_); }
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
      value_ = std::move(other.value_);
      wipe_moved(other.value_);
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
      ::yz::wipe(std::span(value_.data(), value_.size()));
    }
  }
  /// A short text lies inside its object, and moving it leaves its bytes there.
  static void wipe_moved(T& moved) {
    if constexpr (requires { moved.resize(moved.capacity()); }) {
      moved.clear();
      moved.resize(moved.capacity());
      ::yz::wipe(std::span(moved.data(), moved.size()));
      moved.clear();
    } else if constexpr (std::is_trivially_copyable_v<T> && requires { moved.data(); }) {
      ::yz::wipe(std::span(moved.data(), moved.size()));  // an array, which is copied where others are moved
    } else {
      moved = T{};
    }
  }
  T value_{};
};

}  // namespace yz
