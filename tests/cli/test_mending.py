# SPDX-License-Identifier: GPL-3.0-or-later
"""What postino-cli tries when a server does not work, on a small internet with real servers on the usual ports."""

import json
import os
import signal
import subprocess
import time
import unittest

import postino_cli
import session
import tap
from servers import MailServers, User, internet
from servers.internet import Internet
from servers.scripted import Scripted, expect, send

PASSWORD = "Zq7-Lantern-Ölfass"
SERVER = "10.77.1.1"
HOST = "mail.firma.example"
OWN = "ada@firma.example"
KNOWN = "ada@libero.it"
GMAIL = "ada@gmail.com"
APP_PASSWORD = "abcdefghijklmnop"
IMAPS, IMAP, SMTPS, SMTP = f"imaps://{HOST}", f"imap://{HOST}", f"smtps://{HOST}", f"smtp://{HOST}"


class Case(unittest.TestCase):
    def setUp(self):
        self.net = self.enterContext(Internet())

    def enterContext(self, context):  # unittest has it from Python 3.11 on
        result = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return result

    def hosts(self, address):
        settings = postino_cli.run("settings", "--json", "--offline", address).json
        return settings["incoming"][0]["host"], settings["outgoing"][0]["host"]

    def start_names(self, *names):
        for name in names:
            self.net.add_host(name, SERVER)
        self.net.start_names()

    def serve(self, *users, names=(HOST,)):
        self.start_names(*names)
        users = users or (User(OWN, PASSWORD),)
        self.mail = self.enterContext(
            MailServers(list(users), names=names, addresses=[SERVER], authority=self.net.authority))

    def check(self, address=OWN, *more, incoming=IMAPS, outgoing=SMTPS, password=PASSWORD, **options):
        typed = ("--incoming", incoming, "--outgoing", outgoing) if incoming else ()
        run = postino_cli.run("check", "--json", "--timeout", "6", *typed, *more, address,
                              password=password, **options)
        self.assertTrue(run.output, run.errors.decode())
        return run.json

    def expect(self, result, incoming, outgoing):
        found = result["incoming"]["cause"], result["outgoing"]["cause"]
        self.assertEqual(found, (incoming, outgoing), json.dumps(result, indent=1))

    def tried(self, server):
        """What was tried before, as "port cause"."""
        return [f"{attempt['port']} {attempt['cause']}" for attempt in server["attempts"]]

    def seen(self, service):
        """The user names that a service has decided on, with the outcome."""
        return [(s.get("original_user") or s["user"], s["success"]) for s in self.mail.sign_ins(service)]


