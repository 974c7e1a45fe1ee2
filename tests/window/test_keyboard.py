# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard alone: Tab comes to every control in reading order, and leaves it again."""

import pathlib
import sys

import tap
from desktop_case import DesktopCase
from session import wait_for_rest, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))

# A page with each kind of control that there is; the state whose page it is.
STATES = ("account-empty", "account-app-password", "account-oauth", "account-typo", "account-sending", "account-busy",
          "servers-known", "servers-unconfirmed", "servers-nothing", "servers-plain",
          "test-running", "test-wrong-password", "test-own-certificate", "test-ready", "test-not-saved",
          "explain-empty", "explain-known", "done-saved", "done-not-saved")

# Higher than the screen: where a control stands changes on the way.
SCROLLED = ("test-wrong-password",)

# Two things stand on one line when they are no further apart than this, in px.
LINE = 24


class Keyboard(DesktopCase):
    def round_trip(self, window, key="Tab"):
        """All that has the focus, once around."""
        stops = []
        for _ in range(60):
            before = window.focused()
            window.press(key)
            wait_until(lambda: _other(window.focused(), before), f"the next control after {before}")
            stop = window.focused()
            if stops and stop.accessible == stops[0].accessible:
                return stops
            stops.append(stop)
        raise AssertionError(f"{key} does not come around: {stops}")

    def test_every_control(self):
        for state in STATES:
            with self.subTest(state=state):
                # High enough that nothing has to be scrolled to: then places can be compared.
                with Window(self.session, [GALLERY, "--state", state, "--width", "900", "--height", "880"]) as window:
                    if state == "account-typo":
                        window.find("push button", "Use It")  # comes after a pause
                    self.wait_for_page(window)
                    stops = self.round_trip(window)
                    missed = [node for node in self.controls(window)
                              if not any(node.accessible == stop.accessible for stop in stops)]
                    self.assertEqual(missed, [], window.dump())
                    if state not in SCROLLED:
                        self.assert_reading_order(stops)
                    back = self.round_trip(window, "shift+Tab")
                    self.assertEqual({(stop.role, stop.name) for stop in back}, {(stop.role, stop.name) for stop in stops})

    def wait_for_page(self, window):
        """Some of it comes later than the rest, as the programs that are installed do."""
        wait_for_rest(lambda: [node.accessible for node in self.controls(window)], "a whole page")
        wait_until(lambda: window.focused(), "the focus")

    def controls(self, window):
        """What Tab has to come to: entries, buttons, switches, links, lists to choose from."""
        return [node for node in window._controls() if node.sensitive and node.has("focusable") and node.role in
                ("text", "password text", "push button", "check box", "combo box", "link")
                and not _is_window_control(node)]

    def assert_reading_order(self, stops):
        """Downwards in each column, lines from left to right."""
        pages = [stop for stop in stops if not _in_header(stop)]
        start = min(range(len(pages)), key=lambda index: pages[index].extents[1])
        pages = pages[start:] + pages[:start]
        for one, other in zip(pages, pages[1:]):
            (x, y, width, _), (next_x, next_y, *_) = one.extents, other.extents
            below = next_y >= y - LINE
            beside = next_x >= x + width // 2
            self.assertTrue(below or beside, f"{other} comes after {one}, though it stands before it")


def _other(node, before):
    return node is not None and (before is None or node.accessible != before.accessible)


def _in_header(node):
    return node.extents[1] < 47


def _is_window_control(node):
    return node.name in ("Minimize", "Maximize", "Close") and _in_header(node)


class Whole(Keyboard):
    """From the start to Done, by nothing but keys, and by a way that needs every page."""

    test_every_control = None

    def start(self, *options):
        return self.open(GALLERY, *options)

    def push(self, window, role, name, nth=0):
        window.tab_to(window.find(role, name, nth=nth))
        window.press("space")

    def test_from_start_to_done(self):
        window = self.start("--step-ms", "20")
        window.wait_for_focus("text", "Your name")
        window.write("Ada Lovelace")
        self.push(window, "push button", "Explain an Error from Another Program")
        window.wait_for_focus("text", "The message")
        window.write("554 5.7.1 Relay access denied")
        window.find("heading", "The server wants you to sign in before you send")
        window.press("alt+Left")
        window.wait_for_focus("push button", "Explain an Error from Another Program")
        window.tab_to(window.find("text", "E-mail address"))
        window.write("ready@example.org")
        window.tab_to(window.find("password text", "Password"))
        window.write("melon")
        window.press("alt+s")
        window.wait_for_focus("text", "Server")
        window.choose(window.find("combo box", "Encryption", nth=1), 1)
        wait_until(lambda: window.find("text", "Port", nth=1).text == "587", "the port of STARTTLS")
        window.tab_to(window.find("text", "Server"))
        window.press("ctrl+a")
        window.write("mail.example.net")
        window.press("Escape")
        window.wait_for_focus("password text", "Password")
        window.press("alt+s")
        window.wait_for_focus("text", "Server")
        self.assertEqual(window.find("text", "Server").text, "mail.example.net")
        self.push(window, "push button", "Use Suggested")
        window.wait_for_focus("text", "Server")
        window.press("Return")
        window.wait_for_focus("heading", "Everything works")
        self.push(window, "push button", "Report")
        window.wait_for_focus("push button", "Copy")
        window.press("Escape")
        window.find("heading", "Everything works")
        window.take_keyboard()
        window.press("F10")
        window.find("menu item", "Help")
        window.press("Escape")
        self.push(window, "push button", "Save")
        window.wait_for_focus("heading", "Your mail is set up")
        self.push(window, "push button", "Print…")
        window.find("dialog", "Print")
        window.press("Escape")
        window.find("heading", "Your mail is set up")
        window.take_keyboard()
        self.push(window, "push button", "Set Up Another Account")
        window.wait_for_focus("text", "Your name")
        self.assertEqual(window.find("text", "Your name").text, "")


if __name__ == "__main__":
    tap.main()
