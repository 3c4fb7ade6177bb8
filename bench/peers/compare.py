#!/usr/bin/env python3
"""Prints Uzel and its peers side by side: quality, speed, memory, start-up. Run by bench/peers/run.sh.

    compare.py UZEL NATASHA_PYTHON [--readings FILE] [--rounds 5] [--count 600] [--keep FOLDER]

Uzel's quality is that of --readings: its model learnt from the corpus by which quality is measured, so what it
reads there itself tells nothing. Without them quality is not compared.

Every system reads the same files, on one core with one thread, in rounds: all systems in turn within a round, so
that what else the machine does falls on all alike. Figures are medians over the rounds; ratios are taken within
each round, and their median and range are given.
"""
import argparse
import shutil
import statistics
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import bootstrap
import reports
import resampling
import scorer
import systems

PIECE = 2900  # bytes: the median press report; bench/run.sh has the same
TIMES, SEED = 2000, 1  # of the bootstrap
CORPUS = "factRuEval"


def parse_arguments():
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="Compares Uzel with its peers.")
    parser.add_argument("uzel", help="the program")
    parser.add_argument("natasha", help="the Python that has natasha")
    parser.add_argument("--readings", help="Uzel's readings of the corpus by models that did not see it")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=600, help="how many reports are cut from the plans")
    parser.add_argument("--keep", help="a folder for the readings of the corpus")
    options = parser.parse_args()
    if options.rounds < 1 or options.count < 1:
        parser.error("--rounds and --count must be 1 or more")
    return options


@dataclass
class Row:
    """One line of the table: the systems' figures in every round (in one, if they don't depend on the round)."""

    label: str
    form: str
    rounds: list

    def values(self):
        """The median of each system's figures."""
        return list(map(statistics.median, zip(*self.rounds, strict=True)))

    def ratios(self):
        """For each system but the first: the first's figure divided by it, in every round."""
        return list(zip(*([first / other for other in others] for first, *others in self.rounds), strict=True))


def run_round(compared, texts, folder, figures):
    """Lets every system start and read every set of texts once, in turn; appends lists of figures by system."""
    first = next(iter(texts.values()))[:1]
    starts = {system.name: systems.run(system, first, folder / f"{system.name}-start") for system in compared}
    figures["start"].append({name: cost.wall * 1000 for name, cost in starts.items()})
    peaks = dict.fromkeys(starts, 0)
    for kind, paths in texts.items():
        speeds = {system.name: systems.speed(system, paths, starts[system.name], folder / f"{system.name}-{kind}")
                  for system in compared}
        figures[kind, "cpu"].append({name: cpu for name, (cpu, _, _) in speeds.items()})
        figures[kind, "wall"].append({name: wall for name, (_, wall, _) in speeds.items()})
        peaks = {name: max(peak, speeds[name][2].peak / 1e6) for name, peak in peaks.items()}
    figures["peak"].append(peaks)


def measure(compared, texts, folder, rounds):
    """Runs the rounds, turning the order each time; returns, by kind of figure, the systems' figures by round."""
    figures = defaultdict(list)
    for number in range(rounds):
        turn = number % len(compared)
        run_round(compared[turn:] + compared[:turn], texts, folder, figures)
    return {kind: [[figure[system.name] for system in compared] for figure in rounds_of]
            for kind, rounds_of in figures.items()}


def speed_rows(texts, figures):
    """Rows of speed, memory and start-up."""
    rows = []
    for kind, paths in texts.items():
        label = f"documents/s: {kind}, {len(paths)} of {reports.mean_size(paths):.1f} KB"
        rows += [Row(label, ",.1f", figures[kind, "cpu"]), Row("  by the clock", ",.1f", figures[kind, "wall"])]
    return [*rows, Row("peak memory, MB", ",.1f", figures["peak"]),
            Row("start-up to the first result, ms", ",.0f", figures["start"])]


def quality_rows(counts):
    """Rows of F1 by type, from the systems' counts on each document."""
    summed = [[resampling.with_all(document) for document in documents] for documents in counts]
    return [Row(f"F1 {kind}", ".4f", [[resampling.f1(resampling.add_up([one[kind] for one in documents]))
                                       for documents in summed]])
            for kind in summed[0][0]]


def ratio_cell(ratios):
    """The median of ratios, and their range where they differ between rounds."""
    cell = f"{statistics.median(ratios):.3g}"
    return cell if len(ratios) == 1 else f"{cell} ({min(ratios):.3g}–{max(ratios):.3g})"


def table(compared, rows):
    """Lines of rows, a column a system, and the ratio of the first system to each other one."""
    ours, *others = [system.name for system in compared]
    width = max(len(row.label) for row in rows)
    lines = [" ".join([" " * width, *(f"{name:>10}" for name in (ours, *others)),
                       *(f"{ours + '/' + name:>24}" for name in others)])]
    for row in rows:
        cells = [f"{format(value, row.form):>10}" for value in row.values()]
        cells += [f"{ratio_cell(ratios):>24}" for ratios in row.ratios()]
        lines.append(" ".join([f"{row.label:{width}}", *cells]))
    return "\n".join(lines)


def print_bootstraps(compared, counts):
    """Compares the first system's counts with those of each other one."""
    for system, theirs in zip(compared[1:], counts[1:], strict=True):
        print(f"\npaired bootstrap, {TIMES} resamples of {len(theirs)} documents (seed {SEED}):")
        comparisons = resampling.compare(counts[0], theirs, TIMES, SEED)
        print(bootstrap.table(comparisons, [compared[0].name, system.name]))


def compare(options, folder):
    """Measures in a temporary folder and prints the tables."""
    plans = reports.texts_in(scorer.SHARED / "corpora/regional-plans")
    gold = scorer.SHARED / "corpora/factrueval-dev"
    texts = {"plans": reports.write_pieces(plans, folder, PIECE, options.count), CORPUS: reports.texts_in(gold)}
    compared = [systems.Uzel(options.uzel), systems.Natasha(options.natasha)]
    figures = measure(compared, texts, folder, options.rounds)
    files = [folder / f"{system.name}-{CORPUS}.jsonl" for system in compared]
    rows = speed_rows(texts, figures)
    if options.readings:
        counts = [scorer.counts_of(gold, path) for path in (Path(options.readings), *files[1:])]
        print(table(compared, quality_rows(counts) + rows))
        print_bootstraps(compared, counts)
    else:
        print(table(compared, rows))
    if options.keep:
        for path in files:
            shutil.copy(path, options.keep)


def main():
    """Compares what the arguments name."""
    options = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        compare(options, Path(folder))


if __name__ == "__main__":
    scorer.load("readings").run(main)
