#!/usr/bin/env bash
# Builds Gangway and opens it. Without a display, or with --tour, it takes the tour instead: a real window on a virtual
# screen, driven from the first screen to provisioned stores in the sandbox, with a picture of every step.
set -euo pipefail
cd "$(dirname "$0")/.."

tour=no
[[ ${1:-} == --tour ]] && tour=yes
if [[ $(uname) == Linux && -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
  [[ $tour == yes ]] || echo "There is no display here: taking the tour instead." >&2
  tour=yes
fi

[[ $(uname) == Linux ]] && ./scripts/setup.sh
[[ $(uname) == Linux ]] || (cd ui && npm ci --no-audit --no-fund --loglevel=error)

echo "Building the window's pages…" >&2
npm --prefix ui run --silent build -- --logLevel warn
echo "Building Gangway (about five minutes the first time)…" >&2
cargo build --quiet --package gangway-console

if [[ $tour == yes ]]; then
  cargo run --quiet --package gangway-desktop-tests --bin tour
else
  exec target/debug/gangway-console
fi
