# SPDX-License-Identifier: GPL-3.0-or-later
"""The packages say the same of versions, dependencies and files as the build does."""

import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
from xml.etree import ElementTree

import commands
import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
MESON = (ROOT / "meson.build").read_text("utf-8") + (ROOT / "src" / "app" / "meson.build").read_text("utf-8")
CONTROL = (ROOT / "debian" / "control").read_text("utf-8")
SPEC = ROOT / "packaging" / "rpm" / "postino.spec"
PKGBUILD = ROOT / "packaging" / "arch" / "PKGBUILD"
MANIFEST = ROOT / "packaging" / "flatpak" / "io.github.postino.Postino.yml"

# What Arch calls them; glib2 has all of GLib.
ARCH = {
    "glib-2.0": "glib2", "gio-2.0": "glib2", "gio-unix-2.0": "glib2", "gmime-3.0": "gmime3",
    "gmodule-no-export-2.0": "glib2", "gnutls": "gnutls", "gtk4": "gtk4", "json-glib-1.0": "json-glib", "libadwaita-1": "libadwaita", "libgsasl": "gsasl",
    "libidn2": "libidn2", "libpsl": "libpsl", "libqrencode": "qrencode", "libsecret-1": "libsecret",
    "libsoup-3.0": "libsoup3", "libxml-2.0": "libxml2",
}

# What Debian 13 has in a package of its own, and the one that brings it there.
SPLIT = {"libgio-2.0-dev": "libglib2.0-dev"}


def dependencies():
    """The libraries that the build looks for, with the oldest version that will do, or an empty string."""
    return dict(re.findall(r"dependency\('([^']+)'(?:, version: '>= ([\d.]+)')?\)", MESON))


