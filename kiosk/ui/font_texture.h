// Dear ImGui's letters, one byte a pixel, in SDL's textures. SDL knows no such texture; Dear ImGui's own
// backend therefore keeps four bytes a pixel twice, which is 12 MiB more where many characters were shown.
#pragma once

#include <SDL.h>
#include <imgui.h>

namespace yz::ui {

/// Before the atlas is made: once for a context.
void want_small_atlas(ImFontAtlas& atlas);

/// Brings textures of one byte a pixel up to date; call it before Dear ImGui's backend draws `data`, which
/// then finds nothing to do for them and destroys them in time.
void update_font_textures(ImDrawData& data, SDL_Renderer& renderer);

}  // namespace yz::ui
