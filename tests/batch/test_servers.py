# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch with real servers, and with servers that show every cause."""

import json
import pathlib
import tempfile
import unittest

import batches
import tap
from batches import line
from servers import MailServers, Unavailable, User
from servers.demo_thread import DemoThread

PASSWORD = "melon-Boat-7"
USERS = [User(f"u{number}@postino.test", f"{PASSWORD}-{number}") for number in range(40)]


class Real(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            cls.mail = MailServers([*USERS, User("eve@postino.test", PASSWORD, denied=("smtp",)),
                                    User("bob@postino.test", PASSWORD, denied=("imap",))])
            cls.mail.__enter__()
        except Unavailable as reason:
            raise unittest.SkipTest(str(reason)) from reason
        cls.addClassCleanup(cls.mail.close)

    def servers(self, security="tls"):
        mail = self.mail
        if security == "tls":
            return {"incoming": f"imaps://localhost:{mail.imaps}", "outgoing": f"smtps://localhost:{mail.submissions}"}
        return {"incoming": f"imap://localhost:{mail.imap}", "outgoing": f"smtp://localhost:{mail.submission}"}

    def run_batch(self, lines, *more):
        return batches.run("--ca-file", self.mail.ca_file, "--server-sign-ins", "0", *more, stdin=b"".join(lines))

    def test_all_work(self):
        before = len(self.mail.sign_ins())
        run = self.run_batch([line(id=user.address, address=user.address, password=user.password,
                                   **self.servers("tls" if number % 2 else "starttls"))
                              for number, user in enumerate(USERS)])
        self.assertEqual(run.status, 0, run.errors.decode())
        self.assertEqual(len(run.answers), len(USERS))
        for answer in run.answers.values():
            self.assertEqual((answer["verdict"], answer["id"]), ("ready", answer["address"]))
            self.assertEqual(answer["incoming"]["username"], answer["address"])
        self.assertEqual(len(self.mail.sign_ins()) - before, 2 * len(USERS), "each signs in once at each server")
        self.assertIn(f"{len(USERS)} of {len(USERS)} accounts work".encode(), run.errors)

    def test_each_has_its_own_outcome(self):
        servers = self.servers()
        lines = [line(address=USERS[0].address, password=USERS[0].password, **servers),
                 line(address=USERS[1].address, password="not the one", **servers),
                 line(address="eve@postino.test", password=PASSWORD, **servers),
                 line(address="bob@postino.test", password=PASSWORD, **servers),
                 line(address="x@postino.test", username=USERS[2].address, password=USERS[2].password, **servers),
                 line(address=USERS[3].address, password="x", outgoing_password=USERS[3].password, **servers)]
        run = self.run_batch(lines)
        found = {number: (answer["incoming"]["cause"], answer["outgoing"]["cause"])
                 for number, answer in run.answers.items()}
        wrong = "wrong-credentials"
        self.assertEqual(found, {1: ("ok", "ok"), 2: (wrong, wrong), 3: ("ok", wrong), 4: (wrong, "ok"),
                                 5: ("ok", "sender-rejected"), 6: (wrong, "ok")})
        self.assertEqual(run.status, 1)

    def test_settings_are_found_once(self):
        """Where no server is named they are found by the address, with each line's own user name."""
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "own.provider").write_text(
                "[Provider]\nId=own\nName=Own\nDomains=postino.test\nPolicy=password\n\n"
                f"[Incoming 1]\nProtocol=imap\nHost=localhost\nPort={self.mail.imaps}\nSecurity=tls\n"
                "Username=%EMAILADDRESS%\nAuth=password-cleartext\n\n"
                f"[Outgoing 1]\nProtocol=smtp\nHost=localhost\nPort={self.mail.submissions}\nSecurity=tls\n"
                "Username=%EMAILADDRESS%\nAuth=password-cleartext\n", encoding="utf-8")
            run = self.run_batch([line(address=user.address, password=user.password) for user in USERS[:10]],
                                 "--providers", folder)
        self.assertEqual(run.status, 0, run.output.decode()[:2000] + run.errors.decode())
        for answer in run.answers.values():
            self.assertEqual(answer["provider"], {"id": "own", "name": "Own"})
            self.assertEqual(answer["source"], "drop-in")

    def test_one_worker_and_many(self):
        """However many processes there are, the answers are the same."""
        lines = [line(id=number, address=user.address, password=user.password, **self.servers())
                 for number, user in enumerate(USERS)]
        found = []
        for more in (("--jobs", "1"), ("--jobs", "12", "--workers", "1"), ("--jobs", "12", "--workers", "12")):
            run = self.run_batch(lines, *more)
            found.append({number: (answer["id"], answer["verdict"]) for number, answer in run.answers.items()})
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], found[2])


class EveryCause(unittest.TestCase):
    def test_each(self):
        """All demo accounts in one list: each has the cause that it was made for."""
        running = DemoThread()
        demo = running.__enter__()
        self.addCleanup(running.__exit__)
        accounts = json.loads(demo.accounts.read_text("utf-8"))
        run = batches.run(
            "--timeout", "6", "--back-off", "1", "--server-sign-ins", "0", "--ca-file", demo.ca,
            "--providers", demo.providers, timeout=300,
            stdin=b"".join(line(address=account["address"], password=account["password"]) for account in accounts))
        self.assertEqual(len(run.answers), len(accounts))
        for number, account in enumerate(accounts):
            with self.subTest(account["address"]):
                answer = run.answers[number + 1]
                found = (answer["verdict"], answer["incoming"]["cause"], answer["outgoing"]["cause"])
                self.assertEqual(found, (account["expected_verdict"], account["expected_incoming_cause"],
                                         account["expected_outgoing_cause"]))


if __name__ == "__main__":
    tap.main()
