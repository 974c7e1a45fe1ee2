# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo servers, seen by Python's own mail clients: they speak properly, and fail as promised."""

import base64
import configparser
import email
import imaplib
import json
import os
import pathlib
import smtplib
import socket
import ssl
import subprocess
import unittest

import tap
from demo.accounts import ACCOUNTS, PASSWORD
from servers.demo_thread import DemoThread
from session import wait_until

SCRIPT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "tools" / "demo-servers"
HOST = "127.0.0.1"


class NamedContext(ssl.SSLContext):
    """Checks for the host that the provider file names, whatever the socket was opened with."""

    name = None

    def wrap_socket(self, *args, **kwargs):
        kwargs["server_hostname"] = self.name
        return super().wrap_socket(*args, **kwargs)


class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        running = DemoThread()
        cls.demo = running.__enter__()
        cls.addClassCleanup(running.__exit__)

    def server(self, name, group):
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str
        parser.read(self.demo.providers / f"demo-{name}.provider", encoding="utf-8")
        return parser[group]

    def context(self, host):
        context = NamedContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.demo.ca)
        context.name = host
        return context

    def imap(self, name):
        server = self.server(name, "Incoming 1")
        context = self.context(server["Host"])
        if server["Security"] == "tls":
            client = imaplib.IMAP4_SSL(HOST, int(server["Port"]), ssl_context=context, timeout=30)
        else:
            client = imaplib.IMAP4(HOST, int(server["Port"]), timeout=30)
            client.starttls(context)
        self.addCleanup(lambda: client.sock.close())
        return client

    def smtp(self, name):
        server = self.server(name, "Outgoing 1")
        context = self.context(server["Host"])
        if server["Security"] == "tls":
            client = smtplib.SMTP_SSL(HOST, int(server["Port"]), context=context, timeout=30)
        else:
            client = smtplib.SMTP(HOST, int(server["Port"]), timeout=30)
            client.starttls(context=context)
        self.addCleanup(client.close)
        return client

    def receive(self, name, password=PASSWORD):
        client = self.imap(name)
        client.login(f"ada@{name}.example", password)
        self.assertEqual(client.select("INBOX", readonly=True), ("OK", [b"12"]))
        client.logout()

    def send(self, name, password=PASSWORD):
        client = self.smtp(name)
        address = f"ada@{name}.example"
        client.login(address, password)
        for code, text in (client.mail(address), client.rcpt(address), client.rset()):
            if code != 250:
                raise smtplib.SMTPResponseException(code, text)
        client.quit()


