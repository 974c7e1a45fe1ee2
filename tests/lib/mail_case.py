# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases with a real Postfix that delivers to a real Dovecot, and people for each fate of a message."""

import imaplib
import ssl
import subprocess
import unittest

from servers import Mailboxes, MailServers, Unavailable, User

PASSWORD = "correct horse 'battery'"
FOLDERS = {"Spazzatura": r"\Junk", "Sent": r"\Sent", "Other": None}
ARCHIVE = User("archive@postino.test", PASSWORD)


def user(name, **more):
    return User(f"{name}@postino.test", PASSWORD, **more)


def copies(name, *places):
    """Where the mail for a user goes: folders of theirs, and a copy for the test to read."""
    return tuple(f"{name}+{place}@postino.test" for place in places) + (ARCHIVE.address,)


USERS = [
    user("ada", copies=("ada+INBOX@postino.test", ARCHIVE.address)),
    user("junk", copies=copies("junk", "Spazzatura")),
    user("sent", copies=copies("sent", "INBOX", "Sent")),
    user("twice", copies=("twice@postino.test", "twice+INBOX@postino.test")),
    user("bounce", fate="FILTER error:5.2.2 550 5.2.2 The mailbox is full"),
    user("late", fate="FILTER retry:4.7.1 450 4.7.1 Greylisted, come back later"),
    user("proven", fate="PREPEND Authentication-Results: mx.postino.test (Postfix); spf=softfail (no)"
                        " smtp.mailfrom=proven@postino.test; dkim=pass header.d=postino.test; dmarc=pass"),
    user("doubted", fate="PREPEND Authentication-Results: mx.postino.test; spf=none; dkim=none"),
    user("forged", fate="PREPEND Authentication-Results: mx.example.net; dmarc=pass"),
    user("gone", fate="DISCARD"),
    user("held", fate="HOLD"),
    ARCHIVE,
]


class MailCase(unittest.TestCase):
    """All cases of a class share the servers; `without` is what the incoming one does not offer."""

    without = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mail = MailServers(USERS, mailboxes=Mailboxes(FOLDERS, cls.without))
        try:
            cls.mail.__enter__()
        except Unavailable as reason:
            raise unittest.SkipTest(str(reason)) from reason

    @classmethod
    def tearDownClass(cls):
        cls.mail.close()
        super().tearDownClass()

    def imap(self, name):
        context = ssl.create_default_context(cafile=self.mail.ca_file)
        client = imaplib.IMAP4_SSL("localhost", self.mail.imaps, ssl_context=context)
        client.login(f"{name}@postino.test", PASSWORD)
        return client

    def contents(self, name):
        """What is in each folder: Message-IDs, and which are marked as deleted."""
        found = {}
        with self.imap(name) as client:
            for folder in ("INBOX", *FOLDERS):
                client.select(folder, readonly=True)
                numbers = client.search(None, "ALL")[1][0].split()
                found[folder] = [client.fetch(n, "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1][0]
                                 for n in numbers]
                found[folder] = [(b"\\Deleted" in answer[0], answer[1].split()[-1].decode())
                                 for answer in found[folder]]
        return found

    def put(self, name, folder, message_id, subject="Does mail go all the way?", more=""):
        text = f"From: ada@postino.test\nSubject: {subject}\nMessage-ID: {message_id}\n{more}\nhello\n"
        with self.imap(name) as client:
            client.append(folder, None, None, text.replace("\n", "\r\n").encode())

    def release(self):
        """What the outgoing server holds goes on its way."""
        subprocess.run(["postsuper", "-c", self.mail.postfix.folder / "etc", "-H", "ALL"],
                       check=True, capture_output=True)
