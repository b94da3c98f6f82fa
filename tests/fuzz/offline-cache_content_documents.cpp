// Signed documents of content packs, as a hub, a mirror or a stick may offer them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "offline-cache/content_documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yz::cache;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string key(64, 'a');
  yz::check(!open_envelope(text, "content", key), "nobody has that key");
  (void)parse_fresh(text);
  (void)app_is_new_enough(text, "1.4");
  (void)app_is_new_enough("1.4", text);
  if (const auto manifest = parse_manifest(text)) {
    yz::check(manifest->files.size() <= pack_files_max, "files are bounded");
    for (const PackFile& file : manifest->files) {
      yz::check(is_pack_path(file.path) && file.path.find("..") == std::string::npos, "paths stay inside");
    }
  }
  return 0;
}
