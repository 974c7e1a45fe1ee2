# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cause through postino-cli, in English and in Italian."""

import json
import signal
import subprocess
import tempfile
import unittest

import languages
import postino_cli
import tap
from causes import world
from causes.accounts import ACCOUNTS, by_cause
from demo.accounts import PASSWORD
from servers import internet


def setUpModule():
    Case.net, Case.servers = world.open_world()


class Case(unittest.TestCase):
    net = None
    servers = None

    def check(self, address, *more, **options):
        return postino_cli.run("check", "--json", "--no-repair", "--ca-file", self.servers.ca,
                               "--providers", self.servers.providers, *more, address, password=PASSWORD, **options)

    def causes_of(self, run):
        self.assertTrue(run.output, run.errors.decode())
        return run.json["incoming"]["cause"], run.json["outgoing"]["cause"]


class Table(unittest.TestCase):
    def test_no_cause_is_left_out(self):
        here = {*by_cause(), *world.ELSEWHERE, *world.UNREACHED}
        self.assertEqual(sorted(here), sorted(world.CAUSES))

    def test_what_stands_elsewhere_is_there(self):
        for test in world.ELSEWHERE.values():
            self.assertTrue(hasattr(Elsewhere, test), test)


class Accounts(Case):
    def test_each(self):
        for account in ACCOUNTS:
            with self.subTest(account.name):
                patience = ("--timeout", "4") if account.slow else ()
                run = self.check(account.address, *patience)
                self.assertEqual(self.causes_of(run), tuple(server.expected for server in account.servers),
                                 json.dumps(run.json, indent=1))
                self.assertEqual(run.json["verdict"], account.expected_verdict)

    def test_each_in_italian(self):
        """Another sentence than the English one, for each cause."""
        for cause, account in by_cause().items():
            with self.subTest(cause):
                patience = ("--timeout", "4") if account.slow else ()
                english = self.check(account.address, *patience).json
                other = self.check(account.address, *patience, environment=languages.environment("it")).json
                self.assertNotEqual(english["headline"], other["headline"])
                for side in ("incoming", "outgoing"):
                    if english[side]["advice"]:
                        self.assertNotEqual(english[side]["advice"], other[side]["advice"])


class Elsewhere(Case):
    def test_offline(self):
        with world.offline():
            self.assertEqual(self.causes_of(self.check("ada@gone.example"))[0], "offline")

    def test_host_unconfirmed(self):
        run = self.check(world.FOREIGN)
        self.assertEqual(self.causes_of(run), ("host-unconfirmed", "host-unconfirmed"))

    def test_cancelled(self):
        """Ctrl+C while a server is silent."""
        with tempfile.NamedTemporaryFile("w", suffix=".password") as password:
            password.write(PASSWORD)
            password.flush()
            process = subprocess.Popen(
                [postino_cli.PROGRAM, "check", "--json", "--verbose", "--password-file", password.name,
                 "--ca-file", self.servers.ca, "--providers", self.servers.providers, "ada@silent.example"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            process.stderr.readline()
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=90)
        result = json.loads(output)
        self.assertIsNone(result["verdict"])
        self.assertEqual(result["incoming"]["cause"], "cancelled")


if __name__ == "__main__":
    internet.enter()
    tap.main()
