# SPDX-License-Identifier: GPL-3.0-or-later
"""What is exported is read by the real programs, which sign in with it, without an edit."""

import hashlib
import imaplib
import json
import os
import pty
import select
import shutil
import ssl
import subprocess
import sys
import time
import unittest

import handed_over
import tap
from handed_over import uri
from servers import MailServers, Unavailable, User

SAVE = sys.argv.pop(1)

PASSWORD = "Zq7-Lantern \\\"a1Öl'$fass`\\0412"
ADA = User("ada@postino.test", PASSWORD)
# Every character that a shell or a configuration file could take for its own.
EVE = User("eve@postino.test", PASSWORD, name="e'v\"e\\$(id)`id`;#%u&|<>*?[]{}~!^=")
SAM = User("sam@postino.test", PASSWORD, name="sa m")
MESSAGE = "From: {0}\nTo: {0}\nSubject: hello\n\nhello\n"


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            cls.mail = MailServers([ADA, EVE, SAM])
            cls.mail.__enter__()
        except Unavailable as reason:
            raise unittest.SkipTest(str(reason))
        cls.addClassCleanup(cls.mail.close)

    def setUp(self):
        self.desk = handed_over.Desk(SAVE)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)

    def save(self, user, security="tls", incoming="imap"):
        ports = {"imap": (self.mail.imaps, self.mail.imap), "pop3": (self.mail.pop3s, self.mail.pop3),
                 "smtp": (self.mail.submissions, self.mail.submission)}

        def make(protocol):
            tls = security == "tls"
            return uri(protocol + ("s" if tls else ""), "localhost", ports[protocol][0 if tls else 1], user.name)

        self.desk.run("secret-tool", "clear", "address", user.address, check=False)
        self.desk.save(user.address, make(incoming), make("smtp"), user.password)

    def export(self, target, user):
        done = self.desk.export("--format", target, "--yes", "--ca-file", self.mail.ca_file, user.address)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.desk.find_secret(user.password), [])

    def deliver(self, user):
        """A message in the inbox, put there over IMAP."""
        context = ssl.create_default_context(cafile=str(self.mail.ca_file))
        with imaplib.IMAP4_SSL("localhost", self.mail.imaps, ssl_context=context) as imap:
            imap.authenticate("PLAIN", lambda _: b"\0" + user.name.encode() + b"\0" + user.password.encode())
            imap.append("INBOX", None, None, MESSAGE.format(user.address).replace("\n", "\r\n").encode())

    def count(self, service, user):
        return len([one for one in self.mail.sign_ins(service)
                    if one["user"] == user.name and one["success"]])

    def signs_in(self, service, user, action):
        """Signs in, and is refused nowhere on the way."""
        before = self.count(service, user)
        failures = len([one for one in self.mail.sign_ins(service) if not one["success"]])
        output = action()
        self.assertGreater(self.count(service, user), before, output)
        self.assertEqual(len([one for one in self.mail.sign_ins(service) if not one["success"]]), failures, output)


@needs("msmtp")
class Msmtp(Case):
    def send(self, user, *more):
        return self.desk.run("msmtp", *more, user.address, input=MESSAGE.format(user.address)).stdout

    def test_sends(self):
        for security, user in (("tls", EVE), ("starttls", ADA)):
            with self.subTest(security, user=user.address):
                self.save(user, security)
                self.export("msmtp", user)
                self.signs_in("smtp", user, lambda user=user: self.send(user, "-a", user.address))

    def test_is_the_default_where_there_is_none(self):
        self.save(ADA)
        self.export("msmtp", ADA)
        self.signs_in("smtp", ADA, lambda: self.send(ADA))

    def test_somebodys_default_stays(self):
        self.desk.path(".msmtprc").write_text("account work\nhost work.example\n\naccount default : work\n")
        self.desk.path(".msmtprc").chmod(0o600)
        self.save(ADA)
        self.export("msmtp", ADA)
        self.assertIn("work.example", self.desk.run("msmtp", "--pretend", "x@y.example", input="").stdout)

    def test_an_authority_that_is_not_named_is_not_trusted(self):
        self.save(ADA)
        self.export("msmtp", ADA)
        config = self.desk.config("msmtp", "config")
        text = config.read_text()
        self.assertIn("tls_trust_file", text)
        config.write_text(text.replace(str(self.mail.ca_file), "system"))
        refused = self.desk.run("msmtp", ADA.address, input=MESSAGE.format(ADA.address), check=False)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("certificate", refused.stdout)


    def send_pinned(self, sha256):
        self.desk.run("secret-tool", "clear", "address", ADA.address, check=False)
        self.desk.save(ADA.address, uri("imaps", "localhost", self.mail.imaps, ADA.name),
                       uri("smtps", "localhost", self.mail.submissions, ADA.name), PASSWORD, pinned_sending=sha256)
        self.assertEqual(self.desk.export("--format", "msmtp", "--yes", ADA.address).returncode, 0)
        return self.desk.run("msmtp", ADA.address, input=MESSAGE.format(ADA.address), check=False)

    def test_a_certificate_accepted_by_hand_and_no_other(self):
        pem = ssl.get_server_certificate(("localhost", self.mail.submissions))
        sha256 = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
        self.assertEqual(self.send_pinned(sha256).returncode, 0)
        refused = self.send_pinned(sha256[:-1] + ("0" if sha256[-1] != "0" else "1"))
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("fingerprint", refused.stdout)


