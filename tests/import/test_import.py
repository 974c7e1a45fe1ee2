# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts that other programs have: read from Thunderbird, Evolution and Online Accounts, and tested."""

import base64
import configparser
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import desktop_daemons
import schema
import session
import signed_in
import tap
from demo.certificates import Authority
from desktop_daemons import GOA
from postino_cli import PROGRAM
from servers.scripted import IMAP_END, SMTP_END, Scripted, expect, send
from terminal import Terminal

HERE = pathlib.Path(os.environ["G_TEST_SRCDIR"]) / "import"
ADDRESS = "ada@example.org"
PASSWORD = "Zq7-Lantern-Ölfass"
TOKEN = "ya29.Zq7-lantern"


def plain(password, user="ada"):
    return base64.b64encode(f"\0{user}\0{password}".encode()).decode().replace("+", r"\+")


def imap_script(password):
    return (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] hello"),
            expect(f"AUTHENTICATE PLAIN {plain(password)}$"), send("{tag} OK [CAPABILITY IMAP4rev1] in"),
            *IMAP_END)


def smtp_script(password):
    return (send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH PLAIN"), expect(f"AUTH PLAIN {plain(password)}$"),
            send("235 in"), *SMTP_END)


class Case(unittest.TestCase):
    keyring = False

    def setUp(self):
        self.session = self.enterContext(session.Session(keyring=self.keyring))
        self.home = pathlib.Path(self.session.env["HOME"])

    def cli(self, *arguments, stdin=b""):
        return subprocess.run([str(word) for word in (PROGRAM, "accounts", *arguments)], env=self.session.env, input=stdin,
                              capture_output=True, check=False, timeout=60, start_new_session=True)

    def found(self, *arguments, status=0, command="list", stdin=b""):
        run = self.cli(command, "--found", "--json", *arguments, stdin=stdin)
        self.assertEqual(run.returncode, status, run.stderr.decode() + run.stdout.decode())
        for secret in (PASSWORD, TOKEN):
            self.assertFalse(session.shows_secret(run.stdout + run.stderr, secret), run.stdout + run.stderr)
        self.errors = run.stderr.decode()
        return schema.load(run.stdout)["found"]

    @staticmethod
    def server(account, side):
        server = account[side]
        return server and tuple(server[key] for key in ("protocol", "host", "port", "security", "username"))

    # Thunderbird

    def thunderbird(self, place=".thunderbird", profiles=(("default", "x1.default"),), prefs=None, absolute=False):
        folder = self.home / place
        folder.mkdir(parents=True, exist_ok=True)
        lines = ["[Install123]", "Default=x1.default", "", "[General]", "StartWithLastProfile=1", ""]
        for number, (name, path) in enumerate(profiles):
            shown = folder / path if absolute else path
            lines += [f"[Profile{number}]", f"Name={name}", f"IsRelative={int(not absolute)}", f"Path={shown}", ""]
            (folder / path).mkdir(exist_ok=True)
            (folder / path / "prefs.js").write_bytes(
                (HERE / "thunderbird" / "prefs.js").read_bytes() if prefs is None else prefs)
        (folder / "profiles.ini").write_text("\n".join(lines), "utf-8")
        return folder

    # Evolution

    def source(self, uid, folder=None, **groups):
        folder = folder or pathlib.Path(self.session.env["XDG_CONFIG_HOME"], "evolution", "sources")
        folder.mkdir(parents=True, exist_ok=True)
        file = configparser.ConfigParser(interpolation=None)
        file.optionxform = str
        for group, values in groups.items():
            file[group.replace("_", " ")] = values
        with open(folder / f"{uid}.source", "w", encoding="utf-8") as written:
            file.write(written, space_around_delimiters=False)

    def evolution(self, incoming=("imap.example.org", 993), outgoing=("smtp.example.org", 587), backend="imapx", parent="",
                  enabled="true", method="PLAIN", transport="smtp", smtp_method="PLAIN", prefix="a", address=ADDRESS,
                  smtp_security="starttls-on-standard-port", folder=None):
        base = {"DisplayName": "Work", "Enabled": enabled}
        self.source(f"{prefix}1", folder, Data_Source={**base, "Parent": parent},
                    Mail_Account={"BackendName": backend, "IdentityUid": f"{prefix}2"},
                    Authentication={"Host": incoming[0], "Port": str(incoming[1]), "User": "ada", "Method": method},
                    Security={"Method": "ssl-on-alternate-port"})
        self.source(f"{prefix}2", folder, Data_Source={**base, "Parent": f"{prefix}1"},
                    Mail_Identity={"Name": "Ada Lovelace", "Address": address},
                    Mail_Submission={"TransportUid": f"{prefix}3"})
        self.source(f"{prefix}3", folder, Data_Source={**base, "Parent": f"{prefix}1"},
                    Mail_Transport={"BackendName": transport},
                    Authentication={"Host": outgoing[0], "Port": str(outgoing[1]), "User": "ada", "Method": smtp_method},
                    Security={"Method": smtp_security})

    def store(self, uid, password):
        self.session.store(password, **{"xdg:schema": "org.gnome.Evolution.Data.Source", "e-source-uid": uid,
                                        "eds-origin": "evolution-data-server"})


