# SPDX-License-Identifier: GPL-3.0-or-later
"""Evolution, whose real data server reads the account, and Geary, whose keys are held against its own."""

import configparser
import sys
import unittest

import desktop_daemons
import handed_over
import session
import tap
from desktop_daemons import SOURCES
from handed_over import uri

SAVE = sys.argv.pop(1)

ADDRESS = "ada@example.org"
PASSWORD = "Zq7-Lantern-Ölfass"


class Case(unittest.TestCase):
    target = None

    def setUp(self):
        self.desk = handed_over.Desk(SAVE)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        self.save()

    def save(self, incoming=None, outgoing=None, passwords=(PASSWORD, "other")):
        self.desk.run("secret-tool", "clear", "xdg:schema", "io.github.postino.Postino", check=False)
        self.desk.save(ADDRESS, incoming or uri("imaps", "imap.example.org", 993, ADDRESS),
                       outgoing or uri("smtp", "smtp.example.org", 1587, "ada"), *passwords)

    def export(self, *more, status=0):
        done = self.desk.export("--format", self.target, *more, ADDRESS)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    @staticmethod
    def read(path):
        file = configparser.ConfigParser(interpolation=None)
        file.optionxform = str
        file.read(path)
        return {group: dict(file[group]) for group in file.sections()}


class Evolution(Case):
    target = "evolution"

    def sources(self):
        """The files, by what they are."""
        found = {}
        for path in self.desk.config("evolution", "sources").glob("postino-*.source"):
            source = self.read(path)
            kind = next(kind for kind in ("Mail Account", "Mail Identity", "Mail Transport") if kind in source)
            found[kind] = (path.stem, source)
        return found

    def password(self, uid):
        return self.desk.run("secret-tool", "lookup", "e-source-uid", uid, check=False).stdout

    def test_sources_and_passwords(self):
        self.export("--yes")
        found = self.sources()
        (account, mail), (identity, who), (transport, smtp) = (
            found[kind] for kind in ("Mail Account", "Mail Identity", "Mail Transport"))
        self.assertEqual([mail["Mail Account"][key] for key in ("BackendName", "IdentityUid")], ["imapx", identity])
        self.assertEqual((who["Mail Identity"]["Address"], who["Mail Submission"]["TransportUid"]),
                         (ADDRESS, transport))
        self.assertEqual([source["Data Source"]["Parent"] for source in (mail, who, smtp)], ["", account, account])
        wanted = {"Authentication": {"Host": "smtp.example.org", "Port": "1587", "User": "ada", "Method": "PLAIN",
                                     "RememberPassword": "true"},
                  "Security": {"Method": "starttls-on-standard-port"}}
        self.assertEqual({group: {key: smtp[group].get(key) for key in keys} for group, keys in wanted.items()}, wanted)
        self.assertEqual((self.password(account), self.password(transport)), (PASSWORD, "other"))
        self.assertEqual(self.desk.find_secret(PASSWORD), [])

    def test_undone(self):
        self.export("--yes")
        uids = [uid for uid, _ in self.sources().values()]
        self.export("--undo")
        self.assertEqual((self.sources(), [self.password(uid) for uid in uids]), ({}, ["", "", ""]))

    def test_pop3(self):
        self.save(uri("pop3s", "pop.example.org", 995, ADDRESS))
        self.export("--yes")
        self.assertEqual(self.sources()["Mail Account"][1]["Mail Account"]["BackendName"], "pop")


@desktop_daemons.needs_registry
class EvolutionServer(Evolution):
    """With the data server running: it has the sources at once, and keeps them."""

    def setUp(self):
        super().setUp()
        self.server = desktop_daemons.start_registry(self.desk)

    def known(self):
        answer = self.desk.run("gdbus", "call", "--session", "--dest", SOURCES, "--object-path",
                               "/org/gnome/evolution/dataserver/SourceManager", "--method",
                               "org.freedesktop.DBus.ObjectManager.GetManagedObjects").stdout
        return answer

    def test_it_has_them_at_once_and_after_a_start(self):
        self.export("--yes")
        uids = [uid for uid, _ in self.sources().values()]
        self.assertEqual(len(uids), 3)
        for uid in uids:
            self.assertIn(f"<'{uid}'>", self.known())
        self.server.terminate()
        self.server.wait()
        session.wait_until(lambda: self.desk.bus_call("NameHasOwner", f"string:{SOURCES}") == "boolean false",
                           "the server's end")
        desktop_daemons.start_registry(self.desk)
        for uid in uids:
            self.assertIn(f"<'{uid}'>", self.known())
        self.assertIn("imap.example.org", self.known())

    def test_new_settings_reach_it(self):
        self.export("--yes")
        self.save(uri("imaps", "new.example.org", 993, ADDRESS))
        self.export("--yes")
        self.assertIn("new.example.org", self.known())
        self.assertNotIn("imap.example.org", self.known())
        self.assertEqual(len(self.sources()), 3)

    def test_it_forgets_them(self):
        self.export("--yes")
        self.export("--undo")
        self.assertNotIn("postino-", self.known())


class Geary(Case):
    target = "geary"

    def test_account_and_passwords(self):
        self.export("--yes")
        path = self.desk.config("geary", f"postino-{ADDRESS}", "geary.ini")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.read(path), {
            "Metadata": {"version": "1", "status": "enabled"},
            "Account": {"service_provider": "other", "sender_mailboxes": f'"Ada" <{ADDRESS}>;'},
            "Incoming": {"login": ADDRESS, "remember_password": "true", "host": "imap.example.org", "port": "993",
                         "transport_security": "transport", "credentials": "custom"},
            "Outgoing": {"login": "ada", "remember_password": "true", "host": "smtp.example.org", "port": "1587",
                         "transport_security": "start-tls", "credentials": "custom"},
        })
        for proto, host, login, password in (("IMAP", "imap.example.org", ADDRESS, PASSWORD),
                                             ("SMTP", "smtp.example.org", "ada", "other")):
            self.assertEqual(self.desk.run("secret-tool", "lookup", "xdg:schema", "org.gnome.Geary", "proto", proto,
                                           "host", host, "login", login).stdout, password)
        self.assertEqual(self.desk.find_secret(PASSWORD), [])

    def test_undone(self):
        self.export("--yes")
        self.export("--undo")
        self.assertFalse(self.desk.config("geary", f"postino-{ADDRESS}").exists())
        left = self.desk.run("secret-tool", "search", "--all", "xdg:schema", "org.gnome.Geary", check=False).stdout
        self.assertNotIn("imap.example.org", left)

    def test_no_pop3(self):
        self.save(uri("pop3s", "pop.example.org", 995, ADDRESS))
        self.export("--yes", status=1)


if __name__ == "__main__":
    tap.main()
