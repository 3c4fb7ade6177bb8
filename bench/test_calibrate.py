"""Tests of calibrate.py's arithmetic."""
import unittest

import calibrate


def facts(kind, pattern, right, count):
    """Facts of a kind and a pattern's confidence, a share of which is right."""
    one = {"kind": kind, "basis": {"pattern": pattern, "sentences": 1, "distance": 0}}
    return [{"kind": kind, "report": str(index), "factors": calibrate.features(one),
             "pattern": pattern, "right": float(index < round(right * count))}
            for index in range(count)]


class Calibration(unittest.TestCase):
    def test_solves_a_system(self):
        self.assertEqual(calibrate.solve([[2.0, 1.0], [1.0, 3.0]], [5.0, 10.0]), [1.0, 3.0])

    def test_weights_that_change_nothing(self):
        one = {"kind": "site", "basis": {"pattern": 0.85, "sentences": 3, "distance": 2}}
        self.assertEqual(calibrate.confidence({"pattern": 1.0}, calibrate.features(one)), 0.85)

    def test_many_facts_outweigh_the_pattern(self):
        sample = facts("site", 0.9, 0.6, 1000) + facts("supply", 0.9, 0.95, 1000)
        weights = calibrate.fit(sample)
        self.assertAlmostEqual(calibrate.confidence(weights, sample[0]["factors"]), 0.6, delta=0.02)
        self.assertAlmostEqual(calibrate.confidence(weights, sample[-1]["factors"]), 0.95, delta=0.02)

    def test_few_facts_change_little(self):
        sample = facts("site", 0.9, 0.9, 500) + facts("supply", 0.9, 0.5, 2)
        weights = calibrate.fit(sample)
        self.assertGreater(calibrate.confidence(weights, sample[-1]["factors"]), 0.7)

    def test_is_the_same_each_time(self):
        sample = facts("site", 0.8, 0.7, 50) + facts("supply", 0.9, 0.8, 50)
        self.assertEqual(calibrate.fit(sample), calibrate.fit(sample))

    def test_takes_reports_by_their_names(self):
        path = calibrate.Path("u01.txt")
        self.assertTrue(calibrate.named(path, "*") and calibrate.named(path, "u*"))
        self.assertFalse(calibrate.named(path, "!u*") or calibrate.named(path, "w*"))


if __name__ == "__main__":
    unittest.main()
