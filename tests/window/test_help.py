# SPDX-License-Identifier: GPL-3.0-or-later
"""From a result to its page in the user guide."""

import pathlib
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))

BLOCKED = "This network seems to block sending"
NO_VIEWER = "There is no program here that shows help"


def more_about(headline):
    return f"Read more about “{headline}”"


class Help(unittest.TestCase):
    def setUp(self):
        self.session = self.enterContext(Session(keyring=False))

    def start(self, *arguments):
        return self.enterContext(Window(self.session, [GALLERY, *arguments]))

    def links(self, window):
        return [node.name for node in window.walk() if node.role == "link" and node.name.startswith("Read more")]

    def test_by_keyboard(self):
        """The one server that does not work has a link, named after what it is about."""
        shown = self.session.make_browser("help")
        window = self.start("--state", "test-receive-only")
        link = window.find("link", more_about(BLOCKED))
        self.assertEqual(self.links(window), [more_about(BLOCKED)])
        window.tab_to(link)
        window.press("space")
        wait_until(shown.exists, "the viewer of help")
        wait_until(lambda: shown.read_text().strip() == "help:postino/cause-connection-timed-out", "the page")

    def test_where_another_program_spoke(self):
        shown = self.session.make_browser("help")
        window = self.start("--state", "explain-unknown")
        window.find("link", more_about("This message is new to Postino")).click()
        wait_until(lambda: shown.exists() and shown.read_text().strip() == "help:postino/cause-protocol-error",
                   "the page")

    def test_without_a_viewer(self):
        removed = "[Removed Associations]\nx-scheme-handler/help=yelp.desktop;org.gnome.Yelp.desktop;\n"
        pathlib.Path(self.session.env["XDG_CONFIG_HOME"], "mimeapps.list").write_text(removed, encoding="utf-8")
        window = self.start("--state", "test-receive-only")
        window.find("link", more_about(BLOCKED)).click()
        wait_until(lambda: window.says(NO_VIEWER), "a word about it")

    def test_nothing_to_read_about_what_works_or_was_stopped(self):
        for state in ("test-ready", "cause:cancelled"):
            window = self.start("--state", state)
            window.find("push button", "Report")
            self.assertEqual(self.links(window), [], state)
            window.close_anyway()

    def test_after_the_providers_own_help(self):
        window = self.start("--step-ms", "20")
        window.find("text", "Your name").type("Ada Lovelace")
        window.find("text", "E-mail address").type("wrong-password@bridge.example")
        window.find("password text", "Password").type("forgotten")
        window.find("push button", "Test").click()
        window.find("heading", "The user name and the password don't go together")
        links = [node.name for node in window.all("link")]
        self.assertLess(links.index("Provider's Help Page"),
                        links.index(more_about("The user name and the password don't go together")))


if __name__ == "__main__":
    tap.main()
