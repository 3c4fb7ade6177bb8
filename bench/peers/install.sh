#!/bin/sh
# Installs the peers by pip, as requirements.txt pins them, into BUILD/peers: bench/peers/install.sh BUILD
#
# Does nothing where they are there already. Exits with 1, and says why in one line, where they cannot be.
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
environment=$build/peers/venv
log=$build/peers/install.log

skip() {
    echo "skipped: $1"
    exit 1
}

command -v python3 >/dev/null || skip "no python3"
# What is installed is told by a copy of the list, which is written last.
if ! cmp -s "$here/requirements.txt" "$environment/requirements.txt"; then
    mkdir -p "$build/peers"
    echo "installing the peers into $environment"
    python3 -m venv --clear "$environment" >"$log" 2>&1 ||
        skip "python3 cannot make a virtual environment with pip (see $log)"
    "$environment/bin/python" -m pip install --disable-pip-version-check --retries 2 \
        --requirement "$here/requirements.txt" >>"$log" 2>&1 ||
        skip "the peers cannot be installed: no network, or another Python (see $log)"
    cp "$here/requirements.txt" "$environment/requirements.txt"
fi