def installed_files():
    """Relative to the prefix."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["meson", "install", "-C", commands.BUILD, "--no-rebuild", "--destdir", folder],
                       check=True, capture_output=True)
        prefix = next(pathlib.Path(folder).rglob("bin/postino-cli")).parent.parent
        names = sorted(str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir())
    # Where Meson finds no dpkg-architecture it takes the folder of other distributions.
    names = [name.replace("lib64/", "lib/any/", 1) for name in names]
    # Made by the triggers of packages, and not in them.
    return [name for name in names if pathlib.Path(name).name not in ("gschemas.compiled", "icon-theme.cache", "mimeinfo.cache")]


class Versions(unittest.TestCase):
    def test_are_the_same_everywhere(self):
        version = re.search(r"version: '([\d.]+)'", MESON).group(1)
        for path, pattern in (
            (ROOT / "debian" / "changelog", r"^postino \(([\d.]+)\)"),
            (SPEC, r"^Version: +(\S+)"),
            (PKGBUILD, r"^pkgver=(\S+)"),
            (ROOT / "NEWS.md", r"^# (\S+)"),
            (ROOT / "data" / "io.github.postino.Postino.metainfo.xml.in", r'<release version="([^"]+)"'),
        ):
            self.assertEqual(re.search(pattern, path.read_text("utf-8"), re.M).group(1), version, path.name)


class Dependencies(unittest.TestCase):
    def test_there_are_some(self):
        self.assertGreater(len(dependencies()), 12)
        self.assertEqual(dependencies()["gtk4"], "4.8")

    def test_rpm(self):
        wanted = dict(re.findall(r"^BuildRequires: +pkgconfig\(([^)]+)\)(?: >= (\S+))?", SPEC.read_text("utf-8"), re.M))
        self.assertEqual(wanted, dependencies())

    @unittest.skipUnless(shutil.which("dpkg"), "not on Debian")
    def test_debian(self):
        wanted = dict(re.findall(r"^ ([a-z0-9.-]+)(?: \(>= ([\d.]+)\))?,$", CONTROL, re.M))
        prepared = (ROOT / "tools" / "prepare").read_text("utf-8")
        for name, version in dependencies().items():
            owner = subprocess.run(["dpkg", "-S", f"*/pkgconfig/{name}.pc"], capture_output=True, text=True, check=True)
            package = owner.stdout.split(":")[0]
            package = SPLIT.get(package, package)
            self.assertEqual(wanted.get(package, "is missing"), version, f"{package} ({name})")
            if package != "libglib2.0-dev":  # GTK brings it
                self.assertRegex(prepared, rf"\b{re.escape(package)}\b")

    def test_arch(self):
        text = PKGBUILD.read_text("utf-8")
        wanted = set(re.findall(r"'([^']+)'", re.search(r"^depends=\((.*?)\)", text, re.M | re.S).group(1)))
        self.assertLessEqual({ARCH[name] for name in dependencies()}, wanted)


class Files(unittest.TestCase):
    """Each installed file is in one package, and nothing else is asked for."""

    @classmethod
    def setUpClass(cls):
        if not (commands.BUILD / "help" / "help").is_dir():
            raise unittest.SkipTest("built without the user guide")
        cls.files = installed_files()

    def hold(self, patterns):
        for name in self.files:
            found = [pattern for pattern in patterns
                     if fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(name, pattern.rstrip("/") + "/*")]
            self.assertEqual(len(found), 1, f"{name} is in {found}")
        for pattern in patterns:
            self.assertTrue(any(fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(name, pattern.rstrip("/") + "/*")
                                for name in self.files), f"{pattern} is not installed")

    def test_debian(self):
        lines = [line for path in (ROOT / "debian").glob("*.install") for line in path.read_text("utf-8").split()]
        self.hold([line.removeprefix("usr/") for line in lines])

    def test_rpm(self):
        folders = {"%{_bindir}": "bin", "%{_libdir}": "lib/*", "%{_datadir}": "share", "%{_mandir}": "share/man",
                   "%{_userunitdir}": "lib/systemd/user"}
        lines = re.findall(r"^%\{_\w+\}/.*$", SPEC.read_text("utf-8"), re.M)
        patterns = [re.sub(r"^%\{_\w+\}", lambda macro: folders[macro.group()], line) for line in lines]
        self.assertIn("%find_lang", SPEC.read_text("utf-8"))
        self.hold([*patterns, "share/locale/*"])


class Metainfo(unittest.TestCase):
    """What a catalogue of programs shows; appstreamcli looks at its form (tests/house)."""

    def setUp(self):
        self.root = ElementTree.parse(ROOT / "data" / "io.github.postino.Postino.metainfo.xml.in").getroot()

    def test_screenshots(self):
        images = [image.text for image in self.root.iterfind("screenshots/screenshot/image")]
        captions = [caption.text for caption in self.root.iterfind("screenshots/screenshot/caption")]
        self.assertTrue(images)
        self.assertEqual(len(images), len(captions))
        for image in images:
            name = image.removeprefix("https://raw.githubusercontent.com/postino/postino/main/")
            self.assertTrue((ROOT / name).is_file(), image)

    def test_colours(self):
        colours = {color.get("scheme_preference"): color.text for color in self.root.iterfind("branding/color")}
        self.assertEqual(set(colours), {"light", "dark"})
        brightness = {scheme: sum(bytes.fromhex(colour[1:])) for scheme, colour in colours.items()}
        self.assertGreater(brightness["light"], 3 * 170)
        self.assertLess(brightness["dark"], 3 * 85)

    def test_rating_and_notes(self):
        self.assertEqual(self.root.find("content_rating").get("type"), "oars-1.1")
        self.assertGreater(len(self.root.findall("releases/release[1]/description/ul/li")), 2)


class Debian(unittest.TestCase):
    def test_tests_are_there(self):
        names = re.findall(r"^Tests: (.*)$", (ROOT / "debian" / "tests" / "control").read_text("utf-8"), re.M)
        found = {path.name for path in (ROOT / "debian" / "tests").iterdir() if path.name != "control"}
        self.assertEqual(set(" ".join(names).split()), found)
        for name in found:
            path = ROOT / "debian" / "tests" / name
            self.assertTrue(os.access(path, os.X_OK), name)
            subprocess.run(["sh", "-n", path], check=True)

    def test_tool_runs_the_same_tests(self):
        tool = (ROOT / "tools" / "build-deb").read_text("utf-8")
        names = re.findall(r"^Tests: (.*)$", (ROOT / "debian" / "tests" / "control").read_text("utf-8"), re.M)
        self.assertIn(f"for name in {' '.join(names)}; do", tool)


class Others(unittest.TestCase):
    def test_arch_is_bash(self):
        script = ("set -eu; source $0; for name in pkgname pkgver pkgrel pkgdesc url; do test -n \"${!name}\"; done; "
                  "declare -F build check package >/dev/null; printf '%s\\n' \"${#source[@]} ${#sha256sums[@]}\"")
        done = subprocess.run(["bash", "-c", script, PKGBUILD], capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.split(), ["1", "1"])

    @unittest.skipUnless(shutil.which("rpmspec"), "no rpmspec")
    def test_rpm_is_read(self):
        done = subprocess.run(["rpmspec", "-P", SPEC], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("rpmlint"), "no rpmlint")
    def test_rpm_lint(self):
        done = subprocess.run(["rpmlint", "-c", SPEC.with_name("rpmlint.toml"), SPEC],
                              capture_output=True, text=True, check=False)
        self.assertRegex(done.stdout, r"1 specfiles checked; 0 errors, 0 warnings", done.stdout)

    def test_flatpak_permissions(self):
        """The network, the keyring and a display; notifications go through the portal."""
        text = re.search(r"^finish-args:\n((?:  - .*\n)+)", MANIFEST.read_text("utf-8"), re.M).group(1)
        self.assertEqual(set(re.findall(r"- (\S+)", text)), {
            "--share=network", "--talk-name=org.freedesktop.secrets",
            "--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"})

    @unittest.skipUnless(shutil.which("flatpak-builder"), "no flatpak-builder")
    def test_flatpak_is_read(self):
        done = subprocess.run(["flatpak-builder", "--show-manifest", MANIFEST], capture_output=True, text=True, check=True)
        manifest = json.loads(done.stdout)
        self.assertEqual(manifest["modules"][-1]["name"], "postino")
        for module in manifest["modules"][:-1]:
            for source in module["sources"]:
                self.assertRegex(source["url"], "^https://")
                self.assertRegex(source["sha256"], "^[0-9a-f]{64}$")


if __name__ == "__main__":
    tap.main()
