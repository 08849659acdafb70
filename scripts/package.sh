#!/usr/bin/env bash
# Builds the packages for Linux into target/packages: .deb and .rpm of the window (gangway) and of the command line with the relay
# (gangway-cli). Takes about half an hour. Names, versions and times come from the repository alone.
#
# --debug packages a debug build: quick to make, for trying the packages themselves (scripts/test-packages.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

profile=release
if [[ ${1:-} == --debug ]]; then
  profile=dev
elif (($# > 0)); then
  echo "usage: $0 [--debug]" >&2
  exit 2
fi

./scripts/setup.sh
npm --prefix ui run --silent build -- --logLevel warn

target=${CARGO_TARGET_DIR:-$PWD/target}
registry=${CARGO_HOME:-$HOME/.cargo}/registry/src
sysroot=$(rustc --print sysroot)

# tool NAME [OPTION…]: a packer, built once beside the program where the machine has none.
tools=$target/tools
export PATH="$tools/bin:$PATH"
tool() {
  command -v "$1" >/dev/null || cargo install --quiet --locked --root "$tools" "$@"
}
tool cargo-deb
tool cargo-generate-rpm
tool cargo-about --features cli
tool cargo-cyclonedx

if [[ $profile == release ]]; then
  # No path of the machine that builds stays in the program: a panic's message would print it. The environment takes the place of
  # .cargo/config.toml, so its linker is named again. Of two that fit, the last counts.
  export RUSTFLAGS="${RUSTFLAGS:-} -Clink-arg=-fuse-ld=mold --remap-path-prefix=$HOME=/home --remap-path-prefix=$sysroot=/rust \
--remap-path-prefix=$PWD=/gangway --remap-path-prefix=$target=/target --remap-path-prefix=$registry=/crates"
  built=$target/release
  cargo build --release --workspace --bins --features tauri/custom-protocol
else
  built=$target/debug
  # As the tests build it, so that nothing is compiled for this alone.
  cargo build --workspace --all-targets
fi

# Times in the packages are those of the commit. Not sooner: build scripts look at it, and would build everything anew.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH

# What is in the packages besides the programs.
docs=$PWD/target/package
rm -rf "$docs"
mkdir -p "$docs/man" "$docs/completions"
"$built/gangway" man "$docs/man" >/dev/null
gzip --no-name --best "$docs"/man/*.1
for shell in bash zsh fish; do "$built/gangway" completions "$shell" >"$docs/completions/gangway.$shell"; done
gzip --no-name --best --stdout CHANGELOG.md >"$docs/changelog.gz"
{
  echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
  printf '\nFiles: *\nCopyright: the authors of Gangway\nLicense: Apache-2.0 or MIT\n'
  sed 's/^$/./; s/^/ /' LICENSE-MIT LICENSE-APACHE
} >"$docs/copyright"
# Of the crates that are in the program, and of the window's packages.
# Recognising a thousand texts takes ten minutes: what was made of the same list of crates is taken again.
licences=$target/licences-$(cat Cargo.lock deploy/licences/* | sha256sum | cut -c1-16).html
if [[ ! -f $licences ]]; then
  cargo about generate --workspace --fail deploy/licences/about.hbs --config deploy/licences/about.toml --output-file "$licences.part"
  mv "$licences.part" "$licences"
fi
cp "$licences" "$docs/third-party.html"
cargo cyclonedx --format json --spec-version 1.5 --override-filename gangway-sbom --quiet
npm --prefix ui sbom --sbom-format cyclonedx --omit dev >ui/gangway-sbom.json
# bill FROM TO: nothing is said of the machine that builds, nor of the moment: the same sources make the same file.
bill() {
  node -e '
    const [from, to, root, seconds] = process.argv.slice(1);
    const bill = JSON.parse(require("fs").readFileSync(from, "utf8").replaceAll(root, "/gangway"));
    delete bill.serialNumber;
    bill.metadata.timestamp = new Date(seconds * 1000).toISOString();
    require("fs").writeFileSync(to, JSON.stringify(bill, null, 1) + "\n");
  ' "$1" "$2" "$PWD" "$SOURCE_DATE_EPOCH"
}
bill gangway-sbom.json "$docs/sbom.cdx.json"
bill crates/cli/gangway-sbom.json "$docs/sbom-cli.cdx.json"
bill ui/gangway-sbom.json "$docs/sbom-window.cdx.json"
git ls-files --others --exclude-standard '*gangway-sbom.json' | xargs -r rm

packages=$target/packages
rm -rf "$packages"
mkdir -p "$packages"
as=() quick_deb=() quick_rpm=() press=(-Zxz)
if [[ $profile == dev ]]; then
  # A debug build is large: what only a debugger reads stays out, and nothing is pressed hard. The mark tells the script that tries them.
  as=(--debug) quick_deb=(--fast) quick_rpm=(--payload-compress gzip) press=(-Zgzip)
  strip --strip-debug "$built/gangway" "$built/gangway-console"
  touch "$packages/DEBUG"
fi
npx --yes @tauri-apps/cli@2.12.5 bundle "${as[@]}" --bundles deb,rpm --config src-tauri/package.conf.json
mv "$built"/bundle/rpm/*.rpm "$packages/"
# Tauri's packer writes the moment into its .deb; packed again it has that of the commit, and is the same each time.
for deb in "$built"/bundle/deb/*.deb; do
  rm -rf "$docs/deb"
  dpkg-deb -R "$deb" "$docs/deb"
  dpkg-deb --root-owner-group "${press[@]}" -b "$docs/deb" "$packages/$(basename "$deb")" >/dev/null
  rm -r "$docs/deb" "$deb"
done
cargo deb --package gangway-cli --no-build --profile "$profile" "${quick_deb[@]}" --output "$packages/"
cargo generate-rpm --package crates/cli --profile "$profile" "${quick_rpm[@]}" --output "$packages/"

for program in gangway-console gangway; do
  for path in "$registry" "$sysroot" "$PWD/" "$target/"; do
    if [[ $profile == release ]] && grep -aqF -- "$path" "$built/$program"; then
      echo "$program holds a path of this machine: $path" >&2
      exit 1
    fi
  done
  oldest=$(objdump -T "$built/$program" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1)
  echo "$program runs with ${oldest/_/ } or newer"
done
(cd "$packages" && sha256sum -- *.deb *.rpm >SHA256SUMS)
ls -l "$packages"
