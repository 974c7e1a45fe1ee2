# SPDX-License-Identifier: GPL-3.0-or-later
"""The providers that rules for replies are made for are providers that there are."""

import os
import pathlib
import unittest

import tap

DATA = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "data"


class ProviderIds(unittest.TestCase):
    def test_each_has_a_file(self):
        known = {path.stem for path in (DATA / "providers").glob("*.provider")}
        named, unknown = 0, []
        for path in sorted((DATA / "replies").glob("*.replies")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if line.startswith("Providers="):
                    ids = [word for word in line.removeprefix("Providers=").split(";") if word]
                    named += len(ids)
                    unknown += [f"{path.name}:{number}: {word}" for word in ids if word not in known]
        self.assertGreater(named, 20)
        self.assertEqual(unknown, [])


if __name__ == "__main__":
    tap.main()
