# SPDX-License-Identifier: GPL-3.0-or-later
"""POP3 against a real Dovecot that takes nothing but a proof that the password is known.

It lists USER all the same, and refuses the password that comes with it.
"""

import unittest

import postino_cli
import tap
from servers import MailServers, Unavailable, User

ADA = User("ada@postino.test", "correct horse 42")
MECHANISMS = ("SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "DIGEST-MD5")


def check(mail, server, password):
    run = postino_cli.run(
        "check", "--json", "--offline", "--ca-file", mail.ca_file, "--incoming", server,
        "--outgoing", f"smtps://localhost:{mail.submissions}", ADA.address, password=password)
    return run.json["incoming"]


class Challenges(unittest.TestCase):
    def test_pop3(self):
        for mechanism in MECHANISMS:
            with self.subTest(mechanism):
                try:
                    mail = MailServers([ADA], mechanisms=mechanism.lower())
                    mail.__enter__()
                except Unavailable as reason:
                    self.skipTest(str(reason))
                self.addCleanup(mail.close)

                result = check(mail, f"pop3s://localhost:{mail.pop3s}", ADA.password)
                self.assertEqual((result["cause"], result["mechanism"]), ("ok", mechanism), result)
                result = check(mail, f"pop3://localhost:{mail.pop3}", "not the one")
                self.assertEqual(result["cause"], "wrong-credentials", result)
                tried = [s["mechanism"] for s in mail.dovecot.sign_ins() if s["service"] == "pop3"]
                self.assertEqual(tried, [mechanism] * 2)


if __name__ == "__main__":
    tap.main()
