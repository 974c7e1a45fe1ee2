# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of saved accounts: played, and with the real keyring and servers."""

import os
import pathlib
import re
import subprocess
import sys

import tap
from demo_case import DemoCase
from desktop_case import DesktopCase
from postino_cli import PROGRAM as CLI
from session import Session, shows_secret, wait_until
from window import Window

POSTINO, GALLERY = (pathlib.Path(path) for path in sys.argv[1:3])
del sys.argv[1:3]


class Played(DesktopCase):
    def start(self, *options, step_ms=20):
        return self.open(GALLERY, "--step-ms", str(step_ms), *options)

    def test_without_accounts_it_begins_where_it_did(self):
        window = self.start()
        window.wait_for_focus("text", "Your name")

    def test_from_the_list_to_a_new_account_and_back(self):
        window = self.start("--accounts", "one")
        window.wait_for_focus("heading", "Your account works")
        window.press("Return")
        window.wait_for_focus("text", "Your name")
        window.write("Ada")
        window.press("Escape")
        window.wait_for_focus("heading", "Your account works")
        window.press("Return")
        self.assertEqual(window.find("text", "Your name").text, "Ada")

    def test_each_side_in_words(self):
        window = self.start("--accounts", "trouble")
        window.wait_for_focus("heading", "One of your accounts needs your attention")
        self.assertEqual([node.name for node in window.all("heading")][1:],
                         ["wrong-password@example.org", "ready@example.org"])
        words = [node.name for node in window.all("list item")]
        self.assertIn("Receiving: The user name and the password don't go together", words)
        self.assertEqual(words.count("Sending works"), 2)
        self.assertTrue(window.says("Tested just now. It last worked on "))
        self.assertEqual(len(window.all("push button", "What to do about …")), 1)

    def test_what_has_changed_is_told_with_the_result(self):
        window = self.start("--accounts", "changed")
        window.find("push button", "Test wrong-password@example.org").click()
        window.wait_for_focus("heading", "wrong-password@example.org")
        text = window.find("label", "What has changed since it last worked:…").name
        self.assertIn("\nReceiving: imap.example.org shows a new certificate, from the same issuer.\n", text)
        said = [node.name for node in window.find("heading", "wrong-password@example.org").related("described_by")]
        self.assertIn(text, said)
        self.assertEqual(len(window.all("label", "What has changed since…")), 1)

    def test_one_is_tested(self):
        window = self.start("--accounts", "untested")
        window.find("list item", "Receiving: not tested yet")
        window.find("push button", "Test ready@example.org").click()
        window.wait_for_focus("heading", "ready@example.org")
        window.find("list item", "Receiving works")
        window.find("label", "Tested just now.")
        window.find("heading", "Your account works")

    def test_stages_are_shown_and_it_can_be_stopped(self):
        window = self.start("--accounts", "trouble", step_ms=1000)
        window.find("push button", "Test ready@example.org").click()
        window.find("list item", "Receiving: Looking for the server…")
        window.find("list item", "Receiving: Connecting…")
        self.assertFalse(window.find("push button", "Test wrong-password@example.org").sensitive)
        window.find("push button", "Cancel the test of ready@example.org").click()
        window.wait_for_focus("heading", "ready@example.org")
        self.assertTrue(window.says("Tested yesterday at "))
        self.assertEqual(len(window.all("list item", "Receiving works")), 1)

    def test_all_are_tested_one_after_the_other(self):
        window = self.start("--accounts", "many")
        window.find("push button", "Test All").click()
        window.wait_for_focus("heading", "All your accounts work")
        self.assertEqual(len(window.all("label", "Tested just now.")), 12)

    def test_all_can_be_stopped(self):
        window = self.start("--accounts", "many", step_ms=60000)
        window.find("push button", "Test All").click()
        window.find("heading", "Testing your accounts…")
        self.assertEqual(len(window.all("label", "Its turn comes soon.")), 11)
        window.find("push button", "Cancel").click()
        window.wait_for_focus("heading", "2 of your accounts need your attention")
        self.assertFalse(window.says("Its turn comes soon."))

    def test_what_to_do(self):
        """The Test page says so, and Back leads to the password and to the list."""
        window = self.start("--accounts", "trouble")
        window.find("push button", "What to do about wrong-password@example.org…").click()
        window.wait_for_focus("heading", "The user name and the password don't go together")
        window.press("Escape")
        window.wait_for_focus("password text", "Password")
        self.assertEqual(window.find("text", "E-mail address").text, "wrong-password@example.org")
        window.press("Escape")
        window.wait_for_focus("heading", "One of your accounts needs your attention")

    def test_edited_is_filled_in(self):
        window = self.start("--accounts", "one")
        self.choose(window, "ready@example.org", "Edit…")
        window.wait_for_focus("password text", "Password")
        self.assertEqual(window.find("text", "Your name").text, "Ada Lovelace")
        self.assertEqual(window.find("text", "E-mail address").text, "ready@example.org")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")

    def test_a_new_account_has_nothing_of_the_edited_one(self):
        window = self.start("--accounts", "one")
        self.choose(window, "ready@example.org", "Edit…")
        window.wait_for_focus("password text", "Password")
        self.assertEqual(len(window.find("password text", "Password").text), len("correct horse"))
        window.press("Escape")
        window.find("push button", "Set Up an Account").click()
        window.wait_for_focus("text", "Your name")
        for role, name in (("text", "Your name"), ("text", "E-mail address"), ("password text", "Password")):
            self.assertEqual(window.find(role, name).text, "")

    def test_forgotten_after_a_question(self):
        window = self.start("--accounts", "one")
        self.choose(window, "ready@example.org", "Forget…")
        window.answer("Cancel")
        window.find("heading", "Your account works")
        self.choose(window, "ready@example.org", "Forget…")
        window.answer("Forget")
        window.find("heading", "No account is saved yet")
        window.find("label", "ready@example.org is forgotten")

    def test_locked(self):
        window = self.start("--accounts", "one", "--locked")
        window.wait_for_focus("heading", "Your keyring is locked")
        window.press("Return")
        window.wait_for_focus("heading", "Your account works")

    def test_locked_is_no_wall(self):
        window = self.start("--accounts", "one", "--locked")
        window.find("heading", "Your keyring is locked")
        window.find("push button", "Set Up an Account").click()
        window.wait_for_focus("text", "Your name")

    def test_half_an_account(self):
        window = self.start("--accounts", "half")
        window.find("list item", "The settings for sending are not in the keyring.")
        self.assertFalse(window.find("push button", "Test ready@example.org").sensitive)

    def test_twins_are_told_apart(self):
        window = self.start("--accounts", "twins")
        window.find("label", "Ada Lovelace · IMAP imap.example.org")
        window.find("label", "Ada Lovelace · POP3 pop.example.org")

    def test_from_the_end_to_the_list(self):
        window = self.start("--accounts", "one")
        window.find("push button", "Set Up an Account").click()
        window.wait_for_focus("text", "Your name")
        window.find("text", "E-mail address").type("ready@example.org")
        window.find("password text", "Password").type("melon")
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        window.find("push button", "Main Menu").click()
        window.find("menu item", "Saved Accounts").click()
        window.wait_for_focus("heading", "Your account works")

    def choose(self, window, address, item):
        window.find("push button", f"Edit or forget {address}").click()
        window.find("menu item", item).click()


