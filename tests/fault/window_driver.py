# SPDX-License-Identifier: GPL-3.0-or-later
"""A window in which something goes wrong: each step may be the last, and some other control may come than hoped for."""

import subprocess
import time

from gi.repository import GLib
from window import Window, die_with_parent

# Longer than any deadline of the program.
PATIENCE_S = 100
START_S, CLOSE_S = 60, 40
LATE_S = 3


class Gone(Exception):
    """The program has ended."""


class Stuck(Exception):
    """What had to come did not."""


class Driver(Window):
    def __init__(self, session, arguments, environment, log, moment):
        super().__init__(session, arguments, **environment)
        self.env = {name: value for name, value in self.env.items() if value is not None}
        self.log = log
        self.steps = 0
        self.typed = {}             # field: what was typed, from the first to the last
        self.typed_at = time.monotonic()
        self.is_saved = False
        self._moment = moment       # called after each step, with its number

    def __enter__(self):
        raise TypeError("open() it")

    def open(self, folder, is_blind=False):
        self.process = subprocess.Popen(self.arguments, env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log, cwd=folder, preexec_fn=die_with_parent)
        if not is_blind:
            self._wait_for(self.frame, "the window", START_S)
        if "--address" in self.arguments:
            self._note("E-mail address", self.arguments[self.arguments.index("--address") + 1])
        self._step()

    def _note(self, field, text):
        self.typed.setdefault(field, []).append(text)
        self.typed_at = time.monotonic()

    def _step(self):
        self.steps += 1
        self._moment(self.steps)

    def _wait_for(self, look, what, patience=PATIENCE_S):
        """Something that is there only once; programs that end tell of it by errors anywhere."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise Gone
            try:
                found = look()
            except GLib.Error:
                found = None
            if found:
                return found
            time.sleep(0.03)
        raise Stuck(f"There was no {what} in:\n{self.dump()}")

    def _look_for(self, role, name):
        return next((node for node in self.all(role, name) if role != "push button" or node.sensitive), None)

    def _do(self, action, *arguments):
        try:
            action(*arguments)
        except GLib.Error as reason:
            if self.process.poll() is None:
                raise Stuck(f"{arguments}: {reason}") from None
        self._step()

    def type(self, role, name, text):
        """Replaces what is there."""
        node = self._wait_for(lambda: self._look_for(role, name), name)
        self._note(name, text)
        self._do(node.type, text)

    def click(self, role, name):
        node = self._wait_for(lambda: self._look_for(role, name), name)
        self._do(lambda: self.atspi.Action.do_action(node.accessible, 0))

    def answer(self, word):
        node = self._wait_for(lambda: self._find_button(word), word)
        self._do(lambda: self.atspi.Action.do_action(node.accessible, 0))

    def _find_button(self, word):
        return next((node for node in self.all("push button") if node.name.split()[-1:] == [word] and node.sensitive), None)

    def wait(self, *wanted, otherwise=None):
        """The name of the first of these that is there: pairs of role and name. One counts only after a while."""
        late = time.monotonic() + LATE_S

        def look():
            now = (*wanted, otherwise) if otherwise and time.monotonic() > late else wanted
            return next((name for role, name in now if self._look_for(role, name)), None)
        return self._wait_for(look, " nor ".join(name for _role, name in wanted))

    def wait_for_draft(self):
        """That the window is there, where nothing but what it writes can be seen."""
        self._wait_for(self.draft.exists, "draft")

    def close_blind(self):
        """By a key; the exit status."""
        end = time.monotonic() + CLOSE_S
        while time.monotonic() < end and self.process.poll() is None:
            self.give_keyboard()
            self.press("ctrl+q")
            self._wait_for_end(0.3)
        return self._get_status()

    def _wait_for_end(self, seconds):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass

    def _get_status(self):
        if self.process.poll() is None:
            raise Stuck(f"It could not be closed:\n{self.dump()}")
        return self.process.returncode

    def close(self):
        """By its close button, whatever stands before the window; the exit status."""
        end = time.monotonic() + CLOSE_S
        while time.monotonic() < end and self.process.poll() is None:
            try:
                button = self._find_button("Close")
                if button is not None:
                    self.atspi.Action.do_action(button.accessible, 0)
            except GLib.Error:
                pass
            self._wait_for_end(0.3)
        return self._get_status()

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        return self.process.wait()
