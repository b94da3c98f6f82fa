#include "kiosk/input/pinyin_data.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

namespace yz::kiosk {
namespace {

constexpr const char* seal_name = "seal.txt";
constexpr const char* syllables_name = "syllables.txt";
constexpr std::array files{"build/default.yaml",
                           "build/yizhan.table.bin",
                           "build/yizhan_full.prism.bin",
                           "build/yizhan_full.schema.yaml",
                           "build/yizhan_full_wide.prism.bin",
                           "build/yizhan_full_wide.schema.yaml",
                           "build/yizhan_nine.prism.bin",
                           "build/yizhan_nine.schema.yaml",
                           "build/yizhan_nine_initials.prism.bin",
                           "build/yizhan_nine_initials.schema.yaml",
                           "build/yizhan_nine_wide.prism.bin",
                           "build/yizhan_nine_wide.schema.yaml",
                           sentences_name,
                           syllables_name};
constexpr std::size_t syllables_max = 1'000;
constexpr std::size_t letters_max = 6;  // zhuang

/// Against broken disks and half copies, not against people: eight bytes at a time.
class Sum {
 public:
  void add(const char* bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; i += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes + i, std::min(sizeof word, count - i));
      value_ = std::rotl((value_ ^ word) * 0x9E3779B97F4A7C15ULL, 29);
    }
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_{0x243F6A8885A308D3ULL};
};

}  // namespace

Result<std::string> pinyin_seal(const std::filesystem::path& folder) {
  std::ostringstream lines;
  std::vector<char> part(1U << 20U);
  for (const char* name : files) {
    std::ifstream in(folder / name, std::ios::binary);
    if (!in) return fail(Code::not_found, (folder / name).string() + ": cannot be read");
    Sum sum;
    std::uint64_t bytes = 0;
    while (in.read(part.data(), static_cast<std::streamsize>(part.size())) || in.gcount() > 0) {
      const auto count = static_cast<std::size_t>(in.gcount());
      sum.add(part.data(), count);
      bytes += count;
    }
    lines << name << ' ' << std::dec << bytes << ' ' << std::hex << sum.value() << '\n';
  }
  return lines.str();
}

Status check_pinyin_data(const std::filesystem::path& folder) {
  std::ifstream in(folder / seal_name, std::ios::binary);
  if (!in) return fail(Code::not_found, (folder / seal_name).string() + ": cannot be read");
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  const auto found = pinyin_seal(folder);
  if (!found) return fail(found.error());
  if (*found != expected) return fail(Code::corrupt, folder.string() + ": not as it was made");
  return {};
}

Result<std::vector<std::string>> read_syllables(const std::filesystem::path& folder) {
  std::ifstream in(folder / syllables_name);
  std::vector<std::string> syllables;
  for (std::string one; in >> one;) {
    const bool is_one = one.size() <= letters_max &&
                        std::ranges::all_of(one, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    if (!is_one || syllables.size() >= syllables_max)
      return fail(Code::corrupt, (folder / syllables_name).string() + ": not a list of syllables");
    syllables.push_back(one);
  }
  if (syllables.empty()) return fail(Code::not_found, (folder / syllables_name).string() + ": no syllables");
  return syllables;
}

}  // namespace yz::kiosk
