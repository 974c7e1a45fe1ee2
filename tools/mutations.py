# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of tests/mutations.tsv: what stands there, what is put in its place, and which tests see it.

A row is FILE, what stands there, what is put there instead (nothing leaves it out), the tests that fail
then, and in a few words what would be wrong, with tabs in between. Any white space in what stands there
stands for any other, so that a line may be broken anew.
"""

import pathlib
import re
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "mutations.tsv"
PAGE = ROOT / "tests" / "README.md"
BEGIN, END = "<!-- mutations -->\n", "<!-- end of mutations -->\n"


class Place(NamedTuple):
    path: str
    there: str
    instead: str
    tests: list
    wrong: str

    def find(self, text):
        """Where it stands in its file's text: one match, as long as the table is right."""
        pattern = r"\s+".join(re.escape(word) for word in self.there.split())
        return list(re.finditer(pattern, text))

    def mutate(self, text):
        (match,) = self.find(text)
        return text[:match.start()] + self.instead + text[match.end():]


def read_places():
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [Place(path, there, instead, tests.split(), wrong) for path, there, instead, tests, wrong in rows]


def make_page(text):
    """tests/README.md with the table as it is."""
    before, rest = text.split(BEGIN)
    lines = ["| | where | what is wrong then | which test says so |", "| --- | --- | --- | --- |"]
    for number, place in enumerate(read_places(), 1):
        lines.append(f"| {number} | `{place.path.removeprefix('src/core/')}` | {place.wrong} | {', '.join(place.tests)} |")
    return before + BEGIN + "\n" + "\n".join(lines) + "\n\n" + END + rest.split(END)[1]
