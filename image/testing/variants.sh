#!/usr/bin/env bash
# variants.sh BUILT OUT: makes of what image/build left in BUILT the bundles that an update is tried with, once for each version:
# OUT/next.raucb, a later version; crashing.raucb, a later one still, whose kiosk ends at once; stick.raucb, the latest; foreign.raucb,
# signed by somebody else; older.raucb. Their versions stand beside them, next.version …
set -euo pipefail
# shellcheck source=../steps/common.sh
. "$(dirname "$0")/../steps/common.sh"

built=$(cd "$1" && pwd) out=$2
version=$(cat "$built/version")
[ "$(cat "$out/of" 2> /dev/null)" != "$version" ] || exit 0
rm -rf "$out"
mkdir -p "$out"
out=$(cd "$out" && pwd)
later() { echo "${version%.*}.$((${version##*.} + $1))"; }
export YIZHAN_IMAGE_LEVEL=1 SOURCE_DATE_EPOCH=${version##*.}

# make NAME VERSION [OVERLAY]: a slot of its own, as a bundle.
make() {
  "$image_root/steps/slot.sh" "$built/kiosk" "$out/work" "$2" ${3+"$3"}
  "$image_root/steps/bundle.sh" "$out/work" "$2" "$out/$1.raucb"
  echo "$2" > "$out/$1.version"
}
crash=$out/crash/usr/lib/systemd/system/yizhan-kiosk.service.d
mkdir -p "$crash"
printf '[Service]\nExecStart=\nExecStart=/bin/false\n' > "$crash/crash.conf"
make crashing "$(later 2)" "$out/crash"
make stick "$(later 4)"
make next "$(later 1)"

# The same slot once more: what is wrong with these two is not inside.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$out/work/key.pem" -out "$out/work/cert.pem" \
  -subj "/CN=Somebody else" -days 7300 2> /dev/null
YIZHAN_SIGNING=$out/work "$image_root/steps/bundle.sh" "$out/work" "$(later 3)" "$out/foreign.raucb"
later 3 > "$out/foreign.version"
"$image_root/steps/bundle.sh" "$out/work" 0.0.1 "$out/older.raucb"
echo 0.0.1 > "$out/older.version"
in_namespace rm -rf "$out/work" "$out/crash"
echo "$version" > "$out/of"
