# SPDX-License-Identifier: GPL-3.0-or-later
"""What postino-cli reads and prints: options, help, settings, JSON, plain text."""

import base64
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

import jsonschema

import commands
import languages
import postino_cli
import schema
import tap
from demo.certificates import Authority
from demo_case import DemoCase
from servers.scripted import Scripted, expect, send

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
NOWHERE = ("--incoming", "imaps://127.0.0.1:1", "--outgoing", "smtps://127.0.0.1:1")

BROKEN = "[Provider]\nId=broken\nName=Broken\nDomains=broken.example\nColour=red\n"
OWN = """[Provider]
Id=firma
Name=Firma
Domains=firma.example
Policy=password

[Incoming 1]
Protocol=imap
Host=post.firma.example
Port=993
Security=tls
Username=%EMAILLOCALPART%
Auth=password-cleartext;

[Outgoing 1]
Protocol=smtp
Host=post.firma.example
Port=465
Security=tls
Username=%EMAILLOCALPART%
Auth=password-cleartext;
"""


def folder_of(test, **files):
    folder = tempfile.TemporaryDirectory(prefix="postino-providers-")
    test.addCleanup(folder.cleanup)
    for name, text in files.items():
        pathlib.Path(folder.name, f"{name}.provider").write_text(text, "utf-8")
    return folder.name


class Usage(unittest.TestCase):
    """Status 2, a message on standard error, nothing on standard output."""

    WRONG = (
        (),
        ("frobnicate",),
        ("batch", "/nowhere/list"), ("watch",), ("accounts", "frobnicate"), ("export",),
        ("export", "ada@example.org"), ("export", "--format", "pigeon", "ada@example.org"),
        ("export", "--format", "sheet"), ("export", "--format", "sheet", "--incoming", "imaps://h", "ada@example.org"),
        ("check", "--settings", "/nowhere/settings.json", "ada@example.org"),
        ("check", "--settings", os.devnull, "ada@example.org"),
        ("check", "--settings", os.devnull, "--incoming", "imaps://h", "ada@example.org"),
        ("check",),
        ("check", "ada"),
        ("check", "ada@"),
        ("check", "ada@example.org", "bob@example.org"),
        ("check", "--frobnicate", "ada@example.org"),
        ("check", "--timeout", "0", "ada@example.org"),
        ("check", "--timeout", "-5", "ada@example.org"),
        ("check", "--timeout", "soon", "ada@example.org"),
        ("check", "--accept-certificate", "h", "ada@example.org"),
        ("check", "--accept-certificate", "=" + "ab" * 32, "ada@example.org"),
        ("check", "--accept-certificate", "h=" + "ab" * 31, "ada@example.org"),
        ("check", "--accept-certificate", "h=" + "xy" * 32, "ada@example.org"),
        ("check", "--timeout", "99999999999", "ada@example.org"),
        ("check", "--incoming", "smtps://h", "ada@example.org"),
        ("check", "--outgoing", "imaps://h", "ada@example.org"),
        ("check", "--incoming", "https://h", "ada@example.org"),
        ("check", "--incoming", "imaps://", "ada@example.org"),
        ("check", "--incoming", "imaps://h:0", "ada@example.org"),
        ("check", "--incoming", "imaps://h:70000", "ada@example.org"),
        ("check", "--incoming", "imaps://h/path", "ada@example.org"),
        ("check", "--incoming", "imaps://h?security=none", "ada@example.org"),
        ("check", "--incoming", "imap://h?auth=none", "ada@example.org"),
        ("check", "--password-file", "/nowhere/password", "ada@example.org"),
        ("check", "--password-file", "/", "ada@example.org"),
        ("check", "--password-file", os.devnull, "ada@example.org"),
        ("check", "--password-file", "-", "ada@example.org"),
        ("check", "--outgoing-password-file", "/nowhere/password", "ada@example.org"),
        ("check", "--ca-file", "/nowhere/ca.pem", "ada@example.org"),
        ("check", "--ca-file", os.devnull, "ada@example.org"),
        ("check", "--providers", "/nowhere", "ada@example.org"),
        ("check", "--username", "", "ada@example.org"),
        ("check", "--outgoing-username", "ada\r\nRSET", "ada@example.org"),
        ("check", "--oauth-token-file", "/nowhere/token", "ada@example.org"),
        ("check", "--oauth-token-file", os.devnull, "ada@example.org"),
        ("check", "--oauth-token-file", __file__, "ada@example.org"),
        ("check", "--oauth-token-file", "-", "--password-file", "-", "ada@example.org"),
        ("check", "--oauth-token-file", "-", "--outgoing-password-file", "-", "ada@example.org"),
        ("check", "--oauth-token-file", "-", "--save", "ada@example.org"),
        ("check", "--oauth-token=ya29.x", "ada@example.org"),
        ("check", "ada\udcff@example.org"),
        ("settings",),
        ("settings", "--password-file", "file", "ada@example.org"),
        ("settings", "--providers", "/nowhere", "ada@example.org"),
    )

    def test_each(self):
        for arguments in self.WRONG:
            for more in ((), ("--json",)):
                with self.subTest(ascii(arguments + more)):
                    run = postino_cli.run(*arguments, *(more if len(arguments) > 1 else ()))
                    self.assertEqual(run.status, 2, run.errors)
                    self.assertEqual(run.output, b"")
                    self.assertTrue(run.errors.startswith(b"postino-cli: ") or not arguments)

    def test_a_password_in_an_option_is_not_repeated(self):
        for option in ("--password=Zq7-secret", "-pZq7-secret", "--outgoing-password=Zq7-secret"):
            for command in (["check"], ["accounts", "test"]):
                run = postino_cli.run(*command, option, "ada@example.org")
                self.assertEqual(run.status, 2)
                self.assertNotIn(b"Zq7", run.errors)
                self.assertIn(b"--password-file", run.errors)
        run = postino_cli.run("check", "--incoming", "imaps://ada:Zq7-secret@h", "ada@example.org")
        self.assertEqual(run.status, 2)
        self.assertNotIn(b"Zq7", run.errors)

    def test_plain_text_is_refused(self):
        for side in ("--incoming=imap://127.0.0.1:1?security=none", "--outgoing=smtp://127.0.0.1:1?security=none"):
            run = postino_cli.run("check", *NOWHERE, side, "ada@example.org", password="x")
            self.assertEqual((run.status, run.output), (2, b""))
            self.assertIn(b"--allow-cleartext", run.errors)

    def test_plain_text_when_it_is_allowed(self):
        run = postino_cli.run("check", "--json", "--allow-cleartext", *NOWHERE,
                              "--incoming=imap://127.0.0.1:1?security=none", "ada@example.org", password="x")
        self.assertEqual((run.status, run.json["incoming"]["security"]), (1, "none"))

    def test_no_terminal_to_ask_on(self):
        run = postino_cli.run("check", *NOWHERE, "ada@example.org", new_session=True)
        self.assertEqual((run.status, run.output), (2, b""))
        self.assertIn(b"--password-file", run.errors)


