# SPDX-License-Identifier: GPL-3.0-or-later
"""Has the gallery look at its own states, all of them in one process."""

import subprocess

from desktop_case import DesktopCase


class GalleryCase(DesktopCase):
    gallery = None
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # High enough for the longest page; and a number of its own, which xvfb-run does not find beside another.
        screen = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1024x1800x24", "-nolisten", "tcp"],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.addClassCleanup(cls._end, screen)
        cls.display = ":" + screen.stdout.readline().strip()

    @staticmethod
    def _end(screen):
        screen.terminate()
        screen.wait()
        screen.stdout.close()

    def list(self, option):
        return subprocess.run([self.gallery, option], capture_output=True, text=True, check=True).stdout.split()

    def check(self, what, *options, **environment):
        env = {**self.session.env, "DISPLAY": self.display, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
               "GDK_DISABLE": "gl", "GTK_A11Y": "none", **environment}
        run = subprocess.run([self.gallery, "--check", what, *options], env=env, capture_output=True, text=True,
                             check=False)
        states = self.list("--list") + (self.list("--list-causes") if "--causes" in options else [])
        self.assertEqual(run.stdout.splitlines(), [f"{len(states)} states, 0 found"], run.stderr)
        self.assertEqual(run.returncode, 0, run.stderr)
