#!/usr/bin/env python3
"""How sure facts are, and whether they are right: the weights of lines "calibrate" in the grammar.

    calibrate.py PROGRAM [--write FILE] [--markdown] [GOLD:REPORTS[:NAMES]…]

Reads annotated reports with `PROGRAM explain`, matches their facts with the gold facts as
../shared/score does, and fits the weights of src/reading/grammar/calibration.h. A fact is right where a gold
fact is matched with it and no more than a quarter of its values are wrong; what is matched with an
optional gold fact is left out. Prints reliability tables: by bins of confidence, how many facts there
are, how sure they are on average, and what share of them is right. The calibrated confidence of a fact
comes from weights that were fitted without its report (cross-validation in ten parts). --write writes the
weights fitted on all reports. The same readings give the same weights.

Without GOLD:REPORTS the weights are fitted on bench/annotated/held, which the grammar was not written
with, and on u01 to u14, which it was little: facts are right less often there than in the reports that
it was, and users' reports are like them. Those others are printed for comparison. NAMES is a pattern of
the shell's for the names of reports: "u*"; behind an exclamation mark, of those that are left out. Without the scorers beside the project nothing is done.
"""
import argparse
import json
import math
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
ANNOTATED = Path(__file__).resolve().parent / "annotated"
HELD = [f"{ANNOTATED}/held/gold:{ANNOTATED}/held/reports",
        f"{ANNOTATED}/tuned/gold:{ANNOTATED}/tuned/reports:u*"]
TUNED = [f"{SHARED}/gold/{name}:{SHARED}/reports/{name}" for name in ("dev", "seeds")]
TUNED.append(f"{ANNOTATED}/tuned/gold:{ANNOTATED}/tuned/reports:!u*")
PARTS = 10
WRONG_MOST = 0.25
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# How strongly weights are drawn to what they are without evidence: one that changes nothing. Kinds with
# few facts stay near the others.
BASE, PATTERN, TELLING, DISTANCE, KIND = 0.1, 4.0, 4.0, 4.0, 2.0


def log_odds(share):
    return math.log(share / (1 - share))


def features(fact):
    """The weights' factors for a fact, by name."""
    basis = fact["basis"]
    return {"base": 1.0, "pattern": log_odds(basis["pattern"]),
            "telling": math.log2(basis["sentences"]), "distance": math.log2(1 + basis["distance"]),
            fact["kind"]: 1.0}


def confidence(weights, factors):
    """As src/reading/grammar/calibration.c: in hundredths, never quite sure."""
    odds = sum(weights.get(name, 0.0) * factor for name, factor in factors.items())
    return min(max(round(100 / (1 + math.exp(-odds))), 1), 99) / 100


def solve(matrix, vector):
    """The solution of a positive definite system, by elimination."""
    size = len(vector)
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    for i in range(size):
        for j in range(i + 1, size):
            factor = rows[j][i] / rows[i][i]
            for k in range(i, size + 1):
                rows[j][k] -= factor * rows[i][k]
    result = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][k] * result[k] for k in range(i + 1, size))
        result[i] = (rows[i][size] - known) / rows[i][i]
    return result


def fit(facts):
    """The weights under which the facts are likeliest, by Newton's method with a ridge."""
    names = ["base", "pattern", "telling", "distance", *sorted({fact["kind"] for fact in facts})]
    strength = {"base": BASE, "pattern": PATTERN, "telling": TELLING, "distance": DISTANCE}
    ridge = [strength.get(name, KIND) for name in names]
    start = [1.0 if name == "pattern" else 0.0 for name in names]
    weights = start[:]
    rows = [[fact["factors"].get(name, 0.0) for name in names] for fact in facts]
    for _ in range(50):
        gradient = [-r * (w - s) for r, w, s in zip(ridge, weights, start)]
        curvature = [[r if i == j else 0.0 for j in range(len(names))] for i, r in enumerate(ridge)]
        for row, fact in zip(rows, facts):
            share = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row))))
            for i, x in enumerate(row):
                if x:
                    gradient[i] += (fact["right"] - share) * x
                    for j, y in enumerate(row):
                        curvature[i][j] += share * (1 - share) * x * y
        step = solve(curvature, gradient)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-9:
            break
    return {name: round(weight, 3) for name, weight in zip(names, weights)}


