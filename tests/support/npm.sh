#!/bin/sh
# npm.sh FOLDER PACKAGE@VERSION…: npm packages that only tests use, once, outside the tree. Exit 77: it cannot be had, and why.
set -eu
folder=$1
shift
mark=$folder/$(echo "$*" | tr '/ @' '---').here
[ -e "$mark" ] && exit 0
command -v node > /dev/null && command -v npm > /dev/null || { echo "SKIPPED: node and npm are not installed"; exit 77; }
mkdir -p "$folder"
npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts "$@" > "$folder/npm.log" 2>&1 ||
  { echo "SKIPPED: npm cannot fetch $* (see $folder/npm.log)"; exit 77; }
: > "$mark"
