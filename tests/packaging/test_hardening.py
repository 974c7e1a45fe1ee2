# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs as they were built are hardened, and the tool that says so can say no."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import commands
import tap

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check-hardening"
SOURCE = """
#include <string.h>
#include <unistd.h>
int main (int argc, char **argv)
{
  char text[16];
  strcpy (text, argv[0]);
  return (int) write (1, text, strlen (text));
}
"""
GOOD = ("-O2", "-fPIE", "-pie", "-fstack-protector-strong", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2",
        "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack")
# What takes one thing away again, and what is said then.
WORSE = {
    ("-fno-PIE", "-no-pie"): "PIE",
    ("-Wl,-z,lazy",): "full RELRO",
    ("-Wl,-z,norelro",): "(RELRO)",
    ("-Wl,-z,execstack",): "stack is executable",
    ("-fno-stack-protector",): "stack protector",
    ("-U_FORTIFY_SOURCE",): "_FORTIFY_SOURCE",
    ("-Wl,-rpath,/tmp",): "path of its own",
}


def check(*arguments):
    done = subprocess.run([TOOL, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


class Hardening(unittest.TestCase):
    def test_programs(self):
        how = ["--fortified"] if os.environ["POSTINO_FORTIFIED"] == "true" else []
        programs = [program for program in (commands.CLI, commands.APP, commands.ENGINE) if program.exists()]
        self.assertIn(commands.CLI, programs)
        self.assertEqual(check(*how, *programs)[0], 0, check(*how, *programs)[1])


class Tool(unittest.TestCase):
    def build(self, *more):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = pathlib.Path(folder.name) / "program"
        subprocess.run(["gcc", "-w", "-x", "c", "-", "-o", program, *GOOD, *more], input=SOURCE, text=True, check=True)
        return program

    def test_good(self):
        self.assertEqual(check("--fortified", self.build())[0], 0)

    def test_each_thing_that_is_missing(self):
        for arguments, word in WORSE.items():
            with self.subTest(word):
                status, text = check("--fortified", self.build(*arguments))
                self.assertEqual((status, word in text), (1, True), text)


if __name__ == "__main__":
    tap.main()
