# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen and a session for the benchmarks that show windows, and what is preloaded into them."""

import contextlib
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build" / "bench"

sys.path[:0] = [str(ROOT / "tests" / "lib"), str(ROOT / "tests"), str(ROOT / "tools")]

from session import Session  # noqa: E402


def build(*targets):
    """Builds with the flags of a release, in a folder of its own."""
    if not (BUILD / "build.ninja").exists():
        subprocess.run(["meson", "setup", BUILD, "--buildtype=release", "-Dtests=true"], cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "--quiet", "-C", BUILD, *targets], check=True)


@contextlib.contextmanager
def screen(keyring=False):
    """A session, whose environment has a screen without a window manager in it."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            display = ":" + pipe.readline().strip()
        with Session(keyring=keyring) as session:
            session.env.update(DISPLAY=display, GDK_BACKEND="x11")
            yield session
    finally:
        server.terminate()
        server.wait()
