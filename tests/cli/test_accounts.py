# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli accounts: what the real GNOME Keyring holds, tested again on the demo servers."""

import os
import pathlib
import re
import subprocess

import schema
import session
import tap
from demo.certificates import LOCAL_NAMES, Authority
from demo_case import DemoCase
from postino_cli import PROGRAM
from servers.daemon import free_ports
from servers.scripted import IMAP_END, SMTP_END, Scripted, expect, send
from terminal import Terminal

PASSWORD_MARK = "Zq7-"


class Case(DemoCase):
    def setUp(self):
        self.ready = self.demo_accounts["ready"]
        self.address = self.ready["address"]
        desktop = session.Session()
        self.desktop = desktop.__enter__()
        self.addCleanup(desktop.__exit__)
        self.history = pathlib.Path(self.desktop.env["XDG_STATE_HOME"], "postino", "history")

    def cli(self, *arguments, env=None):
        return subprocess.run([str(word) for word in (PROGRAM, *arguments)], env=env or self.desktop.env,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
                              start_new_session=True)

    def accounts(self, *arguments, status=0, **options):
        """The output of "accounts …"."""
        run = self.cli("accounts", *arguments, **options)
        self.assertEqual(run.returncode, status, run.stderr.decode() + run.stdout.decode())
        self.errors = run.stderr.decode()
        return run.stdout.decode()

    def json(self, *arguments, status=0):
        """What "accounts … --json" prints, which keeps to the schema."""
        return schema.load(self.accounts(*arguments, "--json", status=status).encode())["accounts"]

    def again(self, *arguments, status=0, **options):
        return self.accounts("test", "--ca-file", self.demo.ca, *arguments, status=status, **options)

    def save(self):
        run = self.cli("check", "--save", "--ca-file", self.demo.ca, "--providers", self.demo.providers,
                       "--password-file", self.ready["password_file"], "--name", "Ada Lovelace", self.address)
        self.assertEqual((run.returncode, run.stderr), (0, b""), run.stdout.decode())

    def store(self, protocol, host="mail.example.org", secret="x", **more):
        """An item as earlier versions have saved it."""
        attributes = {"xdg:schema": "io.github.postino.Postino", "address": "old@example.org", "protocol": protocol,
                      "host": host, "port": "993", "security": "tls", "username": "old@example.org",
                      "certificate": "", **more}
        self.desktop.store(secret, **attributes)

    def change_password(self, secret):
        """What the keyring has for receiving is no longer what the server wants."""
        self.desktop.change_secret(secret, address=self.address, protocol="imap")


class Lists(Case):
    def test_nothing_saved(self):
        self.assertIn("No account is saved yet.", self.accounts())
        self.assertEqual(self.json("list"), [])

    def test_what_check_has_saved(self):
        self.save()
        account, = self.json("list")
        self.assertEqual((account["address"], account["name"]), (self.address, "Ada Lovelace"))
        self.assertEqual((account["incoming"]["protocol"], account["outgoing"]["protocol"]), ("imap", "smtp"))
        self.assertEqual((account["last"]["incoming"], account["last"]["outgoing"]), ("ok", "ok"))
        self.assertEqual(account["last"]["tested"], account["last"]["worked"])
        self.assertIsNone(account["result"])

    def test_for_a_person(self):
        self.save()
        text = self.accounts()
        self.assertEqual(text, f"{self.address} · Ada Lovelace\n  Receiving works\n  Sending works\n  Tested just now.\n")

    def test_without_a_word_they_are_listed(self):
        self.save()
        self.assertEqual(self.accounts(), self.accounts("list"))
        self.assertEqual(self.json(), self.json("list"))

    def test_never_tested(self):
        self.store("imap")
        self.store("smtp", port="465")
        self.assertIn("Not tested yet.", self.accounts())
        self.assertIsNone(self.json()[0]["last"])

    def test_locked_is_listed_all_the_same(self):
        self.save()
        before = self.accounts()
        self.desktop.lock()
        self.assertEqual(self.accounts(), before)

    def test_a_broken_history_loses_no_account(self):
        self.save()
        for content in (b"\xff\x00nonsense", b"tested", b"[x\n", b""):
            self.history.write_bytes(content)
            self.assertIn(self.address, self.accounts())
            self.assertEqual("earlier tests cannot be read" in self.errors, content != b"")
        self.again()
        self.assertIn("Receiving works", self.accounts())


