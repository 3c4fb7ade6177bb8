#!/usr/bin/env python3
"""Which thing is a side of a fact that no pattern bound: the weights of lines "weigh" in the grammar.

    weigh_sides.py PROGRAM [--write FILE] [--only QUESTION]

Reads annotated reports with `PROGRAM explain --all`, whose "choices" hold what is seen of each thing that
could be the side (src/reading/grammar/side_weights.h), and fits the weights under which the sides of the
gold facts are likeliest: a conditional logit over the things and "none of them", with a ridge, by L-BFGS.
It learns from facts of which a pattern found the side, too, as if it had not; those of which nothing
found it count more. Facts are matched with gold facts as ../shared/score does; optional ones, and those
whose side no thing of the report is, are left out.

Prints how the choice does where it is asked, by cross-validation over the reports of tuned, dev and seeds,
and with the weights of all of them on held, which takes no part. --write writes the weights. The same
readings give the same weights. Without the scorers beside the project nothing is done.
"""
import argparse
import json
import math
import subprocess
import tempfile
from pathlib import Path

from calibrate import HELD, SHARED, TUNED, load_scorers

PARTS = 8
RIDGE = 2.0
LACKING = 3.0  # how much more a fact counts of which nothing found the side
MEMORY, STEPS, ENOUGH = 8, 300, 1e-4  # of L-BFGS


def data_without_weights(program, folder):
    """A folder of data like the one beside the program, whose grammar has no weights of sides: what was
    chosen by earlier ones must not tell what to choose."""
    data = Path(program).resolve().parent / "data"
    (folder / "grammar").mkdir()
    for path in [*data.iterdir(), *(data / "grammar").iterdir()]:
        if path.name not in ("grammar", "compiled.bin", "sides.txt"):
            (folder / path.relative_to(data)).symlink_to(path)
    return str(folder)


