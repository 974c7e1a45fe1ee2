# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers count: connections at once, sign-ins, and how long they are left alone."""

import pathlib
import tempfile
import threading
import time
import unittest

import batches
import tap
from batches import line
from demo.certificates import Authority
from servers.scripted import Scripted, expect, send, silence

# A domain whose server for sending is its own.
PROVIDER = """[Provider]
Id=d{number}
Name=D{number}
Domains=d{number}.example
Policy=password

[Incoming 1]
Protocol=imap
Host=imap{number}.localhost
Port=1
Security=tls
Username=%EMAILADDRESS%
Auth=password-cleartext;

[Outgoing 1]
Protocol=smtp
Host=smtp{number}.localhost
Port=1
Security=tls
Username=%EMAILADDRESS%
Auth=password-cleartext;
"""


class Counter:
    """How many are there at once, the most that there were, and when each came."""

    def __init__(self):
        self._lock = threading.Lock()
        self._now = 0
        self.most = 0
        self.times = []

    def come(self):
        async def step(_connection):
            with self._lock:
                self._now += 1
                self.most = max(self.most, self._now)
                self.times.append(time.monotonic())
        return step

    def go(self):
        async def step(_connection):
            with self._lock:
                self._now -= 1
        return step


def imap(counter, answer="{tag} OK [CAPABILITY IMAP4rev1] in", held=0.05):
    return [counter.come(), send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready"), expect("AUTHENTICATE PLAIN"),
            silence(held), counter.go(), send(answer)]


class Limits(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.authority = Authority(pathlib.Path(folder.name) / "ca")
        self.certificate = self.authority.issue("valid")

    def serve(self, script):
        server = Scripted(script, security="tls", certificate=self.certificate)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def run_batch(self, server, count, *more):
        """The other side of each account is elsewhere: not counted here."""
        lines = [line(address=f"u{number}@postino.test", password="x", incoming=f"imaps://localhost:{server.port}",
                      outgoing="smtps://127.0.0.1:1") for number in range(count)]
        return batches.run("--no-repair", "--ca-file", self.authority.file, *more, stdin=b"".join(lines), timeout=120)

    def test_connections_at_once(self):
        for allowed in (2, 5):
            with self.subTest(allowed):
                counter = Counter()
                run = self.run_batch(self.serve(imap(counter, "{tag} NO [AUTHENTICATIONFAILED] no")), 40, "--jobs", "40",
                                     "--server-sign-ins", "0", "--server-connections", str(allowed))
                self.assertEqual(len(run.answers), 40)
                self.assertEqual(len(counter.times), 40)
                self.assertLessEqual(counter.most, allowed)
                self.assertGreater(counter.most, 1, "they are there at once, as far as that is allowed")

    def test_sign_ins(self):
        """In no while are there more than the bucket holds and what flows into it."""
        counter = Counter()
        run = self.run_batch(self.serve(imap(counter, "{tag} NO [AUTHENTICATIONFAILED] no", 0)), 18, "--jobs", "18",
                             "--server-sign-ins", "100")
        self.assertEqual(len(run.answers), 18)
        held, rate = 10, (100 - 10) / 60
        for first in range(18):
            for last in range(first, 18):
                seconds = counter.times[last] - counter.times[first]
                self.assertLessEqual(last - first + 1, held + rate * seconds + 2, counter.times)

    def test_too_many(self):
        """A server that says so is left alone for a while, its accounts are tried again, others go on."""
        counter = Counter()
        server = self.serve([counter.come(), send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready"),
                             expect("AUTHENTICATE PLAIN"), counter.go(),
                             send("{tag} NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded")])
        run = self.run_batch(server, 3, "--jobs", "3", "--back-off", "1", "--server-sign-ins", "0")
        self.assertEqual({answer["incoming"]["cause"] for answer in run.answers.values()}, {"too-many-connections"})
        self.assertEqual(len(counter.times), 9, "three times each, and then it is the answer")
        gaps = [after - before for before, after in zip(counter.times, counter.times[1:])]
        self.assertGreaterEqual(max(gaps), 0.9, "it was left alone")
        self.assertGreaterEqual(sorted(gaps)[-2], 0.9)

    def test_too_many_attempts(self):
        """Nobody knocks again for an account that was tried too often."""
        counter = Counter()
        server = self.serve(imap(counter, "{tag} NO [LIMIT] Too many failed login attempts, try again later", 0))
        run = self.run_batch(server, 3, "--jobs", "3", "--back-off", "1", "--server-sign-ins", "0")
        causes = {answer["incoming"]["cause"] for answer in run.answers.values()}
        self.assertEqual(causes, {"too-many-attempts"})
        self.assertEqual(len(counter.times), 3)
        self.assertGreaterEqual(counter.times[1] - counter.times[0], 0.9)

    def check_found(self, *more, answer="{tag} NO [AUTHENTICATIONFAILED] no", count=10):
        """One server is given for all lines, and the other one of each domain is found; who came to the first."""
        counter = Counter()
        server = self.serve(imap(counter, answer))
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                pathlib.Path(folder, f"d{number}.provider").write_text(PROVIDER.format(number=number), "utf-8")
            lines = [line(address=f"ada@d{number}.example", password="x") for number in range(count)]
            run = batches.run("--no-repair", "--ca-file", self.authority.file, "--providers", folder, "--jobs", "40",
                              "--incoming", f"imaps://localhost:{server.port}", *more, stdin=b"".join(lines), timeout=120)
        self.assertEqual(sorted(run.answers), list(range(1, count + 1)))
        for number, found in run.answers.items():
            self.assertEqual((found["incoming"]["host"], found["outgoing"]["host"]), ("localhost", f"smtp{number - 1}.localhost"))
        self.assertEqual(len(counter.times), count)
        return counter

    def test_connections_where_one_side_is_found(self):
        counter = self.check_found("--server-sign-ins", "0", "--server-connections", "2")
        self.assertLessEqual(counter.most, 2)

    def test_too_many_where_one_side_is_found(self):
        """It is left alone, whichever domain the next account is of."""
        counter = self.check_found("--server-sign-ins", "0", "--back-off", "1", count=3,
                                   answer="{tag} NO [LIMIT] Too many failed login attempts, try again later")
        self.assertGreaterEqual(counter.times[1] - counter.times[0], 0.9)


if __name__ == "__main__":
    tap.main()
