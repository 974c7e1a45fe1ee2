# SPDX-License-Identifier: GPL-3.0-or-later
"""A program on a terminal of its own, as a person sits in front of it."""

import fcntl
import os
import pty
import select
import struct
import termios
import time

from session import PATIENCE_S


class Terminal:
    """Runs `arguments`; `screen` is all that it has shown (and the terminal echoed)."""

    def __init__(self, arguments, environment=None, columns=80):
        self.screen = ""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
                os.execvpe(arguments[0], [str(word) for word in arguments], environment or os.environ)
            finally:
                os._exit(127)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pid:
            os.kill(self.pid, 9)
            self.wait()
        os.close(self.master)

    def expect(self, text, timeout=PATIENCE_S):
        """Waits until the screen shows `text`."""
        end = time.monotonic() + timeout
        while text not in self.screen:
            if not self._read(end - time.monotonic()):
                raise AssertionError(f"{text!r} did not come: {self.screen!r}")

    def type(self, text):
        os.write(self.master, text.encode())

    def echoes(self):
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def wait(self, timeout=PATIENCE_S):
        """Waits until the program has ended: its exit status, or minus the signal's number."""
        end = time.monotonic() + timeout
        while self._read(end - time.monotonic()):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def converse(self, answers, timeout=120):
        """Types the answer to each question that comes, and waits: the exit status as of wait()."""
        end = time.monotonic() + timeout
        seen = 0
        while self._read(end - time.monotonic()):
            for question, answer in answers.items():
                if question in self.screen[seen:]:
                    seen = len(self.screen)
                    self.type(answer + "\n")
        return self.wait()

    def _read(self, timeout):
        if timeout <= 0 or not select.select([self.master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other side is closed
            return False
        self.screen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)
