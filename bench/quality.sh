#!/bin/sh
# Prints how well reports are read: bench/quality.sh PROGRAM
#
# Annotated reports, corpora and the scorers lie beside the project, in ../shared, more reports in
# bench/annotated; without the scorers nothing is measured. The figures are those of docs/quality.md.
set -eu
program=$1
shared=$(cd "$(dirname "$0")/.." && pwd)/../shared
if ! [ -d "$shared/gold" ] || ! command -v python3 >/dev/null; then
    echo "skipped: no annotated reports beside the project ($shared)"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The share of a kind's values that are right, from the table of properties.
values_by_kind() {
    awk '/^properties/ { on = 1; next } /^$/ { on = 0 }
        on && $6 > 0 { split($1, name, "."); right[name[1]] += $2 * $6; given[name[1]] += $6 }
        END { for (kind in given) printf "values right: %-15s %.2f of %d\n", kind, right[kind] / given[kind], given[kind] }' |
        sort
}

for set in seeds dev; do
    "$program" read "$shared"/reports/$set/*.txt --format json >"$folder/$set.jsonl"
    echo "== reports/$set"
    python3 "$shared/score/score_reports.py" "$shared/gold/$set" "$folder/$set.jsonl" | tee "$folder/table"
    values_by_kind <"$folder/table"
done
annotated=$(cd "$(dirname "$0")" && pwd)/annotated
for set in tuned held; do
    "$program" read "$annotated"/$set/reports/*.txt --format json >"$folder/$set.jsonl"
    echo "== bench/annotated/$set"
    python3 "$shared/score/score_reports.py" "$annotated/$set/gold" "$folder/$set.jsonl" | tee "$folder/table"
    values_by_kind <"$folder/table"
done
cat "$folder/seeds.jsonl" "$folder/dev.jsonl" >"$folder/all.jsonl"
echo "== evidence"
python3 "$shared/score/score_evidence.py" "$shared/reports/seeds" "$shared/reports/dev" "$folder/all.jsonl"
cat "$folder/tuned.jsonl" "$folder/held.jsonl" >"$folder/ours.jsonl"
python3 "$shared/score/score_evidence.py" "$annotated/tuned/reports" "$annotated/held/reports" "$folder/ours.jsonl"
echo "== who is who"
"$program" read "$shared/reports/seeds" "$shared/reports/dev" --registry "$folder/identity.uzel" >/dev/null
"$program" list appearances --registry "$folder/identity.uzel" --format json >"$folder/appearances.jsonl"
python3 "$shared/score/score_identity.py" "$shared/gold/identity.json" "$shared/gold/seeds" "$shared/gold/dev" \
    "$folder/appearances.jsonl"
folds=$(dirname "$program")/folds/reading.jsonl
echo "== factRuEval, dev part, by models that did not see the documents"
if [ -f "$folds" ]; then
    python3 "$shared/score/score_spans.py" "$shared/corpora/factrueval-dev" "$folds"
    python3 "$shared/score/score_facts.py" "$shared/corpora/factrueval-dev" "$folds"
else
    echo "not measured: make bench-folds makes the readings"
fi
echo "== factRuEval's facts, by the model in the tree, which learnt names from these documents"
"$program" read "$shared"/corpora/factrueval-dev/*.txt --format json >"$folder/news.jsonl"
python3 "$shared/score/score_facts.py" "$shared/corpora/factrueval-dev" "$folder/news.jsonl"
echo "== NEREL, dev part"
"$program" read "$shared"/corpora/nerel/dev/*.txt --tags nerel --format json >"$folder/nerel.jsonl"
python3 "$shared/score/score_spans.py" "$shared/corpora/nerel/dev" "$folder/nerel.jsonl" --scheme nerel
