# SPDX-License-Identifier: GPL-3.0-or-later
"""The second try in the window as it ships: what it keeps, and what it must not take for granted."""

import pathlib
import re
import sys
import tempfile
import unittest

import own_provider
import tap
from demo.accounts import PASSWORD
from demo.certificates import Authority
from servers.demo_thread import DemoThread
from servers.scripted import Scripted, expect, hang_up, send, start_tls
from session import Session, wait_until
from window import Window

PROGRAM = pathlib.Path(sys.argv.pop(1))

# The handshake is a step of the script: a connection counts whether the client likes what it is shown or not.
IMAP = (start_tls(), send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello"), expect("AUTHENTICATE"), hang_up())
SMTP = (start_tls(), send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH PLAIN"), expect("AUTH"), hang_up())


class Case(unittest.TestCase):
    def folder(self):
        folder = tempfile.TemporaryDirectory(prefix="postino-again-")
        self.addCleanup(folder.cleanup)
        return pathlib.Path(folder.name)

    def start(self, *options):
        session = Session(keyring=False)
        session.__enter__()
        self.addCleanup(session.__exit__)
        window = Window(session, [PROGRAM, *options])
        window.__enter__()
        self.addCleanup(window.__exit__)
        return window


class Certificate(Case):
    """Nothing but a look and a click of its own makes up for a bad certificate."""

    def serve(self):
        folder = self.folder()
        authority = Authority(folder)
        servers = [Scripted(script, certificate=authority.issue("self-signed", ("localhost",)))
                   for script in (IMAP, SMTP)]
        for server in servers:
            server.__enter__()
            self.addCleanup(server.__exit__)
        own_provider.write(folder, "again.example", *(server.port for server in servers))
        return folder, servers

    def wait_for_run(self, window, servers, number):
        wait_until(lambda: [server.connections for server in servers] == [number, number], f"run {number} of both")
        window.find("push button", "Try Again")

    def test_trying_again_accepts_nothing(self):
        folder, servers = self.serve()
        window = self.start("--providers", folder)
        window.fill_in("ada@again.example", PASSWORD)
        window.find("push button", "Test").click()
        for number in (1, 2, 3):
            self.wait_for_run(window, servers, number)
            self.assertEqual([server.said() for server in servers], [b"", b""])
            window.find("push button", "Try Again").click()

    def test_one_server_is_accepted_and_the_other_is_not(self):
        """They share a host; the certificates differ, and so does what the person knows."""
        folder, servers = self.serve()
        window = self.start("--providers", folder)
        window.fill_in("ada@again.example", PASSWORD)
        window.find("push button", "Test").click()
        self.wait_for_run(window, servers, 1)
        window.find("push button", "I know this server").click()
        window.find("push button", "Accept This Certificate").click()
        self.wait_for_run(window, servers, 2)
        self.assertIn(b"AUTHENTICATE", servers[0].said())
        self.assertEqual(servers[1].said(), b"")


class Kept(Case):
    def test_the_good_half(self):
        """One server works and the other does not: what was typed for the good one is there next time."""
        running = DemoThread()
        demo = running.__enter__()
        self.addCleanup(running.__exit__)
        text = (demo.providers / "demo-ready.provider").read_text("utf-8")
        imap, smtp = re.findall(r"^Port=(\d+)$", text, re.M)[:2]
        folder = self.folder()
        # Nothing listens on ports 1 and 2.
        own_provider.write(folder, "ready.example", 1, 2, host="smtp.ready.localhost")
        window = self.start("--ca-file", demo.ca, "--providers", folder)
        window.fill_in("ada@ready.example", PASSWORD)
        window.find("push button", "Servers…").click()
        window.find("text", "Server").type("imap.ready.localhost")
        window.find("text", "Port").type(imap)
        window.find("push button", "Test").click()
        window.wait_for_focus("heading", "You can receive mail, but not send it yet")
        window.find("push button", "Change…").click()
        window.find("heading", "Your servers")
        self.assertEqual((window.find("text", "Server").text, window.find("text", "Port").text), ("imap.ready.localhost", imap))
        window.find("text", "Port", nth=1).type(smtp)
        window.find("push button", "Test").click()
        window.wait_for_focus("heading", "Everything works")


if __name__ == "__main__":
    tap.main()