class Help(unittest.TestCase):
    def test_fits_a_terminal_in_every_language(self):
        for arguments in (("--help",), *((command, "--help") for command in commands.commands())):
            for language in ("C", *languages.translated()):
                with self.subTest(f"{arguments} in {language}"):
                    spoken = {} if language == "C" else languages.environment(language)
                    run = postino_cli.run(*arguments, environment=spoken)
                    self.assertEqual((run.status, run.errors), (0, b""))
                    lines = run.output.decode().splitlines()
                    self.assertLessEqual(len(lines), 24)
                    self.assertLessEqual(max(map(len, lines)), 80)
                    if len(arguments) == 2:
                        self.assertIn(f" postino-cli {arguments[0]} [", lines[0])

    def test_short_option(self):
        for arguments in ((), *((command,) for command in commands.commands())):
            long, short = (postino_cli.run(*arguments, how) for how in ("--help", "-h"))
            self.assertEqual((short.status, short.output), (0, long.output))

    def test_lists_what_works(self):
        """And what does not is said to be planned."""
        table = re.search(r"commands\[\] = \{(.*?)\};", (ROOT / "src" / "cli" / "main.c").read_text("utf-8"), re.S).group(1)
        rows = re.findall(r'\{"(\w+)", (\w+)\}', table)
        self.assertEqual(sorted(name for name, function in rows if function != "NULL"), sorted(commands.commands()))

    def test_every_option_is_documented(self):
        for command in commands.commands():
            own = ROOT / "docs" / f"{command}.md"
            document = (ROOT / "docs" / "cli.md").read_text("utf-8") + (own.read_text("utf-8") if own.exists() else "")
            self.assertGreater(len(commands.options_of(command)), 4)
            for option in commands.options_of(command):
                self.assertRegex(document, rf"{option}\b(?!-)")

    def test_help_for_experts_has_more(self):
        """All that --help lists, and what has no text there."""
        listed = commands.options(commands.CLI, "check", "--help")
        self.assertLess(set(listed), set(commands.options_of("check")))
        self.assertIn("--no-repair", set(commands.options_of("check")) - set(listed))
        for command in commands.commands():
            self.assertLessEqual(set(commands.options(commands.CLI, command, "--help")), set(commands.options_of(command)))

    def test_version(self):
        run = postino_cli.run("--version")
        self.assertEqual(run.status, 0)
        self.assertRegex(run.output, rb"^postino-cli \d+\.\d+\.\d+\n$")

    def test_output_is_lost(self):
        """Who asked is told, and does not take what is there for all of it."""
        with open("/dev/full", "wb") as full:
            run = subprocess.run([postino_cli.PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"cannot be written to standard output", run.stderr)

    def test_nobody_reads(self):
        """As other programs, it then ends by SIGPIPE: `| head -1` is no mistake."""
        process = subprocess.Popen([postino_cli.PROGRAM, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        self.assertEqual((process.stderr.read(), process.wait()), (b"", -signal.SIGPIPE))
        process.stderr.close()

    def test_output_is_closed(self):
        run = subprocess.run(["sh", "-c", 'exec "$0" --help >&-', postino_cli.PROGRAM], stderr=subprocess.PIPE, check=False)
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"standard output", run.stderr)


class Settings(unittest.TestCase):
    def settings(self, *arguments):
        return postino_cli.run("settings", "--offline", "--json", *arguments)

    def test_known_provider(self):
        run = self.settings("ada@gmail.com")
        self.assertEqual((run.status, run.errors), (0, b""))
        found = run.json
        self.assertEqual((found["address"], found["provider"]["id"], found["source"], found["policy"]),
                         ("ada@gmail.com", "gmail", "bundled", "app-password"))
        best = found["incoming"][0]
        self.assertEqual((best["protocol"], best["host"], best["port"], best["security"], best["username"]),
                         ("imap", "imap.gmail.com", 993, "tls", "ada@gmail.com"))
        self.assertIn("app-password", [link["rel"] for link in found["links"]])

    def test_unknown_domain_gets_guesses(self):
        run = self.settings("ada@firma.example")
        found = run.json
        self.assertEqual(run.status, 0)
        self.assertEqual((found["provider"], found["source"], found["policy"]), (None, "guess", "unknown"))
        self.assertEqual({server["source"] for server in found["incoming"] + found["outgoing"]}, {"guess"})
        self.assertEqual({server["trust"] for server in found["incoming"]}, {"vouched"})

    def test_a_provider_that_nobody_can_use(self):
        run = self.settings("ada@tuta.com")
        self.assertEqual(run.status, 3)
        self.assertEqual((run.json["policy"], run.json["incoming"]), ("unsupported", []))
        self.assertEqual(self.settings("ada@tuta.com").output, run.output)

    def test_nothing_found(self):
        """RFC 2606: .invalid never exists."""
        for command in ("settings", "check"):
            run = postino_cli.run(command, "--json", "ada@nowhere.invalid", new_session=True)
            if run.json.get("incoming"):
                self.skipTest("there is no name server here that knows of .invalid")
            self.assertEqual(run.status, 3)

    def test_pasted_address(self):
        for pasted in (" ada@gmail.com ", "Ada <ada@gmail.com>", "mailto:ada@gmail.com", "ada@GMail.com"):
            self.assertEqual(self.settings(pasted).json["address"], "ada@gmail.com")

    def test_user_names(self):
        found = self.settings("--username", "both", "--outgoing-username", "out", "ada@gmail.com").json
        self.assertEqual({server["username"] for server in found["incoming"]}, {"both"})
        self.assertEqual({server["username"] for server in found["outgoing"]}, {"out"})

    def test_own_providers_win(self):
        folder = folder_of(self, firma=OWN)
        found = self.settings("--providers", folder, "ada@firma.example").json
        self.assertEqual((found["source"], found["provider"]), ("drop-in", {"id": "firma", "name": "Firma"}))
        self.assertEqual((found["incoming"][0]["host"], found["incoming"][0]["username"]), ("post.firma.example", "ada"))

    def test_a_broken_provider_is_named_and_the_rest_goes_on(self):
        folder = folder_of(self, broken=BROKEN, firma=OWN)
        run = self.settings("--providers", folder, "ada@firma.example")
        self.assertEqual((run.status, run.json["provider"]["id"]), (0, "firma"))
        self.assertRegex(run.errors.decode(), rf"^postino-cli: {re.escape(folder)}/broken\.provider:\d+: ")

    def test_text(self):
        text = postino_cli.run("settings", "--offline", "ada@gmail.com").output.decode()
        for word in ("Gmail", "imap.gmail.com", "993", "smtp.gmail.com", "https://myaccount.google.com/apppasswords"):
            self.assertIn(word, text)
        self.assertNotIn("\033", text)


class Token(unittest.TestCase):
    """An access token, with servers that offer passwords as well."""

    TOKEN = "ya29.Zq7-lantern"
    IMAP = (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] hello"),
            expect("AUTHENTICATE XOAUTH2 "), send("{tag} OK [CAPABILITY IMAP4rev1] in"),
            expect("STATUS"), send("{tag} OK"), expect("EXAMINE"), send("{tag} OK"), expect("LOGOUT"))
    SMTP = (send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH PLAIN LOGIN OAUTHBEARER"),
            expect("AUTH OAUTHBEARER "), send("235 in"), expect("MAIL"), send("250 OK"), expect("RCPT"),
            send("250 OK"), expect("RSET"), send("250 OK"), expect("QUIT"))

    def test_both_servers_get_it_and_nobody_sees_it(self):
        with tempfile.TemporaryDirectory() as folder:
            authority = Authority(pathlib.Path(folder))
            with (Scripted(self.IMAP, "tls", authority.issue()) as imap,
                  Scripted(self.SMTP, "tls", authority.issue()) as smtp):
                run = postino_cli.run(
                    "check", "--json", "--verbose", "--offline", "--ca-file", authority.file, "--oauth-token-file", "-",
                    "--incoming", f"imaps://localhost:{imap.port}", "--outgoing", f"smtps://localhost:{smtp.port}",
                    "ada@example.org", stdin=self.TOKEN.encode() + b"\r\n")
        self.assertEqual((imap.surprises, smtp.surprises), ([], []))
        self.assertEqual((run.status, run.json["verdict"]), (0, "ready"), run.errors)
        self.assertEqual((run.json["incoming"]["mechanism"], run.json["outgoing"]["mechanism"]),
                         ("XOAUTH2", "OAUTHBEARER"))
        sent = imap.transcript[1][1].split()[3]
        self.assertEqual(base64.b64decode(sent), b"user=ada@example.org\1auth=Bearer ya29.Zq7-lantern\1\1")
        self.assertNotIn(self.TOKEN.encode(), run.everything())
        self.assertNotIn(sent, run.everything())


class Mailbox(unittest.TestCase):
    """What the test saw of the mailbox, and of the certificate, on the way."""

    IMAP = (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN QUOTA] hello"),
            expect("AUTHENTICATE PLAIN "), send("{tag} OK [CAPABILITY IMAP4rev1 QUOTA] in"),
            expect("GETQUOTAROOT"), send('* QUOTAROOT INBOX ""\r\n* QUOTA "" (STORAGE 950 1000)\r\n{tag} OK'),
            expect("STATUS"), send("* STATUS INBOX (UNSEEN 3)\r\n{tag} OK"),
            expect("EXAMINE"), send("* 12 EXISTS\r\n{tag} OK"), expect("LOGOUT"))
    REFUSED = (send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH PLAIN"), expect("AUTH PLAIN "),
               send("535 5.7.8 authentication failed"), expect("QUIT"))

    def check(self, *options, trusted=True):
        with tempfile.TemporaryDirectory() as folder:
            authority = Authority(pathlib.Path(folder))
            with (Scripted(self.IMAP, "tls", authority.issue()) as imap,
                  Scripted(self.REFUSED, "tls", authority.issue()) as smtp):
                authorities = ("--ca-file", authority.file) if trusted else ()
                return postino_cli.run(
                    "check", "--offline", "--no-repair", *authorities, *options, "--incoming", f"imaps://localhost:{imap.port}",
                    "--outgoing", f"smtps://localhost:{smtp.port}", "--username", "ada", "ada@example.org",
                    password="XKCD ")

    def test_for_a_person(self):
        text = self.check().output.decode()
        self.assertIn("\n  Inbox opened, 3 new messages\n", text)
        self.assertIn("The mailbox is nearly full", text)
        self.assertIn("Delete or move old messages", text)
        self.assertIn("The password is right", text)
        self.assertNotIn("Caps Lock", text)

    def test_json(self):
        run = self.check("--json")
        self.assertEqual(run.json["incoming"]["quota"], {"used_kib": 950, "limit_kib": 1000})
        self.assertIsNone(run.json["outgoing"]["quota"])
        self.assertIsNone(run.json["incoming"]["realm"])
        self.assertIn("nearly full", run.json["incoming"]["meaning"])
        self.assertEqual(run.json["incoming"]["hints"], [])
        self.assertEqual(len(run.json["outgoing"]["hints"]), 1)
        self.assertIn("user name", run.json["outgoing"]["hints"][0])

    def test_hints(self):
        """What is odd about a password that is refused is said, and the password is not."""
        self.IMAP = (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hello"), expect("AUTHENTICATE PLAIN "),
                     send("{tag} NO [AUTHENTICATIONFAILED] No"), expect("LOGOUT"))
        run = self.check("--json")
        self.assertIn("before or after", run.json["incoming"]["hints"][0])
        self.assertIn("Caps Lock", run.json["incoming"]["hints"][1])
        self.assertNotIn(b"XKCD", run.everything())

    def test_fingerprint(self):
        """An expert can compare it, and name it."""
        run = self.check(trusted=False)
        said = re.search(r"SHA-256 of its certificate: ([0-9a-f]{64})\n", run.output.decode())
        self.assertIsNotNone(said, run.output)


