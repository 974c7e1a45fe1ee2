# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines that are reached over ssh: real sshd on loopback addresses, with keys of their own, for whoever runs the test."""

import os
import pathlib
import shutil
import signal
import subprocess

from .daemon import Daemon, Unavailable


def descendants(process):
    """All processes below it, also those with a session of their own."""
    found = []
    try:
        children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return found
    for child in map(int, children):
        found += [child, *descendants(child)]
    return found


class Sshd(Daemon):
    program = "sshd"
    standard_ports = {"ssh": 22}

    def __init__(self, folder, address, path, authorized):
        if not shutil.which("sshd", path="/usr/sbin:/usr/bin") or not shutil.which("ssh-keygen"):
            raise Unavailable("no sshd")
        super().__init__(folder, addresses=[address])
        self._key = self.folder / "key"
        make_key(self._key)
        self._config = self.folder / "sshd_config"
        self._config.write_text(
            f"Port {self.ports['ssh']}\nListenAddress {address}\nHostKey {self._key}\nPidFile none\n"
            f"UsePAM no\nStrictModes no\nPasswordAuthentication no\nAuthorizedKeysFile {authorized}\n"
            f"SetEnv PATH={path} ASAN_OPTIONS=detect_leaks=0 LC_ALL=C.UTF-8\n", "ascii")

    def command(self):
        command = ["/usr/sbin/sshd", "-D", "-e", "-f", self._config]
        if os.geteuid() != 0:
            return command
        # Root's sshd wants an empty folder in /run, which is the system's.
        return ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs run /run && mkdir /run/sshd && exec "$@"', "sh", *command]

    def known(self):
        """Its line for the file of known hosts."""
        return f"[{self.addresses[0]}]:{self.ports['ssh']} {self._key.with_suffix('.pub').read_text('ascii')}"

    def runs(self, word):
        """Whether somebody who came in runs a program with this argument."""
        def has_word(process):
            try:
                return word.encode() in pathlib.Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
            except OSError:
                return False
        return any(has_word(process) for process in descendants(self.session))

    def lose(self):
        """As when its plug is pulled."""
        for process in [self.session, *descendants(self.session)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass


def make_key(path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
