#!/bin/sh
# Prints what the tagger's gate gives and costs: bench/gates.sh BUILD
#
# For each setting of its two thresholds (docs/tagger.md): F1 of the whole reading on factRuEval's dev part, by
# the models of bench/folds.sh, which did not see the documents, and instructions a token of the whole reading, by the
# model of the tree, counted by callgrind as in bench/run.sh. Some three minutes on one core.
set -eu
build=$1
root=$(cd "$(dirname "$0")/.." && pwd)
shared=$root/../shared
gold=$shared/corpora/factrueval-dev
folds=$build/folds
count=5
if ! [ -f "$folds/reading.jsonl" ] || ! [ -d "$shared/corpora/regional-plans" ] ||
    ! command -v valgrind >/dev/null; then
    echo "skipped: wanted are the models of make bench-folds, the texts beside the project ($shared) and valgrind"
    exit 0
fi
ninja -C "$build" bench/bench_reading >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# change SETTING FROM TO: a model with other thresholds. In the header (src/language/model.h) they stand
# behind 116 bytes: above the gate's a form may stand in a name, above the anchors' it makes others be looked at.
change() {
    python3 - "$@" <<'PYTHON'
import struct, sys
setting, source, target = sys.argv[1:]
model = bytearray(open(source, "rb").read())
gate, anchor = struct.unpack_from("<2i", model, 116)
gate, anchor = {"none": (2**30, 2**30), "all": (gate, gate), "half": (gate, (gate + anchor) // 2),
                "shipped": (gate, anchor), "fewer": (gate, anchor - (gate - anchor) // 2),
                "anchors": (anchor, anchor)}[setting]
struct.pack_into("<2i", model, 116, gate, anchor)
open(target, "wb").write(model)
PYTHON
}

# data SETTING MODEL: $folder/data with that model, changed.
data() {
    rm -rf "$folder/data"
    mkdir "$folder/data"
    for file in "$(cd "$build/data" && pwd)"/*; do
        ln -s "$file" "$folder/data/"
    done
    rm "$folder/data/tagger.model"
    [ "$1" = rules ] || change "$1" "$2" "$folder/data/tagger.model"
}

quality() {
    rm -f "$folder/reading.jsonl"
    fold=0
    while [ $fold -lt $count ]; do
        data "$1" "$folds/$fold/tagger.model"
        find "$gold" -name '*.txt' | LC_ALL=C sort | awk -v fold=$fold -v count=$count '(NR - 1) % count == fold' |
            xargs "$build/uzel" read --data "$folder/data" --format json >>"$folder/reading.jsonl"
        fold=$((fold + 1))
    done
    python3 -B "$root/bench/peers/folds.py" "$gold" "$folder/reading.jsonl" --folds $count |
        awk 'NR > 1 { printf "%s %s  ", $1, $4 }'
}

speed() {
    data "$1" "$build/data/tagger.model"
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" --collect-atstart=no \
        --toggle-collect=pass_reading "$build/bench/bench_reading" "$folder/data" 2900 200 \
        "$shared"/corpora/regional-plans/*.txt >"$folder/printed" 2>"$folder/log" || { cat "$folder/log"; exit 1; }
    instructions=$(sed -n 's/.*Collected : //p' "$folder/log")
    tokens=$(sed -n 's/^tokens of the reading: //p' "$folder/printed")
    echo "$((instructions / tokens)) instructions a token"
}

for setting in rules anchors fewer shipped half all none; do
    printf '%-8s ' $setting
    quality $setting
    speed $setting
done