class Thunderbird(Case):
    def test_settings(self):
        self.thunderbird()
        found = self.found()
        by_address = {account["address"]: account for account in found}
        self.assertEqual(sorted(by_address), ["ada@example.org", "ada@gmail.com", "ada@pop.example"])
        ada = by_address["ada@example.org"]
        self.assertEqual((ada["program"], ada["profile"], ada["name"], ada["password"], ada["result"]),
                         ("thunderbird", None, 'Ada "Countess" Lovelacé', "asked", None))
        self.assertEqual(self.server(ada, "incoming"), ("imap", "imap.example.org", 1993, "tls", "ada"))
        self.assertEqual(self.server(ada, "outgoing"), ("smtp", "smtp.example.org", 465, "tls", "ada"))
        pop = by_address["ada@pop.example"]
        self.assertEqual(self.server(pop, "incoming"), ("pop3", "pop.example", 110, "starttls", "ada.l"))
        self.assertEqual(self.server(pop, "outgoing"), ("smtp", "smtp.pop.example", 587, "starttls", None))
        self.assertEqual(by_address["ada@gmail.com"]["password"], "browser")

    def test_wherever_it_was_installed_from(self):
        for place in (".thunderbird", "snap/thunderbird/common/.thunderbird",
                      ".var/app/org.mozilla.Thunderbird/.thunderbird", ".var/app/net.thunderbird.Thunderbird/.thunderbird"):
            with self.subTest(place=place):
                folder = self.thunderbird(place)
                self.assertEqual(len(self.found()), 3)
                shutil.rmtree(folder)

    def test_two_profiles(self):
        other = (HERE / "thunderbird" / "prefs.js").read_bytes().replace(b"imap.example.org", b"other.example.org")
        folder = self.thunderbird(profiles=(("Private", "x1.default"), ("Work", "x2.work")))
        (folder / "x2.work" / "prefs.js").write_bytes(other)
        hosts = {(account["profile"], account["incoming"]["host"]) for account in self.found() if account["address"] == ADDRESS}
        self.assertEqual(hosts, {("Private", "imap.example.org"), ("Work", "other.example.org")})
        self.assertIn("In Thunderbird (Work)", self.cli("list", "--found").stdout.decode())

    def test_absolute_path(self):
        self.thunderbird(absolute=True)
        self.assertEqual(len(self.found()), 3)

    def test_the_same_profile_twice_is_said_once(self):
        self.thunderbird(profiles=(("default", "x1"), ("default", "x2")))
        self.assertEqual(len(self.found()), 3)

    def test_cut_off_anywhere(self):
        whole = (HERE / "thunderbird" / "prefs.js").read_bytes()
        for length in range(0, len(whole), 397):
            self.thunderbird(prefs=whole[:length])
            for account in self.found():
                self.assertIn(account["address"], ("ada@example.org", "ada@gmail.com", "ada@pop.example"))

    def test_odd_files(self):
        folder = self.thunderbird()
        prefs = folder / "x1.default" / "prefs.js"
        for name, data in (("empty", b""), ("bytes", bytes(range(256)) * 40), ("nul", b"\0" * 5000)):
            with self.subTest(name=name):
                prefs.write_bytes(data)
                self.assertEqual(self.found(), [])
        prefs.unlink()
        with self.subTest("no file"):
            self.assertEqual(self.found(), [])
        with self.subTest("a pipe that nobody writes to"):
            os.mkfifo(prefs)
            self.assertEqual(self.found(), [])
        with self.subTest("a folder"):
            prefs.unlink()
            prefs.mkdir()
            self.assertEqual(self.found(), [])
        for text in ("", "no key file", "[Profile0]\n", "[Profile0]\nPath=\n", "[Profile0]\nIsRelative=yes\nPath=../../..\n"):
            with self.subTest(profiles=text):
                (folder / "profiles.ini").write_text(text)
                self.assertEqual(self.found(), [])

    def test_nothing_is_changed(self):
        self.thunderbird()
        before = self.session.written()
        self.found()
        self.assertEqual(self.session.written(), before)


