# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving in the real GNOME Keyring, in none at all, and in ones that misbehave."""

import subprocess
import sys
import time
import unittest

import session
import tap

SAVE, MOCK = sys.argv[1:3]
del sys.argv[1:3]

ADDRESS = "ada@example.org"
IMAP = "imaps://ada%40example.org@imap.example.org"
SMTP = "smtps://ada%40example.org@smtp.example.org"
SECRET = "pa ss\\wörd\""


def save(desktop, incoming=IMAP, outgoing=SMTP, passwords=(SECRET, "other"), options=(), env=None, extra_env=None):
    done = subprocess.run(
        [SAVE, ADDRESS, incoming, outgoing, *options], env={**(env or desktop.env), **(extra_env or {})}, timeout=60, check=False,
        input="".join(line + "\n" for line in passwords), stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().partition(":")[0] if done.returncode == 0 else f"exit {done.returncode}"


class RealKeyring(unittest.TestCase):
    def setUp(self):
        self.desktop = self.enterContext(session.Session())

    def enterContext(self, context):  # unittest has it from Python 3.11 on
        result = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return result

    def passwords(self, **attributes):
        return sorted(item["secret"] for item in self.desktop.search(address=ADDRESS, **attributes))

    def test_both_servers_are_found_again(self):
        self.assertEqual(save(self.desktop), "saved")
        self.assertEqual(self.desktop.lookup(address=ADDRESS, protocol="imap"), SECRET)
        self.assertEqual(self.desktop.lookup(address=ADDRESS, protocol="smtp"), "other")

    def test_attributes_and_label(self):
        save(self.desktop)
        item, = self.desktop.search(address=ADDRESS, protocol="imap")
        self.assertEqual(item["label"], f"Receiving mail for {ADDRESS} (imap.example.org)")
        self.assertEqual(item["schema"], "io.github.postino.Postino")
        attributes = ("address", "protocol", "host", "port", "security", "username", "certificate")
        self.assertEqual([item[name] for name in attributes],
                         [ADDRESS, "imap", "imap.example.org", "993", "tls", ADDRESS, ""])
        item, = self.desktop.search(address=ADDRESS, protocol="smtp")
        self.assertEqual(item["label"], f"Sending mail for {ADDRESS} (smtp.example.org)")

    def test_saved_again_is_replaced(self):
        save(self.desktop, passwords=("old", "old"))
        self.assertEqual(save(self.desktop, passwords=("new", "new")), "saved")
        self.assertEqual(self.passwords(), ["new", "new"])

    def test_changed_settings_leave_nothing_stale(self):
        changes = {
            "port": "imaps://ada%40example.org@imap.example.org:1993",
            "security": "imap://ada%40example.org@imap.example.org",
            "user name": "imaps://ada@imap.example.org",
            "host": "imaps://ada%40example.org@mail.example.org",
        }
        for what, uri in changes.items():
            with self.subTest(what):
                save(self.desktop, passwords=("old", "old"))
                self.assertEqual(save(self.desktop, uri, passwords=("new", "new")), "saved")
                self.assertEqual(self.passwords(), ["new", "new"])

    def test_a_certificate_accepted_by_hand_stands_with_the_account(self):
        for pinned in ("ab" * 32, "cd" * 32, ""):
            self.assertEqual(save(self.desktop, extra_env={"SAVE_ACCOUNT_PINNED": pinned}), "saved")
            item, = self.desktop.search(address=ADDRESS, protocol="imap")
            self.assertEqual(item["certificate"], pinned)

    def test_other_accounts_and_programs_keep_theirs(self):
        self.desktop.store("theirs", address=ADDRESS, protocol="imap")
        subprocess.run([SAVE, "bob@example.org", IMAP, SMTP], input="bob\nbob\n", env=self.desktop.env,
                       stdout=subprocess.DEVNULL, text=True, check=True)
        self.assertEqual(save(self.desktop, passwords=("mine", "mine")), "saved")
        self.assertEqual(self.passwords(), ["mine", "mine", "theirs"])
        self.assertEqual(self.desktop.lookup(address="bob@example.org", protocol="imap"), "bob")

    def test_a_server_without_sign_in_has_an_empty_password(self):
        self.assertEqual(save(self.desktop, outgoing="smtp://relay.example.org?auth=none",
                              passwords=(SECRET, "")), "saved")
        item, = self.desktop.search(address=ADDRESS, protocol="smtp")
        self.assertEqual((item["username"], item["secret"]), ("", ""))

    def test_locked_and_nobody_unlocks(self):
        save(self.desktop, passwords=("old", "old"))
        self.desktop.lock()
        self.assertEqual(save(self.desktop, passwords=("new", "new")), "locked")

    def test_cancelled_before_it_began(self):
        self.assertEqual(save(self.desktop, options=["0"]), "cancelled")
        self.assertEqual(self.passwords(), [])


class NoKeyring(unittest.TestCase):
    def test_no_service_on_the_bus(self):
        with session.Session(keyring=False) as desktop:
            self.assertEqual(save(desktop), "absent")

    def test_no_bus(self):
        with session.Session(keyring=False) as desktop:
            env = dict(desktop.env, DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere/bus")
            self.assertEqual(save(desktop, env=env), "absent")
            del env["DBUS_SESSION_BUS_ADDRESS"]
            self.assertEqual(save(desktop, env=env), "absent")


class OddKeyring(unittest.TestCase):
    """A mock of the Secret Service that does one thing wrong (see mock_keyring.py)."""

    def run_mock(self, behaviour, **options):
        with session.Session(keyring=False) as desktop:
            mock = desktop.start([sys.executable, MOCK, behaviour], stdout=subprocess.PIPE, text=True)
            desktop.wait_for_name(session.SECRETS)
            started = time.monotonic()
            outcome = save(desktop, **options)
            self.elapsed = time.monotonic() - started
            mock.terminate()
            return outcome, mock.communicate()[0].split()

    def test_prompt_to_unlock_is_dismissed(self):
        outcome, calls = self.run_mock("dismiss-unlock")
        self.assertEqual(outcome, "locked")
        self.assertNotIn("CreateItem", calls)

    def test_prompt_to_store_is_dismissed(self):
        self.assertEqual(self.run_mock("dismiss-store")[0], "locked")

    def test_a_person_may_take_their_time(self):
        self.assertEqual(self.run_mock("slow-unlock")[0], "saved")
        self.assertGreater(self.elapsed, 10)

    def test_cancelled_while_a_person_is_asked(self):
        # libsecret's blocking prompt forgets 16 bytes when it is cancelled.
        env = {"ASAN_OPTIONS": "detect_leaks=0"}
        self.assertEqual(self.run_mock("slow-unlock", options=["500"], extra_env=env)[0], "cancelled")
        self.assertLess(self.elapsed, 10)

    def test_access_denied(self):
        self.assertEqual(self.run_mock("deny")[0], "denied")

    def test_any_other_error(self):
        self.assertEqual(self.run_mock("break")[0], "failed")

    def test_no_answer(self):
        self.assertEqual(self.run_mock("silence")[0], "failed")
        self.assertGreater(self.elapsed, 5)
        self.assertLess(self.elapsed, 20)

    def test_the_second_item_fails_and_the_first_is_taken_back(self):
        outcome, calls = self.run_mock("break-second")
        self.assertEqual(outcome, "failed")
        self.assertEqual([call for call in calls if call in ("CreateItem", "Delete")],
                         ["CreateItem", "CreateItem", "Delete"])


if __name__ == "__main__":
    tap.main()
