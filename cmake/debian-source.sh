#!/usr/bin/env bash
# debian-source.sh PACKAGE SUITE DIR: fetches Debian's own source package PACKAGE as it is in SUITE and unpacks it into DIR.
#
# The mirrors are those that this machine's apt already uses (debian-mirrors.sh). Lists go into a folder of their own: the
# machine's apt state stays as it was.
set -euo pipefail

package=$1 suite=$2 dir=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/src"

# Where this machine's release is served (not its -updates or -security).
"$(dirname "$0")/debian-mirrors.sh" deb-src "$suite" > "$work/sources.list"

explain() {
  cat >&2 <<EOF
Could not fetch the source package '$package' of Debian $suite.
  Tried: $(awk '{print $(NF-2)}' "$work/sources.list" | sort -u | tr '\n' ' ')
  Way out: 1. Is the mirror reachable?  apt-get update
           2. A machine without $suite on its mirror: install '$package' $suite's -dev package by hand, then run again.
           3. Copy the cache folder (\$YIZHAN_CACHE, else ~/.cache/yizhan) from a machine where this worked.
EOF
}
if [ ! -s "$work/sources.list" ]; then
  echo "No Debian mirror for this machine's release is configured in /etc/apt." >&2
  explain
  exit 1
fi

apt=(apt-get -qq
  -o "Dir::Etc::sourcelist=$work/sources.list" -o "Dir::Etc::sourceparts=/dev/null"
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache::archives=$work/archives"
  -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache="
  -o "APT::Sandbox::User=root" -o "Acquire::Retries=3" -o "Acquire::http::Timeout=30")
"${apt[@]}" update >&2 || { explain; exit 1; }
(cd "$work/src" && "${apt[@]}" source --download-only "$package" >&2) || { explain; exit 1; }

rm -rf "$dir.part" "$dir"
mkdir -p "$(dirname "$dir")"
dpkg-source --no-check --no-copy -x "$work"/src/*.dsc "$dir.part" > /dev/null
mv "$dir.part" "$dir"
