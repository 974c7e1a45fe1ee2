# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to sign in, against a real Dovecot (IMAP, POP3) and Postfix that offer nothing else."""

import collections
import concurrent.futures
import contextlib
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


class Mechanisms(unittest.TestCase):
    def offer(self, mechanisms, password):
        """Servers that offer these alone; what they find out of the right password and of a wrong one."""
        user = User("ada@postino.test", password)
        try:
            mail = MailServers([user], mechanisms=mechanisms)
            mail.__enter__()
        except Unavailable as reason:
            self.skipTest(str(reason))
        with contextlib.closing(mail), concurrent.futures.ThreadPoolExecutor(4) as pool:
            runs = {}
            for word in (password, "not the one"):
                before = len(mail.sign_ins())
                found = pool.map(lambda incoming, word=word: postino_cli.run(
                    *command(mail, incoming, user), password=word), INCOMING)
                runs[word] = dict(zip(INCOMING, found)), mail.sign_ins()[before:]
            return runs[password], runs["not the one"]

    def expect(self, run, verdict, cause):
        result = run.json
        found = (result["verdict"], result["incoming"]["cause"], result["outgoing"]["cause"])
        self.assertEqual(found, (verdict, cause, cause), json.dumps(result, indent=1))
        return result

    def check(self, mechanisms, chosen, password):
        (right, accepted), (wrong, refused) = self.offer(mechanisms, password)
        for incoming, run in right.items():
            with self.subTest(f"{mechanisms} {incoming} right"):
                result = self.expect(run, "ready", "ok")
                self.assertEqual([result[side]["mechanism"] for side in ("incoming", "outgoing")], [chosen] * 2)
        for incoming, run in wrong.items():
            with self.subTest(f"{mechanisms} {incoming} wrong"):
                result = self.expect(run, "neither", "wrong-credentials")
                self.assertEqual({result[side]["stage"] for side in ("incoming", "outgoing")}, {"login"})
        with self.subTest(f"{mechanisms} at the servers"):
            self.assertEqual(self.count(accepted, True), {"imap": 2, "pop3": 2, "smtp": 4})
            self.assertEqual(self.count(refused, False), {"imap": 2, "pop3": 2, "smtp": 4})

    def count(self, sign_ins, success):
        """How many sign-ins each service has decided, all of them the same way: one for each run."""
        self.assertEqual({sign_in["success"] for sign_in in sign_ins}, {success})
        return collections.Counter(sign_in["service"] for sign_in in sign_ins)

    def test_plain(self):
        self.check("plain", "PLAIN", ANY)

    def test_login(self):
        self.check("login", "LOGIN", ANY)

    def test_scram_sha_256(self):
        self.check("scram-sha-256", "SCRAM-SHA-256", ANY)

    def test_scram_sha_1(self):
        self.check("scram-sha-1", "SCRAM-SHA-1", ANY)

    def test_cram_md5(self):
        self.check("cram-md5", "CRAM-MD5", ANY)

    def test_digest_md5(self):
        self.check("digest-md5", "DIGEST-MD5", ASCII)

    def test_best_challenge(self):
        self.check(CHALLENGES, "SCRAM-SHA-256", ANY)

    def test_all_over_tls(self):
        """The password is safe on its way, and PLAIN has the fewest round trips."""
        self.check("plain login " + CHALLENGES, "PLAIN", ANY)


if __name__ == "__main__":
    tap.main()
