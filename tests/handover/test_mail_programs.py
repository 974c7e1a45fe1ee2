# SPDX-License-Identifier: GPL-3.0-or-later
"""Geary and Thunderbird, started with what was written for them: they have the account, and it works there.

Each is a whole program in a small internet of the test's own, and is watched as a person would
watch it: what it shows, what it asks for, and where it signs in.
"""

import configparser
import contextlib
import imaplib
import json
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import unittest

import handed_over
import tap
from handed_over import uri
from servers import Mailboxes, MailServers, User, internet
from servers.internet import Internet
from session import wait_until
from window import Window

POSTINO, SAVE = sys.argv[1:3]

HOST = "mail.postino.test"
ADDRESS = "10.77.1.1"
PORTS = {"imaps": 993, "imap": 143, "pop3s": 995, "smtps": 465, "smtp": 587}
FOLDERS = {"Sent": r"\Sent", "Drafts": r"\Drafts", "Junk": r"\Junk", "Trash": r"\Trash"}
# Every character that a file could take for its own.
ODD = "e'v\"e\\$(id)`id`;#%u&|<>*?[]{}~!^="
ADA = User("ada@postino.test", "Zq7-Lantern \\\"a1Öl'$fass`\\0412", name=ODD)
BOB = User("bob@postino.test", "Worn-0ut-Lantern", name=ODD + "2")
CAROL = User("carol@postino.test", "Worn-0ut-Lantern")
EVE = User("eve@postino.test", "Worn-0ut-Lantern")
POLICIES = pathlib.Path("/etc/thunderbird")
# Seconds. A machine that does much else starts such programs slowly.
PATIENCE = 120


def setUpModule():
    global mail
    net = unittest.enterModuleContext(Internet())
    net.add_host(HOST, ADDRESS)
    for service, port in (("imaps", 993), ("submissions", 465)):
        net.add_service(f"_{service}._tcp.postino.test", HOST, port)
    net.start_names()
    mail = unittest.enterModuleContext(MailServers(
        [ADA, BOB, CAROL, EVE], names=(HOST,), addresses=[ADDRESS], authority=net.authority, mailboxes=Mailboxes(FOLDERS)))


@contextlib.contextmanager
def signed_in(user):
    with imaplib.IMAP4_SSL(HOST, ssl_context=ssl.create_default_context(cafile=mail.ca_file)) as client:
        client.authenticate("PLAIN", lambda _: b"\0" + user.name.encode() + b"\0" + user.password.encode())
        yield client


def subjects(user, folder):
    """What is in a folder on the server."""
    with signed_in(user) as client:
        client.select(folder, readonly=True)
        found = [client.fetch(number, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1][0][1]
                 for number in client.search(None, "ALL")[1][0].split()]
        return [header.decode().strip().removeprefix("Subject: ") for header in found]


def wait(condition, what):
    wait_until(condition, what, PATIENCE)


class Case(unittest.TestCase):
    def setUp(self):
        self.desk = self.enterContext(handed_over.Desk(SAVE))
        # Other people's programs are not what is tested for memory that they read too early.
        self.desk.env.pop("MALLOC_PERTURB_", None)

    def save(self, user, incoming, outgoing):
        self.desk.save(user.address, uri(incoming, HOST, PORTS[incoming], user.name),
                       uri(outgoing, HOST, PORTS[outgoing], user.name), user.password)

    def export(self, target, user, *more):
        done = self.desk.export("--format", target, *more, user.address)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def start(self, *command):
        return self.enterContext(Window(self.desk, command, G_DEBUG="", GNOME_ACCESSIBILITY="1"))

    def wait_for_sign_in(self, service, user):
        """The first one is right, and none is before it."""
        def find():
            return [one["success"] for one in mail.sign_ins(service) if one["user"] == user.name]
        wait(find, f"the sign-in of {service}")
        self.assertTrue(find()[0], mail.dovecot.log())


