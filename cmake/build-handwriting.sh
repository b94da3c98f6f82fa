#!/usr/bin/env bash
# build-handwriting.sh CACHE: makes the handwriting model (docs/formats/handwriting.md) into a folder of CACHE, once for each state
# of the code that makes it, and prints that folder. Called by cmake/dependencies.cmake.
set -euo pipefail

cache=$1
root=$(cd "$(dirname "$0")/.." && pwd)
package=hanzi-writer-data
version=2.0.1
sha512=9db43033e31aaf21a8abba4130864b09dde516ad379d7b89bb092ed7ee946e32f9f2e53ef4e50b55c324a0dbcdb894a8215edfd5b6cf45f0f80ff2d06b94bbaa
input=$root/kiosk/input
sources=("$input"/{handwriting_model,stroke_features,strokes,utf8}.cpp "$input"/training/*.cpp)
headers=("$input"/{handwriting_model,stroke_features,strokes,utf8}.h "$input"/training/*.h)
key=$(cat "$0" "${sources[@]}" "${headers[@]}" | sha256sum | cut -c1-16)
out=$cache/handwriting-$key
echo "$out"
[ -e "$out/.complete" ] && exit 0

mkdir -p "$cache/src"
exec 9> "$cache/handwriting.lock"
flock 9  # two builds that start together: the second waits and finds the work done
[ -e "$out/.complete" ] && exit 0

started=$SECONDS
work=$(mktemp -d -p "$cache")
trap 'rm -rf "$work"' EXIT
log=$cache/handwriting.log
explain() {
  tail -n 15 "$log" >&2
  cat >&2 <<EOF
Could not make the handwriting model (whole log: $log).
  Way out: 1. Is the npm registry reachable?  npm view $package@$version
           2. Are the packages there?  cmake/install-packages.sh build
           3. Copy the cache folder (\$YIZHAN_CACHE, else ~/.cache/yizhan) from a machine where this worked.
EOF
  exit 1
}

archive=$cache/src/$package-$version.tgz
if ! echo "$sha512  $archive" | sha512sum --check --status 2> /dev/null; then
  echo "   handwriting: fetching $package $version …" >&2
  npm pack --silent --pack-destination "$work" "$package@$version" > "$log" 2>&1 || explain
  echo "$sha512  $work/$package-$version.tgz" | sha512sum --check > "$log" 2>&1 || explain
  mv "$work/$package-$version.tgz" "$archive"
fi
echo "   handwriting: learning the characters, once, into $out …" >&2
make_model() {
  tar -xzf "$archive" -C "$work"
  # The characters of GB 2312, by its two bytes: rows 16 to 87.
  for row in {176..247}; do
    for cell in {161..254}; do printf "\\x$(printf %x "$row")\\x$(printf %x "$cell")"; done
  done > "$work/cells"
  iconv -c -f GB2312 -t UTF-8 "$work/cells" > "$work/known" || true  # passes over the cells that are empty, and says so
  [ "$(wc -m < "$work/known")" -ge 6763 ]  # as many as GB 2312 has
  opencc -c t2s -i /usr/share/rime-data/essay.txt -o "$work/words"
  printf '%s\n' "${sources[@]}" |
    xargs -P "$(nproc)" -I{} sh -c 'c++ -std=c++20 -O3 -I"$1" -c "$2" -o "$3/$(basename "$2" .cpp).o"' _ "$root" {} "$work"
  c++ -pthread "$work"/*.o -o "$work/handwriting-maker"
  mkdir -p "$work/out"
  "$work/handwriting-maker" "$work/package" "$work/words" "$work/known" "$work/out"
  cp "$work/package/ARPHICPL.TXT" "$work/out"
  rm -rf "$out"
  mv "$work/out" "$out"
  touch "$out/.complete"
}
# Each command's failure ends the making: under `||` bash would go on after it.
set +e
(set -e; make_model) > "$log" 2>&1
status=$?
set -e
[ "$status" -eq 0 ] || explain
echo "   handwriting: done in $((SECONDS - started)) s" >&2