class BrowserOnly(unittest.TestCase):
    """A provider that takes no password: said before one is asked for, without a connection."""

    def assert_foreseen(self, run):
        self.assertEqual((run.status, run.errors), (1, b""))
        self.assertEqual(run.json["verdict"], "neither")
        for side in ("incoming", "outgoing"):
            server = run.json[side]
            self.assertEqual((server["cause"], server["stage"], server["reply"], server["elapsed_ms"]),
                             ("oauth-required", "lookup", None, 0))
            self.assertTrue(server["steps"])
        self.assertIn("only lets you sign in through the browser", run.json["headline"])

    def test_without_a_password(self):
        self.assert_foreseen(postino_cli.run("check", "--json", "--offline", "ada@outlook.com", new_session=True))

    def test_with_a_password(self):
        self.assert_foreseen(postino_cli.run("check", "--json", "--offline", "ada@outlook.com", password="x"))

    def test_for_a_person(self):
        run = postino_cli.run("check", "--offline", "ada@outlook.com", password="x")
        self.assertEqual(run.status, 1)
        self.assertIn("only lets you sign in through the browser", run.output.decode())

    def test_nothing_is_sent(self):
        """Its servers are not even reached; a token, and a server of somebody else's, are tried."""
        with tempfile.TemporaryDirectory() as folder:
            with Scripted((send("* OK hello"),)) as server:
                provider = pathlib.Path(folder) / "firma.provider"
                provider.write_text(
                    "[Provider]\nId=firma\nName=Firma\nDomains=firma.example;\nPolicy=oauth\n\n"
                    f"[Incoming 1]\nProtocol=imap\nHost=localhost\nPort={server.port}\nSecurity=tls\n"
                    "Username=%EMAILADDRESS%\nAuth=oauth2;\n\n[Outgoing 1]\nProtocol=smtp\nHost=localhost\n"
                    f"Port={server.port}\nSecurity=tls\nUsername=%EMAILADDRESS%\nAuth=oauth2;\n", "utf-8")
                options = ("check", "--json", "--offline", "--no-repair", "--timeout", "5", "--providers", folder)
                self.assert_foreseen(postino_cli.run(*options, "ada@firma.example", password="x"))
                self.assertEqual(server.connections, 0)
                gateway = ("--incoming", "imaps://127.0.0.1:1", "--outgoing", "smtps://127.0.0.1:1")
                other = postino_cli.run(*options, *gateway, "ada@firma.example", password="x")
                token = postino_cli.run(*options, "--oauth-token-file", "-", "ada@firma.example", stdin=b"ya29.x")
                self.assertEqual(server.connections, 2)
        self.assertEqual(other.json["incoming"]["cause"], "connection-refused")
        self.assertNotEqual(token.json["incoming"]["cause"], "oauth-required")


