#!/usr/bin/env python3
"""Tells whether one set of readings is better than another, by a paired bootstrap over the documents.

    bootstrap.py GOLD_DIR A.jsonl B.jsonl [--names A B] [--times 2000] [--seed 1] [--nested outer|inner] [--json]

GOLD_DIR is a corpus with flat mentions (../shared/corpora/factrueval-dev); A and B are readings as `uzel read
--format json` prints them. Documents are drawn again with a fixed seed, the same for both. A gold document
without a reading counts as read empty. Needs the scorer beside the project, and says so where it is missing.
"""
import argparse
import json
from pathlib import Path

import resampling
import scorer


def parse_arguments():
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="Compares two sets of readings by a paired bootstrap.")
    parser.add_argument("gold")
    parser.add_argument("readings", nargs=2, metavar=("A.jsonl", "B.jsonl"))
    parser.add_argument("--names", nargs=2, metavar=("A", "B"), help="what to call them (default: the files' stems)")
    parser.add_argument("--times", type=int, default=2000, help="how often the documents are drawn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nested", choices=["outer", "inner"], default="outer",
                        help="what stays of mentions inside one another")
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    options = parser.parse_args()
    if options.times < 1:
        parser.error("--times must be 1 or more")
    options.names = options.names or [Path(path).stem for path in options.readings]
    return options


def as_figures(comparison):
    """A comparison as a dictionary for JSON."""
    low, high = comparison.interval()
    return {"first": comparison.first, "second": comparison.second, "difference": comparison.mean,
            "low": low, "high": high, "ahead": comparison.ahead}


def table(comparisons, names):
    """Lines that show comparisons by type."""
    widths = [max(7, len(name)) for name in names]
    lines = [f"{'F1':4}  {names[0]:>{widths[0]}}  {names[1]:>{widths[1]}}  difference   95 % interval    "
             f"{names[0]} ahead in"]
    for kind, comparison in comparisons.items():
        low, high = comparison.interval()
        lines.append(f"{kind:4}  {comparison.first:{widths[0]}.4f}  {comparison.second:{widths[1]}.4f}  "
                     f"{comparison.mean:+10.4f}  {low:+.4f} {high:+.4f}  {100 * comparison.ahead:5.1f} %")
    return "\n".join(lines)


def main():
    """Compares the two files of the arguments."""
    options = parse_arguments()
    if not scorer.present():
        print(f"skipped: no scorer beside the project ({scorer.SHARED})")
        return
    first, second = (scorer.counts_of(options.gold, path, options.nested) for path in options.readings)
    comparisons = resampling.compare(first, second, options.times, options.seed)
    if options.json:
        print(json.dumps({kind: as_figures(one) for kind, one in comparisons.items()}, indent=1))
    else:
        print(table(comparisons, options.names))


if __name__ == "__main__":
    if scorer.present():
        scorer.load("readings").run(main)
    else:
        main()
