# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer that sleeps during the test: what became of the connections says nothing of a server."""

import os
import pathlib
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

CLOCK = pathlib.Path(sys.argv.pop(2))
GALLERY = pathlib.Path(sys.argv.pop(1))


class Sleep(unittest.TestCase):
    def setUp(self):
        self.session = Session(keyring=False)
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)
        self.asleep = pathlib.Path(self.session.folder) / "asleep"

    def start(self, step_ms):
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        window = Window(self.session, [GALLERY, "--step-ms", str(step_ms)], LD_PRELOAD=str(CLOCK),
                        POSTINO_TEST_ASLEEP=str(self.asleep), ASAN_OPTIONS=sanitizer)
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window

    def begin(self, window, address="ready@example.org"):
        window.fill_in(address, "melon")
        window.find("push button", "Test").click()

    @staticmethod
    def is_at_first_step(screen):
        """Of one reading of the screen: a step does not last for two on a busy machine."""
        return "Testing both servers…" in screen and "Connected" not in screen

    def test_begins_again(self):
        window = self.start(2000)
        self.begin(window)
        wait_until(lambda: window.says("Connected"), "the second step")
        self.asleep.touch()
        wait_until(lambda: window.says("Your computer was asleep: starting again"), "the words")
        wait_until(lambda: self.is_at_first_step(window.dump()), "the first step again")
        window.find("heading", "Everything works", timeout=60)

    def test_a_finished_test_is_left_alone(self):
        window = self.start(10)
        self.begin(window)
        window.wait_for_focus("heading", "Everything works")
        self.asleep.touch()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        self.assertFalse(window.says("asleep"))

    def test_a_message_is_not_sent_again(self):
        """The one that is on its way is looked for."""
        window = self.start(100)
        self.begin(window, "waits@example.org")
        window.find("push button", "Save").click()
        window.find("push button", "Send a Test Message…").click()
        window.find("push button", "Send Test Message").click()
        wait_until(lambda: window.says("Waiting for it to arrive…"), "the wait")
        self.asleep.touch()
        wait_until(lambda: window.says("Your computer was asleep: starting again"), "the words")
        window.find("heading", "Looking for your message")


if __name__ == "__main__":
    tap.main()
