#!/usr/bin/env bash
# tools.sh: a tree with what makes file systems, loaders, disks and bundles; prints its folder.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
exec "$image_root/steps/tree.sh" tools squashfs-tools cryptsetup-bin fdisk mtools dosfstools e2fsprogs \
  grub-efi-amd64-bin grub-common rauc openssl xz-utils zstd
