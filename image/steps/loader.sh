#!/usr/bin/env bash
# loader.sh WORK: makes WORK/esp.img, the EFI partition: GRUB, its grub.cfg, and the environment block in which GRUB and RAUC keep
# which slot is tried how often.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

work=$1
tools=$("$image_root/steps/tools.sh")
in_tree "$tools" "$work:/work" "$image_root/loader:/loader" -- bash -euc '
  cd /work
  # It reads grub.cfg from the partition that the firmware loaded it from.
  grub-mkimage -O x86_64-efi -o bootx64.efi -p /EFI/yizhan \
    part_gpt fat squash4 normal configfile linux loadenv test echo regexp probe efi_gop all_video gfxterm reboot sleep
  grub-editenv grubenv create
  grub-editenv grubenv set ORDER="A B" A_OK=1 A_TRY=0 B_OK=0 B_TRY=0
  rm -f esp.img
  truncate -s 64M esp.img
  mkfs.vfat -F 32 -n ESP -i 79697a68 --invariant esp.img > mkfs.txt
  mmd -i esp.img ::/EFI ::/EFI/BOOT ::/EFI/yizhan
  mcopy -i esp.img bootx64.efi ::/EFI/BOOT/BOOTX64.EFI
  mcopy -i esp.img /loader/grub.cfg grubenv ::/EFI/yizhan/'
