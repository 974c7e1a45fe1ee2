# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs save-account and saved-accounts in a session."""

import os
import pathlib
import subprocess

import keyrings

FOLDER = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "tests" / "vault"
SCHEMA = "io.github.postino.Postino"
ADDRESS = "ada@example.org"
IMAP = "imaps://ada%40example.org@imap.example.org"
POP3 = "pop3s://ada%40example.org@pop.example.org"
SMTP = "smtps://ada%40example.org@smtp.example.org"


def _run(arguments, **options):
    return keyrings.again_if_lost(
        lambda: subprocess.run(arguments, timeout=60, stdout=subprocess.PIPE, text=True, **options),
        lambda done: done.stdout)


def _save(desktop, incoming=IMAP, outgoing=SMTP, passwords=("in", "out"), address=ADDRESS, options=(), env=None,
          **more_env):
    done = _run(
        [FOLDER / "save-account", address, incoming, outgoing, *options], env={**(env or desktop.env), **more_env},
        check=False, input="".join(line + "\n" for line in passwords))
    return done.stdout.strip() if done.returncode == 0 else f"exit {done.returncode}"


def try_to_save(desktop, *arguments, **options):
    """One word: "saved", or what stood in the way."""
    return _save(desktop, *arguments, **options).partition(":")[0]


def save(desktop, *arguments, **options):
    outcome = _save(desktop, *arguments, **options)
    if outcome != "saved":
        raise AssertionError(outcome)


def run(desktop, *arguments, env=None):
    """The lines that saved-accounts prints."""
    done = _run([FOLDER / "saved-accounts", *arguments], env=env or desktop.env, check=True)
    return done.stdout.splitlines()


def accounts(desktop, how="list"):
    """[(id, address, name, incoming, outgoing)]"""
    return [tuple(line.split("\t")) for line in run(desktop, how)]
