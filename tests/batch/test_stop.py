# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch that is ended in the middle, by whatever, loses no answer and gives none twice."""

import array
import fcntl
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import termios
import unittest

import batches
import tap
from batches import NOWHERE, line
from servers.scripted import Scripted
from session import wait_until

COUNT = 60
FAST = ("--server-sign-ins", "0", "--jobs", "8")


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.list = self.folder / "list.jsonl"
        self.answers = self.folder / "answers.jsonl"
        self.list.write_bytes(b"".join(
            line(id=number, address=f"u{number}@postino.test", password="melon-Boat-7", **NOWHERE) if number % 7 else b"bad\n"
            for number in range(1, COUNT + 1)))

    def go_on(self, *more):
        run = batches.run(*FAST, "--resume", self.answers, *more, self.list)
        self.assertEqual(run.output, b"")
        return run

    def check_whole(self):
        found = batches.read(self.answers.read_bytes())
        self.assertEqual(sorted(answer["line"] for answer in found), list(range(1, COUNT + 1)))
        for answer in found:
            self.assertEqual("error" in answer, answer["line"] % 7 == 0)

    def wait_for_answers(self, process, count):
        wait_until(lambda: (self.answers.exists() and self.answers.read_bytes().count(b"\n") >= count)
                   or process.poll() is not None, f"answer {count}")

    def hold(self):
        """A server that never says a word, for a list that does not end by itself."""
        server = Scripted([])
        server.__enter__()
        self.addCleanup(server.__exit__)
        return {"incoming": f"imaps://localhost:{server.port}", "outgoing": f"smtps://localhost:{server.port}"}


class Resume(Case):
    def test_killed(self):
        """Killed again and again, until it comes to an end."""
        dice = random.Random(7)
        for _ in range(4):
            process = batches.start(*FAST, "--resume", self.answers, self.list, stderr=subprocess.DEVNULL)
            had = self.answers.read_bytes().count(b"\n") if self.answers.exists() else 0
            self.wait_for_answers(process, had + dice.randint(1, 12))
            process.kill()
            process.wait()
        before = [text for text in self.answers.read_bytes().split(b"\n")[:-1]]
        self.assertLess(len(before), COUNT)
        self.go_on()
        self.check_whole()
        self.assertEqual(self.answers.read_bytes().split(b"\n")[:len(before)], before, "what was there stays as it is")

    def test_torn_line(self):
        """What a kill has left of a line is cut off, and the line is asked again."""
        self.go_on()
        whole = self.answers.read_bytes()
        for cut in (1, 2, 10, 700):
            with self.subTest(cut):
                self.answers.write_bytes(whole[:-cut])
                self.go_on()
                self.check_whole()

    def test_nothing_left_to_do(self):
        self.go_on()
        before = self.answers.read_bytes()
        run = self.go_on()
        self.assertEqual(self.answers.read_bytes(), before)
        self.assertIn(f"0 of {COUNT} accounts work".encode(), run.errors)
        self.assertEqual(run.status, 1)

    def test_summary_counts_all(self):
        self.go_on()
        self.answers.write_bytes(b"".join(self.answers.read_bytes().splitlines(True)[:20]))
        path = self.folder / "summary.json"
        self.go_on("--summary", path)
        summary = json.loads(path.read_text("utf-8"))
        self.assertEqual((summary["answers"], summary["earlier"], summary["complete"]), (COUNT, 20, True))

    def test_another_list(self):
        """The answers of another list are left as they are."""
        self.go_on()
        before = self.answers.read_bytes()
        self.list.write_bytes(line(address="somebody@else.test", password="x", **NOWHERE) * 3)
        run = self.go_on()
        self.assertEqual(run.status, 2)
        self.assertIn("another list", run.errors.decode())
        self.assertEqual(self.answers.read_bytes(), before)

    def test_no_answers(self):
        """A file that is something else is not written to."""
        for text in (b"hello\n", b"{}\n", b'{"line": 0}\n', b'[1]\n', b'{"line": "x"}\n'):
            with self.subTest(text):
                self.answers.write_bytes(text)
                self.assertEqual(self.go_on().status, 2)
                self.assertEqual(self.answers.read_bytes(), text)

    def test_two_at_once(self):
        self.list.write_bytes(line(address="a@b.c", password="x", **self.hold()))
        first = batches.start("--resume", self.answers, self.list, stderr=subprocess.DEVNULL)
        self.addCleanup(first.wait)
        self.addCleanup(first.kill)
        wait_until(lambda: self.answers.exists() and batches.children(first.pid), "the first run")
        run = self.go_on()
        self.assertEqual(run.status, 2)
        self.assertIn("Somebody else", run.errors.decode())


