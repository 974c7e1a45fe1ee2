# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of the calling module and prints them as TAP, one test a line.

    if __name__ == "__main__":
        tap.main()

A name on the command line runs only the cases that contain it.
"""

import sys
import traceback
import unittest


class _TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0

    def _line(self, ok, test, comment=""):
        self.number += 1
        name = " ".join(test.id().replace("__main__.", "").replace("#", "").split())
        print(f"{'ok' if ok else 'not ok'} {self.number} {name}{comment}", flush=True)

    def _details(self, err):
        for line in "".join(traceback.format_exception(*err)).splitlines():
            print("# " + line, flush=True)

    def addSuccess(self, test):
        self._line(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._details(err)
        self._line(False, test)

    def addError(self, test, err):
        super().addError(test, err)
        self._details(err)
        self._line(False, test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._line(True, test, f" # SKIP {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._details(err)
        self._line(err is None, subtest)


def _cases(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from _cases(item)
        else:
            yield item


def main():
    wanted = sys.argv[1:]
    loaded = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    cases = [c for c in _cases(loaded) if not wanted or any(w in c.id() for w in wanted)]
    result = _TapResult()
    unittest.TestSuite(cases).run(result)
    print(f"1..{result.number}", flush=True)
    sys.exit(0 if result.wasSuccessful() and result.number else 1)
