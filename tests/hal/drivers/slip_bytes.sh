#!/bin/sh
# slip_bytes.sh SLIP_BYTES SIM CACHE: npm's iconv-lite and receipt-printer-encoder on the bytes of our slips, ZBar on what the virtual
# printer makes of them. Exit 77: skipped, and said so.
set -eu
slip_bytes=$1
sim=$2
cache=$3
"$(dirname "$0")/../../support/npm.sh" "$cache" iconv-lite@0.6 @point-of-sale/receipt-printer-encoder@3 || exit 77
command -v zbarimg > /dev/null || { echo "SKIPPED: zbarimg is not installed"; exit 77; }
work=$(mktemp -d)
mkfifo "$work/ready"
"$sim" printer --model 80mm-native-qr --listen 127.0.0.1:0 --png "$work/slips" > "$work/ready" &
printer=$!
trap 'kill $printer 2>/dev/null; rm -rf "$work"' EXIT
read -r _ where < "$work/ready"
"$slip_bytes" 80mm-native-qr > "$work/bytes"
node "$(dirname "$0")/slip_bytes.cjs" "$cache/node_modules" "$work/bytes" "$where"
read_code=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$work/slips/slip-0001.png")
[ "$read_code" = YZ1T.20261123.A012.x7KqNotShorterThanThis ] || { echo "ZBar reads: $read_code"; exit 1; }
