# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Online Accounts: the real daemon takes the account, and gives the password to others."""

import configparser
import sys
import unittest

import desktop_daemons
import handed_over
import tap
from desktop_daemons import GOA
from handed_over import uri

SAVE = sys.argv.pop(1)

ADDRESS = "ada@example.org"
PASSWORD = "Zq7-Lantern-Ölfass"


@desktop_daemons.needs_goa
class Goa(unittest.TestCase):
    def setUp(self):
        self.desk = handed_over.Desk(SAVE)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        desktop_daemons.start_goa(self.desk)
        self.save()

    def save(self, incoming=None, outgoing=None, passwords=(PASSWORD, "other")):
        self.desk.run("secret-tool", "clear", "xdg:schema", "io.github.postino.Postino", check=False)
        self.desk.save(ADDRESS, incoming or uri("imaps", "imap.example.org", 993, ADDRESS),
                       outgoing or uri("smtp", "smtp.example.org", 587, "ada"), *passwords)

    def export(self, *more, status=0):
        done = self.desk.export("--format", "goa", *more, ADDRESS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def call(self, path, method, *arguments):
        return self.desk.run("gdbus", "call", "--session", "--dest", GOA, "--object-path", path,
                             "--method", method, *arguments).stdout.strip()

    def accounts(self):
        """What the daemon keeps in its file, by object."""
        file = configparser.ConfigParser(interpolation=None)
        file.optionxform = str
        file.read(self.desk.config("goa-1.0", "accounts.conf"))
        return {f"/org/gnome/OnlineAccounts/Accounts/{group.split()[1]}": dict(file[group])
                for group in file.sections()}

    def test_added_with_its_passwords(self):
        self.export("--yes")
        (path, account), = self.accounts().items()
        wanted = {
            "Provider": "imap_smtp", "Identity": ADDRESS, "Enabled": "true", "EmailAddress": ADDRESS, "Name": "Ada",
            "ImapHost": "imap.example.org", "ImapUserName": ADDRESS, "ImapUseSsl": "true", "ImapUseTls": "false",
            "ImapAcceptSslErrors": "false", "SmtpHost": "smtp.example.org", "SmtpUseAuth": "true",
            "SmtpUserName": "ada", "SmtpUseSsl": "false", "SmtpUseTls": "true", "SmtpAcceptSslErrors": "false",
            "SmtpAuthPlain": "true",
        }
        self.assertEqual({name: account.get(name) for name in wanted}, wanted)
        for name, password in (("imap-password", PASSWORD), ("smtp-password", "other")):
            self.assertIn(password, self.call(path, f"{GOA}.PasswordBased.GetPassword", name))
        for name, value in (("ImapHost", "imap.example.org"), ("SmtpUseTls", "true"), ("EmailAddress", ADDRESS)):
            self.assertIn(value, self.call(path, "org.freedesktop.DBus.Properties.Get", f"{GOA}.Mail", name))
        self.assertEqual(self.desk.find_secret(PASSWORD), [])

    def test_shown_first(self):
        self.assertIn("GNOME Online Accounts", self.export("--dry-run").stdout)
        self.assertEqual(self.accounts(), {})

    def test_other_ports(self):
        self.save(uri("imaps", "imap.example.org", 1993, ADDRESS), uri("smtps", "smtp.example.org", 1465, ADDRESS))
        self.export("--yes")
        account, = self.accounts().values()
        self.assertEqual((account["ImapHost"], account["SmtpHost"]), ("imap.example.org:1993", "smtp.example.org:1465"))

    def test_again_is_the_same_account_with_the_new_password(self):
        self.export("--yes")
        self.save(passwords=("new", "new"))
        self.export("--yes")
        path, = self.accounts()
        self.assertIn("'new'", self.call(path, f"{GOA}.PasswordBased.GetPassword", "imap-password"))

    def test_undone(self):
        self.export("--yes")
        self.export("--undo")
        self.assertEqual(self.accounts(), {})
        self.export("--undo", status=1)

    def test_somebodys_own_account_stays(self):
        self.call("/org/gnome/OnlineAccounts/Manager", f"{GOA}.Manager.AddAccount", "imap_smtp", ADDRESS, ADDRESS,
                  "{'imap-password': <'mine'>}", "{'Enabled': 'true', 'ImapHost': 'mine.example'}")
        before = self.accounts()
        self.export("--yes", status=1)
        self.desk.export("--format", "goa", "--undo", ADDRESS)
        self.assertEqual(self.accounts(), before)

    def test_it_knows_no_pop3(self):
        self.save(uri("pop3s", "pop.example.org", 995, ADDRESS))
        self.assertIn("IMAP", self.export("--yes", status=1).stderr)


class NoDaemon(unittest.TestCase):
    def test_nothing_there(self):
        with handed_over.Desk(SAVE) as desk:
            desk.save(ADDRESS, uri("imaps", "imap.example.org", 993, ADDRESS),
                      uri("smtps", "smtp.example.org", 465, ADDRESS), PASSWORD)
            done = desk.export("--format", "goa", "--yes", ADDRESS)
            self.assertEqual(done.returncode, 1)
            self.assertIn("is not on this computer", done.stderr)


if __name__ == "__main__":
    tap.main()
