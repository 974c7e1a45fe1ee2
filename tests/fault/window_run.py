# SPDX-License-Identifier: GPL-3.0-or-later
"""One way through the window while something goes wrong, and the next start after it."""

import signal
import tempfile
import time

from fault import window_faults, window_scenarios
from fault.run import Run
from fault.surroundings import BUSES, Surroundings
from fault.window_driver import Driver, Gone, Stuck
from fault.window_judge import DRAFT, find_wanted, judge_window
from fault.window_world import WindowWorld
from fault.world import Mishap

# Longer than the draft waits for the next key.
DRAFT_PAUSE_S = 1.0
# More than any fault waits for.
MANY = 1 << 31
SIGNALS = {"killed": signal.SIGKILL, "terminated": signal.SIGTERM, "hung-up": signal.SIGHUP}


class Closed(Exception):
    """The person has closed the window in the middle."""


class WindowRun(Surroundings):
    journal_fits = Run.journal_fits

    def __init__(self, world, fault, scenario):
        self.world, self.fault, self.scenario = world, fault, scenario
        self.items, self.stuck, self.next, self.sent = None, None, None, fault.sent
        self.moment_came, self.has_gone = False, False
        self.typed_before_s = 0     # how long before the end something was typed last

    @classmethod
    def draw(cls, world, seed):
        fault, dice = window_faults.draw(seed)
        return cls(world, fault, window_scenarios.choose(fault, dice))

    def __str__(self):
        about = [part for part in (self.fault.call, self.fault.server, self.fault.moment) if part]
        return f"window {self.scenario.name}, {self.fault.name} {' '.join(map(str, about))}".rstrip()

    def go(self):
        world = self.world
        self.address = f"ada@{self.fault.account}.example"
        self._set_world("keyring")
        if self.fault.world in BUSES:
            world.session(self._bus)
        self.before = world.files_before(self.scenario)
        world.prepare(self.scenario)
        with tempfile.TemporaryFile("w+b") as log:
            self._drive(log)
            log.seek(0)
            self.errors, self.output = log.read(), b""
        self.struck, _calls = world.read_state()
        self._misbehaved = Mishap.plan(None, 0)
        self.files = world.read_home()
        if self._bus == "keyring" and not world.is_broken:
            self.items = world.count_items()
        if world.is_broken:
            world.mend()
        self.wanted = find_wanted(self)
        if self.status != 0 or self.sent:
            self.next = self._start_again()
        return self

    def _drive(self, log):
        world, address = self.world, self.address
        world.clear_state()
        if self.fault.counted_from:
            world.count_any_call(MANY)
        Mishap.plan(*(self.fault.server or (None, 0)))
        words = self._put_shell_before([world.window_program, *world.server_words()[:4], *self.scenario.options(address)])
        environment = {**world.window_environment(self._bus, self._call), **self._env}
        self.driver = way = Driver(world.session(self._bus or "keyring"), words, environment, log, self._on_step)
        way.address, way.draft = address, world.home / DRAFT
        try:
            way.open(world.folder, self.is_blind)
            self.scenario.act(way)
            self._wait_for_draft()
        except Gone:
            self.has_gone = True
        except Closed:
            pass
        except Stuck as reason:
            self.stuck = str(reason)
        self.typed_before_s = time.monotonic() - way.typed_at
        self.is_saved = way.is_saved
        self._finish()

    def _finish(self):
        try:
            self.status = self.driver.close_blind() if self.is_blind else self.driver.close()
        except Stuck as reason:
            self.stuck = self.stuck or str(reason)
            self.driver.end()
            self.status = None

    def _wait_for_draft(self):
        if self.scenario.name == "type" and self.fault.name not in window_faults.MOMENTS:
            time.sleep(DRAFT_PAUSE_S)

    def _on_step(self, number):
        if self.fault.counted_from == number:
            self.world.count_any_call(0)
        if not self.fault.moment or self.fault.moment[1] != number:
            return
        self.moment_came = True
        time.sleep(self.fault.moment[2])
        name = self.fault.moment[0]
        if name in SIGNALS:
            self.sent = SIGNALS[name]
            self.driver.process.send_signal(self.sent)
        elif name == "closed":
            raise Closed
        else:
            self.world.happen(name)

    def _start_again(self):
        """After an end that was none: whether there is a window, and what is typed in it."""
        world = self.world
        world.clear_state()
        words = [world.window_program, *world.server_words()[:4]]
        with tempfile.TemporaryFile("w+b") as log:
            way = Driver(world.session("keyring"), words, world.window_environment("keyring"), log, lambda number: None)
            way.address = self.address
            try:
                way.open(world.folder)
                way.wait(("push button", "Explain an Error from Another Program"), ("push button", "Set Up an Account"))
                fields = [node.text for node in way.all("text", "E-mail address")]
                return way.close(), fields
            except (Gone, Stuck) as reason:
                log.seek(0)
                return f"{reason!r}: {log.read().decode(errors='replace')}", []
            finally:
                way.end()

    def _world_no_home(self):
        # Nothing may be read there either.
        self._world_no_folders()
        folders = self._env
        super()._world_no_home()
        self._env |= folders

    def _world_odd_locale(self):
        # In no language that there is: the window is known by its words.
        self._env = {"LC_ALL": "xx_YY.ISO-8859-1", "LANGUAGE": "xx"}

    @property
    def is_blind(self):
        return self.scenario is window_scenarios.BLIND

    @property
    def has_occurred(self):
        """Whether the run came to what was to go wrong."""
        if self.fault.server:
            return self._misbehaved
        if self.fault.moment:
            return self.moment_came
        return self.fault.call is None or bool(self.struck)


# What a runner wants.
WINDOWS = (WindowWorld, WindowRun, judge_window)
