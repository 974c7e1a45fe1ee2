# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of every page fits 360 × 294 px with text of twice the size, and no two of its
mnemonics are alike, in every language."""

import sys

import languages
import tap
from gallery_checks import GalleryCase

GalleryCase.gallery = sys.argv.pop(1)
SMALL = ("--width", "360", "--height", "294", "--text-scale", "2")
# The causes' results are one page with other sentences: the language with the longest words stands for all.
LONGEST = "de"


class Fit(GalleryCase):
    def test_in_english(self):
        self.check("fit", "--causes", *SMALL)

    def test_in_each_language(self):
        for language in languages.translated():
            with self.subTest(language=language):
                causes = ("--causes",) if language == LONGEST else ()
                self.check("fit,mnemonics", *causes, *SMALL, **languages.environment(language))

    def test_right_to_left(self):
        self.check("fit", *SMALL, "--rtl")

    def test_default_size_with_large_text(self):
        self.check("fit", "--text-scale", "2")


if __name__ == "__main__":
    tap.main()
