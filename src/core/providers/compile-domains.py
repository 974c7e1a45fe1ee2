#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the lists in data/domains while Postino is built, and writes them as tables in C.

    compile-domains.py OUTPUT POPULAR ENDINGS REAL

Each list says at its top how a line of it looks.
"""

import collections
import pathlib
import re
import sys

LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(LABEL)
ENDING = re.compile(rf"{LABEL}(\.{LABEL})*")
DOMAIN = re.compile(rf"{LABEL}(\.{LABEL})+")
MARKS = {"": "NONE", "only": "ONLY", "word": "WORD"}


class List:
    """The lines of one file, and what is wrong with them."""

    def __init__(self, path):
        self.path = path
        self.problems = []
        self.lines = {}
        for number, line in enumerate(pathlib.Path(path).read_text("utf-8").splitlines(), 1):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0] in self.lines:
                self.complain(number, f"“{words[0]}” stands here twice")
            self.lines[words[0]] = (number, words[1:])

    def complain(self, number, what):
        self.problems.append(f"{self.path}:{number}: {what}")

    def check_names(self, *patterns):
        for name, (number, _) in self.lines.items():
            if not any(pattern.fullmatch(name) for pattern in patterns):
                self.complain(number, f"“{name}” is not a name in A-labels and lower case")

    def check_bare(self):
        for name, (number, rest) in self.lines.items():
            if rest:
                self.complain(number, f"there is more behind “{name}”")

    def check_popular(self):
        for number, rest in self.lines.values():
            if len(rest) not in (1, 2) or rest[0] not in ("1", "2", "3"):
                self.complain(number, "a line is: DOMAIN 1|2|3 [only|word]")
            elif len(rest) == 2 and rest[1] not in MARKS:
                self.complain(number, f"“{rest[1]}” is neither “only” nor “word”")


def popular_rows(popular):
    names = collections.Counter(domain.split(".")[0] for domain in popular.lines)
    for domain, (_, rest) in popular.lines.items():
        name, ending = domain.split(".", 1)
        mark = "POSTINO_POPULAR_" + MARKS[rest[1] if len(rest) > 1 else ""]
        family = "TRUE" if names[name] > 1 else "FALSE"
        yield f'{{"{domain}", "{name}", "{ending}", {rest[0]}, {mark}, {family}}}'


def table(kind, name, rows):
    rows = list(rows)
    body = "".join(f"  {row},\n" for row in rows)
    return f"{kind}{name}[] = {{\n{body}}};\nconst gsize {name}_size = {len(rows)};\n"


def source(popular, endings, real):
    strings = "const char *const "
    return "\n".join([
        '/* Made from the files in data/domains. */\n#include "postino-domain-tables.h"\n',
        table("const PostinoPopularDomain ", "postino_popular_domains", popular_rows(popular)),
        table(strings, "postino_popular_endings", (f'"{name}"' for name in endings.lines)),
        table(strings, "postino_real_domains", (f'"{name}"' for name in sorted(real.lines))),
    ])


def main(output, *paths):
    popular, endings, real = (List(path) for path in paths)
    popular.check_names(DOMAIN)
    popular.check_popular()
    endings.check_names(ENDING)
    endings.check_bare()
    real.check_names(NAME, DOMAIN)
    real.check_bare()

    problems = popular.problems + endings.problems + real.problems
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    pathlib.Path(output).write_text(source(popular, endings, real), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
