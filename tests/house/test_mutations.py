# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of tests/mutations.tsv are still there, so that tools/mutate can break them."""

import json
import os
import pathlib
import unittest

import tap
from mutations import PAGE, ROOT, Place, make_page, read_places

BUILD = pathlib.Path(os.environ["G_TEST_BUILDDIR"])


class Mutations(unittest.TestCase):
    def setUp(self):
        self.places = read_places()

    def test_each_place_is_there_once(self):
        texts = {place.path: (ROOT / place.path).read_text("utf-8") for place in self.places}
        wrong = [f"{place.path}: {len(found)} times: {place.there}" for place in self.places
                 if len(found := place.find(texts[place.path])) != 1]
        self.assertEqual(wrong, [], "Put into tests/mutations.tsv what stands there now.")

    def test_each_changes_something(self):
        same = [place.wrong for place in self.places if place.there.split() == place.instead.split()]
        self.assertEqual(same, [])
        self.assertEqual(len({(place.path, place.there) for place in self.places}), len(self.places))

    def test_tests_are_there(self):
        known = {test["name"] for test in json.loads((BUILD / "meson-info" / "intro-tests.json").read_text("utf-8"))}
        named = {name for place in self.places for name in place.tests}
        self.assertEqual(named - known, set())
        self.assertEqual([place.wrong for place in self.places if not place.tests], [])

    def test_page_has_the_table(self):
        text = PAGE.read_text("utf-8")
        self.assertEqual(text, make_page(text), "tests/README.md is out of date: run tools/mutate --table")


class Keeper(unittest.TestCase):
    """It finds a place however its lines are broken, and only that."""

    def test_find(self):
        place = Place("x.c", "if (a && b) return c;", "return c;", ["x"], "")
        self.assertEqual(place.mutate("{\n  if (a\n      && b)\n    return c;\n}\n"), "{\n  return c;\n}\n")
        self.assertEqual([len(place.find(text)) for text in ("if (a && b) return d;", "if (a && b) return c;" * 2)], [0, 2])


if __name__ == "__main__":
    tap.main()
