# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands and options that the programs themselves list."""

import functools
import os
import pathlib
import re
import subprocess

BUILD = pathlib.Path(os.environ["G_TEST_BUILDDIR"])
CLI = BUILD / "src" / "cli" / "postino-cli"
APP = BUILD / "src" / "app" / "postino"
ENGINE = BUILD / "src/engine/postino-engine.so"


@functools.cache
def help_of(program, *arguments):
    """What it prints with these arguments."""
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
                          timeout=60, env={**os.environ, "LANGUAGE": "C"})
    return done.stdout


def commands():
    """Those of postino-cli."""
    return re.findall(r"^  ([a-z]+) {2}", help_of(CLI, "--help"), re.M)


def options(program, *arguments):
    """The names of the options of a help, with what each one's value is called, or an empty string."""
    found = re.findall(r"^  (?:-[a-z], )?(--[a-z-]+)(?:[ =](\S+))?", help_of(program, *arguments), re.M)
    return dict(found)


def options_of(command):
    """Those of a command of postino-cli, with those for experts."""
    return options(CLI, command, "--help-all")
