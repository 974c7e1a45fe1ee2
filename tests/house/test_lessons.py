# SPDX-License-Identifier: GPL-3.0-or-later
"""Every mistake of tests/lessons.tsv is held by tests that are there, and that run."""

import pathlib
import tempfile
import unittest

import tap
from references import ROOT, idle_files, problem_of

# None is forgotten: a new mistake is one more row, and one more here.
LESSONS = 45


def read_table(path):
    """[(mistake, [reference])]"""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(line.split("\t")[0], line.split("\t")[1:]) for line in lines]


class Lessons(unittest.TestCase):
    def setUp(self):
        self.table = read_table(ROOT / "tests" / "lessons.tsv")

    def test_each_is_there_once(self):
        mistakes = [mistake for mistake, _ in self.table]
        self.assertEqual((len(mistakes), len(set(mistakes))), (LESSONS, LESSONS))

    def test_each_has_tests(self):
        problems = [f"{mistake}: no test" for mistake, references in self.table if not references]
        problems += [problem for _, references in self.table for reference in references
                     if (problem := problem_of(ROOT, reference))]
        self.assertEqual(problems, [])

    def test_the_tests_run(self):
        self.assertEqual(idle_files([reference for _, references in self.table for reference in references]), [])


PYTHON = '''
class Case(unittest.TestCase):
    def test_good(self):
        """Words."""
        self.fail()

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail()

    def test_skips_itself(self):
        self.skipTest("not today")

    def test_skips_sometimes(self):
        if nothing_there():
            self.skipTest("nothing is there")
        self.fail()

    def test_empty(self):
        """Words."""

@unittest.skipIf(True, "")
class Off(unittest.TestCase):
    def test_good(self):
        self.fail()
'''

C = '''
static const Case cases[] = {
  {"row", 1},
  /* {"commented", 1}, */
#if 0
  {"left-out", 1},
#endif
};

static void
test_good (void)
{
  g_assert_true (FALSE);
}

static void
test_unused (void)
{
  g_assert_true (FALSE);
}

static void
test_skipped (gconstpointer data)
{
  g_test_skip ("not today");
}

int
main (int argc, char **argv)
{
  g_test_add_func ("/good", test_good);
  /* g_test_add_func ("/unused", test_unused); */
  g_test_add_data_func ("/skipped", NULL, test_skipped);
}
'''

TEXT = "# smtp login | wrong | 535 gone\n# [old]\n[name]\nS: 220 hello\nsmtp login | wrong | 535 no\nok.example\n"

GOOD = ("test.py:Case.test_good", "test.py:Case.test_skips_sometimes", "test.c:row", "test.c:test_good", "table.txt:name",
        "table.txt:535 no", "table.txt:ok.example", "page.xml")
BAD = ("none.py:Case.test_good", "test.py", "test.py:Case.test_none", "test.py:Other.test_good", "test.py:Case.test_skipped",
       "test.py:Case.test_skips_itself", "test.py:Case.test_empty", "test.py:Off.test_good", "test.c:commented",
       "test.c:left-out", "test.c:none", "test.c:test_none", "test.c:test_unused", "test.c:test_skipped", "table.txt:535 gone",
       "table.txt:old", "table.txt:example", "alone.xml")


class Keeper(unittest.TestCase):
    """It notices what it is there for."""

    def test_problems(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {"test.py": PYTHON, "test.c": C, "table.txt": TEXT, "page.xml": "", "page.expected": "",
                               "alone.xml": ""}.items():
                (root / name).write_text(text, "utf-8")
            self.assertEqual([problem_of(root, reference) for reference in GOOD], [None] * len(GOOD))
            for reference in BAD:
                with self.subTest(reference):
                    self.assertIsNotNone(problem_of(root, reference))


if __name__ == "__main__":
    tap.main()
