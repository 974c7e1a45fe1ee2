# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to hold after each way through the window, whatever has gone wrong."""

import configparser
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
# A person who types is a key behind at most.
_TYPING_S = 0.8

# Of the toolkit, about surroundings of its own.
_GTKS_OWN = re.compile(rb"Gtk-WARNING.*Locale not supported by C library")
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
            yield from judge_history(text)
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
    if run.must_have_draft and (text is None or draft["Address"] != addresses[-1]):
        yield f"What was typed is lost: {text!r} in place of {addresses[-1]}"


def must_have_draft(run):
    """Whether what was typed has to be there the next time."""
    typed = run.driver.typed.get("E-mail address")
    late = run.sent is None or run.typed_before_s > _TYPING_S
    return bool(typed) and not run.is_saved and late and run.fault.name not in _FILES


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
    elif run.must_have_draft and addresses != run.driver.typed["E-mail address"][-1:]:
        yield f"The next start has {addresses}."