class Speech(Servers):
    def test_both_ways_of_encryption(self):
        for name in ("ready", "starttls"):
            with self.subTest(name):
                self.receive(name)
                self.send(name)

    def test_imap_plain_with_and_without_initial_response(self):
        client = self.imap("ready")
        self.assertIn("SASL-IR", client.capabilities)
        secret = f"\0ada@ready.example\0{PASSWORD}".encode()
        client.authenticate("PLAIN", lambda challenge: secret)
        client = self.imap("ready")
        initial = base64.b64encode(secret).decode()
        self.assertEqual(client._simple_command("AUTHENTICATE", "PLAIN", initial)[0], "OK")

    def test_imap_login_mechanism(self):
        client = self.imap("ready")
        answers = iter([b"ada@ready.example", PASSWORD.encode()])
        client.authenticate("LOGIN", lambda challenge: next(answers))

    def test_imap_literals_and_quotes(self):
        with self.raw("ready") as stream:
            stream.readline()
            stream.write(b"a LOGIN {17}\r\n")
            self.assertTrue(stream.readline().startswith(b"+ "))
            stream.write(b'ada@ready.example "melon\\-Boat-7"\r\n')
            self.assertTrue(stream.readline().startswith(b"a OK"))
            stream.write(b"b SELECT {5+}\r\nINBOX\r\n")
            lines = [stream.readline() for _ in range(8)]
            self.assertTrue(lines[-1].startswith(b"b OK"), lines)

    def raw(self, name, group="Incoming 1"):
        server = self.server(name, group)
        raw = socket.create_connection((HOST, int(server["Port"])), timeout=30)
        secure = self.context(server["Host"]).wrap_socket(raw)
        self.addCleanup(secure.close)
        return secure.makefile("rwb", buffering=0)

    def test_imap_order_is_kept(self):
        with self.raw("ready") as stream:
            stream.readline()
            stream.write(b"a EXAMINE INBOX\r\n")
            self.assertTrue(stream.readline().startswith(b"a BAD"))

    def test_imap_refuses_what_it_does_not_know(self):
        with self.raw("ready") as stream:
            stream.readline()
            for line in (b"a FROBNICATE\r\n", b"\r\n", b"\xff\xfe\r\n"):
                stream.write(line)
                self.assertIn(b" BAD ", stream.readline())

    def test_smtp_pipelining(self):
        with self.raw("ready", "Outgoing 1") as stream:
            stream.readline()
            secret = base64.b64encode(f"\0ada@ready.example\0{PASSWORD}".encode())
            stream.write(b"AUTH PLAIN " + secret + b"\r\n")
            self.assertTrue(stream.readline().startswith(b"235"))
            stream.write(b"MAIL FROM:<ada@ready.example>\r\nRCPT TO:<ada@ready.example>\r\nRSET\r\nQUIT\r\n")
            self.assertEqual([stream.readline()[:3] for _ in range(4)], [b"250", b"250", b"250", b"221"])

    def deliver(self, name, recipient=None):
        client = self.smtp(name)
        client.login(f"ada@{name}.example", PASSWORD)
        message = f"Subject: x\r\nMessage-ID: <1@{name}.example>\r\n\r\n.dot\r\n"
        client.sendmail(f"ada@{name}.example", [recipient or f"ada@{name}.example"], message)

    def wait_for(self, name, folder, *search):
        """The client in that folder, and the UID of what is there after a while."""
        client = self.imap(name)
        client.login(f"ada@{name}.example", PASSWORD)
        client.select(folder)
        wait_until(lambda: client.uid("SEARCH", *search)[1][0], "the message")
        return client, client.uid("SEARCH", *search)[1][0].decode()

    def test_smtp_takes_no_message_for_others(self):
        with self.assertRaises(smtplib.SMTPDataError):
            self.deliver("ready", "bob@ready.example")

    def test_a_message_arrives_and_is_deleted(self):
        for name, folder, result in (("ready", "INBOX", b"dmarc=pass"), ("junk", "Junk", b"dmarc=fail")):
            with self.subTest(name):
                self.deliver(name)
                client, uid = self.wait_for(name, folder, "HEADER", "Message-ID", f"<1@{name}.example>")
                text = client.uid("FETCH", uid, "(UID BODY.PEEK[]<0.65536>)")[1][0][1]
                self.assertTrue(text.endswith(b"\r\n\r\n.dot\r\n"), text)
                self.assertIn(result, text.splitlines()[0])
                client.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
                client.uid("EXPUNGE", uid)
                self.assertEqual(client.uid("SEARCH", "HEADER", "Message-ID", "1@")[1], [b""])

    def test_a_message_comes_back(self):
        self.deliver("bounces")
        client, uid = self.wait_for("bounces", "INBOX", "SINCE", "28-Feb-2026", "OR", "HEADER", "Content-Type",
                                    "delivery-status", "FROM", "mailer-daemon")
        report = email.message_from_bytes(client.uid("FETCH", uid, "(UID BODY.PEEK[]<0.65536>)")[1][0][1])
        self.assertEqual(report.get_content_type(), "multipart/report")
        self.assertIn("Message-ID: <1@bounces.example>", report.get_payload()[2].get_payload())

    def test_no_password_before_encryption(self):
        imap = imaplib.IMAP4(HOST, int(self.server("starttls", "Incoming 1")["Port"]), timeout=30)
        self.assertIn("LOGINDISABLED", imap.capabilities)
        with self.assertRaisesRegex(imaplib.IMAP4.error, "PRIVACYREQUIRED"):
            imap.login("ada@starttls.example", PASSWORD)
        smtp = smtplib.SMTP(HOST, int(self.server("starttls", "Outgoing 1")["Port"]), timeout=30)
        smtp.ehlo()
        self.assertEqual(smtp.docmd("AUTH", "PLAIN AGEAYQ==")[0], 530)
        imap.shutdown()
        smtp.close()