class Shows(Case):
    def test_in_full(self):
        self.save()
        account, = self.json("show", self.address)
        text = self.accounts("show", self.address.upper())
        incoming = account["incoming"]
        self.assertIn(f"Id: {account['id']}\n", text)
        self.assertIn(f"    IMAP {incoming['host']}, port {incoming['port']}, {incoming['security'].upper()}, "
                      f"user name {incoming['username']}\n", text)
        self.assertEqual(self.accounts("show", account["id"]), text)

    def test_half_an_account(self):
        self.store("imap")
        self.assertIn("The settings for sending are not in the keyring.", self.accounts("show", "old@example.org"))
        self.assertIsNone(self.json("show", "old@example.org")[0]["outgoing"])

    def test_not_saved(self):
        self.save()
        self.assertEqual(self.accounts("show", "nobody@example.org", status=3), "")
        self.assertEqual(self.errors, "postino-cli: No account is saved for nobody@example.org.\n")
        self.assertEqual(self.json("show", "nobody@example.org", status=3), [])

    def test_one_of_two_is_not_saved(self):
        self.save()
        self.assertIn(self.address, self.accounts("show", self.address, "nobody@example.org", status=3))


class Tests(Case):
    def test_works(self):
        self.save()
        self.history.unlink()
        self.assertIn("Everything works", self.again())
        account, = self.json("list")
        self.assertEqual(account["last"]["incoming"], "ok")

    def test_a_changed_password(self):
        self.save()
        self.change_password(PASSWORD_MARK + "old")
        account, = schema.load(self.again(self.address, "--json", status=1).encode())["accounts"]
        self.assertEqual(account["result"]["verdict"], "send-only")
        self.assertEqual(account["result"]["incoming"]["cause"], "wrong-credentials")
        self.assertEqual(account["result"]["incoming"]["attempts"], [])
        last = account["last"]
        self.assertEqual((last["incoming"], last["outgoing"]), ("wrong-credentials", "ok"))
        self.assertLessEqual(last["worked"], last["tested"])
        text = self.accounts()
        self.assertIn("Receiving: The user name and the password don't go together\n  Sending works\n", text)
        self.assertIn("Tested just now. It last worked today at ", text)

    def test_the_one_that_is_named(self):
        self.save()
        self.store("imap", host="127.0.0.1", port="1")
        self.store("smtp", host="127.0.0.1", port="1")
        self.assertNotIn("old@example.org", self.again(self.address))
        text = self.again(status=1)
        self.assertLess(text.index(self.address), text.index("old@example.org"))

    def test_half_an_account(self):
        self.store("imap")
        self.again(status=1)
        self.assertIn("Only one of the two servers of old@example.org is in the keyring.", self.errors)

    def test_nothing_to_test(self):
        self.again(status=3)
        self.assertIn("No account is saved yet.", self.errors)
        self.again("nobody@example.org", status=3)
        self.assertIn("No account is saved for nobody@example.org.", self.errors)

    def test_locked(self):
        self.save()
        self.desktop.lock()
        before = self.history.read_bytes()
        self.assertNotIn("works", self.again(status=1))
        self.assertIn("The keyring is still locked.", self.errors)
        self.assertEqual(self.history.read_bytes(), before)

    def test_where_nothing_can_be_written(self):
        self.save()
        self.history.unlink()
        self.history.parent.rmdir()
        self.history.parent.write_bytes(b"a file where the folder would be")
        self.assertIn("Everything works", self.again())
        self.assertIn("This result cannot be remembered", self.errors)