class Signals(Case):
    def start_held(self, **options):
        """Some lines that are answered, and one that is not."""
        self.list.write_bytes(self.list.read_bytes() + line(address="a@b.c", password="x", **self.hold()))
        process = batches.start(*FAST, "--summary", self.folder / "summary.json", "--resume", self.answers, self.list,
                                stderr=subprocess.PIPE, **options)
        self.wait_for_answers(process, COUNT)
        return process

    def test_each(self):
        """It ends by the signal, its answers whole, its workers gone."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number):
                self.setUp()
                process = self.start_held()
                workers = batches.children(process.pid)
                self.assertTrue(workers)
                process.send_signal(number)
                errors = process.communicate()[1]
                self.assertEqual(process.returncode, -number)
                self.assertIn(b"accounts work", errors)
                self.check_whole()
                self.assertFalse(json.loads((self.folder / "summary.json").read_text("utf-8"))["complete"])
                self.gone(workers)

    def gone(self, workers):
        wait_until(lambda: not any(os.path.exists(f"/proc/{worker}") for worker in workers), "the end of its workers")

    def test_ctrl_c(self):
        """All processes of a terminal get it: nobody is taken for lost."""
        process = self.start_held()
        os.killpg(process.pid, signal.SIGINT)
        process.communicate()
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.check_whole()

    def test_killed_workers_go(self):
        process = self.start_held()
        workers = batches.children(process.pid)
        process.kill()
        process.communicate()
        self.gone(workers)

    def test_lost_worker(self):
        """A worker that is gone takes no line with it; a line that takes two with it is answered."""
        self.list.write_bytes(line(address="a@b.c", password="x", **self.hold()))
        process = batches.start("--resume", self.answers, self.list, stderr=subprocess.DEVNULL)
        killed = set()
        wait_until(lambda: self.kill_connected(process, killed), "its end", timeout=60)
        self.assertEqual(len(killed), 2)
        answers = batches.read(self.answers.read_bytes())
        self.assertEqual([answer["line"] for answer in answers], [1])
        self.assertIn("error", answers[0])

    def kill_connected(self, process, killed):
        """Kills each worker that has come to a server, once; whether the run is over."""
        if process.poll() is not None:
            return True
        for worker in batches.children(process.pid):
            if worker not in killed and self.is_connected(worker):
                killed.add(worker)
                os.kill(worker, signal.SIGKILL)
        return False

    @staticmethod
    def is_connected(worker):
        try:
            return any(os.readlink(entry.path).startswith("socket:") for entry in os.scandir(f"/proc/{worker}/fd"))
        except OSError:
            return False


class Output(Case):
    def test_nobody_reads(self):
        process = batches.start(*FAST, self.list, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.wait()
        process.stderr.close()
        self.assertEqual((process.returncode, errors), (-signal.SIGPIPE, b""))

    def test_a_reader_that_stands_still(self):
        """Whoever does not read holds it, and a signal still ends it."""
        self.list.write_bytes(self.list.read_bytes() * 20)
        reader, writer = os.pipe()
        process = batches.start(*FAST, self.list, stdout=writer, stderr=subprocess.DEVNULL)
        os.close(writer)
        filled = [-1]
        wait_until(lambda: self.is_still(reader, filled), "a full pipe", timeout=60)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(), -signal.SIGTERM)
        os.close(reader)

    @staticmethod
    def is_still(reader, filled):
        """Whether there is much to read, and has been no more the last times that it was looked."""
        count = array.array("i", [0])
        fcntl.ioctl(reader, termios.FIONREAD, count)
        filled.append(count[0])
        return count[0] > 16 * 1024 and len(filled) > 25 and len(set(filled[-25:])) == 1

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            process = batches.start(*FAST, self.list, stdout=full, stderr=subprocess.PIPE)
        errors = process.communicate()[1]
        self.assertEqual(process.returncode, 2)
        self.assertIn(b"cannot be written", errors)

    def test_full_disk_with_resume(self):
        run = batches.run(*FAST, "--resume", "/dev/full", self.list)
        self.assertEqual(run.status, 2)
        self.assertIn(b"/dev/full", run.errors)

    def test_input_that_never_ends(self):
        """Lines are answered as they come, before the list has an end."""
        process = batches.start(*FAST, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for number in (1, 2, 3):
            process.stdin.write(line(address="a@b.c", password="x", **NOWHERE))
            process.stdin.flush()
            self.assertEqual(json.loads(process.stdout.readline())["line"], number)
        process.stdin.close()
        self.assertEqual(process.stdout.read(), b"")
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    tap.main()
