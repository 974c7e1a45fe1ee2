# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to sign in, against a real Dovecot (IMAP, POP3) and Postfix that offer nothing else."""

import collections
import concurrent.futures
import json
import unittest

import postino_cli
import tap
from servers import MailServers, Unavailable, User

# DIGEST-MD5 (RFC 2831) has no agreed form for a password that is not ASCII.
ASCII, ANY = "correct horse 'battery'", "Zq7-Lantern-Ölfass"
INCOMING = ("imaps", "imap", "pop3s", "pop3")
CHALLENGES = "scram-sha-256 scram-sha-1 cram-md5 digest-md5"


def command(mail, incoming, user):
    """The arguments of a check: incoming by the scheme, outgoing in the same form of encryption."""
    outgoing, port = ("smtps", mail.submissions) if incoming.endswith("s") else ("smtp", mail.submission)
    return ["check", "--json", "--offline", "--no-repair", "--ca-file", mail.ca_file,
            "--incoming", f"{incoming}://localhost:{getattr(mail, incoming)}",
            "--outgoing", f"{outgoing}://localhost:{port}", user.address]


class Case(unittest.TestCase):
    def start(self, mechanisms, password):
        """Servers that offer these mechanisms, and nothing else."""
        self.user = User("ada@postino.test", password)
        self.mail = MailServers([self.user], mechanisms=mechanisms)
        try:
            self.mail.__enter__()
        except Unavailable as reason:
            self.skipTest(str(reason))
        self.addCleanup(self.mail.close)

    def run_each(self, services, password):
        """The runs by service, and the sign-ins that the servers have seen of them all."""
        before = len(self.mail.sign_ins())
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            runs = list(pool.map(lambda incoming: postino_cli.run(
                *command(self.mail, incoming, self.user), password=password), services))
        return dict(zip(services, runs)), self.mail.sign_ins()[before:]

    def expect(self, run, verdict, cause):
        result = run.json
        found = (result["verdict"], result["incoming"]["cause"], result["outgoing"]["cause"])
        self.assertEqual(found, (verdict, cause, cause), json.dumps(result, indent=1))
        return result

    def chosen(self, result):
        return [result[side]["mechanism"] for side in ("incoming", "outgoing")]


class Alone(Case):
    """One mechanism, both forms of encryption, the right password and a wrong one."""

    def check(self, offered, password=ANY):
        self.start(offered, password)
        right, accepted = self.run_each(INCOMING, password)
        for incoming, run in right.items():
            with self.subTest(f"{incoming} right"):
                self.assertEqual(self.chosen(self.expect(run, "ready", "ok")), [offered.upper()] * 2)
        wrong, refused = self.run_each(INCOMING, "not the one")
        for incoming, run in wrong.items():
            with self.subTest(f"{incoming} wrong"):
                result = self.expect(run, "neither", "wrong-credentials")
                self.assertEqual({result[side]["stage"] for side in ("incoming", "outgoing")}, {"login"})
        for sign_ins, success in ((accepted, True), (refused, False)):
            with self.subTest(f"counted by the servers, success {success}"):
                self.assertEqual(self.count(sign_ins, success), {"imap": 2, "pop3": 2, "smtp": 4})

    def count(self, sign_ins, success):
        """How many sign-ins each service has decided, all of them the same way: one for each run."""
        self.assertEqual({sign_in["success"] for sign_in in sign_ins}, {success})
        return collections.Counter(sign_in["service"] for sign_in in sign_ins)

    def test_plain(self):
        self.check("plain")

    def test_login(self):
        self.check("login")

    def test_scram_sha_256(self):
        self.check("scram-sha-256")

    def test_scram_sha_1(self):
        self.check("scram-sha-1")

    def test_cram_md5(self):
        self.check("cram-md5")

    def test_digest_md5(self):
        self.check("digest-md5", ASCII)


class Together(Case):
    """Which one is taken."""

    def check(self, offered, chosen):
        self.start(offered, ANY)
        runs, _ = self.run_each(("imaps", "pop3"), ANY)
        for incoming, run in runs.items():
            with self.subTest(incoming):
                self.assertEqual(self.chosen(self.expect(run, "ready", "ok")), [chosen] * 2)

    def test_the_best_challenge(self):
        self.check(CHALLENGES, "SCRAM-SHA-256")

    def test_all_over_tls(self):
        """The password is safe on its way, and PLAIN has the fewest round trips."""
        self.check("plain login " + CHALLENGES, "PLAIN")


if __name__ == "__main__":
    tap.main()
