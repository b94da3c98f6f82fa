#!/usr/bin/env bash
# install-packages.sh GROUP…: installs the packages of cmake/packages.txt that are missing. Says which, asks nothing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
missing=()
for group in "$@"; do
  for package in $(sed -n "s/^$group //p" "$here/packages.txt"); do
    if [[ $package == *:* ]]; then
      command -v "${package%%:*}" > /dev/null && continue
      package=${package#*:}
    fi
    dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed || missing+=("$package")
  done
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
  if ! command -v sudo > /dev/null; then
    echo "These packages are missing and only root can install them:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
fi
echo "   installing ${#missing[@]} Debian packages: ${missing[*]}"
log=$(mktemp)
# An old package list is the usual reason for a package that is not found: fetch the list first.
"${as_root[@]}" apt-get -q -o Acquire::Retries=3 update > "$log" 2>&1 || true
if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o Acquire::Retries=3 \
  -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}" >> "$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "Some packages could not be installed (whole log: $log)." >&2
  echo "Way out: see that 'apt-get update' works on this machine, then start again; what is done stays done." >&2
  exit 1
fi
rm -f "$log"
