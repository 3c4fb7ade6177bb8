#!/bin/sh
# Scores the readings of the annotated reports against the floors below: test/quality.sh PROGRAM SOURCE_ROOT
#
# The reports, what a careful reader finds in them and the scorers lie beside the project, in ../shared;
# without them the test is skipped (exit status 77). Floors stand a little below what is reached, so that a
# change that costs quality fails here; raise them when the figures rise.
set -eu
program=$1
shared=$2/../shared
[ -d "$shared/gold" ] && command -v python3 >/dev/null || { echo "skipped: no annotated reports beside the project"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# floor NAME REPORTS GOLD ENTITIES CORE ALL
floor() {
    "$program" read "$2"/*.txt --format json >"$folder/$1.jsonl"
    python3 "$shared/score/score_reports.py" "$3" "$folder/$1.jsonl" --json >"$folder/$1.json"
    python3 - "$folder/$1.json" "$1" "$4" "$5" "$6" <<'PYTHON'
import json, sys
figures = json.load(open(sys.argv[1]))
name, floors = sys.argv[2], dict(zip(("entities", "core", "all"), map(float, sys.argv[3:])))
failed = False
for measure, floor in floors.items():
    f1 = figures["headline"][measure]["f1"]
    print(f"{name} {measure} F1 {f1:.3f}, floor {floor:.3f}")
    failed |= f1 < floor
sys.exit(failed)
PYTHON
}

annotated=$2/bench/annotated
floor seeds "$shared/reports/seeds" "$shared/gold/seeds" 0.965 0.890 0.873
floor dev "$shared/reports/dev" "$shared/gold/dev" 0.948 0.885 0.873
floor tuned "$annotated/tuned/reports" "$annotated/tuned/gold" 0.913 0.732 0.732
floor held "$annotated/held/reports" "$annotated/held/gold" 0.895 0.746 0.730

# The model's own: nested mentions of texts that it did not learn from.
nerel=$shared/corpora/nerel/dev
[ -d "$nerel" ] || exit 0
"$program" read "$nerel"/*.txt --tags nerel --format json >"$folder/nerel.jsonl"
python3 "$shared/score/score_spans.py" "$nerel" "$folder/nerel.jsonl" --scheme nerel |
    awk -v floor=0.762 '$1 == "all" { f1 = $4 }
        END { printf "nerel F1 %.3f, floor %.3f\n", f1, floor; exit f1 < floor }'
