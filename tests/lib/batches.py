# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs postino-cli batch, and reads what it answers."""

import json
import os
import subprocess

import postino_cli
import schema

# Nothing answers there, and that is known at once.
NOWHERE = {"incoming": "imaps://localhost:1", "outgoing": "smtps://localhost:1"}


def line(**fields):
    """One line of a list."""
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def read(output):
    """The answers in `output` (bytes), which keep to their schema."""
    if output and not output.endswith(b"\n"):
        raise ValueError("the last line has no end")
    answers = [json.loads(text) for text in output.decode("utf-8").splitlines()]
    for answer in answers:
        schema.validate(answer, "batch")
        if "error" not in answer:
            schema.validate({key: value for key, value in answer.items() if key not in ("line", "id")}, "check")
    return answers


def run(*arguments, stdin=b"", **options):
    """A whole run; `answers` by the line that they are for, which has one."""
    done = postino_cli.run("batch", "--offline", *arguments, stdin=stdin, **options)
    found = read(done.output)
    done.answers = {answer["line"]: answer for answer in found}
    if len(done.answers) != len(found):
        raise ValueError("a line is answered twice")
    return done


def start(*arguments, environment=None, offline=True, **options):
    """A run that goes on: the process, with a session of its own."""
    more = ["--offline"] if offline else []
    return subprocess.Popen([postino_cli.PROGRAM, "batch", *more, *map(str, arguments)], start_new_session=True,
                            env={**os.environ, **(environment or {})}, **options)


def children(process):
    """Its workers."""
    with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
        return [int(word) for word in file.read().split()]
