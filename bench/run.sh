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
ninja -C "$build" bench/bench_reading bench/bench_dictionary bench/bench_length \
    bench/bench_doubling >/dev/null
bench=$build/bench/bench_reading
"$build/bench/bench_dictionary" "$build/data/dictionary.bin" "$texts"/*.txt
"$bench" "$build/data" $size 0 "$texts"/*.txt

# From the start to the first result.
if command -v python3 >/dev/null; then
    for text in "$texts"/*.txt; do break; done
    python3 -B "$root/bench/start.py" "$build/uzel" "$text" --size $size
fi

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

# Reports of 3 KB to 30 MB: of the plans, and of news where there are reports.
"$build/bench/bench_length" "$build/data" "$texts"/*.txt
[ ! -d "$root/../shared/reports" ] || "$build/bench/bench_length" "$build/data" "$root"/../shared/reports/*/*.txt

# A grammar of twice the patterns, by time and, of a sample, by instructions.
"$build/bench/bench_doubling" "$build/data" 1000 "$texts"/*.txt
if command -v valgrind >/dev/null; then
    before=0
    for which in 0 1 2; do
        valgrind --tool=callgrind --callgrind-out-file="$folder/out" --collect-atstart=no \
            --toggle-collect=pass_read "$build/bench/bench_doubling" "$build/data" 200:$which "$texts"/*.txt \
            >/dev/null 2>"$folder/log" || { cat "$folder/log"; exit 1; }
        instructions=$(sed -n 's/.*Collected : //p' "$folder/log")
        [ $which -gt 0 ] || before=$instructions
        echo "grammar $which: $instructions instructions, $((instructions * 1000 / before - 1000)) ‰ more"
    done
fi
