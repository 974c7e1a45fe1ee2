# SPDX-License-Identifier: GPL-3.0-or-later
"""What every keyring has to do for us, in the real GNOME Keyring, KeePassXC and KWallet (docs/keyrings.md)."""

import os
import pathlib
import re
import shutil
import unittest

import keyrings
import session
import tap
from programs import ADDRESS, POP3, SCHEMA, accounts, run, save, try_to_save

MANIFEST = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "packaging" / "flatpak" / "io.github.postino.Postino.yml"
MANIFEST_PERMISSIONS = re.findall(r"^  - (--\S+)$", MANIFEST.read_text("utf-8"), re.M)
SECRET = "pa ss\\wörd\""


class Keyring:
    """The table. One session for all of it, and an address for each row."""

    @classmethod
    def setUpClass(cls):
        cls.desktop = cls.Session()
        cls.desktop.__enter__()
        cls.addClassCleanup(cls.desktop.__exit__)

    def setUp(self):
        self.address = self.id().rpartition("_")[2] + "@example.org"

    def save(self, *arguments, **options):
        save(self.desktop, *arguments, address=self.address, **options)

    def accounts(self, how="unlock"):
        return [account for account in accounts(self.desktop, how) if account[1] == self.address]

    def secrets(self):
        return sorted(item["secret"] for item in self.desktop.search(address=self.address))

    def passwords(self):
        return [run(self.desktop, "lookup", account[0]) for account in self.accounts()]

    def test_what_was_saved_is_listed(self):
        self.save()
        (_ident, _address, _name, incoming, outgoing), = self.accounts("list")
        self.assertEqual(incoming.split()[:4], ["imap", "imap.example.org", "993", "tls"])
        self.assertEqual(outgoing.split()[:4], ["smtp", "smtp.example.org", "465", "tls"])

    def test_passwords_are_read(self):
        self.save(passwords=(SECRET, " 密码 "))
        self.assertEqual(self.passwords(), [[SECRET, " 密码 "]])

    def test_secret_tool_finds_the_same(self):
        """What mail programs ask that an account was handed on to."""
        self.save(passwords=(SECRET, "other"))
        self.assertEqual(self.desktop.lookup(**{"xdg:schema": SCHEMA}, address=self.address, protocol="imap"), SECRET)
        item, = self.desktop.search(address=self.address, protocol="smtp")
        self.assertEqual(item["label"], f"Sending mail for {self.address} (smtp.example.org)")

    def test_nobody_is_asked_when_the_password_changes(self):
        self.save(passwords=("old", "old"))
        self.save(passwords=("new", "newer"))
        self.assertEqual(self.passwords(), [["new", "newer"]])
        self.assertEqual(self.secrets(), ["new", "newer"])

    def test_another_server_leaves_nothing_stale(self):
        self.save(passwords=("old", "old"))
        self.save("imaps://ada@mail.example.org", passwords=("new", "new"))
        self.assertEqual(self.secrets(), ["new", "new"])

    def test_no_password_where_nobody_signs(self):
        self.save(outgoing="smtp://relay.example.org?auth=none", passwords=("in", ""))
        self.assertEqual(self.passwords(), [["in", "-"]])

    def test_only_what_is_meant_is_forgotten(self):
        self.desktop.store("theirs", address=self.address, protocol="imap")
        self.save()
        self.save(POP3, passwords=("pop3", "pop3"))
        ident, = (account[0] for account in self.accounts() if account[3].startswith("imap"))
        self.assertEqual(run(self.desktop, "forget", ident), ["forgotten"])
        self.assertEqual(self.secrets(), ["pop3", "pop3", "theirs"])


class GnomeKeyring(Keyring, unittest.TestCase):
    """test_vault.py and test_accounts.py have its other cases."""

    Session = session.Session


@unittest.skipUnless(shutil.which("xdg-dbus-proxy"), "no xdg-dbus-proxy")
class Flatpak(unittest.TestCase):
    def setUp(self):
        self.desktop = session.Session()
        self.desktop.__enter__()
        self.addCleanup(self.desktop.__exit__)

    def test_with_its_permissions_it_is_the_desktops_keyring(self):
        env = keyrings.sandboxed(self.desktop, MANIFEST_PERMISSIONS)
        save(self.desktop, env=env, passwords=(SECRET, "other"))
        (ident, *_), = (line.split("\t") for line in run(self.desktop, "list", env=env))
        self.assertEqual(run(self.desktop, "lookup", ident, env=env), [SECRET, "other"])
        # A program outside of the sandbox, that the account was handed on to.
        self.assertEqual(self.desktop.lookup(address=ADDRESS, protocol="imap"), SECRET)
        self.assertEqual(run(self.desktop, "forget", ident, env=env), ["forgotten"])
        self.assertEqual(accounts(self.desktop), [])

    def test_locked(self):
        save(self.desktop)
        self.desktop.lock()
        env = keyrings.sandboxed(self.desktop, MANIFEST_PERMISSIONS)
        self.assertEqual(try_to_save(self.desktop, env=env), "locked")

    def test_where_the_person_has_taken_the_permission_away(self):
        env = keyrings.sandboxed(self.desktop, [])
        self.assertEqual(try_to_save(self.desktop, env=env), "absent")
        self.assertRegex(run(self.desktop, "list", env=env)[0], "^absent: ")


class Other(Keyring):
    def test_locked_it_waits_for_the_person(self):
        with self.Session() as desktop:
            save(desktop, address=self.address)
            desktop.lock()
            # libsecret's blocking prompt forgets 16 bytes when it is cancelled.
            outcome = try_to_save(desktop, address=self.address, options=["500"], ASAN_OPTIONS="detect_leaks=0")
            self.assertEqual(outcome, "cancelled")
            self.assertTrue(desktop.is_locked())
            self.assertRegex(run(desktop, "list")[0], self.LISTED_LOCKED)


@unittest.skipUnless(keyrings.KeePassXC.is_installed(), "no keepassxc")
class KeePassXC(Other, unittest.TestCase):
    Session = keyrings.KeePassXC
    LISTED_LOCKED = "^locked: "


if keyrings.KWallet.is_wanted():
    class KWallet(Other, unittest.TestCase):
        Session = keyrings.KWallet
        LISTED_LOCKED = r"^[0-9a-f]{12}\t"


if __name__ == "__main__":
    tap.main()
