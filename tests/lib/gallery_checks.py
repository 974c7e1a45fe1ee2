# SPDX-License-Identifier: GPL-3.0-or-later
"""Has the gallery look at its own states, all of them in one process."""

import subprocess
import unittest

from session import Session


class GalleryCase(unittest.TestCase):
    gallery = None
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.session = Session(keyring=False)
        cls.session.__enter__()
        cls.addClassCleanup(cls.session.__exit__)

    def list(self, option):
        return subprocess.run([self.gallery, option], capture_output=True, text=True, check=True).stdout.split()

    def check(self, what, *options, **environment):
        env = {**self.session.env, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
               "GDK_DISABLE": "gl", "GTK_A11Y": "none", **environment}
        run = subprocess.run(["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1024x1800x24", self.gallery,
                              "--check", what, *options], env=env, capture_output=True, text=True, check=False)
        states = self.list("--list") + (self.list("--list-causes") if "--causes" in options else [])
        self.assertEqual(run.stdout.splitlines(), [f"{len(states)} states, 0 found"], run.stderr)
        self.assertEqual(run.returncode, 0, run.stderr)
