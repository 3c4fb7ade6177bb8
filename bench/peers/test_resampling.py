#!/usr/bin/env python3
"""Tests the arithmetic of the bootstrap on counts small enough to check by hand."""
import unittest

import resampling

# Of three documents the first system is better on two and equal on one.
FIRST = [{"PER": (4, 4, 4)}, {"PER": (2, 2, 1)}, {"PER": (4, 2, 2)}]
SECOND = [{"PER": (4, 4, 2)}, {"PER": (2, 2, 1)}, {"PER": (4, 2, 1)}]


class F1(unittest.TestCase):
    """F1 of counts."""

    def test_is_the_harmonic_mean(self):
        precision, recall = 6 / 8, 6 / 12
        self.assertAlmostEqual(resampling.f1((12, 8, 6)), 2 * precision * recall / (precision + recall))

    def test_is_zero_where_nothing_is_to_measure(self):
        self.assertEqual(resampling.f1((0, 0, 0)), 0)
        self.assertEqual(resampling.f1((3, 0, 0)), 0)


class Compare(unittest.TestCase):
    """Whole comparisons."""

    def test_sums_counts_before_f1(self):
        comparison = resampling.compare(FIRST, SECOND, 10, 1)["PER"]
        self.assertAlmostEqual(comparison.first, 2 * 7 / 18)
        self.assertAlmostEqual(comparison.second, 2 * 4 / 18)

    def test_adds_the_sum_over_types(self):
        document = {"PER": (1, 1, 1), "ORG": (3, 1, 0)}
        self.assertEqual(resampling.with_all(document)[resampling.ALL], (4, 2, 1))

    def test_draws_the_same_documents_for_both(self):
        # Never behind: only a resample of the middle document alone makes them equal, one in 27.
        comparison = resampling.compare(FIRST, SECOND, 2700, 1)["PER"]
        self.assertEqual(comparison.differences[0], 0)
        self.assertAlmostEqual(comparison.ahead, 1 - 1 / 27 / 2, delta=0.01)

    def test_a_system_equals_itself(self):
        comparison = resampling.compare(FIRST, FIRST, 100, 1)["PER"]
        self.assertEqual((comparison.mean, comparison.interval(), comparison.ahead), (0, (0, 0), 0.5))

    def test_a_seed_gives_the_same_again(self):
        self.assertEqual(resampling.compare(FIRST, SECOND, 50, 7), resampling.compare(FIRST, SECOND, 50, 7))
        self.assertNotEqual(resampling.draw(3, 50, 7), resampling.draw(3, 50, 8))

    def test_the_interval_leaves_out_both_ends(self):
        comparison = resampling.Comparison(0, 0, list(range(2000)))
        self.assertEqual(comparison.interval(), (50, 1949))


if __name__ == "__main__":
    unittest.main()
