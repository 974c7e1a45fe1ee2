# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what postino-cli prints with --json against the schemas in data/."""

import functools
import json
import os
import pathlib

import jsonschema

DATA = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "data"


@functools.cache
def read(name):
    return json.loads((DATA / f"{name}.schema.json").read_text("utf-8"))


def load(output):
    """The object in `output` (bytes), which keeps to the schema of its command."""
    if not output.endswith(b"}\n"):
        raise ValueError("JSON ends with one line end")
    value = json.loads(output.decode("utf-8"), object_pairs_hook=_without_doubles)
    validate(value, _command_of(value))
    for account in (*value.get("accounts", ()), *value.get("found", ())):
        if account["result"] is not None:
            validate(account["result"], "check")
    return value


def validate(value, name):
    jsonschema.Draft7Validator(read(name)).validate(value)


def _command_of(value):
    for key, command in (("accounts", "accounts"), ("found", "found"), ("verdict", "check"), ("cause", "explain")):
        if key in value:
            return command
    return "settings"


def _without_doubles(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands there twice")
    return dict(pairs)
