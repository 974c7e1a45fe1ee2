# SPDX-License-Identifier: GPL-3.0-or-later
"""Has the gallery look at its own states, all of them in one process for each look."""

import concurrent.futures
import contextlib
import subprocess
import unittest

from session import Session

# A process waits for frames more than it works.
AT_A_TIME = 2


@contextlib.contextmanager
def screen():
    """High enough for the longest page; and a number of its own, which xvfb-run does not find beside another."""
    with subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1024x1800x24", "-nolisten", "tcp"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield ":" + server.stdout.readline().strip()
        finally:
            server.terminate()


class GalleryCase(unittest.TestCase):
    gallery = None
    maxDiff = None

    def check_each(self, what, looks):
        """`looks` by what to call them: options, and the environment if it is another."""
        with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
            runs = {name: pool.submit(self._run, what, *look) for name, look in looks.items()}
            for name, run in runs.items():
                with self.subTest(look=name):
                    self._judge(run.result(), looks[name][0])

    def _run(self, what, options, environment=None):
        """In a session and on a screen of its own: two in one would be one program, and take the focus from each other."""
        with Session(keyring=False) as session, screen() as display:
            env = {**session.env, "DISPLAY": display, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
                   "GDK_DEBUG": "gl-disable", "GDK_DISABLE": "gl", "GTK_A11Y": "none", **(environment or {})}
            return subprocess.run([self.gallery, "--check", what, *options], env=env, capture_output=True, text=True,
                                  check=False)

    def _judge(self, run, options):
        states = self._list("--list") + (self._list("--list-causes") if "--causes" in options else [])
        self.assertEqual(run.stdout.splitlines(), [f"{len(states)} states, 0 found"], run.stderr)
        self.assertEqual(run.returncode, 0, run.stderr)

    def _list(self, option):
        return subprocess.run([self.gallery, option], capture_output=True, text=True, check=True).stdout.split()
