# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo's IMAP and SMTP servers have in common: lines, encryption, passwords."""

import base64
import binascii


# A fatal alert of TLS (RFC 8446, section 6), in place of the server's half of the handshake.
INTERNAL_ERROR = bytes([21, 3, 3, 0, 2, 2, 80])


class Left(Exception):
    """The conversation is over."""


class Conversation:
    """One client at one server of one account. Derived classes speak a protocol."""

    def __init__(self, account, mailbox, server, context, reader, writer):
        self.account = account
        self.mailbox = mailbox
        self.server = server
        self._context = context
        self._reader = reader
        self._writer = writer
        self.encrypted = server.security == "tls" and server.encrypts
        self.signed_in = False

    async def run(self):
        try:
            if self.server.listens != "yes":
                await self._misbehave()
            if self.server.greeting:
                await self.say(self.fill(self.server.greeting))
                raise Left
            await self.greet()
            while True:
                await self.obey(await self.read_line())
        except (Left, OSError, ValueError):
            pass
        finally:
            self._writer.close()

    async def greet(self):
        raise NotImplementedError

    async def obey(self, line):
        raise NotImplementedError

    def fill(self, text):
        return text.format(address=self.account.address, domain=self.account.domain)

    async def say(self, text):
        self._writer.write(text.replace("\n", "\r\n").encode() + b"\r\n")
        await self._writer.drain()

    async def read_line(self):
        """A line without its end. One that is longer than the reader's limit is a ValueError."""
        line = await self._reader.readline()
        if not line.endswith(b"\n"):
            raise Left
        return line.rstrip(b"\r\n").decode("utf-8", "replace")

    async def read_bytes(self, count):
        data = await self._reader.read(count)
        while len(data) < count:
            more = await self._reader.read(count - len(data))
            if not more:
                raise Left
            data += more
        return data.decode("utf-8", "replace")

    async def _misbehave(self):
        if self.server.listens == "breaks-tls":
            await self._reader.read(1)
            self._writer.write(INTERNAL_ERROR)
        while self.server.listens == "silent" and await self._reader.read(4096):
            pass
        raise Left

    @property
    def can_start_tls(self):
        return self.server.security == "starttls" and self.server.encrypts and not self.encrypted

    async def start_tls(self):
        await self._writer.start_tls(self._context)
        self.encrypted = True

    @property
    def mechanisms(self):
        return self.server.mechanisms if self.encrypted else ()

    async def credentials(self, mechanism, initial, ask):
        """User name and password of AUTH PLAIN or LOGIN; None when they make no sense."""
        try:
            if mechanism == "PLAIN":
                message = initial if initial is not None else await ask("")
                _authorization, name, password = _decode(message).split("\0")
            else:
                name = _decode(initial if initial is not None else await ask("User Name"))
                password = _decode(await ask("Password"))
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
        return name, password

    def refusal(self, name, password, wrong):
        """What to answer to a sign-in instead of a welcome: None when it is good."""
        right = password == self.account.accepted and name == self.account.address
        if self.server.login and not (right and self.account.policy == "app-password"):
            return self.fill(self.server.login)
        if right:
            self.signed_in = True
            return None
        return wrong


def _decode(text):
    return "" if text == "=" else base64.b64decode(text, validate=True).decode("utf-8")


def encode(text):
    return base64.b64encode(text.encode()).decode()