def run(program, command, paths, data):
    """The JSON Lines that a command of uzel prints, by report."""
    output = subprocess.run([program, *command, "--data", data, "--format", "json", *map(str, paths)],
                            check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def choices_of(program, data, gold_folder, report_folder, scorers):
    """The choices of the facts that are matched with gold: report, question, whether the side was
    lacking, whether gold has one, and the looks of each thing with whether it is the side."""
    readings, report_facts, score_reports = scorers
    golds = readings.load_gold_readings(gold_folder)
    paths = sorted(Path(report_folder).glob("*.txt"))
    for reading, explained in zip(run(program, ["read"], paths, data),
                                  run(program, ["explain", "--all"], paths, data)):
        name = reading["report"]["id"]
        if name not in golds:
            continue
        gold = report_facts.gold_facts(golds[name], name)
        given = report_facts.given_facts(reading, name)
        partner = {given[s].id: gold[g] for g, s in score_reports.align(gold, given).items()}
        kinds = {fact["id"]: fact["kind"] for fact in explained["facts"]}
        for choice in explained["choices"]:
            fact = partner.get(choice["fact"])
            if fact is None or fact.optional:
                continue
            values = fact.values.get(choice["property"], [])
            things = [(thing["looks"], any(report_facts.agrees(value, explained["entities"][thing["entity"]], {})
                                           for value in values)) for thing in choice["things"]]
            yield {"report": f"{gold_folder}/{name}", "lacking": choice["lacking"], "wanted": bool(values),
                   "question": f"{kinds[choice['fact']]}.{choice['property']}", "things": things}


def shares_of(weights, choice):
    """The share of each thing, and of none of them."""
    odds = [sum(weights.get(look, 0.0) * value for look, value in looks.items())
            for looks, _ in choice["things"]] + [0.0]
    most = max(odds)
    shares = [math.exp(one - most) for one in odds]
    return [share / sum(shares) for share in shares]


def loss(weights, choices):
    """How unlikely the gold sides are under the weights, and its gradient."""
    value = sum(weight * weight for weight in weights.values()) * RIDGE / 2
    gradient = {look: RIDGE * weight for look, weight in weights.items()}
    for choice in choices:
        shares = shares_of(weights, choice)
        right = [is_side for _, is_side in choice["things"]] + [not choice["wanted"]]
        sure = sum(share for share, is_right in zip(shares, right) if is_right)
        count = LACKING if choice["lacking"] else 1.0
        value -= count * math.log(max(sure, 1e-300))
        for (looks, is_side), share in zip(choice["things"], shares):
            pull = count * (share - (share / sure if is_side else 0.0))
            for look, seen in looks.items():
                gradient[look] += pull * seen
    return value, gradient


def dot(left, right):
    return sum(value * right[look] for look, value in left.items())


def descent(gradient, memory):
    """The direction of L-BFGS: the two loops over the last steps."""
    direction, factors = dict(gradient), []
    for step, change in reversed(memory):
        factor = dot(step, direction) / dot(step, change)
        factors.append(factor)
        direction = {look: value - factor * change[look] for look, value in direction.items()}
    if memory:
        step, change = memory[-1]
        scale = dot(step, change) / dot(change, change)
        direction = {look: value * scale for look, value in direction.items()}
    for (step, change), factor in zip(memory, reversed(factors)):
        rest = factor - dot(change, direction) / dot(step, change)
        direction = {look: value + rest * step[look] for look, value in direction.items()}
    return direction


def fit(choices):
    """The weights under which the gold sides are likeliest."""
    choices = [choice for choice in choices
               if not choice["wanted"] or any(is_side for _, is_side in choice["things"])]
    looks = sorted({look for choice in choices for seen, _ in choice["things"] for look in seen})
    weights, memory = {look: 0.0 for look in looks}, []
    value, gradient = loss(weights, choices)
    for _ in range(STEPS):
        direction = descent(gradient, memory)
        length = 1.0 if memory else 0.01
        slope = dot(gradient, direction)
        while True:
            moved = {look: weight - length * direction[look] for look, weight in weights.items()}
            next_value, next_gradient = loss(moved, choices)
            if next_value <= value - 1e-4 * length * slope or length < 1e-9:
                break
            length /= 2
        step = {look: moved[look] - weights[look] for look in looks}
        change = {look: next_gradient[look] - gradient[look] for look in looks}
        done = value - next_value < ENOUGH
        weights, value, gradient = moved, next_value, next_gradient
        if done:
            break
        if dot(step, change) > 0:
            memory = [*memory, (step, change)][-MEMORY:]
    return {look: round(weight, 3) for look, weight in weights.items()}


def outcome(weights, choice):
    """What the choice comes to where it is asked: "right", "wrong", "needless" or None."""
    shares = shares_of(weights, choice)[:-1]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    if best is None or shares[best] <= 0.5:
        return None
    if choice["things"][best][1]:
        return "right"
    return "wrong" if choice["wanted"] else "needless"


def report(title, outcomes):
    """Prints how the choice does: (choice, outcome) pairs of those that were asked."""
    counts = {name: sum(one == name for _, one in outcomes) for name in ("right", "wrong", "needless")}
    wanted = sum(choice["wanted"] for choice, _ in outcomes)
    print(f"{title:36} {len(outcomes):6} {wanted:7} {counts['right']:6} {counts['wrong']:6} {counts['needless']:9}",
          flush=True)


def cross_validate(choices):
    """The outcomes of the choices that were asked, each with weights fitted without its report."""
    reports = sorted({choice["report"] for choice in choices})
    part_of = {name: index % PARTS for index, name in enumerate(reports)}
    outcomes = []
    for part in range(PARTS):
        weights = fit([choice for choice in choices if part_of[choice["report"]] != part])
        outcomes += [(choice, outcome(weights, choice)) for choice in choices
                     if part_of[choice["report"]] == part and choice["lacking"]]
    return outcomes


def write(path, weights):
    lines = ["# The weights by which sides of facts are chosen: docs/facts.md. Made by bench/weigh_sides.py "
             "--write; do not edit.\n"]
    lines += [f"weigh {question} {look} {weight:.3f}\n" for question, looks in weights.items()
              for look, weight in looks.items() if weight]
    Path(path).write_text("".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Fits and tests the choice of sides.")
    parser.add_argument("program")
    parser.add_argument("--write", metavar="FILE", help="write the weights there")
    parser.add_argument("--only", metavar="QUESTION", help="this question alone, as «project.place»")
    options = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"skipped: no scorers beside the project ({SHARED})")
        return
    scorers = load_scorers(SHARED)
    with tempfile.TemporaryDirectory() as folder:
        data = data_without_weights(options.program, Path(folder))
        known, held = ([choice for one in sets
                        for choice in choices_of(options.program, data, *one.split(":"), scorers)]
                       for sets in (TUNED, HELD))
    questions = [options.only] if options.only else sorted({choice["question"] for choice in known})
    weights = {}
    print(f"{'':36} lacking in gold  right  wrong  needless")
    for question in questions:
        own = [choice for choice in known if choice["question"] == question]
        report(f"{question}, cross-validated", cross_validate(own))
        weights[question] = fit(own)
        report(f"{question}, held", [(choice, outcome(weights[question], choice)) for choice in held
                                     if choice["question"] == question and choice["lacking"]])
    if options.write:
        write(options.write, weights)


if __name__ == "__main__":
    main()
