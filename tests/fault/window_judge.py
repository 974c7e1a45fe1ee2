# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to hold after each way through the window, whatever has gone wrong."""

import configparser
import errno
import re
import signal

from fault import faults
from fault.judge import GLIBS_OWN, judge_history, judge_secrets
from fault.scenarios import HISTORY, JOURNAL

DRAFT = ".local/state/postino/draft"
# What is not written where the home cannot be written to, or read.
_FILES = {"open-home", "read", "write-file", "rename", "flush", "folder", "remove", "close", "look", *faults.HOMES, "no-home",
          "home-is-a-file", "no-folders", "narrow-mask"}
# The way to the keyring may be cut off in the middle.
_CUT_OFF = {"connect-bus", "send-bus", "receive-bus"}
# Between two steps.
_ASKED_TO_END = {"terminated", "hung-up"}
# A person who types is a key behind at most.
_TYPING_S = 0.8

# Of the toolkit, about surroundings of its own.
_GTKS_OWN = re.compile(rb"Gtk-WARNING.*Locale not supported by C library|Adwaita-CRITICAL.*: The connection is closed")
_COMPLAINTS = re.compile(rb"CRITICAL|WARNING|AddressSanitizer|LeakSanitizer|runtime error|Aborted|assertion", re.I)


def judge_window(run):
    """One sentence for each promise that this run has not kept."""
    checks = (_end, _complaints, judge_secrets, _files, _draft, _keyring, _next_start)
    return [sentence for check in checks for sentence in check(run)]


def _end(run):
    if run.stuck:
        yield run.stuck
    if run.status is None:
        yield "It could not be closed."
    elif run.status < 0 and -run.status != run.sent:
        yield f"It ended by signal {-run.status}."
    elif run.status > 0:
        yield f"It ended with {run.status}."
    elif run.has_gone and run.sent is None:
        yield "The window was gone, and nobody had closed it."


def _complaints(run):
    errors = _GTKS_OWN.sub(b"", GLIBS_OWN.sub(b"", run.errors))
    found = _COMPLAINTS.search(errors)
    if found:
        yield f"It complained: {errors[max(found.start() - 200, 0):found.end() + 3000].decode(errors='replace')}"


def _files(run):
    for name, text in run.files.items():
        if text == run.before.get(name) or name == DRAFT:
            continue
        if name == HISTORY:
            yield from judge_history(text, run.before.get(name, b""))
        elif name == JOURNAL and run.journal_fits(text):
            continue
        elif name.endswith(".before-postino") and text == run.before.get(name.removesuffix(".before-postino")):
            continue
        elif name == ".msmtprc" and text.startswith(run.before[name]) and text.splitlines()[-1].startswith(b"# Postino: end"):
            continue
        elif name in run.before:
            yield f"{name} is neither old nor new: {text[:300]!r}"
        elif run.sent != signal.SIGKILL and run.fault.name != "remove":
            yield f"{name} was left behind: {text[:100]!r}"
    for name in run.before:
        if name not in run.files:
            yield f"{name} is gone."


def _read_draft(text):
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str
    parser.read_string(text.decode("utf-8"))
    return dict(parser["Account"])


def _draft(run):
    """Whole, with what was typed last, or what was typed a moment before."""
    addresses = run.driver.typed.get("E-mail address", [])
    text = run.files.get(DRAFT)
    if text is not None:
        try:
            draft = _read_draft(text)
        except (configparser.Error, UnicodeDecodeError, KeyError) as reason:
            yield f"The draft is not whole: {reason!r} {text!r}"
            return
        if addresses and draft["Address"] not in addresses and draft["Address"] != "":
            yield f"The draft has an address that nobody typed: {draft}"
        if run.is_saved and run.fault.name != "remove":
            yield "The draft is there still, although the account is saved."
    if run.wanted and (text is None or draft["Address"] not in run.wanted):
        yield f"What was typed is lost: {text!r} in place of {run.wanted}"


def _is_small(fault):
    """One call that was disturbed, and has to be made once more."""
    return fault.name in ("write-file", "close") and fault.call.split(":")[2] in ("short", str(errno.EINTR))


def find_wanted(run):
    """The addresses of which one has to be there the next time; none where nothing has to."""
    typed = run.driver.typed.get("E-mail address", [])
    if run.is_saved or run.fault.name in _FILES and not _is_small(run.fault):
        return []
    if run.sent is None or run.typed_before_s > _TYPING_S or run.fault.name in _ASKED_TO_END:
        return typed[-1:]
    # What is being typed in that moment may not have come.
    return typed[-2:] if run.sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP) else []


def _keyring(run):
    if run.items is None or run.sent == signal.SIGKILL:
        return
    if run.items % 2 and run.fault.name not in _CUT_OFF:
        yield "An account is half in the keyring."
    if run.is_saved and run.items != 2:
        yield f"It said that it is saved, and the keyring has {run.items} items."


def _next_start(run):
    if run.next is None:
        return
    status, addresses = run.next
    if status != 0:
        yield f"The next start did not work: {status}"
    elif run.wanted and (not addresses or addresses[0] not in run.wanted):
        yield f"The next start has {addresses}."
