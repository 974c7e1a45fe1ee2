# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is ended right before each change of a file, and nothing is half done."""

import signal
import subprocess
import sys
import unittest

import handed_over
import tap
from handed_over import uri

SAVE, KILL_AT = sys.argv[1:3]
del sys.argv[1:3]

ADDRESS = "ada@example.org"
THEIRS = "# mine\naccount work\nhost work.example\n"


class PowerCut(unittest.TestCase):
    """Ended right before each change of a file: all of the old or all of the new."""

    def setUp(self):
        self.desk = handed_over.Desk(SAVE)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        self.desk.save(ADDRESS, uri("imaps", "imap.example.org", 993, ADDRESS),
                       uri("smtps", "smtp.example.org", 465, ADDRESS), "secret")

    def export(self, target, *more, status=0):
        done = self.desk.export("--format", target, *more, ADDRESS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)

    def cut(self, number, *arguments):
        env = {**self.desk.env, "LD_PRELOAD": KILL_AT, "KILL_AT": str(number),
               "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"}
        done = subprocess.run([handed_over.PROGRAM, "export", *arguments, ADDRESS], env=env, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn(done.returncode, (0, -signal.SIGKILL), done.stderr)
        return done.returncode != 0

    def contents(self, paths):
        return [path.read_text() if path.exists() else None for path in paths]

    def test_every_step(self):
        paths = [self.desk.path(".msmtprc")]
        paths[0].write_text(THEIRS)
        self.every_step("msmtp", paths)

    def test_every_step_of_two_files(self):
        main = self.desk.config("neomutt", "neomuttrc")
        main.parent.mkdir()
        main.write_text("set sort=threads\n")
        self.every_step("neomutt", [main, self.desk.config("neomutt", f"postino-{ADDRESS}")])

    def test_every_step_with_passwords(self):
        self.every_step("geary", [self.desk.config("geary", f"postino-{ADDRESS}", "geary.ini")])
        left = self.desk.run("secret-tool", "search", "--all", "xdg:schema", "org.gnome.Geary", check=False).stdout
        self.assertNotIn("login", left)

    def every_step(self, target, paths):
        old = self.contents(paths)
        self.export(target, "--yes")
        new = self.contents(paths)
        self.assertTrue(all(a != b for a, b in zip(old, new)))
        self.export(target, "--undo")
        self.assertEqual(self.contents(paths), old)

        for arguments, start, end in ((("--yes",), old, new), (("--undo",), new, old)):
            number = 1
            while self.cut(number, "--format", target, *arguments):
                for now, a, b in zip(self.contents(paths), start, end):
                    self.assertIn(now, (a, b), number)
                # It can be taken back, or done again, from here.
                self.desk.export("--format", target, "--undo", ADDRESS)
                self.assertEqual(self.contents(paths), old, number)
                if start == new:
                    self.export(target, "--yes")
                number += 1
            self.assertGreater(number, 4)
            self.assertEqual(self.contents(paths), end)
            if end == old:
                self.export(target, "--undo", status=1)


if __name__ == "__main__":
    tap.main()
