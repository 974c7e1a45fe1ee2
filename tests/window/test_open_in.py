# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Done page offers for mail programs and phones, without any of them."""

import pathlib
import subprocess
import sys

import tap
from desktop_case import DesktopCase
from session import wait_until

GALLERY = pathlib.Path(sys.argv.pop(1))

SETTINGS = "ready@example.org\nIMAP imap.example.org:993 SSL/TLS ready@example.org\n" \
           "SMTP smtp.example.org:465 SSL/TLS ready@example.org\n"


class Played(DesktopCase):
    def state(self, name, *options):
        return self.open(GALLERY, "--state", name, *options)

    def to_done(self):
        """The way there, since in a state nothing moves."""
        window = self.open(GALLERY, "--step-ms", "20", "--accounts", "one")
        window.find("push button", "Edit or forget ready@example.org").click()
        window.find("menu item", "Edit…").click()
        window.wait_for_focus("password text", "Password")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")
        window.find("push button", "Save").click()
        window.wait_for_focus("heading", "Your mail is set up")
        window.find("push button", "Add the account to Evolution…")
        return window

    def test_by_the_keyboard_alone(self):
        window = self.to_done()
        window.tab_to(window.find("push button", "Add the account to Evolution…"))
        window.press("Return")
        window.wait_for_focus("heading", "Add ready@example.org to Evolution")
        window.tab_to(window.find("push button", "Add"))
        window.press("Return")
        window.find("heading", "Your mail is set up")
        window.take_keyboard()
        window.wait_for_focus("push button", "Open Evolution")
        self.assertTrue(window.says("Added. It has this account."))
        window.tab_to(window.find("push button", "Take the account out of Evolution again"))
        window.press("Return")
        window.wait_for_focus("push button", "Add the account to Evolution…")
        self.assertTrue(window.says("The account is taken out again."))

    def test_escape_changes_nothing(self):
        window = self.to_done()
        window.find("push button", "Add the account to Geary…").click()
        window.find("heading", "Add ready@example.org to Geary")
        window.press("Escape")
        window.find("heading", "Your mail is set up")
        self.assertEqual(window.all("push button", "Open Geary"), [])

    def test_what_would_be_there_twice_is_said(self):
        window = self.to_done()
        window.find("push button", "Add the account to GNOME Online Accounts…").click()
        window.find("push button", "Add").click()
        window.find("push button", "Open GNOME Online Accounts")
        self.assertTrue(window.says("It has the account from GNOME Online Accounts."))

    def test_a_refusal_is_said_and_can_be_tried_again(self):
        window = self.state("done-refused")
        wait_until(lambda: window.says("The name is not activatable"), "the reason")
        wait_until(lambda: window.find("push button", "Add").sensitive, "another try")
        self.assertTrue(window.says("GNOME Online Accounts is asked to add ready@example.org"))
        self.assertEqual(window.all("push button", "What is written"), [])

    def test_what_is_added_is_said_in_words(self):
        """The difference of the files is there for those who want it."""
        window = self.state("done-add")
        self.assertTrue(window.says("3 files are written in "))
        self.assertTrue(window.says("2 passwords go into the keyring."))
        self.assertEqual(window.all("text", "What is written"), [])
        window.find("push button", "What is written").click()
        self.assertIn("+[Mail Account]", window.find("text", "What is written").text)

    def test_not_saved_nothing_is_added(self):
        window = self.state("done-not-saved")
        window.find("push button", "Show the settings for Evolution…")
        window.find("push button", "Show the settings for Thunderbird…")
        self.assertEqual(window.all("push button", "Add the account to …"), [])
        window.find("push button", "More Programs…").click()
        window.find("push button", "Show the settings for SRV…")
        self.assertEqual(window.all("push button", "Add the account to …"), [])

    def test_why_it_cannot_have_it(self):
        window = self.state("done-unfit")
        window.find("push button", "Show the settings for Geary…").click()
        window.find("heading", "Type these settings in Geary")

    def test_one_that_does_not_start(self):
        window = self.state("done-saved")
        window.find("push button", "Show the settings for Thunderbird…").click()
        window.find("push button", "Open").click()
        wait_until(lambda: window.says("It could not be opened from here."), "the reason")

    def scan(self, window):
        picture = pathlib.Path(self.session.folder, "picture.png")
        window.screenshot(picture)
        return subprocess.run(["zbarimg", "--quiet", "--raw", picture], check=True, capture_output=True,
                              text=True).stdout

    def test_the_phone_reads_the_code(self):
        for options in ((), ("--dark",), ("--rtl",)):
            with self.subTest(options=options):
                window = self.state("done-phone", *options)
                code = window.find("image", "QR code with the settings of ready@example.org")
                self.assertIn("imap.example.org", code.description)
                self.assertEqual(self.scan(window).strip(), SETTINGS.strip())
                window.__exit__()


if __name__ == "__main__":
    tap.main()
