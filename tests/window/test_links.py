# SPDX-License-Identifier: GPL-3.0-or-later
"""Out to a page on the web, and back with what was fetched there."""

import pathlib
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


class Links(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)

    def start(self, address, step_ms=20):
        window = Window(self.session, [GALLERY, "--step-ms", str(step_ms)])
        window.__enter__()
        self.addCleanup(window.__exit__)
        window.find("text", "Your name").type("Ada Lovelace")
        window.find("text", "E-mail address").type(address)
        return window

    def run_test(self, window):
        window.find("password text", "Password").type("forgotten")
        window.find("push button", "Test").click()

    def follow(self, window, link, page):
        shown = self.session.make_browser()
        window.tab_to(window.find("link", link))
        window.press("space")
        wait_until(lambda: shown.exists() and shown.read_text().strip() == page, "the page in the browser")
        window.look_elsewhere()

    def test_new_password_is_asked_for(self):
        """The field is selected, so that a pasted password replaces the old one; Enter tries again."""
        window = self.start("wrong-password@example.org")
        self.run_test(window)
        window.find("heading", "The user name and the password don't go together")
        wait_until(lambda: window.says("account.example.org"), "the host beside the link")
        self.follow(window, "Reset Password", "https://account.example.org/forgotten")
        window.wait_for_focus("password text", "Password")
        wait_until(lambda: window.says("Type or paste the new password"), "the hint")
        window.write("melon")
        wait_until(lambda: not window.says("Type or paste the new password"), "no hint")
        window.press("Return")
        window.wait_for_focus("heading", "The user name and the password don't go together")

    def test_switch_on_the_web_needs_no_new_password(self):
        window = self.start("send-only@switch.example", step_ms=300)
        self.run_test(window)
        window.find("heading", "You can send mail, but not receive it yet")
        self.follow(window, "Open the Settings", "https://account.switch.example/imap")
        window.wait_for_focus("heading", "You can send mail, but not receive it yet")
        self.assertFalse(window.says("Type or paste the new password"))
        window.press("Return")
        window.find("heading", "Testing both servers…")

    def test_app_password_before_the_test(self):
        window = self.start("ready@apps.example")
        self.follow(window, "Get an App Password", "https://account.apps.example/app-passwords")
        window.wait_for_focus("password text", "Password")

    def test_looking_away_alone_changes_nothing(self):
        window = self.start("wrong-password@example.org")
        self.run_test(window)
        window.wait_for_focus("heading", "The user name and the password don't go together")
        window.look_elsewhere()
        window.wait_for_focus("heading", "The user name and the password don't go together")

    def test_no_browser(self):
        window = self.start("ready@apps.example")
        window.find("link", "Get an App Password").click()
        wait_until(lambda: window.says("The page is https://account.apps.example/app-passwords"), "the address")


class CapsLock(unittest.TestCase):
    def test_is_told_of_where_a_password_is_typed(self):
        with Session(keyring=False) as session, Window(session, [GALLERY]) as window:
            window.wait_for_focus("text", "Your name")
            window.press_caps_lock()
            self.addCleanup(window.press_caps_lock)
            window.press("Tab", "Tab")
            window.wait_for_focus("password text", "Password")
            wait_until(lambda: window.says("Caps Lock is on"), "the hint")
            self.assertEqual(window.focused().description, "Caps Lock is on")
            window.press_caps_lock()
            wait_until(lambda: not window.says("Caps Lock is on"), "no hint")
            window.press_caps_lock()
            wait_until(lambda: window.says("Caps Lock is on"), "the hint")
            window.press("Tab")
            wait_until(lambda: not window.says("Caps Lock is on"), "no hint where anything can be typed")


class PasswordSigns(unittest.TestCase):
    ALPHABET = "letters of another alphabet than in your address"
    SPACE = "There is a space before or after it."
    LINE_END = "The end of a line has come along."

    def setUp(self):
        self.session = self.enterContext(Session(keyring=False))
        self.window = self.enterContext(Window(self.session, [GALLERY]))
        self.window.find("text", "E-mail address").type("ada@example.org")
        self.password = self.window.find("password text", "Password")
        self.window.tab_to(self.password)

    def wait_for(self, hint):
        wait_until(lambda: hint in self.password.description, hint)
        self.assertTrue(self.window.says(hint))

    def wait_for_none(self):
        wait_until(lambda: not self.password.description, "no hint")

    def test_pasted(self):
        for password, hint in (("correct horse ", self.SPACE), ("correct horse\n", self.LINE_END),
                               ("сщккусе", self.ALPHABET)):
            with self.subTest(hint):
                self.password.type(password)
                self.wait_for(hint)
                self.password.type("correct horse")
                self.wait_for_none()

    def test_what_may_well_be_so_is_left_alone(self):
        for password in ("SCHÖN l0Oks", "abcd efgh ijkl mnop", "ada@example.org"):
            with self.subTest(password):
                self.password.type("correct horse ")
                self.wait_for(self.SPACE)
                self.password.type(password)
                self.wait_for_none()

    def test_space_while_typing(self):
        """It may be followed by something; once the person has gone on, it is not."""
        self.window.write("correct ")
        self.assertEqual(self.password.description, "")
        self.window.press("Tab")
        self.wait_for(self.SPACE)

    def test_caps_lock_comes_first(self):
        self.password.type("correct horse ")
        self.wait_for(self.SPACE)
        self.addCleanup(self.window.press_caps_lock)
        self.window.press_caps_lock()
        self.wait_for("Caps Lock is on")
        self.assertFalse(self.window.says(self.SPACE))


if __name__ == "__main__":
    tap.main()