@needs("mbsync")
class Mbsync(Case):
    def test_syncs(self):
        for security, user in (("tls", ADA), ("starttls", EVE), ("tls", SAM)):
            with self.subTest(security, user=user.address):
                self.save(user, security)
                self.deliver(user)
                self.export("mbsync", user)
                self.signs_in("imap", user, lambda user=user: self.desk.run("mbsync", user.address).stdout)
                inbox = self.desk.path("Mail", user.address, "INBOX")
                self.assertTrue([path for path in inbox.rglob("*")
                                 if path.is_file() and b"hello" in path.read_bytes()])

    def test_two_accounts_beside_one_another(self):
        for user in (ADA, SAM):
            self.save(user)
            self.export("mbsync", user)
        self.signs_in("imap", ADA, lambda: self.desk.run("mbsync", "-a").stdout)


@needs("fetchmail")
class Fetchmail(Case):
    def test_fetches(self):
        for incoming, security, user in (("imap", "tls", ADA), ("imap", "starttls", EVE), ("imap", "tls", SAM),
                                         ("pop3", "starttls", ADA), ("pop3", "tls", EVE)):
            with self.subTest(incoming, security=security, user=user.address):
                self.save(user, security, incoming)
                self.deliver(user)
                self.export("fetchmail", user)
                self.signs_in(incoming, user, lambda user=user: self.fetch(user))

    def fetch(self, user):
        box = self.desk.path("box")
        box.write_text("")
        run = self.desk.run(self.desk.path(".local", "bin", f"fetchmail-{user.address}"), "--all", "--mda",
                            f"cat >>{box}", env={"FETCHMAILHOME": str(self.desk.path())}, check=False)
        self.assertIn("hello", box.read_text(), run.stdout)
        return run.stdout

    def test_no_password_no_sign_in(self):
        self.save(ADA)
        self.export("fetchmail", ADA)
        before = len(self.mail.sign_ins())
        self.desk.run("secret-tool", "clear", "address", ADA.address)
        run = self.desk.run(self.desk.path(".local", "bin", f"fetchmail-{ADA.address}"), check=False)
        self.assertEqual((run.returncode, len(self.mail.sign_ins())), (1, before))


