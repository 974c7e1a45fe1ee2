# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of every page fits 360 × 294 px with text of twice the size, in every language.

Seen by the allocations of all widgets: no text is cut, nothing stands beyond the window.
"""

import pathlib
import subprocess
import sys
import unittest

import languages
import tap
from session import Session
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))
LANGUAGE = sys.argv.pop(1)
SIZE = ["--width", "360", "--height", "294", "--text-scale", "2"]


class Fit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = Session(keyring=False)
        cls.session.__enter__()
        cls.addClassCleanup(cls.session.__exit__)

    def look(self, *options):
        """The states that fit; no other may be there."""
        spoken = languages.environment(LANGUAGE) if LANGUAGE != "en" else {}
        env = Window(self.session, [], **spoken).env
        done = subprocess.run([GALLERY, "--fit", *options], env=env, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertEqual([line for line in lines if not line.endswith(": fits")], [])
        return [line.removesuffix(": fits") for line in lines]

    def test_narrow_with_large_text(self):
        names = [name for option in ("--list", "--list-causes")
                 for name in subprocess.run([GALLERY, option], capture_output=True, text=True,
                                            check=True).stdout.split()]
        self.assertEqual(self.look(*SIZE), names)

    @unittest.skipIf(LANGUAGE not in ("en", "it"), "what is mirrored is as wide as what is not")
    def test_right_to_left(self):
        self.assertTrue(self.look(*SIZE, "--rtl"))

    @unittest.skipIf(LANGUAGE != "en", "it is wider than the narrow one")
    def test_default_size_with_large_text(self):
        self.assertTrue(self.look("--text-scale", "2"))


if __name__ == "__main__":
    tap.main()
