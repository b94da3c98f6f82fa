#!/usr/bin/env bash
# enter.sh TREE [HOST:INSIDE…] -- COMMAND…: inside a mount namespace: puts what a command needs into TREE and changes into it.
set -euo pipefail

tree=$1
shift
mount --make-rprivate /
mkdir -p "$tree/dev"
mount --bind "$tree" "$tree"
mount -t proc proc "$tree/proc"
mount --rbind /sys "$tree/sys" && mount --make-rslave "$tree/sys"
mount -t tmpfs -o mode=755 tmpfs "$tree/dev"
for device in null zero full random urandom tty; do
  touch "$tree/dev/$device"
  mount --bind "/dev/$device" "$tree/dev/$device"
done
ln -s /proc/self/fd "$tree/dev/fd"
ln -s fd/0 "$tree/dev/stdin"
ln -s fd/1 "$tree/dev/stdout"
ln -s fd/2 "$tree/dev/stderr"
mkdir "$tree/dev/shm" "$tree/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$tree/tmp"
mount -t tmpfs -o mode=755 tmpfs "$tree/run"
# Names of mirrors are known inside as outside.
[ -e "$tree/etc/resolv.conf" ] && mount --bind /etc/resolv.conf "$tree/etc/resolv.conf"
while [ "$1" != -- ]; do
  mkdir -p "$tree${1#*:}"
  mount --rbind "${1%%:*}" "$tree${1#*:}"
  shift
done
shift
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
  ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH"} \
  chroot "$tree" "$@"
