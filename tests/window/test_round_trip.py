# SPDX-License-Identifier: GPL-3.0-or-later
"""The test message in the window, with a real Postfix that delivers to a real Dovecot."""

import pathlib
import re
import sys
import tempfile

import own_provider
import tap
from mail_case import PASSWORD, MailCase
from session import Session, wait_until
from window import Window

PROGRAM = sys.argv.pop(1)

ARRIVED = "It works: your message went all the way"


class Case(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls.enterClassContext(Session(keyring=False))
        cls.providers = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        own_provider.write(cls.providers, "postino.test", cls.mail.imaps, cls.mail.submissions)

    def open(self, name, limit=60, session=None):
        """The last page, with an account that works; it is not saved where the session has no keyring."""
        session = session or self.session
        window = self.enterContext(Window(session, [
            PROGRAM, "--ca-file", self.mail.ca_file, "--providers", self.providers,
            "--round-trip-limit", str(limit)], G_MESSAGES_DEBUG="all"))
        window.fill_in(f"{name}@postino.test", PASSWORD)
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        if session.keyring:
            window.find("heading", "Your mail is set up")
        else:
            window.find("push button", "Continue Without Saving").click()
            window.find("heading", "Your mail works")
        return window

    def travel(self, name, **how):
        window = self.open(name, **how)
        window.find("push button", "Send a Test Message…").click()
        window.wait_for_focus("heading", "Does mail go all the way?")
        window.find("push button", "Send Test Message").click()
        return window

    def expect(self, window, headline, *sentences):
        window.find("heading", headline, timeout=90)
        window.wait_for_focus("heading", headline)
        for sentence in sentences:
            self.assertTrue(window.says(sentence), f"{sentence}\n{window.dump()}")

    def wait_for_message(self, window):
        """Until the outgoing server has it, and the incoming one is watched."""
        wait_until(lambda: window.says("Waiting for it to arrive…"), "the wait")

    def sent(self, name):
        """How many messages the outgoing server has taken from somebody."""
        return len(re.findall(rf"from=<{name}@postino\.test>, size=", self.mail.postfix.log()))

    def picture(self, window):
        return next(node.name for node in window.walk() if node.role in ("image", "icon") and "Your message" in node.name)


class TestMessage(Case):
    def test_arrives(self):
        session = self.enterContext(Session())
        before = self.contents("ada")
        window = self.travel("ada", session=session)
        self.expect(window, ARRIVED, "It was deleted again, and nothing else was touched.")
        self.assertIn("went all the way, through localhost", self.picture(window))
        self.assertEqual(self.contents("ada"), before)
        window.find("push button", "Continue").click()
        window.wait_for_focus("heading", "Your mail is set up")
        self.assertEqual(window.close(), 0, window.output())
        self.assertNotIn(PASSWORD, window.output())

    def test_nothing_by_itself(self):
        window = self.open("ada")
        before = self.sent("ada")
        window.find("push button", "Send a Test Message…").click()
        window.wait_for_focus("heading", "Does mail go all the way?")
        self.assertTrue(window.says("one small message from ada@postino.test to the same address"), window.dump())
        self.assertIn("has not been sent", self.picture(window))
        window.press("Escape")
        window.wait_for_focus("heading", "Your mail works")
        self.assertEqual(self.sent("ada"), before)
        self.assertEqual(window.close(), 0, window.output())

    def test_in_junk(self):
        before = self.contents("junk")
        window = self.travel("junk")
        self.expect(window, "Your message arrived, but in the junk folder", "It is in the folder “Spazzatura”.")
        self.assertEqual(self.contents("junk"), before)

    def test_details_and_report(self):
        """What the receiving side said, and what the servers allow; the report has it, and nobody's name."""
        window = self.travel("proven")
        self.expect(window, ARRIVED, "The receiving side could tell that it really comes from postino.test.")
        self.assertFalse(window.says("DKIM: pass"))
        window.find("push button", "Details").click()
        for text in ("Origin checked by: mx.postino.test", "SPF: softfail", "DKIM: pass", "DMARC: pass",
                     "A message may be as large as", "New mail is announced the moment it arrives."):
            wait_until(lambda text=text: window.says(text), text)
        window.find("push button", "Report").click()
        report = window.find("text", "Report").text
        for line in ("== Test message ==", "Result: arrived", "Folder: INBOX", "DMARC: pass", "Deletion: deleted"):
            self.assertIn(f"\n{line}\n", report)
        self.assertNotRegex(report, f"proven|{re.escape(PASSWORD)}")

    def test_bounces(self):
        """With the cause, and its cure."""
        before = self.contents("bounce")
        window = self.travel("bounce")
        self.expect(window, "Your message came back", "The mailbox is full", "Nothing new can come in",
                    "The report about it was deleted again")
        self.assertIn("was not taken there", self.picture(window))
        window.find("link", "Read more about “The mailbox is full”")
        window.find("push button", "Send Another")
        self.assertEqual(self.contents("bounce"), before)

    def test_cancelled_and_looked_for_again(self):
        """What was sent is not sent a second time."""
        before, sent = self.contents("held"), self.sent("held")
        window = self.travel("held")
        self.wait_for_message(window)
        window.find("push button", "Cancel").click()
        window.wait_for_focus("heading", "You stopped the test")
        self.assertTrue(window.says("The message was sent"), window.dump())
        self.release()
        window.find("push button", "Look Again").click()
        self.expect(window, ARRIVED)
        self.assertEqual((self.contents("held"), self.sent("held")), (before, sent + 1))

    def test_left_and_looked_for_again(self):
        before, sent = self.contents("held"), self.sent("held")
        window = self.travel("held")
        self.wait_for_message(window)
        window.press("Escape")
        window.wait_for_focus("heading", "Your mail works")
        self.release()
        window.find("push button", "Send a Test Message…").click()
        window.find("push button", "Look Again").click()
        self.expect(window, ARRIVED)
        self.assertEqual((self.contents("held"), self.sent("held")), (before, sent + 1))

    def test_does_not_arrive_in_time(self):
        before, sent = self.contents("held"), self.sent("held")
        window = self.travel("held", limit=3)
        self.expect(window, "Your message was sent, but it has not arrived", "Look again later.")
        self.release()
        window.find("push button", "Look Again").click()
        self.expect(window, ARRIVED)
        self.assertEqual((self.contents("held"), self.sent("held")), (before, sent + 1))

    def test_delayed(self):
        window = self.travel("late", limit=8)
        self.expect(window, "Your message is held up on its way", "The server tries again by itself.")
        window.find("push button", "Look Again")

    def test_by_the_keyboard(self):
        window = self.open("ada")
        window.press("alt+t")
        window.wait_for_focus("heading", "Does mail go all the way?")
        window.press("Return")
        self.expect(window, ARRIVED)
        window.press("Return")
        window.wait_for_focus("heading", "Your mail works")
        window.press("Return")
        self.assertEqual(window.process.wait(20), 0, window.output())

    def test_closed_on_the_way(self):
        """The person is asked; then it ends at once, and what it sent stays where it is."""
        window = self.travel("gone")
        self.wait_for_message(window)
        window.find("push button", "Close").click()
        wait_until(lambda: window.says("A test message is on its way."), "the question")
        window.find("push button", "Go On…").click()
        window.take_keyboard()
        self.wait_for_message(window)
        self.assertEqual(window.close_anyway(), 0, window.output())

    def test_another_account_begins_anew(self):
        window = self.travel("gone", limit=2)
        self.expect(window, "Your message was sent, but it has not arrived")
        window.press("Escape")
        window.find("push button", "Set Up Another Account").click()
        window.fill_in("ada@postino.test", PASSWORD)
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("push button", "Continue Without Saving").click()
        window.find("push button", "Send a Test Message…").click()
        window.find("push button", "Send Test Message").click()
        self.expect(window, ARRIVED)


class WithoutUidplus(Case):
    without = ("IDLE", "UIDPLUS", "MOVE")

    def test_only_marked(self):
        window = self.travel("ada")
        self.expect(window, ARRIVED, "It is marked as deleted.")


if __name__ == "__main__":
    tap.main()
