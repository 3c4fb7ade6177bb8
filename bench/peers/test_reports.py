#!/usr/bin/env python3
"""Tests how reports are cut from longer texts."""
import unittest

import reports


class Cut(unittest.TestCase):
    """Pieces of a text."""

    def test_goes_on_to_the_next_space(self):
        self.assertEqual(list(reports.cut(b"one two three", 5)), [b"one two", b" three"])

    def test_leaves_out_the_shorter_end(self):
        self.assertEqual(list(reports.cut(b"one two\nten", 4)), [b"one two"])
        self.assertEqual(list(reports.cut(b"one", 4)), [])


class Spread(unittest.TestCase):
    """A sample of items."""

    def test_is_even(self):
        self.assertEqual(reports.spread(list(range(10)), 3), [0, 3, 6])

    def test_is_all_where_there_are_few(self):
        self.assertEqual(reports.spread([1, 2], 3), [1, 2])


if __name__ == "__main__":
    unittest.main()
