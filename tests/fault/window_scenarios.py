# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways through the window, on which something goes wrong. Each goes as far as it can."""

import dataclasses
import typing

from fault import window_faults
from fault.world import SECRET

NAME = "Ada Lovelace"

# What stands at the end of each step.
TESTED = (("push button", "Save"), ("push button", "Change…"), ("push button", "Try Again"), ("heading", "Your servers"),
          ("push button", "Add an Account…"))
SAVED = (("heading", "Your mail is set up"), ("push button", "Continue Without Saving"))


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    act: typing.Callable            # with the driver of a window
    options: typing.Callable = lambda address: ("--address", address)
    bus: bool = True
    servers: bool = False
    saved: int = 0                  # items in the keyring before it
    before: str = None              # for a world: what there is in the home
    is_first: bool = False          # the home has nothing in it
    weight: int = 2


def _test(way):
    way.type("password text", "Password", SECRET)
    way.click("push button", "Test")
    return way.wait(*TESTED)


def _save(way):
    if _test(way) != "Save":
        return None
    way.click("push button", "Save")
    page = way.wait(*SAVED)
    way.is_saved = page == SAVED[0][1]
    return page


def _export(way):
    if _save(way) != "Your mail is set up":
        return
    way.click("push button", "More Programs…")
    # Where its file cannot be looked at, it says so.
    if way.wait(("push button", "Add the account to msmtp…"), otherwise=("label", "For the terminal")) == "For the terminal":
        return
    way.click("push button", "Add the account to msmtp…")
    way.click("push button", "Add")
    way.wait(("push button", "Take the account out of msmtp again"), otherwise=("push button", "Add"))


def _type(way):
    """Nothing but what the draft keeps."""
    # The list of accounts may take the place of the first page.
    if way.wait(("push button", "Set Up an Account"), otherwise=("text", "Your name")) == "Set Up an Account":
        way.click("push button", "Set Up an Account")
    for turn in range(3):
        way.type("text", "Your name", f"{NAME} {turn}")
        way.type("text", "E-mail address", f"ada{turn}@good.example")


def _listed(way):
    return way.wait(("push button", f"Edit or forget {way.address}"), ("push button", "Try Again"), ("push button", "Unlock"),
                    ("text", "E-mail address"), ("heading", "No account is saved yet"))


def _test_saved(way):
    if not _listed(way).startswith("Edit"):
        return
    way.click("push button", f"Test {way.address}")
    way.wait(("push button", f"Test {way.address}"), ("push button", "Try Again"), ("push button", "Unlock"))


def _forget(way):
    if not _listed(way).startswith("Edit"):
        return
    way.click("push button", f"Edit or forget {way.address}")
    way.click("menu item", "Forget…")
    way.answer("Forget")
    way.wait(("heading", "No account is saved yet"), ("push button", f"Edit or forget {way.address}"), ("push button", "Try Again"),
             ("push button", "Unlock"))


def _edit(way):
    """A saved account, with another password, is saved again."""
    if not _listed(way).startswith("Edit"):
        return
    way.click("push button", f"Edit or forget {way.address}")
    way.click("menu item", "Edit…")
    if way.wait(("password text", "Password"), ("push button", f"Edit or forget {way.address}")) == "Password":
        way.type("text", "Your name", "Countess")
        _save(way)


def _explain(way):
    way.click("push button", "Explain an Error from Another Program")
    way.type("text", "The message", "554 5.7.1 Relay access denied")
    way.wait(("heading", "smtp.fault.test wants you to sign in before you send"))


def _blind(way):
    way.wait_for_draft()


def _nothing(_address):
    return ()


SCENARIOS = [
    Scenario("test", _test, servers=True, weight=3),
    Scenario("save", _save, servers=True, weight=6),
    Scenario("export", _export, servers=True, weight=5),
    Scenario("type", _type, _nothing, weight=3),
    Scenario("type-first", _type, _nothing, is_first=True),
    Scenario("save-first", _save, servers=True, is_first=True),
    Scenario("test-saved", _test_saved, _nothing, servers=True, saved=2, weight=3),
    Scenario("forget", _forget, _nothing, saved=2, weight=4),
    Scenario("edit", _edit, _nothing, servers=True, saved=2, weight=4),
    Scenario("explain", _explain, weight=1),
]
BLIND = Scenario("blind", _blind)
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def choose(fault, dice):
    """A scenario in which this fault can matter."""
    if fault.name in window_faults.BLIND:
        return BLIND
    wants_servers = fault.server or fault.account != "good" or fault.name in ("names", "connect", "socket", "send", "receive",
                                                                              "option")
    fits = [scenario for scenario in SCENARIOS if not wants_servers or scenario.servers and not (
        fault.account != "good" and scenario.saved)]
    return dice.choices(fits, [scenario.weight for scenario in fits])[0]