class Ports(Case):
    def test_465_is_dropped(self):
        self.serve()
        self.net.drop(465)
        result = self.check()
        self.expect(result, "ok", "ok")
        self.assertEqual(result["verdict"], "ready")
        sending = result["outgoing"]
        self.assertEqual((sending["port"], sending["security"]), (587, "starttls"))
        self.assertEqual(sending["mended"], "It works on port 587: your network seems to block port 465.")
        self.assertEqual(self.tried(sending), ["465 connection-timed-out"])
        self.assertIsNone(result["incoming"]["mended"])
        self.assertEqual(result["incoming"]["attempts"], [])

    def test_993_never_answers(self):
        self.serve()
        self.net.silence(993)
        result = self.check()
        self.expect(result, "ok", "ok")
        receiving = result["incoming"]
        self.assertEqual((receiving["port"], receiving["security"]), (143, "starttls"))
        self.assertEqual(self.tried(receiving), ["993 timed-out"])
        self.assertEqual(receiving["mended"], "It works on port 143 with STARTTLS, but not on port 993.")

    def test_stopped_while_mending(self):
        """What had come to an end by then is told."""
        self.start_names(HOST)
        with Scripted([expect("never")], addresses=[SERVER], port=143) as server:
            process = subprocess.Popen(
                [postino_cli.PROGRAM, "check", "--json", "--password-file", "-", "--incoming", IMAPS, "--outgoing", SMTPS, OWN],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ))
            process.stdin.write(PASSWORD.encode())
            process.stdin.close()
            while server.connections == 0 and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            receiving = json.loads(process.stdout.read())["incoming"]
            process.stdout.close()
            self.assertEqual(process.wait(), 1)
        self.assertEqual(receiving["cause"], "cancelled")
        self.assertEqual(self.tried(receiving), ["993 connection-refused"])

    def test_587_is_dropped(self):
        self.serve()
        self.net.drop(587)
        sending = self.check(outgoing=SMTP)["outgoing"]
        self.assertEqual((sending["cause"], sending["port"], sending["security"]), ("ok", 465, "tls"))

    def test_the_wrong_encryption(self):
        self.serve()
        result = self.check(incoming=f"{IMAP}:993", outgoing=f"{SMTPS}:587")
        self.expect(result, "ok", "ok")
        self.assertEqual(self.tried(result["incoming"]), ["993 encryption-mismatch"])
        self.assertEqual(result["outgoing"]["mended"], "It works with STARTTLS on port 587.")

    def test_pop3(self):
        self.serve()
        self.net.drop(995)
        receiving = self.check(incoming=f"pop3s://{HOST}")["incoming"]
        self.assertEqual((receiving["cause"], receiving["port"]), ("ok", 110))

    def test_a_known_provider(self):
        hosts = self.hosts(KNOWN)
        self.serve(User(KNOWN, PASSWORD), names=hosts)
        self.net.drop(465)
        result = self.check(KNOWN, incoming=None)
        self.expect(result, "ok", "ok")
        self.assertEqual(result["outgoing"]["port"], 587)

    def test_nothing_helps(self):
        """What was asked for speaks, and all of it takes half as much time again at most."""
        self.serve()
        self.net.drop(465)
        self.net.drop(587)
        result = self.check()
        self.expect(result, "ok", "connection-timed-out")
        sending = result["outgoing"]
        self.assertEqual((sending["port"], sending["mended"]), (465, None))
        self.assertEqual(self.tried(sending), ["587 connection-timed-out"])
        self.assertLessEqual(sum(s["elapsed_ms"] for s in [sending, *sending["attempts"]]), 9000)

    def test_the_one_that_came_furthest_speaks(self):
        self.serve(User(OWN, PASSWORD, denied=("smtp",)))
        self.net.drop(465)
        result = self.check()
        self.expect(result, "ok", "wrong-credentials")
        sending = result["outgoing"]
        self.assertEqual(sending["port"], 587)
        self.assertIsNone(sending["mended"])
        self.assertIn("465 connection-timed-out", self.tried(sending))

    def test_in_words(self):
        self.serve()
        self.net.drop(465)
        typed = ("--timeout", "6", "--incoming", IMAPS, "--outgoing", SMTPS, OWN)
        said = postino_cli.run("check", *typed, password=PASSWORD).output.decode()
        self.assertIn(f"Sending: {HOST}, port 587, STARTTLS", said)
        self.assertIn("It works on port 587: your network seems to block port 465.", said)
        self.net.drop(587)
        said = postino_cli.run("check", *typed, password=PASSWORD).output.decode()
        self.assertIn("This was tried as well:", said)
        self.assertIn("port 587, STARTTLS", said)

    def test_not_when_it_is_not_wanted(self):
        self.serve()
        self.net.drop(465)
        result = self.check(OWN, "--no-repair")
        self.expect(result, "ok", "connection-timed-out")
        self.assertEqual(result["outgoing"]["attempts"], [])

    def test_never_without_encryption(self):
        """STARTTLS that somebody has struck out: nothing secret is said."""
        self.start_names(HOST)
        offer = ("* CAPABILITY IMAP4rev1 AUTH=PLAIN\n{tag} OK done")
        script = [send("* OK ready"), expect("CAPABILITY"), send(offer)]
        with Scripted(script, addresses=[SERVER], port=143) as server:
            result = self.check(incoming=IMAP)
        self.assertEqual(result["incoming"]["cause"], "starttls-unavailable")
        self.assertEqual(self.tried(result["incoming"]), ["993 connection-refused"])
        self.assertNotRegex(server.said().upper(), b"LOGIN|AUTHENTICATE")

    def test_never_a_strangers_certificate(self):
        """The other port answers in somebody else's name: the password does not go there."""
        self.start_names(HOST)
        other = self.net.authority.issue("wrong-host", (HOST,))
        with Scripted([send("220 ready")], security="tls", certificate=other, addresses=[SERVER], port=465) as server:
            result = self.check(outgoing=SMTP)
        self.assertEqual(self.tried(result["outgoing"]), ["587 connection-refused"])
        self.assertEqual(result["outgoing"]["cause"], "certificate-wrong-host")
        self.assertEqual(server.said(), b"")


