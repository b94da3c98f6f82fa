// The HTTP side, on Drogon: turns its requests into ours, serves the console's pages, and sends what the
// worker answers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "hub/worker.h"

namespace yz::hub {

struct ListenAddress {
  std::string host;
  std::uint16_t port{};  // 0: any free one
};
/// "127.0.0.1:8080"; `invalid` for anything else.
[[nodiscard]] Result<ListenAddress> parse_listen(const std::string& text);

/// Serves until SIGTERM or SIGINT; prints `ready http://HOST:PORT` when connections are taken. Once a
/// process. `listening` is told the URL before the line is printed.
[[nodiscard]] Status serve_http(Worker& worker, const ListenAddress& listen,
                                const std::filesystem::path& scratch,
                                const std::function<void(const std::string& url)>& listening);

}  // namespace yz::hub
