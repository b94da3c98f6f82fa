#!/bin/sh
# receiptline.sh SIM CACHE: prints with npm's receiptline and receiptio on the virtual printer. Exit 77: skipped, and said so.
set -eu
sim=$1
cache=$2
"$(dirname "$0")/../../support/npm.sh" "$cache" receiptline@1 receiptio@1 || exit 77
work=$(mktemp -d)
# receiptio knows port 9100 only: an address of loopback of our own keeps it free.
host=127.$(($$ / 62500 % 250 + 1)).$(($$ / 250 % 250 + 1)).$(($$ % 250 + 1))
"$sim" printer --listen "$host:9100" --png "$work" >"$work/ready" &
printer=$!
trap 'kill $printer 2>/dev/null; rm -rf "$work"' EXIT
tries=0
until grep -q ready "$work/ready"; do
  tries=$((tries + 1))
  [ $tries -lt 100 ] || { echo "the printer does not start"; exit 1; }
  sleep 0.1
done
node "$(dirname "$0")/receiptline.cjs" "$cache/node_modules" "$host"
cat "$work/slip-0001.txt"
for line in A012 社区驿站 'QR: YZ1T.20261123.A012.x7Kq'; do
  grep -qx -- " *$line" "$work/slip-0001.txt" || { echo "not on the slip: $line"; exit 1; }
done
