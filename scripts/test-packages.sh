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
  for need in debootstrap Xvfb xdotool dbus-daemon import identify sqlite3 desktop-file-validate appstreamcli; do
    command -v "$need" >/dev/null || missing+=("$need")
  done
  if ((${#missing[@]} > 0)); then
    echo "Missing: ${missing[*]}. On Debian: apt-get install debootstrap xvfb xdotool dbus imagemagick sqlite3 desktop-file-utils appstream" >&2
    exit 2
  fi
  GANGWAY_IN_NAMESPACE=yes exec unshare --mount --pid --mount-proc --fork --kill-child "$0" "$@"
fi

work=$(mktemp -d)
# The session bus outside runs as the person inside, and has to get there.
chmod 711 "$work"
root=$work/root
pictures=${CARGO_TARGET_DIR:-$PWD/target}/packages/pictures
mkdir -p "$pictures"
passed=0 failed=0
# Nothing of the machine may be below the folder that is removed: each mount is taken away alone, and `rm` stays on one file system.
leave() {
  local mounted
  for mounted in "$root/tmp/.X11-unix" "$root/proc"; do
    if mountpoint -q "$mounted"; then umount "$mounted" || umount --lazy "$mounted"; fi
  done
  rm -rf --one-file-system "$work"
}
trap leave EXIT

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
session=(PATH=/usr/bin:/bin HOME=/home/ada USER=ada LANG=C.UTF-8 DISPLAY=:77 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus
  XDG_RUNTIME_DIR=/run/user/1000 XDG_DATA_DIRS=/usr/local/share:/usr/share WEBKIT_DISABLE_COMPOSITING_MODE=1 NO_AT_BRIDGE=1)
as_user() { chroot --userspec=1000:1000 "$root" /usr/bin/env -i "${session[@]}" "$@"; }
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
# It is thrown away: nothing of it has to survive a power cut.
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/quick"
inside apt-get update -qq
cp "$window" "$cli" "$root/packages/"

echo "▸ The command line"
inside_cli() { as_user gangway --home /home/ada/cli "$@"; }
holds "installs without anything recommended" inside apt-get install -qq --no-install-recommends "/packages/$(basename "$cli")"
holds "depends on nothing but the C library" not grep -vE '^(libc6|libgcc-s1|gcc-12-base|libcrypt1|gangway-cli)$' <(
  inside dpkg-query -W -f '${Depends}\n' gangway-cli | tr ',|' '\n\n' | sed 's/ *(.*//; s/ //g' | grep .)
# Debug builds name the sources that they were made of; package.sh looks at those of a release before it packs them.
no_paths() { # PROGRAM
  if [[ -f $packages/DEBUG ]]; then
    printf '  skipped %s: a debug build\n' "has no path of the machine that built it"
  else
    holds "has no path of the machine that built it" not grep -aqE -- "$PWD/|$HOME/|/\.cargo/registry/" "$1"
  fi
}
no_paths "$root/usr/bin/gangway"
holds "says its version" grep -q '^gangway [0-9]' <(as_user gangway --version)
holds "has a manual page for each command" test -f "$root/usr/share/man/man1/gangway-relay.1.gz"
holds "has completions" test -s "$root/usr/share/bash-completion/completions/gangway"
holds "names the licences of what it is made of" grep -q "tokio [0-9]" "$root/usr/share/doc/gangway-cli/third-party.html"
holds "lists what it is made of" grep -q '"name": "tokio"' "$root/usr/share/doc/gangway-cli/sbom.cdx.json"
inside apt-get install -qq --no-install-recommends systemd >/dev/null 2>&1
holds "has units that systemd can read" inside systemd-analyze verify --man=no gangway-relay.socket gangway-relay.service
relay() { as_user gangway relay team add --url https://hooks.example.com --data /home/ada/relay "Acme POS"; }
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
# More than a few colours: the page is drawn, and not only the window.
drawn() { (($(import -window root -depth 8 png:- | identify -format %k -) > 60)); }
# The first button of the first screen opens the sandbox. There is no window manager, so the window is where the screen begins.
open_sandbox() {
  xdotool mousemove 280 486 click 1
  soon 60 shown 'Sandbox.*Gangway'
}
link() { echo "dev.gangway.console:/open/$1?environment=sandbox"; }
opened() { # HOW PLACE TITLE: whether a link leads there in the window that is open, and the process that brought it ends
  timeout 60 chroot --userspec=1000:1000 "$root" /usr/bin/env -i "${session[@]}" $1 "$(link "$2")" && soon 30 shown "$3"
}
shown() { xdotool search --onlyvisible --name "$1" >/dev/null 2>&1; }
picture() { import -window root "$pictures/$1.png"; }
ended() { ! kill -0 "$1" 2>/dev/null; }
stop() { pkill -TERM -x gangway-console || true; soon 20 not pgrep -x gangway-console >/dev/null; }

start first
holds "shows its window at the first start" soon 90 shown Gangway
holds "draws its first screen" soon 60 drawn
holds "makes its folder" soon 60 test -d "$data"
picture first-start
holds "does not panic" not grep -q 'panicked' "$work/first.log"
holds "writes no link handler over the packaged one" not test -e "$root/home/ada/.local/share/applications/gangway-console-handler.desktop"
holds "its desktop entry is valid" desktop-file-validate "$root/usr/share/applications/Gangway.desktop"
holds "its description is valid" appstreamcli validate --no-net "$root/usr/share/metainfo/dev.gangway.console.metainfo.xml"
no_paths "$root/usr/bin/gangway-console"
holds "opens the sandbox" open_sandbox
picture sandbox
default() { as_user xdg-mime query default x-scheme-handler/dev.gangway.console; }
holds "the packaged entry is the default for links" grep -qx 'Gangway.desktop' <(default)
holds "a link leads to its place by xdg-open, and the process that brought it ends" opened xdg-open merchants 'Merchants'
inside apt-get install -qq --no-install-recommends libglib2.0-bin >/dev/null 2>&1
holds "and by gio open" opened "gio open" activity 'Audit log'
picture link
holds "there is one process" test "$(pgrep -cx gangway-console)" -eq 1
stop
holds "and it ended when it was asked to" not pgrep -x gangway-console

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
version_of() { sqlite3 "$1" 'PRAGMA user_version'; }
holds "and is left as it was" test "$(version_of "$record")" = 9999
before=$(version_of "$data/sandbox/record.db" || true)
holds "the window has a record too" test -f "$data/sandbox/record.db"
sqlite3 "$data/sandbox/record.db" 'PRAGMA user_version = 9999' || true
start newer
holds "the window starts all the same" soon 90 shown Gangway
holds "and draws what it says about it" soon 60 drawn
picture newer-record
holds "does not panic" not grep -q 'panicked' "$work/newer.log"
stop
sqlite3 "$data/sandbox/record.db" "PRAGMA user_version = ${before:-0}" || true

echo "▸ Removal"
inside apt-get remove -qq gangway >"$work/removed" 2>&1
holds "takes the program" not test -e "$root/usr/bin/gangway-console"
holds "leaves the data, and says where" grep -q 'dev.gangway.console' "$work/removed"
holds "which is there" test -d "$data"
holds "and can be purged" inside apt-get purge -qq gangway gangway-cli
holds "after which no file of the packages is left" not test -e "$root/usr/bin/gangway" -o -e "$root/usr/share/metainfo/dev.gangway.console.metainfo.xml"

printf '\n%d held, %d failed; pictures in %s\n' "$passed" "$failed" "$pictures"
((failed == 0))
