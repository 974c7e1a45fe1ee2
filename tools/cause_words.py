# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program says of each cause, read from causes.def, situations.def and data/replies.

Both docs/causes.md and the help are made from it. A sentence is a list of versions, the most
telling one first; the last one has no {names}.
"""

import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIAGNOSIS = ROOT / "src" / "core" / "diagnosis"
REPLIES = ROOT / "data" / "replies"


@dataclasses.dataclass
class Words:
    headline: list
    meaning: list
    steps: list
    pages: list


@dataclasses.dataclass
class Cause:
    name: str
    nick: str
    who: str
    words: Words
    situations: dict = dataclasses.field(default_factory=dict)


def _read_words(pages, rows):
    said = []
    for part in rows.split("SAY (")[1:]:
        versions = re.findall(r'N_\("((?:[^"\\]|\\.)*)"\)', part)
        said.append([re.sub(r"\\(.)", r"\1", version) for version in versions])
    headline, meaning, *steps = said
    return Words(headline, meaning, steps, [page.lower().replace("_", "-") for page in re.findall(r"\w+", pages)])


def _expand(text):
    """The rows of a macro that stands for several situations are written out."""
    for macro, body in re.findall(r"^#define (\w+)\(name, cause\)\s*\\\n((?:.*\\\n)*.*\n)", text, re.M):
        body = re.sub(r"\s*\\\n\s*", "\n  ", body).strip()
        text = re.sub(rf"^{macro} \((\w+), (\w+)\)$",
                      lambda use: body.replace("(name, cause,", f"({use[1]}, {use[2]},"), text, flags=re.M)
    return text


def read_causes():
    """Every cause, in the order of causes.def, with its situations by name."""
    text = (DIAGNOSIS / "causes.def").read_text("utf-8")
    rows = re.findall(r'^CAUSE \((\w+), "([^"]+)", (\w+), LINKS \(([^)]*)\),\n(.*?)\)\)$', text, re.M | re.S)
    causes = [Cause(name, nick, who, _read_words(pages, words)) for name, nick, who, pages, words in rows]
    by_name = {cause.name: cause for cause in causes}
    text = _expand((DIAGNOSIS / "situations.def").read_text("utf-8"))
    rows = re.findall(r"^\s*SITUATION \((\w+), (\w+), LINKS \(([^)]*)\),\s*\n(.*?\))\)$", text, re.M | re.S)
    for name, cause, pages, words in rows:
        by_name[cause].situations[name] = _read_words(pages, words)
    return causes


def _unescape(example):
    r"""An example is written with the escapes of C for line ends and for bytes that are not UTF-8."""
    text = example.replace(r"\n", "\n")
    return re.sub(r"(?:\\[0-7]{3})+", "\N{HORIZONTAL ELLIPSIS}", text)


def read_examples():
    """What servers say, by cause: those of any server before a provider's, as the files have them.

    The narrow rules, which only go before the others, have the least usual examples of them.
    """
    found = {}
    files = sorted(REPLIES.glob("*.replies"),
                   key=lambda p: (not p.stem.startswith("generic-"), p.stem.endswith("-narrow"), p))
    for path in files:
        cause = None
        for line in path.read_text("utf-8").splitlines():
            section = re.fullmatch(r"\[([a-z-]+)\]", line)
            if section:
                cause = section[1]
            elif line.startswith("Example=") and cause:
                found.setdefault(cause, []).append(line.removeprefix("Example="))
    return found


def words_of_server(example):
    """Only what the server said: without where it said so."""
    return _unescape(re.sub(r"^[a-z0-9]+ [a-z]+(?: [a-z0-9.*-]+)?: ", "", example))
