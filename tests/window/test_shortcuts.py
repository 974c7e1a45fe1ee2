# SPDX-License-Identifier: GPL-3.0-or-later
"""Every shortcut that the window of shortcuts names does what it says, and it names them all."""

import os
import pathlib
import re
import sys
import unittest
import xml.etree.ElementTree

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))
ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent

# Of GTK itself, or of a button that is the default.
NOT_OURS = {"Return", "F10"}

# Said by the other two; a key of its own on some keyboards.
NOT_NAMED = {"Back"}


def named():
    """The title of each accelerator."""
    shortcuts = {}
    for shortcut in xml.etree.ElementTree.parse(ROOT / "ui" / "shortcuts.ui").iter("object"):
        if shortcut.get("class") != "GtkShortcutsShortcut":
            continue
        properties = {node.get("name"): node.text for node in shortcut.iter("property")}
        for accelerator in properties["accelerator"].split():
            shortcuts[re.sub(r">(\w)$", lambda m: ">" + m[1].lower(), accelerator)] = properties["title"]
    return shortcuts


def there():
    """What the sources bind in the main window."""
    application = (ROOT / "src/app/postino-application.c").read_text("utf-8")
    found = set(re.findall(r'_keys\[\] = \{"([^"]+)", NULL\}', application))
    window = (ROOT / "src/app/postino-window-actions.c").read_text("utf-8")
    for key, modifier in re.findall(r"add_binding_action \(widget_class, GDK_KEY_(\w+), (\w+), ", window):
        found.add(("<Alt>" if modifier == "GDK_ALT_MASK" else "") + key)
    return found


class Shortcuts(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)
        self.windows = []
        self.addCleanup(self.end)

    def end(self):
        """Another start is to have a window of its own."""
        for window in self.windows:
            window.__exit__()
        self.windows.clear()

    def start(self, *options):
        window = Window(self.session, [GALLERY, *options])
        window.__enter__()
        self.windows.append(window)
        return window

    def test_named_and_there_are_the_same(self):
        self.assertEqual(set(named()) - NOT_OURS, there() - NOT_NAMED)

    def test_they_are_shown(self):
        window = self.start()
        window.find("text", "Your name")
        window.press("ctrl+question")
        for title in named().values():
            wait_until(lambda: window.says(title), title)
        window.press("Escape")
        window.find("text", "Your name")

    def test_they_work(self):
        for accelerator, check in (
            ("Return", self.check_return), ("Escape", self.check_escape), ("<Alt>Left", self.check_alt_left),
            ("<Primary>p", self.check_print), ("F1", self.check_help), ("F10", self.check_menu),
            ("<Primary>question", self.test_they_are_shown),
            ("<Primary>w", lambda: self.check_close("ctrl+w")), ("<Primary>q", lambda: self.check_close("ctrl+q")),
        ):
            with self.subTest(accelerator=accelerator):
                self.assertIn(accelerator, named())
                self.end()
                check()

    def check_return(self):
        window = self.start("--step-ms", "20")
        window.find("text", "E-mail address").type("ready@example.org")
        window.find("password text", "Password").type("melon")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")

    def check_back(self, key):
        window = self.start()
        window.find("push button", "Explain an Error from Another Program").click()
        window.wait_for_focus("text", "The message")
        window.press(key)
        window.find("text", "Your name")

    def check_escape(self):
        self.check_back("Escape")

    def check_alt_left(self):
        self.check_back("alt+Left")

    def check_print(self):
        window = self.start("--state", "done-saved")
        window.find("heading", "Your mail is set up")
        window.press("ctrl+p")
        window.find("dialog", "Print")
        window.press("Escape")
        window.find("heading", "Your mail is set up")

    def check_menu(self):
        window = self.start()
        window.find("text", "Your name")
        window.press("F10")
        window.find("menu item", "Help")

    def check_help(self):
        shown = self.session.make_browser("help")
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.press("F1")
        wait_until(lambda: shown.exists() and shown.read_text(), "the help")
        self.assertEqual(shown.read_text().strip(), "help:postino/account")

    def check_close(self, key):
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.press(key)
        self.assertEqual(window.process.wait(20), 0, window.output())


class Help(Shortcuts):
    """F1 opens the page about what is in view."""

    test_named_and_there_are_the_same = test_they_are_shown = test_they_work = None

    def test_page_of_each_page(self):
        shown = self.session.make_browser("help")
        for state, page in (("servers-known", "servers"), ("done-saved", "done"), ("test-running", "test"),
                            ("cause:wrong-credentials", "cause-wrong-credentials"),
                            ("cause:offline", "cause-offline")):
            with self.subTest(state=state), Window(self.session, [GALLERY, "--state", state]) as window:
                wait_until(lambda: window.all("heading"), "the page")
                shown.unlink(missing_ok=True)
                window.take_keyboard()
                window.press("F1")
                wait_until(lambda: shown.exists() and shown.read_text(), "the help")
                self.assertEqual(shown.read_text().strip(), f"help:postino/{page}")

    def test_explained_cause(self):
        shown = self.session.make_browser("help")
        window = self.start()
        window.find("push button", "Explain an Error from Another Program").click()
        window.wait_for_focus("text", "The message")
        window.press("F1")
        wait_until(lambda: shown.exists() and shown.read_text(), "the help")
        self.assertEqual(shown.read_text().strip(), "help:postino/explain")
        shown.unlink()
        window.write("Error 0x800CCC0D")
        window.find("heading", "There is no server of that name")
        window.press("F1")
        wait_until(lambda: shown.exists() and shown.read_text(), "the help")
        self.assertEqual(shown.read_text().strip(), "help:postino/cause-host-not-found")

    def test_no_viewer(self):
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.press("F1")
        wait_until(lambda: window.says("There is no program here that shows help"), "the words")


if __name__ == "__main__":
    tap.main()
