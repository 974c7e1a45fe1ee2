# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of README.md and docs/, taken from there, as somebody types them who reads it."""

import json
import os
import pathlib
import re
import subprocess
import unittest

import tap
from postino_cli import PROGRAM
from servers import Mailboxes, MailServers, User, internet
from servers.internet import Internet
from session import Session
from terminal import Terminal

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
ADDRESS = "ada@example.org"
PASSWORD = "Zq7-Lantern-Ölfass"
SERVER = "10.77.1.1"
NAMES = ("imap.example.org", "smtp.example.org", "mail.example.org")

PROGRAMS = "postino-cli secret-tool systemctl journalctl sudo ./run ./test".split()
# What wants another machine, and where it is tried.
ELSEWHERE = {
    "systemctl --user": "tests/packaging/test_units.py",
    "journalctl --user": "tests/packaging/test_units.py",
    "sudo apt-get install": "tests/lib/keyrings.py",
    "POSTINO_TEST_KWALLET=1 ./test": "tests/lib/keyrings.py",
    "./run": ".ci/run",
    "./test": ".ci/run",
}
DOCUMENTS = [ROOT / "README.md"] + [path for path in sorted((ROOT / "docs").glob("*.md"))
                                    if path.name != "fleet.md"]  # tests/batch/test_fleet.py
# No account of another program is there to be found.
STATUS = {"postino-cli accounts test --found": 3}
ANSWERS = {"Password": PASSWORD, "[y/N]": "y"}


def read_commands():
    """(document, command) in their order."""
    for path in DOCUMENTS:
        text = path.read_text("utf-8").replace("\\\n", " ")
        for line in re.findall(r"^ {4}(\S.*)$", text, re.M):
            # What stands behind in words is cut off.
            command = line if is_synopsis(line) else re.sub(r" +# .*| {3,}[^ -].*", "", line)
            words = re.sub(r"^([A-Z_]+=\S+ )*", "", command).split()
            if words[0] in PROGRAMS:
                yield path.name, re.sub(r"\s+", " ", command)


def is_synopsis(command):
    return re.search(r"[\[\]…|]|--help, |FORMAT", command) is not None


def where_else(command):
    return next((ELSEWHERE[start] for start in ELSEWHERE if command.startswith(start)), None)


class Documented(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        net = cls.enterClassContext(Internet())
        for name in NAMES:
            net.add_host(name, SERVER)
        net.start_names()
        cls.enterClassContext(MailServers([User(ADDRESS, PASSWORD)], names=NAMES, addresses=[SERVER],
                                          authority=net.authority, mailboxes=Mailboxes()))
        cls.session = cls.enterClassContext(Session())
        cls.folder = pathlib.Path(cls.session.folder)
        (cls.folder / "bin").mkdir()
        (cls.folder / "bin" / "postino-cli").symlink_to(PROGRAM)
        cls.env = {**cls.session.env, "PATH": f"{cls.folder}/bin:{os.environ['PATH']}", "TERM": "dumb"}
        account = {"address": ADDRESS, "password": PASSWORD}
        cls.write("FILE", PASSWORD + "\n")
        cls.write("accounts.jsonl", json.dumps(account) + "\n")
        cls.write("accounts.csv", ",".join(account) + "\n" + ",".join(account.values()) + "\n")
        cls.write("reply.txt", "535 5.7.8 Error: authentication failed\n")

    @classmethod
    def enterClassContext(cls, context):  # unittest has it from Python 3.11 on
        result = context.__enter__()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return result

    @classmethod
    def write(cls, name, text):
        path = cls.folder / name
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")

    def type(self, command):
        """Runs it on a terminal, with an answer to each question: its status, and what was shown."""
        with Terminal(["bash", "-c", f"cd {self.folder} && {command}"], self.env) as terminal:
            return terminal.converse(ANSWERS), terminal.screen

    def test_each_command_does_what_is_said(self):
        """In their order: what is saved by one is there for the next."""
        commands = [(name, command) for name, command in read_commands()
                    if not is_synopsis(command) and not where_else(command)]
        self.assertGreater(len(commands), 20)
        for name, command in commands:
            with self.subTest(document=name, command=command):
                status, screen = self.type(command.replace(" ADDRESS", f" {ADDRESS}"))
                self.assertEqual(status, STATUS.get(command, 0), screen)
                if not command.startswith("secret-tool"):  # which is there to show it
                    self.assertNotIn(PASSWORD, screen)

    def test_each_option_is_known(self):
        for name, command in read_commands():
            found = re.match(r"postino-cli (\w+)", command) if is_synopsis(command) else None
            if found is None:
                continue
            run = subprocess.run([PROGRAM, found.group(1), "--help-all"], env=self.env, capture_output=True, check=True)
            with self.subTest(document=name, command=command):
                for option in re.findall(r"--[a-z-]+", command):
                    self.assertRegex(run.stdout.decode(), rf"{option}\b")

    def test_what_is_tried_elsewhere_is(self):
        for start, path in ELSEWHERE.items():
            self.assertTrue((ROOT / path).exists(), path)
            self.assertTrue(any(command.startswith(start) for _, command in read_commands()), start)


if __name__ == "__main__":
    internet.enter()
    tap.main()
