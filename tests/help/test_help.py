# SPDX-License-Identifier: GPL-3.0-or-later
"""The user guide: well made, whole in every language, and with what the program leads to."""

import gettext
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import help_pages
import tap
from cause_words import read_causes

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
HELP = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "help" / "help"
LANGUAGES = help_pages.languages()
MALLARD = "{http://projectmallard.org/1.0/}"

# Where the program leads besides the pages of its window.
OPENED = ("index", "accounts", "report")


def folder(language):
    return HELP / language / "postino"


def read_pages(language):
    return {path.stem: ElementTree.parse(path).getroot() for path in folder(language).glob("*.page")}


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def texts(page, *names):
    return [text_of(element) for name in names for element in page.iter(MALLARD + name)]


def bare(label):
    """As a person reads it: without the mnemonic and the dots."""
    return re.sub(r"_(?=\w)", "", label).rstrip("…")


def catalogue_of(language):
    path = pathlib.Path(os.environ["G_TEST_BUILDDIR"]) / "po" / language / "LC_MESSAGES" / "postino.mo"
    with path.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)._catalog  # every message, behind its context and \4


class Made(unittest.TestCase):
    def check(self, command):
        if not shutil.which("yelp-check"):
            self.skipTest("yelp-tools is not installed")
        for language in ("C", *LANGUAGES):
            done = subprocess.run(["yelp-check", command, "."], cwd=folder(language), text=True, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual((done.returncode, done.stdout), (0, ""), language)

    def test_is_mallard(self):
        self.check("validate")

    def test_links_lead_somewhere(self):
        self.check("links")

    def test_identifiers(self):
        self.check("ids")

    def test_every_page_is_reached_from_the_index(self):
        self.check("orphans")

    def test_titles_have_no_blame(self):
        for language in ("C", *LANGUAGES):
            for name, page in read_pages(language).items():
                for title in texts(page, "title"):
                    self.assertNotRegex(title, r"(?i)\b(error|invalid|fail|failed|failure|errore|fallit\w|non valid\w)\b",
                                        f"{language}/{name}")

    def test_no_name_is_left_open(self):
        """A page knows neither the server nor the provider of this test."""
        for language in ("C", *LANGUAGES):
            for name, page in read_pages(language).items():
                self.assertNotRegex(" ".join(texts(page, "title", "p", "desc")), r"\{\w+\}", f"{language}/{name}")


class Whole(unittest.TestCase):
    def test_every_cause_has_a_page(self):
        made = {f"cause-{cause.nick}" for cause in read_causes()}
        self.assertGreater(len(made), 40)
        for language in ("C", *LANGUAGES):
            pages = read_pages(language)
            self.assertEqual({name for name in pages if name.startswith("cause-")}, made, language)
            for name in made:
                self.assertTrue(texts(pages[name], "title")[0], name)

    def test_a_page_says_all_that_the_program_may_say(self):
        """Every headline of a cause and of its situations, and every step that needs no name."""
        pages = read_pages("C")
        for cause in read_causes():
            said = texts(pages[f"cause-{cause.nick}"], "title", "p")
            for words in (cause.words, *cause.situations.values()):
                self.assertIn(words.headline[-1], said, cause.nick)
            for step in cause.words.steps:
                self.assertIn(step[-1], said, cause.nick)

    def test_every_cause_is_listed_by_who_can_mend_it(self):
        pages = read_pages("C")
        for cause in read_causes():
            info = pages[f"cause-{cause.nick}"].find(MALLARD + "info")
            guides = [link.get("xref") for link in info.iter(MALLARD + "link") if link.get("type") == "guide"]
            self.assertEqual(guides, [help_pages.GUIDES[cause.who]], cause.nick)

    def test_languages_have_every_page(self):
        for language in LANGUAGES:
            self.assertEqual(read_pages(language).keys(), read_pages("C").keys(), language)

    def test_nothing_is_left_in_english(self):
        """Sentences; a name, a number or a command may be the same in each language."""
        same = re.compile(r"[\d .]+|[A-Z0-9 ,.]+|Postino|IMAP|POP3|Alt|F\d+|(postino-cli|systemctl|Ctrl|Tab).*")
        for language in LANGUAGES:
            english, translated = read_pages("C"), read_pages(language)
            for name, page in english.items():
                pairs = zip(texts(page, "title", "p", "desc"), texts(translated[name], "title", "p", "desc"), strict=True)
                for source, target in pairs:
                    if source == target and not same.fullmatch(source):
                        self.fail(f"{language}/{name}: {source}")

    def test_translations_are_complete(self):
        for language in LANGUAGES:
            po = ROOT / "help" / language / f"{language}.po"
            checked = subprocess.run(["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(po)],
                                     capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
            self.assertEqual(checked.returncode, 0, checked.stderr)
            self.assertNotRegex(checked.stderr, "untranslated|fuzzy")


class LikeTheProgram(unittest.TestCase):
    def test_pages_that_the_program_opens(self):
        pages = read_pages("C")
        sources = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "app").glob("*.c"))
        self.assertIn("help:postino/", sources)
        of_window = re.findall(r'<property name="name">(\w+)</property>', (ROOT / "ui" / "window.ui").read_text("utf-8"))
        self.assertIn("test", of_window)
        for name in (*OPENED, *of_window, *re.findall(r"help:postino/([a-z-]+)(?<!-)\"", sources)):
            self.assertIn(name, pages, f"F1 opens help/C/{name}.page")

    def test_buttons_and_menus_are_called_so(self):
        """What a page calls a button is what the button says, in each language."""
        for language in LANGUAGES:
            catalogue = catalogue_of(language)
            labels = {}
            for message, translation in catalogue.items():
                if isinstance(message, str):
                    labels.setdefault(bare(message.split("\4")[-1]), set()).add(bare(translation))
            english, translated = read_pages("C"), read_pages(language)
            for name, page in english.items():
                pairs = zip(texts(page, "gui"), texts(translated[name], "gui"), strict=True)
                for source, target in pairs:
                    self.assertIn(bare(target), labels.get(bare(source), set()), f"{language}/{name}: {source}")


if __name__ == "__main__":
    tap.main()