class Changes(Case):
    """Between two tests the servers on the same ports become others."""

    BEFORE = "IMAP4rev1 SASL-IR IDLE AUTH=PLAIN"
    SMTP = (send("220 hello"), expect("EHLO"), send("250-hello\n250-SIZE 1000\n250 AUTH PLAIN"), expect("AUTH PLAIN "),
            send("235 in"), *SMTP_END)

    def setUp(self):
        super().setUp()
        self.ports = free_ports(2)
        self.authorities = [Authority(pathlib.Path(self.desktop.folder, name), name) for name in ("Old", "New")]
        self.trusted = pathlib.Path(self.desktop.folder, "trusted.pem")
        self.trusted.write_bytes(b"".join(authority.file.read_bytes() for authority in self.authorities))
        self.password = pathlib.Path(self.desktop.folder, "password")
        self.password.write_text(PASSWORD_MARK + "melon", encoding="utf-8")
        self.certificate = self.authorities[0].issue()

    def imap(self, offer=BEFORE, answer="OK [CAPABILITY IMAP4rev1 IDLE QRESYNC]"):
        signed_in = (expect("AUTHENTICATE PLAIN "), send("{tag} " + answer + " said"))
        return (send(f"* OK [CAPABILITY {offer}] hello"), *(signed_in if "PLAIN" in offer else ()),
                *(IMAP_END if answer.startswith("OK") else ()))

    def with_servers(self, arguments, certificate, imap, status):
        with (Scripted(imap, "tls", certificate, port=self.ports[0]),
              Scripted(self.SMTP, "tls", self.certificate, port=self.ports[1])):
            run = self.cli(*arguments, "--ca-file", self.trusted)
        self.assertEqual(run.returncode, status, run.stdout.decode() + run.stderr.decode())
        return run.stdout

    def save(self):
        self.with_servers(["check", "--save", "--offline", "--no-repair", "--password-file", self.password,
                           "--incoming", f"imaps://localhost:{self.ports[0]}", "--outgoing",
                           f"smtps://localhost:{self.ports[1]}", "ada@example.org"], self.certificate, self.imap(), 0)

    def changes(self, certificate, imap, status):
        account, = schema.load(self.with_servers(["accounts", "test", "--json"], certificate, imap, status))["accounts"]
        self.assertEqual(account["changes"]["outgoing"], [])
        return [(change["change"], change["before"], change["now"]) for change in account["changes"]["incoming"]]

    def test_nothing(self):
        """What is offered after the sign-in is another thing than what is offered before."""
        self.save()
        self.assertEqual(self.changes(self.certificate, self.imap(), 0), [])
        self.assertEqual(self.changes(self.certificate, self.imap(answer="NO"), 1), [])
        account, = self.json("list")
        self.assertEqual(account["changes"], {"incoming": [], "outgoing": []})

    def test_another_certificate_of_the_same_authority(self):
        self.save()
        other = self.authorities[0].issue(names=(*LOCAL_NAMES, "other.example"))
        (change, before, now), = self.changes(other, self.imap(answer="NO"), 1)
        self.assertEqual(change, "certificate-renewed")
        self.assertNotEqual(before, now)
        self.assertEqual(self.changes(other, self.imap(), 0), [])
        self.assertEqual(self.changes(other, self.imap(answer="NO"), 1), [])

    def test_another_authority_is_told_where_it_works_too(self):
        self.save()
        other = self.authorities[1].issue()
        text = self.with_servers(["accounts", "test"], other, self.imap(), 0).decode()
        self.assertIn("Everything works", text)
        self.assertIn("What has changed since it last worked:\n  Receiving: localhost shows a new certificate, from "
                      "another issuer: “New”, no longer “Old”.\n", text)
        self.assertEqual(self.changes(other, self.imap(), 0), [])

    def test_a_way_to_sign_in_is_gone(self):
        self.save()
        imap = self.imap(offer="IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2")
        changes = [("mechanism-gone", "PLAIN", None), ("mechanism-new", None, "XOAUTH2"),
                   ("capability-gone", "IDLE SASL-IR", None)]
        for _ in range(2):  # what does not work is not what worked last
            self.assertEqual(self.changes(self.certificate, imap, 1), changes)
        text = self.with_servers(["accounts", "test"], self.certificate, imap, 1).decode()
        self.assertRegex(text, r"\nTested just now\. It last worked today at \d\d:\d\d\.\n"
                               "What has changed since it last worked:\n"
                               "  Receiving: localhost no longer offers this for signing in: PLAIN\n"
                               "  Receiving: localhost offers this for signing in now: XOAUTH2\n"
                               "  Receiving: localhost no longer offers: IDLE SASL-IR\n")

    def test_nothing_of_the_person_is_kept(self):
        self.save()
        kept = self.history.read_text("utf-8")
        self.assertIn("incoming-last-mechanisms=PLAIN\n", kept)
        self.assertIn("incoming-last-capabilities=IDLE IMAP4REV1 SASL-IR\n", kept)
        self.assertIn("outgoing-last-authority=Old\n", kept)
        self.assertNotRegex(kept, f"(?i)ada|{PASSWORD_MARK}|@")


