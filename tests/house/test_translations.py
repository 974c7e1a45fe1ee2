# SPDX-License-Identifier: GPL-3.0-or-later
"""What a translation must keep of the English sentence, and what it must not take over."""

import os
import pathlib
import re
import subprocess
import unittest

import polib
import tap

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
TEMPLATE = ROOT / "po" / "postino.pot"
LANGUAGES = [word for word in (ROOT / "po" / "LINGUAS").read_text("utf-8").split("\n") if word and word[0] != "#"]
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
FORMAT = re.compile(r"%(?:\d+\$)?[-+#0 ]*\d*(?:\.\d+)?(?:l|ll|z)?[a-zA-Z%]")
LINK = re.compile(r"https?://\S+")
MNEMONIC = re.compile(r"_\w")
# Where the toolkit reads an underscore as a mnemonic.
WINDOW = ("ui/", "src/app/", "src/engine/")


def read(language):
    """The entries of a translation."""
    return polib.pofile(str(ROOT / "po" / f"{language}.po"))


def sentences(entry):
    """Each translated sentence beside the English ones that it may be held against."""
    if not entry.msgid_plural:
        return [((entry.msgid,), entry.msgstr)]
    return [((entry.msgid, entry.msgid_plural), words) for words in entry.msgstr_plural.values()]


def in_window(entry):
    return any(path.startswith(WINDOW) for path, _line in entry.occurrences)


class Translations(unittest.TestCase):
    def each(self):
        for language in LANGUAGES:
            for entry in read(language):
                for sources, words in sentences(entry):
                    yield language, entry, sources, words

    def assert_one_of(self, sources, words, kept, language):
        """What @kept finds in @words stands in one of @sources as well."""
        self.assertIn(sorted(kept(words)), [sorted(kept(source)) for source in sources], f"{language}: {words}")

    def test_languages(self):
        self.assertLessEqual({"it", "de", "fr", "es", "pt_BR", "pl"}, set(LANGUAGES))
        self.assertEqual({f"{language}.po" for language in LANGUAGES}, {path.name for path in ROOT.glob("po/*.po")})

    def test_template_is_up_to_date(self):
        checked = subprocess.run([ROOT / "tools" / "update-po.py", "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_whole(self):
        for language in LANGUAGES:
            with self.subTest(language):
                po = ROOT / "po" / f"{language}.po"
                checked = subprocess.run(["msgfmt", "--check", "-o", os.devnull, po], capture_output=True, text=True, check=False)
                self.assertEqual(checked.returncode, 0, checked.stderr)
                merged = subprocess.run(["msgcmp", po, TEMPLATE], capture_output=True, text=True, check=False)
                self.assertEqual(merged.returncode, 0, merged.stderr)

    def test_nothing_is_guessed(self):
        for language in LANGUAGES:
            self.assertEqual([entry.msgid for entry in read(language) if entry.fuzzy], [], language)

    def test_placeholders(self):
        """Every {name} and every %s, and no other; a name may be said once where English says it twice."""
        for language, _entry, sources, words in self.each():
            self.assert_one_of(sources, words, lambda text: set(PLACEHOLDER.findall(text)), language)
            if any(FORMAT.search(source) for source in sources):
                self.assert_one_of(sources, words, lambda text: re.sub(r"\d+\$", "", " ".join(FORMAT.findall(text))).split(), language)

    def test_links(self):
        for language, _entry, sources, words in self.each():
            self.assert_one_of(sources, words, LINK.findall, language)

    def test_mnemonics(self):
        for language, entry, sources, words in self.each():
            if in_window(entry):
                self.assert_one_of(sources, words, lambda text: ["_"] * len(MNEMONIC.findall(text)), language)

    def test_ends_alike(self):
        """Spaces and line ends at both ends, an ellipsis, and the last semicolon of the search terms."""
        def ends(text):
            return [re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0], str("…" in text)]
        for language, _entry, sources, words in self.each():
            self.assert_one_of(sources, words, ends, language)
            if sources[0].endswith(";"):
                self.assertEqual(words[-1], ";", f"{language}: {words}")

    def test_quotation_marks_are_the_languages_own(self):
        for language, _entry, sources, words in self.each():
            if not any('"' in source for source in sources):
                self.assertNotIn('"', words, language)

    def test_spaces_before_marks(self):
        """French breaks no line before them."""
        for entry in read("fr"):
            for _sources, words in sentences(entry):
                self.assertNotRegex(words, r" [:;!?»]|« ", words)


if __name__ == "__main__":
    tap.main()
