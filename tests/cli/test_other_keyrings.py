# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli from saving to forgetting, with the real KeePassXC and KWallet (tests/vault has what each must do)."""

import subprocess
import unittest

import keyrings
import schema
import tap
from demo_case import DemoCase
from postino_cli import PROGRAM


class OtherKeyrings(DemoCase):
    def cli(self, *arguments):
        """What it prints with --json, which keeps to the schema."""
        words = [str(word) for word in (PROGRAM, *arguments, "--json")]
        done = keyrings.again_if_lost(
            lambda: subprocess.run(words, env=self.desktop.env, timeout=60, stdin=subprocess.DEVNULL,
                                   capture_output=True, check=False, start_new_session=True),
            lambda done: done.stderr.decode())
        self.assertEqual((done.returncode, done.stderr), (0, b""), done.stdout.decode())
        return schema.load(done.stdout)

    def go_through(self, kind):
        ready = self.demo_accounts["ready"]
        with kind() as self.desktop:
            self.cli("check", "--save", "--ca-file", self.demo.ca, "--providers", self.demo.providers,
                     "--password-file", ready["password_file"], ready["address"])
            account, = self.cli("accounts", "list")["accounts"]
            self.assertEqual(account["address"], ready["address"])
            shown, = self.cli("accounts", "show", ready["address"])["accounts"]
            self.assertEqual(shown["incoming"], account["incoming"])
            tested, = self.cli("accounts", "test", "--ca-file", self.demo.ca)["accounts"]
            self.assertEqual(tested["result"]["verdict"], "ready")
            self.cli("accounts", "forget", "--yes", ready["address"])
            self.assertEqual(self.cli("accounts", "list")["accounts"], [])
            self.assertEqual(self.desktop.search(address=ready["address"]), [])

    @unittest.skipUnless(keyrings.KeePassXC.is_installed(), "no keepassxc")
    def test_keepassxc(self):
        self.go_through(keyrings.KeePassXC)

    if keyrings.KWallet.is_wanted():
        def test_kwallet(self):
            self.go_through(keyrings.KWallet)


if __name__ == "__main__":
    tap.main()
