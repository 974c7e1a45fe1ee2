# SPDX-License-Identifier: GPL-3.0-or-later
"""The saved accounts, in the real GNOME Keyring, in none, and in ones that misbehave."""

import re
import subprocess
import sys
import unittest

import session
import tap

SAVE, ACCOUNTS, MOCK = sys.argv[1:4]
del sys.argv[1:4]

SCHEMA = "io.github.postino.Postino"
ADDRESS = "ada@example.org"
IMAP = "imaps://ada%40example.org@imap.example.org"
POP3 = "pop3s://ada%40example.org@pop.example.org"
SMTP = "smtps://ada%40example.org@smtp.example.org"


def save(desktop, incoming=IMAP, outgoing=SMTP, passwords=("in", "out"), address=ADDRESS, **extra_env):
    done = subprocess.run([SAVE, address, incoming, outgoing], env={**desktop.env, **extra_env}, check=True,
                          input="".join(line + "\n" for line in passwords), stdout=subprocess.PIPE, text=True)
    if done.stdout.strip() != "saved":
        raise AssertionError(done.stdout)


def run(desktop, *arguments, env=None):
    done = subprocess.run([ACCOUNTS, *arguments], env=env or desktop.env, check=True, timeout=60,
                          stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


def accounts(desktop, how="list"):
    """[(id, address, name, incoming, outgoing)]"""
    return [tuple(line.split("\t")) for line in run(desktop, how)]


def store(desktop, protocol, host, secret="old", **more):
    """An item as earlier versions have saved it: no id, no name."""
    attributes = {"xdg:schema": SCHEMA, "address": ADDRESS, "protocol": protocol, "host": host, "port": "993",
                  "security": "tls", "username": ADDRESS, "certificate": "", **more}
    desktop.store(secret, **attributes)


class Case(unittest.TestCase):
    def setUp(self):
        desktop = session.Session()
        self.desktop = desktop.__enter__()
        self.addCleanup(desktop.__exit__)

    def secrets(self, **attributes):
        return sorted(item["secret"] for item in self.desktop.search(**attributes))


class Listing(Case):
    def test_nothing_saved(self):
        self.assertEqual(run(self.desktop, "list"), [])

    def test_what_was_saved_is_what_is_listed(self):
        save(self.desktop, "imap://ada@imap.example.org:1143", "smtp://relay.example.org?auth=none",
             SAVE_ACCOUNT_PINNED="ab" * 32)
        (ident, *rest), = accounts(self.desktop)
        self.assertRegex(ident, r"^[0-9a-f]{12}$")
        self.assertEqual(rest, [ADDRESS, "Ada", f"imap imap.example.org 1143 starttls ada {'ab' * 32}",
                                "smtp relay.example.org 587 starttls - -"])

    def test_both_items_have_the_same_id(self):
        save(self.desktop)
        (ident, *_), = accounts(self.desktop)
        self.assertEqual([item["account"] for item in self.desktop.search(address=ADDRESS)], [ident, ident])

    def test_by_address(self):
        for address in ("eve@example.org", "ada@example.org", "bob@example.org"):
            save(self.desktop, address=address)
        self.assertEqual([account[1] for account in accounts(self.desktop)],
                         ["ada@example.org", "bob@example.org", "eve@example.org"])

    def test_the_id_stays_when_settings_change(self):
        save(self.desktop)
        before, = accounts(self.desktop)
        save(self.desktop, "imaps://ada@mail.example.org")
        after, = accounts(self.desktop)
        self.assertEqual(after[0], before[0])
        self.assertIn("mail.example.org", after[3])

    def test_another_protocol_is_another_account(self):
        save(self.desktop, IMAP, passwords=("imap", "sends for imap"))
        save(self.desktop, POP3, passwords=("pop3", "sends for pop3"))
        found = accounts(self.desktop)
        self.assertEqual(sorted(account[3].split()[0] for account in found), ["imap", "pop3"])
        for ident, _address, _name, incoming, _outgoing in found:
            protocol = incoming.split()[0]
            self.assertEqual(run(self.desktop, "lookup", ident), [protocol, f"sends for {protocol}"])

    def test_an_account_that_is_named_is_the_one_that_is_replaced(self):
        save(self.desktop, IMAP)
        save(self.desktop, POP3)
        ident = next(account[0] for account in accounts(self.desktop) if account[3].startswith("pop3"))
        save(self.desktop, "imaps://ada@other.example.org", SAVE_ACCOUNT_ID=ident)
        found = dict((account[0], account[3]) for account in accounts(self.desktop))
        self.assertEqual(len(found), 2)
        self.assertIn("other.example.org", found[ident])

    def test_other_programs_items_are_none_of_ours(self):
        self.desktop.store("theirs", address=ADDRESS, protocol="imap", host="h", port="1", security="tls")
        self.assertEqual(run(self.desktop, "list"), [])

    def test_items_that_cannot_be_read_are_left_out(self):
        for number, change in enumerate((
                {"port": "0"}, {"port": "65536"}, {"port": "99x"}, {"port": ""}, {"security": "none of them"},
                {"protocol": "ftp"}, {"host": ""}, {"address": "nobody"}, {"address": ""})):
            store(self.desktop, change.pop("protocol", "imap"), change.pop("host", f"h{number}.example.org"), **change)
        self.assertEqual(run(self.desktop, "list"), [])

    def test_an_id_that_is_none(self):
        for number, ident in enumerate(("[x]", "../../x", "A B", "a" * 65, "\N{SNOWMAN}")):
            store(self.desktop, "imap", f"h{number}.example.org", account=ident)
        for account in accounts(self.desktop):
            self.assertRegex(account[0], r"^[0-9a-f]{12}$")


class Old(Case):
    """Items without an id."""

    def test_a_pair(self):
        store(self.desktop, "imap", "imap.example.org")
        store(self.desktop, "smtp", "smtp.example.org", port="465")
        account, = accounts(self.desktop)
        self.assertEqual(account[1:], (ADDRESS, "-", f"imap imap.example.org 993 tls {ADDRESS} -",
                                       f"smtp smtp.example.org 465 tls {ADDRESS} -"))
        self.assertEqual(accounts(self.desktop)[0][0], account[0])

    def test_saved_again_it_is_the_same_account_with_nothing_left_over(self):
        store(self.desktop, "imap", "imap.example.org")
        store(self.desktop, "smtp", "smtp.example.org", port="465")
        before, = accounts(self.desktop)
        save(self.desktop)
        after, = accounts(self.desktop)
        self.assertEqual(after[0], before[0])
        self.assertEqual(self.secrets(address=ADDRESS), ["in", "out"])

    def test_two_that_send_through_one(self):
        store(self.desktop, "imap", "imap.example.org", "i")
        store(self.desktop, "pop3", "pop.example.org", "p")
        store(self.desktop, "smtp", "smtp.example.org", "s")
        first, second = accounts(self.desktop)
        self.assertEqual(first[4], second[4])
        self.assertEqual(run(self.desktop, "forget", first[0]), ["forgotten"])
        self.assertEqual(accounts(self.desktop), [second])
        self.assertEqual(run(self.desktop, "forget", second[0]), ["forgotten"])
        self.assertEqual(self.secrets(address=ADDRESS), [])

    def test_each_sends_through_what_is_most_like_it(self):
        for domain, username in (("one.example.org", "ada1"), ("two.example.org", "ada2")):
            store(self.desktop, "imap", f"imap.{domain}", username=username)
            store(self.desktop, "smtp", f"smtp.{domain}", username=username)
        for account in accounts(self.desktop):
            self.assertEqual(account[3].split()[1].split(".", 1)[1], account[4].split()[1].split(".", 1)[1])

    def test_half_an_account_is_listed(self):
        store(self.desktop, "imap", "imap.example.org")
        self.assertEqual(accounts(self.desktop)[0][4], "-")
        self.assertEqual(run(self.desktop, "lookup", accounts(self.desktop)[0][0]), ["old", "-"])

    def test_the_other_half(self):
        store(self.desktop, "smtp", "smtp.example.org")
        self.assertEqual(accounts(self.desktop)[0][3], "-")
        self.assertEqual(run(self.desktop, "forget", accounts(self.desktop)[0][0]), ["forgotten"])
        self.assertEqual(run(self.desktop, "list"), [])


class Passwords(Case):
    def test_as_they_were_saved(self):
        odd = ("pa ss\\wörd\"", " 密码 ")
        save(self.desktop, passwords=odd)
        self.assertEqual(tuple(run(self.desktop, "lookup", accounts(self.desktop)[0][0])), odd)

    def test_where_nobody_signs_in(self):
        save(self.desktop, outgoing="smtp://relay.example.org?auth=none", passwords=("in", ""))
        self.assertEqual(run(self.desktop, "lookup", accounts(self.desktop)[0][0]), ["in", "-"])

    def test_gone(self):
        self.assertRegex(run(self.desktop, "lookup", "0123456789ab")[0], "^gone: ")


class Forgetting(Case):
    def test_leaves_all_others_alone(self):
        self.desktop.store("theirs", address=ADDRESS, protocol="imap")
        save(self.desktop, passwords=("mine", "mine"))
        save(self.desktop, POP3, passwords=("pop3", "pop3"))
        save(self.desktop, address="bob@example.org", passwords=("bob", "bob"))
        ident = next(a[0] for a in accounts(self.desktop) if a[1] == ADDRESS and a[3].startswith("imap"))
        self.assertEqual(run(self.desktop, "forget", ident), ["forgotten"])
        self.assertEqual(self.secrets(address=ADDRESS), ["pop3", "pop3", "theirs"])
        self.assertEqual(self.secrets(address="bob@example.org"), ["bob", "bob"])

    def test_what_is_not_there_is_forgotten(self):
        save(self.desktop)
        self.assertEqual(run(self.desktop, "forget", "0123456789ab"), ["forgotten"])
        self.assertEqual(len(accounts(self.desktop)), 1)


class Locked(Case):
    def test_listed_without_being_unlocked(self):
        save(self.desktop)
        before = accounts(self.desktop)
        self.desktop.lock()
        self.assertEqual(accounts(self.desktop), before)

    def test_passwords_stay_where_they_are(self):
        save(self.desktop)
        ident = accounts(self.desktop)[0][0]
        self.desktop.lock()
        for action in ("lookup", "forget"):
            self.assertRegex(run(self.desktop, action, ident)[0], "^locked: ")
        self.assertEqual(len(accounts(self.desktop)), 1)

    def test_never_unlocked_in_this_session(self):
        """The keyring then tells nobody what it holds."""
        with session.Session(keyring=False) as desktop:
            for unlocked in (True, False):
                daemon = desktop.start(
                    [session.KEYRING_DAEMON, "--foreground", "--components=secrets", *["--unlock"] * unlocked],
                    stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if unlocked:
                    daemon.stdin.write(b"of the keyring\n")
                daemon.stdin.close()
                desktop.wait_for_name(session.SECRETS)
                if unlocked:
                    save(desktop)
                    daemon.terminate()
                    daemon.wait()
            for how in ("list", "unlock"):
                self.assertRegex(run(desktop, how)[0], "^locked: ")


class NoKeyring(unittest.TestCase):
    def test_no_service_and_no_bus(self):
        with session.Session(keyring=False) as desktop:
            for env in (desktop.env, {**desktop.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"}):
                for arguments in (["list"], ["unlock"], ["lookup", "x"], ["forget", "x"]):
                    self.assertRegex(run(desktop, *arguments, env=env)[0], "^absent: ")


class OddKeyring(unittest.TestCase):
    """See mock_keyring.py."""

    def run_mock(self, behaviour, *arguments):
        with session.Session(keyring=False) as desktop:
            mock = desktop.start([sys.executable, MOCK, behaviour], stdout=subprocess.PIPE, text=True)
            desktop.wait_for_name(session.SECRETS)
            words = run(desktop, *arguments)[0]
            mock.terminate()
            return words.partition(":")[0], mock.communicate()[0].split(), words

    def test_nobody_is_asked_to_list(self):
        outcome, calls, _ = self.run_mock("dismiss-unlock", "list")
        self.assertEqual(outcome, "locked")
        self.assertNotIn("Prompt", calls)

    def test_the_person_is_asked_and_does_not_unlock(self):
        outcome, calls, _ = self.run_mock("dismiss-unlock", "unlock")
        self.assertEqual(outcome, "locked")
        self.assertIn("Prompt", calls)

    def test_denied(self):
        self.assertEqual(self.run_mock("deny-search", "list")[0], "denied")

    def test_any_other_error_is_in_the_keyrings_words(self):
        outcome, _, words = self.run_mock("break-search", "list")
        self.assertEqual(outcome, "failed")
        self.assertRegex(words, re.escape("It says: Because the test wants it"))


if __name__ == "__main__":
    tap.main()
