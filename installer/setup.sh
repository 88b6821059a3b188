#!/usr/bin/env bash
# Makes this machine ready for SIA Desktop: system packages, then .venv from the locked list, then the project in it.
# Quick when nothing has changed. Every failure ends in one sentence; the full output stays in the log it names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lock=requirements/everything.lock
stamp=.venv/.setup-done
megabytes_needed=1500
log=$(mktemp "${TMPDIR:-/tmp}/sia-setup.XXXXXX")

# What must be found on the machine, and the Debian package that brings it. A name like libX.so.1 is sought
# among the shared libraries, anything else among the commands.
needed="libEGL.so.1=libegl1 libGL.so.1=libgl1 libX11.so.6=libx11-6 libdbus-1.so.3=libdbus-1-3
  libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6 libglib-2.0.so.0=libglib2.0-0
  libxkbcommon.so.0=libxkbcommon0"
for_a_window="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0
  libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0 libxcb-render.so.0=libxcb-render0
  libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0 libxcb-shm.so.0=libxcb-shm0
  libxcb-sync.so.1=libxcb-sync1 libxcb-util.so.1=libxcb-util1 libxcb-xfixes.so.0=libxcb-xfixes0
  libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libX11-xcb.so.1=libx11-xcb1"
for_the_tests="pdfsig=poppler-utils pdftoppm=poppler-utils initdb=postgresql gnome-keyring-daemon=gnome-keyring
  secret-tool=libsecret-tools dbus-run-session=dbus-user-session nginx=nginx-light"

say() { printf '%s\n' "$*"; }

stop() {
  say "$*" >&2
  if [ -s "$log" ]; then say "The full output is in $log" >&2; else rm -f "$log"; fi
  exit 1
}

# The sentence for a failed step: what its log says went wrong, or the step's own words.
stop_because_of_log() {
  if grep -qiE 'no space left|not enough free space|disk quota' "$log"; then
    stop "Set-up stopped because the disk is full: free about $megabytes_needed MB and run 'make setup' again."
  elif grep -qiE 'CERTIFICATE_VERIFY_FAILED|certificate verif' "$log"; then
    stop "Set-up stopped because a download's certificate was not trusted: behind an inspecting proxy, set PIP_CERT to your organisation's root certificate and run 'make setup' again."
  elif grep -qiE 'DO NOT MATCH THE HASHES' "$log"; then
    stop "Set-up stopped because a downloaded package is not the one that was locked: nothing was installed from it; try another network, or report it."
  elif grep -qiE 'name resolution|could not resolve|failed to establish|connection (refused|broken|timed out)|network is unreachable|timed out|unable to connect|ProxyError|failed to fetch|no route to host' "$log"; then
    stop "Set-up stopped because the network could not be reached: connect this machine and run 'make setup' again."
  elif grep -qiE 'could not get lock|unable to acquire the dpkg' "$log"; then
    stop "Set-up stopped because another program is installing packages: wait for it to finish and run 'make setup' again."
  elif grep -qiE 'permission denied|read-only file system' "$log"; then
    stop "Set-up stopped because it may not write here: give yourself write access to $PWD and run 'make setup' again."
  fi
  stop "$1"
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local one
  for one in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if command -v "$one" >/dev/null 2>&1 && is_new_enough "$one"; then
      python=$one
      return
    fi
  done
  stop "SIA Desktop needs Python 3.11 or later and found $("${PYTHON:-python3}" --version 2>/dev/null || echo "no Python"): install it, or name one with 'make setup PYTHON=/path/to/python3.12'."
}

is_here() {
  case $1 in
    lib*.so*) grep -qF "$1" <<<"$libraries" ;;
    initdb) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null ||
      [ -x "${PG_BINDIR:-/nowhere}/initdb" ] ;;
    nginx) command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# The Debian packages that would bring whatever of this list is missing.
missing_from() {
  local one
  for one in $1; do is_here "${one%%=*}" || say "${one##*=}"; done | sort -u | paste -sd ' '
}

look_round() {
  libraries=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null || true)
  missing=$(missing_from "$needed")
  "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || missing="$(basename "$python")-venv $missing"
  wished=$(missing_from "$for_a_window $for_the_tests")
}

as_root=()
may_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] && return 0
  as_root=(sudo -n)
  command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

install_packages() {
  say "Installing system packages: $*"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=2)
  "${apt[@]}" update >>"$log" 2>&1 || stop_because_of_log "Set-up stopped because the list of system packages could not be refreshed."
  "${apt[@]}" install --no-install-recommends "$@" >>"$log" 2>&1 ||
    stop_because_of_log "Set-up stopped because these system packages could not be installed: $*."
}

install_what_the_machine_lacks() {
  look_round
  [ -n "$missing$wished" ] || return 0
  if may_install; then
    # shellcheck disable=SC2086  # a list of package names
    install_packages $missing $wished
  elif [ -n "$missing" ]; then
    stop "Set-up needs system packages and may not install them: ask for 'sudo apt-get install $missing $wished' (or your system's equivalent) and run 'make setup' again."
  else
    say "Some tests and a window on screen also need: sudo apt-get install $wished"
  fi
}

fingerprint() { cat "$lock" pyproject.toml installer/setup.sh | cksum && pwd && "$python" --version; }

check_disk() {
  local free
  free=$(df -Pm . | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$megabytes_needed" ] ||
    stop "Set-up needs about $megabytes_needed MB and only $free MB are free here: free some space and run 'make setup' again."
}

# False when there is no .venv, when its Python is gone or old, and when its folder was moved or copied here:
# its commands would still name the old place.
has_sound_venv() { is_new_enough .venv/bin/python && grep -qF "$(pwd -P)/.venv/" .venv/bin/pip; }

build_venv() {
  check_disk
  say "Building .venv from $lock (about a minute)"
  if ! has_sound_venv; then
    "$python" -m venv --clear .venv >>"$log" 2>&1 || stop_because_of_log "Set-up stopped because .venv could not be made."
  fi
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0
  .venv/bin/python -m pip install --require-hashes -r "$lock" >>"$log" 2>&1 ||
    stop_because_of_log "Set-up stopped because the locked packages could not be installed on this machine."
  .venv/bin/python -m pip install --no-deps --no-build-isolation -e . >>"$log" 2>&1 ||
    stop_because_of_log "Set-up stopped because the project itself could not be installed into .venv."
  fingerprint >"$stamp"
}

find_python
install_what_the_machine_lacks
if [ -x .venv/bin/sia-desktop ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ]; then
  [ "${1:-}" = --quietly ] || say "Everything is in place."
else
  build_venv
  say "Ready: .venv/bin/sia-desktop and .venv/bin/sia-central."
fi
rm -f "$log"
