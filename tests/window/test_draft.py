# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed is there again after a crash, a restart, or in another language; no password is."""

import pathlib
import random
import signal
import stat
import sys
import time
import unittest

import italian
import tap
from demo.accounts import PASSWORD as DEMO_PASSWORD
from servers.demo_thread import DemoThread
from session import Session, wait_until
from window import Window

PROGRAM = pathlib.Path(sys.argv.pop(1))
NAME = "Ada Lovelace"
ADDRESS = "ada@ready.example"
PASSWORD = "Zq7-Lantern-Ölfass"

# What a disk may give back after a bad day, and what somebody may have written there.
BROKEN = (
    b"",
    b"\0" * 4096,
    b"[Account]\nName=Ada\nAddress",
    b"[Account]\nName=\xff\xfe\nAddress=ada@ready.example\n",
    b"[Account]\nAddress=ada@ready.example\n",
    b"[Account]\nName=" + b"A" * 100000 + b"\nAddress=ada@ready.example\n",
    b"Name=Ada\n",
)


class Case(unittest.TestCase):
    def setUp(self):
        self.session = Session()
        self.session.__enter__()
        self.addCleanup(self.session.__exit__)
        self.path = pathlib.Path(self.session.env["XDG_STATE_HOME"]) / "postino" / "draft"

    def start(self, **environment):
        window = Window(self.session, [PROGRAM, *self.options()], **environment)
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window

    def options(self):
        return []

    def field(self, window, name):
        return window.find("text", name).text

    def wait_for_draft(self, words=ADDRESS):
        wait_until(lambda: self.path.exists() and words in self.path.read_text("utf-8"), "the draft")

    def kill(self, window):
        window.process.send_signal(signal.SIGKILL)
        window.process.wait()

    def fill_in(self, window, address=ADDRESS, password=PASSWORD):
        window.fill_in(address, password, NAME)


class Draft(Case):
    def test_killed_while_typing(self):
        """At any moment: what is there is what was there a moment before, whole."""
        seed = random.randrange(1 << 30)
        print(f"# seed {seed}", flush=True)
        moments = random.Random(seed)
        states = [("", "")]
        for turn in range(5):
            window = self.start()
            back = (self.field(window, "Your name"), self.field(window, "E-mail address"))
            self.assertIn(back, states)
            states = [back]
            for key in range(4):
                state = (f"Ada {turn}", f"ada{turn}{key}@ready.example")
                window.find("text", "Your name").type(state[0])
                states.append((state[0], states[-1][1]))
                window.find("text", "E-mail address").type(state[1])
                states.append(state)
                time.sleep(moments.uniform(0, 0.2))
            time.sleep(moments.uniform(0, 0.3))
            self.kill(window)

    def test_comes_back_and_no_password(self):
        window = self.start()
        self.fill_in(window)
        self.wait_for_draft()
        self.assertEqual(stat.S_IMODE(self.path.stat().st_mode), 0o600)
        self.kill(window)
        for file in self.path.parent.iterdir():
            self.assertNotIn(PASSWORD, file.read_text("utf-8"))
        window = self.start(**italian.environment())
        fields = [node.text for node in window.walk() if node.role in ("text", "password text")]
        self.assertEqual(fields[:3], [NAME, ADDRESS, ""])

    def test_focus_is_where_something_is_missing(self):
        window = self.start()
        self.fill_in(window)
        self.wait_for_draft()
        self.kill(window)
        window = self.start()
        window.wait_for_focus("password text", "Password")
        wait_until(lambda: window.says("Your last entries are back"), "the words")

    def test_start_over(self):
        window = self.start()
        self.fill_in(window)
        self.wait_for_draft()
        self.kill(window)
        window = self.start()
        window.find("push button", "Start Over").click()
        window.wait_for_focus("text", "Your name")
        wait_until(lambda: self.field(window, "E-mail address") == "", "an empty field")
        wait_until(lambda: not self.path.exists(), "no draft")

    def test_what_was_typed_last_is_kept_by_closing(self):
        window = self.start()
        window.find("text", "E-mail address").type("ada@")
        self.assertEqual(window.close(), 0)
        window = self.start()
        self.assertEqual(self.field(window, "E-mail address"), "ada@")

    def test_broken_file_is_left_out(self):
        self.path.parent.mkdir()
        for content in BROKEN:
            with self.subTest(content=content[:40]):
                self.path.write_bytes(content)
                with Window(self.session, [PROGRAM]) as window:
                    window.wait_for_focus("text", "Your name")
                    self.assertEqual(self.field(window, "E-mail address"), "")

    def test_no_place_to_write(self):
        """The window works all the same."""
        self.path.parent.parent.joinpath("postino").write_text("a file where the folder would be", "utf-8")
        window = self.start()
        self.fill_in(window)
        time.sleep(0.5)
        self.assertEqual(self.field(window, "E-mail address"), ADDRESS)

    def test_hostile_servers_are_left_out(self):
        self.path.parent.mkdir()
        self.path.write_text("[Account]\nName=Ada\nAddress=ada@ready.example\nSendingUsername=\nOnServers=maybe\n"
                             "[Incoming]\nProtocol=smtp\nHost=x y\nPort=-1\nSecurity=much\n"
                             "[Outgoing]\nProtocol=smtp\nHost=out.example\nPort=70000\nSecurity=tls\n", "utf-8")
        window = self.start()
        self.assertEqual(self.field(window, "E-mail address"), ADDRESS)


