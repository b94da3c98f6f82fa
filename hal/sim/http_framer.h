// Finds where one HTTP/1.1 message ends and the next begins, without changing a byte: by content-length,
// chunks, or the end of the connection. Knows nothing of what the messages say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace yz::sim {

inline constexpr std::size_t http_head_bytes_max = 65'536;

class HttpFramer {
 public:
  enum class Kind { request, response };
  /// What a step through the bytes came to.
  enum class Event { none, head, end, broken };

  explicit HttpFramer(Kind kind) : kind_(kind) {}

  /// Takes bytes from the front of `bytes` up to the next event; `taken` says how many belong to this
  /// message. To be called until it says `none`, also with nothing left: a message without a body ends right
  /// after its head.
  Event next(std::string_view bytes, std::size_t& taken);
  /// The answer to a HEAD request has no body whatever its head says. To be said before its bytes come.
  void expect_no_body() { has_no_body_ = true; }
  /// The first line of the message whose head came last.
  [[nodiscard]] const std::string& first_line() const { return first_line_; }
  /// An interim answer (100 Continue): the true one follows.
  [[nodiscard]] bool is_interim() const { return is_interim_; }

 private:
  enum class State { head, body, chunk_size, chunk, trailer, until_close };
  Event take_head(std::string_view bytes, std::size_t& taken);
  Event take_chunked(std::string_view bytes, std::size_t& taken);
  bool read_head();
  Event finish();

  Kind kind_;
  State state_{};
  std::string line_;  // the head, or the chunk line, as far as it came
  std::uint64_t left_{};
  std::string first_line_;
  bool ends_after_head_{};
  bool has_no_body_{};
  bool is_interim_{};
};

/// Whether a connection's first bytes can be an HTTP request: nothing else is taken apart.
[[nodiscard]] bool looks_like_http(std::string_view bytes);

}  // namespace yz::sim
