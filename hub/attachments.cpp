#include "hub/attachments.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

#include "hub/crypto.h"
#include "hub/files.h"
#include "hub/upload_files.h"
#include "hub/upload_metadata.h"

namespace yz::hub {

namespace {

constexpr std::size_t header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
static_assert(sealed_overhead_bytes == header_bytes + crypto_secretstream_xchacha20poly1305_ABYTES);

/// Whatever it is called: does it begin as such a file does?
bool begins_as(std::string_view mime, std::string_view bytes) {
  if (mime == "image/jpeg") return bytes.starts_with("\xFF\xD8\xFF");
  return mime == "audio/ogg" && bytes.starts_with("OggS");
}

Result<Sensitive<std::string>> unsealed(std::string_view sealed, const std::string& mime,
                                        const Sensitive<KeyBytes>& key) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(sealed.data());
  std::string clear(sealed.size() - sealed_overhead_bytes, '\0');
  crypto_secretstream_xchacha20poly1305_state state;
  unsigned char tag = 0;
  const bool is_open =
      crypto_secretstream_xchacha20poly1305_init_pull(&state, bytes, key.reveal().data()) == 0 &&
      crypto_secretstream_xchacha20poly1305_pull(
          &state, reinterpret_cast<unsigned char*>(clear.data()), nullptr, &tag, bytes + header_bytes,
          sealed.size() - header_bytes, reinterpret_cast<const unsigned char*>(mime.data()),
          mime.size()) == 0 &&
      tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  sodium_memzero(&state, sizeof state);
  Sensitive opened(std::move(clear));
  if (!is_open) return fail(Code::corrupt, "an attachment does not open with its event's key");
  return opened;
}

}  // namespace

Result<Sensitive<KeyBytes>> attachment_key(const Sensitive<std::string>& fields_json,
                                           std::string_view sha256) {
  const auto fields = nlohmann::json::parse(fields_json.reveal(), nullptr, /*allow_exceptions=*/false);
  const auto files = fields.find("files");
  if (files == fields.end() || !files->is_array()) return fail(Code::not_found, "the box names no files");
  for (const auto& file : *files) {
    const auto name = file.find("sha256");
    const auto key = file.find("key");
    if (name == file.end() || key == file.end() || *name != sha256 || !key->is_string()) continue;
    const auto bytes = hash_from_hex(key->get_ref<const std::string&>());
    if (bytes) return Sensitive<KeyBytes>(*bytes);
  }
  return fail(Code::not_found, "the box has no key for that file");
}

Result<Sensitive<std::string>> open_attachment(const std::filesystem::path& data, const AttachmentMark& mark,
                                               const Sensitive<KeyBytes>& key) {
  const auto bytes_max = attachment_bytes_max(mark.mime);
  if (!bytes_max) return fail(Code::unsupported, "attachments of type " + mark.mime + " are not shown");
  if (!hash_from_hex(mark.sha256)) return fail(Code::corrupt, "an attachment without a name");
  const auto sealed = read_whole(upload_path(data, mark.sha256), *bytes_max + sealed_overhead_bytes);
  if (!sealed && sealed.error().code == Code::invalid) return fail(Code::corrupt, sealed.error().what);
  if (!sealed) return fail(sealed.error());
  const bool is_same = static_cast<std::int64_t>(sealed->size()) == mark.bytes &&
                       sealed->size() > sealed_overhead_bytes && to_hex(sha256(*sealed)) == mark.sha256;
  if (!is_same) return fail(Code::corrupt, "an attachment is not what its event says");
  auto clear = unsealed(*sealed, mark.mime, key);
  if (!clear) return clear;
  if (!begins_as(mark.mime, clear->reveal()))
    return fail(Code::unsupported, "an attachment does not begin as " + mark.mime);
  return clear;
}

}  // namespace yz::hub