class Real(DemoCase):
    def setUp(self):
        self.account = self.demo_accounts["ready"]
        self.address = self.account["address"]
        self.session = Session()
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)

    def save(self):
        subprocess.run([str(word) for word in (
            CLI, "check", "--save", "--ca-file", self.demo.ca, "--providers", self.demo.providers, "--name",
            "Ada Lovelace", "--password-file", self.account["password_file"], self.address)],
            env=self.session.env, check=True, stdout=subprocess.DEVNULL)

    def change_password(self, secret):
        self.session.change_secret(secret, address=self.address, protocol="imap")

    def start(self, *options, **environment):
        window = Window(self.session, [POSTINO, "--ca-file", self.demo.ca, "--providers", self.demo.providers,
                                       *options], **environment)
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window

    def test_listed_and_tested(self):
        self.save()
        window = self.start()
        window.wait_for_focus("heading", "Your account works")
        window.find("heading", self.address)
        window.find("push button", f"Test {self.address}").click()
        window.wait_for_focus("heading", self.address)
        window.find("heading", "Your account works")
        self.assertEqual(window.close(), 0)

    def test_closed_while_the_result_is_written(self):
        """It is written to its end: here a reader of the history waits until somebody writes."""
        self.save()
        history = pathlib.Path(self.session.env["XDG_STATE_HOME"], "postino", "history")
        window = self.start()
        button = window.find("push button", f"Test {self.address}")
        history.unlink()
        os.mkfifo(history)
        button.click()
        threads = pathlib.Path("/proc", str(window.process.pid), "task")
        wait_until(lambda: any(path.read_text() == "wait_for_partner" for path in threads.glob("*/wchan")), "the writing")
        window.find("push button", "Close").click()
        with self.assertRaises(subprocess.TimeoutExpired):
            window.process.wait(2)
        os.close(os.open(history, os.O_WRONLY | os.O_NONBLOCK))
        self.assertEqual(window.process.wait(30), 0)
        self.assertIn("\ntested=", history.read_text("utf-8"))

    def test_closed_while_it_is_tested(self):
        self.save()
        self.change_password("not the one")
        window = self.start()
        window.find("push button", f"Test {self.address}").click()
        self.assertEqual(window.close(), 0)

    def test_a_changed_password_is_told_and_mended(self):
        self.save()
        self.change_password("not the one")
        window = self.start(G_MESSAGES_DEBUG="all")
        window.find("push button", f"Test {self.address}").click()
        window.find("heading", "Your account needs your attention")
        window.find("list item", "Receiving: The user name and the password don't go together")
        window.find("list item", "Sending works")
        window.find("push button", f"What to do about {self.address}…").click()
        window.find("heading", "You can send mail, but not receive it yet")
        window.press("Escape")
        window.wait_for_focus("password text", "Password")
        window.find("password text", "Password").type(self.account["password"])
        window.find("label", "Another password")
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        window.find("push button", "Main Menu").click()
        window.find("menu item", "Saved Accounts").click()
        window.wait_for_focus("heading", "Your account works")
        self.assertEqual([item["secret"] for item in self.session.search(address=self.address)],
                         [self.account["password"]] * 2)
        self.assert_silent(window, "not the one", self.account["password"])

    def test_another_certificate_is_told(self):
        """As if the account had worked with another one."""
        self.save()
        history = pathlib.Path(self.session.env["XDG_STATE_HOME"], "postino", "history")
        text = history.read_text("utf-8")
        history.write_text(re.sub("(?m)^(incoming-last-certificate)=.*", "\\1=" + "0" * 64, text), "utf-8")
        self.change_password("not the one")
        window = self.start()
        window.find("push button", f"Test {self.address}").click()
        window.wait_for_focus("heading", self.address)
        told = window.find("label", "What has changed since it last worked:…").name
        self.assertRegex(told, r"^[^\n]*\nReceiving: \S+ shows a new certificate, from the same issuer\.$")
        self.assertEqual(window.close(), 0)
        window = self.start()
        self.assertEqual(window.find("label", "What has changed since it last worked:…").name, told)

    def assert_silent(self, window, *secrets):
        output = window.output()
        for secret in secrets:
            self.assertFalse(shows_secret(output.encode(), secret), output)
            self.assertEqual(self.session.find_secret(secret), [])

    def test_edited_and_saved_it_stays_one_account(self):
        self.save()
        before = self.session.search(address=self.address, protocol="imap")[0]["account"]
        window = self.start()
        window.find("push button", f"Edit or forget {self.address}").click()
        window.find("menu item", "Edit…").click()
        window.wait_for_focus("password text", "Password")
        self.assertEqual(window.find("text", "Your name").text, "Ada Lovelace")
        window.find("text", "Your name").type("Countess")
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        items = self.session.search(address=self.address)
        self.assertEqual([(item["account"], item["name"]) for item in items], [(before, "Countess")] * 2)

    def test_forgotten(self):
        self.save()
        window = self.start()
        window.find("push button", f"Edit or forget {self.address}").click()
        window.find("menu item", "Forget…").click()
        window.answer("Forget")
        window.find("heading", "No account is saved yet")
        self.assertEqual(self.session.search(address=self.address), [])

    def test_items_of_earlier_versions_are_shown_all_the_same(self):
        """No history tells of them."""
        self.save()
        pathlib.Path(self.session.env["XDG_STATE_HOME"], "postino", "history").unlink()
        window = self.start()
        window.find("heading", self.address)
        window.find("list item", "Receiving: not tested yet")

    def test_with_an_address_it_begins_there(self):
        self.save()
        window = self.start("--address", "bob@example.org")
        window.find("text", "E-mail address")
        wait_until(lambda: window.find("text", "E-mail address").text == "bob@example.org", "the address")

    def test_the_desktops_action_tests_all(self):
        self.save()
        self.change_password("not the one")
        window = self.start()
        window.find("heading", "Your account works")
        subprocess.run(["gapplication", "action", "io.github.postino.Postino", "test-accounts"],
                       env=self.session.env, check=True)
        window.find("list item", "Receiving: The user name and the password don't go together")

    def test_locked_while_it_is_tested(self):
        self.save()
        window = self.start()
        window.find("heading", "Your account works")
        self.session.lock()
        window.find("push button", f"Test {self.address}").click()
        wait_until(lambda: window.says("The keyring is still locked."), "the reason")
        window.find("list item", "Receiving works")


if __name__ == "__main__":
    tap.main()
