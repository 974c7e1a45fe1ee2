# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases with a window."""

import unittest

from session import Session
from window import Window


class DesktopCase(unittest.TestCase):
    """All cases of a class share a session; what windows one has opened, its end closes."""

    @classmethod
    def setUpClass(cls):
        cls.session = cls.enterClassContext(Session(keyring=False))

    def open(self, *command, **environment):
        return self.enterContext(Window(self.session, list(command), **environment))
