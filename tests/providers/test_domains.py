# SPDX-License-Identifier: GPL-3.0-or-later
"""compile-domains.py: what it writes, and what it refuses."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import tap

COMPILER = sys.argv.pop(1)


class Domains(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        self.output = self.root / "out.c"

    def compile(self, popular="mail.example 1\n", endings="example\n", real="maid\n"):
        lists = {"popular": popular, "endings": endings, "real": real}
        for name, text in lists.items():
            (self.root / name).write_text(text, encoding="utf-8")
        return subprocess.run([sys.executable, COMPILER, self.output,
                               *(self.root / name for name in lists)],
                              capture_output=True, text=True, encoding="utf-8", timeout=90,
                              check=False)

    def assert_refused(self, place, **lists):
        done = self.compile(**lists)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn(f"{self.root}/{place}: ", done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        self.assertFalse(self.output.exists())

    def test_good(self):
        done = self.compile("# Here\n\nmail.co.example 2 word\nmail.example 1\nonly.example 3 only\n",
                            real="maid\nb.example\na-b\n")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        text = self.output.read_text()
        self.assertIn('{"mail.co.example", "mail", "co.example", 2, POSTINO_POPULAR_WORD, TRUE}',
                      text)
        self.assertIn('{"only.example", "only", "example", 3, POSTINO_POPULAR_ONLY, FALSE}', text)
        self.assertIn("postino_popular_domains_size = 3;", text)
        self.assertLess(text.index('"a-b"'), text.index('"b.example"'))
        self.assertLess(text.index('"b.example"'), text.index('"maid"'))

    def test_twice(self):
        self.assert_refused("popular:2", popular="mail.example 1\nmail.example 2\n")
        self.assert_refused("real:3", real="maid\n\nmaid\n")

    def test_names(self):
        self.assert_refused("popular:1", popular="mail 1\n")
        self.assert_refused("popular:1", popular="Mail.example 1\n")
        self.assert_refused("endings:1", endings=".example\n")
        self.assert_refused("real:1", real="mäil\n")
        self.assert_refused("real:1", real="-maid\n")

    def test_words(self):
        self.assert_refused("popular:1", popular="mail.example\n")
        self.assert_refused("popular:1", popular="mail.example 4\n")
        self.assert_refused("popular:1", popular="mail.example 1 maybe\n")
        self.assert_refused("popular:1", popular="mail.example 1 word only\n")
        self.assert_refused("real:1", real="maid # a word\n")

    def test_each_problem_is_named(self):
        done = self.compile(popular="mail 1\n", endings="A\n", real="b c\n")
        self.assertEqual(len(done.stderr.splitlines()), 3)


if __name__ == "__main__":
    tap.main()
