#include "kiosk/ui/fonts.h"

#include <ft2build.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <cstddef>
#include <span>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#include "kiosk/app/mapped_file.h"

namespace yz::ui {
namespace {

constexpr int atlas_side = 1024;  // so that it does not grow in the first frame

// The icons that the screens use, by the names their font gives them: code points differ between its
// versions. Content may use any other of the font.
constexpr std::array icon_names{"ticket",
                                "qrcode-scan",
                                "account-card-details",
                                "check-circle",
                                "alert-circle",
                                "information",
                                "phone",
                                "printer",
                                "volume-high",
                                "human-handsup",
                                "arrow-left",
                                "home",
                                "format-size",
                                "wheelchair-accessibility",
                                "translate",
                                "chevron-right",
                                "bullhorn",
                                "backspace",
                                "account-multiple",
                                "cloud-upload",
                                "monitor",
                                "close-circle",
                                "contrast-circle",
                                "clock",
                                "hand-pointing-right",
                                "heart",
                                "heart-outline",
                                "lightbulb",
                                "water",
                                "car",
                                "elevator",
                                "tree",
                                "human",
                                "human-greeting",
                                "human-child",
                                "account",
                                "account-check",
                                "account-location",
                                "dots-horizontal",
                                "pencil",
                                "microphone",
                                "keyboard",
                                "camera",
                                "note-text",
                                "message-text",
                                "comment-text",
                                "map-marker",
                                "close",
                                "check",
                                "undo",
                                "delete",
                                "star",
                                "alert",
                                "fire",
                                "flash",
                                "chevron-left",
                                "chevron-up",
                                "chevron-down",
                                "calendar",
                                "history",
                                "school",
                                "book-open",
                                "silverware-variant",
                                "food",
                                "gift",
                                "cash",
                                "lock",
                                "eye",
                                "play",
                                "stop",
                                "refresh",
                                "plus",
                                "minus",
                                "timer-sand",
                                "radiobox-marked",
                                "radiobox-blank",
                                "checkbox-marked-circle",
                                "checkbox-blank-circle-outline",
                                "broom",
                                "stairs",
                                "cellphone",
                                "hospital",
                                "clipboard-text",
                                "newspaper",
                                "format-list-bulleted",
                                "flower",
                                "earth",
                                "basket",
                                "bell",
                                "image",
                                "ambulance",
                                "wrench",
                                "cursor-pointer",
                                "phone-hangup",
                                "microphone-off",
                                "qrcode",
                                "web",
                                "video",
                                "wifi",
                                "battery"};

/// FreeType's handles, freed with this object.
class Face {
 public:
  static Result<Face> open(const std::string& file, int index) {
    Face face;
    if (FT_Init_FreeType(&face.library_) != 0) return fail(Code::unavailable, "FreeType");
    if (FT_New_Face(face.library_, file.c_str(), index, &face.face_) != 0) {
      return fail(Code::unavailable, "font file " + file);
    }
    return face;
  }
  Face(Face&& other) noexcept
      : library_(std::exchange(other.library_, nullptr)), face_(std::exchange(other.face_, nullptr)) {}
  Face& operator=(Face&&) = delete;
  ~Face() {
    if (face_ != nullptr) FT_Done_Face(face_);
    if (library_ != nullptr) FT_Done_FreeType(library_);
  }
  [[nodiscard]] FT_Face get() const { return face_; }

 private:
  Face() = default;
  FT_Library library_{};
  FT_Face face_{};
};

std::string to_utf8(FT_ULong code) {
  std::array<char, 5> text{};
  ImTextCharToUtf8(text.data(), static_cast<unsigned>(code));
  return text.data();
}

/// The characters of a face that has names for its glyphs, by those.
std::map<std::string, std::string, std::less<>> icons_of(FT_Face face) {
  constexpr std::size_t name_max = 64;
  std::map<std::string, std::string, std::less<>> icons;
  std::array<char, name_max> name{};
  FT_UInt glyph = 0;
  for (FT_ULong code = FT_Get_First_Char(face, &glyph); glyph != 0;
       code = FT_Get_Next_Char(face, code, &glyph)) {
    if (FT_Get_Glyph_Name(face, glyph, name.data(), name_max) == 0)
      icons.insert_or_assign(name.data(), to_utf8(code));
  }
  return icons;
}

/// Read where it lies, not into memory: the two faces with all Chinese characters are 38 MB. Mapped until the
/// process ends, as Dear ImGui looks at them whenever a new character is shown.
Result<std::span<const std::byte>> font_file(const std::string& file) {
  static std::map<std::string, kiosk::MappedFile> all;
  if (const auto found = all.find(file); found != all.end()) return found->second.bytes();
  auto mapped = kiosk::MappedFile::open(file);
  if (!mapped) return fail(Code::unavailable, "font file " + file);
  return all.emplace(file, *std::move(mapped)).first->second.bytes();
}

Result<ImFont*> add(const std::string& file, int face) {
  const auto bytes = font_file(file);
  if (!bytes) return fail(bytes.error());
  ImFontConfig config;
  config.FontNo = static_cast<unsigned>(face);
  ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<std::byte*>(bytes->data()),
                                                            static_cast<int>(bytes->size()), 0, &config);
  if (font == nullptr) return fail(Code::unavailable, "font file " + file);
  // What it does not own from the beginning it copies; what it owns in the end it frees.
  for (ImFontConfig* source : font->Sources) source->FontDataOwnedByAtlas = false;
  return font;
}

}  // namespace

Result<Fonts> load_fonts(const kiosk::StageConfig& config) {
  Fonts fonts;
  const auto text_face = Face::open(config.font_regular, config.font_face);
  if (!text_face) return fail(text_face.error());
  const FT_Face face = text_face->get();
  const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
  const float units = face->units_per_EM;
  fonts.size_per_em = static_cast<float>(face->ascender - face->descender) / units;
  if (os2 != nullptr) fonts.em_top = static_cast<float>(face->ascender - os2->sTypoAscender) / units;

  const auto icon_face = Face::open(config.font_icons, 0);
  if (!icon_face) return fail(icon_face.error());
  fonts.icon_text = icons_of(icon_face->get());
  for (const char* name : icon_names) {
    if (!fonts.icon_text.contains(name))
      return fail(Code::unavailable, "icon " + std::string(name) + " in " + config.font_icons);
  }

  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.TexMinWidth = atlas_side;
  atlas.TexMinHeight = atlas_side;
  const auto regular = add(config.font_regular, config.font_face);
  if (!regular) return fail(regular.error());
  const auto bold = add(config.font_bold, config.font_face);
  if (!bold) return fail(bold.error());
  const auto icons = add(config.font_icons, 0);
  if (!icons) return fail(icons.error());
  fonts.regular = *regular;
  fonts.bold = *bold;
  fonts.icons = *icons;
  return fonts;
}

}  // namespace yz::ui
