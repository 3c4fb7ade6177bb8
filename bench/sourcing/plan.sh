#!/bin/sh
# Prints how long the plan of a generated instance takes, and how far from the best it may be:
# bench/sourcing/plan.sh PROGRAM [NEEDS [SEED]]
set -eu
program=$(realpath "$1")
needs=${2:-10000}
seed=${3:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node "$(dirname "$0")/generate.mjs" "$folder" "$needs" "$seed"
begin=$(date +%s%N)
status=0
"$program" plan --needs "$folder/needs.csv" --offers "$folder/offers.csv" --today 2026-01-01 --format json \
    >"$folder/plan.json" || status=$?
end=$(date +%s%N)
node - "$folder/plan.json" "$begin" "$end" <<'SCRIPT'
const [file, begin, end] = process.argv.slice(2);
const plan = JSON.parse(require('node:fs').readFileSync(file, 'utf8'));
const percent = (share) => `${(100 * share).toFixed(2)} %`;
console.log(`${plan.needs} needs, ${plan.offers} offers, ${plan.links} links, ${plan.components} components`);
console.log(`covered ${percent(plan.covered / plan.value)} of the value, gap at most ${percent(plan.gap)}`);
console.log(`nearness and price: gap at most ${percent(1 - plan.penalty_at_least / plan.penalty)}`);
console.log(`${(Number(BigInt(end) - BigInt(begin)) / 1e9).toFixed(1)} s`);
SCRIPT
exit "$status"
