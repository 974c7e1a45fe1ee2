#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes unseen-mistakes: slips of the fingers on popular domains, as people make them.

    tests/providers/make-unseen-mistakes.py > tests/providers/unseen-mistakes

The suggestions were never tuned on that table. Another seed makes another table; what is made
can be a domain that somebody has, so a table needs eyes before it is kept.
"""

import pathlib
import random
import sys

SEED = 2718
ROWS = 300
DOMAINS = pathlib.Path(__file__).parents[2] / "data" / "domains"
SEEN = pathlib.Path(__file__).parent / "seen-mistakes"
ROWS_OF_KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm,."]


def neighbours(letter):
    for row, keys in enumerate(ROWS_OF_KEYS):
        column = keys.find(letter)
        if column < 0:
            continue
        near = [(row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1),
                (row + 1, column - 1), (row + 1, column)]
        return [ROWS_OF_KEYS[r][c] for r, c in near
                if 0 <= r < len(ROWS_OF_KEYS) and 0 <= c < len(ROWS_OF_KEYS[r])
                and ROWS_OF_KEYS[r][c].isalpha()]
    return []


def omitted(text, at, _):
    return text[:at] + text[at + 1:]


def swapped(text, at, _):
    return text[:at] + text[at + 1:at + 2] + text[at] + text[at + 2:]


def doubled(text, at, _):
    return text[:at] + text[at] + text[at:]


def neighbour(text, at, chance):
    near = neighbours(text[at])
    return text[:at] + chance.choice(near) + text[at + 1:] if near else text


SLIPS = [(omitted, 30), (swapped, 25), (neighbour, 25), (doubled, 20)]


def popular():
    for line in (DOMAINS / "popular").read_text().splitlines():
        if line and not line.startswith("#"):
            domain, weight, *marks = line.split()
            yield domain, int(weight)


def slip(domain, chance):
    """One slip in the name, or one in three times in the ending; the name's first letter is
    rarely hit wrong."""
    name, ending = domain.split(".", 1)
    kind = chance.choices([s for s, _ in SLIPS], [w for _, w in SLIPS])[0]
    if len(name) <= 4 or chance.random() < 0.33:
        return name + "." + kind(ending, chance.randrange(len(ending)), chance)
    return kind(name, chance.randrange(1, len(name)), chance) + "." + ending


def main():
    chance = random.Random(SEED)
    domains = dict(popular())
    taken = set((DOMAINS / "real").read_text().split("\n"))
    taken.update(line.split(" ")[0] for line in SEEN.read_text().split("\n"))
    rows = {}
    while len(rows) < ROWS:
        wanted = chance.choices(list(domains), [w * w for w in domains.values()])[0]
        typed = slip(wanted, chance)
        if typed not in domains and typed not in taken and ".." not in typed:
            rows.setdefault(typed, wanted)
    for typed, wanted in rows.items():
        print(typed, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
