# SPDX-License-Identifier: GPL-3.0-or-later
"""The tarball of a release has every file, as it stands in the repository, and can be built from."""

import pathlib
import subprocess
import tarfile
import tempfile
import unittest

import commands
import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]

KINDS = {"100644": "file", "100755": "program", "120000": "link"}


def kind_of(member):
    """As git has it."""
    return "link" if member.issym() else "program" if member.mode & 0o100 else "file"


def git(*arguments):
    return subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=True).stdout


@unittest.skipUnless((ROOT / ".git").exists(), "not in a repository")
class Dist(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run(["meson", "dist", "-C", commands.BUILD, "--no-tests", "--allow-dirty", "--formats", "gztar"],
                       check=True, capture_output=True)
        cls.path = next((commands.BUILD / "meson-dist").glob("postino-*.tar.gz"))

    def test_has_every_file(self):
        committed = {}
        for line in git("ls-tree", "-r", "HEAD").splitlines():
            mode, _, rest = line.split(" ", 2)
            committed[rest.split("\t")[1]] = KINDS[mode]
        with tarfile.open(self.path) as tar:
            packed = {member.name.partition("/")[2]: kind_of(member) for member in tar if not member.isdir()}
        self.assertGreater(len(committed), 500)
        self.assertEqual(packed.items() ^ committed.items(), set())

    def test_can_be_built_from(self):
        """Without the repository. The build itself is left to tools/check-reproducible."""
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(self.path) as tar:
                tar.extractall(folder)
            source = next(pathlib.Path(folder).glob("postino-*"))
            done = subprocess.run(["meson", "setup", "-Dtests=false", "--wrap-mode=nodownload", source / "_build", source],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    tap.main()
