# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli on a small internet: real names, usual ports, the system's trust, no option but the password."""

import json
import unittest

import postino_cli
import tap
from servers import MailServers, User, internet
from servers.internet import Internet

PASSWORD = "Zq7-Lantern-Ölfass"
SERVER = "10.77.1.1"
BUNDLED = "ada@libero.it"
OWN = "ada@firma.example"


class Case(unittest.TestCase):
    def expect(self, run, verdict, incoming, outgoing):
        self.assertTrue(run.output, run.errors.decode())
        result = run.json
        found = (result["verdict"], result["incoming"]["cause"], result["outgoing"]["cause"])
        self.assertEqual(found, (verdict, incoming, outgoing), json.dumps(result, indent=1))
        return result


class Online(Case):
    def setUp(self):
        self.net = self.enterContext(Internet())

    def hosts(self, address):
        """The servers that the program knows for an address."""
        settings = postino_cli.run("settings", "--json", "--offline", address).json
        return settings["incoming"][0]["host"], settings["outgoing"][0]["host"]

    def serve(self, *names, users=None):
        for name in names:
            self.net.add_host(name, SERVER)
        self.net.start_names()
        users = users or [User(BUNDLED, PASSWORD), User(OWN, PASSWORD)]
        return self.enterContext(
            MailServers(users, names=names, addresses=[SERVER], authority=self.net.authority))

    def check(self, address, password=PASSWORD, more=()):
        return postino_cli.run("check", "--json", *more, address, password=password)

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


class Offline(Case):
    def test_no_route(self):
        self.enterContext(Internet(online=False))
        run = postino_cli.run("check", "--json", BUNDLED, password=PASSWORD)
        self.expect(run, "neither", "offline", "offline")


if __name__ == "__main__":
    internet.enter()
    tap.main()
