#!/bin/sh
# How fast a generated archive is read into SQLite with two jobs, and into PostgreSQL by two readers:
#
#     test/postgres.sh bench/archive/engines.sh PROGRAM REPORTS
set -eu
program=$1 reports=$2
folder=$(mktemp -d /tmp/uzel-engines-XXXXXX)
trap 'rm -rf "$folder"' EXIT
python3 "$(dirname "$0")/generate.py" "$folder" "$reports" >/dev/null
registry="$UZEL_TEST_POSTGRESQL&options=-csearch_path%3dengines"

tell() { # engine, start, end
    echo "$1 $2 $3 $reports" | awk '{printf "%s: %.1f s, %.0f reports/s\n", $1, $3 - $2, $4 / ($3 - $2)}'
}

start=$(date +%s.%N)
"$program" read "$folder/reports" --registry "$folder/archive.uzel" --jobs 2 >/dev/null
tell SQLite "$start" "$(date +%s.%N)"
start=$(date +%s.%N)
"$program" read "$folder/reports" --registry "$registry" --jobs 1 >/dev/null &
"$program" read "$folder/reports" --registry "$registry" --jobs 1 >/dev/null
wait
tell PostgreSQL "$start" "$(date +%s.%N)"
