#!/bin/sh
# Prints how fast reports are read: bench/run.sh BUILD
#
# The texts are plans of regions and towns that lie beside the project, in ../shared: nothing was
# trained or written on them. Without them nothing is measured. They are cut into reports of 2.9 KB,
# each read once, on one core.
set -eu
build=$1
root=$(cd "$(dirname "$0")/.." && pwd)
texts=$root/../shared/corpora/regional-plans
size=2900
if [ ! -d "$texts" ]; then
    echo "skipped: no texts beside the project ($texts)"
    exit 0
fi
ninja -C "$build" bench/bench_reading bench/bench_dictionary >/dev/null
bench=$build/bench/bench_reading
"$build/bench/bench_dictionary" "$build/data/dictionary.bin" "$texts"/*.txt
"$bench" "$build/data" $size 0 "$texts"/*.txt

# Instructions a token, of a sample: valgrind runs a hundred times slower.
if command -v valgrind >/dev/null; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    for pass in pass_look_up pass_tokens pass_reading; do
        valgrind --tool=callgrind --callgrind-out-file="$folder/out" --collect-atstart=no \
            --toggle-collect=$pass "$bench" "$build/data" $size 200 "$texts"/*.txt \
            >"$folder/printed" 2>"$folder/log" || { cat "$folder/log"; exit 1; }
        instructions=$(sed -n 's/.*Collected : //p' "$folder/log")
        tokens=$(sed -n 's/^tokens of the reading: //p' "$folder/printed")
        echo "$pass: $((instructions / tokens)) instructions a token"
    done
else
    echo "instructions a token: not measured (install valgrind)"
fi
