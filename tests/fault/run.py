# SPDX-License-Identifier: GPL-3.0-or-later
"""One run: a seed's fault in a seed's scenario, and all that came out of it."""

import os
import signal
import struct
import subprocess

from fault import faults, scenarios
from fault.scenarios import JOURNAL, OTHER_NOTE
from fault.surroundings import BUSES, Surroundings
from fault.world import Mishap

PATIENCE_S = 60


class Run(Surroundings):
    def __init__(self, world, fault, scenario):
        self.world, self.fault, self.scenario = world, fault, scenario
        self.items = None

    @classmethod
    def draw(cls, world, seed):
        fault, dice = faults.draw(seed)
        return cls(world, fault, scenarios.choose(fault, dice))

    def __str__(self):
        about = [part for part in (self.fault.call, self.fault.server) if part]
        return f"{self.scenario.name}, {self.fault.name} {' '.join(map(str, about))}".rstrip()

    def go(self):
        world, scenario = self.world, self.scenario
        if scenario.bus and self.fault.world in BUSES:
            world.session(BUSES[self.fault.world])
        self.expected = world.expected(scenario)
        self.before = world.files_before(scenario)
        world.prepare(scenario)
        self._start()
        self.struck, self.calls = world.read_state()
        self.files = world.read_home()
        if scenario.bus and self._bus == "keyring":
            self.items = world.count_items()
        self.resumed = self._resume() if scenario.name == "batch-resume" else None
        return self

    def _resume(self):
        """The answers after the same command was given again, without a fault."""
        words = self.scenario.words(self.world, "good", self.world.home)
        self.world.run_cleanly(None, *words)
        return self.world.read_home().get("answers.jsonl", b"")

    def _start(self):
        world = self.world
        self._output = subprocess.PIPE
        self._set_world("keyring" if self.scenario.bus else None)
        account = self.fault.account if self.scenario.servers else "good"
        words = self._put_shell_before([world.program, *self.scenario.words(world, account, world.home)])
        world.clear_state()
        Mishap.plan(*(self.fault.server or (None, 0)))
        env = {**world.environment(self._bus, self._call), **self._env}
        env = {name: value for name, value in env.items() if value is not None}
        self._run([str(word) for word in words], env)
        self._misbehaved = Mishap.plan(None, 0)

    def _run(self, words, env):
        process = subprocess.Popen(words, env=env, cwd=self.world.folder, stdin=subprocess.PIPE, stdout=self._output,
                                   stderr=subprocess.PIPE, start_new_session=True)
        if self.fault.world == "nobody-reads":
            process.stdout.close()
            process.stdout = None
        try:
            output, self.errors = process.communicate(self.scenario.input, timeout=PATIENCE_S)
            self.status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, self.errors = process.communicate()
            self.status = None
        self.output = output or b""
        if self._output not in (subprocess.PIPE,):
            os.close(self._output)

    # Nobody reads what _run() is about to close.
    _world_nobody_reads = Surroundings._world_usual

    def _world_full_output(self):
        self._output = os.open("/dev/full", os.O_WRONLY)

    def _world_no_output(self):
        self._shell = "exec >&-; exec"

    def _world_no_input(self):
        self._shell = "exec <&-; exec"

    def _world_no_errors(self):
        self._shell = "exec 2>&-; exec"

    def _world_gone_folder(self):
        self._shell = 'mkdir "$HOME/gone"; cd "$HOME/gone"; rmdir "$HOME/gone"; exec'

    @property
    def is_untouched(self):
        """The fault was planned for a call that has not come."""
        return self.fault.call is not None and not self.struck

    @property
    def has_occurred(self):
        """Whether the run came to what was to go wrong."""
        return self._misbehaved if self.fault.server else not self.is_untouched

    @property
    def must_be_new(self):
        return self.fault.world not in ("no-home", "home-is-a-file", "no-folders") and self.scenario.bus

    @property
    def cannot_take_back(self):
        """The way to the keyring may be cut off in the middle."""
        return self.fault.name in ("send", "receive", "connect", "socket", "SIGPIPE") or self.status is None or self.status < 0

    def journal_fits(self, text):
        """Notes of what is about to be done, and the one that was there."""
        return OTHER_NOTE in text
