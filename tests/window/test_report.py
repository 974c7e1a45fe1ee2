# SPDX-License-Identifier: GPL-3.0-or-later
"""The report for the helper: what is in it, and the ways it goes out."""

import pathlib
import stat
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


class Report(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)
        self.window = Window(self.session, [GALLERY, "--state", "test-wrong-password"])
        self.window.__enter__()
        self.addCleanup(self.window.__exit__)
        self.window.find("push button", "Report").click()
        self.text = self.window.find("text", "Report")

    def test_name_is_masked_until_the_switch(self):
        for fact in ("System: ", "imap.example.org:993", "smtp.example.org:465", "tls", "wrong-credentials",
                     "| NO [AUTHENTICATIONFAILED] Authentication failed.", "w•••@example.org"):
            self.assertIn(fact, self.text.text)
        self.assertNotIn("wrong-password", self.text.text)
        self.window.toggle(self.window.find("check box", "Show my whole address"))
        wait_until(lambda: "Address: wrong-password@example.org" in self.text.text, "the address")
        self.assertIn("User name: wrong-password@example.org", self.text.text)
        self.assertNotIn("correct horse", self.text.text)

    def test_saved(self):
        """What is in sight is what is written, and nobody else may read it."""
        path = pathlib.Path(self.session.env["HOME"]) / "report.txt"
        shown = self.text.text
        self.window.find("push button", "Save…").click()
        self.window.find("text", "Name:").type(str(path))
        self.window.press("Return")
        wait_until(path.exists, "the file")
        wait_until(lambda: path.read_text("utf-8") == shown, "what was shown")
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)

    def test_every_control_has_a_name(self):
        self.assertEqual(self.window.unnamed(), [])

    def test_escape_closes_it(self):
        self.window.press("Escape")
        self.window.find("heading", "The user name and the password don't go together")


if __name__ == "__main__":
    tap.main()
