# SPDX-License-Identifier: GPL-3.0-or-later
"""The surroundings of a window: those of the commands, a display, and a session that can break."""

import pathlib
import signal
import struct

from fault.world import World
from window import close_display


# Where fault.h has how many calls there were.
_ANY_CALL = 8


class WindowWorld(World):
    """The program is the window; what has to be saved before is saved by the command beside it."""

    def __init__(self, program, library):
        super().__init__(pathlib.Path(program).resolve().parents[1] / "cli/postino-cli", library)
        self.window_program = pathlib.Path(program).resolve()
        self.is_broken = False

    def __exit__(self, *details):
        super().__exit__(*details)
        close_display()

    def window_environment(self, kind, calls=None):
        """As of a command, and nothing but what it is about can be hit."""
        env = self.environment(kind, calls)
        cache = self.folder / "cache"
        cache.mkdir(exist_ok=True)
        address = env["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=").partition(",")[0]
        return {**env, "POSTINO_FAULT_WINDOW": address, "XDG_CACHE_HOME": str(cache), "G_DEBUG": "",
                **{f"XDG_{name}_HOME": None for name in ("STATE", "DATA", "CONFIG")}}

    def files_before(self, scenario):
        return {} if scenario.is_first else super().files_before(scenario)

    def count_any_call(self, number):
        """While the program may be running: so many calls of any kind have been counted."""
        with self.state.open("r+b") as state:
            state.seek(_ANY_CALL)
            state.write(struct.pack("I", number))

    def happen(self, name):
        """To the session, in the middle of a run."""
        session = self.session("keyring")
        if name == "keyring-locked":
            session.lock()
        elif name == "keyring-killed":
            session.keyring_process.kill()
        elif name == "keyring-silent":
            session.keyring_process.send_signal(signal.SIGSTOP)
        elif name == "bus-killed":
            session.processes[0].kill()
        elif name == "bus-silent":
            session.processes[0].send_signal(signal.SIGSTOP)
        self.is_broken = True

    def mend(self):
        """The session is another from here on."""
        self.sessions.pop("keyring").__exit__()
        self._bus = None
        self.is_broken = False
