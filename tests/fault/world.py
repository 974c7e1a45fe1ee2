# SPDX-License-Identifier: GPL-3.0-or-later
"""The surroundings of the runs: servers that can misbehave, sessions, homes."""

import asyncio
import base64
import logging
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile

import demo.mailbox
import demo.servers
from demo.accounts import Account, imap, smtp
from demo.conversation import Left
from demo.imap import Imap
from demo.smtp import Smtp
from servers.demo_thread import DemoThread
from fault import scenarios
from gi.repository import Gio, GLib
from session import SECRETS, Session

SECRET = "Zebra-lantern-4711"
SCHEMA = "io.github.postino.Postino"
HOSTS = {"imap": "imap.fault.test", "smtp": "smtp.fault.test"}


def _pair(name, incoming=None, outgoing=None, **more):
    servers = (imap(host=HOSTS["imap"], **(incoming or {})), smtp(host=HOSTS["smtp"], **(outgoing or incoming or {})))
    return Account(name, name, *servers, **{"accepted": SECRET, **more})


ACCOUNTS = (
    _pair("good"), _pair("upgrade", {"security": "starttls"}), _pair("no-upgrade", {"security": "starttls", "encrypts": False}),
    _pair("expired", {"certificate": "expired"}), _pair("wrong-host", {"certificate": "wrong-host"}),
    _pair("self-signed", {"certificate": "self-signed"}), _pair("breaks-tls", {"listens": "breaks-tls"}),
    _pair("hangs-up", {"listens": "hangs-up"}), _pair("refuses", {"listens": "refuses"}),
    _pair("wrong-password", accepted="something else"),
)


class Mishap:
    """What the servers do at the Nth line that they read, together."""

    kind = None
    lines = 0

    @classmethod
    def plan(cls, kind, lines):
        """Returns whether what was planned before has happened."""
        happened = cls.kind is not None and cls.lines < 0
        cls.kind, cls.lines = kind, lines
        return happened

    @classmethod
    async def happen(cls, conversation):
        if cls.kind is None or cls.lines < 0:
            return
        cls.lines -= 1
        if cls.lines < 0:
            await getattr(cls, "_" + cls.kind.replace("-", "_"))(conversation)

    @staticmethod
    async def _hang_up(_conversation):
        raise Left

    @staticmethod
    async def _reset(conversation):
        conversation._writer.transport.abort()
        raise Left

    @staticmethod
    async def _nonsense(conversation):
        conversation._writer.write(bytes(range(256)) * 3 + b"\r\n")

    @staticmethod
    async def _silence(conversation):
        while await conversation._reader.read(4096):
            pass
        raise Left

    @staticmethod
    async def _goodbye(conversation):
        await conversation.say("* BYE closing" if isinstance(conversation, Imap) else "421 4.3.2 closing")
        raise Left

    @staticmethod
    async def _long_line(conversation):
        conversation._writer.write(b"x" * 200000)

    @staticmethod
    async def _drip(conversation):
        for byte in b"* OK [ALERT] " if isinstance(conversation, Imap) else b"250-":
            conversation._writer.write(bytes([byte]))
            await asyncio.sleep(0.005)
        await conversation.say("slowly")


class _Misbehaving:
    async def read_line(self):
        await Mishap.happen(self)
        return await super().read_line()


class _Imap(_Misbehaving, Imap):
    pass


class _Smtp(_Misbehaving, Smtp):
    pass


