"""Tests of the arithmetic and the forms of the generated archive."""
import random
import unittest

from names import acronym, initials, misspelt, patronymic, surname


class Forms(unittest.TestCase):
    def test_surnames(self):
        self.assertEqual(surname("Иванов", False)[3], "Ивановым")
        self.assertEqual(surname("Иванов", True)[1], "Ивановой")
        self.assertEqual(surname("Троицкий", False)[1], "Троицкого")
        self.assertEqual(surname("Троицкий", True)[0], "Троицкая")
        self.assertEqual(surname("Ткаченко", False)[1], "Ткаченко")
        self.assertEqual(surname("Мельник", True)[1], "Мельник")

    def test_patronymics(self):
        self.assertEqual(patronymic("Юрий", False)[0], "Юрьевич")
        self.assertEqual(patronymic("Игорь", True)[0], "Игоревна")
        self.assertEqual(patronymic("Иван", False)[2], "Ивановичу")

    def test_abbreviations(self):
        self.assertEqual(acronym("Томский завод приборостроения"), "ТЗП")
        self.assertEqual(initials("Иван", "Петрович", "Сомов"), "И. П. Сомов")
        self.assertEqual(initials("Иван", "", "Сомов"), "И. Сомов")

    def test_slips_leave_the_first_letters(self):
        slip = misspelt("Виноградов", random.Random(1))
        self.assertNotEqual(slip, "Виноградов")
        self.assertTrue(slip.startswith("Ви"))


class Scores(unittest.TestCase):
    def setUp(self):
        try:
            import score
        except ImportError:
            self.skipTest("no scorers beside the project")
        self.score = score

    def test_b_cubed(self):
        things = [{"thing": 1, "schema": "Person"}] * 2 + [{"thing": 2, "schema": "Person"}]
        pairs = list(zip(things, [{"entity": "a"}, {"entity": "b"}, {"entity": "b"}]))
        precision, recall, f1, count = self.score.b_cubed(pairs, lambda one: one["entity"])["all"]
        self.assertAlmostEqual(precision, (1 + 0.5 + 0.5) / 3)
        self.assertAlmostEqual(recall, (0.5 + 0.5 + 1) / 3)
        self.assertAlmostEqual(f1, 2 / 3)
        self.assertEqual(count, 3)
        self.assertEqual(self.score.persons_merged(pairs), 1)


if __name__ == "__main__":
    unittest.main()
