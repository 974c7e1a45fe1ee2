# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases with the demo's servers and accounts."""

import json
import unittest

from servers.demo_thread import DemoThread


class DemoCase(unittest.TestCase):
    """`demo_accounts` has the first account of each verdict."""

    @classmethod
    def setUpClass(cls):
        cls.demo = cls.enterClassContext(DemoThread())
        accounts = json.loads(cls.demo.accounts.read_text("utf-8"))
        cls.demo_accounts = {account["expected_verdict"]: account for account in reversed(accounts)}
