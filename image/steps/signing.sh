#!/usr/bin/env bash
# signing.sh: prints the folder of the key that bundles are signed with (key.pem, cert.pem). Made once in the cache for trials; a
# release is signed with $YIZHAN_SIGNING, a folder that does not lie on a build machine.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

if [ -n "${YIZHAN_SIGNING-}" ]; then
  echo "$YIZHAN_SIGNING"
  exit 0
fi
folder=$image_cache/signing
if [ ! -e "$folder/cert.pem" ]; then
  (umask 077 && mkdir -p "$folder")
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$folder/key.pem" -out "$folder/cert.new" \
    -subj "/CN=Yizhan trial key" -days 7300 2> /dev/null
  mv "$folder/cert.new" "$folder/cert.pem"
fi
echo "$folder"
