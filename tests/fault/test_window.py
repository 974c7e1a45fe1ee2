# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong outside, the window keeps its promises: what runs of bench/faults --wizard have found, each once."""

import errno
import signal
import sys
import types
import unittest

import tap
from fault import runner, window_scenarios
from fault.faults import Fault
from fault.scenarios import HISTORY, OLD
from fault.window_judge import DRAFT, judge_window
from fault.window_run import WindowRun
from fault.window_world import WindowWorld
from fault.world import SECRET

PROGRAM, LIBRARY = sys.argv[1:3]
del sys.argv[1:3]

# The one that waits longest first.
BETWEEN_TWO_ITEMS = f"any:86:{int(signal.SIGTERM)}"
CASES = {
    "a bus that says nothing": ("blind", Fault("deaf-bus", world="deaf-bus")),
    "no bus": ("blind", Fault("no-bus", world="no-bus")),
    "a bus that goes while the program joins it": ("explain", Fault("receive-bus", call=f"receive-bus:12:{errno.ECONNRESET}")),
    "a disturbed write": ("explain", Fault("write-file", call=f"write-file:1:{errno.EINTR}")),
    "a bus that goes": ("type", Fault("bus-killed", moment=("bus-killed", 2, 0))),
    "ended while it forgets": ("forget", Fault("SIGTERM", call=BETWEEN_TWO_ITEMS, sent=signal.SIGTERM, counted_from=3)),
    "ended while it hands on": ("export", Fault("SIGHUP", call=f"any:32:{int(signal.SIGHUP)}", sent=signal.SIGHUP, counted_from=6)),
    "ended while somebody types": ("type", Fault("terminated", moment=("terminated", 4, 0))),
}
WAYS = {**window_scenarios.BY_NAME, "blind": window_scenarios.BLIND}


class Case(WindowRun):
    @classmethod
    def draw(cls, world, seed):
        way, fault = CASES[seed]
        return cls(world, fault, WAYS[way])


class Mended(unittest.TestCase):
    maxDiff = None

    def test_keeps_its_promises(self):
        kind = (WindowWorld, Case, judge_window)
        for outcome in runner.run_all(PROGRAM, LIBRARY, [[name] for name in CASES], kind=kind):
            with self.subTest(outcome.text):
                self.assertEqual(outcome.wrong, ())
                self.assertTrue(outcome.occurred)


class Judge(unittest.TestCase):
    """What a window must not do is seen."""

    def run_of(self, **more):
        driver = types.SimpleNamespace(typed={"E-mail address": ["ada@", "ada@good.example"]})
        draft = b"[Account]\nName=Ada\nAddress=ada@good.example\n"
        run = types.SimpleNamespace(
            fault=Fault("close", call="close:1:5"), stuck=None, status=0, sent=None, has_gone=False, output=b"", errors=b"",
            before=dict(OLD), files={**OLD, DRAFT: draft}, journal_fits=lambda text: False, driver=driver, is_saved=False,
            wanted=["ada@good.example"], items=2, next=None)
        run.__dict__.update(more)
        return run

    def assert_wrong(self, words, **more):
        found = judge_window(self.run_of(**more))
        self.assertTrue(any(words in sentence for sentence in found), found)

    def test_nothing_wrong(self):
        self.assertEqual(judge_window(self.run_of()), [])

    def test_ends(self):
        self.assert_wrong("nothing came", stuck="nothing came")
        self.assert_wrong("could not be closed", status=None)
        self.assert_wrong("by signal 11", status=-11)
        self.assert_wrong("ended with 1", status=1)
        self.assert_wrong("nobody had closed it", has_gone=True)

    def test_says(self):
        self.assert_wrong("complained", errors=b"(postino:1): Gtk-CRITICAL **: no")
        self.assert_wrong("The password is in standard error", errors=SECRET.encode())
        self.assert_wrong("The password is in " + DRAFT, files={**OLD, DRAFT: SECRET.encode()})

    def test_files(self):
        self.assert_wrong("neither old nor new", files={**OLD, ".msmtprc": OLD[".msmtprc"] + b"# Postino: begin ada"})
        self.assert_wrong("was left behind", files={**OLD, ".msmtprc.X1Y2Z3": b""})
        self.assert_wrong("lost another account", files={**OLD, HISTORY: b""})
        self.assert_wrong("answers.jsonl is gone", files={})

    def test_draft(self):
        self.assert_wrong("What was typed is lost", files=dict(OLD))
        self.assert_wrong("What was typed is lost", files={**OLD, DRAFT: b"[Account]\nName=Ada\nAddress=ada@\n"})
        self.assert_wrong("nobody typed", files={**OLD, DRAFT: b"[Account]\nName=Ada\nAddress=ada@goo\n"})
        self.assert_wrong("not whole", files={**OLD, DRAFT: b"[Account]\nName=Ada\nAddr"})
        self.assert_wrong("there still", is_saved=True)

    def test_keyring(self):
        self.assert_wrong("half in the keyring", items=1)
        self.assert_wrong("has 0 items", is_saved=True, items=0)

    def test_next_start(self):
        self.assert_wrong("did not work", next=("Gone()", []))
        self.assert_wrong("The next start has", next=(0, [""]))


if __name__ == "__main__":
    tap.main()
