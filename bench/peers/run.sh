#!/bin/sh
# Compares Uzel with other readers of Russian names: bench/peers/run.sh BUILD [ARGUMENT…]
#
# BUILD is the build folder; the other arguments are compare.py's. Peers are installed by pip, as
# requirements.txt pins them, into BUILD/peers. The texts and the scorer lie beside the project, in
# ../shared. Where something is missing it says what, in one line, and measures nothing.
set -eu
build=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
shared=$(cd "$here/../.." && pwd)/../shared
environment=$build/peers/venv
log=$build/peers/install.log

skip() {
    echo "skipped: $1"
    exit 0
}

command -v python3 >/dev/null || skip "no python3"
[ -x "$build/uzel" ] || skip "no program in $build (make program)"
for needed in score/score_spans.py corpora/factrueval-dev corpora/regional-plans; do
    [ -e "$shared/$needed" ] || skip "no texts or scorer beside the project ($shared/$needed)"
done

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

echo "not compared: spaCy and Stanza, whose Russian models are not in the package registry"
exec python3 -B "$here/compare.py" "$build/uzel" "$environment/bin/python" "$@"
