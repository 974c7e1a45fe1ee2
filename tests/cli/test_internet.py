# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli on a small internet: real names, usual ports, the system's trust, no option but the password."""

import datetime
import email.utils
import json
import unittest

import postino_cli
import tap
from servers import MailServers, User, internet
from servers.autoconfig import usual
from servers.internet import Internet
from servers.scripted import Scripted, expect, hang_up, send, send_bytes, start_tls
from servers.web import Web, document

PASSWORD = "Zq7-Lantern-Ölfass"
SERVER = "10.77.1.1"
OTHER_SERVER = "10.77.1.2"
NOWHERE = "2001:db8::1"
BUNDLED = "ada@libero.it"
OWN = "ada@firma.example"


class Case(unittest.TestCase):
    def expect(self, run, verdict, incoming, outgoing):
        self.assertTrue(run.output, run.errors.decode())
        result = run.json
        found = (result["verdict"], result["incoming"]["cause"], result["outgoing"]["cause"])
        self.assertEqual(found, (verdict, incoming, outgoing), json.dumps(result, indent=1))
        return result


class World(Case):
    def setUp(self):
        self.net = self.enterContext(Internet())

    def hosts(self, address):
        """The servers that the program knows for an address."""
        settings = postino_cli.run("settings", "--json", "--offline", address).json
        return settings["incoming"][0]["host"], settings["outgoing"][0]["host"]

    def check(self, address, password=PASSWORD, more=()):
        return postino_cli.run("check", "--json", *more, address, password=password)


class Online(World):
    def serve(self, *names, users=None):
        for name in names:
            self.net.add_host(name, SERVER)
        self.net.start_names()
        users = users or [User(BUNDLED, PASSWORD), User(OWN, PASSWORD)]
        return self.enterContext(
            MailServers(users, names=names, addresses=[SERVER], authority=self.net.authority))

    def test_known_provider(self):
        self.serve(*self.hosts(BUNDLED))
        result = self.expect(self.check(BUNDLED), "ready", "ok", "ok")
        self.assertEqual(result["source"], "bundled")

    def test_known_provider_wrong_password(self):
        self.serve(*self.hosts(BUNDLED))
        result = self.expect(self.check(BUNDLED, "wrong"), "neither", "wrong-credentials", "wrong-credentials")
        self.assertTrue(result["incoming"]["links"])

    def test_guessed(self):
        """A domain that nobody wrote down, with the usual names."""
        self.serve("imap.firma.example", "smtp.firma.example")
        result = self.expect(self.check(OWN), "ready", "ok", "ok")
        self.assertEqual(result["source"], "guess")

    def test_no_such_host(self):
        self.net.start_names()
        result = self.expect(
            self.check(OWN, more=["--incoming", "imaps://imap.firma.example", "--outgoing", "smtps://smtp.firma.example"]),
            "neither", "host-not-found", "host-not-found")
        self.assertEqual(result["incoming"]["stage"], "lookup")

    def test_nothing_listens(self):
        incoming, outgoing = self.hosts(BUNDLED)
        for name in (incoming, outgoing):
            self.net.add_host(name, "10.77.1.2")
        self.net.start_names()
        self.expect(self.check(BUNDLED), "neither", "connection-refused", "connection-refused")

    def test_no_name_server_answers(self):
        self.expect(self.check(BUNDLED, more=["--timeout", "8"]), "neither", "dns-failure", "dns-failure")

    def test_only_over_ipv6(self):
        """Names that have an address of IPv6 alone, in a network that has no way to any."""
        for name in ("imap.firma.example", "smtp.firma.example"):
            self.net.names.add(name, "AAAA", NOWHERE)
        self.net.start_names()
        result = self.expect(
            self.check(OWN, more=["--incoming", "imaps://imap.firma.example", "--outgoing", "smtps://smtp.firma.example"]),
            "neither", "unreachable", "unreachable")
        for side in ("incoming", "outgoing"):
            self.assertIn("only reachable over IPv6, which this network does not have", result[side]["meaning"])

    def test_port_25(self):
        """The port of servers among themselves: said when nothing else works, and left for 587 when that does."""
        self.serve("imap.firma.example", "smtp.firma.example")
        self.net.drop(25)
        typed = ["--incoming", "imaps://imap.firma.example", "--outgoing", "smtp://smtp.firma.example:25",
                 "--timeout", "6"]
        mended = self.expect(self.check(OWN, more=typed), "ready", "ok", "ok")
        self.assertEqual(mended["outgoing"]["port"], 587)
        result = self.expect(self.check(OWN, more=[*typed, "--no-repair"]), "receive-only", "ok", "connection-timed-out")
        self.assertIn("servers among themselves", result["outgoing"]["meaning"])
        self.assertIn("port 587", result["outgoing"]["steps"][0])

    def test_port_25_without_sign_in(self):
        self.serve("imap.firma.example", "smtp.firma.example")
        certificate = self.net.authority.issue("valid", ("smtp.firma.example",))
        script = [send("220 ready"), expect("EHLO"), send("250-mx\n250 STARTTLS"), expect("STARTTLS"), send("220 go"),
                  start_tls(), expect("EHLO"), send("250-mx\n250 PIPELINING")]
        typed = ["--incoming", "imaps://imap.firma.example", "--outgoing", "smtp://smtp.firma.example:25"]
        with Scripted(script, certificate=certificate, addresses=[SERVER], port=25):
            mended = self.expect(self.check(OWN, more=typed), "ready", "ok", "ok")
            result = self.expect(self.check(OWN, more=[*typed, "--no-repair"]), "receive-only", "ok", "auth-not-offered")
        self.assertEqual(mended["outgoing"]["port"], 587)
        self.assertIn("servers among themselves", result["outgoing"]["meaning"])


