# SPDX-License-Identifier: GPL-3.0-or-later
"""An installed program works wherever its prefix was put, and an uninstalled one in place."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import languages
import tap

BUILD = pathlib.Path(os.environ["G_TEST_BUILDDIR"])
ID = "io.github.postino.Postino"


def run(program, *arguments, **environment):
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run(
            [str(program), *arguments], capture_output=True, text=True, check=False, timeout=60,
            env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, **environment},
        )


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        subprocess.run(
            ["meson", "install", "-C", str(BUILD), "--no-rebuild", "--destdir", str(root)],
            check=True, capture_output=True,
        )
        cls.prefix = next(root.rglob("bin/postino-cli")).parent.parent

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_files(self):
        for name in (
            "bin/postino",
            "bin/postino-cli",
            f"share/applications/{ID}.desktop",
            f"share/metainfo/{ID}.metainfo.xml",
            f"share/dbus-1/services/{ID}.service",
            f"share/icons/hicolor/scalable/apps/{ID}.svg",
            f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
            "share/locale/it/LC_MESSAGES/postino.mo",
        ):
            self.assertTrue((self.prefix / name).is_file(), name)

    def test_help(self):
        if not (BUILD / "help" / "help").is_dir():
            self.skipTest("built without the user guide")
        for language in ("C", "it"):
            for page in ("index", "account", "cause-wrong-credentials"):
                self.assertTrue((self.prefix / f"share/help/{language}/postino/{page}.page").is_file(), page)

    def test_moved_prefix_works(self):
        done = run(self.prefix / "bin/postino-cli", "settings", "--offline", "ada@gmail.com")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("imap.gmail.com", done.stdout)

    def test_moved_prefix_speaks_italian(self):
        done = run(self.prefix / "bin/postino-cli", "settings", "--offline", "nessuno", **languages.environment("it"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("Un indirizzo", done.stderr)

    def test_in_place(self):
        program = BUILD / "src/cli/postino-cli"
        done = run(program, "settings", "--offline", "ada@gmail.com")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("imap.gmail.com", done.stdout)

    def test_in_place_speaks_italian(self):
        done = run(BUILD / "src/cli/postino-cli", "settings", "--offline", "nessuno", **languages.environment("it"))
        self.assertIn("Un indirizzo", done.stderr)


if __name__ == "__main__":
    tap.main()
