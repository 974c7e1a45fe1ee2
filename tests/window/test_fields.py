# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of the Account and the Servers page: what follows what, and what is said of it."""

import pathlib
import sys

import tap
from desktop_case import DesktopCase
from session import wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


class Fields(DesktopCase):
    def start(self, *options):
        return self.open(GALLERY, "--step-ms", "20", *options)

    def wait_for(self, window, *words):
        for text in words:
            wait_until(lambda: window.says(text), text)

    def wait_for_text(self, window, name, text, nth=0):
        wait_until(lambda: window.find("text", name, nth=nth).text == text, f"{text} in {name}")


class Account(Fields):
    def test_provider_is_named_while_one_types(self):
        window = self.start()
        address = window.find("text", "E-mail address")
        address.type("ada@example.org")
        self.wait_for(window, "Example Mail", "Postino knows its servers.")
        address.type("ada@apps.example")
        self.wait_for(window, "Appmail", "wants an app password here")
        self.assertFalse(window.says("Example Mail"))
        order = [(node.role, node.name) for node in window.walk()]
        self.assertLess(order.index(("link", "Get an App Password")), order.index(("password text", "Password")))
        address.type("ada@nobody.example")
        wait_until(lambda: not window.says("Appmail"), "no name of a provider")

    def test_the_eye(self):
        """At the end of the line, whichever way that is; Tab passes by, so that Enter goes on after it."""
        for option in (), ("--rtl",):
            with self.subTest(option=option), Window(self.session, [GALLERY, *option]) as window:
                field = window.find("password text", "Password")
                # GTK of Debian 12 calls it a push button.
                eye = next(node for node in window.walk() if node.name == "Show Password")
                field.type("melon")
                self.assertEqual(eye.extents[0] < field.extents[0], option != ())
                eye.click()
                wait_until(lambda: eye.has("pressed"), "the eye, open")
                window.tab_to(field)
                window.press("Tab")
                wait_until(lambda: not field.focused, "the next stop")
                self.assertFalse(eye.focused)

    def test_enter_leads_from_field_to_field(self):
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.write("Ada Lovelace")
        window.press("Return")
        window.wait_for_focus("text", "E-mail address")
        window.write("ada.example.org")
        window.press("Return")
        self.wait_for(window, "has an @")
        window.wait_for_focus("text", "E-mail address")
        self.assertIn("has an @", window.focused().description)
        window.press("ctrl+a")
        window.write("ready@example.org")
        window.press("Return")
        window.wait_for_focus("password text", "Password")
        window.write("melon")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")

    def test_enter_goes_on_where_nothing_is_missing(self):
        window = self.start()
        window.find("text", "E-mail address").type("ready@example.org")
        window.find("password text", "Password").type("melon")
        window.wait_for_focus("text", "Your name")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")


class Servers(Fields):
    def show(self, state):
        window = self.start("--state", state)
        window.find("panel", "Servers")
        window.find("text", "Server")
        window.press("Tab")
        return window

    def test_server_follows_its_protocol(self):
        window = self.show("servers-guess")
        self.wait_for(window, "Your mail stays on the server, where all your devices see it")
        window.choose(window.find("combo box", "Kind of server"), 1)
        self.wait_for_text(window, "Server", "mail.unknown.example")
        self.wait_for_text(window, "Port", "995")
        self.wait_for(window, "Your mail is fetched to this computer; your other devices may no longer see it")
        window.choose(window.find("combo box", "Kind of server"), 0)
        self.wait_for_text(window, "Server", "imap.unknown.example")
        self.wait_for_text(window, "Port", "993")

    def test_what_was_typed_follows_nothing(self):
        window = self.show("servers-guess")
        window.find("text", "Server").type("my.example.net")
        window.find("text", "Port").type("1993")
        window.choose(window.find("combo box", "Kind of server"), 1)
        self.wait_for(window, "Your mail is fetched to this computer")
        window.choose(window.find("combo box", "Encryption"), 1)
        self.wait_for(window, "Encrypted after a first plain word")
        self.assertEqual(window.find("text", "Server").text, "my.example.net")
        self.assertEqual(window.find("text", "Port").text, "1993")

    def test_where_it_comes_from(self):
        window = self.show("servers-known")
        self.wait_for(window, "From Postino's list of providers")
        self.assertFalse(window.says("As you typed it"))
        window.find("text", "Server").type("my.example.net")
        self.wait_for(window, "As you typed it", "From Postino's list of providers")
        window.find("push button", "Use Suggested").click()
        self.wait_for_text(window, "Server", "imap.example.org")
        wait_until(lambda: not window.says("As you typed it"), "where it comes from")
        self.assertFalse(window.all("push button", "Use Suggested"))

    def test_what_is_missing_is_said_in_its_field(self):
        window = self.show("servers-known")
        for name, typed, words in (
            ("Server", "not a name", "Please look at the server's name once more"),
            ("Server", "", "Please type the server's name"),
            ("Port", "70000", "A port is a number from 1 to 65535."),
            ("User name", "", "Please type the user name"),
        ):
            field = window.find("text", name)
            before = field.text
            field.type(typed)
            self.wait_for(window, words)
            self.assertIn(words, field.description)
            wait_until(lambda: not window.find("push button", "Test").sensitive, "a Test button that waits")
            field.type(before)
            wait_until(lambda: window.find("push button", "Test").sensitive, "the button")
            self.assertFalse(window.says(words))

    def test_no_user_name_for_sending_is_worth_knowing(self):
        window = self.show("servers-known")
        window.find("text", "User name", nth=1).type("")
        self.wait_for(window, "Without a user name, Postino sends without signing in.")
        self.assertTrue(window.find("push button", "Test").sensitive)


if __name__ == "__main__":
    tap.main()
