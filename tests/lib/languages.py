# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that speaks another language, wherever the tests run.

glibc of Debian 13 takes no language for C.UTF-8: a locale is made, once for a program.
"""

import atexit
import functools
import pathlib
import subprocess
import tempfile

# The country whose customs a language has where it names none.
COUNTRIES = {"de": "DE", "es": "ES", "fr": "FR", "it": "IT", "pl": "PL"}


def translated():
    """The languages that Postino speaks besides English."""
    return (pathlib.Path(__file__).parents[2] / "po" / "LINGUAS").read_text("utf-8").split()


@functools.cache
def environment(language):
    """What to set for it."""
    name = language if "_" in language else f"{language}_{COUNTRIES[language]}"
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    subprocess.run(["localedef", "-i", name, "-f", "UTF-8", pathlib.Path(folder.name) / f"{name}.UTF-8"], check=True)
    return {"LOCPATH": folder.name, "LC_ALL": f"{name}.UTF-8", "LANGUAGE": language}
