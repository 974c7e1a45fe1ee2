# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cause through the window: it says what the terminal says, and has the links."""

import sys
import unittest
import urllib.parse

import postino_cli
import tap
from causes import world
from causes.accounts import by_cause
from demo.accounts import PASSWORD
from servers import internet
from session import Session, wait_until
from window import Window


def setUpModule():
    Case.net, Case.servers = world.open_world()


class Case(unittest.TestCase):
    program = None
    net = None
    servers = None

    def options(self):
        return ["--ca-file", self.servers.ca, "--providers", self.servers.providers]

    def start(self):
        session = self.enterContext(Session(keyring=False))
        return self.enterContext(Window(session, [self.program, *self.options()]))

    def fill_in(self, window, address):
        """With a password, even where the window says that none is needed."""
        window.find("text", "E-mail address").type(address)
        for button in window.all("push button", "Use a Password Anyway"):
            button.click()
        window.find("password text", "Password").type(PASSWORD)
        window.find("push button", "Test").click()

    def said_in_the_terminal(self, account):
        run = postino_cli.run("check", "--json", *self.options(), *(("--timeout", "4") if account.slow else ()),
                              account.address, password=PASSWORD)
        return run.json

    def assert_says(self, window, text):
        try:
            wait_until(lambda: window.says(text), text)
        except TimeoutError:
            raise AssertionError(f"no “{text}” in:\n{window.dump()}") from None


class Accounts(Case):
    def test_each(self):
        window = self.start()
        for cause, account in by_cause().items():
            with self.subTest(cause):
                result = self.said_in_the_terminal(account)
                self.fill_in(window, account.address)
                self.assert_says(window, result["headline"])
                for side in ("incoming", "outgoing"):
                    self.assert_server(window, result[side])
            window.press("Escape")

    def assert_server(self, window, server):
        for sentence in [server["meaning"], *server["steps"]]:
            if sentence:
                self.assert_says(window, sentence)
        for link in server["links"]:
            self.assert_says(window, urllib.parse.urlsplit(link["href"]).hostname)


class Elsewhere(Case):
    def test_offline(self):
        window = self.start()
        with world.offline():
            self.fill_in(window, "ada@gone.example")
            self.assert_says(window, "This computer is not connected to the internet")

    def test_host_unconfirmed(self):
        window = self.start()
        self.fill_in(window, world.FOREIGN)
        window.find("heading", "Are these your servers?")
        self.assertFalse(window.find("push button", "Test").sensitive)

    def test_cancelled(self):
        window = self.start()
        self.fill_in(window, "ada@silent.example")
        window.find("push button", "Cancel").click()
        window.wait_for_focus("heading", "You stopped the test")


if __name__ == "__main__":
    internet.enter()
    Case.program = sys.argv.pop(1)
    tap.main()
