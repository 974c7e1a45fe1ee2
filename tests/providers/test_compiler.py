# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-compile-providers: what it writes, what it refuses, what it depends on."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import tap

COMPILER = sys.argv.pop(1)

PROVIDER = """[Provider]
Id={id}
Name={id}
Domains={domains}
Policy=unsupported
"""


class Compiler(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        self.folder = self.root / "the providers"
        self.folder.mkdir()
        self.output = self.root / "out.c"
        self.depfile = self.root / "out.c.d"

    def write(self, name, domains, extra=""):
        path = self.folder / f"{name}.provider"
        path.write_text(PROVIDER.format(id=name, domains=domains) + extra, encoding="utf-8")
        return path

    def compile(self, *options):
        return subprocess.run([COMPILER, *options, self.output, self.folder], capture_output=True,
                              text=True, encoding="utf-8", timeout=90, check=False)

    def test_good(self):
        self.write("one", "one.example;")
        done = self.compile()
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertIn("postino_bundled_image_size", self.output.read_text())

    def test_same_bytes_whatever_the_order_of_creation(self):
        names = ["one", "two", "three", "four"]
        for name in names:
            self.write(name, f"{name}.example;")
        self.compile()
        first = self.output.read_bytes()
        for name in names:
            (self.folder / f"{name}.provider").unlink()
        self.output.unlink()
        for name in reversed(names):
            self.write(name, f"{name}.example;")
        self.compile()
        self.assertEqual(self.output.read_bytes(), first)
        self.assertNotIn(str(self.root).encode(), first)

    def test_a_domain_in_two_files(self):
        one = self.write("one", "one.example;both.example;")
        two = self.write("two", "two.example;BOTH.example;")
        done = self.compile()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{two}:4: “both.example” is claimed by {one} as well\n", done.stderr)
        self.assertFalse(self.output.exists())

    def test_a_suffix_in_two_files(self):
        self.write("one", "one.example;", "MX=mx.example;\n")
        two = self.write("two", "two.example;", "MX=mx.example;\n")
        done = self.compile()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{two}:6: “mx.example” is claimed by ", done.stderr)

    def test_every_problem_of_every_file(self):
        self.write("fine", "fine.example;")
        one = self.write("one", "*.example;", "Colour=red\n")
        two = self.write("two", "two.example;", "Note[it]=Ciao\n")
        done = self.compile()
        self.assertEqual(done.returncode, 1)
        for problem in (f"{one}:4: “*.example” is a wildcard", f"{one}:6: [Provider] has no key",
                        f"{two}:6: “Note” can have no translation here"):
            self.assertIn(problem, done.stderr)
        self.assertFalse(self.output.exists())

    def test_depfile(self):
        one = self.write("one", "one.example;")
        self.assertEqual(self.compile("--depfile", self.depfile).returncode, 0)
        target, rest = self.depfile.read_text().split(": ", 1)
        self.assertEqual(target, str(self.output))
        needed = rest.replace("\\\n", "").replace("\\ ", "\0").split()
        self.assertEqual([path.replace("\0", " ") for path in needed], [str(self.folder), str(one)])

    def test_no_file(self):
        done = self.compile()
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no provider", done.stderr)

    def test_no_folder(self):
        os.rmdir(self.folder)
        done = self.compile()
        self.assertEqual(done.returncode, 1)
        self.assertIn("No such file", done.stderr)

    def test_usage(self):
        done = subprocess.run([COMPILER], capture_output=True, timeout=90, check=False)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    tap.main()
