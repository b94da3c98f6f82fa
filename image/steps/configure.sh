#!/bin/bash
# configure.sh: inside the image's tree, once all files are there: accounts, units, initramfs; then leaves out what a read-only
# system without package tools has no use for. Fails where the tree does not hold what the image promises.
set -euo pipefail

missing=$(ldd /usr/bin/yizhan-kiosk | grep 'not found' || true)
[ -z "$missing" ] || { echo "the kiosk lacks libraries: $missing" >&2; exit 1; }

systemd-sysusers
passwd -l root > /dev/null

# Nobody logs in, nothing falls into a shell.
systemctl mask -q getty@.service autovt@.service serial-getty@.service console-getty.service container-getty@.service \
  getty-static.service debug-shell.service emergency.service emergency.target rescue.service rescue.target \
  ctrl-alt-del.target systemd-ask-password-console.path systemd-ask-password-wall.path kexec.target \
  systemd-firstboot.service systemd-remount-fs.service systemd-repart.service systemd-storagetm.service \
  systemd-networkd-wait-online.service systemd-journal-flush.service systemd-machine-id-commit.service \
  systemd-update-done.service ldconfig.service systemd-hwdb-update.service systemd-networkd-persistent-storage.service \
  systemd-journal-catalog-update.service systemd-user-sessions.service systemd-rfkill.socket systemd-hostnamed.socket \
  systemd-sysext.socket systemd-binfmt.service systemd-tpm2-setup.service systemd-tpm2-setup-early.service \
  e2scrub_all.timer e2scrub_reap.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer \
  grub-common.service usbguard-dbus.service wpa_supplicant.service alsa-state.service \
  speech-dispatcherd.service sleep.target suspend.target hibernate.target hybrid-sleep.target
for generator in systemd-getty-generator systemd-gpt-auto-generator systemd-debug-generator systemd-ssh-generator \
  systemd-run-generator systemd-sysv-generator systemd-rc-local-generator; do
  mkdir -p /etc/systemd/system-generators
  ln -sf /dev/null "/etc/systemd/system-generators/$generator"
done
systemctl disable -q systemd-pstore.service 2> /dev/null || true
systemctl enable -q yizhan-kiosk.service yizhan-update.path yizhan-stick.path yizhan-restart.path yizhan-firewall.timer yizhan-setup.service nftables.service systemd-networkd.service \
  systemd-resolved.service systemd-timesyncd.service usbguard.service pcscd.socket
systemctl set-default -q multi-user.target
ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
ln -sf ../usr/share/zoneinfo/Asia/Shanghai /etc/localtime
echo yizhan > /etc/hostname
printf '127.0.0.1 localhost yizhan\n::1 localhost\n' > /etc/hosts
: > /etc/machine-id  # from the firmware at boot
mkdir -p /boot/efi
chmod 0600 /etc/usbguard/usbguard-daemon.conf  # it refuses to read it otherwise

udevadm verify --no-summary /etc/udev/rules.d/70-yizhan.rules
usbguard-rule-parser -f /etc/usbguard/yizhan.conf > /dev/null
nft -c -f /etc/nftables.conf
systemd-analyze verify --man=no /usr/lib/systemd/system/yizhan-*.service
systemd-analyze security --no-pager --offline=true --threshold=20 /usr/lib/systemd/system/yizhan-*.service > /tmp/security ||
  { grep -E '✗|→' /tmp/security >&2; exit 1; }

version=$(basename /boot/vmlinuz-* | sed 's/^vmlinuz-//')
mkinitramfs -o "/boot/initrd.img-$version" "$version"

dpkg-query -W -f '${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n' > /usr/share/yizhan/packages.tsv
rm -rf /var/lib/{apt,dpkg} /var/cache/* /var/log/* /etc/apt /etc/init.d /etc/rc*.d /etc/cron* /usr/share/{man,info,lintian} \
  /usr/share/bash-completion /usr/share/zsh /usr/share/mime /etc/*- \
  /usr/lib/udev/hwdb.bin.old /usr/lib/python3 /root/.cache
find / -xdev -name __pycache__ -prune -exec rm -rf {} +
