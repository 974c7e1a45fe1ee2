# SPDX-License-Identifier: GPL-3.0-or-later
"""The result page of every cause there is."""

import pathlib
import subprocess
import sys
import unittest

import tap
from session import Session
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))
STATES = subprocess.run([GALLERY, "--list-causes"], capture_output=True, text=True, check=True).stdout.split()


class Causes(unittest.TestCase):
    def test_each_has_its_page(self):
        with Session(keyring=False) as session:
            for state in STATES:
                with self.subTest(state=state), Window(session, [GALLERY, "--state", state]) as window:
                    self.look_at(window, state.removeprefix("cause:"))

    def look_at(self, window, cause):
        """A headline, no gap in any sentence, a name for each control, and one thing to do."""
        window.find("push button", "Report")
        self.assertTrue(window.find("heading").name)
        said = [text for node in window.walk() for text in (node.name, node.text)]
        self.assertFalse([text for text in said if "{" in text])
        self.assertEqual(window.unnamed(), [])
        window.find("push button", "Save" if cause == "ok" else "Try Again")
        window.find("push button", "Report").click()
        self.assertIn(f"Cause: {cause}\n", window.find("text", "Report").text)


if __name__ == "__main__":
    tap.main()
