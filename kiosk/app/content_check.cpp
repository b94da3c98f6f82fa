#include "kiosk/app/content_check.h"

#include <ft2build.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <set>

#include "kiosk/app/content.h"
#include "kiosk/input/utf8.h"
#include "kiosk/practice/lessons.h"
#include FT_FREETYPE_H

namespace yz::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t glyph_name_max = 64;
constexpr std::string_view refusal_code = "self_check: ";

/// Signs that make a pause or a tune and are in no voice's way: 、。《》！（），：；？ and the quotes, dashes
/// and points that Chinese shares with others.
constexpr std::array<char32_t, 18> pauses{0x3001, 0x3002, 0x300A, 0x300B, 0xFF01, 0xFF08,
                                          0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0x2018,
                                          0x2019, 0x201C, 0x201D, 0x2013, 0x2014, 0x2026};

bool is_ideograph(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x2'0000 && c <= 0x3'FFFF);
}
bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x17F);
}
bool is_pause(char32_t c) {
  static constexpr std::u32string_view ascii = U" .,:;?!'\"()-";
  return ascii.find(c) != std::u32string_view::npos ||
         std::find(pauses.begin(), pauses.end(), c) != pauses.end();
}

/// A font file, open while this lives.
class Font {
 public:
  static Result<std::shared_ptr<const Font>> open(const std::string& file, int index) {
    const std::shared_ptr<Font> font(new Font);
    if (FT_Init_FreeType(&font->library_) != 0) return fail(Code::unavailable, "FreeType");
    if (FT_New_Face(font->library_, file.c_str(), index, &font->face_) != 0)
      return fail(Code::unavailable, "font file " + file);
    return font;
  }
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;
  ~Font() {
    if (face_ != nullptr) FT_Done_Face(face_);
    if (library_ != nullptr) FT_Done_FreeType(library_);
  }

  [[nodiscard]] bool has(char32_t character) const { return FT_Get_Char_Index(face_, character) != 0; }
  /// Only those that a character stands for can be drawn.
  [[nodiscard]] std::set<std::string, std::less<>> glyph_names() const {
    std::set<std::string, std::less<>> names;
    std::array<char, glyph_name_max> name{};
    FT_UInt glyph = 0;
    for (FT_ULong code = FT_Get_First_Char(face_, &glyph); glyph != 0;
         code = FT_Get_Next_Char(face_, code, &glyph)) {
      if (FT_Get_Glyph_Name(face_, glyph, name.data(), name.size()) == 0) names.emplace(name.data());
    }
    return names;
  }

 private:
  Font() = default;
  FT_Library library_{};
  FT_Face face_{};
};

struct CheckFonts {
  std::shared_ptr<const Font> regular, bold, icons;
};

Result<CheckFonts> open_fonts(const Config& config) {
  auto regular = Font::open(config.font_regular, config.font_face);
  if (!regular) return fail(regular.error());
  auto bold = Font::open(config.font_bold, config.font_face);
  if (!bold) return fail(bold.error());
  auto icons = Font::open(config.font_icons, 0);
  if (!icons) return fail(icons.error());
  return CheckFonts{*std::move(regular), *std::move(bold), *std::move(icons)};
}

practice::LessonChecks checks_with(const CheckFonts& fonts, const Texts& texts) {
  practice::LessonChecks checks;
  checks.has_icon = [names = fonts.icons->glyph_names()](std::string_view name) {
    return names.contains(name);
  };
  checks.has_glyph = [fonts](char32_t c) { return fonts.regular->has(c) && fonts.bold->has(c); };
  checks.unspeakable = [words = spoken_words(texts)](std::string_view text, practice::Side side) {
    return unspeakable(text, side, words);
  };
  return checks;
}

}  // namespace

std::string unspeakable(std::string_view text, practice::Side side, const SpokenWords& words) {
  const bool is_chinese = side == practice::Side::zh;
  const std::string said = is_chinese ? as_spoken(text, words) : std::string(text);
  for (const char32_t c : characters_of(said)) {
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_word = is_latin(c) || (is_chinese ? is_ideograph(c) : is_digit);
    if (!is_word && !is_pause(c)) return utf8(c);
  }
  return {};
}

Result<practice::LessonChecks> lesson_checks(const Config& config, const TextTables& own) {
  const auto fonts = open_fonts(config);
  if (!fonts) return fail(fonts.error());
  return checks_with(*fonts, Texts(std::make_shared<const TextTables>(own)));
}

Result<std::vector<std::string>> check_content(const fs::path& folder, const Config& config) {
  const auto pack = read_content_folder(folder);
  if (!pack) return fail(pack.error());
  auto own = load_texts(config.text);
  if (!own) return fail(own.error());
  const auto checks = lesson_checks(config, *own);
  if (!checks) return fail(checks.error());
  std::vector<std::string> faults;
  if (const auto content = read_content(*pack, *own, {}); !content) {
    // Staff know that code from the journal; here it is clear what was checked.
    std::string_view what = content.error().what;
    if (what.starts_with(refusal_code)) what.remove_prefix(refusal_code.size());
    faults.emplace_back(what);
  }
  const auto lessons = practice::read_lessons(pack->files, *checks);
  faults.reserve(faults.size() + lessons.left_out.size());
  for (const auto& fault : lessons.left_out) faults.push_back(to_string(fault));
  return faults;
}

int run_check_content(const fs::path& folder, const Config& config) {
  const auto faults = check_content(folder, config);
  if (!faults) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", faults.error().what.c_str());
    return 2;
  }
  for (const std::string& fault : *faults) std::puts(fault.c_str());
  return faults->empty() ? 0 : 1;
}

}  // namespace yz::kiosk
