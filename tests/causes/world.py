# SPDX-License-Identifier: GPL-3.0-or-later
"""The small internet in which the accounts of accounts.py have what is wrong with them."""

import contextlib
import os
import pathlib
import re
import subprocess
import unittest

from causes.accounts import ACCOUNTS, FAR, LOST
from servers.demo_thread import DemoThread
from servers.internet import Internet

SOURCE = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
CAUSES = re.findall(r'^CAUSE \(\w+, "([^"]+)"', (SOURCE / "src/core/diagnosis/causes.def").read_text("utf-8"), re.M)

# What an account alone cannot show, and the test in each of the two programs that shows it.
ELSEWHERE = {
    "offline": "test_offline",
    "host-unconfirmed": "test_host_unconfirmed",
    "cancelled": "test_cancelled",
}
# GLib's connections do not hand out what a server staples to its certificate, and GnuTLS's list
# of authorities in Debian has no list of the revoked: tests/diagnosis and tests/probe have the flag.
UNREACHED = {"certificate-revoked"}

FOREIGN = "ada@foreign.example"
FAR_ADDRESS = "10.99.0.1"


def open_world():
    """Builds it for a module: the network, and the servers."""
    net = unittest.enterModuleContext(Internet())
    net.names.fault(LOST, "servfail")
    net.names.add(FAR, "A", FAR_ADDRESS)
    subprocess.run(["ip", "route", "add", "unreachable", FAR_ADDRESS], check=True)
    for service in ("imaps", "submissions"):
        net.add_service(f"_{service}._tcp.foreign.example", "mail.elsewhere.example", 993)
    net.start_names()
    return net, unittest.enterModuleContext(DemoThread(ACCOUNTS))


@contextlib.contextmanager
def offline():
    """No way into the internet while the block runs."""
    subprocess.run(["ip", "route", "del", "default"], check=True)
    try:
        yield
    finally:
        subprocess.run(["ip", "route", "add", "default", "dev", "lo", "src", "10.77.0.1"], check=True)
