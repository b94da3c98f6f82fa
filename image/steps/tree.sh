#!/usr/bin/env bash
# tree.sh NAME [--option=…] PACKAGE…: makes a Debian 13 tree with these packages, once for each list of them, as a tar file and,
# unpacked, as a folder of the cache; prints the folder. What stands before the packages goes to mmdebstrap.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

name=$1
shift
options=()
while [[ ${1-} == --* ]]; do
  options+=("$1")
  shift
done
packages=$(printf '%s\n' "$@" | sort -u | paste -sd,)
key=$(printf '%s\n' "$packages" "${options[@]}" | sha256sum | cut -c1-12)
tree=$image_cache/$name-$key
echo "$tree"
[ -e "$tree.complete" ] && exit 0

mkdir -p "$image_cache"
exec 9> "$image_cache/$name.lock"
flock 9  # two builds that start together: the second waits and finds the work done
[ -e "$tree.complete" ] && exit 0
started=$SECONDS
log=$image_cache/$name.log
echo "   $name: installing Debian $suite into $tree …" >&2
for place in "" -updates -security; do
  "$source_root/cmake/debian-mirrors.sh" deb "$suite$place" "$place"
done > "$image_cache/$suite.list"
mode=unshare
[ "$(id -u)" -eq 0 ] && mode=root
explain() {
  tail -n 25 "$log" >&2
  cat >&2 <<EOF
Could not make the Debian $suite tree '$name' (whole log: $log).
  Way out: 1. Does this machine's mirror have $suite?  $(awk '{print $(NF-2)}' "$image_cache/$suite.list" | sort -u | tr '\n' ' ')
           2. Is there room in $image_cache?
           3. Copy $tree.tar from a machine where this worked.
EOF
  exit 1
}
if [ ! -e "$tree.tar" ]; then
  # The packages are the same for all builds of a day, so is the tree: no time of day in it.
  INITRD=No mmdebstrap --mode=$mode --variant=apt --include="$packages" --skip=output/dev "${options[@]}" \
    "$suite" "$tree.part.tar" "$image_cache/$suite.list" > "$log" 2>&1 || explain
  mv "$tree.part.tar" "$tree.tar"
fi
in_namespace rm -rf "$tree"
in_namespace mkdir "$tree"
in_namespace tar -C "$tree" --numeric-owner --xattrs --xattrs-include='*' -xf "$tree.tar"
touch "$tree.complete"
echo "   $name: done in $((SECONDS - started)) s" >&2
