# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of a demo account, which its outgoing server puts in and its incoming one shows."""

import dataclasses
import re
import time

# How long a message is on its way, so that it can be watched.
TRAVELS_S = 2.5

FIRST_UID = 1001

PROVEN = "spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
DOUBTED = "spf=fail smtp.mailfrom={domain}; dkim=none; dmarc=fail header.from={domain}"

REPORT = """From: Mail Delivery System <mailer-daemon@mx.{domain}>
To: {address}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{uid}@mx.{domain}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

Your message could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 <{address}>: The mailbox is full

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--part--
"""


@dataclasses.dataclass
class Message:
    uid: int
    text: str
    there: float            # when it is there, on the monotonic clock
    deleted: bool = False   # marked as deleted


class Mailbox:
    """What has come for an account since the demo began, by folder."""

    def __init__(self, account):
        self._account = account
        self._folders = {"INBOX": [], "Junk": []}
        self._next_uid = FIRST_UID

    def __contains__(self, folder):
        return folder in self._folders

    def messages(self, folder):
        return [message for message in self._folders[folder] if message.there <= time.monotonic()]

    def find(self, folder, header, words):
        """The UIDs of the messages with a header that has these words in it."""
        wanted = re.compile(rf"^{re.escape(header)}:.*{re.escape(words)}", re.I | re.M)
        return [message.uid for message in self.messages(folder) if wanted.search(message.text.partition("\n\n")[0])]

    def get(self, folder, uid):
        return next((message for message in self.messages(folder) if message.uid == uid), None)

    def expunge(self, folder, uids):
        """Takes out what is marked, of these alone. Returns the UIDs."""
        gone = [message.uid for message in self.messages(folder) if message.deleted and message.uid in uids]
        self._folders[folder] = [message for message in self._folders[folder] if message.uid not in gone]
        return gone

    def deliver(self, text):
        """What becomes of a message that the outgoing server has taken."""
        fate = self._account.fate
        if fate == "bounces":
            found = re.search(r"^Message-ID: *(.+)$", text, re.I | re.M)
            self._put("INBOX", REPORT.format(uid=self._next_uid, message_id=found[1] if found else "",
                                             address=self._account.address, domain=self._account.domain))
        elif fate != "lost":
            result = (DOUBTED if fate == "junk" else PROVEN).format(domain=self._account.domain)
            header = f"Authentication-Results: mx.{self._account.domain}; {result}\n"
            self._put("Junk" if fate == "junk" else "INBOX", header + text)

    def _put(self, folder, text):
        self._folders[folder].append(Message(self._next_uid, text, time.monotonic() + TRAVELS_S))
        self._next_uid += 1