class DeafBus:
    """A D-Bus that takes whoever comes, and says nothing."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen(64)

    def close(self):
        self._socket.close()


class World:
    """Everything that the runs share. One run at a time."""

    def __init__(self, program, library):
        self.program, self.library = pathlib.Path(program).resolve(), pathlib.Path(library).resolve()
        self.sessions = {}
        self._expected = {}
        self._bus = None

    def __enter__(self):
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # who hangs up on TLS is no news here
        demo.mailbox.TRAVELS_S = 0.02
        demo.servers.PROTOCOLS = {"imap": _Imap, "smtp": _Smtp}
        # What a disk does is played: a real one would only be slow.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="postino-fault-", dir=memory))
        self._servers = DemoThread(ACCOUNTS)
        self.servers = self._servers.__enter__()
        self.state = self.folder / "state"
        self.home = self.folder / "home"
        self.bus = DeafBus(self.folder / "deaf")
        password = self.folder / "password"
        password.touch(0o600)
        password.write_text(SECRET + "\n", "utf-8")
        return self

    def __exit__(self, *_):
        for session in self.sessions.values():
            session.__exit__()
        self.bus.close()
        self._servers.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)

    def session(self, kind):
        """One of a kind: "keyring", "locked" or "bare"; made when it is wanted first."""
        if kind not in self.sessions:
            session = Session(keyring=kind != "bare")
            session.__enter__()
            self.sessions[kind] = session
            if kind != "bare":
                self.save_account(kind)
            if kind == "locked":
                session.lock()
        return self.sessions[kind]

    def bus_address(self, kind):
        return self.session(kind).env["DBUS_SESSION_BUS_ADDRESS"]

    def count_items(self, **attributes):
        """Our items in the keyring, two an account."""
        if self._bus is None:
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            self._bus = Gio.DBusConnection.new_for_address_sync(self.bus_address("keyring"), flags, None, None)
        wanted = GLib.Variant("(a{ss})", ({"xdg:schema": SCHEMA, **attributes},))
        found = self._bus.call_sync(SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "SearchItems",
                                    wanted, None, 0, 10000, None)
        return len(found.unpack()[0])

    def save_account(self, kind="keyring"):
        """The account as it is before each run that wants one."""
        self.make_home()
        self.run_cleanly(kind, "check", *self.check_words("good"), "--save")

    def forget_all(self):
        session = self.session("keyring")
        subprocess.run(["secret-tool", "clear", "xdg:schema", SCHEMA], env=session.env, check=False)

    def check_words(self, account):
        return ("--password-file", self.folder / "password", *self.server_words(), f"ada@{account}.example")

    def server_words(self):
        return ("--ca-file", self.servers.ca, "--providers", self.servers.providers, "--timeout", "2")

    def environment(self, kind, calls=None):
        """Of a run in this home."""
        address = self.bus_address(kind) if kind else f"unix:path={self.folder}/nothing-there"
        runtime = self.folder / "runtime"
        runtime.mkdir(0o700, exist_ok=True)
        env = {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8", "LANGUAGE": "",
            "TMPDIR": str(self.home / "tmp"), "XDG_RUNTIME_DIR": str(runtime), "DBUS_SESSION_BUS_ADDRESS": address,
            "GSETTINGS_BACKEND": "memory", "LD_PRELOAD": str(self.library),
            "POSTINO_FAULT_STATE": str(self.state), "POSTINO_FAULT_HOME": str(self.home),
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "detect_leaks=1") + ":verify_asan_link_order=0:exitcode=99",
        }
        for name in ("UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        if calls:
            env["POSTINO_FAULT"] = calls
        return env

    def run_cleanly(self, kind, command, *words, stdin=b""):
        """Without a fault, for what has to be there before or is to be compared with."""
        self.clear_state()
        Mishap.plan(None, 0)
        return subprocess.run([self.program, command, *map(str, words)], env=self.environment(kind), cwd=self.home,
                              input=stdin, capture_output=True, timeout=90, check=False, start_new_session=True)

    def files_before(self, scenario):
        return self.expected(scenarios.BY_NAME[scenario.before]) if scenario.before else scenarios.OLD

    def expected(self, scenario):
        """The home after this, when nothing goes wrong; but for what is different each time."""
        if not scenario.is_compared:
            return self.files_before(scenario)
        if scenario.name not in self._expected:
            self.prepare(scenario)
            done = self.run_cleanly("keyring" if scenario.bus else None, *scenario.words(self, "good", self.home))
            if done.returncode != scenario.status:
                raise RuntimeError(f"{scenario.name} ends with {done.returncode}: {done.stdout} {done.stderr}")
            self._expected[scenario.name] = self.read_home()
        return self._expected[scenario.name]

    def prepare(self, scenario):
        """Home and keyring as they are before this."""
        if scenario.bus:
            saved = self.count_items(address="ada@good.example")
            if saved != scenario.saved or self.count_items() != saved:
                self.forget_all()
            if scenario.saved and self.count_items() != scenario.saved:
                self.save_account()
        self.make_home(self.files_before(scenario))

    def clear_state(self):
        self.state.write_bytes(bytes(4096))

    def read_state(self):
        """How often the fault has happened, and how many calls of each kind there were."""
        _main, struck, *calls = struct.unpack_from("31I", self.state.read_bytes())
        return struck, calls

    def make_home(self, files=None):
        """A new home with these files, by their path in it."""
        shutil.rmtree(self.home, ignore_errors=True)
        (self.home / "tmp").mkdir(parents=True)
        for name, text in (files or {}).items():
            path = self.home / name
            path.parent.mkdir(0o700, parents=True, exist_ok=True)
            path.write_bytes(text)

    def read_home(self):
        return {str(path.relative_to(self.home)): path.read_bytes()
                for path in self.home.rglob("*") if path.is_file() and not path.is_symlink()}


def shapes_of(secret):
    """The bytes that a secret may be met as: itself, and in base64 at any of three alignments."""
    raw = secret.encode()
    return [raw] + [base64.b64encode(b"\0" * shift + raw)[shift * 2:-4] for shift in range(3)]
