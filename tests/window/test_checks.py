# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be checked of every state of the gallery by looking at its widgets and its picture."""

import pathlib
import subprocess
import sys
import unittest

import languages
import tap
from session import Session

GALLERY = pathlib.Path(sys.argv.pop(1))
STATES = subprocess.run([GALLERY, "--list"], capture_output=True, text=True, check=True).stdout.split()

# High enough for the longest page: what is scrolled away is not drawn.
TALL = ("--width", "760", "--height", "1700")


class Checks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = Session(keyring=False)
        cls.session.__enter__()
        cls.addClassCleanup(cls.session.__exit__)

    def check(self, what, *options, **environment):
        env = {**self.session.env, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
               "GDK_DISABLE": "gl", "GTK_A11Y": "none", **environment}
        run = subprocess.run(["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1024x1800x24", GALLERY,
                              "--check", what, *options], env=env, capture_output=True, text=True, check=False)
        self.maxDiff = None
        self.assertEqual(run.stdout.splitlines(), [f"{len(STATES)} states, 0 found"], run.stderr)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_contrast(self):
        for options in ((), ("--dark",), ("--contrast",)):
            with self.subTest(options=options):
                self.check("contrast", *TALL, *options)

    def test_tab_key_and_mnemonics(self):
        for options in ((), ("--rtl",), ("--width", "360", "--height", "640")):
            with self.subTest(options=options):
                self.check("order,mnemonics", *options)

    def test_mnemonics_of_each_language(self):
        for language in languages.translated():
            with self.subTest(language=language):
                self.check("mnemonics", **languages.environment(language))


if __name__ == "__main__":
    tap.main()
