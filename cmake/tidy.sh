#!/usr/bin/env bash
# tidy.sh BUILD: clang-tidy over every source of the product (tests have the compiler's warnings). A file whose content, headers' contents and rules did not change since
# it last passed is not looked at again; the marks lie in BUILD/tidy.
set -euo pipefail

build=$1
mkdir -p "$build/tidy"
# One mark for all headers together: coarse, but never wrong.
headers=$(cat .clang-tidy $(git ls-files -co --exclude-standard '*.h') | sha256sum | cut -c1-16)

check_one() {
  local file=$1 mark
  mark=$build/tidy/$(sha256sum "$file" | cut -c1-32)-$headers
  [ -e "$mark" ] && return 0
  # The commands are GCC's: switches that clang does not know are no finding.
  if clang-tidy -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option "$file" > "$mark.log" 2> /dev/null; then
    mv "$mark.log" "$mark"
  else
    cat "$mark.log"
    rm -f "$mark.log"
    return 1
  fi
}
export -f check_one
export build headers
git ls-files -co --exclude-standard '*.cpp' ':!tests' | xargs -P "$(nproc)" -I{} bash -c 'check_one "$1"' _ {}
