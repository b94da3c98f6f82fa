#!/usr/bin/env bash
# debian-mirrors.sh TYPE SUITE [PLACE]: prints apt lines of TYPE (deb, deb-src) for SUITE from the mirrors and keyrings that this
# machine's apt already uses, so that no host is named by us. PLACE says which of them: "" those of the machine's own release,
# "-updates" or "-security" those of its updates.
set -euo pipefail

type=$1 suite=$2 place=${3-}
. /etc/os-release
release=${VERSION_CODENAME:?this script needs a Debian machine}$place

{
  # deb822 files first, then the one-line format.
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    awk -v release="$release" -v suite="$suite" -v type="$type" '
      BEGIN { RS = ""; FS = "\n" }
      {
        uris = suites = key = ""
        for (i = 1; i <= NF; i++) {
          if ($i ~ /^URIs:/) { uris = $i; sub(/^URIs:[ \t]*/, "", uris) }
          if ($i ~ /^Suites:/) { suites = " " $i " "; sub(/Suites:/, "", suites) }
          if ($i ~ /^Signed-By:[ \t]*\//) { key = $i; sub(/^Signed-By:[ \t]*/, "", key) }
        }
        if (index(suites, " " release " ") == 0) next
        n = split(uris, list, /[ \t]+/)
        for (j = 1; j <= n; j++)
          if (list[j] != "") print type " " (key == "" ? "" : "[signed-by=" key "] ") list[j] " " suite " main"
      }' "$file"
  done
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true; } |
    sed -nE "s#^deb[[:space:]]+((\[[^]]*\][[:space:]]+)?)([^[:space:]]+)[[:space:]]+${release}[[:space:]]+main.*#$type \1\3 $suite main#p"
} | sort -u
