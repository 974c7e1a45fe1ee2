# SPDX-License-Identifier: GPL-3.0-or-later
"""An address that is handed over: by an option, by a mailto: link, over D-Bus; to one window."""

import configparser
import os
import pathlib
import subprocess
import sys
import threading
import unittest

import tap
from session import Session, wait_until
from window import Window

PROGRAM = pathlib.Path(sys.argv.pop(1))
ID = "io.github.postino.Postino"
DESKTOP_FILE = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "data" / f"{ID}.desktop"

HOSTILE = (
    "mailto:",
    "mailto:?subject=ada@example.org",
    "mailto:ada%00@example.org",
    "mailto:ada%0D%0ARCPT%20TO:@example.org",
    "mailto:\x1b[2J%1b]0;owned%07",
    "mailto:" + "a" * 100000 + "@example.org",
    "file:///etc/passwd",
    "%s%n%p",
)


class LinksIn(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)

    def start(self, *arguments):
        window = Window(self.session, [PROGRAM, *arguments])
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window

    def again(self, window, *arguments):
        """A second start."""
        return subprocess.run([PROGRAM, *arguments], env=window.env, capture_output=True, text=True, timeout=90,
                              check=False)

    def open(self, *uris):
        """As a launcher does that speaks D-Bus."""
        words = ",".join(f"'{uri}'" for uri in uris)
        subprocess.run(["gdbus", "call", "--session", "--dest", ID, "--object-path", "/io/github/postino/Postino",
                        "--method", "org.freedesktop.Application.Open", f"[{words}]", "{}"],
                       env=self.session.env, check=True, stdout=subprocess.DEVNULL)

    def wait_for_address(self, window, address):
        wait_until(lambda: window.find("text", "E-mail address").text == address, address)

    def test_mailto(self):
        window = self.start("mailto:ada%2Bmail@example.org,bob@example.org?subject=Hello&to=eve@example.org")
        self.wait_for_address(window, "ada+mail@example.org")
        window.wait_for_focus("password text", "Password")

    def test_hostile_links_get_words(self):
        for link in HOSTILE:
            with self.subTest(link=link[:40]):
                window = self.start()
                done = self.again(window, link)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, "^postino: There is no e-mail address in “.{0,61}”.\n$")
                self.assertNotRegex(done.stderr, "[\x00-\x09\x0b-\x1f]")
                self.assertEqual(window.find("text", "E-mail address").text, "")
                window.__exit__()

    def test_second_start_does_not_lose_what_is_typed(self):
        window = self.start()
        window.find("text", "Your name").type("Ada Lovelace")
        window.find("text", "E-mail address").type("ada@example.org")
        window.find("password text", "Password").type("melon")
        self.assertEqual(self.again(window, "mailto:bob@example.net").returncode, 0)
        wait_until(lambda: window.says("Set up bob@example.net instead?"), "the question")
        self.assertEqual(window.find("text", "E-mail address").text, "ada@example.org")
        window.find("push button", "Use It").click()
        self.wait_for_address(window, "bob@example.net")
        self.assertEqual(window.find("text", "Your name").text, "Ada Lovelace")
        self.assertEqual(window.find("password text", "Password").text, "")

    def test_same_address_again_asks_nothing(self):
        window = self.start("--address", "ada@example.org")
        self.wait_for_address(window, "ada@example.org")
        self.assertEqual(self.again(window, "--address", "ADA@example.org").returncode, 0)
        self.assertFalse(window.all("push button", "Use It"))
        self.assertEqual(len(window.windows()), 1)

    def test_started_by_the_bus(self):
        """Without a window; one comes up with the first link."""

        def hand_over():
            self.session.wait_for_name(ID)
            self.open("mailto:ada@example.org")

        threading.Thread(target=hand_over, daemon=True).start()
        window = self.start("--gapplication-service")
        self.wait_for_address(window, "ada@example.org")
        self.open("mailto:bob@example.org")
        window.find("push button", "Use It")
        self.assertEqual(len(window.windows()), 1)

    def test_open_over_dbus(self):
        window = self.start()
        self.open("mailto:ada@example.org?body=x")
        self.wait_for_address(window, "ada@example.org")
        self.open("mailto:%00")
        wait_until(lambda: window.says("There is no e-mail address in"), "the words")
        self.assertEqual(window.find("text", "E-mail address").text, "ada@example.org")

    def test_is_no_mail_program(self):
        """Whoever clicks a mailto: link wants to write a message."""
        entry = configparser.ConfigParser(interpolation=None)
        entry.read(DESKTOP_FILE, encoding="utf-8")
        self.assertEqual(entry["Desktop Entry"]["DBusActivatable"], "true")
        self.assertNotIn("MimeType", entry["Desktop Entry"])


if __name__ == "__main__":
    tap.main()
