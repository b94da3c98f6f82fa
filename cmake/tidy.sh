#!/usr/bin/env bash
# tidy.sh BUILD: clang-tidy over every source of the product (tests have the compiler's warnings); BUILD has the commands of single
# files. Sources of a library are looked at ten at a time, as CMake's unity build puts them together: reading the headers is
# nearly all of the time. Ten that have a finding, or that do not go together, are looked at one by one, and that is what counts. What did
# not change since it last passed, with its headers and the rules, is not looked at again; the marks lie in build/tidy/marks.
set -euo pipefail

single=$1
together=build/tidy
marks=$together/marks
mkdir -p "$marks"
cmake --preset tidy > "$together/configure.log" 2>&1 || { tail -n 20 "$together/configure.log"; exit 1; }
# One mark for all headers together: coarse, but never wrong.
headers=$(cat .clang-tidy $(git ls-files -co --exclude-standard '*.h') | sha256sum | cut -c1-16)

# look_at COMMANDS FILE [option…]: clang-tidy's findings; what it says of itself only where it says nothing else.
look_at() {
  local commands=$1 file=$2 status=0
  shift 2
  # The commands are GCC's: switches that clang does not know are no finding.
  clang-tidy -p "$commands" --quiet --extra-arg=-Wno-unknown-warning-option "$@" "$file" > "$marks/$$.log" 2> "$marks/$$.err" || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$marks/$$.log"
    [ -s "$marks/$$.log" ] || { echo "clang-tidy ended with $status on $file:"; tail -n 20 "$marks/$$.err"; }
  fi
  rm -f "$marks/$$.log" "$marks/$$.err"
  return "$status"
}

# check_one LIST: the sources that LIST names, a line each.
check_one() {
  local list=$1 mark file status=0
  mark=$marks/$(xargs cat < "$list" | sha256sum | cut -c1-32)-$headers
  [ -e "$mark" ] && return 0
  # Sources that stand in another are meant to, here.
  if [ ! -e "$list.unity" ] || ! look_at "$together" "$(cat "$list.unity")" \
      --checks=-bugprone-suspicious-include --extra-arg=-Wno-shadow > /dev/null; then
    while read -r file; do look_at "$single" "$file" || status=1; done < "$list"
  fi
  [ "$status" -eq 0 ] && touch "$mark"
  return "$status"
}
export -f look_at check_one
export single together marks headers

# A list for each unity source, and one for each source that is in none.
rm -rf "$together/lists"
mkdir -p "$together/lists"
all=$together/lists/all
git ls-files -co --exclude-standard '*.cpp' ':!tests' | sort > "$all"
number=0
for unity in $(grep -o '"file": "[^"]*/unity_[0-9]*_cxx.cxx"' "$together/compile_commands.json" | cut -d'"' -f4); do
  list=$together/lists/$((number += 1))
  sed -nE 's/^#include "(.*)"$/\1/p' "$unity" | sed "s|^$PWD/||" > "$list"
  echo "$unity" > "$list.unity"
done
cat "$together"/lists/[0-9]* 2> /dev/null | grep '\.cpp$' | sort -u | comm -23 "$all" - | while read -r file; do
  list=$together/lists/$((number += 1))
  echo "$file" > "$list"
done
ls "$together"/lists/[0-9]* | grep -v unity | xargs -P "$(nproc)" -I{} bash -c 'check_one "$1"' _ {}
