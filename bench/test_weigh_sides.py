"""Tests of weigh_sides.py's arithmetic."""
import unittest

import weigh_sides


def choice(report, right, *things, lacking=True):
    """A choice among things, each a list of looks; right is the number of the side, None for none."""
    return {"report": str(report), "lacking": lacking, "wanted": right is not None, "question": "site.place",
            "things": [({look: 1.0 for look in looks}, index == right) for index, looks in enumerate(things)]}


def sample():
    """A town behind «в» is the side; where none stands so, there is none."""
    return ([choice(index, 0, ["any", "spot"], ["any", "far"]) for index in range(30)]
            + [choice(index, None, ["any", "far"], ["any", "far"]) for index in range(30, 40)])


class Weights(unittest.TestCase):
    def test_what_tells_the_side_weighs_most(self):
        weights = weigh_sides.fit(sample())
        self.assertGreater(weights["spot"], 1.0)
        self.assertLess(weights["far"], 0.0)

    def test_shares_of_things_and_of_none_are_a_whole(self):
        shares = weigh_sides.shares_of({"any": 0.5}, choice(0, 0, ["any"], ["any", "far"]))
        self.assertAlmostEqual(sum(shares), 1.0)
        self.assertEqual(shares[0], shares[1])

    def test_the_gradient_is_that_of_the_loss(self):
        choices, weights = sample(), {"any": -0.3, "spot": 0.7, "far": 0.2}
        value, gradient = weigh_sides.loss(weights, choices)
        for look in weights:
            moved, _ = weigh_sides.loss({**weights, look: weights[look] + 1e-6}, choices)
            self.assertAlmostEqual((moved - value) / 1e-6, gradient[look], places=3)

    def test_outcomes(self):
        weights = {"spot": 3.0, "any": -1.0}
        self.assertEqual(weigh_sides.outcome(weights, choice(0, 0, ["any", "spot"])), "right")
        self.assertEqual(weigh_sides.outcome(weights, choice(0, 0, ["any"], ["any", "spot"])), "wrong")
        self.assertEqual(weigh_sides.outcome(weights, choice(0, None, ["any", "spot"])), "needless")
        self.assertIsNone(weigh_sides.outcome(weights, choice(0, 0, ["any"])))
        self.assertIsNone(weigh_sides.outcome(weights, choice(0, None)))

    def test_each_is_judged_by_others(self):
        outcomes = weigh_sides.cross_validate(sample())
        self.assertEqual(sum(one == "right" for _, one in outcomes), 30)

    def test_is_the_same_each_time(self):
        self.assertEqual(weigh_sides.fit(sample()), weigh_sides.fit(sample()))


if __name__ == "__main__":
    unittest.main()
