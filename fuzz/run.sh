#!/bin/sh
# Runs every fuzzer of a build for some seconds: fuzz/run.sh BUILD SECONDS. What one finds stays in
# BUILD/fuzz/NAME.found, and the exit status is not zero.
#
# Inputs are not weighed by how rare what they reach is: where they reach as much as a report's reading does, the weighing
# takes ten times as long as the runs.
set -eu
build=$1
seconds=$2
here=$(dirname "$0")
status=0
for fuzzer in "$build"/fuzz/fuzz_*; do
    [ -f "$fuzzer" ] && [ -x "$fuzzer" ] || continue
    name=$(basename "$fuzzer" | sed 's/^fuzz_//')
    mkdir -p "$build/fuzz/$name.corpus" "$build/fuzz/$name.found"
    set -- -max_total_time="$seconds" -artifact_prefix="$build/fuzz/$name.found/" -rss_limit_mb=2048 \
        -print_final_stats=1 -verbosity=0 -entropic=0
    [ ! -f "$here/$name.dict" ] || set -- "$@" -dict="$here/$name.dict"
    set -- "$@" "$build/fuzz/$name.corpus" # the first folder gets what is new
    [ ! -d "$here/$name" ] || set -- "$@" "$here/$name"
    case $name in page | office) set -- "$@" "$here/../test/report/documents" ;; esac
    echo "== $name, $seconds s"
    "$fuzzer" "$@" || status=1
done
exit $status
