# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli explain: one reply in, its meaning out."""

import pathlib
import random
import tempfile
import unittest

import languages
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


# What mail programs show: (text, matched, protocol, cause)
SHOWN = [
    ("Task 'ada@example.org - Sending' reported error (0x80042109)", "window", "smtp", "connection-timed-out"),
    ("Impossibile ricevere la posta\nIl nome utente o la password di “mail.example.org” non è corretto.", "window", "imap",
     "wrong-credentials"),
    ("Server Response: '535 5.7.8 Application-specific password required', Port: 465, Secure(SSL): Yes", "reply", "smtp",
     "app-password-required"),
    ("-ERR [SYS/TEMP] Try again", "reply", "pop3", "server-unavailable"),
    ("Address not found. Your message wasn't delivered to bob@example.net", "bounce", None, "mailbox-unavailable"),
    ("552 5.2.2 <bob@example.net>: storage allocation used up", "bounce", "smtp", "over-quota"),
    ("What now?", "nothing", None, "protocol-error"),
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

    def test_shown_by_a_program(self):
        for text, matched, protocol, cause in SHOWN:
            with self.subTest(text.splitlines()[0]):
                run = explain(text, "--json")
                self.assertEqual((run.status, run.errors), (0, b""))
                self.assertEqual([run.json[key] for key in ("matched", "protocol", "cause")], [matched, protocol, cause])

    def test_protocol_given_wins(self):
        run = explain("Cannot connect. Error 0x80042109", "--json", "--protocol", "pop3")
        self.assertEqual([run.json[key] for key in ("matched", "protocol")], ["window", "pop3"])

    def test_stage_is_where_a_test_would_have_ended(self):
        for text, stage in (("Error 0x800CCC0D", "lookup"), ("0x80042109", "connect"), ("Certificate has expired", "tls"),
                            ("550 5.7.1 Relaying denied", "sender"), ("535 No", "login")):
            with self.subTest(text):
                self.assertEqual(explain(text, "--json").json["stage"], stage)

    def test_links_out_of_the_reply(self):
        """The provider's own, behind those that are bundled; nobody else's."""
        reply = "535-5.7.8 No\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials https://google.com.example.net/ - gsmtp"
        links = explain(reply, "--json", "--address", "ada@gmail.com").json["links"]
        self.assertEqual(links[-1], {"rel": "help", "href": "https://support.google.com/mail/?p=BadCredentials"})
        self.assertNotIn("example.net", str(links))
        alert = "* NO [WEBALERT https://accounts.google.com/signin/continue?plt=a] Web login required."
        self.assertIn({"rel": "sign-in", "href": "https://accounts.google.com/signin/continue?plt=a"},
                      explain(alert, "--json", "--address", "ada@gmail.com").json["links"])

    def test_for_a_person(self):
        run = explain("NO [AUTHENTICATIONFAILED] Authentication failed.", "--address", "ada@gmx.de")
        text = run.output.decode()
        self.assertTrue(text.startswith("The password is not the right one, or mail programs are not let in yet\n"))
        self.assertIn("\n  1. In your account's settings go to E-Mail > Einstellungen > POP3/IMAP Abruf", text)
        self.assertIn("\n  2. ", text)
        self.assertLess(text.index("https://hilfe.gmx.net/pop-imap/einschalten.html"),
                        text.index("https://passwort.gmx.net/"), "the switch comes before a new password")
        self.assertIn("https://passwort.gmx.net/", text)
        self.assertIn("It may also be this:", text)

    def test_one_step_has_no_number(self):
        text = explain("NO [UNAVAILABLE] Try later", "--protocol", "imap").output.decode()
        self.assertIn("\n  Try again later.\n", text)

    def test_meaning_and_steps(self):
        run = explain("NO [ALERT] Application-specific password required", "--json", "--address", "ada@gmail.com")
        self.assertEqual(run.json["advice"], " ".join([run.json["meaning"], *run.json["steps"]]))
        self.assertIn("Security > 2-Step Verification > App passwords", run.json["steps"][0])

    def test_in_italian(self):
        run = explain("535 5.7.8 authentication failed", environment=languages.environment("it"))
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
