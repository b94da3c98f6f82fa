# shellcheck shell=bash
# Sourced by image/build, image/test and the steps: where things lie, and how to run a command inside a Debian 13 tree.
# shellcheck disable=SC2034 # what sources this uses them

suite=trixie
image_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source_root=$(cd "$image_root/.." && pwd)
cache=${YIZHAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/yizhan}
image_cache=$cache/image

# Root of a namespace of its own is enough: no step needs a device, a loop or the host's mounts.
namespace=(unshare --mount --pid --fork --kill-child)
[ "$(id -u)" -eq 0 ] || namespace+=(--map-root-user --map-auto)

# in_namespace COMMAND…: as root over the files of trees and work folders.
in_namespace() { "${namespace[@]}" -- "$@"; }

# in_tree TREE [HOST:INSIDE…] -- COMMAND…: runs COMMAND inside TREE, with the given folders of the host inside, and no others.
in_tree() { in_namespace "$image_root/steps/enter.sh" "$@"; }