def run(program, command, paths):
    """The JSON Lines that a command of uzel prints, by report."""
    output = subprocess.run([program, command, "--format", "json", *map(str, paths)], check=True,
                            stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def load_scorers(shared):
    sys.path.insert(0, str(shared / "score"))
    import readings
    import report_facts
    import score_reports
    return readings, report_facts, score_reports


def judge(gold_reading, reading, place, scorers):
    """Whether each fact of a reading is right, by its id; None where nothing is said of it."""
    _, report_facts, score_reports = scorers
    gold = report_facts.gold_facts(gold_reading, place)
    given = report_facts.given_facts(reading, place)
    partner = score_reports.align(gold, given)
    partners = {one.id: given[partner[g]].id if g in partner else None
                for g, one in enumerate(gold) if one.id is not None}
    verdicts = {fact.id: False for fact in given}
    for g, s in partner.items():
        pairs = score_reports.pair_items(gold[g], given[s], partners)
        wrong = len(given[s].items()) - len(pairs)
        verdicts[given[s].id] = (None if gold[g].optional
                                 else wrong <= WRONG_MOST * len(given[s].items()))
    return verdicts


def named(path, names):
    """Whether a report is one of those that a set is to have."""
    return fnmatch(path.stem, names.lstrip("!")) != names.startswith("!")


def facts_of(program, scorers, gold_folder, report_folder, names="*"):
    """The facts of annotated reports: report, kind, factors, raw confidence and whether right."""
    golds = scorers[0].load_gold_readings(gold_folder)
    paths = [path for path in sorted(Path(report_folder).glob("*.txt")) if named(path, names)]
    facts = []
    for reading, explained in zip(run(program, "read", paths), run(program, "explain", paths)):
        report = reading["report"]["id"]
        if report not in golds:
            continue
        verdicts = judge(golds[report], reading, f"report {report!r}", scorers)
        for fact in explained["facts"]:
            if verdicts[fact["id"]] is not None:
                facts.append({"report": f"{gold_folder}/{report}", "kind": fact["kind"],
                              "factors": features(fact), "pattern": fact["basis"]["pattern"],
                              "right": float(verdicts[fact["id"]])})
    return facts


def facts_of_sets(program, sets, scorers):
    return [fact for one in sets for fact in facts_of(program, scorers, *one.split(":"))]


def summary(facts):
    right = sum(fact["right"] for fact in facts) / len(facts)
    return (f"{len(facts)} facts of {len({fact['report'] for fact in facts})} reports, "
            f"{right:.2f} of them right")


def cross_validate(facts):
    """Gives each fact the confidence of weights that were fitted without its report."""
    reports = sorted({fact["report"] for fact in facts})
    part_of = {report: index % PARTS for index, report in enumerate(reports)}
    for part in range(PARTS):
        weights = fit([fact for fact in facts if part_of[fact["report"]] != part])
        for fact in facts:
            if part_of[fact["report"]] == part:
                fact["calibrated"] = confidence(weights, fact["factors"])


def reliability(facts, key, markdown):
    """Prints a table by bins of a confidence, and what it is worth as a whole."""
    bar, head = ("| ", "| confidence | facts | on average | right |\n| --- | ---: | ---: | ---: |") \
        if markdown else ("", "confidence     facts  on average  right")
    print(head)
    error = 0.0
    for low, high in zip(BINS, BINS[1:]):
        here = [fact for fact in facts if low <= fact[key] < high or fact[key] == high == 1.0]
        if not here:
            continue
        mean = sum(fact[key] for fact in here) / len(here)
        right = sum(fact["right"] for fact in here) / len(here)
        error += abs(mean - right) * len(here) / len(facts)
        print(f"| {low:.1f} to {high:.1f} | {len(here)} | {mean:.2f} | {right:.2f} |" if bar
              else f"{low:.1f} to {high:.1f} {len(here):9} {mean:11.2f} {right:6.2f}")
    brier = sum((fact[key] - fact["right"]) ** 2 for fact in facts) / len(facts)
    print(f"{'' if not bar else chr(10)}mean distance of confidence and share right "
          f"{error:.3f}, Brier score {brier:.3f}\n")


def by_kind(facts):
    print("kind             facts  pattern  calibrated  right")
    for kind in sorted({fact["kind"] for fact in facts}):
        here = [fact for fact in facts if fact["kind"] == kind]
        means = [sum(fact[key] for fact in here) / len(here)
                 for key in ("pattern", "calibrated", "right")]
        print(f"{kind:16} {len(here):5} {means[0]:8.2f} {means[1]:11.2f} {means[2]:6.2f}")


def compare(facts, weights, markdown):
    """Prints what the weights are worth on reports that the grammar was written with."""
    for fact in facts:
        fact["calibrated"] = confidence(weights, fact["factors"])
    print(f"\nreports that the grammar was written with: {summary(facts)}")
    reliability(facts, "calibrated", markdown)


def write(path, weights):
    lines = ["# The weights of facts' confidence: docs/facts.md. Made by bench/calibrate.py --write; "
             "do not edit.\n"]
    lines += [f"calibrate {name} {weight:.3f}\n" for name, weight in weights.items()]
    Path(path).write_text("".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Fits and tests the confidence of facts.")
    parser.add_argument("program")
    parser.add_argument("sets", nargs="*", metavar="GOLD:REPORTS[:NAMES]")
    parser.add_argument("--write", metavar="FILE", help="write the weights there")
    parser.add_argument("--markdown", action="store_true", help="print tables for docs/facts.md")
    options = parser.parse_intermixed_args()
    sets = options.sets or HELD
    if not (SHARED / "score").is_dir() or not all(Path(one.split(":")[0]).is_dir() for one in sets):
        print(f"skipped: no annotated reports beside the project ({SHARED})")
        return
    scorers = load_scorers(SHARED)
    facts = facts_of_sets(options.program, sets, scorers)
    cross_validate(facts)
    print(f"{summary(facts)}\n\nby the patterns alone")
    reliability(facts, "pattern", options.markdown)
    print("calibrated, without the fact's report")
    reliability(facts, "calibrated", options.markdown)
    by_kind(facts)
    weights = fit(facts)
    print("\nweights: " + ", ".join(f"{name} {weight:.3f}" for name, weight in weights.items()))
    if options.write:
        write(options.write, weights)
    if not options.sets:
        compare(facts_of_sets(options.program, TUNED, scorers), weights, options.markdown)


if __name__ == "__main__":
    main()
