# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of packages that tools/prepare has unpacked and not installed: they would push others out."""

import pathlib

from servers.daemon import Unavailable

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "_build" / "second-family"


def program(path):
    """The absolute path of an unpacked program, given as it would be installed."""
    found = FOLDER / path.lstrip("/")
    if not found.exists():
        raise Unavailable(f"{path} is not unpacked: tools/prepare test does it")
    return found


def environment():
    """The libraries that were unpacked with it; of Cyrus SASL's plug-ins the system may have some, too."""
    libraries = {path.parent for path in FOLDER.glob("**/lib/**/*.so.*")}
    plugins = [str(path) for path in libraries if path.name == "sasl2"]
    system = [str(path) for path in pathlib.Path("/usr/lib").glob("*/sasl2")]
    return {"LD_LIBRARY_PATH": ":".join(sorted(map(str, libraries))), "SASL_PATH": ":".join(plugins + system)}
