# yz_library, yz_program, yz_test, yz_fuzzer: the same flags for all.

add_library(yz-flags INTERFACE)
target_compile_features(yz-flags INTERFACE cxx_std_20)
target_compile_options(yz-flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# GCC 12 at -O2 warns in the standard library of what cannot be: strings that overlap (its bug 105651), variants read
# before they are set. The sanitizers and clang-tidy look for both.
target_compile_options(yz-flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
                                          $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
target_include_directories(yz-flags INTERFACE ${CMAKE_SOURCE_DIR})
if(YIZHAN_SANITIZE)
  target_compile_options(yz-flags INTERFACE -fsanitize=${YIZHAN_SANITIZE} -fno-omit-frame-pointer
                                            -fno-sanitize-recover=all)
  target_link_options(yz-flags INTERFACE -fsanitize=${YIZHAN_SANITIZE})
endif()

# Headers of others that most sources read, read once a target: half the time of an unoptimised build. Not in the
# dev build, which thereby finds the source that forgot one.
function(yz_precompile name)
  if(YIZHAN_PRECOMPILE)
    target_precompile_headers(${name} PRIVATE <algorithm> <chrono> <filesystem> <functional> <map> <memory> <mutex>
      <optional> <ranges> <string> <thread> <variant> <vector> ${ARGN})
  endif()
endfunction()

# yz_library(<name> [TOGETHER] [OPTIMISED_UNDER_ASAN] SOURCES … [LINK …]): one folder's static library; LINK is what its
# users may see too.
# TOGETHER: no name of one of its sources' own is another's, so that the sanitizers' builds read headers once for ten of them.
# OPTIMISED_UNDER_ASAN: its tests go through weeks of touches, pages and pictures; a little optimised it takes longer to
# compile there, and its tests a fraction of the time.
function(yz_library name)
  cmake_parse_arguments(arg "TOGETHER;OPTIMISED_UNDER_ASAN" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC yz-flags ${arg_LINK})
  if(YIZHAN_TOGETHER AND arg_TOGETHER)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
  endif()
  if(YIZHAN_SANITIZE MATCHES address AND arg_OPTIMISED_UNDER_ASAN)
    target_compile_options(${name} PRIVATE -O1)
  endif()
  if(YIZHAN_FUZZ)
    # The fuzzers see which way an input took through our code; the tests beside them need not tell.
    target_compile_options(${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  yz_precompile(${name})
endfunction()

# yz_program(<name> SOURCES … [LINK …])
function(yz_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE yz-flags ${arg_LINK})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# What ./test builds in the sanitizers' build folders.
add_custom_target(unit-tests)
add_custom_target(threaded-tests)
add_custom_target(fuzzers)

# yz_test(<name> SOURCES … [LINK …] [LABELS …] [TIMEOUT s] [SERIAL]): one Catch2 program for a folder, each case a ctest of its
# own. Labels: `unit` (what a test has unless it says otherwise; also run under the address sanitizer), `threads` (also run
# under the thread sanitizer), `journey` (real processes; left out by ./test --fast).
function(yz_test name)
  cmake_parse_arguments(arg "SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT YIZHAN_TESTS)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE yz-flags Catch2::Catch2WithMain ${arg_LINK})
  yz_precompile(${name} <catch2/catch_test_macros.hpp>)
  target_compile_definitions(${name} PRIVATE YZ_SOURCE_DIR="${CMAKE_SOURCE_DIR}" YZ_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)  # only against hanging: a busy machine may take its time
  endif()
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  if(unit IN_LIST arg_LABELS)
    # ./test runs them under the sanitizers only, and builds them in the dev folder only for --fast.
    set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
    add_dependencies(unit-tests ${name})
  endif()
  if(threads IN_LIST arg_LABELS)
    add_dependencies(threaded-tests ${name})
    list(REMOVE_ITEM arg_LABELS threads)  # a list does not get through catch_discover_tests; what is built is what runs
  endif()
  if(arg_SERIAL)
    set(serial RUN_SERIAL ON)
  endif()
  catch_discover_tests(${name} EXTRA_ARGS --order rand --warn NoAssertions DISCOVERY_MODE PRE_TEST
                       # 4 is how Catch2 ends when a case skipped itself
                       PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} SKIP_RETURN_CODE 4 ${serial})
endfunction()

# yz_fuzzer(<name> SOURCES … [LINK …]): a libFuzzer target, built where YIZHAN_FUZZ is on; its corpus is
# tests/fuzz/corpus/<name>/.
function(yz_fuzzer name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  if(NOT YIZHAN_FUZZ)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE yz-flags ${arg_LINK})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer-no-link)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_test(NAME ${name} COMMAND ${name} -max_total_time=10 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1
           ${CMAKE_BINARY_DIR}/corpus/${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${name})
  add_dependencies(fuzzers ${name})
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpus/${name})
  set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 300)
endfunction()
