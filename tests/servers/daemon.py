# SPDX-License-Identifier: GPL-3.0-or-later
"""What Dovecot and Postfix have in common: a master process with a folder, ports and a log."""

import os
import pathlib
import random
import signal
import socket
import subprocess
import time

# Dovecot takes a client with the server's own address for secure. A client of
# 127.0.0.2 has 127.0.0.1, and is a stranger as on the internet.
STRANGE_HOST = "127.0.0.2"
LOOPBACK = ("127.0.0.1", STRANGE_HOST, "::1")


class Unavailable(Exception):
    """This machine cannot run the server; a test skips, and says so."""


class StartFailed(Exception):
    """The server did not come up; the message ends with its log."""


def loopback_addresses():
    """The loopback addresses that exist here: IPv6 is missing in some containers."""
    found = []
    for address in LOOPBACK:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            try:
                trial.bind((address, 0))
                found.append(address)
            except OSError:
                pass
    return found


def free_ports(count):
    """Ports that are free on every loopback address.

    They lie below the kernel's range for outgoing connections, which could take
    one away before the server has it.
    """
    found = []
    while len(found) < count:
        port = random.randint(15000, 32000)
        if port not in found and all(_is_free(address, port) for address in loopback_addresses()):
            found.append(port)
    return found


def _is_free(address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        try:
            trial.bind((address, port))
            return True
        except OSError:
            return False


def root_namespace(*options):
    """What to put before a command so that it is root: nothing, or a user namespace.

    Options of unshare make more namespaces; root has them at once.
    """
    mapped = [] if os.geteuid() == 0 else ["--map-root-user", "--map-auto", "--setuid", "0", "--setgid", "0"]
    if not mapped and not options:
        return []
    command = ["unshare", *options, *mapped]
    try:
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    except OSError:
        pass
    raise Unavailable("the server wants root, or user namespaces with newuidmap and /etc/subuid")


def session_members(session):
    """Processes that belong to a session, zombies left out."""
    members = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                members.append(int(entry.name))
    return members


def _signal(session, number):
    for process in session_members(session):
        try:
            os.kill(process, number)
        except (ProcessLookupError, PermissionError):
            pass  # gone, or another user's: its master ends it


class Daemon:
    """One server: derived classes write its configuration and say how it is started."""

    program = None
    standard_ports = {}

    def __init__(self, folder, ports=None, addresses=None):
        self.addresses = addresses or loopback_addresses()
        names = tuple(self.standard_ports)
        self.ports = ports or dict(zip(names, free_ports(len(names))))
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.log_file = self.folder / "log"
        self.log_file.touch()
        self._process = None

    def command(self):
        raise NotImplementedError

    def user(self):
        """Whom to run as: (uid, gid), or None for whoever runs the test."""

    def start(self, timeout=60):
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
                     **self.environment()},
                start_new_session=True, **self._identity(),
            )
        self._watch()
        deadline = time.monotonic() + timeout
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise StartFailed(f"{self.program} did not start:\n{self.log()}")
            time.sleep(0.02)

    def _watch(self):
        """Ends the server when the test ends without having stopped it: its pipe closes then."""
        script = 'cat >/dev/null; kill -TERM "-$1"; shift; sleep 1; exec "$@"'
        self._watcher = subprocess.Popen(
            ["sh", "-c", script, "sh", str(self._process.pid), *self._removal()],
            stdin=subprocess.PIPE, start_new_session=True,
        )

    def _removal(self):
        return ["rm", "-rf", str(self.folder)]

    def environment(self):
        return {}

    def _identity(self):
        user = self.user()
        return {"user": user[0], "group": user[1], "extra_groups": []} if user else {}

    def _answers(self):
        try:
            for port in self.ports.values():
                socket.create_connection((self.addresses[0], port), timeout=1).close()
            return True
        except OSError:
            return False

    def stop(self):
        """Ends the server; returns when the last of its processes is gone."""
        if self._process is None:
            return
        self._watcher.kill()
        self._watcher.communicate()
        session = self._process.pid
        _signal(session, signal.SIGTERM)
        patience = time.monotonic() + 3
        while self._process.poll() is None or session_members(session):
            if time.monotonic() > patience:
                _signal(session, signal.SIGKILL)
            time.sleep(0.02)
        self._process = None

    def remove(self):
        """Deletes the folder."""
        subprocess.run(self._removal(), check=False)

    @property
    def session(self):
        return self._process.pid if self._process else None

    def log(self):
        return self.log_file.read_text("utf-8", "replace")

