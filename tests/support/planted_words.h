// Personal words planted by a test, and a search for them in every file below a folder: as UTF-8, UTF-16 of
// both orders, GB 18030, hex and base64 of each, however the base64 happens to be aligned.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace yz::test {

namespace planted {
inline constexpr const char* words = "三号楼老赵家漏水三天了";
inline constexpr const char* name = "欧阳建国";
inline constexpr const char* phone = "13942987165";
}  // namespace planted

/// "journal.db-wal: 欧阳建国 as UTF-16"; empty when there is nothing.
[[nodiscard]] std::vector<std::string> planted_words_in(const std::filesystem::path& folder);

/// The same for bytes at hand.
[[nodiscard]] std::vector<std::string> planted_words_in_bytes(const std::string& bytes);

}  // namespace yz::test
