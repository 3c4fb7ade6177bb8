#!/bin/sh
# Installs the packages of Debian that are missing: packaging/setup.sh run | test
#
# The lists are packaging/debian/run.txt and test.txt. Prints what it will install before it does;
# does nothing where nothing is missing. A Node.js and npm that did not come from Debian count too,
# since Debian's npm cannot stand beside them.
set -eu
here=$(dirname "$0")
# A rule of make may pass these on from a build for another place; tools here must not see them.
unset DESTDIR

packages() {
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@"
}

present() {
    case $1 in
    nodejs) command -v node >/dev/null 2>&1 ;;
    npm) command -v npm >/dev/null 2>&1 ;;
    *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

case ${1-} in
run) set -- "$here/debian/run.txt" ;;
test) set -- "$here/debian/run.txt" "$here/debian/test.txt" ;;
*) echo "usage: packaging/setup.sh run|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "setup: not a Debian system: install by hand what answers to: $(packages "$@" | tr '\n' ' ')" >&2
    exit 0
fi

missing=
for package in $(packages "$@"); do
    present "$package" || missing="$missing $package"
done

if [ -n "$missing" ]; then
    echo "setup: to be installed from Debian:$missing"
    if [ "$(id -u)" = 0 ]; then
        root=
    elif command -v sudo >/dev/null 2>&1; then
        root=sudo
    else
        echo "setup: neither root nor sudo here: as root, run: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
    $root apt-get update -q
    # shellcheck disable=SC2086 # the list is words on purpose
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi

major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
if [ "$major" -lt 18 ]; then
    echo "setup: Node.js $(node --version) is too old: version 18 or later is needed" >&2
    exit 1
fi
