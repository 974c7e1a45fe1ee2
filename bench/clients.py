# SPDX-License-Identifier: GPL-3.0-or-later
"""Command lines that test an account over TLS: Postino's, and those that it is measured against.

Each signs in and opens INBOX, then signs in and names sender and recipient, as far as
it can without sending a message.
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLI = ROOT / "_build" / "run" / "src" / "cli" / "postino-cli"
ADDRESS, PASSWORD = "ada@postino.test", "correct horse"

_PYTHON = """
import imaplib, smtplib, ssl, sys
ca, imap_port, smtp_port, address, password_file = sys.argv[1:]
password = open(password_file).read().strip()
context = ssl.create_default_context(cafile=ca)
imap = imaplib.IMAP4_SSL("localhost", int(imap_port), ssl_context=context)
imap.login(address, password)
imap.select("INBOX", readonly=True)
imap.logout()
smtp = smtplib.SMTP_SSL("localhost", int(smtp_port), context=context)
smtp.login(address, password)
smtp.mail(address)
smtp.rcpt(address)
smtp.rset()
smtp.quit()
"""

# curl names no sender without sending a message: NOOP stands for it.
_CURL = """\
silent
show-error
cacert = "{ca}"
user = "{address}:{password}"
url = "imaps://localhost:{imap}/"
request = "EXAMINE INBOX"
next
silent
show-error
cacert = "{ca}"
user = "{address}:{password}"
url = "smtps://localhost:{smtp}/"
request = "NOOP"
"""

_SWAKS = """\
server localhost
port {smtp}
tls-on-connect
tls-verify
tls-ca-path {ca}
auth PLAIN
auth-user {address}
auth-password {password}
from {address}
to {address}
quit-after RCPT
silent 3
"""


class Clients:
    """The commands for servers behind two ports of this computer; what they read lies in a folder."""

    def __init__(self, folder, ca_file, imap, smtp):
        self._folder, self._ca, self._imap, self._smtp = pathlib.Path(folder), str(ca_file), str(imap), str(smtp)

    def postino(self):
        return [str(CLI), "check", "--json", "--offline", "--no-repair", "--ca-file", self._ca,
                "--password-file", self._write("password", "{password}\n"),
                "--incoming", f"imaps://localhost:{self._imap}", "--outgoing", f"smtps://localhost:{self._smtp}",
                ADDRESS]

    def python(self):
        return [sys.executable, "-c", _PYTHON, self._ca, self._imap, self._smtp, ADDRESS,
                self._write("password", "{password}\n")]

    def curl(self):
        return ["curl", "--config", self._write("curl", _CURL)]

    def swaks(self):
        return ["swaks", "--config", self._write("swaks", _SWAKS)]

    def _write(self, name, text):
        path = self._folder / f"{name}-{self._imap}"
        path.write_text(text.format(ca=self._ca, address=ADDRESS, password=PASSWORD, imap=self._imap,
                                    smtp=self._smtp), encoding="utf-8")
        return str(path)
