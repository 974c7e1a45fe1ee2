# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli in front of a person: the prompt, the live steps, Ctrl+C, and --save."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import schema
import session
import tap
from demo_case import DemoCase
from postino_cli import PROGRAM
from terminal import Terminal

NOWHERE = ("--incoming", "imaps://127.0.0.1:1", "--outgoing", "smtps://127.0.0.1:1")
PROMPT = "Password for ada@firma.example: "


class Prompt(unittest.TestCase):
    def start(self, *arguments, servers=NOWHERE):
        terminal = Terminal([PROGRAM, "check", *servers, *arguments, "ada@firma.example"])
        self.addCleanup(terminal.__exit__)
        terminal.expect(PROMPT)
        return terminal

    def test_shows_nothing_of_what_is_typed(self):
        terminal = self.start()
        self.assertFalse(terminal.echoes())
        terminal.type("Zq7-secret\n")
        self.assertEqual(terminal.wait(), 1)
        self.assertIn("Nothing on this computer answers on port 1", terminal.screen)
        self.assertNotIn("Zq7", terminal.screen)
        self.assertTrue(terminal.echoes())

    def test_the_password_stands_nowhere_in_proc(self):
        with Silent() as silent:
            terminal = self.start(servers=silent.arguments)
            terminal.type("Zq7-secret\n")
            terminal.expect("Connected")
            for name in ("cmdline", "environ", "comm"):
                self.assertNotIn(b"Zq7", pathlib.Path(f"/proc/{terminal.pid}/{name}").read_bytes())
            limits = pathlib.Path(f"/proc/{terminal.pid}/limits").read_text("ascii")
            self.assertRegex(limits, r"Max core file size +0 +0 ")

    def test_asks_wherever_standard_output_leads(self):
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder, "out")
            # The shell itself stays on the terminal.
            command = f'"$0" check --json {" ".join(NOWHERE)} ada@firma.example >{output} 2>&1 </dev/null; exit $?'
            with Terminal(["sh", "-c", command, PROGRAM]) as terminal:
                terminal.expect(PROMPT)
                terminal.type("Zq7-secret\n")
                self.assertEqual(terminal.wait(), 1)
            self.assertEqual(schema.load(output.read_bytes())["verdict"], "neither")

    def test_nothing_typed(self):
        for keys in ("\n", "\x04"):
            terminal = self.start()
            terminal.type(keys)
            self.assertEqual(terminal.wait(), 2)
            self.assertIn("No password was typed.", terminal.screen)
            self.assertTrue(terminal.echoes())

    def test_stopped(self):
        """Ctrl+C, and signals from outside; Ctrl+Z would leave a shell that shows nothing."""
        for stop in ("\x03", signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(stop):
                terminal = self.start()
                terminal.type("Zq7-sec\x1a")
                if isinstance(stop, str):
                    terminal.type(stop)
                else:
                    os.kill(terminal.pid, stop)
                self.assertEqual(terminal.wait(), 1)
                self.assertIn("The test was stopped", terminal.screen)
                self.assertTrue(terminal.echoes())


class Silent:
    """A port where connections are taken and nothing is said."""

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        port = self.listener.getsockname()[1]
        self.arguments = ("--incoming", f"imap://127.0.0.1:{port}", "--outgoing", f"smtp://127.0.0.1:{port}")
        return self

    def __exit__(self, *_):
        self.listener.close()


class Stopped(unittest.TestCase):
    def stop(self, *servers):
        with tempfile.NamedTemporaryFile() as password:
            password.write(b"secret\n")
            password.flush()
            process = subprocess.Popen(
                [PROGRAM, "check", "--json", "--verbose", *servers, "--password-file", password.name, "ada@firma.example"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            time.sleep(0.7)
            started = time.monotonic()
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=90)
            self.assertLess(time.monotonic() - started, 3)
            self.assertEqual(process.returncode, 1)
            return schema.load(output)

    def test_both_under_way(self):
        with Silent() as silent:
            result = self.stop(*silent.arguments)
        self.assertIsNone(result["verdict"])
        for side in ("incoming", "outgoing"):
            self.assertEqual((result[side]["cause"], result[side]["stage"]), ("cancelled", "greeting"))

    def test_one_had_its_answer(self):
        with Silent() as silent:
            result = self.stop(*silent.arguments[:2], "--outgoing", "smtps://127.0.0.1:1")
        self.assertIsNone(result["verdict"])
        self.assertEqual((result["incoming"]["cause"], result["outgoing"]["cause"]), ("cancelled", "connection-refused"))


class Demo(DemoCase):
    def command(self, verdict, *arguments):
        account = self.demo_accounts[verdict]
        return [PROGRAM, "check", "--ca-file", self.demo.ca, "--providers", self.demo.providers,
                "--password-file", account["password_file"], *arguments, account["address"]]

    def show(self, verdict, columns=80, **environment):
        with Terminal(self.command(verdict), {**os.environ, "TERM": "xterm", **environment}, columns) as terminal:
            self.assertEqual(terminal.wait(), 0 if verdict == "ready" else 1)
            return terminal.screen

    def test_steps_have_a_tick_and_a_word(self):
        screen = self.show("ready", NO_COLOR="1")
        for step in ("Found", "Connected", "Secured", "Answered", "Signed in", "Inbox opened"):
            self.assertEqual(screen.count(f"✓ Receiving · {step}\n"), 1, step)
        self.assertIn("✓ Sending · May send\n", screen)
        self.assertNotIn("✗", screen)
        self.assertLess(screen.index("✓ Sending · May send"), screen.index("Everything works"))

    def test_the_step_that_fails(self):
        self.assertIn("✗ Sending · ", self.show("receive-only", NO_COLOR="1"))

    def test_colours(self):
        self.assertIn("\033[32m✓ Receiving · Found\033[0m\n", self.show("ready"))
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            self.assertNotIn("\033", self.show("ready", **environment))

    def test_narrow(self):
        for line in self.show("receive-only", columns=40, NO_COLOR="1").splitlines():
            if "https://" not in line and " | " not in line:
                self.assertLessEqual(len(line), 40, line)

    def test_the_prompt_can_be_edited(self):
        account = self.demo_accounts["ready"]
        command = [PROGRAM, "check", "--ca-file", self.demo.ca, "--providers", self.demo.providers, account["address"]]
        with Terminal(command) as terminal:
            terminal.expect(f"Password for {account['address']}: ")
            terminal.type("wrong\x15" + account["password"] + "xx\x7f\x7f\n")
            self.assertEqual(terminal.wait(), 0, terminal.screen)
            self.assertNotIn(account["password"], terminal.screen)

    def save(self, desktop, verdict, *arguments):
        return subprocess.run([str(word) for word in self.command(verdict, "--save", *arguments)], env=desktop.env,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)

    def test_saved(self):
        address = self.demo_accounts["ready"]["address"]
        with session.Session() as desktop:
            run = self.save(desktop, "ready")
            self.assertEqual((run.returncode, run.stderr), (0, b""))
            self.assertIn(b"Your account is in the keyring.", run.stdout)
            for protocol in ("imap", "smtp"):
                self.assertEqual(desktop.lookup(address=address, protocol=protocol), self.demo_accounts["ready"]["password"])

    def test_nothing_is_saved_before_both_work(self):
        with session.Session() as desktop:
            run = self.save(desktop, "receive-only")
            self.assertEqual((run.returncode, run.stderr), (1, b""))
            self.assertIn(b"Nothing was saved", run.stdout)
            self.assertEqual(desktop.search(address=self.demo_accounts["receive-only"]["address"]), [])

    def test_no_keyring(self):
        with session.Session(keyring=False) as desktop:
            run = self.save(desktop, "ready", "--json")
            self.assertEqual((run.returncode, schema.load(run.stdout)["verdict"]), (1, "ready"))
            self.assertIn(b"There is no keyring here", run.stderr)


if __name__ == "__main__":
    tap.main()