class Evolution(Case):
    def test_settings(self):
        self.evolution()
        account, = self.found()
        self.assertEqual((account["program"], account["address"], account["name"], account["password"]),
                         ("evolution", ADDRESS, "Ada Lovelace", "kept"))
        self.assertEqual(self.server(account, "incoming"), ("imap", "imap.example.org", 993, "tls", "ada"))
        self.assertEqual(self.server(account, "outgoing"), ("smtp", "smtp.example.org", 587, "starttls", "ada"))

    def test_from_a_flatpak(self):
        self.evolution(folder=self.home / ".var/app/org.gnome.Evolution/config/evolution/sources")
        self.assertEqual(len(self.found()), 1)

    def test_kinds(self):
        self.evolution(backend="pop", method="", smtp_method="none", prefix="pop", incoming=("pop.example.org", 995))
        account, = self.found()
        self.assertEqual(self.server(account, "incoming"), ("pop3", "pop.example.org", 995, "tls", "ada"))
        self.assertIsNone(account["outgoing"]["username"])

    def test_what_is_no_mail_of_its_own(self):
        for kind in ("mbox", "maildir", "rss", "nntp", "ews", "vfolder", "none", ""):
            self.evolution(backend=kind, prefix=kind or "empty")
        self.evolution(enabled="false", prefix="off")
        self.source("goa", Data_Source={"DisplayName": "Google"}, GNOME_Online_Accounts={"AccountId": "1"})
        self.evolution(parent="goa", prefix="online")
        self.assertEqual(self.found(), [])

    def test_browser(self):
        self.evolution(method="Google")
        self.assertEqual(self.found()[0]["password"], "browser")

    def test_no_server_for_sending(self):
        self.evolution(transport="sendmail")
        self.assertIsNone(self.found()[0]["outgoing"])
        self.assertIsNone(self.found(command="test", status=1)[0]["result"])
        self.assertIn("names no server that mail of ada@example.org is sent through", self.errors)

    def test_odd_files(self):
        self.evolution()
        folder = pathlib.Path(self.session.env["XDG_CONFIG_HOME"], "evolution", "sources")
        whole = (folder / "a1.source").read_bytes()
        for data in (b"", b"\0\1\2", b"[Data Source]\n", b"[Mail Account]\nBackendName=imapx\n", whole[:-80],
                     whole.replace(b"imap.example.org", b"two words"), whole.replace(b"=993", b"=70000"),
                     whole.replace(b"User=ada", b"User=a\\nb"), b"\xff" + whole):
            with self.subTest(data=data[:40]):
                (folder / "a1.source").write_bytes(data)
                for account in self.found():
                    self.assertIn(account["incoming"]["port"], (143, 993))
        (folder / "x.source").mkdir()
        os.mkfifo(folder / "y.source")
        (folder / ".source").touch()
        self.found()

    @desktop_daemons.needs_registry
    def test_from_its_real_server(self):
        self.evolution()
        before = self.found()
        desktop_daemons.start_registry(self.session)
        # What it has in memory counts: without its files as well.
        for path in pathlib.Path(self.session.env["XDG_CONFIG_HOME"], "evolution", "sources").glob("a*.source"):
            path.rename(path.with_suffix(".away"))
        self.assertEqual(self.found(), before)


class OnlineAccounts(Case):
    def test_settings(self):
        server = {"host": "imap.example.org:1993", "security": "tls"}
        desktop_daemons.start_fake_goa(
            self.session,
            {"provider": "IMAP and SMTP", "address": ADDRESS, "imap": server, "smtp": {"host": "smtp.example.org", "security": "starttls"}},
            {"provider": "Google", "address": "ada@gmail.com", "token": TOKEN, "imap": server, "smtp": server},
            {"provider": "Google", "address": "off@gmail.com", "token": TOKEN, "mail_off": True},
            {"provider": "Exchange", "address": "ada@firma.example"})
        one, two = self.found()
        self.assertEqual((one["program"], one["address"], one["password"]), ("online-accounts", ADDRESS, "kept"))
        self.assertEqual(self.server(one, "incoming"), ("imap", "imap.example.org", 1993, "tls", ADDRESS))
        self.assertEqual(self.server(one, "outgoing"), ("smtp", "smtp.example.org", 587, "starttls", ADDRESS))
        self.assertEqual((two["address"], two["password"]), ("ada@gmail.com", "browser"))

    def test_it_hangs(self):
        """What other programs have is found all the same."""
        self.thunderbird()
        desktop_daemons.start_fake_goa(self.session, "hang")
        self.assertEqual(len(self.found()), 3)


