# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server (RFC 3501) with one small mailbox, of which only what came since can be read."""

import re

from demo.conversation import Conversation, Left, encode

MESSAGES = 12
UNSEEN = 3


class Imap(Conversation):
    """Everything that a client needs to sign in, to look at INBOX, and to find and delete a message."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._folder = None

    def _capabilities(self):
        found = ["IMAP4rev1", "ID", "ENABLE", "LITERAL+"]
        if not self.signed_in:
            found += ["SASL-IR"]
            found += ["STARTTLS"] if self.can_start_tls else []
            found += [f"AUTH={mechanism}" for mechanism in self.mechanisms]
            found += [] if "PLAIN" in self.mechanisms else ["LOGINDISABLED"]
        else:
            found += ["UNSELECT", "NAMESPACE", "SPECIAL-USE", "LIST-EXTENDED", "UIDPLUS"]
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
        return self._open(arguments, "READ-ONLY")

    async def _do_select(self, arguments):
        return self._open(arguments, "READ-WRITE")

    def _open(self, arguments, mode):
        if not self.signed_in:
            return self._needs_sign_in()
        name = "INBOX" if [name.upper() for name in arguments] == ["INBOX"] else " ".join(arguments)
        if name not in self.mailbox:
            return "NO [NONEXISTENT] Mailbox doesn't exist."
        if self.server.mailbox:
            return self.fill(self.server.mailbox)
        self._folder = name
        older = MESSAGES if name == "INBOX" else 0
        return (
            "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\n"
            "* OK [PERMANENTFLAGS (\\Deleted)] Limited.\n"
            f"* {older + len(self.mailbox.messages(name))} EXISTS\n"
            "* 0 RECENT\n"
            f"* OK [UNSEEN {MESSAGES - UNSEEN + 1}] First unseen.\n"
            "* OK [UIDVALIDITY 1792000000] UIDs valid\n"
            "* OK [UIDNEXT 2000] Predicted next UID\n"
            f"OK [{mode}] Opened."
        )

    async def _do_uid(self, arguments):
        command, *rest = arguments or [""]
        handler = getattr(self, f"_uid_{command.lower()}", None)
        if not self._folder or not handler:
            return self._needs_sign_in() or "BAD Unknown command."
        return handler(rest)

    def _uid_search(self, arguments):
        """A header's words; of several keys, those of a report are all that is looked for."""
        header, words = "Content-Type", "delivery-status"
        if arguments[:1] == ["HEADER"] and len(arguments) == 3:
            header, words = arguments[1:]
        found = "".join(f" {uid}" for uid in self.mailbox.find(self._folder, header, words))
        return f"* SEARCH{found}\nOK Search completed."

    def _uid_fetch(self, arguments):
        message = self.mailbox.get(self._folder, int(arguments[0]))
        if not message:
            return "OK Fetch completed."
        size = len(message.text.replace("\n", "\r\n").encode())
        return (f"* {MESSAGES + 1} FETCH (UID {message.uid} BODY[]<0> {{{size}}}\n"
                f"{message.text})\nOK Fetch completed.")

    def _uid_store(self, arguments):
        for uid in arguments[0].split(","):
            message = self.mailbox.get(self._folder, int(uid))
            if message:
                message.deleted = True
        return "OK Store completed."

    def _uid_expunge(self, arguments):
        gone = self.mailbox.expunge(self._folder, [int(uid) for uid in arguments[0].split(",")])
        return "".join(f"* {MESSAGES + 1} EXPUNGE\n" for _ in gone) + "OK Expunge completed."

    async def _do_status(self, _arguments):
        return self._needs_sign_in() or (
            f"* STATUS INBOX (MESSAGES {MESSAGES} UNSEEN {UNSEEN})\nOK Status completed."
        )

    async def _do_search(self, _arguments):
        unseen = " ".join(map(str, range(MESSAGES - UNSEEN + 1, MESSAGES + 1)))
        return self._needs_sign_in() or f"* SEARCH {unseen}\nOK Search completed."

    async def _do_list(self, _arguments):
        return self._needs_sign_in() or (
            '* LIST (\\HasNoChildren) "/" INBOX\n* LIST (\\HasNoChildren \\Junk) "/" Junk\nOK List completed.'
        )

    async def _do_close(self, _arguments):
        return self._needs_sign_in() or "OK Close completed."

    _do_unselect = _do_close
