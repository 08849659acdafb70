#!/usr/bin/env bash
# Installs the packages of target/packages into a clean Debian, made for it and thrown away, and uses them: first start, links from
# outside, upgrade, a record of a newer program, removal. Needs root, debootstrap and a mirror of Debian.
#
# usage: test-packages.sh [SUITE]   bookworm where none is named
#
# What draws and talks to the program (display, session bus) runs outside, so that nothing but the package and what it depends on is
# inside. Everything runs in namespaces of its own and ends with them; the clean Debian makes its own device nodes.
set -euo pipefail
cd "$(dirname "$0")/.."

suite=${1:-bookworm}
packages=${CARGO_TARGET_DIR:-$PWD/target}/packages
window=$(ls "$packages"/[Gg]angway_*.deb)
cli=$(ls "$packages"/gangway-cli_*.deb)

if [[ ${GANGWAY_IN_NAMESPACE:-} != yes ]]; then
  missing=()
  for need in debootstrap Xvfb xdotool dbus-daemon import sqlite3 desktop-file-validate appstreamcli systemd-analyze; do
    command -v "$need" >/dev/null || missing+=("$need")
  done
  if ((${#missing[@]} > 0)); then
    echo "Missing: ${missing[*]}. On Debian: apt-get install debootstrap xvfb xdotool dbus imagemagick sqlite3 desktop-file-utils appstream" >&2
    exit 2
  fi
  GANGWAY_IN_NAMESPACE=yes exec unshare --mount --pid --fork --kill-child "$0" "$@"
fi

work=$(mktemp -d)
root=$work/root
pictures=${CARGO_TARGET_DIR:-$PWD/target}/packages/pictures
mkdir -p "$pictures"
passed=0 failed=0
trap 'umount -R "$root/proc" "$root/tmp/.X11-unix" 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT

# holds TEXT COMMAND…: one line of the outcome.
holds() {
  local text=$1
  shift
  if "$@" >"$work/out" 2>&1; then
    printf '  ok      %s\n' "$text"
    passed=$((passed + 1))
  else
    printf '  FAILED  %s\n' "$text"
    sed 's/^/            /' "$work/out" | tail -15
    failed=$((failed + 1))
  fi
}
# soon SECONDS COMMAND…: until it holds, looked at five times a second.
soon() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
# as_user COMMAND…: with the display and bus that a session of a person has.
as_user() {
  chroot --userspec=1000:1000 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/ada USER=ada LANG=C.UTF-8 \
    DISPLAY=:77 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus XDG_RUNTIME_DIR=/run/user/1000 \
    XDG_DATA_DIRS=/usr/local/share:/usr/share WEBKIT_DISABLE_COMPOSITING_MODE=1 NO_AT_BRIDGE=1 "$@"
}
not() { ! "$@"; }

echo "▸ A clean Debian ($suite)"
kept=${CARGO_TARGET_DIR:-$PWD/target}/debian-$suite.tar
if [[ ! -f $kept ]]; then
  debootstrap --variant=minbase --make-tarball="$kept.part" "$suite" "$work/download" >/dev/null
  mv "$kept.part" "$kept"
fi
debootstrap --variant=minbase --unpack-tarball="$kept" "$suite" "$root" >/dev/null
mount -t proc proc "$root/proc"
inside useradd --uid 1000 --create-home ada
mkdir -p "$root/run/user/1000" "$root/tmp/.X11-unix" "$root/packages"
chown 1000:1000 "$root/run/user/1000"
chmod 700 "$root/run/user/1000"
inside apt-get update -qq
cp "$window" "$cli" "$root/packages/"

echo "▸ The command line"
inside_cli() { as_user gangway --home /home/ada/cli "$@"; }
holds "installs without anything recommended" inside apt-get install -qq --no-install-recommends "/packages/$(basename "$cli")"
holds "depends on nothing but the C library" not grep -vE '^(libc6|libgcc-s1|gcc-12-base|libcrypt1|gangway-cli)$' <(
  inside dpkg-query -W -f '${Depends}\n' gangway-cli | tr ',|' '\n\n' | sed 's/ *(.*//; s/ //g' | grep .)
holds "says its version" grep -q '^gangway [0-9]' <(as_user gangway --version)
holds "has a manual page for each command" test -f "$root/usr/share/man/man1/gangway-relay.1.gz"
holds "has completions" test -s "$root/usr/share/bash-completion/completions/gangway"
holds "names the licences of what it is made of" test -s "$root/usr/share/doc/gangway-cli/third-party.html"
holds "has units that systemd can read" systemd-analyze verify --man=no --root="$root" gangway-relay.socket
relay() { as_user env GANGWAY_RELAY_DATA=/home/ada/relay gangway relay team add "Acme POS"; }
holds "makes a relay's first team" grep -q '#' <(relay)

echo "▸ The window, in the version before"
older=$work/older
dpkg-deb -R "$window" "$older"
version=$(dpkg-deb -f "$window" Version)
sed -i "s/^Version: .*/Version: 0.0.9/" "$older/DEBIAN/control"
dpkg-deb --root-owner-group -Znone -b "$older" "$root/packages/older.deb" >/dev/null
rm -rf "$older"
holds "installs without anything recommended" inside apt-get install -qq --no-install-recommends /packages/older.deb

Xvfb :77 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
setpriv --reuid=1000 --regid=1000 --clear-groups dbus-daemon --session --nofork --address="unix:path=$root/run/user/1000/bus" >/dev/null 2>&1 &
soon 20 test -S "$root/run/user/1000/bus"
export DISPLAY=:77
soon 20 xdotool getdisplaygeometry >/dev/null 2>&1

data=$root/home/ada/.local/share/dev.gangway.console
start() { # LOG
  as_user gangway-console >"$work/$1.log" 2>&1 &
  started=$!
}
shown() { xdotool search --onlyvisible --name "$1" >/dev/null 2>&1; }
picture() { import -window root "$pictures/$1.png"; }
ended() { ! kill -0 "$1" 2>/dev/null; }
stop() { pkill -TERM -x gangway-console || true; soon 20 not pgrep -x gangway-console >/dev/null; }

start first
holds "shows its window at the first start" soon 90 shown Gangway
holds "makes its folder" soon 60 test -d "$data"
picture first-start
holds "does not panic" not grep -q 'panicked' "$work/first.log"
holds "writes no link handler over the packaged one" not test -e "$root/home/ada/.local/share/applications/gangway-console-handler.desktop"
holds "its desktop entry is valid" desktop-file-validate "$root/usr/share/applications/Gangway.desktop"
holds "its description is valid" appstreamcli validate --no-net "$root/usr/share/metainfo/dev.gangway.console.metainfo.xml"
holds "a link opens by xdg-open, and the second process ends" timeout 30 bash -c "$(declare -f as_user); root='$root'; as_user xdg-open 'dev.gangway.console:/open/settings/about'"
holds "the link leads to its place in the running window" soon 30 shown 'About'
picture link
holds "there is one window" test "$(pgrep -cx gangway-console)" -eq 1
stop

echo "▸ Upgrade to $version"
find "$data" -type f | grep -v '/logs/\|/EBWebView\|/mediakeys\|/storage\|-wal$\|-shm$' | sort >"$work/before"
holds "upgrades" inside apt-get install -qq --no-install-recommends "/packages/$(basename "$window")"
start second
holds "starts with the data of before" soon 90 shown Gangway
holds "and has lost none of it" not grep -vxFf <(find "$data" -type f | sort) "$work/before"
holds "does not panic" not grep -q 'panicked' "$work/second.log"
stop

echo "▸ Without a tray's library"
inside bash -c 'rm -f /usr/lib/*/libayatana-appindicator3.so.1*'
start tray
holds "starts all the same" soon 90 shown Gangway
holds "does not panic" not grep -q 'panicked' "$work/tray.log"
stop

echo "▸ A record of a newer program"
inside_cli status >/dev/null 2>&1 || true
record=$(find "$root/home/ada/cli" -name '*.db' | head -1)
sqlite3 "$record" 'PRAGMA user_version = 9999' || true
inside_cli status >"$work/newer" 2>&1 && newer=0 || newer=$?
holds "is refused by a sentence" grep -qi 'newer' "$work/newer"
holds "and by an exit code" test "$newer" -ne 0

echo "▸ Removal"
inside apt-get remove -qq gangway >"$work/removed" 2>&1
holds "takes the program" not test -e "$root/usr/bin/gangway-console"
holds "leaves the data, and says where" grep -q 'dev.gangway.console' "$work/removed"
holds "which is there" test -d "$data"
holds "and can be purged" inside apt-get purge -qq gangway gangway-cli
holds "after which no file of the packages is left" not test -e "$root/usr/bin/gangway" -o -e "$root/usr/share/metainfo/dev.gangway.console.metainfo.xml"

printf '\n%d held, %d failed; pictures in %s\n' "$passed" "$failed" "$pictures"
((failed == 0))
