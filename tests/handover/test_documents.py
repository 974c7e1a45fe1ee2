# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written for phones, administrators and other Postinos is read back by others' readers."""

import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree

import handed_over
import schema
import tap
from handed_over import uri

SAVE = sys.argv.pop(1)

ADDRESS = "ada@example.org"
PASSWORD = "Zq7-Lantern-Ölfass"
DOCUMENTS = ("thunderbird", "apple", "sheet", "qr", "qr-png", "qr-svg", "autoconfig", "srv", "provider", "json")
ODD = "e'v\"e\\$(id)`id`;#%u&|<>*?[]{}~!^=, é\u202e"

# https://github.com/apple/device-management, mdm/profiles/com.apple.mail.managed.yaml
MAIL_KEYS = {
    "EmailAccountDescription": str, "EmailAccountName": str, "EmailAddress": str,
    "EmailAccountType": ("EmailTypeIMAP", "EmailTypePOP"),
    "IncomingMailServerAuthentication": ("EmailAuthNone", "EmailAuthPassword", "EmailAuthCRAMMD5",
                                         "EmailAuthNTLM", "EmailAuthHTTPMD5"),
    "IncomingMailServerHostName": str, "IncomingMailServerPortNumber": int,
    "IncomingMailServerUseSSL": bool, "IncomingMailServerUsername": str,
    "OutgoingMailServerAuthentication": ("EmailAuthNone", "EmailAuthPassword", "EmailAuthCRAMMD5",
                                         "EmailAuthNTLM", "EmailAuthHTTPMD5"),
    "OutgoingMailServerHostName": str, "OutgoingMailServerPortNumber": int,
    "OutgoingMailServerUseSSL": bool, "OutgoingMailServerUsername": str,
    "OutgoingPasswordSameAsIncomingPassword": bool,
    "PayloadType": ("com.apple.mail.managed",), "PayloadVersion": int, "PayloadIdentifier": str,
    "PayloadUUID": str, "PayloadDisplayName": str,
}


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = handed_over.Desk(SAVE)
        cls.desk.__enter__()
        cls.addClassCleanup(cls.desk.__exit__)
        cls.desk.save(ADDRESS, uri("imaps", "imap.example.org", 993, ADDRESS),
                      uri("smtp", "smtp.example.org", 587, ADDRESS), PASSWORD)

    def document(self, target, *more, address=ADDRESS):
        """The bytes that go to standard output."""
        done = subprocess.run([handed_over.PROGRAM, "export", "--format", target, *more, address],
                              env=self.desk.env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def typed(self, target, incoming, outgoing="smtps://smtp.example.org", address=ADDRESS, name="Ada"):
        return self.document(target, "--incoming", incoming, "--outgoing", outgoing, "--name", name, address=address)

    def refused(self, target, incoming, outgoing="smtps://smtp.example.org"):
        done = self.desk.export("--format", target, "--incoming", incoming, "--outgoing", outgoing, ADDRESS)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        return done.stderr


class EveryDocument(Case):
    def test_no_secret(self):
        for target in DOCUMENTS:
            with self.subTest(target):
                self.desk.path("out").mkdir(exist_ok=True)
                self.document(target, "--output", str(self.desk.path("out")))
        self.assertEqual(len(list(self.desk.path("out").iterdir())), len(DOCUMENTS))
        self.assertEqual(self.desk.find_secret(PASSWORD), [])

    def test_private_and_never_over_another(self):
        path = self.desk.path("sheet.txt")
        self.document("sheet", "--output", str(path))
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        path.write_text("mine")
        done = self.desk.export("--format", "sheet", "--output", path, ADDRESS)
        self.assertEqual((done.returncode, path.read_text()), (2, "mine"))
        self.document("sheet", "--yes", "--output", str(path))
        self.assertIn("imap.example.org", path.read_text())

    def test_line_breaks_are_refused(self):
        for target in DOCUMENTS:
            with self.subTest(target):
                self.refused(target, "imaps://a%0Ab@imap.example.org")

    def test_same_bytes_each_time(self):
        for target in DOCUMENTS:
            with self.subTest(target):
                self.assertEqual(self.document(target), self.document(target))


class Apple(Case):
    def mail(self, *arguments, **options):
        text = self.typed("apple", *arguments, **options) if arguments else self.document("apple")
        self.profile = plistlib.loads(text)
        mail, = self.profile["PayloadContent"]
        for key, value in mail.items():
            kind = MAIL_KEYS[key]
            if isinstance(kind, tuple):
                self.assertIn(value, kind)
            else:
                self.assertIs(type(value), kind, key)
        return mail

    def test_imap(self):
        mail = self.mail()
        self.assertEqual((mail["EmailAccountType"], mail["IncomingMailServerHostName"],
                          mail["IncomingMailServerPortNumber"], mail["IncomingMailServerUseSSL"]),
                         ("EmailTypeIMAP", "imap.example.org", 993, True))
        self.assertEqual((mail["OutgoingMailServerHostName"], mail["OutgoingMailServerPortNumber"],
                          mail["OutgoingMailServerUsername"]), ("smtp.example.org", 587, ADDRESS))

    def test_payloads(self):
        mail = self.mail()
        profile = self.profile
        self.assertEqual((profile["PayloadType"], profile["PayloadVersion"]), ("Configuration", 1))
        self.assertNotEqual(profile["PayloadUUID"], mail["PayloadUUID"])
        for payload in (profile, mail):
            self.assertRegex(payload["PayloadUUID"], r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertFalse([key for key in mail if key.endswith("Password") and isinstance(mail[key], str)])

    def test_pop3_no_sign_in_and_odd_names(self):
        mail = self.mail("pop3s://" + uri("x", "pop.example.org", 995, ODD).partition("//")[2],
                         "smtp://relay.example.org?auth=none", name="A & B <c>")
        self.assertEqual((mail["EmailAccountType"], mail["IncomingMailServerUsername"], mail["EmailAccountName"]),
                         ("EmailTypePOP", ODD, "A & B <c>"))
        self.assertEqual(mail["OutgoingMailServerAuthentication"], "EmailAuthNone")
        self.assertNotIn("OutgoingMailServerUsername", mail)

    @unittest.skipUnless(shutil.which("plistutil"), "plistutil is not installed")
    def test_libplist_reads_it(self):
        path = self.desk.path("ada.mobileconfig")
        self.document("apple", "--yes", "--output", str(path))
        binary = subprocess.run(["plistutil", "-i", str(path), "-f", "bin"], capture_output=True, check=True).stdout
        self.assertEqual(plistlib.loads(binary), plistlib.loads(path.read_bytes()))


class Qr(Case):
    SETTINGS = ["ada@example.org", "IMAP imap.example.org:993 SSL/TLS ada@example.org",
                "SMTP smtp.example.org:587 STARTTLS ada@example.org"]

    @unittest.skipUnless(shutil.which("zbarimg"), "zbarimg is not installed")
    def read(self, path):
        done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sbinary", str(path)], capture_output=True,
                              check=False, env={"PATH": os.environ["PATH"]})
        return done.stdout.decode().strip().splitlines()

    def test_png(self):
        path = self.desk.path("code.png")
        self.document("qr-png", "--yes", "--output", str(path))
        self.assertEqual(self.read(path), self.SETTINGS)

    @unittest.skipUnless(shutil.which("rsvg-convert"), "rsvg-convert is not installed")
    def test_svg(self):
        path = self.desk.path("code.svg")
        self.document("qr-svg", "--yes", "--output", str(path))
        subprocess.run(["rsvg-convert", "-o", str(path) + ".png", str(path)], check=True)
        self.assertEqual(self.read(str(path) + ".png"), self.SETTINGS)

    def test_characters(self):
        """The same dots as in the picture, two in each character."""
        lines = self.document("qr").decode().splitlines()
        light = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
        rows = []
        for line in lines:
            rows += [[light[c][half] for c in line] for half in (0, 1)]
        size = len(rows[0])
        rows = rows[:size]
        scale = 6
        dots = bytearray()
        for row in rows:
            dots += bytes(255 * dot for dot in row for _ in range(scale)) * scale
        path = self.desk.path("characters.pgm")
        path.write_bytes(b"P5 %d %d 255\n" % (size * scale, size * scale) + dots)
        self.assertEqual(self.read(path), self.SETTINGS)

    def test_letters_of_the_world(self):
        path = self.desk.path("world.png")
        path.write_bytes(self.typed("qr-png", uri("imaps", "imap.example.org", 993, "дмитрий")))
        self.assertIn("дмитрий", self.read(path)[1])

    def test_too_long_for_a_picture(self):
        self.assertIn("too long", self.refused("qr-png", uri("imaps", "imap.example.org", 993, "x" * 3000)))


class Domain(Case):
    def test_autoconfig(self):
        root = xml.etree.ElementTree.fromstring(self.document("autoconfig"))
        self.assertEqual((root.tag, root.get("version")), ("clientConfig", "1.1"))
        provider = root.find("emailProvider")
        self.assertEqual((provider.get("id"), provider.findtext("domain")), ("example.org", "example.org"))
        found = [(node.tag, node.get("type"), *(node.findtext(name) for name in (
            "hostname", "port", "socketType", "username", "authentication")))
            for node in provider if node.get("type")]
        self.assertEqual(found, [
            ("incomingServer", "imap", "imap.example.org", "993", "SSL", "%EMAILADDRESS%", "password-cleartext"),
            ("outgoingServer", "smtp", "smtp.example.org", "587", "STARTTLS", "%EMAILADDRESS%", "password-cleartext")])

    def test_autoconfig_odd_name(self):
        root = xml.etree.ElementTree.fromstring(self.typed("autoconfig", uri("imap", "imap.example.org", 143, ODD)))
        self.assertEqual(root.findtext(".//incomingServer/username"), ODD)

    def test_provider_file_is_read_back(self):
        folder = self.desk.path("providers")
        folder.mkdir()
        self.document("provider", "--output", str(folder))
        self.assertEqual([path.name for path in folder.iterdir()], ["example.org.provider"])
        done = subprocess.run([handed_over.PROGRAM, "settings", "--json", "--offline", "--providers", str(folder),
                               "bob@example.org"], env=self.desk.env, capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        settings = schema.load(done.stdout)
        self.assertEqual([settings["source"], settings["provider"]["id"], settings["policy"]],
                         ["drop-in", "example.org", "password"])
        found = [[s[key] for key in ("protocol", "host", "port", "security", "username")]
                 for s in settings["incoming"] + settings["outgoing"]]
        self.assertEqual(found, [["imap", "imap.example.org", 993, "tls", "bob@example.org"],
                                 ["smtp", "smtp.example.org", 587, "starttls", "bob@example.org"]])

    def test_srv(self):
        zone = self.document("srv").decode().splitlines()
        self.assertEqual(zone, ["_imaps._tcp.example.org. 3600 IN SRV 0 1 993 imap.example.org.",
                                "_submission._tcp.example.org. 3600 IN SRV 0 1 587 smtp.example.org."])
        zone = self.typed("srv", "pop3://pop.example.org", "smtps://smtp.exämple.org").decode()
        self.assertEqual(re.findall(r"^(\S+)\._tcp.* (\d+) (\S+)$", zone, re.M),
                         [("_pop3", "110", "pop.example.org."), ("_submissions", "465", "smtp.xn--exmple-cua.org.")])

    def test_srv_cannot_say_everything(self):
        self.assertIn("no name", self.refused("srv", "imaps://192.0.2.1"))
        self.assertIn("without encryption", self.refused("srv", "imap://imap.example.org?security=none"))

    def test_json_is_what_settings_prints(self):
        settings = schema.load(self.document("json"))
        self.assertEqual((settings["address"], settings["incoming"][0]["host"], settings["outgoing"][0]["port"]),
                         (ADDRESS, "imap.example.org", 587))


class Thunderbird(Case):
    def preferences(self, *arguments):
        policies = json.loads(self.typed("thunderbird", *arguments))["policies"]
        self.assertEqual(list(policies), ["Preferences"])
        for preference in policies["Preferences"].values():
            self.assertEqual(preference["Status"], "default", "a profile's own accounts stay")
        return {name: preference["Value"] for name, preference in policies["Preferences"].items()}

    def test_every_link_leads_somewhere(self):
        found = self.preferences("imaps://imap.example.org", "smtp://smtp.example.org")
        account, = found["mail.accountmanager.accounts"].split(",")
        server, identity = (found[f"mail.account.{account}.{name}"] for name in ("server", "identities"))
        self.assertEqual([found[f"mail.server.{server}.{name}"] for name in
                          ("type", "hostname", "port", "socketType", "userName", "authMethod")],
                         ["imap", "imap.example.org", 993, 3, ADDRESS, 3])
        smtp = found[f"mail.identity.{identity}.smtpServer"]
        self.assertEqual(smtp, found["mail.smtpservers"])
        self.assertEqual([found[f"mail.smtpserver.{smtp}.{name}"] for name in
                          ("hostname", "port", "try_ssl", "username", "authMethod")],
                         ["smtp.example.org", 587, 2, ADDRESS, 3])
        self.assertEqual(found[f"mail.identity.{identity}.fcc_folder"], "imap://ada%40example.org@imap.example.org/Sent")

    def test_a_profile_with_servers_of_its_own_sends_through_them(self):
        self.assertNotIn("mail.smtp.defaultserver", self.preferences("imaps://imap.example.org", "smtp://smtp.example.org"))

    def test_over_pop3_mail_stays_on_the_server(self):
        found = self.preferences("pop3s://pop.example.org", "smtp://smtp.example.org")
        self.assertIs(found["mail.server.serverpostino.leave_on_server"], True)
        self.assertEqual(found["mail.identity.idpostino.draft_folder"], "mailbox://ada%40example.org@pop.example.org/Drafts")

    def test_no_number_is_taken_for_yes_or_no(self):
        """A policy takes 0 and 1 for a boolean unless Thunderbird knows the preference; it keeps 32 bits of any other."""
        found = self.preferences("imaps://imap.example.org", "smtp://relay.example.org?auth=none")
        numbers = {name: value for name, value in found.items() if type(value) is int}
        self.assertEqual([name for name, value in numbers.items() if value in (0, 1)], [])
        self.assertEqual(numbers["mail.smtpserver.smtppostino.authMethod"] % 2 ** 32, 1)


class Sheet(Case):
    def test_everything_to_type(self):
        text = self.document("sheet").decode()
        for word in (ADDRESS, "imap.example.org", "993", "SSL/TLS", "smtp.example.org", "587", "STARTTLS"):
            self.assertIn(word, text)


if __name__ == "__main__":
    tap.main()
