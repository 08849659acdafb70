#!/usr/bin/env bash
# Everything that must hold: formatting, lints, types, and all tests, those of the real window included.
# Ends with one line of counts, and with a non-zero status if anything failed.
#
# --nightly plays more: 10,000 seeds of the engine's simulation, 1,000 kills, 50 cases of chaos. Takes about an hour longer.
set -uo pipefail
cd "$(dirname "$0")/.."

limit=2100
if [[ ${1:-} == --nightly ]]; then
  export GANGWAY_SEEDS=${GANGWAY_SEEDS:-10000} GANGWAY_KILLS=${GANGWAY_KILLS:-1000} PROPTEST_CASES=${PROPTEST_CASES:-50}
  limit=7200
elif (($# > 0)); then
  echo "usage: $0 [--nightly]" >&2
  exit 2
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0
failures=()

# step NAME COMMAND…: one part; its output is shown as it comes and kept to be counted.
step() {
  local name=$1 began=$SECONDS
  shift
  printf '\n\033[1m▸ %s\033[0m\n' "$name"
  if "$@" 2>&1 | tee "$log"; then
    printf '  done in %d s\n' $((SECONDS - began))
  else
    failures+=("$name")
    printf '  FAILED after %d s\n' $((SECONDS - began))
  fi
}

# A check without tests of its own counts as one.
check() {
  local before=${#failures[@]}
  step "$@"
  if ((${#failures[@]} > before)); then failed=$((failed + 1)); else passed=$((passed + 1)); fi
}

# spotless COMMAND…: as the command ends, and a failure too where the compiler warned. Cargo says those of earlier builds again, and
# counts them for each crate; what it says of a slow network is no such warning.
spotless() {
  local said=$(mktemp) code=0
  "$@" 2>&1 | tee "$said" || code=$?
  if grep -qE '^warning: .* generated [0-9]+ warning' "$said"; then code=1; fi
  rm -f "$said"
  return "$code"
}

# Adds up the summary lines of cargo's test runner and of Vitest.
count() {
  local before=${#failures[@]} p f s
  step "$@"
  read -r p f s < <(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /^test result:/ { p += $4; f += $6; s += $8 }
    # nextest: "Summary [ 61.2s] 900 tests run: 898 passed (3 slow), 2 failed, 40 skipped"; skipped are those of the other step.
    /^ +Summary \[/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed|^timed/) f += $(i-1) } }
    /^ +Tests / { for (i = 2; i < NF; i++) { if ($(i+1) == "passed") p += $i; if ($(i+1) == "failed") f += $i; if ($(i+1) == "skipped") s += $i } }
    END { print p + 0, f + 0, s + 0 }')
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  # A run that ended badly without naming a failed test failed all the same.
  if ((${#failures[@]} > before && f == 0)); then failed=$((failed + 1)); fi
  # And one that ran nothing has not shown anything.
  if ((${#failures[@]} == before && p == 0)); then failures+=("$1: no test ran"); failed=$((failed + 1)); fi
}

check "Setup" ./scripts/setup.sh
check "Window: lint and format" npm --prefix ui run --silent check
check "Window: types" npm --prefix ui run --silent types
check "Window: nothing unused" npm --prefix ui run --silent unused
count "Window: tests" npm --prefix ui run --silent test
check "Window: build" npm --prefix ui run --silent build -- --logLevel warn
check "Rust: format" cargo fmt --all --check
# Building it takes longer than everything here together, so it is looked at where it is there already (CONTRIBUTING.md).
if command -v cargo-deny >/dev/null; then
  check "Rust: licences, bans and sources" cargo deny --log-level warn check licenses bans sources
else
  printf '\n\033[1m▸ %s\033[0m\n  not looked at: cargo-deny is not installed\n' "Rust: licences, bans and sources"
fi
# Clippy is the compiler with more to say. Building with it, in place of checking first, compiles everything once and not twice.
export RUSTC_WORKSPACE_WRAPPER=clippy-driver
check "Rust: build and lints" spotless cargo build --workspace --all-targets
# A test that hangs is a failure with a name, not a script that never ends.
if command -v cargo-nextest >/dev/null; then
  # Binaries side by side, a process for each test (.config/nextest.toml). Always the whole workspace, so that it is built once.
  # Most of them wait for clocks and processes, so twice as many as there are cores are started.
  count "Rust: tests" timeout "$limit" cargo nextest run --workspace --test-threads $(($(getconf _NPROCESSORS_ONLN) * 2)) -E 'not package(gangway-desktop-tests)'
  count "The real window" timeout 1500 cargo nextest run --workspace -E 'package(gangway-desktop-tests)'
else
  count "Rust: tests" timeout "$limit" cargo test --workspace --exclude gangway-desktop-tests --quiet --no-fail-fast
  count "The real window" timeout 1500 cargo test --package gangway-desktop-tests --quiet -- --test-threads=1
fi

((${#failures[@]} == 0)) || printf '\nFailed: %s\n' "${failures[@]}"
printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0 && ${#failures[@]} == 0))
