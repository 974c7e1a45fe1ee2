# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings sheet by way of the Done page: printed, saved as a PDF, in Italian, by the keyboard."""

import pathlib
import stat
import subprocess
import sys
import unittest

import italian
import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


class Sheet(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)
        self.path = pathlib.Path(self.session.env["HOME"]) / "sheet.pdf"

    def start(self, *options, state="done-saved", **environment):
        window = Window(self.session, [GALLERY, "--state", state, *options], **environment)
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window

    def read(self):
        wait_until(lambda: self.path.exists() and self.path.stat().st_size > 0, "the file")
        return subprocess.run(["pdftotext", "-layout", self.path, "-"], capture_output=True, text=True, check=True).stdout

    def test_saved(self):
        window = self.start()
        window.find("push button", "Save as PDF…").click()
        window.find("text", "Name:").type(str(self.path))
        window.press("Return")
        text = self.read()
        for words in ("Mail Settings", "ready@example.org", "imap.example.org (IMAP)", "smtp.example.org (SMTP)",
                      "993", "465", "TLS", "Password", "https://account.example.org/forgotten"):
            self.assertIn(words, text)
        self.assertNotIn("correct horse", text)
        self.assertEqual(stat.S_IMODE(self.path.stat().st_mode), 0o600)
        wait_until(lambda: window.says("Sheet saved. There is no password in it."), "the words")

    def test_italian(self):
        window = self.start(**italian.environment())
        button = [node for node in window.walk() if node.role == "push button" and "PDF" in node.name][0]
        button.click()
        wait_until(lambda: window.all("text"), "the dialog")
        window.all("text")[0].type(str(self.path))
        window.press("Return")
        text = self.read()
        for words in ("Ricezione", "Invio", "Porta", "Nome utente", "imap.example.org (IMAP)"):
            self.assertIn(words, text)

    def test_cannot_be_written(self):
        window = self.start()
        window.find("push button", "Save as PDF…").click()
        window.find("text", "Name:").type("/proc/sheet.pdf")
        window.press("Return")
        window.find("heading", "Your mail is set up")
        self.assertFalse(window.says("Sheet saved"))

    def test_print_is_reached_by_the_keyboard(self):
        window = self.start(state="done-not-saved")
        window.wait_for_focus("heading", "Your mail works")
        window.tab_to(window.find("push button", "Print…"))
        window.press("space")
        window.find("dialog", "Print")
        window.press("Escape")
        window.find("heading", "Your mail works")


if __name__ == "__main__":
    tap.main()
