# SPDX-License-Identifier: GPL-3.0-or-later
"""The headers of the core say what each function does, for whoever calls it."""

import os
import pathlib
import re
import unittest

import tap

CORE = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "src" / "core"

FUNCTION = re.compile(r"(?P<comment>/\*\*\n(?: \*.*\n)+? \*/\n)?"
                      r"^(?P<type>(?:const |struct )?\w+\s[\s*]*)(?P<name>postino_\w+) \((?P<arguments>[^;{}]*?)\)"
                      r"(?:\s+G_GNUC_\w+(?: \([\d, ]+\))?)*;$", re.M)
# They do what their name says everywhere in GLib's world.
IDIOM = re.compile(r"_(?:copy|free|ref|unref|clear|get_type|error_quark)$")
# Of a folder's own, or the rows of a table.
OWN = re.compile(r"(?:-private|postino-targets)\.h$")


def names_of(arguments):
    """Those of the parameters."""
    pieces = [] if arguments == "void" else re.split(r",(?![^(]*\))", arguments)
    return [re.search(r"(?<=\(\*)\w+(?=\) \()|(?:\w+|\.\.\.)(?=(?:\[\w*\])?$)", piece.strip())[0] for piece in pieces]


def find_missing(text):
    """What the comments of a header do not say, one sentence each."""
    for function in FUNCTION.finditer(text):
        name, comment = function["name"], function["comment"] or ""
        if not comment and IDIOM.search(name):
            continue
        said = re.findall(r"^ \* @([\w.]+):", comment, re.M)
        names = names_of(function["arguments"])
        if f"/**\n * {name}:\n" not in comment:
            yield f"{name} has no comment"
        elif said != names:
            yield f"{name} has {names}, and its comment {said}"
        elif function["type"].split() != ["void"] and "Returns:" not in comment:
            yield f"{name} does not say what it returns"


class Comments(unittest.TestCase):
    def test_headers_of_the_core(self):
        headers = [path for path in CORE.glob("*/*.h") if not OWN.search(path.name)]
        wrong = [f"{path.name}: {missing}" for path in sorted(headers) for missing in find_missing(path.read_text("utf-8"))]
        self.assertEqual(wrong, [])
        self.assertGreater(sum(len(FUNCTION.findall(path.read_text("utf-8"))) for path in headers), 400)

    def test_finds_what_is_missing(self):
        text = "/**\n * postino_a_b:\n * @self: a\n *\n * Returns: b\n */\nint postino_a_b (PostinoA *self);\n"
        for change, found in ((("", ""), []), (("@self", "@me"), ["postino_a_b has ['self'], and its comment ['me']"]),
                              (("Returns: b", "b"), ["postino_a_b does not say what it returns"]),
                              (("postino_a_b:", "postino_a:"), ["postino_a_b has no comment"])):
            with self.subTest(change):
                self.assertEqual(list(find_missing(text.replace(*change))) if change[0] else list(find_missing(text)), found)


if __name__ == "__main__":
    tap.main()
