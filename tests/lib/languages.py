# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that speaks another language, wherever the tests run.

glibc of Debian 13 takes no language for C.UTF-8: a locale is made, once for a program.
"""

import atexit
import functools
import os
import pathlib
import subprocess
import tempfile


def translated():
    """All that Postino speaks beside English."""
    text = (pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "po" / "LINGUAS").read_text("utf-8")
    return [word for line in text.splitlines() for word in line.partition("#")[0].split()]


@functools.cache
def environment(language):
    """What to set for it."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    country = language if "_" in language else f"{language}_{language.upper()}"
    subprocess.run(["localedef", "-i", country, "-f", "UTF-8", pathlib.Path(folder.name) / f"{country}.UTF-8"],
                   check=True)
    return {"LOCPATH": folder.name, "LC_ALL": f"{country}.UTF-8", "LANGUAGE": language}