@unittest.skipUnless(shutil.which("geary"), "Geary is not installed")
class Geary(Case):
    def file(self):
        return self.desk.config("geary", f"postino-{ADA.address}", "geary.ini")

    def read(self):
        file = configparser.ConfigParser(interpolation=None)
        file.read(self.file())
        return {group: dict(file[group]) for group in file.sections()}

    def test_has_the_account(self):
        self.save(ADA, "imap", "smtps")
        self.export("geary", ADA, "--yes")
        window = self.start("geary")
        window.find("table cell", ADA.address, timeout=PATIENCE)
        window.find("table cell", "Sent", timeout=PATIENCE)
        self.wait_for_sign_in("imap", ADA)
        wait(lambda: {"Account", "Folders"} <= self.read().keys(), "what Geary writes itself")
        window.process.kill()
        window.process.wait()
        self.comes_and_goes()

    def test_opens_from_the_done_page(self):
        """With the desktop files that it is installed with."""
        window = self.start(POSTINO)
        self.desk.let_bus_start("org.gnome.Geary", window.env)
        window.fill_in(CAROL.address, CAROL.password)
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")
        before = len(mail.sign_ins("imap"))
        window.find("push button", "Add the account to Geary…").click()
        window.find("push button", "Add").click()
        window.find("push button", "Take the account out of Geary again")
        wait(lambda: len(mail.sign_ins("imap")) > before, "Geary's sign-in")
        self.assertTrue(all(one["success"] for one in mail.sign_ins("imap")[before:]))

    def comes_and_goes(self):
        """What a person has set in Geary stays when the account is handed on again, and goes with it."""
        text = self.file().read_text("utf-8")
        self.assertIn("\nsignature=\n", text)
        self.file().write_text(text.replace("\nsignature=\n", "\nsignature=Ada, at sea\n"), "utf-8")
        before = self.read()
        self.save(ADA, "imaps", "smtp")
        self.export("geary", ADA, "--yes")
        after = self.read()
        self.assertEqual([after[group]["port"] for group in ("Incoming", "Outgoing")], ["993", "587"])
        for key in ("Folders", "Metadata"):
            self.assertEqual(after[key], before[key])
        self.assertEqual(after["Account"]["signature"], "Ada, at sea")
        self.export("geary", ADA, "--undo")
        self.assertFalse(self.file().parent.exists())


@unittest.skipUnless(shutil.which("thunderbird"), "Thunderbird is not installed")
class Thunderbird(Case):
    @classmethod
    def setUpClass(cls):
        cls.policies = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="postino-policies-")))
        subprocess.run(["mount", "--bind", cls.policies, POLICIES], check=True)
        cls.addClassCleanup(subprocess.run, ["umount", POLICIES], check=True)

    def hand_over(self, user):
        """As an administrator does, whose authority is the test's, and who wants no question of the desktop's default."""
        policies = json.loads(self.export("thunderbird", user))["policies"]
        policies["Certificates"] = {"Install": [str(mail.ca_file)]}
        policies["Preferences"]["mail.shell.checkDefaultClient"] = {"Value": False, "Status": "default"}
        path = POLICIES / "policies" / "policies.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"policies": policies}), "utf-8")

    def find(self, window, matches, what):
        """The window that has such a control, and the control: its windows come in any order."""
        found = []

        def look():
            found[:] = [(frame, node) for frame in window.windows() for node in frame.walk() if matches(node)]
            return found

        try:
            wait(look, what)
        except TimeoutError:
            raise AssertionError(f"no {what} in {[list(frame.walk()) for frame in window.windows()]}") from None
        return found[0]

    def click(self, window, name):
        self.find(window, lambda node: node.role == "push button" and node.name == name, name)[1].click()

    def type_into(self, window, frame, field, text):
        """By keyboard: it takes no other way. Another window that comes up meanwhile gets some of the keys."""
        window.give_keyboard_to(frame.name)
        wait(lambda: field.focused, "the keyboard's focus")
        window.press("ctrl+a")
        window.atspi.generate_keyboard_event(0, text, window.atspi.KeySynthType.STRING)
        with contextlib.suppress(TimeoutError):
            wait_until(lambda: len(field.text) == len(text), "all of it", 10)
        return len(field.text) == len(text)

    def give_password(self, window, user):
        """Thunderbird asks for it, and for nothing else."""
        frame, field = self.find(window, lambda node: node.role == "password text", "a question for the password")
        self.assertIn(user.name, " ".join(node.name for node in frame.walk()))
        wait(lambda: self.type_into(window, frame, field, user.password), "what was typed")
        self.click(window, "OK")

    def test_has_the_account(self):
        self.save(BOB, "imaps", "smtp")
        self.hand_over(BOB)
        window = self.start("thunderbird")
        self.give_password(window, BOB)
        self.wait_for_sign_in("imap", BOB)
        self.find(window, lambda node: node.role == "tree item" and node.name.startswith("Inbox"), "the inbox")
        self.desk.run("thunderbird", "-compose", f"to={BOB.address},subject=from Thunderbird,body=hello", env=window.env)
        self.click(window, "Send")
        self.give_password(window, BOB)
        self.wait_for_sign_in("smtp", BOB)
        wait(lambda: subjects(BOB, "Sent") == ["from Thunderbird"], "the copy of what was sent")

    def test_leaves_mail_where_it_is(self):
        with signed_in(EVE) as client:
            client.append("INBOX", None, None, b"From: a@postino.test\r\nSubject: stays\r\n\r\nhello\r\n")
        self.save(EVE, "pop3s", "smtps")
        self.hand_over(EVE)
        window = self.start("thunderbird")
        self.give_password(window, EVE)
        self.wait_for_sign_in("pop3", EVE)
        wait(lambda: any(b"Subject: stays" in path.read_bytes() for path in self.desk.path().rglob("Inbox")), "the message")
        wait(lambda: "Disconnected: Logged out top=" in mail.dovecot.log(), "the end of the session")
        self.assertEqual(subjects(EVE, "INBOX"), ["stays"])


if __name__ == "__main__":
    internet.enter()
    del sys.argv[1:3]
    tap.main()
