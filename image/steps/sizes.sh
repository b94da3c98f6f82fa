#!/usr/bin/env bash
# sizes.sh TREE BOOT: the size table: what takes the room, in MiB.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

# shellcheck disable=SC2016 # $1 and $2 are the inner shell's
in_namespace bash -euc '
  line() { printf "%6s  %s\n" "$(du -smc "${@:2}" 2> /dev/null | tail -n 1 | cut -f1)" "$1"; }
  cd "$1"
  line "kernel modules" usr/lib/modules
  line "LLVM (software rasteriser)" usr/lib/x86_64-linux-gnu/libLLVM*
  line "other libraries" usr/lib --exclude=modules --exclude="libLLVM*" --exclude=firmware
  line "programs" usr/bin usr/sbin
  line "fonts" usr/share/fonts
  line "kiosk: words, content, models" usr/share/yizhan
  line "speech" usr/lib/x86_64-linux-gnu/espeak-ng-data
  line "all of the root" .
  line "kernel" "$2/vmlinuz"
  line "initramfs" "$2/initrd.img"' _ "$1" "$2"
