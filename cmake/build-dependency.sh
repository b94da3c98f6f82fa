#!/usr/bin/env bash
# build-dependency.sh NAME CACHE: builds one library from Debian's source package into CACHE/NAME, once.
# Called by cmake/dependencies.cmake when the installed package is missing or too old (docs/decisions/0003-dependencies.md).
set -euo pipefail

name=$1 cache=$2
here=$(cd "$(dirname "$0")" && pwd)
suite=${YIZHAN_SOURCE_SUITE:-forky}
prefix=$cache/$name
[ -e "$prefix/.complete" ] && exit 0

mkdir -p "$cache"
exec 9> "$cache/$name.lock"
flock 9  # two builds that start together: the second waits and finds the work done
[ -e "$prefix/.complete" ] && exit 0

source=$cache/src/$name
build=$cache/build/$name
started=$SECONDS
if [ ! -e "$source/debian/changelog" ]; then
  echo "   $name: fetching Debian's source package ($suite) …" >&2
  "$here/debian-source.sh" "$name" "$suite" "$source"
fi
version=$(dpkg-parsechangelog -l "$source/debian/changelog" -S Version)
echo "   $name: building $version, once, into $prefix …" >&2
rm -rf "$prefix" "$build"

# Release flags for libraries: they are not what we debug, and the kiosk draws with them.
configure() {
  cmake -S "$source" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DCMAKE_PREFIX_PATH="$cache/trantor" -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF \
    -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_CXX_STANDARD=20 "$@"
}
log=$cache/$name.log
{
  case $name in
    imgui)
      # Debian builds it with its own makefile; ours takes the same sources and the two back ends that we use.
      cp "$here/imgui.cmake" "$source/CMakeLists.txt"
      configure
      ;;
    catch2) configure -DCATCH_INSTALL_DOCS=OFF -DCATCH_BUILD_TESTING=OFF -DBUILD_TESTING=OFF ;;
    trantor) configure -DBUILD_TESTING=OFF ;;
    drogon)
      configure -DBUILD_CTL=OFF -DBUILD_EXAMPLES=OFF -DBUILD_TESTING=OFF -DBUILD_ORM=ON -DBUILD_MYSQL=OFF \
        -DBUILD_REDIS=OFF -DBUILD_POSTGRESQL=ON -DBUILD_SQLITE=ON -DBUILD_YAML_CONFIG=OFF -DUSE_SUBMODULE=OFF
      ;;
    *) echo "unknown dependency $name"; exit 1 ;;
  esac
  cmake --build "$build" --parallel "$(nproc)"
  cmake --install "$build"
} > "$log" 2>&1 || {
  tail -n 25 "$log" >&2
  echo "   $name: the build failed; the whole log is $log" >&2
  exit 1
}
echo "$version" > "$prefix/.complete"
rm -rf "$build"
echo "   $name: done in $((SECONDS - started)) s" >&2