class Outcomes(Servers):
    """What each account's client gets to see; "ok" accounts work."""

    SEEN = {
        "wrong-credentials": "AUTHENTICATIONFAILED|535.*authentication failed",
        "sending-disabled": "SmtpClientAuthentication is disabled",
        "access-disabled": "yet to enable IMAP",
        "app-password-required": "Application-specific password",
        "oauth-required": "PRIVACYREQUIRED|basic authentication is disabled",
        "browser-sign-in-required": "via your web browser",
        "too-many-attempts": "Too many",
        "account-disabled": "[Aa]ccount disabled",
        "certificate-expired": "certificate has expired",
        "certificate-wrong-host": "[Hh]ostname mismatch",
        "certificate-untrusted": "self.signed",
        "connection-refused": "Connection refused",
        "connection-timed-out": "timed out",
        "timed-out": "timed out",
        "starttls-unavailable": "TLS not supported|STARTTLS",
        "encryption-mismatch": "WRONG_VERSION_NUMBER",
        "over-quota": "Over quota",
        "sender-rejected": "not owned by user",
        "client-blocked": "poor reputation",
        "server-unavailable": "shutting down|4.3.2|Service not available",
    }

    def test_each_account(self):
        for account in ACCOUNTS:
            for cause, use in ((account.incoming.expected, self.receive),
                               (account.outgoing.expected, self.send)):
                with self.subTest(f"{account.name} {use.__name__}"):
                    if cause == "ok":
                        use(account.name)
                        continue
                    with self.assertRaises(Exception) as caught:
                        use(account.name)
                    self.assertRegex(str(caught.exception), self.SEEN[cause])

    def test_the_cures_work(self):
        for name in ("app-password", "wrong-password"):
            account = next(a for a in ACCOUNTS if a.name == name)
            self.receive(name, account.accepted)
            self.send(name, account.accepted)


class Files(Servers):
    def test_list(self):
        listed = json.loads(self.demo.accounts.read_text("utf-8"))
        self.assertEqual([entry["address"] for entry in listed], [a.address for a in ACCOUNTS])
        verdicts = {entry["expected_verdict"] for entry in listed}
        self.assertEqual(verdicts, {"ready", "receive-only", "send-only", "neither"})
        for entry in listed:
            self.assertEqual(pathlib.Path(entry["password_file"]).read_text(), entry["password"] + "\n")

    def test_provider_files_lead_to_web_pages_of_example(self):
        for path in self.demo.providers.iterdir():
            for line in path.read_text("utf-8").split("[Links]\n")[1].splitlines():
                self.assertRegex(line, r"^[a-z-]+=https://[a-z-]+\.example/[a-z-]+$")


class Script(unittest.TestCase):
    def run_script(self, *arguments):
        return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, timeout=90, check=False)

    def test_list(self):
        listed = self.run_script("--list")
        self.assertEqual(listed.returncode, 0)
        self.assertIn(PASSWORD, listed.stdout)
        for account in ACCOUNTS:
            self.assertIn(account.address, listed.stdout)

    def test_command_is_told_where_and_its_status_handed_on(self):
        done = self.run_script("--quiet", "--", "sh", "-c",
                               "cat '{ca}'; ls '{providers}'; stat -c %a \"$(dirname {accounts})/password\";"
                               "dirname {accounts}; exit 7")
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertTrue(done.stdout.startswith("-----BEGIN CERTIFICATE"))
        self.assertIn("demo-ready.provider", done.stdout)
        *_, mode, folder = done.stdout.splitlines()
        self.assertEqual(mode, "600")
        self.assertFalse(pathlib.Path(folder).exists())

    def test_ends_with_its_command_when_told_to(self):
        process = subprocess.Popen([SCRIPT, "--quiet", "--", "sh", "-c", "echo {ca}; exec sleep 60"],
                                   stdout=subprocess.PIPE, text=True)
        authority = pathlib.Path(process.stdout.readline().strip())
        self.assertTrue(authority.exists())
        process.terminate()
        process.communicate(timeout=90)
        self.assertFalse(authority.exists())
        self.assertEqual(process.returncode, 128 + 15)


if __name__ == "__main__":
    tap.main()
