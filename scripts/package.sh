#!/usr/bin/env bash
# Builds the packages for Linux (.deb, .rpm) into target/release/bundle. Takes about half an hour.
# No path of the machine that builds stays in the program: a panic's message would print it.
set -euo pipefail
cd "$(dirname "$0")/.."

./scripts/setup.sh
npm --prefix ui run --silent build -- --logLevel warn

registry=${CARGO_HOME:-$HOME/.cargo}/registry/src
sysroot=$(rustc --print sysroot)
target=${CARGO_TARGET_DIR:-$PWD/target}
# The environment takes the place of .cargo/config.toml, so its linker is named again. Of two that fit, the last counts.
export RUSTFLAGS="${RUSTFLAGS:-} -Clink-arg=-fuse-ld=mold --remap-path-prefix=$HOME=/home --remap-path-prefix=$sysroot=/rust \
--remap-path-prefix=$PWD=/gangway --remap-path-prefix=$target=/target --remap-path-prefix=$registry=/crates"
npx --yes @tauri-apps/cli@2.12.5 build --bundles deb,rpm

for path in "$registry" "$sysroot" "$PWD/" "$target/"; do
  if grep -aqF -- "$path" "$target/release/gangway-console"; then
    echo "The program holds a path of this machine: $path" >&2
    exit 1
  fi
done
ls -l "$target"/release/bundle/{deb/*.deb,rpm/*.rpm}
