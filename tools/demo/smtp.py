# SPDX-License-Identifier: GPL-3.0-or-later
"""A submission server (RFC 6409) whose messages go no further than the demo."""

import re

from demo.conversation import Conversation, Left, encode


class Smtp(Conversation):
    """Everything that a client needs to sign in and to send to its own account."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._sender = False
        self._recipient = False

    async def greet(self):
        await self.say(f"220 {self.account.host(self.server)} ESMTP Postino demo")

    async def obey(self, line):
        verb, _, argument = line.partition(" ")
        handler = getattr(self, f"_do_{verb.lower()}", None)
        if handler:
            await self.say(await handler(argument.strip()))
        else:
            await self.say("502 5.5.2 Error: command not recognized")
        if verb.lower() == "starttls" and self.can_start_tls:
            await self.start_tls()
        if verb.lower() == "quit":
            raise Left

    async def _do_ehlo(self, _argument):
        offered = [self.account.host(self.server), "PIPELINING", "SIZE 10240000"]
        offered += ["STARTTLS"] if self.can_start_tls else []
        offered += ["AUTH " + " ".join(self.mechanisms)] if self.mechanisms else []
        offered += ["ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"]
        return "\n".join([f"250-{line}" for line in offered[:-1]] + [f"250 {offered[-1]}"])

    async def _do_helo(self, _argument):
        return f"250 {self.account.host(self.server)}"

    async def _do_noop(self, _argument):
        return "250 2.0.0 Ok"

    async def _do_rset(self, _argument):
        self._sender = self._recipient = False
        return "250 2.0.0 Ok"

    async def _do_quit(self, _argument):
        return "221 2.0.0 Bye"

    async def _do_starttls(self, _argument):
        if not self.can_start_tls:
            return "502 5.5.1 Error: command not implemented"
        return "220 2.0.0 Ready to start TLS"

    async def _do_auth(self, argument):
        mechanism, _, initial = argument.partition(" ")
        mechanism = mechanism.upper()
        if not self.encrypted:
            return "530 5.7.0 Must issue a STARTTLS command first"
        if mechanism not in self.mechanisms or mechanism not in ("PLAIN", "LOGIN"):
            return "535 5.7.8 Error: authentication failed: Invalid authentication mechanism"
        credentials = await self.credentials(mechanism, initial or None, self._ask)
        if not credentials:
            return "501 5.5.4 Malformed authentication data"
        wrong = "535 5.7.8 Error: authentication failed: authentication failure"
        return self.refusal(*credentials, wrong) or "235 2.7.0 Authentication successful"

    async def _ask(self, prompt):
        await self.say(f"334 {encode(prompt)}")
        return await self.read_line()

    async def _do_mail(self, argument):
        if not self.encrypted:
            return "530 5.7.0 Must issue a STARTTLS command first"
        if not re.match(r"from:\s*<.*>", argument, re.I):
            return "501 5.5.4 Syntax: MAIL FROM:<address>"
        if self.server.sender and self.signed_in:
            return self.fill(self.server.sender)
        self._sender = True
        return "250 2.1.0 Ok"

    async def _do_rcpt(self, argument):
        if not self._sender:
            return "503 5.5.1 Error: need MAIL command"
        recipient = re.match(r"to:\s*<(.*)>", argument, re.I)
        if not recipient:
            return "501 5.5.4 Syntax: RCPT TO:<address>"
        if not self.signed_in:
            return f"554 5.7.1 <{recipient[1]}>: Relay access denied"
        if self.server.recipient:
            return self.fill(self.server.recipient)
        self._recipient = recipient[1].lower() == self.account.address
        return "250 2.1.5 Ok"

    async def _do_data(self, _argument):
        if not self._recipient:
            return "554 5.5.1 Error: the demo takes no messages for others"
        await self.say("354 End data with <CR><LF>.<CR><LF>")
        lines = []
        while (line := await self.read_line()) != ".":
            lines.append(line.removeprefix("."))
        self._sender = self._recipient = False
        self.mailbox.deliver("\n".join(lines) + "\n")
        return "250 2.0.0 Ok: queued"
