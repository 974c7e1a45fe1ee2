# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever stands on a line of the list, it has one answer, and the others have theirs."""

import json
import pathlib
import tempfile
import unittest

import batches
import postino_cli
import schema
import tap
from batches import NOWHERE, line

GOOD = line(address="ada@postino.test", password="melon-Boat-7", **NOWHERE)


class Lines(unittest.TestCase):
    def test_bad_lines(self):
        """Each is answered with a sentence, and the good lines around it are tested."""
        cases = {
            b"nonsense": "no JSON object",
            b"{": "no JSON object",
            b"[]": "no JSON object",
            b"17": "no JSON object",
            b"null": "no JSON object",
            b"{}": "“address”",
            b'{"address": 7}': "“address” is no text",
            b'{"address": ["a@b.c"]}': "“address” is no text",
            b'{"address": null}': "“address”",
            b'{"address": "nobody"}': "@",
            b'{"address": "a@b.c", "password": 7}': "“password” is no text",
            b'{"address": "a@b.c", "password": "a\\nb"}': "“password” is no password",
            b'{"address": "a@b.c", "password": "a\\u0000b"}': "no JSON object",
            b'{"address": "a@b.c", "password": "' + b"x" * 5000 + b'"}': "“password” is no password",
            b'{"address": "a@b.c", "incoming": "ftp://b.c"}': "incoming: ",
            b'{"address": "a@b.c", "incoming": "smtps://b.c"}': "incoming: ",
            b'{"address": "a@b.c", "outgoing": "smtp://b.c?security=none", "incoming": "imaps://b.c"}': "encryption",
            b'{"address": "a@b.c", "username": "a\\u0007b"}': "username: ",
            b'{"address": "a@b.c", "id": {"a": 1}}': "“id”",
            b'{"address": "a@b.c", "id": "' + b"x" * 2000 + b'"}': "“id”",
            b'{"address": "a@b.c", "password_file": "x"}': "--password-files",
            b'{"address": "x\xe8@b.c"}': "UTF-8",
            b'{"address": "a@b.c"\0}': "NUL",
            b'{"address": "' + b"x" * 100000 + b'@b.c"}': "64 KiB",
            b"\x1b[31m{": "no JSON object",
        }
        stdin = GOOD + b"".join(case + b"\n" + GOOD for case in cases)
        run = batches.run("--server-sign-ins", "0", stdin=stdin)
        self.assertEqual(run.status, 1)
        self.assertEqual(sorted(run.answers), list(range(1, 2 * len(cases) + 2)))
        for number, (case, words) in enumerate(cases.items()):
            with self.subTest(case[:60]):
                self.assertIn(words, run.answers[2 * number + 2]["error"])
                self.assertEqual(run.answers[2 * number + 3]["incoming"]["cause"], "connection-refused")

    def test_the_line_says_which_it_is(self):
        ids = ["7", 7, 2.5, "è \" \\", None, True]
        stdin = b"\xef\xbb\xbf" + b"\r\n".join(
            line(id=one, address=f"u{number}@postino.test", password="x", **NOWHERE).strip()
            for number, one in enumerate(ids))
        run = batches.run(stdin=stdin)
        self.assertEqual([run.answers[number + 1]["id"] for number in range(len(ids))], ids)
        self.assertEqual([run.answers[number + 1]["address"] for number in range(len(ids))],
                         [f"u{number}@postino.test" for number in range(len(ids))])

    def test_empty_lines_are_none(self):
        run = batches.run(stdin=b"\n \r\n" + GOOD + b"\n\n")
        self.assertEqual(list(run.answers), [3])

    def test_nothing(self):
        run = batches.run(stdin=b"")
        self.assertEqual((run.status, run.output), (0, b""))

    def test_no_servers(self):
        """Where nothing is found, the answer is that of "check"."""
        run = batches.run("--providers", self.empty(), stdin=line(address="ada@nowhere.invalid", password="x"))
        answer = run.answers[1]
        self.assertNotIn("error", answer)
        self.assertEqual(run.status, 1)

    def test_browser_only(self):
        """At a provider that takes no password, none is asked for."""
        folder = self.empty()
        (folder / "only.provider").write_text(
            "[Provider]\nId=only\nName=Only\nDomains=only.example\nPolicy=oauth\n\n"
            "[Incoming 1]\nProtocol=imap\nHost=localhost\nPort=1\nSecurity=tls\nUsername=%EMAILADDRESS%\nAuth=oauth2\n\n"
            "[Outgoing 1]\nProtocol=smtp\nHost=localhost\nPort=1\nSecurity=tls\nUsername=%EMAILADDRESS%\nAuth=oauth2\n")
        run = batches.run("--providers", folder, stdin=line(address="ada@only.example") * 2)
        for number in (1, 2):
            self.assertEqual(run.answers[number]["incoming"]["cause"], "oauth-required")

    def empty(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return pathlib.Path(folder.name)

    def test_password_files(self):
        """They are those of one folder; the first line counts."""
        folder = self.empty()
        (folder / "ada").write_text("melon-Boat-7\nsomething else\n")
        (folder / "empty").write_text("\n")
        names = ["ada", "empty", "missing", "../ada", "/etc/passwd", ".", "a/b"]
        stdin = b"".join(line(address="a@b.c", password_file=name, **NOWHERE) for name in names)
        run = batches.run("--password-files", folder, stdin=stdin)
        self.assertEqual(run.answers[1]["verdict"], "neither")
        for number in range(2, len(names) + 1):
            self.assertIn("error", run.answers[number], names[number - 1])

    def test_two_passwords(self):
        folder = self.empty()
        (folder / "ada").write_text("melon-Boat-7\n")
        run = batches.run("--password-files", folder,
                          stdin=line(address="a@b.c", password="x", password_file="ada", **NOWHERE))
        self.assertIn("error", run.answers[1])

    def test_no_password(self):
        stdin = line(address="a@b.c", **NOWHERE) + line(address="a@b.c", password="", **NOWHERE)
        stdin += line(address="a@b.c", password="x", incoming=NOWHERE["incoming"], outgoing="smtps://localhost:1?auth=none")
        run = batches.run(stdin=stdin)
        self.assertIn("error", run.answers[1])
        self.assertIn("error", run.answers[2])
        self.assertNotIn("error", run.answers[3])

    def test_for_all_lines(self):
        """What is the same for all stands on the command line, and a line's own wins."""
        stdin = line(address="a@b.c", password="x") + line(address="a@b.c", password="x", incoming="imaps://localhost:2")
        run = batches.run("--incoming", NOWHERE["incoming"], "--outgoing", NOWHERE["outgoing"], stdin=stdin)
        self.assertEqual([run.answers[number]["incoming"]["port"] for number in (1, 2)], [1, 2])


class Secrets(unittest.TestCase):
    SECRET = "Gr§üße-aus-Prag-99"

    def test_none_shows(self):
        """Not in answers, not on standard error, not in a file, whatever is wrong with the line."""
        secret = self.SECRET
        stdin = b"".join([
            line(address="a@b.c", password=secret, **NOWHERE),
            line(address="a@b.c", password=secret, outgoing_password=secret, incoming="x", outgoing="y"),
            line(address="nobody", password=secret),
            line(address="a@b.c", password=secret + "\n"),
            b'{"address": "a@b.c", "password": "' + secret.encode() + b'",}\n',
            b'{"address": "a@b.c", "password": "' + secret.encode() + b'\xff"}\n',
            secret.encode() + b"\n",
        ])
        run = batches.run("--summary", "summary.json", stdin=stdin, environment={"G_MESSAGES_DEBUG": "all"})
        self.assertEqual(len(run.answers), 7)
        everything = run.everything()
        for form in (secret.encode(), json.dumps(secret)[1:-1].encode(), "üße-aus-Prag".encode(), b"Prag-99"):
            self.assertNotIn(form, everything)

    def test_none_in_csv(self):
        secret = self.SECRET
        stdin = f'address,password\na@b.c,"{secret}\nx@y.z,{secret},more\n,{secret}\n'.encode()
        run = batches.run("--csv", stdin=stdin)
        self.assertGreaterEqual(len(run.answers), 2)
        self.assertNotIn(secret.encode(), run.everything())

    def test_never_on_the_command_line(self):
        run = batches.run("--password", self.SECRET, stdin=b"")
        self.assertEqual(run.status, 2)
        self.assertNotIn(self.SECRET.encode(), run.everything())


class Usage(unittest.TestCase):
    def test_wrong_usage(self):
        cases = [("one", "two"), ("--jobs", "0"), ("--jobs", "x"), ("--workers", "1000"), ("--server-connections", "1"),
                 ("--server-sign-ins", "5"), ("--timeout", "0"), ("--incoming", "smtps://b.c"), ("--nonsense",),
                 ("--ca-file", "missing.pem"), ("--providers", "missing"), ("missing.jsonl",), (".",),
                 ("--resume", "missing/answers"), ("--back-off", "0"), ("--accept-certificate", "x")]
        for case in cases:
            with self.subTest(case):
                run = batches.run(*case, stdin=GOOD)
                self.assertEqual((run.status, run.output), (2, b""))
                self.assertTrue(run.errors.startswith(b"postino-cli: "), run.errors)

    def test_help(self):
        run = postino_cli.run("batch", "--help")
        self.assertEqual(run.status, 0)
        lines = run.output.decode().splitlines()
        self.assertLessEqual(max(map(len, lines)), 100)

    def test_summary(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "summary.json"
            stdin = GOOD * 3 + b"x\n"
            run = batches.run("--summary", path, stdin=stdin)
            summary = json.loads(path.read_text("utf-8"))
        schema.validate(summary, "batch-summary")
        self.assertEqual((summary["answers"], summary["neither"], summary["not-tested"], summary["complete"]),
                         (4, 3, 1, True))
        self.assertEqual(summary["causes"], [{"cause": "connection-refused", "accounts": 3}])
        self.assertEqual(summary["servers"],
                         [{"host": "localhost", "accounts": 3, "working": 0,
                           "causes": [{"cause": "connection-refused", "accounts": 3}]}])
        self.assertIn(b"0 of 4 accounts work", run.errors)
        self.assertIn(b"connection-refused", run.errors)

    def test_summary_that_cannot_be_written(self):
        run = batches.run("--summary", "missing/summary.json", stdin=GOOD)
        self.assertEqual(run.status, 2)
        self.assertEqual(len(run.answers), 1)

    def test_from_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "list.jsonl"
            path.write_bytes(GOOD.strip())
            self.assertEqual(list(batches.run(path).answers), [1])

    def test_no_terminal_no_bar(self):
        self.assertNotIn(b"\r", batches.run(stdin=GOOD * 5).errors)


if __name__ == "__main__":
    tap.main()
