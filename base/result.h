// How a call that can fail says so: a value of Result<T>, never an exception
// (docs/decisions/0002-errors-as-values.md).
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace yz {

/// Why it failed. Only `unavailable` and `full` are worth trying again.
enum class Code { not_found, invalid, denied, conflict, unavailable, full, corrupt, unsupported };

/// `what` is for the log and for staff, in English; a screen shows the words under `error.<code>`.
struct Error {
  Code code{};
  std::string what;
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Code code, std::string what) {
  return tl::unexpected<Error>(Error{code, std::move(what)});
}
/// Passes an error on as it came.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

[[nodiscard]] constexpr const char* to_string(Code code) {
  switch (code) {
    case Code::not_found:
      return "not_found";
    case Code::invalid:
      return "invalid";
    case Code::denied:
      return "denied";
    case Code::conflict:
      return "conflict";
    case Code::unavailable:
      return "unavailable";
    case Code::full:
      return "full";
    case Code::corrupt:
      return "corrupt";
    case Code::unsupported:
      return "unsupported";
  }
  return "unknown";
}

}  // namespace yz
