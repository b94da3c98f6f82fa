# Finds every library, or builds the few that Debian's stable release has too old (docs/decisions/0003-dependencies.md).
# Packages come from `./run` and `./test` (cmake/packages.txt); nothing is fetched from anywhere but Debian, save the strokes
# of the characters, which are an npm package.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

if(DEFINED ENV{YIZHAN_CACHE})
  set(yz_cache "$ENV{YIZHAN_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(yz_cache "$ENV{XDG_CACHE_HOME}/yizhan")
else()
  set(yz_cache "$ENV{HOME}/.cache/yizhan")
endif()

# yz_find_or_build(<name> <CMake package or ""> <lowest version> [<what has to be built first> …])
function(yz_find_or_build name package version)
  foreach(built ${name} ${ARGN})
    list(APPEND CMAKE_PREFIX_PATH ${yz_cache}/${built})
  endforeach()
  if(package)
    find_package(${package} ${version} CONFIG QUIET GLOBAL)
    if(${package}_FOUND)
      return()
    endif()
  endif()
  foreach(built ${ARGN} ${name})
    execute_process(COMMAND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/build-dependency.sh ${built} ${yz_cache}
                    RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "${built} is not installed and could not be built: see above for the way out.")
    endif()
  endforeach()
  if(package)
    find_package(${package} ${version} CONFIG REQUIRED GLOBAL)
  endif()
endfunction()

# Libraries with a pkg-config file, as imported targets yz::<name>.
function(yz_pkg name)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${ARGN})
  add_library(yz::${name} ALIAS PkgConfig::${name})
endfunction()

find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus QUIET)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(SDL2 REQUIRED)
find_package(Freetype REQUIRED)
find_package(CURL REQUIRED)
find_package(Cups REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PNG REQUIRED)
find_package(JPEG REQUIRED)
yz_pkg(sodium libsodium)
yz_pkg(zxing zxing)
yz_pkg(pcsc libpcsclite)
yz_pkg(cmark libcmark)
yz_pkg(drm libdrm)
yz_pkg(opusenc libopusenc)
yz_pkg(udev libudev)
yz_pkg(usb libusb-1.0)
yz_pkg(speechd speech-dispatcher)
yz_pkg(rime rime)

yz_find_or_build(imgui "" 1.92)
add_library(yz_imgui STATIC IMPORTED GLOBAL)
set_target_properties(yz_imgui PROPERTIES
  IMPORTED_LOCATION ${yz_cache}/imgui/lib/libimgui.a
  INTERFACE_INCLUDE_DIRECTORIES ${yz_cache}/imgui/include/imgui
  INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${yz_cache}/imgui/include/imgui
  INTERFACE_COMPILE_DEFINITIONS "IMGUI_ENABLE_FREETYPE;IMGUI_DISABLE_OBSOLETE_FUNCTIONS"
  INTERFACE_LINK_LIBRARIES "SDL2::SDL2;Freetype::Freetype")
add_library(yz::imgui ALIAS yz_imgui)

# yz_handwriting: the folder with handwriting.model and strokes.txt. Made anew when the code that makes it has changed.
file(GLOB yz_handwriting_sources
     ${CMAKE_SOURCE_DIR}/kiosk/input/training/* ${CMAKE_SOURCE_DIR}/kiosk/input/handwriting_model.*
     ${CMAKE_SOURCE_DIR}/kiosk/input/stroke* ${CMAKE_SOURCE_DIR}/kiosk/input/utf8.*)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${yz_handwriting_sources}
             ${CMAKE_CURRENT_LIST_DIR}/build-handwriting.sh)
execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/build-handwriting.sh ${yz_cache}
                RESULT_VARIABLE failed OUTPUT_VARIABLE yz_handwriting OUTPUT_STRIP_TRAILING_WHITESPACE)
if(failed)
  message(FATAL_ERROR "The handwriting model could not be made: see above for the way out.")
endif()

# What pinyin works from, made once for all that goes into it, librime's own version included.
set(yz_pinyin_sources
  assets/input/default.yaml assets/input/talk.txt assets/input/words.txt assets/input/yizhan_full.schema.yaml
  assets/input/yizhan_full_wide.schema.yaml assets/input/yizhan_nine.schema.yaml
  assets/input/yizhan_nine_initials.schema.yaml assets/input/yizhan_nine_wide.schema.yaml
  cmake/build-pinyin.sh cmake/pinyin/language_model.cpp
  cmake/pinyin/language_model.h cmake/pinyin/model.cpp cmake/pinyin/seal.cpp cmake/pinyin/sentence_file.cpp cmake/pinyin/sentence_file.h
  cmake/pinyin/talk.cpp cmake/pinyin/talk.h kiosk/input/pinyin_data.cpp kiosk/input/sentence_format.h)
set(yz_pinyin_sum "${rime_VERSION}")
foreach(one ${yz_pinyin_sources})
  file(SHA256 ${CMAKE_SOURCE_DIR}/${one} sum)
  string(SHA256 yz_pinyin_sum "${yz_pinyin_sum}${sum}")
endforeach()
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${yz_pinyin_sources})
string(SUBSTRING ${yz_pinyin_sum} 0 12 yz_pinyin_sum)
set(yz_pinyin_data ${yz_cache}/pinyin-${yz_pinyin_sum})
execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/build-pinyin.sh pinyin-${yz_pinyin_sum} ${yz_cache} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "The data for pinyin could not be made: see above for the way out.")
endif()

if(YIZHAN_HUB)
  yz_find_or_build(drogon Drogon 1.9 trantor)
endif()
if(YIZHAN_TESTS)
  yz_find_or_build(catch2 Catch2 3.4)
  yz_pkg(umockdev umockdev-1.0)
endif()
