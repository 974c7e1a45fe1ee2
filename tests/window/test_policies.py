# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider's way of signing in changes, as soon as the address is typed."""

import pathlib
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))

PANEL = """[Desktop Entry]
Type=Application
Name=Online Accounts
Exec=sh -c 'echo opened > {opened}'
OnlyShowIn=GNOME;
NoDisplay=true
"""


class Policies(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)

    def start(self, address, desktop="GNOME"):
        window = Window(self.session, [GALLERY, "--step-ms", "20"], XDG_CURRENT_DESKTOP=desktop)
        window.__enter__()
        self.addCleanup(window.__exit__)
        window.find("text", "Your name").type("Ada Lovelace")
        window.find("text", "E-mail address").type(address)
        return window

    def add_panel(self):
        opened = pathlib.Path(self.session.env["HOME"]) / "opened"
        folder = pathlib.Path(self.session.env["XDG_DATA_HOME"]) / "applications"
        folder.mkdir()
        (folder / "gnome-online-accounts-panel.desktop").write_text(PANEL.format(opened=opened), "utf-8")
        return opened

    def wait_for_password(self, window, there):
        wait_until(lambda: bool(window.all("password text", "Password")) == there, f"password: {there}")

    def test_browser_only_leads_to_online_accounts(self):
        opened = self.add_panel()
        window = self.start("browser-only@browser.example")
        wait_until(lambda: window.says("only lets you sign in through the browser"), "the note")
        self.wait_for_password(window, False)
        window.find("push button", "Open Online Accounts").click()
        wait_until(opened.exists, "the panel")
        window.find("push button", "Open Online Accounts")

    def test_another_way_stays_open(self):
        self.add_panel()
        window = self.start("browser-only@browser.example")
        window.find("push button", "Use a Password Anyway").click()
        window.wait_for_focus("password text", "Password")
        window.write("a-token")
        window.find("push button", "Test").click()
        window.find("heading", "Browsermail only lets you sign in through the browser")

    def test_result_leads_there_too(self):
        window = self.start("browser-only@browser.example")
        opened = self.add_panel()
        window.find("push button", "Use a Password Anyway").click()
        window.find("password text", "Password").type("a-token")
        window.find("push button", "Test").click()
        window.find("heading", "Browsermail only lets you sign in through the browser")
        window.find("push button", "Open Online Accounts").click()
        wait_until(opened.exists, "the panel")

    def test_no_panel(self):
        """Words alone: neither without the panel, nor on a desktop whose panel it is not."""
        for desktop in ("GNOME", "KDE"):
            with self.subTest(desktop=desktop):
                if desktop == "KDE":
                    self.add_panel()
                window = self.start("browser-only@browser.example", desktop)
                wait_until(lambda: window.says("only lets you sign in through the browser"), "the note")
                self.wait_for_password(window, False)
                wait_until(lambda: not window.find("push button", "Test").sensitive, "a Test button that waits")
                window.close()

    def test_no_way_in(self):
        window = self.start("ada@closed.example")
        wait_until(lambda: window.says("lets no mail program in"), "the note")
        self.wait_for_password(window, False)
        self.assertFalse(window.all("push button", "Use a Password Anyway"))

    def test_password_comes_back_with_another_address(self):
        window = self.start("ada@browser.example")
        self.wait_for_password(window, False)
        window.find("text", "E-mail address").type("ada@bridge.example")
        wait_until(lambda: window.says("Type the password that the helper shows"), "the note")
        self.wait_for_password(window, True)


if __name__ == "__main__":
    tap.main()
