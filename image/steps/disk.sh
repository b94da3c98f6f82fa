#!/usr/bin/env bash
# disk.sh WORK DISK: puts esp.img, boot.img and root.img of WORK together into a disk image with both slots, the second one empty.
# The data partition is made on the first boot with what is left of the disk. No loop device, no mount.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

work=$1 disk=$2
esp_mib=64 boot_mib=64 root_mib=448 size_mib=2048
fits() { [ "$(stat -c %s "$1")" -le $(($2 << 20)) ] || { echo "$1 is larger than its slot of $2 MiB" >&2; exit 1; }; }
fits "$work/boot.img" $boot_mib
fits "$work/root.img" $root_mib
rm -f "$disk"
truncate -s ${size_mib}M "$disk"
tools=$("$image_root/steps/tools.sh")
# Identifiers are the same in every image; the installer gives each disk its own.
in_tree "$tools" "$(dirname "$disk"):/disk" -- sfdisk --quiet "/disk/$(basename "$disk")" <<EOF
label: gpt
label-id: 79697a68-616e-4000-8000-000000000001
first-lba: 2048
size=${esp_mib}MiB, type=uefi, name=esp, uuid=79697a68-616e-4000-8000-000000000010
size=${boot_mib}MiB, type=linux, name=boot-a, uuid=79697a68-616e-4000-8000-00000000000a
size=${root_mib}MiB, type=linux, name=root-a, uuid=79697a68-616e-4000-8000-00000000001a
size=${boot_mib}MiB, type=linux, name=boot-b, uuid=79697a68-616e-4000-8000-00000000000b
size=${root_mib}MiB, type=linux, name=root-b, uuid=79697a68-616e-4000-8000-00000000001b
EOF
put() { dd if="$1" of="$disk" bs=1M seek="$2" conv=notrunc,sparse status=none; }
put "$work/esp.img" 1
put "$work/boot.img" $((1 + esp_mib))
put "$work/root.img" $((1 + esp_mib + boot_mib))
