# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop session with saved accounts, and `postino-cli export` in it."""

import os
import pathlib
import subprocess
import urllib.parse

import session

PROGRAM = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "src" / "cli" / "postino-cli"


class Desk(session.Session):
    """A session whose keyring holds accounts that the test has saved."""

    def __init__(self, save_account, **options):
        super().__init__(**options)
        self.save_account = save_account

    def save(self, address, incoming, outgoing, password, outgoing_password=None, pinned="", pinned_sending=""):
        passwords = (password, password if outgoing_password is None else outgoing_password)
        done = subprocess.run(
            [self.save_account, address, incoming, outgoing],
            env={**self.env, "SAVE_ACCOUNT_PINNED": pinned, "SAVE_ACCOUNT_PINNED_SENDING": pinned_sending}, timeout=60, check=True, text=True,
            input="".join(line + "\n" for line in passwords), stdout=subprocess.PIPE)
        assert done.stdout.startswith("saved"), done.stdout

    def export(self, *arguments, **options):
        return subprocess.run(
            [PROGRAM, "export", *map(str, arguments)], env=self.env, timeout=60, check=False, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, **options)

    def path(self, *names):
        return pathlib.Path(self.env["HOME"], *names)

    def config(self, *names):
        return pathlib.Path(self.env["XDG_CONFIG_HOME"], *names)

    def run(self, *command, check=True, env=None, **options):
        done = subprocess.run(
            [*map(str, command)], env={**self.env, **(env or {})}, timeout=90, check=False, text=True,
            stdin=None if "input" in options else subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True, **options)
        assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}"
        return done


def uri(scheme, host, port, username, query=""):
    return f"{scheme}://{urllib.parse.quote(username, safe='')}@{host}:{port}{query}"