class SavedAgain(Case):
    """A new password, or new settings, reach every program that has the account."""

    def check(self, user, incoming, password):
        secret = self.desk.path("password")
        secret.write_text(password + "\n")
        return self.desk.run(handed_over.PROGRAM, "check", "--offline", "--save", "--no-repair", "--ca-file",
                             self.mail.ca_file, "--incoming", uri(*incoming, user.name), "--outgoing",
                             uri("smtp", "localhost", self.mail.submission, user.name), "--password-file", secret,
                             user.address).stdout

    def test_new_settings_and_password(self):
        old = User(ADA.address, "Worn-0ut-Lantern")
        self.save(old)
        for target in ("mbsync", "geary", "evolution"):
            self.export(target, old)
        said = self.check(ADA, ("imap", "localhost", self.mail.imap), PASSWORD)
        self.assertEqual(said.count("has the new settings as well."), 3, said)
        self.assertIn("SSLType STARTTLS", self.desk.path(".mbsyncrc").read_text())
        self.signs_in("imap", ADA, lambda: self.desk.run("mbsync", ADA.address).stdout)
        kept = self.desk.run("secret-tool", "lookup", "xdg:schema", "org.gnome.Geary", "proto", "SMTP").stdout
        self.assertEqual(kept, PASSWORD)
        kept = self.desk.run("secret-tool", "search", "--all", "--unlock", "xdg:schema", "org.gnome.Evolution.Data.Source").stdout
        self.assertEqual((kept.count(f"secret = {PASSWORD}"), old.password in kept), (2, False))

    def test_another_account_of_the_address_changes_nothing(self):
        self.save(ADA)
        self.export("mbsync", ADA)
        before = self.desk.path(".mbsyncrc").read_text()
        self.assertNotIn("new settings", self.check(ADA, ("pop3s", "localhost", self.mail.pop3s), PASSWORD))
        self.assertEqual(self.desk.path(".mbsyncrc").read_text(), before)


class AnotherPostino(Case):
    """JSON that one Postino has written is read by another."""

    def check(self, document, *more):
        path = self.desk.path("ada.json")
        path.write_text(document)
        secret = self.desk.path("password")
        secret.write_text(PASSWORD + "\n")
        return self.desk.run(handed_over.PROGRAM, "check", "--json", "--offline", "--settings", path, "--ca-file",
                             self.mail.ca_file, "--password-file", secret, *more, EVE.address, check=False)

    def test_reads_it(self):
        self.save(EVE)
        done = self.check(self.desk.export("--format", "json", EVE.address).stdout)
        result = json.loads(done.stdout)
        self.assertEqual((done.returncode, result["verdict"]), (0, "ready"), done.stdout)
        self.assertEqual([result[side]["username"] for side in ("incoming", "outgoing")], [EVE.name, EVE.name])

    def test_reads_nothing_else(self):
        self.save(EVE)
        good = self.desk.export("--format", "json", EVE.address).stdout
        for wrong in ("", "[]", "{}", good.replace('"schema" : 1', '"schema" : 2'), good.replace('"imap"', '"smtp"'),
                      good.replace('"localhost"', '"a b"'), good.replace('"tls"', '7'), "x" * 2000000):
            done = self.check(wrong)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertIn("ada.json", done.stdout)

    def test_what_was_not_vouched_for_is_not_trusted(self):
        self.save(EVE)
        before = len(self.mail.sign_ins())
        document = self.desk.export("--format", "json", EVE.address).stdout.replace('"vouched"', '"unconfirmed"')
        result = json.loads(self.check(document).stdout)
        self.assertEqual((result["incoming"]["cause"], len(self.mail.sign_ins())), ("host-unconfirmed", before))


@needs("neomutt")
class Neomutt(Case):
    def open(self):
        """NeoMutt wants a terminal; a first key leaves it."""
        primary, secondary = pty.openpty()
        process = subprocess.Popen(["neomutt", "-e", "set quit=yes", "-e", "push '<exit>'"],
                                   env={**self.desk.env, "TERM": "xterm"},
                                   stdin=secondary, stdout=secondary, stderr=secondary, start_new_session=True)
        os.close(secondary)
        output = b""
        end = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < end:
            try:
                if select.select([primary], [], [], 0.1)[0]:
                    output += os.read(primary, 4096)
            except OSError:
                break
        os.close(primary)
        process.kill()
        process.wait()
        return output.decode("utf-8", "replace")

    def send(self, user):
        return self.desk.run("neomutt", "-s", "hello", "-e", "set copy=no", user.address, input="hello\n").stdout

    def test_opens_and_sends(self):
        for security, user in (("tls", EVE), ("starttls", ADA)):
            with self.subTest(security, user=user.address):
                self.save(user, security)
                self.export("neomutt", user)
                self.signs_in("imap", user, self.open)
                self.signs_in("smtp", user, lambda user=user: self.send(user))
                self.desk.export("--format", "neomutt", "--undo", user.address)

    def test_opens_pop3(self):
        self.desk.path("Mail").mkdir()  # else NeoMutt asks first whether to make it
        self.save(ADA, incoming="pop3")
        self.export("neomutt", ADA)
        self.signs_in("pop3", ADA, self.open)


if __name__ == "__main__":
    tap.main()
