#!/usr/bin/env bash
# kiosk.sh OUT: builds the kiosk against Debian 13 in a tree of its own and installs it, with words, content and models, into OUT.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

out=$1
built=$image_cache/built
# What ./run and ./test build with. Debian 13's npm is not asked: the handwriting model is made outside, being data.
mapfile -t packages < <(sed -n 's/^build //p' "$source_root/cmake/packages.txt" | tr ' ' '\n' | sed 's/.*://' | sort -u)
tree=$("$image_root/steps/tree.sh" builder "${packages[@]}" debian-archive-keyring python3)

mkdir -p "$built/cache/src" "$out"
# Sources that this machine has fetched already are not fetched again.
for source in imgui libime; do
  [ -e "$built/cache/src/$source" ] || [ ! -e "$cache/src/$source" ] || cp -r "$cache/src/$source" "$built/cache/src/"
done
model=$("$source_root/cmake/build-handwriting.sh" "$cache")
rm -rf "$built/cache/$(basename "$model")"
cp -r "$model" "$built/cache/"
# The same paths in every build, so the same bytes.
in_tree "$tree" "$source_root:/src/yizhan" "$built:/built" "$out:/out" -- bash -euc '
  export YIZHAN_CACHE=/built/cache CCACHE_DIR=/built/ccache
  cmake -S /src/yizhan -B /built/kiosk -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O2 \
    -DYIZHAN_PRECOMPILE=ON \
    -DCMAKE_CXX_FLAGS=-ffile-prefix-map=/src/yizhan=. -DYIZHAN_TESTS=OFF -DYIZHAN_HUB=OFF \
    -DCMAKE_INSTALL_PREFIX=/usr -DYIZHAN_SHARE=/usr/share/yizhan
  cmake --build /built/kiosk --target yizhan-kiosk yizhan-safe-screen
  DESTDIR=/out cmake --install /built/kiosk --strip'
