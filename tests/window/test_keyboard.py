# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard alone: Tab comes to every control in reading order, and leaves it again."""

import pathlib
import sys
import unittest

import tap
from session import Session, wait_until
from window import Window

GALLERY = pathlib.Path(sys.argv.pop(1))


def place(node):
    return node.extents[:2]


class Keyboard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.session = Session(keyring=False)
        cls.session.__enter__()
        cls.addClassCleanup(cls.session.__exit__)


if __name__ == "__main__":
    tap.main()
