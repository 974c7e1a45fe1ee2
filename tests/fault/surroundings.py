# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be odd around a program, whether it is a command or the window: its environment, and a shell in front."""

import os


# What a session of World has in place of the keyring.
BUSES = {"no-keyring": "bare", "locked-keyring": "locked"}


class Surroundings:
    """A part of a run: a method for each of them, named after the fault's `world`."""

    def _set_world(self, bus):
        self._bus, self._shell, self._env, self._call = bus, None, {}, self.fault.call
        getattr(self, f"_world_{(self.fault.world or 'usual').replace('-', '_')}")()

    def _put_shell_before(self, words):
        return ["/bin/sh", "-c", f'{self._shell} "$@"', "sh", *words] if self._shell else words

    def _world_usual(self):
        pass

    def _world_no_home(self):
        # Nobody but root has the home of root: nothing may be written there.
        self._call = "change-home:1:30:always"
        self._env = {"HOME": None, "POSTINO_FAULT_HOME": os.path.expanduser("~root")}

    def _world_home_is_a_file(self):
        self._env = {"HOME": str(self.world.folder / "password")}

    def _world_no_folders(self):
        self._env = {f"XDG_{name}_HOME": "/proc/nowhere" for name in ("STATE", "DATA", "CONFIG", "CACHE")}

    def _world_no_bus(self):
        self._bus, self._env = None, {"DBUS_SESSION_BUS_ADDRESS": None}

    def _world_no_bus_there(self):
        self._bus = None

    def _world_deaf_bus(self):
        self._bus, self._env = None, {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.world.folder}/deaf"}

    def _world_no_keyring(self):
        self._bus = BUSES[self.fault.world]

    _world_locked_keyring = _world_no_keyring

    def _world_no_locale(self):
        self._env = {"LC_ALL": None, "LANGUAGE": None}

    def _world_odd_locale(self):
        self._env = {"LC_ALL": "xx_YY.ISO-8859-1", "LANGUAGE": "xx:it"}

    def _world_no_temporary(self):
        self._env = {"TMPDIR": "/proc/nowhere"}

    def _world_narrow_mask(self):
        self._shell = "umask 0777; exec"

    def _world_no_locked_pages(self):
        self._shell = "ulimit -l 0; exec"
