# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be checked of every state of the gallery by looking at its widgets and its picture."""

import sys

import tap
from gallery_checks import GalleryCase

GalleryCase.gallery = sys.argv.pop(1)

# High enough for the longest page: what is scrolled away is not drawn.
TALL = ("--width", "760", "--height", "1700")


class Checks(GalleryCase):
    def test_contrast(self):
        self.check_each("contrast", {"light": (TALL,), "dark": ((*TALL, "--dark"),),
                                     "high contrast": ((*TALL, "--contrast"),)})

    def test_tab_key_and_mnemonics(self):
        self.check_each("order,mnemonics", {"default": ((),), "right to left": (("--rtl",),),
                                            "narrow": (("--width", "360", "--height", "640"),)})


if __name__ == "__main__":
    tap.main()
