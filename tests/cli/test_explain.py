# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli explain: one reply in, its meaning out."""

import pathlib
import random
import tempfile
import unittest

import italian
import postino_cli
import tap

REPLIES = [
    # (options, reply, cause)
    ("--protocol imap --host imap.gmail.com", "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "wrong-credentials"),
    ("--protocol imap", "a1 NO [AUTHENTICATIONFAILED] Authentication failed.", "wrong-credentials"),
    ("--protocol imap", "A0001 NO [UNAVAILABLE] Internal error occurred.\r\n", "server-unavailable"),
    ("--protocol imap --stage mailbox", "NO [OVERQUOTA] Quota exceeded", "over-quota"),
    ("--protocol smtp --stage sender", "550 5.7.1 Relaying denied", "sign-in-needed-to-send"),
    ("--protocol smtp", "535-5.7.8 Error:\r\n535 5.7.8 authentication failed", "wrong-credentials"),
    # Told from the reply itself.
    ("", "535 5.7.8 Error: authentication failed", "wrong-credentials"),
    ("", "-ERR [IN-USE] Unable to lock maildrop", "too-many-connections"),
    ("", "The server said: 534-5.7.9 Application-specific password required.", "app-password-required"),
    ("--address ada@gmail.com", "* NO [ALERT] Application-specific password required", "app-password-required"),
    # A provider that is known says more.
    ("--protocol imap --address ada@outlook.com", "NO LOGIN failed.", "oauth-required"),
    ("--protocol imap --host outlook.office365.com", "NO AUTHENTICATE failed.", "oauth-required"),
]


def explain(reply, *options, **more):
    return postino_cli.run("explain", *options, stdin=reply if isinstance(reply, bytes) else reply.encode(), **more)


class Explain(unittest.TestCase):
    def test_causes(self):
        for options, reply, cause in REPLIES:
            with self.subTest(reply):
                run = explain(reply, "--json", *options.split())
                self.assertEqual((run.status, run.errors), (0, b""))
                self.assertEqual(run.json["cause"], cause)

    def test_for_a_person(self):
        run = explain("NO [AUTHENTICATIONFAILED] Authentication failed.", "--address", "ada@gmx.de")
        text = run.output.decode()
        self.assertTrue(text.startswith("The user name and the password don't go together\n"))
        self.assertIn("https://passwort.gmx.net/", text)
        self.assertIn("It may also be this:", text)

    def test_in_italian(self):
        run = explain("535 5.7.8 authentication failed", environment=italian.environment())
        self.assertIn("Nome utente e password non vanno d'accordo", run.output.decode())

    def test_wrong_usage(self):
        for arguments, stdin in ((["--protocol", "jmap"], b"NO"), (["--stage", "never"], b"NO"), (["NO"], b"NO"),
                                 (["--address", "ada"], b"NO"), (["--providers", "/nowhere"], b"NO"),
                                 (["--nonsense"], b"NO"), ([], b""), ([], b" \r\n")):
            with self.subTest(arguments=arguments, stdin=stdin):
                run = explain(stdin, *arguments)
                self.assertEqual((run.status, run.output), (2, b""))
                self.assertTrue(run.errors.startswith(b"postino-cli: "))

    def test_drop_in(self):
        """A provider's own file says whose reply it is."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "firma.provider").write_text(
            "[Provider]\nId=firma\nName=Firma\nDomains=firma.example;\nPolicy=app-password\n\n"
            "[Incoming 1]\nProtocol=imap\nHost=imap.firma.example\nPort=993\nSecurity=tls\n"
            "Username=%EMAILADDRESS%\nAuth=password-cleartext;\n\n[Outgoing 1]\nProtocol=smtp\nHost=smtp.firma.example\nPort=465\n"
            "Security=tls\nUsername=%EMAILADDRESS%\nAuth=password-cleartext;\n\n[Links]\napp-password=https://firma.example/apps\n", "utf-8")
        run = explain("NO Authentication failed.", "--json", "--address", "ada@firma.example", "--providers", folder)
        self.assertIn({"rel": "app-password", "href": "https://firma.example/apps"}, run.json["links"])

    def test_anything(self):
        """No input, however odd, ends it, or gets a control character through."""
        rng = random.Random(815)
        odd = [bytes(rng.randrange(256) for _ in range(rng.randrange(1, 2000))) for _ in range(20)]
        odd += [b"\0", b"\xff" * 5000, b"535 " * 100000, "535 \u202e\x1b[31m пароль".encode(), b"NO " + b"[" * 70000]
        for reply in odd:
            for options in ([], ["--json"]):
                run = explain(reply, *options)
                self.assertEqual(run.status, 0 if reply.strip(b"\0 \r\n\t") else 2, run.errors)
                text = run.output.decode("utf-8")
                self.assertFalse([c for c in text if ord(c) < 32 and c != "\n" or c in "\u202e\x7f"], reply[:40])


if __name__ == "__main__":
    tap.main()
