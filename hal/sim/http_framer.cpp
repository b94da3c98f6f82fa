#include "hal/sim/http_framer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace yz::sim {

namespace {

constexpr std::uint64_t body_bytes_max = 1ULL << 40U;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

bool parse_number(std::string_view text, int base, std::uint64_t& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && value <= body_bytes_max;
}

}  // namespace

bool looks_like_http(std::string_view bytes) {
  constexpr std::array<std::string_view, 8> methods{"GET ",    "POST ",  "PUT ",     "HEAD ",
                                                    "DELETE ", "PATCH ", "OPTIONS ", "TRACE "};
  return std::any_of(methods.begin(), methods.end(), [bytes](std::string_view method) {
    const std::size_t size = std::min(method.size(), bytes.size());
    return size > 0 && method.substr(0, size) == bytes.substr(0, size);
  });
}

HttpFramer::Event HttpFramer::next(std::string_view bytes, std::size_t& taken) {
  taken = 0;
  if (std::exchange(ends_after_head_, false)) return finish();
  if (bytes.empty()) return Event::none;
  switch (state_) {
    case State::head:
      return take_head(bytes, taken);
    case State::until_close:
      taken = bytes.size();
      return Event::none;
    case State::body:
      taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      left_ -= taken;
      return left_ == 0 ? finish() : Event::none;
    case State::chunk_size:
    case State::chunk:
    case State::trailer:
      return take_chunked(bytes, taken);
  }
  return Event::broken;
}

HttpFramer::Event HttpFramer::take_head(std::string_view bytes, std::size_t& taken) {
  for (const char c : bytes) {
    ++taken;
    line_ += c;
    if (line_.size() > http_head_bytes_max) return Event::broken;
    if (c == '\n' && (line_.ends_with("\r\n\r\n") || line_.ends_with("\n\n"))) {
      return read_head() ? Event::head : Event::broken;
    }
  }
  return Event::none;
}

bool HttpFramer::read_head() {
  first_line_ = std::string(trimmed(std::string_view(line_).substr(0, line_.find('\n'))));
  bool is_chunked = false;
  bool has_length = false;
  left_ = 0;
  for (std::size_t at = line_.find('\n') + 1; at < line_.size();) {
    const std::size_t end = line_.find('\n', at);
    const std::string_view field = std::string_view(line_).substr(at, end - at);
    at = end + 1;
    const auto colon = field.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = lower(trimmed(field.substr(0, colon)));
    const std::string_view value = trimmed(field.substr(colon + 1));
    if (name == "content-length") {
      has_length = parse_number(value, 10, left_);
      if (!has_length) return false;
    }
    if (name == "transfer-encoding") is_chunked = lower(value).find("chunked") != std::string::npos;
  }
  line_.clear();
  int status = 200;
  if (kind_ == Kind::response) {
    const auto blank = first_line_.find(' ');
    if (blank == std::string::npos || first_line_.size() < blank + 4) return false;
    std::uint64_t number = 0;
    if (!parse_number(std::string_view(first_line_).substr(blank + 1, 3), 10, number)) return false;
    status = static_cast<int>(number);
  }
  is_interim_ = status < 200 && status != 101;
  const bool is_bare =
      kind_ == Kind::response && (has_no_body_ || status < 200 || status == 204 || status == 304);
  const bool has_unknown_end = kind_ == Kind::response && !is_chunked && !has_length;
  if (status == 101 || (has_unknown_end && !is_bare)) {
    state_ = State::until_close;
  } else if (is_bare || (!is_chunked && left_ == 0)) {
    ends_after_head_ = true;
  } else {
    state_ = is_chunked ? State::chunk_size : State::body;
  }
  return true;
}

HttpFramer::Event HttpFramer::take_chunked(std::string_view bytes, std::size_t& taken) {
  if (state_ == State::chunk) {
    taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    left_ -= taken;
    if (left_ == 0) state_ = State::chunk_size;
    return Event::none;
  }
  for (const char c : bytes) {
    ++taken;
    line_ += c;
    if (line_.size() > http_head_bytes_max) return Event::broken;
    if (c != '\n') continue;
    const std::string line(trimmed(std::string_view(line_).substr(0, line_.size() - 1)));
    line_.clear();
    if (state_ == State::trailer) {
      if (line.empty()) return finish();
      continue;
    }
    std::uint64_t size = 0;
    if (!parse_number(trimmed(std::string_view(line).substr(0, line.find(';'))), 16, size))
      return Event::broken;
    if (size == 0) {
      state_ = State::trailer;
      continue;
    }
    left_ = size + 2;  // the line end after the data
    state_ = State::chunk;
    return Event::none;
  }
  return Event::none;
}

HttpFramer::Event HttpFramer::finish() {
  state_ = State::head;
  if (!is_interim_) has_no_body_ = false;
  line_.clear();
  left_ = 0;
  return Event::end;
}

}  // namespace yz::sim
