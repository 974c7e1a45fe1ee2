# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to hold after each run, whatever has gone wrong."""

import configparser
import json
import re
import signal

import schema
from fault.scenarios import HISTORY, JOURNAL, LINES, OTHER_RESULT
from fault.world import SECRET, shapes_of

_COMPLAINTS = re.compile(rb"CRITICAL|WARNING|AddressSanitizer|LeakSanitizer|runtime error|Aborted|assertion", re.I)
# GDBus complains of a bus that goes while a proxy is being made; nobody can keep it from that.
GLIBS_OWN = re.compile(rb"\n?\(.*GLib-GIO-CRITICAL.*Error while sending \w+\(\) message: The connection is closed\n")
_SHAPES = shapes_of(SECRET)
# Who has stopped it need not be told.
STOPS = ("SIGTERM", "SIGINT", "SIGHUP")


def judge(run):
    """One sentence for each promise that this run has not kept."""
    checks = (_status, _complaints, _output, judge_secrets, _files, _keyring, _resumed)
    return [sentence for check in checks for sentence in check(run)]


def _may_die_of(run):
    """Signals that may end the program: one that was sent, and what nobody reads."""
    may = {signal.SIGPIPE} if run.fault.name in ("nobody-reads", "write-pipe") else set()
    if run.fault.sent is not None and run.struck:
        may.add(run.fault.sent)
    return may


def _status(run):
    if run.status is None:
        yield "It did not end."
    elif run.status < 0 and -run.status not in _may_die_of(run):
        yield f"It ended by signal {-run.status}."
    elif run.status > 3:
        yield f"It ended with {run.status}."
    elif run.is_untouched and run.status != run.scenario.status:
        yield f"Nothing happened, and it ended with {run.status}."
    elif run.status == 0 and run.fault.name in ("full-output", "no-output") and run.scenario.output != "nothing":
        yield "Nobody got what it said, and it ended with 0."
    elif run.status == 2 and not run.errors and run.fault.name != "no-errors":
        yield "It ended with 2, and did not say why."


def _complaints(run):
    errors = GLIBS_OWN.sub(b"", run.errors)
    found = _COMPLAINTS.search(errors)
    if found:
        yield f"It complained: {errors[max(found.start() - 200, 0):found.end() + 1500].decode(errors='replace')}"


def _may_be_silent(run):
    """A bus that goes in the moment of its welcome stops the program, before anybody could tell GDBus not to."""
    return (*STOPS, "receive", "send") if run.scenario.bus else STOPS


def _output(run):
    if run.status is None or run.status < 0 or run.fault.name in ("nobody-reads", "full-output", "no-output"):
        return
    try:
        if run.scenario.output == "json":
            if run.output:
                schema.load(run.output)
            elif run.status in (0, 3) or (run.status == 1 and not run.errors and run.fault.name not in _may_be_silent(run)):
                yield f"It ended with {run.status}, and printed nothing."
            if run.output and run.status == 2:
                yield "It ended with 2, and printed something."
        elif run.scenario.output == "lines":
            _read_answers(run.output)
        elif run.scenario.output == "nothing" and run.output:
            yield "It printed something."
    except Exception as reason:     # pylint: disable=broad-except  # whatever is wrong with it
        yield f"What it printed is not right: {reason!r:.300}"


def _read_answers(output):
    if output and not output.endswith(b"\n"):
        raise ValueError("the last line has no end")
    answers = [json.loads(text) for text in output.decode("utf-8").splitlines()]
    for answer in answers:
        schema.validate(answer, "batch")
    numbers = [answer["line"] for answer in answers]
    if len(set(numbers)) != len(numbers):
        raise ValueError("a line is answered twice")
    return answers


def judge_secrets(run):
    """The password is nowhere to be seen."""
    places = {"standard output": run.output, "standard error": run.errors, **run.files}
    for place, text in places.items():
        if any(shape in text for shape in _SHAPES):
            yield f"The password is in {place}."


def _files(run):
    killed = run.status is None or run.status < 0
    for name, text in run.files.items():
        if text in (run.before.get(name), run.expected.get(name)):
            continue
        if name == HISTORY:
            yield from judge_history(text)
        elif name in ("answers.jsonl", "summary.json"):
            yield from _batch_file(name, text)
        elif name.endswith(".before-postino") and text == run.before.get(name[:-len(".before-postino")]):
            continue
        elif name == JOURNAL and run.journal_fits(text):
            continue
        elif name in run.before or name in run.expected:
            yield f"{name} is neither old nor new: {text[:300]!r}"
        elif not killed and run.fault.name != "remove":
            yield f"{name} was left behind: {text[:100]!r}"
    for name in run.before:
        if name not in run.files and name in run.expected:
            yield f"{name} is gone."
    if run.status == 0 and run.must_be_new:
        for name in run.expected:
            if name not in (HISTORY, JOURNAL) and run.files.get(name) != run.expected[name]:
                yield f"It ended with 0, and {name} is not new."


def judge_history(text, other=OTHER_RESULT):
    """Whole, and with what it had of another account."""
    parser = configparser.ConfigParser(delimiters=("=",), comment_prefixes=("#",), interpolation=None)
    try:
        parser.read_string(text.decode("utf-8"))
    except (configparser.Error, UnicodeDecodeError) as reason:
        yield f"The history is not whole: {reason}"
        return
    if other not in text:
        yield "The history has lost another account."
    for group in parser.sections():
        if not {"tested", "incoming", "outgoing"} <= set(parser[group]):
            yield f"The history has a half result: {dict(parser[group])}"


def _batch_file(name, text):
    try:
        if name == "summary.json":
            schema.validate(json.loads(text), "batch-summary")
        else:
            _read_answers(text[:text.rfind(b"\n") + 1])
    except Exception as reason:     # pylint: disable=broad-except
        yield f"{name} is not right: {reason!r:.300}"


def _keyring(run):
    if run.items is None or run.fault.is_kill:
        return
    scenario, count = run.scenario, run.items
    if run.status == 0 and run.fault.account == "good" and count != scenario.saves:
        yield f"It ended with 0, and the keyring has {count} items."
    if count % 2 and not run.cannot_take_back:
        yield f"It ended with {run.status}, and an account is half in the keyring."


def _resumed(run):
    """A batch goes on where the fault has left it: nothing is lost, and nothing asked twice."""
    if run.resumed is None:
        return
    had = run.files.get("answers.jsonl", b"")
    whole = had[:had.rfind(b"\n") + 1]
    if not run.resumed.startswith(whole):
        yield "What was answered has changed."
    try:
        numbers = sorted(answer["line"] for answer in _read_answers(run.resumed))
    except Exception as reason:     # pylint: disable=broad-except
        yield f"Gone on with, the answers are not right: {reason!r:.300}"
        return
    if numbers != list(range(1, LINES + 1)):
        yield f"Gone on with, there are answers for {numbers}."
