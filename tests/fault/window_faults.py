# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of faults of a window: those of the commands that can matter there, and moments on the way.

What fails leaves the display, the accessibility bus and the toolkit's own files alone: GTK ends a
program that loses them.
"""

import errno

from fault import faults
from fault.faults import Fault, at_call

E = errno

_SHARED = ("open-home", "read", "write-file", "rename", "flush", "folder", "remove", "close", "look", "socket", "connect", "send",
           "receive", "option", "names", "poll", "pages", *faults.HOMES, *faults.CLOCKS)
_BUS = {
    "send-bus": ((E.EPIPE, E.ECONNRESET, E.ENOBUFS, E.EINTR, "short"), 120),
    "receive-bus": ((E.ECONNRESET, E.EINTR, E.ENOMEM, "short", "end"), 250),
}
# So many calls it takes until the bus has said welcome. Before that, it is as if there were none.
_WELCOME = 12
# Without a bus there is no accessibility either, and the window can only be seen by what it does.
BLIND = ("no-bus", "no-bus-there", "deaf-bus", "connect-bus")
WORLDS = ("no-home", "home-is-a-file", "no-folders", "no-bus", "no-bus-there", "deaf-bus", "no-keyring", "locked-keyring",
          "no-locale", "odd-locale", "no-temporary", "narrow-mask", "no-locked-pages")

# At most so many steps has a way through the window, each followed by a moment of at most so many seconds.
STEPS, MOMENT_S = 6, 0.5
# Of those that are counted, in a step.
ANY_CALL = 150
MOMENTS = ("keyring-killed", "keyring-silent", "keyring-locked", "bus-killed", "bus-silent", "closed", "killed", "terminated",
           "hung-up")


def _bus(kind):
    whats, most = _BUS[kind]

    def make(dice):
        return Fault(kind, call=f"{kind}:{_WELCOME + faults.number(dice, most)}:{dice.choice(whats)}")
    return make


def _signal(name):
    sent = int(faults.SIGNALS[name])

    def make(dice):
        return Fault(name, call=f"any:{faults.number(dice, ANY_CALL)}:{sent}", sent=sent, counted_from=dice.randint(0, STEPS))
    return make


def _moment(name):
    return lambda dice: Fault(name, moment=(name, dice.randint(1, STEPS), dice.random() * MOMENT_S))


KINDS = {
    **{kind: faults.KINDS[kind] for kind in _SHARED},
    **{kind: _bus(kind) for kind in _BUS},
    **{name: _signal(name) for name in faults.SIGNALS},
    "connect-bus": at_call("connect-bus", (E.ECONNREFUSED, E.ENOENT, E.EACCES, E.EMFILE), 1, True),
    **{name: faults.KINDS[name] for name in WORLDS},
    **{name: _moment(name) for name in MOMENTS},
    **{f"server-{name}": faults.KINDS[f"server-{name}"] for name in faults.SERVERS},
    **{f"account-{name}": faults.KINDS[f"account-{name}"] for name in faults.ACCOUNTS},
}


def draw(seed):
    """The fault of a seed, and the dice for the way through the window."""
    return faults.draw(seed, KINDS)
