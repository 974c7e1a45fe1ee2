# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of every page as assistive technology sees it, without a network."""

import pathlib
import subprocess
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))
# What is in sight when a state whose name begins so is.
PAGES = {"account": ("panel", "Account"), "accounts": ("panel", "Saved Accounts"), "servers": ("panel", "Servers"),
         "test": ("panel", "Test"), "done": ("panel", "Done"), "explain": ("panel", "Explain an Error"),
         "report": ("text", "Report"), "trip": ("panel", "Test Message"),
         "accounts-forget": ("dialog", "Forget ready@example.org?"),
         "accounts-forget-programs": ("dialog", "Forget ready@example.org?"),
         "accounts-forget-trouble": ("dialog", "ready@example.org is forgotten, and taken out of Evolution"),
         "done-add": ("heading", "Add ready@example.org to Evolution"),
         "done-adding": ("heading", "Add ready@example.org to Evolution"),
         "done-refused": ("heading", "Add ready@example.org to GNOME Online Accounts"),
         "done-by-hand": ("heading", "Type these settings in Thunderbird"),
         "done-phone": ("heading", "Here, scan this"), "done-more": ("push button", "Show the settings for SRV…"),
         "done-file": ("heading", "Add ready@example.org to msmtp"), "done-document": ("heading", "Autoconfig")}
STATES = subprocess.run([GALLERY, "--list"], capture_output=True, text=True, check=True).stdout.split()


def page_of(state):
    page = PAGES.get(state) or PAGES.get(state.partition("-")[0])
    assert page, f"PAGES does not say what is in sight in the state {state}"
    return page


class States(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = Session(keyring=False)
        cls.session.__enter__()
        cls.addClassCleanup(cls.session.__exit__)

    def show(self, state, *options):
        return Window(self.session, [GALLERY, "--state", state, *options])

    def test_every_control_has_a_name(self):
        for state in STATES:
            with self.subTest(state=state), self.show(state) as window:
                window.find(*page_of(state))
                self.assertEqual(window.unnamed(), [])
                self.assertEqual(window.unlabelled(), [])

    def test_message_belongs_to_its_field(self):
        with self.show("account-no-address") as window:
            self.assertEqual(window.find("text", "E-mail address").description,
                             "An e-mail address has an @ in the middle, like ada@example.org.")

    def test_link_says_where_it_leads(self):
        with self.show("account-app-password") as window:
            described = window.find("link", "Get an App Password").related("described_by")
            self.assertEqual([label.text for label in described], ["account.apps.example"])

    def test_password_is_a_password(self):
        with self.show("account-sending") as window:
            window.find("password text", "Password")
            window.find("password text", "Password for sending")

    def test_note_stands_before_the_password(self):
        with self.show("account-app-password") as window:
            window.find("link", "Get an App Password")
            order = [(node.role, node.name) for node in window.walk()]
            self.assertLess(order.index(("link", "Get an App Password")),
                            order.index(("password text", "Password")))
            self.assertIn(("label", "account.apps.example"), order)

    def test_unsupported_cannot_be_tested(self):
        with self.show("account-unsupported") as window:
            wait_until(lambda: window.says("lets no mail program in"), "lets no mail program in")
            wait_until(lambda: not window.find("push button", "Test").sensitive, "a Test button that waits")

    def test_result_has_words_for_each_step(self):
        with self.show("test-receive-only") as window:
            window.find("heading", "You can receive mail, but not send it yet")
            steps = [node.name for node in window.all("list item")]
            self.assertIn("Inbox opened, 12 new messages", steps)
            self.assertIn("Not connected", steps)

    def test_the_same_is_said_once(self):
        with self.show("test-wrong-password") as window:
            window.find("label", "The same as for receiving")
            self.assertEqual(len(window.all("label", "The user name and the password don't go together")), 1)
            self.assertEqual(len(window.all("link", "Reset Password")), 1)
        with self.show("test-receive-only") as window:
            window.find("label", "This network seems to block sending")
            self.assertFalse(window.says("The same as for receiving"))

    def test_explained(self):
        with self.show("explain-known") as window:
            window.find("heading", "Gmail wants an app password here")
            window.find("link", "Get an App Password")
            self.assertIn(("label", "myaccount.google.com"), [(node.role, node.name) for node in window.walk()])
        with self.show("explain-long") as window:
            window.find("heading", "Gmail wants an app password here")
        with self.show("explain-unknown") as window:
            window.find("heading", "This message is new to Postino")
        with self.show("explain-empty") as window:
            window.wait_for_focus("text", "The message")
            window.find("push button", "Paste")
            self.assertEqual([node.name for node in window.all("heading")], ["What did your mail program say?"])

    def test_expert_finds_server_port_stage_and_words(self):
        with self.show("test-wrong-password") as window:
            expander = window.find("push button", "What the server said", nth=1)
            window.tab_to(expander)
            window.press("space")
            for words in ("Server smtp.example.org, port 465, security tls", "Ended at stage login: wrong-credentials",
                          "535 5.7.8 Error: authentication failed"):
                wait_until(lambda: window.says(words), words)

    def test_details_where_no_server_spoke(self):
        with self.show("test-no-server") as window:
            window.find("push button", "Details")
            self.assertFalse(window.all("push button", "What the server said"))

    def test_one_heading(self):
        for state in ("account-empty", "servers-known", "test-ready", "done-saved"):
            with self.subTest(state=state), self.show(state) as window:
                window.find("heading")
                self.assertEqual(len(window.all("heading")), 1)


if __name__ == "__main__":
    tap.main()
