#!/usr/bin/env bash
# build-pinyin.sh NAME CACHE: makes what the pinyin engine works from in CACHE/NAME, once: words and language model out of
# Debian's source package of libime, with our schemas and words, deployed by librime. docs/formats/pinyin-model.md.
# Called by cmake/dependencies.cmake, which puts the sum of all that goes in into NAME.
set -euo pipefail

name=$1 cache=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$here/..
prefix=$cache/$name
[ -e "$prefix/.complete" ] && exit 0

mkdir -p "$cache"
exec 9> "$cache/pinyin.lock"
flock 9  # two builds that start together: the second waits and finds the work done
[ -e "$prefix/.complete" ] && exit 0

source=$cache/src/libime
build=$cache/build/$name
log=$cache/pinyin.log
started=$SECONDS
. /etc/os-release
if [ ! -e "$source/data/CMakeLists.txt" ]; then
  echo "   pinyin: fetching Debian's source package of libime ($VERSION_CODENAME) …" >&2
  "$here/debian-source.sh" libime "$VERSION_CODENAME" "$source"
fi
echo "   pinyin: making its data, once, in $prefix …" >&2
rm -rf "$prefix" "$build"
mkdir -p "$build/data" "$prefix/build" "$build/user"
make_data() {
  for archive in "$source"/data/dict*.tar.* "$source"/data/lm_sc*.tar.*; do tar -xf "$archive" -C "$build/data"; done
  # GB 2312 is what the People's Republic writes every day: nothing else may come out.
  perl -CO -MEncode -e '
    for $high (0xB0 .. 0xF7) { for $low (0xA1 .. 0xFE) {
      $one = decode("euc-cn", chr($high) . chr($low));
      print "$one\n" if length($one) == 1 && ord($one) != 0xFFFD;
    } }' > "$build/characters"
  c++ -std=c++20 -O2 -I "$root" "$here"/pinyin/{model,language_model,sentence_file,talk}.cpp -o "$build/pinyin-model"
  c++ -std=c++20 -O2 -I "$root" "$here/pinyin/seal.cpp" "$root/kiosk/input/pinyin_data.cpp" -o "$build/pinyin-seal"
  "$build/pinyin-model" "$build/data/dict_sc.txt" "$build/data/lm_sc.arpa" "$build/characters" \
    "$root"/assets/input/{words,talk}.txt "$build"
  cp "$root"/assets/input/*.yaml "$build"/yizhan.dict.yaml "$prefix"
  cp "$build/sentences.bin" "$build/syllables.txt" "$prefix"
  rime_deployer --build "$build/user" "$prefix" "$prefix/build"
  rm "$prefix"/*.yaml "$prefix"/build/*.reverse.bin  # the kiosk has no use for them
  "$build/pinyin-seal" "$prefix" > "$build/seal.txt"
  mv "$build/seal.txt" "$prefix"
  chmod -R a-w "$prefix"/build/* "$prefix"/*.*
}
# Each command's failure ends the making: under `||` bash would go on after it.
set +e
(set -e; make_data) > "$log" 2>&1
status=$?
set -e
if [ "$status" -ne 0 ]; then
  tail -n 25 "$log" >&2
  echo "   pinyin: making its data failed; the whole log is $log" >&2
  exit 1
fi
dpkg-parsechangelog -l "$source/debian/changelog" -S Version > "$prefix/.complete"
rm -rf "$build"
echo "   pinyin: done in $((SECONDS - started)) s" >&2
