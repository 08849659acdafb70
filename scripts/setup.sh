#!/usr/bin/env bash
# Installs what building, running and testing Gangway needs on a Debian-like machine: system packages and npm packages.
# Says what it does; does nothing a second time.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  # building the window
  build-essential pkg-config libwebkit2gtk-4.1-dev libsoup-3.0-dev libayatana-appindicator3-dev librsvg2-dev libdbus-1-dev mold
  # a window without a display: for the tests and the tour
  webkit2gtk-driver xvfb gnome-keyring dbus dbus-x11 libglib2.0-bin xdg-utils desktop-file-utils openbox xdotool x11-utils scrot fonts-dejavu-core
  # a mail server to send to: for the tests
  python3 python3-aiosmtpd
  # the store of two relay nodes: tests start a server of their own, never the one that the package may start
  postgresql
)

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
  if ! command -v apt-get >/dev/null; then
    say "This is no Debian-like machine. Please install the equivalents of: ${missing[*]}"
    exit 1
  fi
  as_root=()
  [[ $(id -u) == 0 ]] || as_root=(sudo)
  say "Installing system packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

for tool in cargo node npm; do
  command -v "$tool" >/dev/null || { say "$tool is missing: install Rust (rustup.rs) and Node 20 or newer first."; exit 1; }
done

if [[ ! -f ui/node_modules/.installed || ui/package-lock.json -nt ui/node_modules/.installed ]]; then
  say "Installing npm packages of ui/"
  (cd ui && npm ci --no-audit --no-fund --loglevel=error)
  touch ui/node_modules/.installed
fi
