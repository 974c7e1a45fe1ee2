# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts of other programs, and the desktop's own sign-in: played, and with files of Evolution's."""

import json
import pathlib
import subprocess
import sys
import tempfile

import desktop_daemons
import own_provider
import signed_in
import tap
from demo.certificates import Authority
from demo_case import DemoCase
from desktop_case import DesktopCase
from postino_cli import PROGRAM as CLI
from servers.scripted import Scripted
from session import Session
from window import Window

POSTINO, GALLERY = (pathlib.Path(path) for path in sys.argv[1:3])
del sys.argv[1:3]

GROUP = "Found in your mail programs"
TOKEN = "ya29.Zq7-lantern"


class Played(DesktopCase):
    def start(self, *options):
        return self.open(GALLERY, "--step-ms", "20", *options)

    def test_nothing_found_is_not_mentioned(self):
        window = self.start("--found", "none")
        window.wait_for_focus("text", "Your name")
        self.assertFalse(window.says(GROUP))

    def test_with_its_password_on_to_the_test(self):
        window = self.start("--found", "some")
        window.find("label", GROUP)
        window.find("push button", "Test ada@example.org, found in Evolution").click()
        window.wait_for_focus("heading", "Everything works")
        window.press("Escape")
        window.wait_for_focus("password text", "Password")
        self.assertEqual(window.find("text", "E-mail address").text, "ada@example.org")
        self.assertEqual(window.find("text", "Your name").text, "Ada Lovelace")
        self.assertEqual(len(window.find("password text", "Password").text), len("correct horse"))

    def test_without_a_password_it_is_asked_for(self):
        window = self.start("--found", "some")
        window.find("push button", "Test send-only@example.org, found in Thunderbird (Work)").click()
        window.wait_for_focus("password text", "Password")
        self.assertEqual(window.find("text", "E-mail address").text, "send-only@example.org")
        window.write("melon")
        window.press("Return")
        window.wait_for_focus("heading", "You can send mail, but not receive it yet")

    def test_whoever_types_is_left_alone(self):
        window = self.start("--found", "some")
        window.find("label", GROUP)
        window.find("text", "E-mail address").type("x@example.org")
        window.find("push button", "Test")
        self.assertFalse(window.says(GROUP))

    def test_below_the_saved_ones(self):
        window = self.start("--accounts", "one", "--found", "some")
        window.find("label", GROUP)
        window.find("push button", "Test ada@example.org, found in Evolution").click()
        window.wait_for_focus("heading", "Everything works")
        window.press("Escape")
        window.press("Escape")
        window.wait_for_focus("heading", "Your account works")

    def test_sign_in_of_the_desktop(self):
        """No password, and nothing to save."""
        window = self.start("--found", "browser")
        window.find("text", "E-mail address").type("ada@browser.example")
        window.find("push button", "Use Online Accounts").click()
        window.wait_for_focus("heading", "Everything works")
        self.assertTrue(window.says("Nothing has to be saved"))
        self.assertEqual(window.all("push button", "Save"), [])
        window.press("Escape")
        window.find("push button", "Use Online Accounts")
        self.assertFalse(window.says("ya29"))

    def test_sign_in_after_a_password_could_not_work(self):
        window = self.start("--found", "browser")
        window.find("text", "E-mail address").type("browser-only@browser.example")
        window.find("push button", "Use a Password Anyway").click()
        window.find("password text", "Password").type("melon")
        window.find("push button", "Test").click()
        window.find("push button", "Use Online Accounts")
        self.assertEqual(window.all("push button", "Save"), [])


class Real(DemoCase):
    def test_evolution(self):
        """Its files, its item in the keyring, real servers."""
        with Session() as session:
            account = self.demo_accounts["ready"]
            self.write_sources(session, account)
            session.store(pathlib.Path(account["password_file"]).read_text("utf-8").strip(),
                          **{"xdg:schema": "org.gnome.Evolution.Data.Source", "e-source-uid": "one"})
            before = {path: path.read_bytes() for path in self.folder(session).iterdir()}
            with Window(session, [POSTINO, "--ca-file", self.demo.ca, "--providers", self.demo.providers]) as window:
                window.find("push button", f"Test {account['address']}, found in Evolution").click()
                window.wait_for_focus("heading", "Everything works")
            self.assertEqual({path: path.read_bytes() for path in self.folder(session).iterdir()}, before)

    def test_sign_in_of_the_desktop(self):
        """From the address that only the browser lets in to both servers, and nothing is kept."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        authority = Authority(folder)
        with (Session() as session, Scripted(signed_in.IMAP, "tls", authority.issue()) as imap,
              Scripted(signed_in.SMTP, "tls", authority.issue()) as smtp):
            account = signed_in.make_account("ada@firma.example", TOKEN, imap, smtp)
            desktop_daemons.start_fake_goa(session, account)
            providers = own_provider.write(folder / "providers", "firma.example", imap.port, smtp.port, "oauth", "oauth2")
            with Window(session, [POSTINO, "--ca-file", authority.file, "--providers", providers]) as window:
                window.find("label", GROUP)
                window.find("text", "E-mail address").type("ada@firma.example")
                window.find("push button", "Use Online Accounts").click()
                window.wait_for_focus("heading", "Everything works")
                self.assertFalse(window.says(TOKEN))
            self.assertEqual(signed_in.sent_to(smtp), f"user=ada@firma.example\1auth=Bearer {TOKEN}\1\1".encode())
            self.assertEqual(session.find_secret(TOKEN, keyrings=True), [])

    def server(self, account, side):
        run = subprocess.run([str(word) for word in (CLI, "settings", "--json", "--offline", "--providers", self.demo.providers,
                                                     account["address"])], check=True, stdout=subprocess.PIPE)
        server = json.loads(run.stdout)[side][0]
        method = {"tls": "ssl-on-alternate-port", "starttls": "starttls-on-standard-port"}[server["security"]]
        return (f"[Authentication]\nHost={server['host']}\nPort={server['port']}\nUser={server['username']}\nMethod=PLAIN\n\n"
                f"[Security]\nMethod={method}\n")

    @staticmethod
    def folder(session):
        return pathlib.Path(session.env["XDG_CONFIG_HOME"], "evolution", "sources")

    def write_sources(self, session, account):
        self.folder(session).mkdir(parents=True)
        def write(uid, parent, text):
            (self.folder(session) / f"{uid}.source").write_text(
                f"[Data Source]\nDisplayName=Work\nEnabled=true\nParent={parent}\n\n{text}", "utf-8")
        write("one", "", "[Mail Account]\nBackendName=imapx\nIdentityUid=two\n\n" + self.server(account, "incoming"))
        write("two", "one", f"[Mail Identity]\nName=Ada\nAddress={account['address']}\n\n[Mail Submission]\nTransportUid=three\n")
        write("three", "one", "[Mail Transport]\nBackendName=smtp\n\n" + self.server(account, "outgoing"))


if __name__ == "__main__":
    tap.main()
