#!/usr/bin/env python3
"""Tests the figures of readings made fold by fold on counts small enough to check by hand."""
import unittest

import folds

# Documents 0 and 2 are of the first fold, 1 and 3 of the second.
DOCUMENTS = [{"PER": (4, 4, 4)}, {"PER": (2, 2, 1)}, {"PER": (4, 2, 2)}, {"PER": (0, 0, 0)}]


class FoldScores(unittest.TestCase):
    """F1 by fold."""

    def test_takes_each_document_into_its_fold(self):
        first, second = folds.fold_scores(DOCUMENTS, "PER", 2)
        self.assertAlmostEqual(first, 2 * 6 / 14)
        self.assertAlmostEqual(second, 2 * 1 / 4)


class Table(unittest.TestCase):
    """The table of all documents together."""

    def test_sums_counts_and_tells_the_spread(self):
        cells = folds.table(DOCUMENTS, 2).splitlines()[1].split()
        self.assertEqual(cells[:4], ["PER", "0.8750", "0.7000", "0.7778"])
        self.assertEqual(cells[4], f"{(6 / 7 + 0.5) / 2:.4f}")
        self.assertEqual(cells[6:], ["0.5000", "0.8571"])


if __name__ == "__main__":
    unittest.main()
