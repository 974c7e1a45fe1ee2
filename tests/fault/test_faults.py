# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong outside: no crash, no leak, no secret shown, nothing written half, an end.

One run of each kind of fault; bench/faults has as many as anybody wants. What the runs have in common,
and what they are held against, is in the other files of this folder.
"""

import errno
import signal
import sys
import types
import unittest

import postino_cli
import tap
from fault import faults, runner, scenarios
from fault.judge import judge
from fault.run import Run
from fault.world import SECRET, World

LIBRARY = sys.argv.pop(1)
# How often a kind is tried whose call did not come.
TRIES = 20


class EachKind(unittest.TestCase):
    maxDiff = None

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
            items=2, resumed=None, must_be_new=True, cannot_take_back=False, journal_fits=lambda text: False)
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

    def test_resumed(self):
        self.assert_wrong("there are answers for", resumed=b"")
        self.assert_wrong("has changed", files={**scenarios.OLD, "answers.jsonl": b"{}\n"}, resumed=b"")


class Mended(unittest.TestCase):
    """What such runs have found once, each at the call where it was found."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.world = World(postino_cli.PROGRAM, LIBRARY)
        cls.world.__enter__()
        cls.addClassCleanup(cls.world.__exit__)

    def go(self, scenario, call=None, **more):
        run = Run(self.world, faults.Fault(more.get("world", "mended"), call=call, **more), scenarios.BY_NAME[scenario]).go()
        self.assertEqual(judge(run), [])
        return run

    def go_through(self, scenario, numbers, call, **more):
        """At each of these calls; how many there are is not the same with each version of the libraries."""
        runs = [self.go(scenario, call.format(number), **more) for number in numbers]
        self.assertTrue(any(run.has_occurred for run in runs))
        return [run for run in runs if run.has_occurred]

    def test_history_that_cannot_be_read_is_kept(self):
        """It is read twice: to compare, and to be written anew."""
        runs = self.go_through("accounts-test", range(1, 5), f"open-home:{{}}:{errno.EMFILE}")
        self.assertIn(scenarios.OLD[scenarios.HISTORY], [run.files[scenarios.HISTORY] for run in runs])

    def test_notes_that_cannot_be_read_are_kept(self):
        self.go_through("export-msmtp", range(1, 9), f"open-home:{{}}:{errno.EMFILE}")

    def test_file_that_cannot_be_looked_at_is_not_passed_over(self):
        run = self.go("export-msmtp", f"look:1:{errno.EIO}")
        self.assertNotIn(".config/msmtp/config", run.files)

    def test_bus_that_goes_is_no_signal(self):
        """GDBus stops the program then, unless it is told not to: as if somebody had pressed Ctrl+C."""
        for run in self.go_through("accounts-list", range(14, 24, 2), f"receive:{{}}:{errno.ECONNRESET}"):
            self.assertIn(b"keyring", run.errors)

    def test_nothing_is_forgotten_half(self):
        """A signal between the two items of an account."""
        self.go_through("accounts-forget", range(200, 300, 8), f"any:{{}}:{int(signal.SIGHUP)}", sent=signal.SIGHUP)

    def test_worker_that_cannot_be_written_to_is_replaced(self):
        self.go_through("batch-resume", range(1, 5), f"write-pipe:{{}}:{errno.EPIPE}")

    def test_output_that_is_full(self):
        for scenario in ("check", "explain", "accounts-list", "export-shown"):
            run = self.go(scenario, world="full-output")
            self.assertEqual(run.status, 2)
            self.assertIn(b"No space left on device", run.errors)

    def test_output_that_is_closed(self):
        """The next file that is opened does not take its place."""
        run = self.go("check-talking", world="no-output")
        self.assertEqual(run.status, 2)

    def test_nobody_reads(self):
        run = self.go("check", world="nobody-reads")
        self.assertEqual((run.status, run.errors), (-signal.SIGPIPE, b""))


if __name__ == "__main__":
    tap.main()
