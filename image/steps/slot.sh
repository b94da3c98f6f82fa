#!/usr/bin/env bash
# slot.sh KIOSK WORK VERSION [MORE]: makes the two images of a slot in WORK: root.img (squashfs with its dm-verity tree behind it) and boot.img
# (kernel, initramfs and slot.cfg, which says what root.img must be), and packages.tsv, sizes.txt beside them. MORE is a folder that is laid over all, for trials. YIZHAN_IMAGE_LEVEL: of the
# compression (15; 1 is for trying).
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

kiosk=$1 work=$2 version=$3
base=$("$image_root/steps/rootfs.sh")
tools=$("$image_root/steps/tools.sh")
signing=$("$image_root/steps/signing.sh")
tree=$work/tree
mkdir -p "$work"
in_namespace rm -rf "$tree" "$work/boot"
in_namespace mkdir -p "$tree" "$work/boot"
in_namespace tar -C "$tree" --numeric-owner --xattrs --xattrs-include='*' -xf "$base.tar"
# Files of ours belong to root whoever checked them out, and only their executable bit counts.
overlay() {
  tar -C "$1" --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' -cf - . |
    in_namespace tar -C "$tree" --keep-directory-symlink --no-overwrite-dir -xf -
}
overlay "$image_root/rootfs"
overlay "$kiosk"
[ -z "${4-}" ] || overlay "$4"
in_namespace sed -i "s/@VERSION@/$version/" "$tree/etc/rauc/system.conf"
echo "IMAGE_VERSION=$version" | in_namespace tee -a "$tree/usr/lib/os-release" > /dev/null
in_namespace tee "$tree/etc/rauc/keyring.pem" < "$signing/cert.pem" > /dev/null
in_tree "$tree" "$image_root/steps:/mnt" -- bash /mnt/configure.sh

in_namespace cp "$tree/usr/share/yizhan/packages.tsv" "$work/packages.tsv"
in_namespace bash -euc 'cd "$1"; mv boot/vmlinuz-* "$2/vmlinuz"; mv boot/initrd.img-* "$2/initrd.img"; rm -f boot/System.map-* boot/config-*
  rm -rf tmp/* run/* dev/* mnt/*' _ "$tree" "$work/boot"
"$image_root/steps/sizes.sh" "$tree" "$work/boot" > "$work/sizes.txt"

# The times of files say nothing and would differ from build to build.
in_tree "$tools" "$work:/work" -- bash -euc '
  cd /work
  rm -f root.img boot.img
  unset SOURCE_DATE_EPOCH  # mksquashfs takes either that or times
  mksquashfs tree root.img -comp zstd -Xcompression-level "$1" -b 256K -noappend -quiet -no-progress -all-time 0 -mkfs-time 0 \
    -e dev/* proc/* sys/* run/* tmp/*
  blocks=$(($(stat -c %s root.img) / 4096))
  salt=$(sha256sum < root.img | cut -d" " -f1)
  veritysetup format root.img root.img --data-blocks=$blocks --hash-offset=$((blocks * 4096)) --no-superblock \
    --salt="$salt" --uuid=79697a68-616e-4000-8000-000000000000 > verity.txt
  root_hash=$(sed -n "s/^Root hash:[[:space:]]*//p" verity.txt)
  echo "set verity=$blocks,$blocks,$root_hash,$salt" > boot/slot.cfg
  mksquashfs boot boot.img -comp gzip -noI -noD -noF -noX -noappend -quiet -no-progress -all-time 0 -mkfs-time 0 -all-root' \
  _ "${YIZHAN_IMAGE_LEVEL:-15}"
