#include "hal/sim/http_framer.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

namespace yz::test {

using sim::HttpFramer;

namespace {

/// Where the messages in `bytes` end when they come in pieces of `piece` bytes.
std::vector<std::size_t> ends(HttpFramer::Kind kind, const std::string& bytes, std::size_t piece) {
  HttpFramer framer(kind);
  std::vector<std::size_t> found;
  std::size_t at = 0;
  for (std::size_t from = 0; from < bytes.size(); from += piece) {
    std::string_view rest = std::string_view(bytes).substr(from, piece);
    for (;;) {
      std::size_t taken = 0;
      const auto event = framer.next(rest, taken);
      at += taken;
      rest.remove_prefix(taken);
      if (event == HttpFramer::Event::broken) return {};
      if (event == HttpFramer::Event::end) found.push_back(at);
      if (event == HttpFramer::Event::none && rest.empty()) break;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("http framer: finds the same message ends however the bytes are cut", "[hal]") {
  const std::string get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string post = "POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";
  const std::string chunked =
      "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";
  const std::string all = get + post + chunked + get;
  const std::vector<std::size_t> expected{get.size(), get.size() + post.size(),
                                          get.size() + post.size() + chunked.size(), all.size()};
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{7}, all.size()}) {
    INFO("pieces of " << piece);
    CHECK(ends(HttpFramer::Kind::request, all, piece) == expected);
  }
}

TEST_CASE("http framer: answers without a body end with their head, others with the connection", "[hal]") {
  const std::string empty = "HTTP/1.1 204 No Content\r\n\r\n";
  CHECK(ends(HttpFramer::Kind::response, empty, 3) == std::vector<std::size_t>{empty.size()});
  CHECK(ends(HttpFramer::Kind::response, "HTTP/1.1 200 OK\r\n\r\nevent stream", 3).empty());
  CHECK(ends(HttpFramer::Kind::request, "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 99).empty());
}

}  // namespace yz::test
