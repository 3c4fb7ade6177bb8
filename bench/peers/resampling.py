"""The arithmetic of a paired bootstrap: is one system ahead of another, or were the documents kind to it?

A system's result on a document is counts by type: {type: (gold, given, right)}. A resample draws as many documents
as there are, with repetition, the same for both systems, and compares F1 over their summed counts.
"""
import random
from dataclasses import dataclass

ALL = "all"  # the sum over all types


@dataclass
class Comparison:
    """F1 of two systems, and the differences (first less second) in resampled documents, in order."""

    first: float
    second: float
    differences: list

    @property
    def mean(self):
        """The mean difference over the resamples."""
        return sum(self.differences) / len(self.differences)

    def interval(self, share=0.95):
        """The middle share of the differences: its lowest and its highest."""
        cut = int(len(self.differences) * (1 - share) / 2)
        return self.differences[cut], self.differences[-1 - cut]

    @property
    def ahead(self):
        """The share of resamples in which the first system is ahead; half of those where they are equal."""
        above = sum(1 for difference in self.differences if difference > 0)
        equal = sum(1 for difference in self.differences if difference == 0)
        return (above + equal / 2) / len(self.differences)


def f1(counts):
    """F1 of (gold, given, right); 0 where there is nothing to find and nothing was given."""
    gold, given, right = counts
    return 2 * right / (gold + given) if gold + given else 0.0


def add_up(documents):
    """The sums of (gold, given, right) over documents."""
    return tuple(map(sum, zip(*documents, strict=True)))


def with_all(document):
    """A document's counts by type, with their sum besides."""
    return {**document, ALL: add_up(document.values())}


def draw(size, times, seed):
    """Resamples: lists of as many indexes as there are documents."""
    generator = random.Random(seed)
    return [generator.choices(range(size), k=size) for _ in range(times)]


def compare(first, second, times, seed):
    """Compares two systems' counts on the same documents: a Comparison by type."""
    first, second = list(map(with_all, first)), list(map(with_all, second))
    samples = draw(len(first), times, seed)
    comparisons = {}
    for kind in first[0]:
        ours, theirs = [one[kind] for one in first], [one[kind] for one in second]
        differences = sorted(f1(add_up([ours[index] for index in sample]))
                             - f1(add_up([theirs[index] for index in sample])) for sample in samples)
        comparisons[kind] = Comparison(f1(add_up(ours)), f1(add_up(theirs)), differences)
    return comparisons
