# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test page while a test is under way, and when it has ended."""

import pathlib
import sys
import time

import tap
from desktop_case import DesktopCase
from session import wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


class Result(DesktopCase):
    def start(self, *options):
        return self.open(GALLERY, *options)

    def begin(self, address, step_ms, *options):
        window = self.start("--step-ms", str(step_ms), *options)
        window.find("text", "E-mail address").type(address)
        window.find("password text", "Password").type("melon")
        window.find("push button", "Test").click()
        return window

    def begin_without_end(self):
        """No server answers, ever."""
        window = self.start("--state", "servers-known")
        window.find("push button", "Test").click()
        window.wait_for_focus("heading", "Testing both servers…")
        return window

    def test_picture_says_what_it_shows(self):
        for state, sentence in (
            ("test-running", "Sending is being tested. Receiving is being tested."),
            ("test-half", "Sending is being tested. Receiving works."),
            ("test-stopped", "Sending was not tested to the end. Receiving was not tested to the end."),
            ("test-ready", "Sending works. Receiving works."),
            ("test-mended", "Sending works, in another way than at first. Receiving works."),
            ("test-receive-only", "Sending does not get as far as smtp.example.org. Receiving works."),
            ("test-send-only", "Sending works. Receiving stops at imap.example.org."),
        ):
            with self.subTest(state=state), Window(self.session, [GALLERY, "--state", state]) as window:
                window.find("image", sentence)
                self.assertEqual(len(window.all("image", sentence)), 1)

    def test_each_result_as_soon_as_it_is_there(self):
        """Sending is not reached, while receiving is still at its next step."""
        window = self.begin("receive-only@example.org", 2000)
        window.find("label", "This network seems to block sending…")
        self.assertTrue(window.all("heading", "Testing both servers…"))
        self.assertFalse(window.says("It works"))
        window.find("image", "Sending does not get as far as smtp.example.org. Receiving is being tested.")

    def test_cancel_at_once(self):
        window = self.begin_without_end()
        window.find("push button", "Cancel").click()
        window.wait_for_focus("heading", "You stopped the test")
        window.find("image", "Sending was not tested to the end. Receiving was not tested to the end.")

    def test_long_step_counts_its_seconds(self):
        window = self.begin_without_end()
        wait_until(lambda: any(node.name.endswith("\u00a0s") for node in window.all("label")), "the seconds")

    def test_times_of_steps(self):
        with Window(self.session, [GALLERY, "--state", "test-ready"]) as window:
            window.find("label", "96\u00a0ms")
            window.find("label", "1.2\u00a0s")

    def test_cause_is_said_with_the_heading(self):
        window = self.begin("receive-only@example.org", 20)
        window.wait_for_focus("heading", "You can receive mail, but not send it yet")
        self.assertEqual(window.focused().description, "This network seems to block sending.")
        window.find("push button", "Try Again").click()
        window.wait_for_focus("heading", "You can receive mail, but not send it yet")

    def test_what_failed_is_the_last_step(self):
        with Window(self.session, [GALLERY, "--state", "test-receive-only"]) as window:
            window.find("heading", "You can receive mail, but not send it yet")
            self.assertEqual(window.all("list item")[-1].name, "Not connected")

    def see_cause(self, *options):
        """It comes up below the window's end, and then in view; the focus stays."""
        window = self.begin("receive-only@example.org", 20, *options)
        window.wait_for_focus("heading", "You can receive mail, but not send it yet")
        cause = window.find("label", "This network seems to block sending…")
        end = window.find("push button", "Try Again").extents[1]
        wait_until(lambda: 0 < cause.extents[1] and sum(cause.extents[1::2]) < end, "the cause in view")
        self.assertEqual(window.focused().role, "heading")

    def test_cause_comes_into_view_with_large_text(self):
        self.see_cause("--text-scale", "2")

    def test_cause_comes_into_view_where_it_is_narrow(self):
        self.see_cause("--width", "360", "--height", "640")

    def test_what_scrolls_by_itself_cuts_nothing(self):
        """Neither the headline nor a step stands half below the header bar."""
        for height in (520, 560, 600, 640, 680):
            with self.subTest(height=height), \
                    Window(self.session, [GALLERY, "--state", "test-wrong-password", "--width", "720", "--height",
                                          str(height)]) as window:
                if not window.tells_places():
                    self.skipTest("this GTK tells places without the borders and paddings around them")
                link = window.find("link", "Reset Password")
                top = window.find("scroll pane").extents[1]
                end = window.find("push button", "Try Again").extents[1]
                wait_until(lambda: sum(link.extents[1::2]) < end, "the cure in view")
                places = None
                while places != (places := [(node.name, *node.extents[1::2]) for node in window.walk()
                                            if node.role in ("heading", "label", "link")]):
                    time.sleep(0.3)
                self.assertEqual([name for name, y, high in places if y < top < y + high and y > 0], [])

    def test_what_fits_stays_where_it_is(self):
        window = self.begin("receive-only@example.org", 20, "--width", "760", "--height", "800")
        window.wait_for_focus("heading", "You can receive mail, but not send it yet")
        time.sleep(1)
        self.assertGreater(window.find("heading").extents[1], 40)


if __name__ == "__main__":
    tap.main()