class Forgets(Case):
    def test_both_items_and_the_last_result(self):
        self.save()
        self.store("imap")
        self.store("smtp")
        self.assertEqual(self.accounts("forget", "--yes", self.address), f"{self.address} is no longer in the keyring.\n")
        self.assertEqual(self.desktop.search(address=self.address), [])
        self.assertEqual(len(self.desktop.search(address="old@example.org")), 2)
        self.assertEqual(self.history.read_bytes().strip(), b"")

    def test_asks_first(self):
        self.save()
        for answer, status in (("n\n", 1), ("\n", 1), ("y\n", 0)):
            with Terminal([PROGRAM, "accounts", "forget", self.address], self.desktop.env) as terminal:
                terminal.expect(f"Remove {self.address} and its passwords from the keyring? [y/N] ")
                terminal.type(answer)
                self.assertEqual(terminal.wait(), status)
                self.assertEqual("Nothing was removed." in terminal.screen, status == 1)
            self.assertEqual(len(self.desktop.search(address=self.address)), 2 * status)

    def test_without_a_terminal(self):
        self.save()
        self.accounts("forget", self.address, status=2)
        self.assertIn("There is no terminal to ask on. --yes removes it without asking.", self.errors)
        self.assertEqual(len(self.desktop.search(address=self.address)), 2)

    def test_several_of_one_address(self):
        self.store("imap")
        self.store("pop3")
        self.store("smtp")
        self.accounts("forget", "--yes", "old@example.org", status=2)
        self.assertIn("Several accounts are saved for old@example.org. Say which one, by its id:", self.errors)
        ident = re.search(r"^  (\S+)  pop3 ", self.errors, re.M)[1]
        self.assertEqual(self.accounts().count("Id: "), 2)
        self.accounts("forget", "--yes", ident)
        self.assertEqual(sorted(item["protocol"] for item in self.desktop.search(address="old@example.org")),
                         ["imap", "smtp"])

    def test_json(self):
        self.save()
        self.assertEqual([account["address"] for account in self.json("forget", "--yes", self.address)], [self.address])
        self.assertEqual(self.json("forget", "--yes", self.address, status=3), [])

    def test_locked(self):
        self.save()
        self.desktop.lock()
        self.accounts("forget", "--yes", self.address, status=1)
        self.assertIn("The keyring is still locked.", self.errors)
        self.assertEqual(len(self.desktop.search(address=self.address)), 2)
        self.assertNotEqual(self.history.read_bytes().strip(), b"")


class Usage(Case):
    def test_wrong(self):
        for arguments, words in (
                (["remove"], "“remove” is nothing that can be done with accounts"),
                (["show"], "An e-mail address is missing."),
                (["forget"], "An e-mail address is missing."),
                (["list", "a@example.org"], "“accounts list” takes no address."),
                (["forget", "a@example.org", "b@example.org"], "One e-mail address at a time, please."),
                (["test", "--timeout", "0"], "--timeout is a number of seconds from 1 to 3600."),
                (["test", "--ca-file", "/nowhere"], "/nowhere"),
                (["list", "--providers", "/nowhere"], "/nowhere"),
                (["--password", "secret"], "--password"),
        ):
            self.assertEqual(self.accounts(*arguments, status=2), "", arguments)
            self.assertIn(words, self.errors)

    def test_no_keyring(self):
        with session.Session(keyring=False) as desktop:
            for arguments in (["list"], ["show", "a@example.org"], ["test"], ["forget", "--yes", "a@example.org"]):
                self.assertEqual(self.accounts(*arguments, "--json", status=1, env=desktop.env), "")
                self.assertIn("There is no keyring here", self.errors)


class Secrets(Case):
    def test_no_password_is_printed_or_written(self):
        secret = PASSWORD_MARK + "Lantern"
        self.save()
        self.change_password(secret)
        said = ""
        for arguments in (["list"], ["show", self.address], ["test", "--verbose", "--ca-file", self.demo.ca],
                          ["forget", "--yes", self.address]):
            for form in ([], ["--json"]):
                run = self.cli("accounts", *arguments, *form, env={**self.desktop.env, "G_MESSAGES_DEBUG": "all"})
                said += run.stdout.decode() + run.stderr.decode()
        self.assertIn("AUTH", said)  # a conversation is among it
        self.assertNotIn(PASSWORD_MARK, said)
        self.assertNotIn(self.ready["password"], said)
        for name in ("home", "state", "cache", "config"):
            for path in pathlib.Path(self.desktop.folder, name).rglob("*"):
                if path.is_file():
                    self.assertNotIn(PASSWORD_MARK.encode(), path.read_bytes(), path)

    def test_the_history_is_the_persons_own(self):
        self.save()
        self.assertEqual(os.stat(self.history).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(self.history.parent).st_mode & 0o077, 0)
        self.assertNotIn(self.address.encode(), self.history.read_bytes())


if __name__ == "__main__":
    tap.main()
