# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done while a fault happens, and what has to be there before."""

import dataclasses
import json
import typing

HISTORY = ".local/state/postino/history"
JOURNAL = ".local/share/postino/handed-over.ini"
OTHER_RESULT = b"[aaaaaaaaaaaa]\ntested=2026-01-02T03:04:05Z\nincoming=ok\noutgoing=ok\nworked=2026-01-02T03:04:05Z\n"
OTHER_NOTE = b"[msmtp bea@other.example]\nBlocks=/home/bea/.msmtprc;\n"
LINES = 7

# What a person has before.
OLD = {
    ".msmtprc": b"# mine\naccount work\nhost work.example\n",
    ".mbsyncrc": b"# mine\n",
    ".config/neomutt/neomuttrc": b"set sort=threads\n",
    HISTORY: OTHER_RESULT,
    JOURNAL: OTHER_NOTE,
    "answers.jsonl": b'{"line": 1, "id": 0, "address"',     # a batch was killed here
}


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    words: typing.Callable          # of (world, account, home): command and arguments
    output: str = "json"            # on standard output: or "text", "lines", "nothing"
    status: int = 0                 # without a fault
    bus: bool = False               # with the keyring of a session
    servers: bool = False           # talks to both servers
    writes: bool = False            # to the home
    saved: int = 2                  # how many items are in the keyring before it
    saves: int = 2                  # and after it
    before: str = None              # the scenario whose files there are before
    input: bytes = b""
    weight: int = 2

    @property
    def is_compared(self):
        """Whether what it writes is the same each time."""
        return self.writes and self.name.startswith(("export", "undo"))


def _check(*more):
    return lambda world, account, home: ("check", *more, *world.check_words(account))


def _export(target, *more):
    return lambda world, account, home: ("export", "--format", target, *more, "ada@good.example")


def make_list(world, account):
    """A list for `batch`: five that can be tested, and two that cannot."""
    lines = [{"address": f"ada@{account}.example", "password": "Zebra-lantern-4711", "id": number} for number in range(5)]
    text = "".join(json.dumps(line) + "\n" for line in lines) + "nothing\n" + '{"address": "ada@good.example"}\n'
    path = world.folder / "list.jsonl"
    path.write_text(text, "utf-8")
    return path


def _batch(*more):
    def words(world, account, home):
        named = [str(word).replace("HOME", str(home)) for word in more]
        return ("batch", "--offline", "--jobs", "3", "--workers", "2", "--server-sign-ins", "0", *world.server_words(),
                *named, make_list(world, account))
    return words


SCENARIOS = [
    Scenario("check", _check("--json"), servers=True, weight=5),
    Scenario("check-talking", _check("--verbose"), "text", servers=True, weight=4),
    Scenario("round-trip", _check("--json", "--round-trip", "--round-trip-limit", "3"), servers=True, weight=1),
    Scenario("save", _check("--json", "--save"), bus=True, servers=True, writes=True, saved=0, weight=5),
    Scenario("save-again", _check("--save"), "text", bus=True, servers=True, writes=True, weight=3),
    Scenario("settings", lambda world, account, home: ("settings", "--json", "ada@good.example", *world.server_words()[2:4])),
    Scenario("search", lambda world, account, home: ("settings", "--json", "ada@nowhere.example"), status=3),
    Scenario("explain", lambda *_: ("explain", "--json"), input=b"535 5.7.8 Error: authentication failed: bad\r\n", weight=1),
    Scenario("batch", _batch(), "lines", status=1, servers=True),
    Scenario("batch-resume", _batch("--resume", "HOME/answers.jsonl", "--summary", "HOME/summary.json"), "nothing", status=1,
             servers=True, writes=True, weight=4),
    Scenario("accounts-list", lambda *_: ("accounts", "list", "--json"), bus=True),
    Scenario("accounts-test", lambda world, *_: ("accounts", "test", "--json", *world.server_words()[:2], "--timeout", "2"),
             bus=True, servers=True, writes=True, weight=4),
    Scenario("accounts-forget", lambda *_: ("accounts", "forget", "--yes", "ada@good.example"), "text", bus=True, writes=True,
             saves=0, weight=3),
    Scenario("export-shown", _export("apple"), "text", bus=True),
    Scenario("export-document", lambda world, account, home: (
        "export", "--format", "apple", "--incoming", "imaps://imap.good.example", "--outgoing", "smtps://smtp.good.example",
        "--output", home / "account.mobileconfig", "ada@good.example"), "text", writes=True),
    Scenario("export-msmtp", _export("msmtp", "--yes"), "text", bus=True, writes=True, weight=3),
    Scenario("export-neomutt", _export("neomutt", "--yes"), "text", bus=True, writes=True),
    Scenario("export-geary", _export("geary", "--yes"), "text", bus=True, writes=True),
    Scenario("undo-neomutt", _export("neomutt", "--undo"), "text", bus=True, writes=True, before="export-neomutt"),
    Scenario("undo-geary", _export("geary", "--undo"), "text", bus=True, writes=True, before="export-geary"),
]
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def choose(fault, dice):
    """A scenario in which this fault can matter."""
    fits = [scenario for scenario in SCENARIOS if _fits(scenario, fault)]
    return dice.choices(fits, [scenario.weight for scenario in fits])[0]


def _fits(scenario, fault):
    kind = fault.name
    if kind.startswith("server-"):
        return scenario.servers
    if kind.startswith("account-"):
        return scenario.servers and scenario.name not in ("save-again", "accounts-test")
    if kind in ("full-disk", "quota", "bad-disk", "read-only-home", "open-home", "write-file", "rename", "flush", "folder",
                "look"):
        return scenario.writes
    if kind in ("no-keyring", "locked-keyring", "deaf-bus", "no-bus", "no-bus-there"):
        return scenario.bus
    if kind in ("read-pipe", "write-pipe", "spawn"):
        return scenario.name.startswith("batch")
    if kind in ("cut", "lock"):
        return scenario.name == "batch-resume"
    if kind == "remove":
        return scenario.before is not None
    if kind in ("names", "connect", "socket", "option"):
        return scenario.servers or scenario.name == "search"
    return True
