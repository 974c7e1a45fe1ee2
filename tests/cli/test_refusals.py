# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals that are easily taken for a wrong password, as known providers give them."""

import unittest

import postino_cli
import tap

BARE = "NO [AUTHENTICATIONFAILED] Authentication failed."

# Whose access is off until the person turns it on: where.
OFF_BY_DEFAULT = {
    "gmx.de": "https://hilfe.gmx.net/",
    "gmx.net": "https://hilfe.gmx.net/",
    "gmx.com": "https://support.gmx.com/",
    "web.de": "https://hilfe.web.de/",
}

PAYING_ONLY = (
    ("imap", "NO IMAP is only available for premium accounts"),
    ("imap", "NO [ALERT] IMAP access is for paying customers. Please upgrade your plan."),
    ("imap", "NO [AUTHENTICATIONFAILED] IMAP ist kostenpflichtig"),
    ("pop3", "-ERR Please upgrade your account to use POP3"),
)


def explain(reply, *options):
    run = postino_cli.run("explain", "--json", *options, stdin=reply.encode())
    assert run.status == 0, run.errors
    return run.json


class Refusals(unittest.TestCase):
    def test_access_that_is_off_by_default(self):
        """A wrong password and the switch are both named, each with its own page."""
        for domain, page in OFF_BY_DEFAULT.items():
            with self.subTest(domain):
                told = explain(BARE, "--protocol", "imap", "--address", f"ada@{domain}")
                causes = {cause["cause"]: cause for cause in (told, *told["alternatives"])}
                self.assertLessEqual({"wrong-credentials", "access-disabled"}, set(causes))
                pages = [link["href"] for link in causes["access-disabled"]["links"] if link["rel"] == "enable-access"]
                self.assertEqual(len(pages), 1)
                self.assertTrue(pages[0].startswith(page), pages)

    def test_access_for_paying_customers(self):
        """Said with those words, and no word about the password."""
        for protocol, reply in PAYING_ONLY:
            with self.subTest(reply):
                told = explain(reply, "--protocol", protocol)
                self.assertEqual((told["cause"], told["alternatives"]), ("access-disabled", []))
                text = postino_cli.run("explain", "--protocol", protocol, stdin=reply.encode()).output.decode()
                self.assertIn("paying customers", text)
                self.assertNotIn("password", text.lower())

    def test_main_address_wanted(self):
        """An alias would be refused: said before anything is typed."""
        for domain in ("posteo.de", "laposte.net"):
            with self.subTest(domain):
                run = postino_cli.run("settings", "--offline", f"ada@{domain}")
                self.assertIn("wants the main address of the mailbox", run.output.decode())


if __name__ == "__main__":
    tap.main()