class Check(DemoCase):
    """With servers, or with none where the result is beside the point."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ready, cls.receive = cls.demo_accounts["ready"], cls.demo_accounts["receive-only"]

    def check(self, *arguments, account=None, **more):
        account = account or self.ready
        return postino_cli.run("check", "--ca-file", self.demo.ca, "--providers", self.demo.providers,
                               *arguments, account["address"], **more)

    def test_ready(self):
        run = self.check("--json", password=self.ready["password"])
        self.assertEqual((run.status, run.json["verdict"], run.errors), (0, "ready", b""))

    def test_password_from_standard_input(self):
        password = self.ready["password"].encode()
        for line in (password, password + b"\n", password + b"\r\n", password + b"\nsomething else\n",
                     b"\xef\xbb\xbf" + password + b"\r\n"):
            with self.subTest(line):
                run = self.check("--json", "--password-file", "-", stdin=line)
                self.assertEqual((run.status, run.json["verdict"]), (0, "ready"))

    def test_reading_can_be_interrupted(self):
        read_end, write_end = os.pipe()
        process = subprocess.Popen(
            [postino_cli.PROGRAM, "check", "--password-file", "-", "ada@example.org"], stdin=read_end,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        try:
            self.assertNotEqual(process.wait(10), 0)
        finally:
            process.kill()
            os.close(read_end)
            os.close(write_end)

    def test_nothing_of_the_line_is_cut_off(self):
        password = self.ready["password"].encode()
        for line in (b" " + password + b"\n", password + b" \n", password + b"\r\r\n"):
            with self.subTest(line):
                run = self.check("--json", "--no-repair", "--password-file", "-", stdin=line)
                self.assertEqual(run.json["incoming"]["cause"], "wrong-credentials")
                mended = self.check("--json", "--password-file", "-", stdin=line).json["incoming"]
                self.assertEqual(mended["mended"], "It works without the spaces around the password.")

    def test_two_passwords_on_standard_input(self):
        password = self.ready["password"].encode()
        files = ("--password-file", "-", "--outgoing-password-file", "-")
        for lines, verdict in ((password + b"\n" + password, "ready"), (password + b"\nwrong", "receive-only"),
                               (b"wrong\r\n" + password + b"\n", "send-only")):
            run = self.check("--json", *files, stdin=lines)
            self.assertEqual(run.json["verdict"], verdict)

    def test_user_names(self):
        run = self.check("--json", "--username", "both", "--incoming-username", "in", password="x")
        self.assertEqual((run.json["incoming"]["username"], run.json["outgoing"]["username"]), ("in", "both"))

    def test_typed_servers(self):
        run = postino_cli.run("check", "--json", "--incoming", "imap://bob@127.0.0.1:1", "--outgoing",
                              "smtp://127.0.0.1:1?auth=none", "ada@firma.example", password="x")
        result = run.json
        self.assertEqual((run.status, result["source"], result["verdict"]), (1, "manual", "neither"))
        self.assertEqual((result["incoming"]["username"], result["outgoing"]["username"]), ("bob", None))
        self.assertEqual({result[side]["trust"] for side in ("incoming", "outgoing")}, {"vouched"})

    def test_one_side_typed(self):
        run = self.check("--json", "--incoming", "imaps://127.0.0.1:1", password=self.ready["password"])
        self.assertEqual((run.json["source"], run.json["verdict"]), ("manual", "send-only"))

    def test_a_provider_is_known_by_its_typed_server(self):
        run = postino_cli.run("check", "--json", "--timeout", "1", "--incoming", "imaps://imap.gmail.com:1",
                              "--outgoing", "smtps://127.0.0.1:1", "ada@firma.example", password="x")
        self.assertEqual(run.json["provider"], {"id": "gmail", "name": "Gmail"})

    def test_a_guess_whose_host_does_not_exist_is_no_setting(self):
        run = postino_cli.run("check", "--json", "--offline", "ada@nowhere.invalid", password="x")
        if run.status == 1 and run.json["incoming"]["cause"] != "host-not-found":
            self.skipTest("there is no name server here that knows of .invalid")
        self.assertEqual((run.status, run.json["verdict"], run.json["incoming"]), (3, None, None))

    def test_text(self):
        run = self.check(account=self.receive, password=self.receive["password"])
        text = run.output.decode()
        self.assertEqual((run.status, run.errors), (1, b""))
        self.assertEqual(text.splitlines()[0], "You can receive mail, but not send it yet")
        self.assertIn("Receiving: ", text)
        self.assertIn("Sending: ", text)
        self.assertNotIn("\033", text)
        self.assertNotIn("✓", text)

    def test_verbose_goes_to_standard_error(self):
        run = self.check("--json", "--verbose", password=self.ready["password"])
        self.assertEqual(run.json["verdict"], "ready")
        errors = run.errors.decode()
        self.assertRegex(errors, r"(?m)^imap < \* ")
        self.assertRegex(errors, r"(?m)^smtp > EHLO ")
        self.assertIn("•••", errors)

    def test_json_alone_on_standard_output(self):
        run = self.check("--json", password="wrong", environment={"G_MESSAGES_DEBUG": "all"})
        self.assertEqual(run.json["verdict"], "neither")

    def test_json_does_not_depend_on_the_locale(self):
        run = self.check("--json", password=self.ready["password"], environment={"LC_ALL": "C"})
        self.assertEqual(run.json["verdict"], "ready")


class Schemas(unittest.TestCase):
    def test_are_schemas(self):
        for name in ("check", "settings", "explain"):
            jsonschema.Draft7Validator.check_schema(schema.read(name))

    def test_know_every_cause(self):
        rows = (ROOT / "src" / "core" / "diagnosis" / "causes.def").read_text("utf-8")
        causes = re.findall(r'^CAUSE \(\w+, "([a-z0-9-]+)"', rows, re.M)
        for name in ("check", "explain"):
            self.assertEqual(sorted(causes), schema.read(name)["definitions"]["cause"]["enum"])

    def test_an_attempt_says_what_a_server_says(self):
        definitions = schema.read("check")["definitions"]
        more = {"attempts", "mended"}
        self.assertEqual(set(definitions["attempt"]["required"]), set(definitions["server"]["required"]) - more)
        self.assertEqual(definitions["attempt"]["properties"],
                         {key: value for key, value in definitions["server"]["properties"].items() if key not in more})
        for name in ("attempt", "server", "tls"):
            self.assertEqual(set(definitions[name]["required"]), set(definitions[name]["properties"]), name)

    def test_refuse_what_is_wrong(self):
        run = postino_cli.run("check", "--json", *NOWHERE, "ada@firma.example", password="x")
        changes = (
            lambda result: result.pop("headline"),
            lambda result: result.update(more=1),
            lambda result: result.update(verdict="ready"),
            lambda result: result.update(headline="\033[1m"),
            lambda result: result["incoming"].update(cause="fine"),
            lambda result: result["incoming"].update(port="993"),
            lambda result: result["incoming"].update(reply="\u202e"),
            lambda result: result["outgoing"].update(protocol="imap"),
            lambda result: result["outgoing"]["links"].append({"rel": "help", "href": "http://example.org"}),
            lambda result: result["incoming"].update(mended="It works on port 143."),
            lambda result: result["incoming"]["steps"].append(""),
            lambda result: result["incoming"]["attempts"].append({}),
        )
        for number, change in enumerate(changes):
            result = json.loads(run.output)
            change(result)
            with self.subTest(number), self.assertRaises(jsonschema.ValidationError):
                schema.validate(result, "check")


if __name__ == "__main__":
    tap.main()
