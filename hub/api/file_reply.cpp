#include "hub/api/file_reply.h"

#include <algorithm>
#include <system_error>

#include "hub/api/dispatch.h"
#include "hub/files.h"
#include "hub/hub.h"

namespace yz::hub {

namespace {

constexpr std::size_t part_bytes_max = 8U << 20U;

/// "bytes=100-" and "bytes=100-199"; false for anything else.
bool read_range(const std::string& text, std::size_t size, std::size_t& first, std::size_t& last) {
  constexpr std::string_view unit = "bytes=";
  if (!text.starts_with(unit)) return false;
  const std::size_t dash = text.find('-');
  if (dash == std::string::npos) return false;
  const auto from = read_number(std::string_view(text).substr(unit.size(), dash - unit.size()));
  if (!from || static_cast<std::size_t>(*from) >= size) return false;
  first = static_cast<std::size_t>(*from);
  last = size - 1;
  if (dash + 1 == text.size()) return true;
  const auto to = read_number(std::string_view(text).substr(dash + 1));
  if (!to || *to < *from) return false;
  last = std::min(last, static_cast<std::size_t>(*to));
  return true;
}

}  // namespace

Outcome file_reply(Hub& hub, const std::filesystem::path& path, const Request& request) {
  std::error_code error;
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(path, error));
  if (error) return with_nonce(hub, {{"error", "not_found"}}, 404);
  Reply reply{.type = "application/octet-stream", .body = {}};
  reply.headers.emplace_back("Accept-Ranges", "bytes");
  reply.headers.emplace_back("Yz-Nonce", hub.make_nonce());
  std::size_t first = 0;
  std::size_t last = size == 0 ? 0 : size - 1;
  const std::string range = request.header("range");
  if (!range.empty()) {
    if (!read_range(range, size, first, last)) {
      reply.status = 416;
      reply.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
      return reply;
    }
    // A long rest goes out in parts; whoever asks, asks again from where it then stands.
    last = std::min(last, first + part_bytes_max - 1);
    reply.status = 206;
    reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" +
                                                    std::to_string(last) + "/" + std::to_string(size));
  }
  if (size == 0) return reply;
  auto bytes = read_part(path, first, last - first + 1);
  if (!bytes) return failed_reply(bytes.error());
  reply.body = *std::move(bytes);
  return reply;
}

}  // namespace yz::hub
