#include "hub/upload_metadata.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ids.h"

namespace yz::hub {

namespace {

constexpr std::size_t header_bytes_max = 1'000;
constexpr std::size_t pairs_max = 16;

struct Kind {
  std::string_view mime;
  std::size_t bytes_max;
};
constexpr std::array kinds{Kind{"image/jpeg", 2U << 20U}, Kind{"audio/ogg", 1U << 20U}};

}  // namespace

std::optional<std::size_t> attachment_bytes_max(std::string_view mime) {
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.mime == mime; });
  return kind == kinds.end() ? std::nullopt : std::optional(kind->bytes_max);
}

Result<UploadMetadata> parse_upload_metadata(std::string_view header) {
  if (header.size() > header_bytes_max) return fail(Code::invalid, "Upload-Metadata is too long");
  std::map<std::string, std::string, std::less<>> values;
  for (std::size_t pairs = 0; !header.empty(); ++pairs) {
    std::string_view pair = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto blank = std::min(pair.find(' '), pair.size());
    const auto value = from_base64(pair.substr(std::min(blank + 1, pair.size())));
    const bool is_new = value && values.emplace(pair.substr(0, blank), *value).second;
    if (!is_new || pairs == pairs_max) return fail(Code::invalid, "Upload-Metadata");
  }
  UploadMetadata metadata{values["sha256"], values["dev"], values["op"], values["mime"]};
  if (!hash_from_hex(metadata.sha256) || !is_ulid(metadata.device) || !is_ulid(metadata.op))
    return fail(Code::invalid, "Upload-Metadata: sha256, dev or op");
  return metadata;
}

std::optional<Hash> parse_upload_checksum(std::string_view header) {
  constexpr std::string_view algorithm = "sha256 ";
  if (!header.starts_with(algorithm)) return std::nullopt;
  const auto bytes = from_base64(header.substr(algorithm.size()));
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

}  // namespace yz::hub
