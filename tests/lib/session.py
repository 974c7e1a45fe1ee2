# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop session of the test's own: home folder, D-Bus, and the real GNOME Keyring or none.

    with Session() as session:                  # the keyring is unlocked, its password is empty
        subprocess.run([...], env=session.env)

D-Bus itself starts only what it is told to: without its service file an absent keyring stays absent.
"""

import base64
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

KEYRING_DAEMON = "gnome-keyring-daemon"
SECRETS = "org.freedesktop.secrets"


class Session:
    def __init__(self, keyring=True):
        self.keyring = keyring
        self.processes = []

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="postino-session-")
        self.env = self._environment()
        try:
            self._start_bus()
            if self.keyring:
                self._start_keyring()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _environment(self):
        env = dict(os.environ)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL"):
            env.pop(name, None)
        for name, folder in (("HOME", "home"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"),
                             ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state"),
                             ("XDG_RUNTIME_DIR", "runtime")):
            env[name] = os.path.join(self.folder, folder)
            os.mkdir(env[name], 0o700)
        env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self.folder}/bus"
        self._turn_pages_at_once(env["XDG_CONFIG_HOME"])
        return env

    def _turn_pages_at_once(self, folder):
        """A page that goes is there until its transition ends, and a test goes on sooner than a person would."""
        os.mkdir(os.path.join(folder, "gtk-4.0"))
        with open(os.path.join(folder, "gtk-4.0", "settings.ini"), "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-enable-animations=false\n")

    def start(self, arguments, **options):
        """Starts a process of this session; it ends with the session at the latest."""
        env = dict(self.env)
        env.pop("G_DEBUG", None)  # other people's warnings are theirs
        process = subprocess.Popen(arguments, env=env, **options)
        self.processes.append(process)
        return process

    def let_bus_start(self, name, env):
        """A program that is installed, in that environment; it ends with the bus."""
        shutil.copy(f"/usr/share/dbus-1/services/{name}.service", os.path.join(self.folder, "services"))
        subprocess.run(["dbus-update-activation-environment", *env], env=env, check=True)
        self.bus_call("ReloadConfig")

    def _start_bus(self):
        os.mkdir(os.path.join(self.folder, "services"))
        config = os.path.join(self.folder, "bus.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(BUS_CONFIG.format(folder=self.folder))
        self.start(["dbus-daemon", "--nofork", "--config-file", config], stderr=subprocess.DEVNULL)
        wait_until(lambda: os.path.exists(os.path.join(self.folder, "bus")), "the bus")

    def _start_keyring(self):
        daemon = self.start([KEYRING_DAEMON, "--foreground", "--unlock", "--components=secrets"],
                            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        daemon.stdin.write(b"\n")
        daemon.stdin.close()
        self.wait_for_name(SECRETS)
        self.keyring_process = daemon

    def wait_for_name(self, name):
        wait_until(lambda: self.bus_call("NameHasOwner", f"string:{name}") == "boolean true", name)

    def bus_call(self, method, *arguments):
        answer = subprocess.run(
            ["dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/",
             f"org.freedesktop.DBus.{method}", *arguments],
            env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return answer.stdout.strip()

    def lookup(self, **attributes):
        """The password that secret-tool finds, or None."""
        words = [word for pair in attributes.items() for word in pair]
        found = subprocess.run(["secret-tool", "lookup", *words], env=self.env, check=False,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return found.stdout if found.returncode == 0 else None

    def store(self, secret, **attributes):
        """An item of somebody else's, by secret-tool."""
        words = [word for pair in attributes.items() for word in pair]
        subprocess.run(["secret-tool", "store", "--label=x", *words], input=secret, env=self.env, text=True, check=True)

    def change_secret(self, secret, **attributes):
        """Another one for the item that has these attributes."""
        item, = self.search(**attributes)
        said = ("label", "secret", "created", "modified", "schema")
        self.store(secret, **{"xdg:schema": item["schema"], **{name: item[name] for name in item if name not in said}})

    def search(self, **attributes):
        """Every item that secret-tool finds, as a list of {attribute: value, "label": …}."""
        words = [word for pair in attributes.items() for word in pair]
        found = subprocess.run(["secret-tool", "search", "--all", *words], env=self.env, check=False,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        items = []
        for line in found.stdout.splitlines():
            if line.startswith("["):
                items.append({})
            elif " = " in line:
                name, value = line.split(" = ", 1)
                items[-1][name.removeprefix("attribute.")] = value
        return items

    def written(self, keyrings=False):
        """All files of this session, by path; the keyring's own only where they are asked for."""
        return {path: path.read_bytes() for path in pathlib.Path(self.folder).rglob("*")
                if path.is_file() and (keyrings or "keyrings" not in path.parts)}

    def find_secret(self, secret, keyrings=False):
        """Files in which the secret stands, in any shape."""
        return [path for path, text in self.written(keyrings).items() if shows_secret(text, secret)]

    def make_browser(self, scheme="https"):
        """A browser of the session's own, or a viewer of help. Returns the file where it writes down what it is shown."""
        shown = os.path.join(self.folder, "shown")
        applications = os.path.join(self.env["XDG_DATA_HOME"], "applications")
        os.makedirs(applications)
        with open(os.path.join(applications, "browser.desktop"), "w", encoding="utf-8") as file:
            file.write("[Desktop Entry]\nType=Application\nName=Browser\n"
                       f"Exec=sh -c 'echo \"$1\" > {shown}' browser %u\nMimeType=x-scheme-handler/{scheme};\n")
        with open(os.path.join(self.env["XDG_CONFIG_HOME"], "mimeapps.list"), "w", encoding="utf-8") as file:
            file.write(f"[Default Applications]\nx-scheme-handler/{scheme}=browser.desktop\n")
        return pathlib.Path(shown)

    def lock(self):
        """Locks the default collection."""
        subprocess.run(["dbus-send", "--session", "--print-reply", f"--dest={SECRETS}", "/org/freedesktop/secrets",
                        "org.freedesktop.Secret.Service.Lock",
                        "array:objpath:/org/freedesktop/secrets/aliases/default"],
                       env=self.env, check=True, stdout=subprocess.DEVNULL)

    def is_locked(self):
        """Whether the default collection is; None where there is none."""
        answer = subprocess.run(
            ["dbus-send", "--session", "--print-reply=literal", f"--dest={SECRETS}", "/org/freedesktop/secrets/aliases/default",
             "org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked"],
            env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return {"true": True, "false": False}.get(answer.stdout.strip().rpartition(" ")[2])


def shows_secret(text, secret):
    """Whether it stands in the text (bytes), as it is, in a URI, or in base64, whatever is before and after it."""
    raw = secret.encode()
    # In base64, any of three alignments may be the one that is met.
    shapes = [raw, urllib.parse.quote(secret).encode(),
              *(base64.b64encode(b"\0" * shift + raw)[shift * 2:-4] for shift in range(3))]
    return any(shape in text for shape in shapes)


# The longest time, in seconds, that anything takes that comes at all, on a machine that does much else.
PATIENCE_S = 60


def wait_until(condition, what, timeout=PATIENCE_S):
    """Looks again and again; where that takes long, not all of the time, which the program needs as well."""
    begin = time.monotonic()
    end = begin + timeout
    while not condition():
        now = time.monotonic()
        if now > end:
            raise TimeoutError(f"{what} did not come up")
        time.sleep(min(max(0.02, now - begin), 0.1))
        begin = time.monotonic()


def wait_for_rest(look, what):
    """What it sees five times in a row: what comes up may come in several steps."""
    seen = []

    def look_again():
        seen.append(look())
        return len(seen) >= 5 and all(one == seen[-1] for one in seen[-5:])

    wait_until(look_again, what)
    return seen[-1]
