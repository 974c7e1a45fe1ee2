# SPDX-License-Identifier: GPL-3.0-or-later
"""Every promise of SECURITY.md is held by tests that are there, and that run."""

import re
import unittest

import tap
from references import ROOT, idle_files, problem_of


def read_promises():
    """[(promise, [reference])]: the tables with a column of tests."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    tables = re.findall(r"^\| promise \| test \|\n\|.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for table in tables for line in table.splitlines()]
    return [(promise, re.findall(r"`([^`]+)`", tests)) for promise, tests in rows]


class Promises(unittest.TestCase):
    def test_each_has_tests(self):
        promises = read_promises()
        self.assertGreater(len(promises), 25)
        problems = [f"{promise}: no test" for promise, references in promises if not references]
        problems += [problem for _, references in promises for reference in references
                     if (problem := problem_of(ROOT, reference))]
        self.assertEqual(problems, [])

    def test_the_tests_run(self):
        self.assertEqual(idle_files([reference for _, references in read_promises() for reference in references]), [])


if __name__ == "__main__":
    tap.main()