class Portal(World):
    """A hotel's network: whatever the name and the port, the same machine answers."""

    PORTS = {993: "tls", 143: "none", 465: "tls", 587: "none"}
    PAGE = b"HTTP/1.1 302 Found\r\nLocation: http://portal.hotel.example/\r\nContent-Length: 0\r\n\r\n"

    def answer(self, names, certificate=None):
        """With a page, or, where TLS comes first, with a certificate."""
        for name, address in zip(names, (SERVER, OTHER_SERVER)):
            self.net.add_host(name, address)
        self.net.start_names()
        servers = []
        for port, security in self.PORTS.items():
            security = security if certificate else "none"
            script = [send("220 ready")] if security == "tls" else [send_bytes(self.PAGE), hang_up()]
            servers.append(self.enterContext(
                Scripted(script, security, certificate, addresses=[SERVER, OTHER_SERVER], port=port)))
        return servers

    def expect_portal(self, run, cause):
        result = self.expect(run, "neither", cause, cause)
        self.assertEqual(result["headline"], "This network wants you to sign in first")
        for side in ("incoming", "outgoing"):
            self.assertIn("Open any page in the browser", result[side]["steps"][0])
        return result

    def test_page(self):
        servers = self.answer(self.hosts(BUNDLED))
        self.expect_portal(self.check(BUNDLED), "wrong-protocol")
        for server in servers:
            self.assertNotIn(PASSWORD.encode(), server.said())

    def test_certificate(self):
        certificate = self.net.authority.issue("unknown-authority", ("portal.hotel.example",))
        servers = self.answer(self.hosts(BUNDLED), certificate)
        self.expect_portal(self.check(BUNDLED), "certificate-wrong-host")
        for server in servers:
            self.assertEqual(server.said(), b"")

    def test_a_hosting_company(self):
        """One certificate for all its customers: no network's doing, and its name is the one to use."""
        certificate = self.net.authority.issue("valid", ("mail.hoster.example",))
        self.answer(("imap.firma.example", "smtp.firma.example"), certificate)
        result = self.expect(
            self.check(OWN, more=["--incoming", "imaps://imap.firma.example", "--outgoing", "smtps://smtp.firma.example"]),
            "neither", "certificate-wrong-host", "certificate-wrong-host")
        self.assertIn("mail.hoster.example", result["incoming"]["steps"][0])


class WebClock(World):
    """Mail servers whose certificates begin in five days or have ended, and a web server that says the time."""

    def check_at(self, date, kind="not-yet-valid"):
        """What the check says where the web says that date."""
        web = self.enterContext(Web(self.net))
        web.add_autoconfig("firma.example", document(usual("firma.example"), headers=[f"Date: {date}"]))
        names = ("imap.firma.example", "smtp.firma.example")
        for name in names:
            self.net.add_host(name, SERVER)
        self.net.start_names()
        self.enterContext(MailServers([User(OWN, PASSWORD)], certificate=kind, names=names,
                                      addresses=[SERVER], authority=self.net.authority))
        result = self.expect(self.check(OWN), "neither", f"certificate-{kind}", f"certificate-{kind}")
        self.assertEqual(result["source"], "provider-autoconfig")
        return result["incoming"]["meaning"]

    @staticmethod
    def days_ahead(days):
        return email.utils.format_datetime(
            datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days), usegmt=True)

    def test_this_computer_is_behind(self):
        self.assertIn("a server on the internet says", self.check_at(self.days_ahead(10)))

    def test_this_computer_is_right(self):
        self.assertEqual("Your password was not sent.", self.check_at(self.days_ahead(0)))

    def test_a_lie(self):
        """A date at which the web server's own certificate does not count yet is not believed."""
        self.assertIn("both servers' certificates end before it", self.check_at(self.days_ahead(-10), "expired"))

    def test_no_date(self):
        self.assertIn("both servers' certificates begin after it", self.check_at("tomorrow, with luck"))


class Offline(Case):
    def test_no_route(self):
        self.enterContext(Internet(online=False))
        run = postino_cli.run("check", "--json", BUNDLED, password=PASSWORD)
        self.expect(run, "neither", "offline", "offline")


if __name__ == "__main__":
    internet.enter()
    tap.main()
