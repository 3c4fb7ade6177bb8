#!/bin/sh
# Runs the cases of a folder: each cases/NAME.sh is run in a folder of its own, with $UZEL for the
# program and $REPORTS for the folder of reports, and what it prints must be cases/NAME.out. With
# UZEL_ACCEPT set the output is accepted instead: look at the difference.
# Usage: run_cases.sh PROGRAM FOLDER
set -u
UZEL=$(realpath "$1")
FOLDER=$(realpath "$2")
REPORTS=$FOLDER/reports
EXAMPLES=$(realpath "$FOLDER/../../examples")
export UZEL REPORTS EXAMPLES
export LC_ALL=C.UTF-8 COLUMNS=80 USER=tester
unset UZEL_DATA LANG LC_MESSAGES
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0 count=0
for case in "$FOLDER"/cases/*.sh; do
    name=$(basename "$case" .sh)
    expected=$FOLDER/cases/$name.out
    mkdir -p "$scratch/$name"
    (cd "$scratch/$name" && sh "$case" 2>&1) | sed "s|$REPORTS|REPORTS|g; s|$EXAMPLES|EXAMPLES|g" >"$scratch/$name.out"
    count=$((count + 1))
    if [ -n "${UZEL_ACCEPT:-}" ]; then
        cp "$scratch/$name.out" "$expected"
    elif ! diff -U1 "$expected" "$scratch/$name.out"; then
        echo "case $name: the output is another"
        failed=$((failed + 1))
    fi
done
echo "$count cases, $failed failed"
[ "$failed" = 0 ] && [ "$count" -gt 0 ]
