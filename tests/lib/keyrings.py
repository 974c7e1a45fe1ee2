# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions with other keyrings than GNOME's: the real KeePassXC and the real KWallet, without a screen.

    with KeePassXC() as session:                # an open database, made for the occasion
    with KWallet() as session:                  # an open wallet, as after a sign-in through PAM

And GNOME's as a Flatpak sees it: sandboxed() is the environment of a program behind the filter that Flatpak itself uses.
"""

import base64
import configparser
import os
import shutil
import socket
import subprocess
import uuid

import session
from session import SECRETS

PASSWORD = "of the keyring"

# kwalletd 5.103 loses the session of a program now and then when another one has just ended. It works the second time.
LOST_SESSION = "Can't find session /org/freedesktop/secrets/session/"

# Which group others see is kept in the database itself.
DATABASE = """<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<KeePassFile>
  <Meta>
    <DatabaseName>Test</DatabaseName>
    <CustomData><Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{group}}}</Value></Item></CustomData>
  </Meta>
  <Root><Group><UUID>{encoded}</UUID><Name>Secrets</Name></Group></Root>
</KeePassFile>
"""

# As a person has it who has ticked that programs need not ask for each item. Its window stays away: KeePassXC 2.7.10 crashes
# while it shows the one in which a database is being opened.
KEEPASSXC_SETTINGS = {
    "General": {"ConfigVersion": "2", "AutoSaveAfterEveryChange": "false"},
    "GUI": {"ShowTrayIcon": "true", "MinimizeToTray": "true", "MinimizeOnStartup": "true"},
    "FdoSecrets": {"Enabled": "true", "ShowNotification": "false", "ConfirmAccessItem": "false",
                   "ConfirmDeleteItem": "false", "UnlockBeforeSearch": "false"},
}

KWALLET_SETTINGS = {
    "Wallet": {"First Use": "false", "Enabled": "true", "Default Wallet": "kdewallet", "Prompt on Open": "false"},
    "org.freedesktop.secrets": {"apiEnabled": "true"},
}
KWALLET_KEY = b"made from a password by PAM".ljust(56, b".")


class Other(session.Session):
    @classmethod
    def is_installed(cls):
        return shutil.which(cls.PROGRAM) is not None

    def _start_qt(self, arguments, more_env=None, **options):
        # There is one KeePassXC for each folder of temporary files.
        kept = self.env
        self.env = {**kept, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": self.folder, **(more_env or {})}
        # KeePassXC 2.7.4 reads what it has freed, and then waits for nobody.
        self.env.pop("MALLOC_PERTURB_", None)
        try:
            return self.start(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        finally:
            self.env = kept

    def _write_settings(self, name, settings):
        path = os.path.join(self.env["XDG_CONFIG_HOME"], name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        parser = configparser.RawConfigParser()
        parser.optionxform = str
        parser.read_dict(settings)
        with open(path, "w", encoding="utf-8") as file:
            parser.write(file, space_around_delimiters=False)


class KeePassXC(Other):
    PROGRAM = "keepassxc"
    settings = KEEPASSXC_SETTINGS

    def _start_keyring(self):
        self._write_settings("keepassxc/keepassxc.ini", self.settings)
        database = self._make_database()
        self.program = self._start_qt([self.PROGRAM, "--pw-stdin", database], stdin=subprocess.PIPE)
        self.program.stdin.write(PASSWORD.encode() + b"\n")
        self.program.stdin.close()
        self.wait_for_name(SECRETS)
        session.wait_until(lambda: self.is_locked() is False, "the database")

    def __exit__(self, *_):
        self.program.kill()  # it would ask about what is not saved
        super().__exit__()

    def lock(self):
        # KeePassXC locks behind a prompt, which secret-tool asks for. It crashes once all is done (libsecret 0.20.5).
        subprocess.run(["secret-tool", "lock"], env=self.env, check=False)
        session.wait_until(self.is_locked, "the lock")

    def _make_database(self):
        group = uuid.uuid4()
        text = os.path.join(self.folder, "database.xml")
        with open(text, "w", encoding="utf-8") as file:
            file.write(DATABASE.format(group=group, encoded=base64.b64encode(group.bytes).decode()))
        made = os.path.join(self.folder, "database.kdbx")
        subprocess.run(["keepassxc-cli", "import", "--decryption-time", "100", "--set-password", text, made],
                       env=self.env, input=f"{PASSWORD}\n{PASSWORD}\n", text=True, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return made


class KWallet(Other):
    """Only where POSTINO_TEST_KWALLET is set: kwalletd 5.103 is too often at fault itself (docs/keyrings.md)."""

    PROGRAM = "kwalletd5"

    @classmethod
    def is_wanted(cls):
        return "POSTINO_TEST_KWALLET" in os.environ and cls.is_installed()

    def _start_keyring(self):
        self._write_settings("kwalletrc", KWALLET_SETTINGS)
        # A wallet that it has made itself is shown to others from the next start on.
        first = self._start_daemon()
        wallet = os.path.join(self.env["XDG_DATA_HOME"], "kwalletd", "kdewallet.kwl")
        session.wait_until(lambda: os.path.exists(wallet), "the wallet")
        first.terminate()
        first.wait()
        self._start_daemon()
        session.wait_until(lambda: self.is_locked() is not None, "the collection")

    def _start_daemon(self):
        """As pam_kwallet does: the key comes through a pipe, the session's environment through a socket."""
        place = os.path.join(self.folder, f"kwallet-{len(self.processes)}")
        key, key_end = os.pipe()
        with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as sender:
            listener.bind(place)
            listener.listen(1)
            daemon = self._start_qt([self.PROGRAM, "--pam-login", str(key), str(listener.fileno())],
                                    {"PAM_KWALLET5_LOGIN": place}, pass_fds=[key, listener.fileno()])
            os.close(key)
            os.write(key_end, KWALLET_KEY)
            os.close(key_end)
            sender.connect(place)
            sender.sendall("".join(f"{name}={value}\n" for name, value in self.env.items()
                                   if "\n" not in value).encode())
        self.wait_for_name(SECRETS)
        return daemon


def sandboxed(desktop, permissions):
    """The environment of a program in a Flatpak with these permissions, as its manifest has them.

    There libsecret's simple calls go to a file behind the Secret portal, as they do with SECRET_BACKEND.
    """
    place = os.path.join(desktop.folder, f"filtered-{len(desktop.processes)}")
    names = [word.replace("--talk-name=", "--talk=") for word in permissions if word.startswith("--talk-name=")]
    desktop.start(["xdg-dbus-proxy", desktop.env["DBUS_SESSION_BUS_ADDRESS"], place, "--filter", *names])
    session.wait_until(lambda: os.path.exists(place), "the filter")
    return {**desktop.env, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}", "SECRET_BACKEND": "file"}


def again_if_lost(run, read):
    """What `run()` returns, unless `read()` of that says that kwalletd has lost the session: then of the second time."""
    done = run()
    return run() if LOST_SESSION in read(done) else done
