# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that hang hold nobody else, in whatever stage they do; nor does a list's length hold memory.

Nothing is timed: a server that hangs is waited for much longer than all others take
together, so that it is told by the order of the answers who has waited for whom.
"""

import json
import signal
import subprocess
import threading
import time
import unittest

import batches
import tap
from batches import line
from servers import MailServers, User, internet
from servers.internet import Internet
from servers.scripted import Scripted, expect, hang_up, send

GOOD = 45
STUCK = 5
USERS = [User(f"u{number}@good.example", f"melon-Boat-{number}") for number in range(GOOD)]


def sasl(answers):
    return [send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready"), expect("AUTHENTICATE PLAIN"), *answers]


class Stuck(unittest.TestCase):
    def setUp(self):
        self.net = Internet(resolver_options="timeout:5 attempts:2")
        self.net.__enter__()
        self.addCleanup(self.net.__exit__)
        self.net.add_host("mail.good.example", "10.77.1.1")
        self.net.add_host("stuck.example", "10.77.2.1")
        for number in range(STUCK):
            self.net.add_host(f"mail{number}.stuck.example", f"10.77.2.{number + 10}")
        self.net.start_names()
        mail = MailServers(USERS, addresses=["10.77.1.1"], authority=self.net.authority, names=("mail.good.example",))
        mail.__enter__()
        self.addCleanup(mail.close)
        self.certificate = self.net.authority.issue("valid", tuple(f"mail{number}.stuck.example" for number in range(STUCK)))
        self.good = [line(id="good", address=user.address, password=user.password,
                          incoming="imaps://mail.good.example", outgoing="smtps://mail.good.example") for user in USERS]

    def serve(self, script, **options):
        server = Scripted(script, addresses=[f"10.77.2.{number + 10}" for number in range(STUCK)], port=993, **options)
        server.__enter__()
        self.addCleanup(server.__exit__)

    def stuck(self, host="mail{}.stuck.example"):
        return [line(id="stuck", address=f"ada@{host.format(number)}", password="x",
                     incoming=f"imaps://{host.format(number)}", outgoing="smtps://mail.good.example?auth=none")
                for number in range(STUCK)]

    def check(self, lines):
        """All good ones are answered, and no stuck one until then."""
        process = batches.start("--timeout", "90", "--no-repair", "--server-sign-ins", "0", "--jobs", "10",
                                environment={"RES_OPTIONS": "timeout:30 attempts:2"},
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdin.write(b"".join(lines))
        process.stdin.flush()
        seen = []
        while seen.count("good") < GOOD:
            answer = json.loads(process.stdout.readline())
            seen.append(answer["id"])
            if answer["id"] == "good":
                self.assertEqual(answer["verdict"], "ready", answer)
        process.send_signal(signal.SIGTERM)
        process.stdin.close()
        process.stdout.read()
        process.stdout.close()
        process.wait()
        self.assertEqual(seen.count("stuck"), 0)

    def test_lookup(self):
        self.net.names.fault("silent.example", "silent", below=True)
        self.check(self.stuck("mail{}.silent.example") + self.good)

    def test_connect(self):
        self.net.drop(993, "ip daddr 10.77.2.0/24")
        self.check(self.stuck() + self.good)

    def test_tls(self):
        self.serve([])
        self.check(self.stuck() + self.good)

    def test_greeting(self):
        self.serve([], security="tls", certificate=self.certificate)
        self.check(self.stuck() + self.good)

    def test_login(self):
        self.serve(sasl([]), security="tls", certificate=self.certificate)
        self.check(self.stuck() + self.good)

    def test_mailbox(self):
        self.serve(sasl([send("{tag} OK [CAPABILITY IMAP4rev1] in")]), security="tls", certificate=self.certificate)
        self.check(self.stuck() + self.good)

    def test_one_server_of_many(self):
        """All accounts of one server that hangs stand first: they are not all let in at once."""
        self.serve([])
        self.check(self.stuck("mail0.stuck.example") * 10 + self.good)

    def test_search(self):
        """Domains whose name servers say nothing: few are searched for at once."""
        self.net.names.fault("silent.example", "silent", below=True)
        silent = [line(id="stuck", address=f"ada@d{number}.silent.example", password="x") for number in range(40)]
        process = batches.start("--timeout", "90", "--no-repair", "--server-sign-ins", "0", "--jobs", "10",
                                offline=False, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdin.write(b"".join(silent + self.good))
        process.stdin.flush()
        seen = []
        while seen.count("good") < GOOD:
            seen.append(json.loads(process.stdout.readline())["id"])
        process.kill()
        process.communicate()
        self.assertLess(seen.count("stuck"), 20)


class Memory(unittest.TestCase):
    """Ten times as many lines take no more memory."""

    def test_constant(self):
        server = Scripted([send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready"), expect("AUTHENTICATE PLAIN"),
                           send("{tag} NO [AUTHENTICATIONFAILED] no"), hang_up()])
        with server:
            few, many = (self.measure(server, count) for count in (200, 2000))
        print(f"# peak: {few} KiB at 200 lines, {many} KiB at 2000", flush=True)
        self.assertLess(many, few * 1.25)

    def measure(self, server, count):
        process = batches.start(
            "--allow-cleartext", "--no-repair", "--server-sign-ins", "0", "--jobs", "10",
            "--incoming", f"imap://localhost:{server.port}?security=none", "--outgoing", "smtps://localhost:1?auth=none",
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            environment={"ASAN_OPTIONS": "quarantine_size_mb=1:detect_leaks=0"})
        text = b"".join(line(address=f"u{number}@postino.test", password="x" * 20) for number in range(count))
        writer = threading.Thread(target=lambda: (process.stdin.write(text), process.stdin.close()))
        writer.start()
        peaks = {}
        while process.poll() is None:
            for pid in [process.pid, *batches.children(process.pid)]:
                peaks[pid] = max(peaks.get(pid, 0), self.peak(pid))
            time.sleep(0.05)
        writer.join()
        self.assertEqual(process.returncode, 1)
        return sum(peaks.values())

    @staticmethod
    def peak(pid):
        try:
            with open(f"/proc/{pid}/status", encoding="ascii") as file:
                return next((int(text.split()[1]) for text in file if text.startswith("VmHWM:")), 0)
        except OSError:
            return 0


if __name__ == "__main__":
    internet.enter()
    tap.main()
