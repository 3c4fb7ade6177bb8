#!/bin/sh
# Prints how well names are found in documents that the model did not see: bench/folds.sh BUILD [read]
#
# The model of the tree learnt from all of factRuEval's dev part. So five others are trained as it was
# (model/README.md), each without a fifth of these documents, and each reads that fifth: by the tagger alone,
# and as a whole (uzel read). About two minutes a model on one core. Models and readings stay in BUILD/folds, for
# bench/quality.sh, bench/gates.sh and bench/peers/run.sh. With "read" nothing is trained: the models that are there
# read again, which is enough when only the rules have changed.
#
# The texts and the scorer lie beside the project, in ../shared; vectors and teacher come with the peers
# (bench/peers/install.sh). Where something is missing it says what and measures nothing.
set -eu
build=$1
reading_alone=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
shared=$root/../shared
gold=$shared/corpora/factrueval-dev
folder=$build/folds
count=5
if ! [ -d "$shared/score" ] || ! [ -d "$gold" ] || ! [ -d "$shared/corpora/nerel/train" ]; then
    echo "skipped: no texts or scorer beside the project ($shared)"
    exit 0
fi
if [ "$reading_alone" = read ]; then
    [ -f "$folder/reading.jsonl" ] || { echo "skipped: no models in $folder (make bench-folds)"; exit 0; }
    rm "$folder/reading.jsonl"
else
    "$root/bench/peers/install.sh" "$build" || exit 0
    natasha=$(echo "$build"/peers/venv/lib/python3*/site-packages/natasha/data)
    rm -rf "$folder"
fi

# train FOLD OWN_FOLDER
train() {
    mkdir -p "$2/data"
    "$build/uzel" train --names "$gold" --types "$shared/corpora/nerel/train" \
        --texts "$shared/reports/dev" --texts "$shared/reports/seeds" \
        --vectors "$natasha"/emb/navec_news_v1_1B_250K_300d_100q.tar \
        --teacher "$natasha"/model/slovnet_ner_news_v1.tar --hold "$1/$count" \
        --predictions "$folder/tagger.jsonl" --out "$2/tagger.model" >"$2/log"
    tail -n 1 "$2/log"
    # The data files of the program with this model instead of its own.
    for file in "$(cd "$build/data" && pwd)"/*; do
        ln -s "$file" "$2/data/"
    done
    ln -sf ../tagger.model "$2/data/tagger.model"
}

fold=0
while [ $fold -lt $count ]; do
    own=$folder/$fold
    [ "$reading_alone" = read ] || train $fold "$own"
    find "$gold" -name '*.txt' | LC_ALL=C sort | awk -v fold=$fold -v count=$count '(NR - 1) % count == fold' |
        xargs "$build/uzel" read --data "$own/data" --format json >>"$folder/reading.jsonl"
    fold=$((fold + 1))
done
for readings in tagger reading; do
    echo "== $readings"
    python3 -B "$root/bench/peers/folds.py" "$gold" "$folder/$readings.jsonl" --folds $count
done
echo "== facts of the reading"
python3 -B "$shared/score/score_facts.py" "$gold" "$folder/reading.jsonl"
