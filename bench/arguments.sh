#!/bin/sh
# Prints how often the subjects and objects of verbs are found in a treebank's sentences:
# bench/arguments.sh BUILD_FOLDER [--errors]. The treebank lies beside the project, in ../shared;
# without it nothing is measured.
set -eu
build=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
trees=$here/../../shared/corpora/ud
if ! [ -d "$trees" ] || ! command -v python3 >/dev/null; then
    echo "skipped: no treebank beside the project ($trees)"
    exit 0
fi
ninja -C "$build" bench/bench_arguments >/dev/null
python3 -B "$here/arguments.py" "$build/bench/bench_arguments" "$build/data" "$@" "$trees"/ru_gsd-ud-*.conllu
