# Builds Dear ImGui as one static library with FreeType and the SDL2 + SDL_Renderer back ends.
# cmake/build-dependency.sh puts this file into the unpacked source package.
cmake_minimum_required(VERSION 3.25)
project(imgui CXX)
find_package(SDL2 REQUIRED)
find_package(Freetype REQUIRED)
add_library(imgui STATIC imgui.cpp imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp
  misc/freetype/imgui_freetype.cpp backends/imgui_impl_sdl2.cpp backends/imgui_impl_sdlrenderer2.cpp)
target_include_directories(imgui PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/backends)
target_link_libraries(imgui PRIVATE SDL2::SDL2 Freetype::Freetype)
target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
install(TARGETS imgui ARCHIVE DESTINATION lib)
install(FILES imgui.h imconfig.h imgui_internal.h imstb_textedit.h imstb_rectpack.h imstb_truetype.h
  misc/freetype/imgui_freetype.h backends/imgui_impl_sdl2.h backends/imgui_impl_sdlrenderer2.h
  DESTINATION include/imgui)
