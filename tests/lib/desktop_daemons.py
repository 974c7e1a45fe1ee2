# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's own services that keep accounts, in a session: the real ones, and one that is played."""

import glob
import json
import os
import pathlib
import subprocess
import unittest

GOA = "org.gnome.OnlineAccounts"
GOA_DAEMON = "/usr/libexec/goa-daemon"
FAKE_GOA = pathlib.Path(__file__).with_name("fake_goa.py")
needs_goa = unittest.skipUnless(os.path.exists(GOA_DAEMON), "GNOME Online Accounts is not installed")

_REGISTRY = "/usr/libexec/evolution-source-registry"
_SOURCES = next(iter(glob.glob("/usr/share/dbus-1/services/org.gnome.evolution.dataserver.Sources*.service")), "")
# The number in the name is its version.
SOURCES = os.path.basename(_SOURCES).removesuffix(".service")
needs_registry = unittest.skipUnless(os.path.exists(_REGISTRY) and SOURCES, "Evolution's data server is not installed")


def start_goa(session):
    """GNOME Online Accounts."""
    return _start(session, GOA, [GOA_DAEMON])


def start_fake_goa(session, *accounts, calls=subprocess.DEVNULL):
    """GNOME Online Accounts with accounts as fake_goa.py wants them; it prints to `calls` what is called."""
    return _start(session, GOA, ["/usr/bin/python3", FAKE_GOA, json.dumps(accounts)], calls)


def start_registry(session):
    """Evolution's data server."""
    session.env["GSETTINGS_BACKEND"] = "memory"
    return _start(session, SOURCES, [_REGISTRY])


def _start(session, name, command, output=subprocess.DEVNULL):
    process = session.start(command, stdout=output, stderr=subprocess.DEVNULL)
    session.wait_for_name(name)
    return process
