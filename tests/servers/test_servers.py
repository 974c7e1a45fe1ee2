# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixtures themselves: real servers that behave, certificates with one fault each, scripts."""

import base64
import imaplib
import pathlib
import poplib
import shutil
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

import tap
from demo.certificates import KINDS, Authority
from servers import STRANGE_HOST, MailServers, Unavailable, User
from servers.daemon import session_members
from servers.scripted import Scripted, expect, hang_up, reset, send, send_bytes, silence, start_tls
from servers.second_family import SecondFamily

PASSWORD = 'pass wörd §\\"\'{}%s '
ADA = User("ada@postino.test", PASSWORD)
USERS = [
    ADA,
    User("bob@postino.test", "b", denied=("imap", "pop3")),
    User("eve@postino.test", "e", denied=("smtp",)),
    User("full@postino.test", "f", full=True),
    User("sam@postino.test", "s", name="sam", owns=()),
]


def plain(name, password):
    return lambda _challenge: b"\0" + name.encode() + b"\0" + password.encode()


class RealServers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            cls.mail = MailServers(USERS)
            cls.mail.__enter__()
        except Unavailable as reason:
            raise unittest.SkipTest(str(reason))
        cls.addClassCleanup(cls.mail.close)
        cls.context = ssl.create_default_context(cafile=cls.mail.ca_file)

    def imap(self, security):
        if security == "tls":
            return imaplib.IMAP4_SSL("localhost", self.mail.imaps, ssl_context=self.context)
        client = imaplib.IMAP4(STRANGE_HOST, self.mail.imap)
        self.assertIn("LOGINDISABLED", client.capabilities)
        client.starttls(self.context)
        return client

    def smtp(self, security):
        if security == "tls":
            return smtplib.SMTP_SSL("localhost", self.mail.submissions, context=self.context)
        client = smtplib.SMTP("localhost", self.mail.submission)
        client.ehlo()
        self.assertFalse(client.has_extn("auth"))
        client.starttls(context=self.context)
        return client

    def pop3(self, security):
        if security == "tls":
            return poplib.POP3_SSL("localhost", self.mail.pop3s, context=self.context)
        client = poplib.POP3("localhost", self.mail.pop3)
        client.stls(self.context)
        return client

    def sign_in_to_send(self, client, name, password):
        client.ehlo()
        secret = base64.b64encode(f"\0{name}\0{password}".encode()).decode()
        code, text = client.docmd("AUTH", "PLAIN " + secret)
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, text)

    def test_imap_signs_in(self):
        for security in ("tls", "starttls"):
            with self.subTest(security), self.imap(security) as client:
                client.authenticate("PLAIN", plain(ADA.name, ADA.password))
                self.assertEqual(client.select("INBOX", readonly=True), ("OK", [b"0"]))

    def test_imap_refuses_wrong_password(self):
        for security in ("tls", "starttls"):
            with self.subTest(security), self.imap(security) as client:
                with self.assertRaisesRegex(imaplib.IMAP4.error, "AUTHENTICATIONFAILED"):
                    client.authenticate("PLAIN", plain(ADA.name, "wrong"))

    def test_pop3_signs_in(self):
        for security in ("tls", "starttls"):
            with self.subTest(security):
                client = self.pop3(security)
                client.user("full@postino.test")
                self.assertIn(b"+OK", client.pass_("f"))
                client.quit()

    def test_pop3_refuses_wrong_password(self):
        client = self.pop3("tls")
        client.user(ADA.name)
        with self.assertRaisesRegex(poplib.error_proto, "AUTH"):
            client.pass_("wrong")
        client.close()

    def test_smtp_signs_in_and_takes_the_own_address(self):
        for security in ("tls", "starttls"):
            with self.subTest(security), self.smtp(security) as client:
                self.sign_in_to_send(client, ADA.name, ADA.password)
                self.assertEqual(client.mail(ADA.address)[0], 250)
                self.assertEqual(client.rcpt(ADA.address)[0], 250)
                self.assertEqual(client.rset()[0], 250)

    def test_smtp_refuses_wrong_password(self):
        for security in ("tls", "starttls"):
            with self.subTest(security), self.smtp(security) as client:
                with self.assertRaises(smtplib.SMTPAuthenticationError) as caught:
                    self.sign_in_to_send(client, ADA.name, "wrong")
                self.assertEqual(caught.exception.smtp_code, 535)

    def test_smtp_refuses_another_sender(self):
        for user, password, sender in ((ADA.name, ADA.password, "bob@postino.test"),
                                       ("sam", "s", "sam@postino.test")):
            with self.subTest(user), self.smtp("tls") as client:
                self.sign_in_to_send(client, user, password)
                self.assertEqual(client.mail(sender)[0], 250)
                self.assertEqual(client.rcpt(sender)[0], 553)

    def test_smtp_wants_a_sign_in(self):
        with self.smtp("tls") as client:
            client.ehlo()
            client.mail(ADA.address)
            self.assertEqual(client.rcpt(ADA.address)[0], 553)
        with self.smtp("tls") as client:
            client.ehlo()
            client.mail("nobody@elsewhere.test")
            self.assertEqual(client.rcpt(ADA.address)[0], 554)

    def test_full_mailbox(self):
        with self.smtp("tls") as client:
            self.sign_in_to_send(client, "full@postino.test", "f")
            client.mail("full@postino.test")
            self.assertEqual(client.rcpt("full@postino.test"), (452, b"4.2.2 <full@postino.test>: "
                             b"Recipient address rejected: Over quota"))

    def test_services_can_be_denied(self):
        with self.imap("tls") as client:
            with self.assertRaises(imaplib.IMAP4.error):
                client.login("bob@postino.test", "b")
        with self.smtp("tls") as client:
            self.sign_in_to_send(client, "bob@postino.test", "b")
        with self.imap("tls") as client:
            client.login("eve@postino.test", "e")
        with self.smtp("tls") as client, self.assertRaises(smtplib.SMTPAuthenticationError):
            self.sign_in_to_send(client, "eve@postino.test", "e")

    def test_a_message_goes_nowhere(self):
        with self.smtp("tls") as client:
            self.sign_in_to_send(client, ADA.name, ADA.password)
            client.sendmail(ADA.address, ["somebody@elsewhere.test"], "Subject: x\r\n\r\nx\r\n")
        for _ in range(100):
            if "relay=none" in self.mail.log() and "status=sent" in self.mail.log():
                return
            time.sleep(0.05)
        self.fail(self.mail.log())

    def test_no_sign_in_without_encryption(self):
        client = imaplib.IMAP4(STRANGE_HOST, self.mail.imap)
        with client, self.assertRaisesRegex(imaplib.IMAP4.error, "PRIVACYREQUIRED"):
            client.login("full@postino.test", "f")

    def test_sign_ins_are_counted(self):
        before = len(self.mail.sign_ins())
        with self.imap("tls") as client:
            client.login("full@postino.test", "f")
        with self.smtp("tls") as client, self.assertRaises(smtplib.SMTPAuthenticationError):
            self.sign_in_to_send(client, "full@postino.test", "wrong")
        found = self.mail.sign_ins()[before:]
        self.assertEqual([(s["service"], s["success"]) for s in found],
                         [("imap", True), ("smtp", False)])
        self.assertEqual({s["user"] for s in found}, {"full@postino.test"})

    def test_logs_hold_no_password(self):
        with self.imap("tls") as client:
            client.authenticate("PLAIN", plain(ADA.name, ADA.password))
        self.assertNotIn(ADA.password, self.mail.log())


