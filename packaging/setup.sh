#!/usr/bin/env bash
# Make the environment of a checkout ready: .venv with the pinned packages, Qt's system libraries, the catalogues.
# usage: bash packaging/setup.sh run|test|package      (a second call with nothing changed takes a few milliseconds)
# Also runs under the bash 3.2 of macOS.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset PYTHONDONTWRITEBYTECODE PYTHONHOME VIRTUAL_ENV # the first would make every later start slow

wanted=${1:-run}
venv=.venv
pins=packaging/requirements/$wanted.txt

say() { printf 'thawline: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# What an environment depends on, in one line; another folder counts because scripts hold absolute paths.
fingerprint() {
    printf '%s ' "$PWD"
    cat "packaging/requirements/$1.txt" packaging/requirements/uv.txt packaging/setup.sh packaging/qt_libraries.py pyproject.toml | cksum
}

fresh() { [ "$(cat "$venv/.thawline-$1" 2> /dev/null)" = "$(fingerprint "$1")" ]; }

# --- system packages (Debian and Ubuntu) ----------------------------------------------------------

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

may_install() {
    command -v apt-get > /dev/null || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo > /dev/null && sudo -n true 2> /dev/null; }
}

# Install Debian packages where that is allowed; otherwise print the command and return 1.
install_system() {
    if may_install; then
        say "installing system packages: $*"
        as_root env DEBIAN_FRONTEND=noninteractive sh -c \
            'apt-get update -q && apt-get install -q -y --no-install-recommends "$@"' sh "$@" > /dev/null && return 0
    fi
    say "system packages are missing; install them and try again:"
    say "    sudo apt-get update && sudo apt-get install -y $*"
    return 1
}

# --- Python ---------------------------------------------------------------------------------------

fits() { "$1" -c 'import sys; sys.exit(not sys.version_info >= (3, 11))' > /dev/null 2>&1; }

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if fits "$name"; then echo "$name"; return; fi
    done
    fail "Python 3.11 or newer is needed; install it, or name it: make $wanted PYTHON=/path/to/python3"
}

make_venv() {
    local python name
    python=$(find_python)
    say "making $venv with $("$python" -V)"
    "$python" -m venv --clear "$venv" > /dev/null 2>&1 && return
    # Debian keeps a part of venv in a package of its own.
    name=python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv
    if install_system "$name" && "$python" -m venv --clear "$venv"; then return; fi
    if command -v uv > /dev/null; then uv venv -q --seed --clear --python "$python" "$venv"; return; fi
    fail "the environment $venv could not be made; install $name and try again"
}

moved() { # an environment that this script made in another folder
    local made
    for made in "$venv"/.thawline-*; do
        if [ -f "$made" ] && ! grep -qF "$PWD " "$made"; then return 0; fi
    done
    return 1
}

ensure_uv() {
    [ -x "$venv/bin/uv" ] && return
    "$venv/bin/python" -m pip --version > /dev/null 2>&1 || "$venv/bin/python" -m ensurepip > /dev/null
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r packaging/requirements/uv.txt ||
        fail "the installer uv could not be fetched; check the network and try again"
}

install_packages() {
    say "installing the packages of $pins (the first time: a few gigabytes, some minutes)"
    local uv=("$venv/bin/uv" pip install -q --python "$venv/bin/python")
    export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-300}"
    # A second try goes on with what the first has already fetched.
    "${uv[@]}" --compile-bytecode -r "$pins" || "${uv[@]}" --compile-bytecode -r "$pins" ||
        fail "the packages could not be installed; check the network and the free disk space, then try again"
    "${uv[@]}" --no-deps -e .
}

# --- Qt -------------------------------------------------------------------------------------------

# A fresh machine lacks libraries that Qt's wheels expect. Whether they are there is seen by loading Qt itself.
check_qt() {
    [ "$(uname -s)" = Linux ] || return 0
    local lacking
    lacking=$("$venv/bin/python" packaging/qt_libraries.py)
    if [ -n "$lacking" ]; then
        # shellcheck disable=SC2086 # one word each
        install_system $lacking || true
        "$venv/bin/python" packaging/qt_libraries.py --verify || exit 1
    fi
}

# The tests of the real window bring their own display and window manager; where these are missing they are skipped.
check_desktop() {
    [ "$(uname -s)" = Linux ] || return 0
    local lacking=""
    command -v Xvfb > /dev/null || lacking="$lacking xvfb"
    command -v openbox > /dev/null || lacking="$lacking openbox"
    command -v xdotool > /dev/null || lacking="$lacking xdotool"
    # shellcheck disable=SC2086 # one word each
    [ -z "$lacking" ] || install_system $lacking || say "without them the tests of the real window are skipped"
}

build_catalogues() {
    local ts
    for ts in resources/i18n/*.ts; do
        [ -f "$ts" ] || continue
        if [ ! "${ts%.ts}.qm" -nt "$ts" ]; then "$venv/bin/pyside6-lrelease" -silent "$ts" -qm "${ts%.ts}.qm"; fi
    done
}

# --------------------------------------------------------------------------------------------------

if ! fresh "$wanted"; then
    if moved || ! fits "$venv/bin/python"; then make_venv; fi
    ensure_uv
    install_packages
    check_qt
    if [ "$wanted" = test ]; then check_desktop; fi
    fingerprint "$wanted" > "$venv/.thawline-$wanted"
    fingerprint run > "$venv/.thawline-run" # the other lists contain all of run.txt
fi
build_catalogues
