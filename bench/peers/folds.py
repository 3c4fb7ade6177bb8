#!/usr/bin/env python3
"""Prints the quality of readings that were made fold by fold, together and as it differs between folds.

    folds.py GOLD_DIR READINGS.jsonl [--folds 5]

Document i of the gold, in the order of names, belongs to fold i % folds, as `uzel train --hold` has it. Run by
bench/folds.sh.
"""
import argparse
import statistics

import resampling
import scorer


def parse_arguments():
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="Prints the quality of cross-validated readings.")
    parser.add_argument("gold")
    parser.add_argument("readings")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    if options.folds < 2:
        parser.error("--folds must be 2 or more")
    return options


def share(part, whole):
    """A share; 0 of nothing."""
    return part / whole if whole else 0.0


def fold_scores(documents, kind, folds):
    """F1 of a type in each fold."""
    return [resampling.f1(resampling.add_up([document[kind] for document in documents[fold::folds]]))
            for fold in range(folds)]


def table(documents, folds):
    """Lines by type: precision, recall and F1 of all documents; mean, deviation and range of the folds' F1."""
    lines = ["      precision  recall      F1  mean of folds  deviation  lowest  highest"]
    for kind in documents[0]:
        gold, given, right = resampling.add_up([document[kind] for document in documents])
        scores = fold_scores(documents, kind, folds)
        lines.append(f"{kind:4}  {share(right, given):9.4f}  {share(right, gold):6.4f}  "
                     f"{resampling.f1((gold, given, right)):6.4f}  {statistics.mean(scores):13.4f}  "
                     f"{statistics.stdev(scores):9.4f}  {min(scores):6.4f}  {max(scores):7.4f}")
    return "\n".join(lines)


def main():
    """Scores the file of the arguments."""
    options = parse_arguments()
    documents = [resampling.with_all(document) for document in scorer.counts_of(options.gold, options.readings)]
    print(table(documents, options.folds))


if __name__ == "__main__":
    scorer.load("readings").run(main)
