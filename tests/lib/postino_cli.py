# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs postino-cli as a person with a fresh home would, and keeps all that it says and writes."""

import os
import pathlib
import subprocess
import tempfile

import schema

PROGRAM = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "src" / "cli" / "postino-cli"


class Run:
    """One run: its status, its output, and the files that it left behind."""

    def __init__(self, process, written):
        self.status = process.returncode
        self.output = process.stdout
        self.errors = process.stderr
        self.written = written

    @property
    def json(self):
        """The output, which keeps to its schema."""
        return schema.load(self.output)

    def everything(self):
        """All that the run has produced, as one string of bytes."""
        return b"\n".join([self.output, self.errors, *self.written])


def run(*arguments, password=None, environment=None, stdin=b"", timeout=60, new_session=False):
    """Runs the program; `password` comes from a file, as from a person's script.

    In a new session it has no terminal that it could ask on.
    """
    with tempfile.TemporaryDirectory(prefix="postino-home-") as folder:
        folder = pathlib.Path(folder)
        home = folder / "home"
        home.mkdir()
        if password is not None:
            secret = folder / "password"
            secret.touch(mode=0o600)
            secret.write_bytes(password.encode() + b"\n")
            arguments = (*arguments, "--password-file", secret)
        process = subprocess.run(
            [PROGRAM, *map(str, arguments)], input=stdin, capture_output=True,
            cwd=home, timeout=timeout, check=False, start_new_session=new_session, env=_environment(home, environment or {}),
        )
        return Run(process, [path.read_bytes() for path in home.rglob("*") if path.is_file()])


def _environment(home, more):
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("XDG_") and name != "DBUS_SESSION_BUS_ADDRESS"}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**kept, "HOME": str(home), "TMPDIR": str(home), **folders, **more}