class Closing(Case):
    def test_nothing_to_lose_asks_nothing(self):
        window = self.start()
        window.find("text", "Your name").type(NAME)
        self.assertEqual(window.close(), 0)

    def test_password_is_asked_about(self):
        window = self.start()
        self.fill_in(window)
        window.press("ctrl+w")
        window.find("push button", "Go On…").click()
        wait_until(lambda: not window.all("push button", "Go On…"), "the end of the question")
        window.take_keyboard()
        wait_until(lambda: len(window.find("password text", "Password").text) == len(PASSWORD), "the password")
        window.press("ctrl+w")
        window.find("push button", "Go On…")
        window.press("Escape")
        window.find("password text", "Password")
        window.take_keyboard()
        self.assertEqual(window.close_anyway(), 0, window.output())


class DemoServers(Case):
    @classmethod
    def setUpClass(cls):
        running = DemoThread()
        cls.demo = running.__enter__()
        cls.addClassCleanup(running.__exit__)

    def options(self):
        return ["--ca-file", self.demo.ca, "--providers", self.demo.providers]

    def test_edited_servers_come_back_with_their_page(self):
        window = self.start()
        self.fill_in(window)
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        window.find("text", "Server").type("mail.example.net")
        window.find("text", "User name", nth=1).type("ada-sends")
        self.wait_for_draft("ada-sends")
        self.kill(window)
        window = self.start()
        window.find("heading", "Your servers")
        wait_until(lambda: self.field(window, "Server") == "mail.example.net", "the server")
        self.assertEqual(window.find("text", "User name", nth=1).text, "ada-sends")
        window.find("push button", "Use Suggested").click()
        wait_until(lambda: self.field(window, "Server") != "mail.example.net", "the suggested server")

    def test_gone_once_it_is_saved(self):
        window = self.start()
        self.fill_in(window, password=DEMO_PASSWORD)
        self.wait_for_draft()
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        wait_until(lambda: not self.path.exists(), "no draft")
        window.press("ctrl+w")
        self.assertEqual(window.process.wait(20), 0, window.output())
        self.assertFalse(self.path.exists())

    def edit(self, window):
        window.find("push button", f"Edit or forget {ADDRESS}").click()
        window.find("menu item", "Edit…").click()
        wait_until(lambda: self.field(window, "E-mail address") == ADDRESS, ADDRESS)

    def test_saved_account_is_not_kept_twice(self):
        """What is in the keyring as it is neither comes back as a draft nor has to be asked about."""
        window = self.start()
        self.fill_in(window, password=DEMO_PASSWORD)
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        window.press("ctrl+w")
        self.assertEqual(window.process.wait(20), 0, window.output())
        window = self.start()
        self.edit(window)
        window.take_keyboard()
        window.press("ctrl+w")
        self.assertEqual(window.process.wait(20), 0, window.output())
        self.assertFalse(self.path.exists())
        window = self.start()
        self.edit(window)
        window.find("password text", "Password").type("another")
        self.assertEqual(window.close_anyway(), 0, window.output())

    def save_without_a_keyring(self, take_away):
        window = self.start()
        self.fill_in(window, password=DEMO_PASSWORD)
        window.find("push button", "Test").click()
        window.find("push button", "Save")
        take_away()
        window.find("push button", "Save").click()
        window.find("push button", "Continue Without Saving")
        window.press("Escape")
        wait_until(lambda: self.field(window, "E-mail address") == ADDRESS, ADDRESS)
        wait_until(lambda: len(window.find("password text", "Password").text) == len(DEMO_PASSWORD), "the password")
        self.assertIn(ADDRESS, self.path.read_text("utf-8"))

    def test_locked_keyring_loses_nothing(self):
        self.save_without_a_keyring(self.session.lock)

    def test_keyring_that_is_gone_loses_nothing(self):
        self.save_without_a_keyring(self.session.keyring_process.kill)

    def test_network_that_is_gone_loses_nothing(self):
        window = self.start()
        self.fill_in(window, password=DEMO_PASSWORD)
        window.find("push button", "Servers…").click()
        window.find("heading", "Your servers")
        # Nothing answers there, as where there is no network.
        window.find("text", "Server").type("127.0.0.77")
        window.find("text", "Server", nth=1).type("127.0.0.77")
        window.find("push button", "Test").click()
        window.find("push button", "Change…")
        window.press("Escape")
        window.find("heading", "Your servers")
        self.assertEqual(self.field(window, "Server"), "127.0.0.77")
        window.press("Escape")
        wait_until(lambda: self.field(window, "E-mail address") == ADDRESS, ADDRESS)
        wait_until(lambda: len(window.find("password text", "Password").text) == len(DEMO_PASSWORD), "the password")


if __name__ == "__main__":
    tap.main()
