# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard as it ships: from its desktop file to the item in the keyring, on real servers."""

import configparser
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

import own_provider
import tap
from servers import MailServers, Unavailable, User
from servers.demo_thread import DemoThread
from demo.accounts import PASSWORD as DEMO_PASSWORD
from session import Session, shows_secret, wait_until
from window import Window

PROGRAM = pathlib.Path(sys.argv.pop(1))
DESKTOP_FILE = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "data" / "io.github.postino.Postino.desktop"
PASSWORD = "Zq7-Lantern-Ölfass"


def exec_line():
    """The command of the desktop file, as a double-click runs it."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(DESKTOP_FILE, encoding="utf-8")
    command = shlex.split(entry["Desktop Entry"]["Exec"])
    return [shutil.which(command[0], path=str(PROGRAM.parent)), *command[1:]]


class Case(unittest.TestCase):
    def session(self, **options):
        session = Session(**options)
        session.__enter__()
        self.addCleanup(session.__exit__)
        return session

    def start(self, session, ca_file, providers, **environment):
        options = ["--ca-file", ca_file, "--providers", providers]
        window = Window(session, [*exec_line(), *options], **environment)
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window

    def begin(self, window, address, password):
        window.fill_in(address, password)
        window.find("push button", "Test").click()


class RealServers(Case):
    """Dovecot and Postfix."""

    @classmethod
    def setUpClass(cls):
        users = [
            User("ada@postino.test", PASSWORD),
            User("eve@postino.test", PASSWORD, denied=("smtp",)),
            User("bob@postino.test", PASSWORD, denied=("imap",)),
        ]
        try:
            cls.mail = MailServers(users)
            cls.mail.__enter__()
        except Unavailable as reason:
            raise unittest.SkipTest(str(reason))
        cls.addClassCleanup(cls.mail.close)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.providers = folder.name
        own_provider.write(pathlib.Path(folder.name), "postino.test", cls.mail.imaps, cls.mail.submissions,
                           more="\n[Links]\npassword-reset=https://postino.test/forgotten\n")

    def test_from_double_click_to_keyring(self):
        session = self.session()
        window = self.start(session, self.mail.ca_file, self.providers, G_MESSAGES_DEBUG="all")
        self.begin(window, "ada@postino.test", PASSWORD)
        window.wait_for_focus("heading", "Everything works")
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        for protocol in ("imap", "smtp"):
            self.assertEqual(session.lookup(address="ada@postino.test", protocol=protocol), PASSWORD)
        self.assertEqual(window.find("push button", "Close") and window.close(), 0)
        self.assertFalse(shows_secret(window.output().encode(), PASSWORD), window.output())

    def test_four_outcomes(self):
        for address, password, headline in (
            ("ada@postino.test", PASSWORD, "Everything works"),
            ("eve@postino.test", PASSWORD, "You can receive mail, but not send it yet"),
            ("bob@postino.test", PASSWORD, "You can send mail, but not receive it yet"),
            ("ada@postino.test", "not this one", "The user name and the password don't go together"),
        ):
            with self.subTest(headline=headline):
                session = Session(keyring=False)
                with session, Window(session, [*exec_line(), "--ca-file", self.mail.ca_file,
                                               "--providers", self.providers]) as window:
                    self.begin(window, address, password)
                    window.wait_for_focus("heading", headline)


class Parts(Case):
    def test_without_the_engine_it_says_so(self):
        """A copy outside the build folder looks where it would be installed to."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        window = Window(self.session(keyring=False), [shutil.copy(PROGRAM, folder.name)])
        with self.assertRaisesRegex(AssertionError, r"A part of Postino is missing: \S+/postino/postino-engine\.so\. Install"):
            window.__enter__()
        self.assertEqual(window.process.wait(60), 1)


class DemoServers(Case):
    @classmethod
    def setUpClass(cls):
        running = DemoThread()
        cls.demo = running.__enter__()
        cls.addClassCleanup(running.__exit__)

    def test_wrong_password_to_reset_link(self):
        session = self.session(keyring=False)
        shown = session.make_browser()
        window = self.start(session, self.demo.ca, self.demo.providers)
        self.begin(window, "ada@wrong-password.example", DEMO_PASSWORD)
        window.wait_for_focus("heading", "The user name and the password don't go together")
        for text in ("which of the two it is.", "1.", "Type the password once more; the eye shows it.", "2."):
            self.assertTrue(window.says(text), f"{text}\n{window.dump()}")
        window.find("link", "Reset Password").click()
        wait_until(lambda: shown.exists() and shown.read_text(), "the page in the browser")
        self.assertRegex(shown.read_text(), "^https://")
        window.find("push button", "Change…").click()
        window.wait_for_focus("password text", "Password")
        window.find("password text", "Password").type("another-Boat-8")
        window.find("push button", "Test").click()
        window.find("heading", "Everything works")

    def test_certificate_that_somebody_knows(self):
        """By a look and a click of its own; then it is this server's, and the test passes."""
        session = self.session()
        window = self.start(session, self.demo.ca, self.demo.providers)
        self.begin(window, "ada@self-signed.example", DEMO_PASSWORD)
        window.find("heading", "You can receive mail, but not send it yet")
        self.assertFalse(window.all("push button", "Accept This Certificate"))
        window.find("push button", "I know this server").click()
        wait_until(lambda: window.says("SHA-256: "), "the fingerprint")
        window.find("push button", "Accept This Certificate").click()
        window.wait_for_focus("heading", "Everything works")
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        item, = session.search(address="ada@self-signed.example", protocol="smtp")
        self.assertRegex(item["certificate"], "^[0-9a-f]{64}$")

    def test_no_keyring(self):
        session = self.session(keyring=False)
        window = self.start(session, self.demo.ca, self.demo.providers)
        self.begin(window, "ada@ready.example", DEMO_PASSWORD)
        window.find("push button", "Save").click()
        window.find("push button", "Continue Without Saving")
        wait_until(lambda: window.says("There is no keyring here"), "There is no keyring here")
        window.press("Escape")
        wait_until(lambda: window.find("text", "E-mail address").text == "ada@ready.example", "ada@ready.example")
        wait_until(lambda: len(window.find("password text", "Password").text) == len(DEMO_PASSWORD), "the password")

    def test_note_before_the_password(self):
        session = self.session(keyring=False)
        window = self.start(session, self.demo.ca, self.demo.providers)
        window.find("text", "E-mail address").type("ada@app-password.example")
        window.find("link", "Get an App Password")
        wait_until(lambda: window.says("wants an app password here"), "wants an app password here")

    def test_second_start_raises_the_window(self):
        session = self.session(keyring=False)
        window = self.start(session, self.demo.ca, self.demo.providers)
        second = subprocess.run([*exec_line(), "--address", "ada@ready.example"], env=window.env,
                                timeout=90, check=False)
        self.assertEqual(second.returncode, 0)
        wait_until(lambda: window.find("text", "E-mail address").text == "ada@ready.example", "the address")
        self.assertIsNone(window.process.poll())

    def test_close_leaves_nothing(self):
        """The process ends at once, though a server is silent."""
        session = self.session(keyring=False)
        window = self.start(session, self.demo.ca, self.demo.providers)
        self.begin(window, "ada@silent.example", DEMO_PASSWORD)
        window.find("heading", "Testing both servers…")
        self.assertEqual(window.close_anyway(), 0, window.output())

    def test_version(self):
        done = subprocess.run([*exec_line(), "--version"], capture_output=True, text=True, timeout=90,
                              check=True)
        self.assertRegex(done.stdout, r"^Postino \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    tap.main()