class Lifetime(unittest.TestCase):
    def start(self, kind=MailServers):
        try:
            mail = kind([ADA])
            began = time.monotonic()
            mail.__enter__()
        except Unavailable as reason:
            self.skipTest(str(reason))
        self.addCleanup(mail.close)
        return mail, time.monotonic() - began

    def test_starts_soon_and_leaves_nothing(self):
        mail, seconds = self.start()
        print(f"# started in {seconds:.2f} s")
        folder = mail.folder
        sessions = mail.sessions
        self.assertTrue(all(session_members(session) for session in sessions))
        mail.close()
        self.assertEqual([session_members(session) for session in sessions], [[], []])
        self.assertFalse(folder.exists())

    def test_the_second_family_leaves_nothing(self):
        mail, seconds = self.start(SecondFamily)
        print(f"# started in {seconds:.2f} s")
        folder, sessions = mail.folder, mail.sessions
        self.assertTrue(all(session_members(session) for session in sessions))
        mail.close()
        self.assertEqual([session_members(session) for session in sessions], [[], []])
        self.assertFalse(folder.exists())

    def test_two_at_a_time(self):
        first, _ = self.start()
        second, _ = self.start()
        self.assertNotEqual(first.imaps, second.imaps)

    def test_ends_with_its_parent(self):
        program = ("from servers import MailServers; import sys, time; m = MailServers([]); m.__enter__();"
                   "print(*m.sessions, m.folder, flush=True); time.sleep(60)")
        child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
        line = child.stdout.readline().split()
        child.kill()
        child.communicate()
        if not line:
            self.skipTest("the servers cannot run here")
        folder = pathlib.Path(line[2])
        deadline = time.monotonic() + 10
        while any(map(session_members, map(int, line[:2]))) or any(folder.glob("*/log")):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        shutil.rmtree(folder)

    def test_other_certificates(self):
        for kind in ("expired", "unknown-authority"):
            with self.subTest(kind):
                try:
                    mail = MailServers([ADA], certificate=kind)
                    mail.__enter__()
                except Unavailable as reason:
                    self.skipTest(str(reason))
                self.addCleanup(mail.close)
                context = ssl.create_default_context(cafile=mail.ca_file)
                with self.assertRaises(ssl.SSLCertVerificationError):
                    imaplib.IMAP4_SSL("localhost", mail.imaps, ssl_context=context)
                with self.assertRaises(ssl.SSLCertVerificationError):
                    smtplib.SMTP_SSL("localhost", mail.submissions, context=context)
                mail.close()


