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
            committed[rest.split("\t")[1]] = mode == "100755"
        with tarfile.open(self.path) as tar:
            packed = {member.name.partition("/")[2]: bool(member.mode & 0o100) for member in tar if not member.isdir()}
        self.assertEqual(packed, committed)

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
