#!/usr/bin/env bash
# bundle.sh WORK VERSION BUNDLE: signs root.img and boot.img of WORK as an update that a kiosk installs while it serves.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

work=$1 version=$2 bundle=$3
tools=$("$image_root/steps/tools.sh")
signing=$("$image_root/steps/signing.sh")
rm -rf "$work/bundle" "$bundle"
mkdir "$work/bundle"
ln "$work/root.img" "$work/boot.img" "$work/bundle/"
cat > "$work/bundle/manifest.raucm" <<EOF
[update]
compatible=yizhan-kiosk
version=$version

[bundle]
format=verity

[image.rootfs]
filename=root.img

[image.boot]
filename=boot.img
EOF
in_tree "$tools" "$work:/work" "$signing:/mnt" "$(dirname "$bundle"):/media" -- \
  rauc --cert=/mnt/cert.pem --key=/mnt/key.pem bundle /work/bundle "/media/$(basename "$bundle")" > "$work/bundle.txt" 2>&1 ||
  { cat "$work/bundle.txt" >&2; exit 1; }