class Certificates(unittest.TestCase):
    FAULTS = {
        "valid": None,
        "expired": "expired",
        "not-yet-valid": "not yet valid",
        "wrong-host": "Hostname mismatch",
        "self-signed": "self.signed certificate",
        "unknown-authority": "unable to get local issuer",
    }

    def test_each_has_one_fault(self):
        self.assertEqual(set(KINDS), set(self.FAULTS))
        with tempfile.TemporaryDirectory() as folder:
            authority = Authority(folder)
            for kind, fault in self.FAULTS.items():
                with self.subTest(kind):
                    self.assertEqual(self.fault(authority, kind) is None, fault is None)
                    if fault:
                        self.assertRegex(self.fault(authority, kind), fault)

    def fault(self, authority, kind):
        context = ssl.create_default_context(cafile=authority.file)
        with Scripted([send("hello")], "tls", authority.issue(kind)) as server:
            with socket.create_connection(("localhost", server.port)) as raw:
                try:
                    with context.wrap_socket(raw, server_hostname="localhost") as client:
                        self.assertEqual(client.recv(100), b"hello\r\n")
                except ssl.SSLCertVerificationError as error:
                    return error.verify_message
        return None


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.authority = Authority(folder.name)

    def connect(self, server):
        client = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        self.addCleanup(client.close)
        return client

    def test_conversation(self):
        script = [send("* OK hi"), expect("^a1 noop"), send("{tag} OK"), hang_up()]
        with Scripted(script) as server:
            client = self.connect(server)
            client.sendall(b"a1 NOOP\r\n")
            self.assertEqual(b"".join(iter(lambda: client.recv(100), b"")), b"* OK hi\r\na1 OK\r\n")
        self.assertEqual(server.said(), b"a1 NOOP\r\n")
        self.assertEqual(server.surprises, [])

    def test_surprise(self):
        with Scripted([expect("QUIT")]) as server:
            client = self.connect(server)
            client.sendall(b"HELP\r\n")
            self.assertEqual(client.recv(100), b"")
        self.assertEqual(len(server.surprises), 1)

    def test_reset(self):
        with Scripted([reset()]) as server:
            with self.assertRaises(ConnectionResetError):
                self.connect(server).recv(100)

    def test_silence(self):
        with Scripted([silence(60)]) as server:
            client = self.connect(server)
            client.settimeout(0.1)
            with self.assertRaises(TimeoutError):
                client.recv(100)

    def test_upgrade(self):
        script = [send("* OK"), expect("starttls"), send("{tag} OK begin"), start_tls(),
                  expect("noop"), send_bytes(b"\xff\r\n"), hang_up()]
        with Scripted(script, certificate=self.authority.issue()) as server:
            raw = self.connect(server)
            self.assertEqual(raw.recv(100), b"* OK\r\n")
            raw.sendall(b"1 STARTTLS\r\n")
            self.assertEqual(raw.recv(100), b"1 OK begin\r\n")
            context = ssl.create_default_context(cafile=self.authority.file)
            with context.wrap_socket(raw, server_hostname="localhost") as client:
                client.sendall(b"2 NOOP\r\n")
                self.assertEqual(client.recv(100), b"\xff\r\n")
                self.assertEqual(client.recv(100), b"")

    def test_old_tls(self):
        old = ssl.TLSVersion.TLSv1_1
        with Scripted([], "tls", self.authority.issue(), newest_tls=old) as server:
            context = ssl.create_default_context(cafile=self.authority.file)
            with self.assertRaises(ssl.SSLError):
                context.wrap_socket(self.connect(server), server_hostname="localhost")


if __name__ == "__main__":
    tap.main()
