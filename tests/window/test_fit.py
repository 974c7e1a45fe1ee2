# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of every page fits 360 × 294 px with text of twice the size, and no two of its
mnemonics are alike, in every language."""

import sys

import languages
import tap
from gallery_checks import GalleryCase

GalleryCase.gallery = sys.argv.pop(1)
SMALL = ("--causes", "--width", "360", "--height", "294", "--text-scale", "2")


class Fit(GalleryCase):
    def test_in_each_language(self):
        """A mnemonic does not depend on the size."""
        self.check_each("fit,mnemonics", {
            "en": (SMALL,),
            **{language: (SMALL, languages.environment(language)) for language in languages.translated()}})

    def test_in_other_looks(self):
        self.check_each("fit", {
            "right to left": ((*SMALL, "--rtl"),),
            "default size, large text": (("--causes", "--text-scale", "2"),)})


if __name__ == "__main__":
    tap.main()
