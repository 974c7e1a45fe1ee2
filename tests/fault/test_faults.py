# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong outside: no crash, no leak, no secret shown, nothing written half, an end.

One run of each kind of fault; bench/faults has as many as anybody wants. What the runs have in common,
and what they are held against, is in the other files of this folder.
"""

import signal
import sys
import types
import unittest

import postino_cli
import tap
from fault import faults, runner, scenarios
from fault.judge import judge
from fault.world import SECRET

LIBRARY = sys.argv.pop(1)
# How often a kind is tried whose call did not come.
TRIES = 20


class EachKind(unittest.TestCase):
    def test_keeps_its_promises(self):
        # The one that waits longest first.
        kinds = sorted(faults.KINDS, key=lambda kind: kind != "deaf-bus")
        tasks = [faults.seeds_of(kind)[:TRIES] for kind in kinds]
        occurred = set()
        for outcome in runner.run_all(postino_cli.PROGRAM, LIBRARY, tasks):
            with self.subTest(outcome.text):
                self.assertEqual(outcome.wrong, ())
            if outcome.occurred:
                occurred.add(outcome.kind)
        self.assertEqual(set(faults.KINDS) - occurred, set(), "kinds that have not occurred")


class Judge(unittest.TestCase):
    """What a run must not do is seen."""

    def run_of(self, **more):
        scenario = scenarios.BY_NAME["accounts-test"]
        run = types.SimpleNamespace(
            scenario=scenario, fault=faults.Fault("close", call="close:1:5"), status=1, output=b"", errors=b"it was stopped",
            struck=1, is_untouched=False, before=dict(scenarios.OLD), expected=dict(scenarios.OLD), files=dict(scenarios.OLD),
            items=2, must_be_new=True, cannot_take_back=False, journal_fits=lambda text: False)
        run.__dict__.update(more)
        return run

    def assert_wrong(self, words, **more):
        found = judge(self.run_of(**more))
        self.assertTrue(any(words in sentence for sentence in found), found)

    def test_nothing_wrong(self):
        self.assertEqual(judge(self.run_of()), [])

    def test_ends(self):
        self.assert_wrong("did not end", status=None)
        self.assert_wrong("by signal 11", status=-signal.SIGSEGV)
        self.assert_wrong("with 99", status=99)
        self.assert_wrong("Nothing happened", is_untouched=True)
        self.assert_wrong("did not say why", status=2, errors=b"")

    def test_output(self):
        self.assert_wrong("is not right", output=b"{")
        self.assert_wrong("complained", errors=b"(x:1): GLib-CRITICAL **: no")
        self.assert_wrong("complained", errors=b"ERROR: LeakSanitizer: detected memory leaks")

    def test_secret(self):
        self.assert_wrong("The password is in standard error", errors=SECRET.encode())
        self.assert_wrong("The password is in .msmtprc", files={".msmtprc": SECRET.encode()})

    def test_files(self):
        old = scenarios.OLD
        self.assert_wrong("neither old nor new", files={**old, ".msmtprc": old[".msmtprc"][:5]})
        self.assert_wrong("left behind", files={**old, ".msmtprc.X1Y2Z3": b""})
        self.assert_wrong("lost another account", files={**old, scenarios.HISTORY: b""})
        self.assert_wrong("half result", files={**old, scenarios.HISTORY: old[scenarios.HISTORY] + b"[b]\ntested=x\n"})
        self.assert_wrong("is gone", files={})

    def test_keyring(self):
        self.assert_wrong("half in the keyring", items=1)
        self.assert_wrong("has 0 items", status=0, items=0, output=b"")


if __name__ == "__main__":
    tap.main()
