# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli watch: the real GNOME Keyring, servers that become others, and a desktop that counts notifications."""

import json
import os
import pathlib
import signal
import subprocess
import unittest

import schema
import session
import tap
from demo.certificates import LOCAL_NAMES, Authority
from notifications import Notifications
from postino_cli import PROGRAM
from servers.daemon import free_ports
from servers.scripted import Scripted, expect, send

ADDRESS = "ada@example.org"
PASSWORD = "Zq7-melon"
ENDING = (expect("STATUS"), send("{tag} OK"), expect("EXAMINE"), send("{tag} OK"), expect("LOGOUT"))
SMTP = (send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH PLAIN"), expect("AUTH PLAIN "), send("235 in"),
        expect("MAIL"), send("250 OK"), expect("RCPT"), send("250 OK"), expect("RSET"), send("250 OK"), expect("QUIT"))
WORKS = "OK [CAPABILITY IMAP4rev1] in"
DISABLED = "NO IMAP is only available for premium accounts"
CLOSED = "NO [LIMIT] Too many failed login attempts, try again later"


def imap(answer=WORKS):
    return (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hello"), expect("AUTHENTICATE PLAIN "),
            send("{tag} " + answer), *(ENDING if answer.startswith("OK") else ()))


class Case(unittest.TestCase):
    """One account in one keyring; what is remembered of it begins anew in each test."""

    @classmethod
    def setUpClass(cls):
        cls.desktop = cls.enterClassContext(session.Session())
        folder = pathlib.Path(cls.desktop.folder)
        cls.state = pathlib.Path(cls.desktop.env["XDG_STATE_HOME"], "postino")
        cls.authority = Authority(folder / "ca")
        cls.other = Authority(folder / "other", "R&D <b>")
        cls.trusted = folder / "trusted.pem"
        cls.trusted.write_bytes(cls.authority.file.read_bytes() + cls.other.file.read_bytes())
        cls.valid = cls.authority.issue()
        cls.ports = free_ports(2)
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        run = cls.with_servers(imap(), ["check", "--save", "--offline", "--no-repair", "--password-file", str(secret), "--incoming",
                                        f"imaps://localhost:{cls.ports[0]}", "--outgoing", f"smtps://localhost:{cls.ports[1]}",
                                        ADDRESS])
        assert run.returncode == 0, run.stderr
        cls.saved = (cls.state / "history").read_bytes()

    @classmethod
    def with_servers(cls, receiving, arguments, certificate=None, sending=SMTP):
        """Runs the program; a server whose script is None is not there. How often each was visited is in `visits`."""
        certificate = certificate or cls.valid
        servers = [Scripted(script, "tls", certificate, port=port)
                   for script, port in zip((receiving, sending), cls.ports) if script is not None]
        for server in servers:
            server.__enter__()
        try:
            return subprocess.run([PROGRAM, *arguments, "--ca-file", cls.trusted], env=cls.desktop.env,
                                  stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
        finally:
            for server in servers:
                server.__exit__()
            cls.visits = [server.connections for server in servers]

    def setUp(self):
        (self.state / "watch").unlink(missing_ok=True)
        (self.state / "history").write_bytes(self.saved)
        self.shown = None

    def show(self, *words):
        """A desktop for this test."""
        self.shown = Notifications(self.desktop, *words)
        self.addCleanup(self.shown.process.wait)
        self.addCleanup(self.shown.process.terminate)
        self.before = 0

    def watch(self, receiving=imap(), status=0, **options):
        """The account in the JSON of one run, which keeps to its schema."""
        run = self.with_servers(receiving, ["watch", "--once", "--json"], **options)
        self.errors = run.stderr.decode()
        self.assertEqual(run.returncode, status, self.errors + run.stdout.decode())
        found = json.loads(run.stdout)
        schema.validate(found, "watch")
        self.assertEqual(run.stdout.count(b"\n"), 1)
        self.closed = found["closed"]
        return found["watched"][0] if found["watched"] else None

    def news(self, *arguments, **options):
        """What is new in one run, each of which was shown on the desktop at once."""
        found = self.watch(*arguments, **options)
        news = [(item["news"], item["side"]) for item in found["news"]]
        self.assertEqual(self.count(), 1 if news else 0)
        self.assertEqual(found["told"], bool(news))
        self.assertEqual(self.errors, "")
        return news

    def count(self):
        """The notifications that were not counted yet."""
        shown = len(self.shown.named("Notify")) + len(self.shown.named("AddNotification"))
        new, self.before = shown - self.before, shown
        return new


class News(Case):
    def setUp(self):
        super().setUp()
        self.show("specified")

    def test_all_well(self):
        for _ in range(2):
            self.assertEqual(self.news(), [])

    def test_a_cause_appears_and_goes(self):
        self.assertEqual(self.news(imap(DISABLED), status=1), [("appeared", "incoming")])
        body = self.shown.named("Notify")[0]["values"]
        self.assertEqual(body[3], ADDRESS)
        self.assertIn("Receiving: ", body[4])
        self.assertEqual(self.news(imap(DISABLED), status=1), [])
        self.assertEqual(self.news(), [("gone", "incoming")])
        self.assertEqual(self.shown.named("Notify")[1]["values"][4], "Receiving works again.")
        self.assertEqual(self.news(), [])

    def test_nobody_has_tested_it_before(self):
        (self.state / "history").unlink()
        self.assertEqual(self.news(), [])
        (self.state / "history").unlink()
        (self.state / "watch").unlink()
        self.assertEqual(self.news(imap(DISABLED), status=1), [("appeared", "incoming")])

    def test_a_server_that_may_only_restart(self):
        """It is told when it is still so the next time, as long as others show that the network is there."""
        self.assertEqual(self.news(None, status=1), [])
        self.assertEqual(self.news(), [])
        self.assertEqual(self.news(None, status=1), [])
        self.assertEqual(self.news(None, status=1), [("appeared", "incoming")])
        self.assertEqual(self.news(None, status=1), [])
        self.assertEqual(self.news(), [("gone", "incoming")])

    def test_no_network(self):
        """Nothing answers, however often: no change, and nothing is forgotten of what was known."""
        for _ in range(2):
            found = self.watch(None, sending=None, status=1)
            self.assertEqual((found["news"], found["incoming"]["clear"], found["outgoing"]["clear"]), ([], False, False))
        self.assertEqual((self.state / "history").read_bytes(), self.saved)
        self.assertEqual(self.news(imap(DISABLED), status=1), [("appeared", "incoming")])
        self.watch(None, sending=None, status=1)
        self.assertEqual(self.count(), 0)
        self.assertEqual(self.news(imap(DISABLED), status=1), [])

    def test_a_network_that_wants_a_sign_in(self):
        """It answers in place of both servers, and has the papers of neither."""
        for kind in ("wrong-host", "self-signed"):
            for _ in range(2):
                found = self.watch(certificate=self.authority.issue(kind), status=1)
                self.assertEqual((found["news"], found["incoming"]["clear"]), ([], False))
        self.assertEqual(self.count(), 0)

    def test_papers_that_have_run_out(self):
        expired = self.authority.issue("expired")
        self.assertEqual(self.news(certificate=expired, status=1), [("appeared", "incoming"), ("appeared", "outgoing")])
        self.assertEqual(self.news(certificate=expired, status=1), [])

    def test_papers_that_run_out_soon(self):
        """Once for each certificate, though both servers show it."""
        ending = self.authority.issue("ending")
        self.assertEqual(self.news(certificate=ending), [("certificate", "incoming")])
        self.assertIn("The certificate of localhost runs out on ", self.shown.named("Notify")[0]["values"][4])
        self.assertEqual(self.news(certificate=ending), [])
        self.assertEqual(self.news(), [])
        self.assertEqual(self.news(certificate=self.authority.issue("ending", (*LOCAL_NAMES, "other.example"))),
                         [("certificate", "incoming")])

    def test_a_test_by_hand_between(self):
        """What somebody has seen is not told."""
        self.assertEqual(self.news(), [])
        self.forget_time()
        self.with_servers(imap(DISABLED), ["accounts", "test"])
        self.assertEqual(self.news(imap(DISABLED), status=1), [])
        self.forget_time()
        self.with_servers(imap(), ["accounts", "test"])
        self.assertEqual(self.news(), [])

    def forget_time(self):
        """As if the last run had been an hour ago."""
        path = self.state / "watch"
        path.write_text(path.read_text("utf-8").replace("seen=2", "seen=1"), encoding="utf-8")

    def test_what_has_changed_is_said(self):
        """What an authority is called is no markup, where the desktop would take it for that."""
        self.news(imap(DISABLED), status=1, certificate=self.other.issue())
        body = self.shown.named("Notify")[0]["values"][4]
        self.assertIn("\nWhat has changed since it last worked:\n", body)
        self.assertIn("“R&amp;D &lt;b&gt;”", body)

    def test_nothing_of_the_person_is_kept(self):
        self.news(imap(DISABLED), status=1)
        kept = (self.state / "watch").read_text("utf-8")
        self.assertIn("incoming=access-disabled\n", kept)
        self.assertNotRegex(kept, "(?i)ada|Zq7|@")
        self.assertEqual(os.stat(self.state / "watch").st_mode & 0o777, 0o600)

    def test_what_cannot_be_read_is_kept(self):
        """A link that leads to itself stands for a disk that does not answer for a moment."""
        link = self.state / "watch"
        link.symlink_to("watch")
        self.watch()
        self.assertIn("This result cannot be remembered: ", self.errors)
        self.assertTrue(link.is_symlink())

    def test_for_a_person(self):
        run = self.with_servers(imap(DISABLED), ["watch", "--once"])
        self.assertRegex(run.stdout.decode(), rf"^{ADDRESS}.*\n  Receiving: .+\n$")
        run = self.with_servers(imap(DISABLED), ["watch", "--once"])
        self.assertRegex(run.stdout.decode(), rf"^{ADDRESS}.*\n  Nothing has changed\.\n$")


class Rests(Case):
    def setUp(self):
        super().setUp()
        self.show("specified")

    def end_rest(self):
        path = self.state / "watch"
        path.write_text("\n".join("rests-until=2020-01-01T00:00:00Z" if line.startswith("rests-until") else line
                                  for line in path.read_text("utf-8").splitlines()), encoding="utf-8")

    def test_nobody_knocks_at_a_closed_door(self):
        self.assertEqual(self.news(imap(CLOSED), status=1), [("appeared", "incoming")])
        for _ in range(2):
            found = self.watch(imap(CLOSED), status=1)
            self.assertEqual((found["state"], found["news"], self.visits), ("resting", [], [0, 0]))
        self.assertEqual(self.count(), 0)
        first = found["rests_until"]
        self.end_rest()
        self.assertEqual(self.news(imap(CLOSED), status=1), [])
        self.assertEqual(self.visits, [1, 1])
        self.assertGreater(self.watch(imap(CLOSED), status=1)["rests_until"], first)
        self.end_rest()
        self.assertEqual(self.news(), [("gone", "incoming")])
        self.assertIsNone(self.watch()["rests_until"])

    def test_a_wrong_password_is_not_tried_each_hour(self):
        self.assertEqual(self.news(imap("NO [AUTHENTICATIONFAILED] no"), status=1), [("appeared", "incoming")])
        self.assertEqual(self.watch(status=1)["state"], "resting")
        self.assertEqual(self.visits, [0, 0])


class Desktops(Case):
    def test_none(self):
        """What nobody was told is told once somebody is there."""
        for _ in range(2):
            found = self.watch(imap(DISABLED), status=1)
            self.assertEqual((len(found["news"]), found["told"]), (1, False))
            self.assertIn("The desktop shows no notification: ", self.errors)
        self.show("specified")
        self.assertEqual(self.news(imap(DISABLED), status=1), [("appeared", "incoming")])
        self.assertEqual(self.news(imap(DISABLED), status=1), [])

    def test_a_click(self):
        self.show("specified", "click")
        self.news(imap(DISABLED), status=1)
        session.wait_until(lambda: self.shown.named("ActivateAction"), "Postino")
        self.assertEqual(self.shown.named("ActivateAction")[0]["values"],
                         ["test-accounts", [], {"activation-token": "token-7"}])

    def test_gnome(self):
        """It keeps the notification, and makes the click itself: nobody waits for it."""
        self.show("gnome")
        self.news(imap(DISABLED), status=1)
        program, name, values = self.shown.named("AddNotification")[0]["values"]
        self.assertEqual(program, "io.github.postino.Postino")
        self.assertRegex(name, "^watch-[0-9a-f]+$")
        self.assertEqual((values["title"], values["default-action"]), (ADDRESS, "app.test-accounts"))

    def test_in_the_foreground(self):
        self.show("specified")
        process = subprocess.Popen([PROGRAM, "watch", "--every", "1", "--json"], env=self.desktop.env,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        schema.validate(json.loads(process.stdout.readline()), "watch")
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.communicate()[0], b"")
        self.assertEqual(process.returncode, 1)


class Locked(Case):
    """It has a keyring of its own, which stays locked."""

    def test_nobody_is_asked(self):
        self.show("specified")
        self.desktop.lock()
        for number in range(2):
            self.assertIsNone(self.watch(imap(DISABLED), status=1))
            self.assertIn("The keyring is locked", self.closed)
            self.assertEqual("The keyring is locked" in self.errors, number == 0, "it is said once")
            self.assertEqual(self.visits, [0, 0])
        self.assertEqual(self.shown.calls(), [])
        self.assertEqual((self.state / "history").read_bytes(), self.saved)


class Usage(unittest.TestCase):
    def test_wrong(self):
        for arguments, words in ((["--every", "0"], "--every is a number from 1 to 10080."),
                                 (["--every", "5", "--once"], "--once and --every"),
                                 (["--timeout", "0"], "--timeout is a number from 1 to 3600."),
                                 (["--ca-file", "/nowhere"], "/nowhere")):
            run = subprocess.run([PROGRAM, "watch", *arguments], capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual((run.returncode, run.stdout), (2, ""))
            self.assertIn(words, run.stderr)

    def test_nothing_saved(self):
        with session.Session() as desktop:
            run = subprocess.run([PROGRAM, "watch", "--once"], env=desktop.env, capture_output=True, text=True, check=False)
            self.assertEqual((run.returncode, run.stdout), (3, ""))
            self.assertIn("No account is saved yet.", run.stderr)
        run = subprocess.run([PROGRAM, "watch", "--once"], env={**desktop.env}, capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stdout), (1, ""))


if __name__ == "__main__":
    tap.main()