class Names(Case):
    def test_the_local_part(self):
        self.serve(User(OWN, PASSWORD, name="ada"))
        result = self.check()
        self.expect(result, "ok", "ok")
        for side in ("incoming", "outgoing"):
            self.assertEqual(result[side]["username"], "ada")
            self.assertEqual(result[side]["mended"],
                             "It works with the user name “ada”, without the part after the @.")
        for service in ("imap", "smtp"):
            self.assertEqual(self.seen(service), [(OWN, False), ("ada", True)])

    def test_the_whole_address(self):
        self.serve()
        result = self.check(OWN, "--username", "ada")
        self.expect(result, "ok", "ok")
        self.assertEqual(result["incoming"]["mended"], f"It works with the whole address as the user name: {OWN}.")

    def test_after_another_port(self):
        self.serve(User(OWN, PASSWORD, name="ada"))
        self.net.drop(465)
        result = self.check()
        self.expect(result, "ok", "ok")
        self.assertEqual(self.tried(result["outgoing"]), ["465 connection-timed-out", "587 wrong-credentials"])

    def test_a_wrong_password(self):
        """Two sign-ins at each server at most; one where the form of the name is known."""
        self.serve()
        result = self.check(password="not the one")
        self.expect(result, "wrong-credentials", "wrong-credentials")
        self.assertEqual(result["incoming"]["username"], OWN)
        for service in ("imap", "smtp"):
            self.assertEqual(self.seen(service), [(OWN, False), ("ada", False)])

    def test_a_wrong_password_at_a_known_provider(self):
        self.serve(User(KNOWN, PASSWORD), names=self.hosts(KNOWN))
        result = self.check(KNOWN, incoming=None, password="not the one")
        self.expect(result, "wrong-credentials", "wrong-credentials")
        for service in ("imap", "smtp"):
            self.assertEqual(self.seen(service), [(KNOWN, False)])

    def test_not_when_it_is_not_wanted(self):
        self.serve()
        self.check(OWN, "--no-repair", password="not the one")
        for service in ("imap", "smtp"):
            self.assertEqual(self.seen(service), [(OWN, False)])

    def test_nothing_more_when_it_works(self):
        self.serve()
        result = self.check()
        self.expect(result, "ok", "ok")
        for side, service in (("incoming", "imap"), ("outgoing", "smtp")):
            self.assertEqual((result[side]["attempts"], result[side]["mended"]), ([], None))
            self.assertEqual(self.seen(service), [(OWN, True)])


class Locked(Case):
    IMAP = [send("* OK ready"), expect("CAPABILITY"), send("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\n{tag} OK done"),
            expect("AUTHENTICATE"), send("{tag} NO [LIMIT] Too many failed login attempts, try again in 15 minutes")]
    SMTP = [send("220 ready"), expect("EHLO"), send("250-ready\n250 AUTH PLAIN"),
            expect("AUTH"), send("535 5.7.8 Authentication failed")]

    def test_nobody_knocks_again(self):
        """Not at the server that says so, and not at the other one of the same account."""
        self.start_names(HOST)
        certificate = self.net.authority.issue("valid", (HOST,))
        with Scripted(self.IMAP, "tls", certificate, addresses=[SERVER], port=993) as receiving, \
                Scripted(self.SMTP, "tls", certificate, addresses=[SERVER], port=465) as sending:
            result = self.check()
        self.assertEqual(result["incoming"]["cause"], "too-many-attempts")
        for server in (receiving, sending):
            self.assertEqual((server.connections, server.surprises), (1, []))
        self.assertEqual(result["incoming"]["attempts"] + result["outgoing"]["attempts"], [])


class AppPasswords(Case):
    def test_as_it_is_shown(self):
        self.serve(User(GMAIL, APP_PASSWORD), names=self.hosts(GMAIL))
        result = self.check(GMAIL, incoming=None, password="abcd efgh ijkl mnop")
        self.expect(result, "ok", "ok")
        for side, service in (("incoming", "imap"), ("outgoing", "smtp")):
            self.assertEqual(result[side]["mended"], "It works without the spaces in the password.")
            self.assertEqual(self.seen(service), [(GMAIL, False), (GMAIL, True)])

    def test_spaces_of_another_password_stay(self):
        self.serve(User(GMAIL, "mydogisold"), names=self.hosts(GMAIL))
        result = self.check(GMAIL, incoming=None, password="my dog is old")
        self.assertNotEqual(result["incoming"]["cause"], "ok")
        self.assertEqual(len(self.seen("imap")), 1)


class Saved(Case):
    def saved(self, desktop, *arguments, **options):
        environment = {name: desktop.env[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")}
        self.assertEqual(self.check(*arguments, environment=environment, **options)["verdict"], "ready")
        return {item["protocol"]: item for item in desktop.search(address=arguments[0])}

    def test_what_works_is_saved(self):
        self.serve(User(OWN, PASSWORD, name="ada"))
        self.net.drop(465)
        with session.Session() as desktop:
            items = self.saved(desktop, OWN, "--save")
        self.assertEqual([items["smtp"][name] for name in ("port", "security", "username", "secret")],
                         ["587", "starttls", "ada", PASSWORD])
        self.assertEqual([items["imap"][name] for name in ("port", "security", "username", "secret")],
                         ["993", "tls", "ada", PASSWORD])

    def test_the_password_that_works_is_saved(self):
        self.serve(User(GMAIL, APP_PASSWORD), names=self.hosts(GMAIL))
        with session.Session() as desktop:
            items = self.saved(desktop, GMAIL, "--save", incoming=None, password="abcd efgh ijkl mnop")
        self.assertEqual([items[protocol]["secret"] for protocol in ("imap", "smtp")], [APP_PASSWORD] * 2)


if __name__ == "__main__":
    internet.enter()
    tap.main()
