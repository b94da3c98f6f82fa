# shellcheck shell=bash
# Sourced by ./run and ./test: saying what is going on, with the time it took.

step_number=0
steps_started=$SECONDS
step() {
  step_number=$((step_number + 1))
  printf '\n\033[1m[%d] %s\033[0m  (%d:%02d)\n' "$step_number" "$*" $(((SECONDS - steps_started) / 60)) $(((SECONDS - steps_started) % 60))
}

# build PRESET TARGET…: configures and builds, one line of progress at a time; the log is kept for when it fails.
build() {
  local preset=$1 log
  shift
  mkdir -p "build/$preset"
  log=build/$preset/build.log
  if ! cmake --preset "$preset" > "$log" 2> >(tee -a "$log" | grep --line-buffered '^   ' >&2); then
    tail -n 20 "$log" >&2
    return 1
  fi
  local targets=()
  [ $# -gt 0 ] && targets=(--target "$@")
  # A line for each tenth of the way is enough in a log; a terminal gets ninja's own moving line.
  if [ -t 1 ]; then
    cmake --build "build/$preset" "${targets[@]}"
  else
    NINJA_STATUS='[%p %f/%t] ' cmake --build "build/$preset" "${targets[@]}" 2>&1 | tee -a "$log" |
      awk '/^\[ *[0-9]+% /{ p = $1; gsub(/[^0-9]/, "", p); if (int(p / 10) > last) { last = int(p / 10); print "   " $1, $2; fflush() } next }
           /^ninja: no work/ { next } { print; fflush() }'
    return "${PIPESTATUS[0]}"
  fi
}
