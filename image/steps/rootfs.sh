#!/usr/bin/env bash
# rootfs.sh: the tree with the image's packages (image/packages.txt), and nothing of ours in it yet; prints its folder.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

mapfile -t packages < <(sed -E '/^(#|$)/d; s/^[a-z]+ //' "$image_root/packages.txt" | tr ' ' '\n')
# Nobody reads manuals in a kiosk, and its words are the product's own. Licences stay.
exclude=(/usr/share/man/\* /usr/share/info/\* /usr/share/locale/\* /usr/share/doc/\* /usr/share/lintian/\* /usr/share/bug/\*
  /usr/share/fonts/opentype/noto/NotoSerif\*)
options=()
for path in "${exclude[@]}"; do options+=("--dpkgopt=path-exclude=$path"); done
options+=("--dpkgopt=path-include=/usr/share/doc/*/copyright")
exec "$image_root/steps/tree.sh" rootfs "${options[@]}" "${packages[@]}"
