# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server (RFC 3501) with one small mailbox that can be read only."""

import re

from demo.conversation import Conversation, Left, encode

MESSAGES = 12
UNSEEN = 3


class Imap(Conversation):
    """Everything that a client needs to sign in and to look at INBOX."""

    def _capabilities(self):
        found = ["IMAP4rev1", "ID", "ENABLE", "LITERAL+"]
        if not self.signed_in:
            found += ["SASL-IR"]
            found += ["STARTTLS"] if self.can_start_tls else []
            found += [f"AUTH={mechanism}" for mechanism in self.mechanisms]
            found += [] if "PLAIN" in self.mechanisms else ["LOGINDISABLED"]
        else:
            found += ["UNSELECT", "NAMESPACE", "SPECIAL-USE"]
        return "CAPABILITY " + " ".join(found)

    async def greet(self):
        await self.say(f"* OK [{self._capabilities()}] {self.account.host(self.server)} ready.")

    async def obey(self, line):
        tag, _, rest = line.partition(" ")
        command, _, arguments = rest.partition(" ")
        handler = getattr(self, f"_do_{command.lower()}", None)
        if not handler or not tag:
            await self.say(f"{tag or '*'} BAD Unknown command.")
            return
        answer = await handler(await self._arguments(arguments))
        if answer:
            *untagged, last = answer.split("\n")
            await self.say("\n".join([*untagged, f"{tag} {last}"]))
        if command.lower() == "starttls" and answer.startswith("OK"):
            await self.start_tls()
        if command.lower() == "logout":
            raise Left

    async def _arguments(self, text):
        """Splits arguments: atoms, quoted strings, lists and literals (whose lines are read here)."""
        found = []
        while text:
            quoted = re.match(r'"((?:[^"\\]|\\.)*)" ?', text)
            literal = re.fullmatch(r"\{(\d{1,5})(\+?)\}", text)
            listed = re.match(r"\((.*?)\) ?", text)
            if quoted:
                found.append(re.sub(r"\\(.)", r"\1", quoted[1]))
                text = text[quoted.end():]
            elif literal:
                if not literal[2]:
                    await self.say("+ Ready for literal data")
                found.append(await self.read_bytes(int(literal[1])))
                text = (await self.read_line()).lstrip(" ")
            elif listed:
                found.append(listed[1])
                text = text[listed.end():]
            else:
                atom, _, text = text.partition(" ")
                found.append(atom)
        return found

    async def _do_capability(self, _arguments):
        return f"* {self._capabilities()}\nOK Capability completed."

    async def _do_noop(self, _arguments):
        return "OK NOOP completed."

    async def _do_id(self, _arguments):
        return '* ID ("name" "Postino demo")\nOK ID completed.'

    async def _do_enable(self, _arguments):
        return "* ENABLED\nOK Enabled."

    async def _do_logout(self, _arguments):
        return "* BYE Logging out\nOK Logout completed."

    async def _do_starttls(self, _arguments):
        if not self.can_start_tls:
            return "BAD TLS is not available."
        return "OK Begin TLS negotiation now."

    async def _do_login(self, arguments):
        if len(arguments) != 2:
            return "BAD Error in IMAP command received by server."
        if "PLAIN" not in self.mechanisms:
            return "NO [PRIVACYREQUIRED] Plaintext authentication disallowed on this connection."
        return self._sign_in(*arguments)

    async def _do_authenticate(self, arguments):
        mechanism = arguments[0].upper() if arguments else ""
        if mechanism not in self.mechanisms or mechanism not in ("PLAIN", "LOGIN"):
            return "NO [CANNOT] Unsupported authentication mechanism."
        initial = arguments[1] if len(arguments) > 1 else None
        credentials = await self.credentials(mechanism, initial, self._ask)
        if not credentials:
            return "BAD Authentication aborted by client."
        return self._sign_in(*credentials)

    async def _ask(self, prompt):
        await self.say(f"+ {encode(prompt)}")
        return await self.read_line()

    def _sign_in(self, name, password):
        refused = self.refusal(name, password, "NO [AUTHENTICATIONFAILED] Authentication failed.")
        return refused or f"OK [{self._capabilities()}] Logged in"

    def _needs_sign_in(self):
        return None if self.signed_in else "BAD Please log in first."

    async def _do_examine(self, arguments):
        if not self.signed_in:
            return self._needs_sign_in()
        if [name.upper() for name in arguments] != ["INBOX"]:
            return "NO [NONEXISTENT] Mailbox doesn't exist."
        if self.server.mailbox:
            return self.fill(self.server.mailbox)
        return (
            "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\n"
            "* OK [PERMANENTFLAGS ()] Read-only mailbox.\n"
            f"* {MESSAGES} EXISTS\n"
            "* 0 RECENT\n"
            f"* OK [UNSEEN {MESSAGES - UNSEEN + 1}] First unseen.\n"
            "* OK [UIDVALIDITY 1792000000] UIDs valid\n"
            f"* OK [UIDNEXT {MESSAGES + 1}] Predicted next UID\n"
            "OK [READ-ONLY] Examine completed."
        )

    _do_select = _do_examine

    async def _do_status(self, _arguments):
        return self._needs_sign_in() or (
            f"* STATUS INBOX (MESSAGES {MESSAGES} UNSEEN {UNSEEN})\nOK Status completed."
        )

    async def _do_search(self, _arguments):
        unseen = " ".join(map(str, range(MESSAGES - UNSEEN + 1, MESSAGES + 1)))
        return self._needs_sign_in() or f"* SEARCH {unseen}\nOK Search completed."

    async def _do_list(self, _arguments):
        return self._needs_sign_in() or '* LIST (\\HasNoChildren) "/" INBOX\nOK List completed.'

    async def _do_close(self, _arguments):
        return self._needs_sign_in() or "OK Close completed."

    _do_unselect = _do_close
