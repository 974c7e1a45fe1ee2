#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""help_pages.py OUT [DEPFILE]: writes the whole help, each language in OUT/LANGUAGE/postino.

The guide's pages stand in help/C; a page for each cause is made from what the program says of
it. itstool puts both into the languages of help/LINGUAS: the sentences of the program with its
own catalogue in po/, all others with that in help/LANGUAGE.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

import cause_words
from cause_words import DIAGNOSIS, REPLIES, ROOT, read_causes, read_examples, words_of_server

HELP = ROOT / "help"
LABELS = ROOT / "src" / "core" / "providers" / "postino-provider.c"

# Where a cause's page is listed: see causes.def.
GUIDES = {
    "PERSON": "causes-person",
    "PROVIDER": "causes-provider",
    "NETWORK": "causes-network",
    "COMPUTER": "causes-computer",
    "NOBODY": "test",
}

MOST_EXAMPLES = 3


def read_labels():
    """What the button of each kind of page says."""
    rows = re.findall(r'case POSTINO_LINK_(\w+):\n(?:\s*default:\n)?\s*return _ \("([^"]+)"\);', LABELS.read_text("utf-8"))
    return {name.lower().replace("_", "-"): label for name, label in rows}


def _general(versions):
    """A sentence that needs no name, or "": a page of the help knows nothing of this test."""
    return versions[-1] if versions and "{" not in versions[-1] else ""


def _paragraph(sentence):
    return [f"<p>{escape(sentence)}</p>"] if sentence else []


def _steps(words):
    sentences = [sentence for sentence in map(_general, words.steps) if sentence]
    if len(sentences) < 2:
        return _paragraph("".join(sentences))
    return ["<steps>", *(f"<item>{_paragraph(sentence)[0]}</item>" for sentence in sentences), "</steps>"]


def _section(identifier, title, lines):
    return [f'<section id="{identifier}">', f"<title>{escape(title)}</title>", *lines, "</section>"] if lines else []


def _buttons(pages, labels):
    """Help alone stands at nearly every cause, and needs no telling."""
    if pages in ([], ["help"]):
        return []
    items = [f"<item><p>{escape(labels[page])}</p></item>" for page in pages]
    return ["<p>Where Postino knows your provider, the result has buttons that lead to the right page there:</p>",
            "<list>", *items, "</list>"]


def _situations(cause):
    """What has the cause's own headline stands first, and needs no title."""
    headline, seen = _general(cause.words.headline), {_general(cause.words.meaning)}
    plain, titled = [], []
    for name, words in cause.situations.items():
        meaning = _general(words.meaning)
        lines = _paragraph(meaning) + _steps(words)
        if _general(words.headline) != headline:
            titled += _section(name.lower().replace("_", "-"), _general(words.headline), lines)
        elif meaning not in seen:
            seen.add(meaning)
            plain += lines
    return plain + titled


def _examples(examples):
    said = list(dict.fromkeys(words_of_server(example) for example in examples))[:MOST_EXAMPLES]
    screens = [f'<screen its:translate="no">{escape(words)}</screen>' for words in said]
    return ["<p>Every server has its own words. Some examples:</p>", *screens] if screens else []


def cause_page(cause, examples, labels):
    """The page of one cause in English."""
    meaning = _general(cause.words.meaning)
    related = ["report"] + ["which-password"] * bool({"password-reset", "app-password"} & set(cause.words.pages))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<page xmlns="http://projectmallard.org/1.0/" xmlns:its="http://www.w3.org/2005/11/its"'
        f' type="topic" id="cause-{cause.nick}">',
        "<info>",
        f'<link type="guide" xref="{GUIDES[cause.who]}"/>',
        *(f'<link type="seealso" xref="{page}"/>' for page in related if cause.who != "NOBODY"),
        *([f"<desc>{escape(meaning)}</desc>"] if meaning else []),
        "</info>",
        f"<title>{escape(_general(cause.words.headline))}</title>",
        *_paragraph(meaning),
        *_section("what-to-do", "What to do", _steps(cause.words) + _buttons(cause.words.pages, labels)),
        *_section("more", "When Postino knows more, it may also say", _situations(cause)),
        *_section("servers", "What servers say", _examples(examples)),
        "</page>",
    ]
    return "\n".join(lines) + "\n"


def write_english(folder):
    """All pages, the written and the made ones."""
    folder.mkdir(parents=True)
    for page in (HELP / "C").glob("*.page"):
        shutil.copy(page, folder)
    examples, labels = read_examples(), read_labels()
    for cause in read_causes():
        text = cause_page(cause, examples.get(cause.nick, []), labels)
        (folder / f"cause-{cause.nick}.page").write_text(text, encoding="utf-8")


def languages():
    lines = (HELP / "LINGUAS").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def write_translation(language, english, folder):
    folder.mkdir(parents=True)
    catalogues = [HELP / language / f"{language}.po", ROOT / "po" / f"{language}.po"]
    with tempfile.TemporaryDirectory() as work:
        both, compiled = pathlib.Path(work, "both.po"), pathlib.Path(work, f"{language}.mo")
        subprocess.run(["msgcat", "--use-first", "-o", both, *catalogues], check=True)
        subprocess.run(["msgfmt", "-o", compiled, both], check=True)
        subprocess.run(["itstool", "-m", compiled, "-o", folder, *sorted(english.glob("*.page"))], check=True)


def write_depfile(out, depfile):
    """A folder is a source, so that a new file in it counts."""
    folders = [HELP, HELP / "C", DIAGNOSIS, REPLIES, ROOT / "po", *(HELP / language for language in languages())]
    files = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    files += [LABELS, pathlib.Path(cause_words.__file__)]
    sources = " ".join(str(path).replace(" ", r"\ ") for path in folders + files)
    pathlib.Path(depfile).write_text(f"{out}: {sources}\n", encoding="utf-8")


def main():
    out = pathlib.Path(sys.argv[1])
    shutil.rmtree(out, ignore_errors=True)
    english = out / "C" / "postino"
    write_english(english)
    for language in languages():
        write_translation(language, english, out / language / "postino")
    for depfile in sys.argv[2:]:
        write_depfile(out, depfile)
    os.utime(out)  # newer than its sources, whatever was last written in it


if __name__ == "__main__":
    main()
