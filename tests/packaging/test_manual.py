# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual names every command and option that there is, and no other, and is well-formed."""

import pathlib
import re
import shutil
import subprocess
import unittest

import commands
import tap

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "data" / "man"
PAGES = sorted(FOLDER.glob("*.1"))


def section(text, kind, name):
    """The lines of a section (Sh) or a subsection (Ss)."""
    ends = r"Sh|Ss" if kind == "Ss" else "Sh"
    found = re.search(rf"^\.{kind} {re.escape(name)}\n(.*?)(?=^\.(?:{ends}) |\Z)", text, re.M | re.S)
    return found.group(1) if found else ""


def items(text):
    """The long options that the items of a list are about."""
    return set(re.findall(r"-(-[a-z-]+)", " ".join(re.findall(r"^\.It (Fl .*)", text, re.M)).replace("Fl -", "Fl --")))


def documented(text):
    return {f"-{name}" for name in items(text)}


class Manual(unittest.TestCase):
    def setUp(self):
        self.cli = (FOLDER / "postino-cli.1").read_text("utf-8")
        self.app = (FOLDER / "postino.1").read_text("utf-8")

    def test_every_command(self):
        chapters = re.findall(r"^\.Ss (\w+)$", section(self.cli, "Sh", "COMMANDS"), re.M)
        self.assertEqual(sorted(chapters), sorted(commands.commands()))
        for command in commands.commands():
            self.assertRegex(section(self.cli, "Sh", "SYNOPSIS"), rf"(?m)^\.Cm {command}$")

    def test_every_option_of_every_command(self):
        for command in commands.commands():
            with self.subTest(command):
                self.assertGreater(len(commands.options_of(command)), 4)
                self.assertEqual(documented(section(self.cli, "Ss", command)), set(commands.options_of(command)))

    def test_values(self):
        """An option that wants a value says so, with the name that its help gives it."""
        for command in commands.commands():
            text = section(self.cli, "Ss", command)
            for option, value in commands.options_of(command).items():
                line = re.search(rf"^\.It Fl -{option[2:]}\b(?!-)(.*)", text, re.M).group(1)
                words = re.sub(r"\b(?:Ar|Cm) ", "", line).replace(" ", "")
                self.assertEqual(words, value, f"{command} {option}")

    def test_options_of_the_window(self):
        listed = set(commands.options(commands.APP, "--help")) | {"--gapplication-service"}
        self.assertEqual(documented(section(self.app, "Sh", "OPTIONS")), listed)

    def test_exit_statuses(self):
        source = (FOLDER.parents[1] / "src" / "cli" / "cli-command.h").read_text("utf-8")
        statuses = set(re.findall(r"CLI_STATUS_\w+ = (\d+)", source))
        self.assertEqual(set(re.findall(r"^\.It (\d+)$", section(self.cli, "Sh", "EXIT STATUS"), re.M)), statuses)

    def test_examples_are_taken(self):
        """Each line of the examples is one that the program can read: its options exist."""
        lines = re.findall(r"^\.Dl \$ postino-cli (.*)", self.cli, re.M)
        self.assertGreater(len(lines), 5)
        for line in lines:
            command, *words = line.split()
            self.assertIn(command, commands.commands())
            used = {word for word in words if word.startswith("--")}
            self.assertLessEqual(used, set(commands.options_of(command)), line)

    @unittest.skipUnless(shutil.which("mandoc"), "no mandoc")
    def test_lint(self):
        for page in PAGES:
            done = subprocess.run(["mandoc", "-Tlint", "-Wstyle", page], capture_output=True, text=True, check=False)
            # The pages that they refer to are those of this build, not this system's.
            said = [line for line in done.stdout.splitlines() if "referenced manual not found" not in line]
            self.assertEqual(said, [])

    @unittest.skipUnless(shutil.which("groff"), "no groff")
    def test_no_warnings(self):
        """What man --warnings says."""
        for page in PAGES:
            done = subprocess.run(["groff", "-mandoc", "-Tutf8", "-ww", "-rLL=80n", "-P-c", "-b", page],
                                  capture_output=True, text=True, check=True)
            self.assertEqual(done.stderr, "")
            self.assertIn("EXIT STATUS", re.sub(r".\x08", "", done.stdout))


if __name__ == "__main__":
    tap.main()
