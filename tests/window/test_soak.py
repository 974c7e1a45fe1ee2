# SPDX-License-Identifier: GPL-3.0-or-later
"""One account after another in one process: nothing piles up. What is lost altogether, AddressSanitizer
tells at the end; this finds what is kept and never used again. bench/soak goes the way 500 times."""

import pathlib
import re
import subprocess
import sys
import unittest

import tap
from session import Session

GALLERY = pathlib.Path(sys.argv.pop(1))
RUNS = 40
# Caches come and go.
SLACK = 48 * 1024


class Soak(unittest.TestCase):
    def test_memory_is_flat(self):
        with Session(keyring=False) as session:
            env = {**session.env, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
                   "GDK_DISABLE": "gl", "GTK_A11Y": "none"}
            run = subprocess.run(["xvfb-run", "--auto-servernum", GALLERY, "--soak", str(RUNS), "--step-ms", "1"],
                                 env=env, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        printed = re.findall(r"^(\d+) runs: (\d+) bytes in use, \d+ KiB resident, (\d+) widgets$", run.stdout, re.M)
        runs, heap, widgets = ([int(number) for number in column] for column in zip(*printed))
        self.assertEqual(runs[-1], RUNS)
        self.assertEqual(len(set(widgets)), 1, run.stdout)
        half = len(heap) // 2
        self.assertLess(min(heap[half:]), max(heap[:half]) + SLACK, run.stdout)


if __name__ == "__main__":
    tap.main()
