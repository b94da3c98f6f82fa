#!/usr/bin/env bash
# machine.sh: a tree with the virtual machine that image/test boots in: QEMU new enough for a touch panel, UEFI firmware, a TPM.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
exec "$image_root/steps/tree.sh" machine qemu-system-x86 qemu-system-data ovmf swtpm swtpm-tools mtools dosfstools
