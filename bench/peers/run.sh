#!/bin/sh
# Compares Uzel with other readers of Russian names: bench/peers/run.sh BUILD [ARGUMENT…]
#
# BUILD is the build folder; the other arguments are compare.py's. Peers are installed by install.sh. The
# texts and the scorer lie beside the project, in ../shared. Where something is missing it says what, in one
# line, and measures nothing.
#
# The model of the tree learnt from the documents by which names are scored; so Uzel is scored by the readings
# of models that did not see them, which bench/folds.sh makes.
set -eu
build=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
shared=$(cd "$here/../.." && pwd)/../shared
folds=$build/folds/reading.jsonl

skip() {
    echo "skipped: $1"
    exit 0
}

[ -x "$build/uzel" ] || skip "no program in $build (make program)"
for needed in score/score_spans.py corpora/factrueval-dev corpora/regional-plans; do
    [ -e "$shared/$needed" ] || skip "no texts or scorer beside the project ($shared/$needed)"
done
"$here/install.sh" "$build" || exit 0

echo "not compared: spaCy and Stanza, whose Russian models are not in the package registry"
if [ -f "$folds" ]; then
    set -- --readings "$folds" "$@"
else
    echo "not compared: quality, for want of readings by models that did not see the documents (make bench-folds)"
fi
exec python3 -B "$here/compare.py" "$build/uzel" "$build/peers/venv/bin/python" "$@"
