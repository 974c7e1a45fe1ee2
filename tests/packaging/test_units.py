# SPDX-License-Identifier: GPL-3.0-or-later
"""The units that systemd runs for a person who wants it: well-formed, and off until then."""

import configparser
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import commands
import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICE = commands.BUILD / "data" / "postino-watch.service"
TIMER = ROOT / "data" / "systemd" / "postino-watch.timer"


def read(path):
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str
    unit.read(path, "utf-8")
    return unit


class Units(unittest.TestCase):
    def verify(self, timer):
        """What systemd says of both, with the program that was built."""
        with tempfile.TemporaryDirectory() as folder:
            service = pathlib.Path(folder, SERVICE.name)
            service.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={commands.CLI}", SERVICE.read_text("utf-8")), "utf-8")
            path = pathlib.Path(folder, TIMER.name)
            path.write_text(timer, "utf-8")
            return subprocess.run(["systemd-analyze", "verify", "--user", "--man=no", path, service], capture_output=True,
                                  text=True, check=False, env={**os.environ, "XDG_RUNTIME_DIR": folder})

    @unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd")
    def test_well_formed(self):
        timer = TIMER.read_text("utf-8")
        done = self.verify(timer)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("AcuracySec", self.verify(timer.replace("AccuracySec", "AcuracySec")).stderr)

    def test_the_command_is_one(self):
        program, command, *options = read(SERVICE)["Service"]["ExecStart"].split()
        self.assertEqual(pathlib.Path(program).name, "postino-cli")
        self.assertIn(command, commands.commands())
        self.assertLessEqual(set(options), set(commands.options_of(command)))

    def test_an_account_that_does_not_work_is_no_fault_of_the_unit(self):
        self.assertEqual(read(SERVICE)["Service"]["SuccessExitStatus"].split(), ["1", "3"])

    def test_all_do_not_come_at_once(self):
        timer = read(TIMER)["Timer"]
        self.assertEqual((timer["RandomizedDelaySec"], timer["FixedRandomDelay"]), ("1h", "yes"))

    def test_off_by_default(self):
        """Only the timer can be switched on, and no package does so."""
        self.assertNotIn("Install", read(SERVICE))
        self.assertEqual(read(TIMER)["Install"]["WantedBy"], "timers.target")
        self.assertIn("dh_installsystemduser --no-enable", (ROOT / "debian" / "rules").read_text("utf-8"))


if __name__ == "__main__":
    tap.main()
