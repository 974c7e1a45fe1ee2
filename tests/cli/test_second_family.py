# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli against another family of real servers: Cyrus for IMAP and POP3, Exim for SMTP."""

import concurrent.futures
import json
import os
import unittest

import postino_cli
import tap
from servers import Unavailable, User
from servers.second_family import SecondFamily

PASSWORD = "Zq7-Lantern-Ölfass"
INCOMING = ("imaps", "imap", "pop3s", "pop3")


def start(test, mechanisms, password=PASSWORD):
    """The servers, until the end of the class. Where tests decide about a change, they must be there.

    Each service has a user of its own: the first visits to one mailbox collide at Cyrus,
    and POP3 locks it.
    """
    mail = SecondFamily([User(f"{name}@postino.test", password) for name in INCOMING], mechanisms=mechanisms)
    try:
        mail.__enter__()
    except Unavailable as reason:
        if os.environ.get("CI") == "true":
            raise
        raise unittest.SkipTest(str(reason))
    (test.addCleanup if isinstance(test, unittest.TestCase) else test.addClassCleanup)(mail.close)
    return mail


def check(mail, incoming, address, password, more=()):
    """One run: the incoming service by its scheme, the outgoing one in the same form of encryption."""
    outgoing, port = ("smtps", mail.submissions) if incoming.endswith("s") else ("smtp", mail.submission)
    return postino_cli.run(
        "check", "--json", "--offline", "--no-repair", "--ca-file", mail.ca_file,
        "--incoming", f"{incoming}://localhost:{getattr(mail, incoming)}",
        "--outgoing", f"{outgoing}://localhost:{port}", *more, address, password=password)


def check_each(mail, password):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return dict(zip(INCOMING, pool.map(
            lambda incoming: check(mail, incoming, f"{incoming}@postino.test", password), INCOMING)))


class Case(unittest.TestCase):
    def expect(self, mail, run, verdict, cause):
        result = run.json
        found = (result["verdict"], result["incoming"]["cause"], result["outgoing"]["cause"])
        self.assertEqual(found, (verdict, cause, cause), json.dumps(result, indent=1) + mail.log())
        return result


class WithThePasswordItself(Case):
    @classmethod
    def setUpClass(cls):
        cls.mail = start(cls, "plain login")

    def test_right(self):
        for incoming, run in check_each(self.mail, PASSWORD).items():
            with self.subTest(incoming):
                result = self.expect(self.mail, run, "ready", "ok")
                security = "tls" if incoming.endswith("s") else "starttls"
                for side in ("incoming", "outgoing"):
                    self.assertEqual((result[side]["security"], result[side]["stage"]), (security, "done"))
                    self.assertEqual(result[side]["mechanism"], "PLAIN")

    def test_wrong(self):
        for incoming, run in check_each(self.mail, "not the one").items():
            with self.subTest(incoming):
                result = self.expect(self.mail, run, "neither", "wrong-credentials")
                self.assertEqual([result[side]["stage"] for side in ("incoming", "outgoing")], ["login"] * 2)

    def test_nobody_of_that_name(self):
        """A user whom the servers do not know, with another's password."""
        run = check(self.mail, "imaps", "bob@postino.test", PASSWORD)
        self.expect(self.mail, run, "neither", "wrong-credentials")


class WithLoginAlone(Case):
    @classmethod
    def setUpClass(cls):
        cls.mail = start(cls, "login")

    def test_each(self):
        for password, verdict, cause in ((PASSWORD, "ready", "ok"), ("not it", "neither", "wrong-credentials")):
            for incoming, run in check_each(self.mail, password).items():
                with self.subTest(f"{incoming} {cause}"):
                    result = self.expect(self.mail, run, verdict, cause)
                    if cause == "ok" and incoming.startswith("imap"):
                        self.assertEqual(result["incoming"]["mechanism"], "LOGIN")


class WithAChallenge(Case):
    """Cyrus SASL has its own make of these mechanisms.

    Inside TLS it takes the password itself as well, whatever it is told to offer; in
    plain text it does not.
    """

    def check(self, name, password=PASSWORD):
        mail = start(self, name, password)
        for word, verdict, cause in ((password, "ready", "ok"), ("not it", "neither", "wrong-credentials")):
            for protocol in ("imap", "pop3"):
                with self.subTest(f"{name} {protocol} {cause}"):
                    run = check(mail, protocol, f"{protocol}@postino.test", word, [
                        "--allow-cleartext", "--incoming",
                        f"{protocol}://localhost:{getattr(mail, protocol)}?security=none"])
                    result = self.expect(mail, run, verdict, cause)
                    if cause == "ok":
                        self.assertEqual(result["incoming"]["mechanism"], name.upper())

    def test_scram_sha_256(self):
        self.check("scram-sha-256")

    def test_scram_sha_1(self):
        self.check("scram-sha-1")

    def test_cram_md5(self):
        self.check("cram-md5")

    def test_digest_md5(self):
        """RFC 2831 leaves open how a password is written that is not ASCII."""
        self.check("digest-md5", "correct horse 'battery'")


if __name__ == "__main__":
    tap.main()
