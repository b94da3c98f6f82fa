# yz_embed(<target> <function> <files…>): compiles files into <target> as a table that yz::hub::<function>() returns
# (hub/embedded.h). Names are paths relative to this folder. Run as a script, it writes that source.
if(CMAKE_SCRIPT_MODE_FILE)
  set(arrays "")
  set(rows "")
  set(n 0)
  string(REPLACE "|" ";" FILES "${FILES}")
  foreach(file ${FILES})
    file(READ ${ROOT}/${file} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(APPEND arrays "constexpr unsigned char f${n}[] = {${bytes}0};\n")
    string(APPEND rows "    {\"${file}\", {reinterpret_cast<const char*>(f${n}), sizeof(f${n}) - 1}},\n")
    math(EXPR n "${n} + 1")
  endforeach()
  file(WRITE ${OUT}.new "#include \"hub/embedded.h\"\nnamespace {\n${arrays}}\nnamespace yz::hub {\n"
       "std::span<const EmbeddedFile> ${FUNCTION}() {\n  static const EmbeddedFile files[] = {\n${rows}  };\n"
       "  return files;\n}\n}\n")
  file(RENAME ${OUT}.new ${OUT})
  return()
endif()

set(yz_embed_script ${CMAKE_CURRENT_LIST_FILE})
function(yz_embed target function)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE inputs)
  string(REPLACE ";" "|" files "${ARGN}")
  add_custom_command(OUTPUT ${out} DEPENDS ${inputs} ${yz_embed_script} VERBATIM
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_SOURCE_DIR} -DOUT=${out} -DFUNCTION=${function} "-DFILES=${files}"
            -P ${yz_embed_script})
  set_source_files_properties(${out} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)  # data; clang-tidy's commands have not made it
  target_sources(${target} PRIVATE ${out})
endfunction()