class Test(Case):
    """Tested with the password that the program keeps, and with nothing else."""

    keyring = True

    def setUp(self):
        super().setUp()
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.authority = Authority(self.folder)

    def servers(self, password=PASSWORD, outgoing=None):
        self.imap = self.enterContext(Scripted(imap_script(password), "tls", self.authority.issue()))
        self.smtp = self.enterContext(Scripted(smtp_script(outgoing or password), "tls", self.authority.issue()))
        return ("localhost", self.imap.port), ("localhost", self.smtp.port)

    def run_test(self, *arguments, status=0, **options):
        found = self.found("--ca-file", self.authority.file, "--verbose", *arguments, command="test", status=status, **options)
        self.assertEqual((self.imap.surprises, self.smtp.surprises), ([], []))
        return found

    def test_evolution(self):
        incoming, outgoing = self.servers(PASSWORD, "other")
        self.evolution(incoming, outgoing, smtp_security="ssl-on-alternate-port")
        self.store("a1", PASSWORD)
        self.store("a3", "other")
        before = self.session.written()
        account, = self.run_test()
        self.assertEqual(account["result"]["verdict"], "ready")
        self.assertEqual(self.session.written(), before)

    def test_one_password_for_both(self):
        incoming, outgoing = self.servers()
        self.evolution(incoming, outgoing, smtp_security="ssl-on-alternate-port")
        self.store("a1", PASSWORD)
        self.assertEqual(self.run_test()[0]["result"]["verdict"], "ready")

    def test_password_of_a_collection(self):
        incoming, outgoing = self.servers()
        self.source("coll", Data_Source={"DisplayName": "Work"}, Collection={"BackendName": "none"})
        self.evolution(incoming, outgoing, parent="coll", smtp_security="ssl-on-alternate-port")
        self.store("coll", PASSWORD)
        self.assertEqual(self.run_test()[0]["result"]["verdict"], "ready")

    def test_the_one_that_is_named(self):
        incoming, outgoing = self.servers()
        self.evolution(incoming, outgoing, smtp_security="ssl-on-alternate-port")
        self.evolution(("127.0.0.1", 1), ("127.0.0.1", 1), prefix="b", address="eve@example.org")
        self.store("a1", PASSWORD)
        account, = self.run_test("ADA@example.org")
        self.assertEqual(account["result"]["verdict"], "ready")
        self.run_test(account["id"])
        self.assertEqual(self.found("nobody@example.org", command="show", status=3), [])
        self.assertIn("No other program here has an account for nobody@example.org", self.errors)

    def test_saved_when_it_works(self):
        incoming, outgoing = self.servers()
        self.evolution(incoming, outgoing, smtp_security="ssl-on-alternate-port")
        self.store("a1", PASSWORD)
        self.run_test("--save")
        listed = schema.load(self.cli("show", "--json", ADDRESS).stdout)["accounts"]
        self.assertEqual(listed[0]["incoming"]["port"], self.imap.port)

    def test_online_accounts(self):
        incoming, outgoing = self.servers(PASSWORD, "other")
        servers = {side: {"host": f"localhost:{where[1]}", "security": "tls", "username": "ada"}
                   for side, where in (("imap", incoming), ("smtp", outgoing))}
        desktop_daemons.start_fake_goa(self.session, {"provider": "IMAP and SMTP", "address": ADDRESS, **servers,
                        "passwords": {"imap-password": PASSWORD, "smtp-password": "other"}})
        self.assertEqual(self.run_test()[0]["result"]["verdict"], "ready")

    @desktop_daemons.needs_goa
    def test_real_online_accounts(self):
        incoming, outgoing = self.servers(PASSWORD, "other")
        desktop_daemons.start_goa(self.session)
        details = {"Enabled": "true", "EmailAddress": ADDRESS, "Name": "Ada", "ImapHost": f"localhost:{incoming[1]}",
                   "ImapUserName": "ada", "ImapUseSsl": "true", "SmtpHost": f"localhost:{outgoing[1]}", "SmtpUserName": "ada",
                   "SmtpUseAuth": "true", "SmtpAuthPlain": "true", "SmtpUseSsl": "true"}
        subprocess.run(["gdbus", "call", "--session", "--dest", GOA, "--object-path", "/org/gnome/OnlineAccounts/Manager",
                        "--method", f"{GOA}.Manager.AddAccount", "imap_smtp", ADDRESS, ADDRESS,
                        f"{{'imap-password': <'{PASSWORD}'>, 'smtp-password': <'other'>}}", str(details)],
                       env=self.session.env, check=True, stdout=subprocess.DEVNULL)
        account, = self.run_test()
        self.assertEqual((account["program"], account["result"]["verdict"]), ("online-accounts", "ready"))

    def prefs(self, incoming, outgoing, socket=3, method=3):
        return "".join(f'user_pref("mail.{name}", {value});\n' for name, value in {
            "accountmanager.accounts": '"account1"', "account.account1.server": '"server1"',
            "account.account1.identities": '"id1"', "identity.id1.useremail": f'"{ADDRESS}"',
            "identity.id1.smtpServer": '"smtp1"', "server.server1.type": '"imap"',
            "server.server1.hostname": f'"{incoming[0]}"', "server.server1.port": incoming[1],
            "server.server1.socketType": socket, "server.server1.userName": '"ada"', "server.server1.authMethod": method,
            "smtpserver.smtp1.hostname": f'"{outgoing[0]}"', "smtpserver.smtp1.port": outgoing[1],
            "smtpserver.smtp1.try_ssl": 3, "smtpserver.smtp1.username": '"ada"'}.items()).encode()

    def test_thunderbird_keeps_it_to_itself(self):
        self.thunderbird(prefs=self.prefs(*self.servers()))
        account, = self.run_test(status=1)
        self.assertIsNone(account["result"])
        self.assertIn("Thunderbird keeps the password of ada@example.org to itself", self.errors)
        self.assertEqual(self.imap.connections, 0)

    def test_thunderbird_with_a_password(self):
        self.thunderbird(prefs=self.prefs(*self.servers()))
        account, = self.run_test("--password-file", "-", stdin=PASSWORD.encode() + b"\n")
        self.assertEqual(account["result"]["verdict"], "ready")

    def test_asked_on_a_terminal(self):
        self.thunderbird(prefs=self.prefs(*self.servers("secret")))
        terminal = self.enterContext(Terminal([PROGRAM, "accounts", "test", "--found", "--ca-file", self.authority.file],
                                              self.session.env))
        terminal.expect("Password for ada@example.org: ")
        terminal.type("secret\n")
        self.assertEqual(terminal.wait(), 0)

    def test_without_encryption(self):
        self.thunderbird(prefs=self.prefs(*self.servers(), socket=0))
        account, = self.run_test("--password-file", "-", stdin=b"x\n", status=1)
        self.assertIsNone(account["result"])
        self.assertIn("without encryption", self.errors)
        self.assertEqual(self.imap.connections, 0)

    def test_browser_without_online_accounts(self):
        self.thunderbird(prefs=self.prefs(*self.servers(), method=10))
        account, = self.run_test(status=1)
        self.assertIsNone(account["result"])
        self.assertIn("Add the account in Online Accounts", self.errors)

    def test_browser_with_online_accounts(self):
        """Where the same account is in Online Accounts, its sign-in does for Thunderbird's as well."""
        self.imap = self.enterContext(Scripted(signed_in.IMAP, "tls", self.authority.issue()))
        self.smtp = self.enterContext(Scripted(signed_in.SMTP, "tls", self.authority.issue()))
        self.thunderbird(prefs=self.prefs(("localhost", self.imap.port), ("localhost", self.smtp.port), method=10))
        account = signed_in.make_account(ADDRESS, TOKEN, self.imap, self.smtp)
        for side in ("imap", "smtp"):
            account[side]["username"] = "ada"
        desktop_daemons.start_fake_goa(self.session, account)
        found = self.run_test("--save")
        self.assertEqual({account["program"]: account["result"]["verdict"] for account in found},
                         {"online-accounts": "ready", "thunderbird": "ready"})
        self.assertEqual(json.loads(self.cli("list", "--json").stdout)["accounts"], [], "a token is not saved")


class Words(Case):
    def test_nothing_found(self):
        self.assertEqual(self.found(), [])
        self.assertIn("No account was found", self.cli("list", "--found").stdout.decode())
        self.assertEqual(self.cli("test", "--found").returncode, 3)

    def test_for_a_person(self):
        self.thunderbird()
        shown = self.cli("show", "--found", ADDRESS).stdout.decode()
        for words in (ADDRESS, "In Thunderbird", "IMAP imap.example.org, port 1993, TLS, user name ada",
                      "Its password is asked for"):
            self.assertIn(words, shown)

    def test_usage(self):
        for words in (("forget", "--found", ADDRESS), ("list", "--save"), ("test", "--save"), ("test", "--password-file", "-"),
                      ("list", "--found", "--save"), ("show", "--found"), ("test", "--found", "--password", "x")):
            with self.subTest(words=words):
                run = self.cli(*words)
                self.assertEqual((run.returncode, run.stdout), (2, b""))


if __name__ == "__main__":
    tap.main()
