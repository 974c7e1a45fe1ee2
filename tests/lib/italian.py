# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that speaks Italian, wherever the tests run.

glibc of Debian 13 takes no language for C.UTF-8: a locale is made, once for a program.
"""

import atexit
import functools
import pathlib
import subprocess
import tempfile


@functools.cache
def environment():
    """What to set for it."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    subprocess.run(["localedef", "-i", "it_IT", "-f", "UTF-8", pathlib.Path(folder.name) / "it_IT.UTF-8"], check=True)
    return {"LOCPATH": folder.name, "LC_ALL": "it_IT.UTF-8", "LANGUAGE": "it"}
