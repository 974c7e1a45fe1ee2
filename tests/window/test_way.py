# SPDX-License-Identifier: GPL-3.0-or-later
"""The way through the window, forward and back, with servers that are played."""

import pathlib
import sys

import tap
from desktop_case import DesktopCase
from session import wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


class Way(DesktopCase):
    def start(self, *options, step_ms=20):
        return self.open(GALLERY, "--step-ms", str(step_ms), *options)

    def test_keyboard_alone(self):
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.write("Ada Lovelace")
        window.press("Tab")
        window.wait_for_focus("text", "E-mail address")
        window.write("ready@example.org")
        window.press("Tab")
        window.wait_for_focus("password text", "Password")
        window.write("melon")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")
        window.press("Return")
        window.wait_for_focus("heading", "Your mail is set up")
        window.press("Return")
        self.assertEqual(window.process.wait(20), 0, window.output())

    def write_account(self, window, address):
        for role, name, text in (("text", "Your name", "Ada Lovelace"), ("text", "E-mail address", address),
                                 ("password text", "Password", "melon")):
            window.wait_for_focus(role, name)
            window.write(text)
            window.press("Tab")

    def push(self, window, role, name, nth=0):
        """By the keyboard."""
        window.tab_to(window.find(role, name, nth=nth))
        window.press("space")

    def test_keyboard_cuts_the_search_short(self):
        window = self.start(step_ms=4000)
        self.write_account(window, "ready@unknown.example")
        window.press("Return")
        window.find("push button", "Type Them In")
        window.press("alt+t")
        window.find("heading", "Which servers does your mail use?")
        window.press("Escape")
        window.wait_for_focus("password text", "Password")

    def test_keyboard_reaches_every_control(self):
        """The longer way, by all that is not on the shortest one."""
        window = self.start()
        self.write_account(window, "own-certificate@unknown.example")
        window.press("alt+s")
        window.find("push button", "Others")
        self.push(window, "push button", "Others")
        window.find("menu item")
        window.press("Down", "Return")
        wait_until(lambda: window.find("text", "Server").text == "mail.unknown.example", "the other server")
        self.push(window, "push button", "Test")
        window.wait_for_focus("heading", "You can receive mail, but not send it yet")
        self.push(window, "push button", "I know this server")
        self.push(window, "push button", "Accept This Certificate")
        window.wait_for_focus("heading", "Everything works")
        self.push(window, "push button", "Report")
        window.wait_for_focus("push button", "Copy")
        window.toggle(window.find("check box", "Show my whole address"))
        window.press("Escape")
        window.find("heading", "Everything works")
        window.take_keyboard()
        window.wait_for_focus("push button", "Report")
        self.push(window, "push button", "Save")
        window.wait_for_focus("heading", "Your mail is set up")
        window.press("Return")
        self.assertEqual(window.process.wait(20), 0, window.output())

    def test_what_was_tried_shows(self):
        """While it is tried, and what has helped; from then on the window has what works."""
        window = self.start(step_ms=1000)
        window.fill_in("mended@example.org", "melon")
        window.find("push button", "Test").click()
        wait_until(lambda: window.says("Trying port 587…"), "Trying port 587…")
        self.assertTrue(window.says("smtp.example.org does not answer on port 465"))
        window.wait_for_focus("heading", "Everything works")
        self.assertTrue(window.says("It works on port 587: your network seems to block port 465."))
        self.assertFalse(window.says("Trying port 587…"))

    def test_back_loses_nothing(self):
        window = self.start()
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        window.find("text", "Server").type("mail.example.net")
        window.press("Escape")
        wait_until(lambda: window.find("text", "E-mail address").text == "ready@example.org", "ready@example.org")
        wait_until(lambda: len(window.find("password text", "Password").text) == 5, "the password")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        wait_until(lambda: window.find("text", "Server").text == "mail.example.net", "mail.example.net")
        window.find("push button", "Use Suggested").click()
        wait_until(lambda: window.find("text", "Server").text == "imap.example.org", "the suggested server")

    def test_explaining_loses_nothing(self):
        """From the first page and back: what was typed is there, and so is the cursor."""
        window = self.start()
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Explain an Error from Another Program").click()
        window.wait_for_focus("text", "The message")
        self.assertEqual(window.find("text", "Your e-mail address (optional)").text, "ready@example.org")
        window.write("554 5.7.1 Relay access denied")
        window.find("heading", "The server wants you to sign in before you send")
        window.press("Escape")
        wait_until(lambda: window.find("text", "E-mail address").text == "ready@example.org", "ready@example.org")
        wait_until(lambda: len(window.find("password text", "Password").text) == 5, "the password")
        window.find("push button", "Test").click()
        window.find("heading", "Everything works")

    def test_pasting_an_error(self):
        """What is on the clipboard is explained at once, and the focus goes to the result."""
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.write("Error 0x800CCC0D")
        window.press("ctrl+a", "ctrl+c")
        window.find("push button", "Explain an Error from Another Program").click()
        window.wait_for_focus("text", "The message")
        window.find("push button", "Paste").click()
        window.wait_for_focus("heading", "There is no server of that name")
        self.assertEqual(window.find("text", "The message").text, "Error 0x800CCC0D")
        window.press("alt+Left")
        window.wait_for_focus("text", "Your name")

    def test_explaining_leaves_a_test_alone(self):
        """A test goes on behind the page, and its result is there on the way back."""
        window = self.start(step_ms=1000)
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Test").click()
        window.find("heading", "Testing both servers…")
        window.press("F10")
        window.find("menu item", "Explain an Error…").click()
        window.wait_for_focus("text", "The message")
        window.press("Escape")
        window.find("heading", "Everything works")

    def test_half_typed_server_stays(self):
        window = self.start()
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        window.find("text", "Server").type("not a name")
        wait_until(lambda: window.says("Please look at the server's name once more"), "Please look at the server's name once more")
        wait_until(lambda: not window.find("push button", "Test").sensitive, "a Test button that waits")
        window.press("alt+Left")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        wait_until(lambda: window.find("text", "Server").text == "not a name", "not a name")

    def test_port_follows_until_it_is_typed(self):
        window = self.start()
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        port = window.find("text", "Port", nth=1)
        self.assertEqual(port.text, "465")
        window.choose(window.find("combo box", "Encryption", nth=1), 1)
        wait_until(lambda: port.text == "587", "the port of STARTTLS")
        port.type("2525")
        window.choose(window.find("combo box", "Encryption", nth=1), 0)
        self.assertEqual(port.text, "2525")

    def test_plain_text_has_to_be_agreed_to(self):
        window = self.start()
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        window.choose(window.find("combo box", "Encryption"), 2)
        agree = window.find("check box", "I want no encryption here…")
        wait_until(lambda: not window.find("push button", "Test").sensitive, "a Test button that waits")
        window.toggle(agree)
        wait_until(lambda: window.find("push button", "Test").sensitive, "the button")
        window.choose(window.find("combo box", "Encryption"), 1)
        window.choose(window.find("combo box", "Encryption"), 2)
        wait_until(lambda: not window.find("push button", "Test").sensitive, "a new question")

    def test_unconfirmed_host_is_asked_about(self):
        window = self.start()
        window.fill_in("ready@elsewhere.example", "melon")
        window.find("push button", "Test").click()
        window.find("heading", "Are these your servers?")
        wait_until(lambda: not window.find("push button", "Test").sensitive, "a Test button that waits")
        window.toggle(window.find("check box", "I know…"))
        window.toggle(window.find("check box", "I know…", nth=1))
        window.find("push button", "Test").click()
        window.find("heading", "Everything works")

    def test_nothing_found(self):
        window = self.start()
        window.fill_in("ready@nowhere.example", "melon")
        window.find("push button", "Test").click()
        window.find("heading", "Which servers does your mail use?")
        window.find("text", "Server").type("in.example.net")
        window.find("text", "Server", nth=1).type("out.example.net")
        window.find("push button", "Test").click()
        window.find("heading", "Everything works")

    def test_change_leads_to_the_field(self):
        for address, role, name in (
            ("wrong-password@example.org", "password text", "Password"),
            ("wrong-sending-name@example.org", "text", "User name for sending"),
            ("sender-rejected@example.org", "text", "E-mail address"),
            ("receive-only@example.org", "text", "Port"),
            ("no-server@example.org", "text", "E-mail address"),
        ):
            with self.subTest(address=address):
                with Window(self.session, [GALLERY, "--step-ms", "20"]) as window:
                    window.fill_in(address, "melon")
                    window.find("push button", "Test").click()
                    window.find("push button", "Change…").click()
                    window.wait_for_focus(role, name)

    def test_change_comes_first_where_the_same_test_would_end_the_same_way(self):
        window = self.start(step_ms=1000)
        window.fill_in("no-server@example.org", "melon")
        window.find("push button", "Test").click()
        window.find("push button", "Try Again").click()
        window.wait_for_focus("heading", "Testing both servers…")
        window.find("push button", "Change…")
        window.press("Return")
        window.wait_for_focus("text", "E-mail address")

    def test_address_is_judged_when_it_is_left(self):
        window = self.start()
        window.wait_for_focus("text", "Your name")
        window.press("Tab")
        window.wait_for_focus("text", "E-mail address")
        window.write("ada.example.org")
        self.assertFalse(window.says("has an @"))
        window.press("Tab")
        wait_until(lambda: window.says("has an @"), "the words under the field")
        window.find("text", "E-mail address").type("ada@example.org")
        wait_until(lambda: not window.says("has an @"), "no words under the field")

    def test_pasted_with_a_name(self):
        window = self.start()
        window.find("text", "E-mail address").type("Ada Lovelace <ada@example.org>")
        wait_until(lambda: window.find("text", "Your name").text == "Ada Lovelace", "the name")
        wait_until(lambda: window.find("text", "E-mail address").text == "ada@example.org", "ada@example.org")

    def test_suggestion(self):
        window = self.start()
        window.find("text", "E-mail address").type("ada@exmaple.org")
        window.find("push button", "Use It").click()
        wait_until(lambda: window.find("text", "E-mail address").text == "ada@example.org", "the address")

    def test_cancel(self):
        window = self.start(step_ms=3000)
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        window.find("push button", "Test").click()
        window.find("heading", "Testing both servers…")
        window.find("push button", "Cancel").click()
        window.wait_for_focus("heading", "You stopped the test")
        window.find("push button", "Try Again").click()
        window.find("heading", "Testing both servers…")

    def test_leaving_cancels(self):
        window = self.start(step_ms=1500)
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Test").click()
        window.find("heading", "Testing both servers…")
        window.press("Escape")
        window.find("text", "E-mail address")
        window.find("push button", "Test").click()
        window.find("heading", "Testing both servers…")

    def test_close_while_testing(self):
        window = self.start(step_ms=1000)
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Test").click()
        window.find("heading", "Testing both servers…")
        self.assertEqual(window.close_anyway(), 0, window.output())

    def test_not_saved(self):
        window = self.start("--no-keyring")
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("push button", "Try Again").click()
        wait_until(lambda: window.says("No keyring answers"), "the reason")
        window.find("push button", "Continue Without Saving").click()
        window.find("heading", "Your mail works")
        wait_until(lambda: window.says("Nothing was saved"), "Nothing was saved")

    def test_another_account(self):
        window = self.start()
        window.fill_in("ready@example.org", "melon")
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("push button", "Set Up Another Account").click()
        window.wait_for_focus("text", "Your name")
        wait_until(lambda: window.find("text", "E-mail address").text == "", "an empty field")
        wait_until(lambda: window.find("password text", "Password").text == "", "an empty field")

    def test_menu(self):
        window = self.start()
        window.find("text", "Your name")
        window.press("F10")
        window.find("menu item", "About Postino").click()
        wait_until(lambda: window.says("0.1.0"), "the version")


if __name__ == "__main__":
    tap.main()
