# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of faults, and one of them for a seed.

A seed means the same fault, in the same scenario, each time: its remainder by the number of kinds
is the kind, so that as many seeds as there are kinds have each of them once.
"""

import dataclasses
import errno
import random
import signal
import socket

E = errno


@dataclasses.dataclass(frozen=True)
class Fault:
    """What goes wrong in one run. Names of fields are those of what does it."""

    name: str
    call: str = None            # POSTINO_FAULT of fault.h
    sent: int = None            # the signal that comes
    world: str = None           # what is odd about the surroundings, a name of world.py
    server: tuple = None        # what the servers do, at which of the lines that they read
    account: str = "good"       # another one of world.ACCOUNTS
    counted_from: int = 0       # the step of a way through the window from which on any call is counted
    moment: tuple = None        # what happens after which step of a way through the window, so many seconds later

    @property
    def is_kill(self):
        """Nothing could have been cleared away."""
        return self.sent == signal.SIGKILL


# Kinds of calls: what may become of them, at which call at most, and whether it may be so for good.
CALLS = {
    "open": ((E.EACCES, E.EMFILE, E.ENFILE, E.EIO, E.EINTR, E.ENOMEM), 40, True),
    "open-home": ((E.EACCES, E.EMFILE, E.EIO, E.EINTR, E.ENOSPC, E.ELOOP), 10, True),
    "read": ((E.EIO, E.EINTR, "short"), 30, False),
    "write-file": ((E.ENOSPC, E.EDQUOT, E.EIO, E.EINTR, E.EFBIG, "short"), 6, True),
    "read-pipe": ((E.EINTR, "short", "end"), 12, False),
    "write-pipe": ((E.EPIPE, E.EINTR, "short"), 6, False),
    "rename": ((E.ENOSPC, E.EACCES, E.EROFS, E.EIO, E.EDQUOT), 4, True),
    "flush": ((E.EIO, E.ENOSPC, E.EDQUOT, E.EINTR), 4, True),
    "folder": ((E.EACCES, E.EROFS, E.ENOSPC, E.EDQUOT, E.EMLINK), 4, True),
    "remove": ((E.EACCES, E.EROFS, E.EIO, E.EBUSY), 3, True),
    "close": ((E.EIO, E.EINTR, E.ENOSPC, E.EDQUOT), 30, False),
    "cut": ((E.EIO, E.EFBIG, E.EINTR), 1, True),
    "lock": ((E.EINTR, E.ENOLCK, E.EWOULDBLOCK), 1, True),
    "look": ((E.EACCES, E.EIO, E.ENOMEM), 10, True),
    "socket": ((E.EMFILE, E.ENFILE, E.ENOBUFS, E.ENOMEM, E.EAFNOSUPPORT), 6, True),
    "connect": ((E.ECONNREFUSED, E.ETIMEDOUT, E.ENETUNREACH, E.EHOSTUNREACH, E.ECONNRESET, E.EADDRNOTAVAIL,
                 E.EACCES, E.EPERM), 6, True),
    "send": ((E.EPIPE, E.ECONNRESET, E.ETIMEDOUT, E.ENOBUFS, E.EINTR, E.ENETDOWN, "short"), 30, False),
    "receive": ((E.ECONNRESET, E.ETIMEDOUT, E.EINTR, E.ENOMEM, E.EHOSTUNREACH, "short", "end"), 80, False),
    "option": ((E.ENOPROTOOPT, E.ENOBUFS, E.EINVAL), 30, True),
    "names": ((abs(socket.EAI_AGAIN), abs(socket.EAI_FAIL), abs(socket.EAI_NONAME), abs(socket.EAI_MEMORY)), 4, True),
    "poll": ((E.EINTR,), 40, False),
    "spawn": ((E.EAGAIN, E.ENOMEM), 3, True),
    "pages": ((E.ENOMEM, E.EPERM, E.EAGAIN), 4, True),
}

SIGNALS = {name: getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGKILL", "SIGPIPE")}
ANY_CALL = 500

# For good: the disk is full, or may not be written to, from a change of the home on.
HOMES = {"full-disk": E.ENOSPC, "quota": E.EDQUOT, "bad-disk": E.EIO, "read-only-home": E.EROFS}

# Once: the clock is set by so many seconds.
CLOCKS = {"clock-forward": (3600, 90 * 86400, 40 * 365 * 86400), "clock-backward": (-3600, -400 * 86400, -20 * 365 * 86400)}

WORLDS = ("no-home", "home-is-a-file", "no-folders", "no-bus", "no-bus-there", "deaf-bus", "no-keyring", "locked-keyring",
          "nobody-reads", "full-output", "no-output", "no-input", "no-errors", "no-locale", "odd-locale", "no-temporary",
          "narrow-mask", "no-locked-pages", "gone-folder")

SERVERS = ("hang-up", "reset", "nonsense", "silence", "goodbye", "long-line", "drip")
LINES = 8
ACCOUNTS = ("expired", "wrong-host", "self-signed", "breaks-tls", "hangs-up", "refuses", "wrong-password", "upgrade",
            "no-upgrade")


def number(dice, most):
    """Up to `most`; small numbers as often as large ones."""
    return round(most ** dice.random())


def at_call(kind, whats, most, lasting):
    """One call of this kind, and perhaps all from it on."""

    def make(dice):
        what = dice.choice(whats)
        lasts = lasting and what != E.EINTR and dice.random() < 0.4
        return Fault(kind, call=f"{kind}:{number(dice, most)}:{what}{':always' if lasts else ''}")
    return make


def _call(kind):
    return at_call(kind, *CALLS[kind])


def _signal(name):
    sent = int(SIGNALS[name])

    def make(dice):
        at = number(dice, ANY_CALL)
        # Killed alone, a worker of a batch is lost to those who are left.
        sign = "-" if sent == signal.SIGKILL and dice.random() < 0.5 else ""
        return Fault(name, call=f"any:{at}:{sign}{sent}", sent=sent)
    return make


def _home(name):
    return lambda dice: Fault(name, call=f"change-home:{number(dice, 6)}:{HOMES[name]}:always")


def _clock(name):
    return lambda dice: Fault(name, call=f"clock:{number(dice, 20)}:{dice.choice(CLOCKS[name])}:always")


def _server(name):
    return lambda dice: Fault(f"server-{name}", server=(name, dice.randint(0, LINES)))


KINDS = {
    **{kind: _call(kind) for kind in CALLS},
    **{name: _signal(name) for name in SIGNALS},
    **{name: _home(name) for name in HOMES},
    **{name: _clock(name) for name in CLOCKS},
    **{name: lambda dice, name=name: Fault(name, world=name) for name in WORLDS},
    **{f"server-{name}": _server(name) for name in SERVERS},
    **{f"account-{name}": lambda dice, name=name: Fault(f"account-{name}", account=name) for name in ACCOUNTS},
}


def seeds_of(kind, count=100):
    """The first seeds of a kind."""
    first = sorted(KINDS).index(kind)
    return range(first, first + count * len(KINDS), len(KINDS))


def draw(seed, kinds=None):
    """The fault of a seed, and the dice for what else has to be chosen."""
    kinds = kinds or KINDS
    dice = random.Random(seed)
    return kinds[sorted(kinds)[seed % len(kinds)]](dice), dice
