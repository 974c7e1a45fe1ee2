# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the demo accounts on loopback ports and writes what a client needs to find them."""

import asyncio
import errno
import json
import pathlib
import socket
import ssl

from demo.accounts import ACCOUNTS, PASSWORD
from demo.certificates import Authority
from demo.imap import Imap
from demo.mailbox import Mailbox
from demo.smtp import Smtp

ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
PROTOCOLS = {"imap": Imap, "smtp": Smtp}


class DemoServers:
    """All servers of all accounts, while the block runs.

    The folder then holds the authority to trust (`ca`), provider files (`providers`),
    and a list of the accounts with what is to be expected of them (`accounts`).
    """

    def __init__(self, folder, accounts=ACCOUNTS):
        self._accounts = accounts
        self._mailboxes = {account.name: Mailbox(account) for account in accounts}
        self._folder = pathlib.Path(folder)
        self._authority = Authority(self._folder / "authority", "Postino Demo Authority")
        self._contexts = {}
        self._listeners = []
        self._sockets = []
        self.ca = self._authority.file
        self.providers = self._folder / "providers"
        self.accounts = self._folder / "demo.json"

    async def __aenter__(self):
        self.providers.mkdir()
        for account in self._accounts:
            ports = [await self._open(account, server) for server in account.servers]
            path = self.providers / f"demo-{account.name}.provider"
            path.write_text(_provider_file(account, ports), encoding="utf-8")
        self.accounts.write_text(json.dumps([self._describe(a) for a in self._accounts], indent=2) + "\n",
                                 encoding="utf-8")
        return self

    async def __aexit__(self, *_):
        for listener in self._listeners:
            listener.close()
        for taken in self._sockets:
            taken.close()

    async def _open(self, account, server):
        """Opens a port for one server, on IPv4 and, where there is one, IPv6 loopback."""
        bound, port = _bind()
        if server.listens in ("refuses", "blocked"):
            self._sockets += bound
            for listener in bound if server.listens == "blocked" else ():
                self._sockets += _fill(listener)
            return port
        context = self._context(server.certificate, server.newest_tls) if server.encrypts else None

        async def on_client(reader, writer):
            mailbox = self._mailboxes[account.name]
            await PROTOCOLS[server.protocol](account, mailbox, server, context, reader, writer).run()

        implicit = context if server.security == "tls" and server.listens == "yes" else None
        for listener in bound:
            self._listeners.append(await asyncio.start_server(on_client, sock=listener, ssl=implicit))
        return port

    def _context(self, kind, newest_tls=None):
        """A TLS context; one certificate of a kind has the names of all servers."""
        if (kind, newest_tls) not in self._contexts:
            names = tuple(a.host(s) for a in self._accounts for s in a.servers if s.certificate == kind)
            certificate = self._authority.issue(kind, names)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            context.load_cert_chain(certificate.file, certificate.key)
            if newest_tls:
                context.set_ciphers("ALL:@SECLEVEL=0")
                context.minimum_version = context.maximum_version = ssl.TLSVersion[newest_tls]
            self._contexts[kind, newest_tls] = context
        return self._contexts[kind, newest_tls]

    def _describe(self, account):
        password_file = self._folder / "password"
        password_file.touch(mode=0o600)
        password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        return {
            "address": account.address,
            "password": PASSWORD,
            "password_file": str(password_file),
            "what": account.what,
            "timeout": 4 if account.slow else 20,
            "expected_verdict": account.expected_verdict,
            "expected_incoming_cause": account.incoming.settled or account.incoming.expected,
            "expected_outgoing_cause": account.outgoing.settled or account.outgoing.expected,
        }


def _bind():
    """Sockets for one free port on every loopback address that there is."""
    while True:
        first = _bound(*ADDRESSES[0], 0)
        port = first.getsockname()[1]
        try:
            return [first, _bound(*ADDRESSES[1], port)], port
        except FileExistsError:
            first.close()
        except OSError:
            return [first], port


def _bound(family, address, port):
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind((address, port))
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise FileExistsError from error
        raise
    return taken


def _fill(listener):
    """Fills a listener's queue, so that it answers nobody: as a firewall that drops packets."""
    listener.listen(0)
    callers = []
    for _ in range(4):
        caller = socket.socket(listener.family, socket.SOCK_STREAM)
        caller.setblocking(False)
        caller.connect_ex(listener.getsockname())
        callers.append(caller)
    return callers


def _provider_file(account, ports):
    """The account's provider, as docs/providers.md describes such files."""
    note = account.note or f"In this demo, {account.what}."
    lines = ["[Provider]", f"Id=demo-{account.name}", "Name=Demo Mail", f"Note={note}",
             f"Domains={account.domain};", f"Policy={account.policy}"]
    lines += [f"Setting={account.setting}"] if account.setting else []
    for group, server, port in zip(("Incoming 1", "Outgoing 1"), account.servers, ports):
        lines += ["", f"[{group}]", f"Protocol={server.protocol}", f"Host={account.host(server)}",
                  f"Port={port}", f"Security={server.security}", "Username=%EMAILADDRESS%",
                  "Auth=password-cleartext;"]
    lines += ["", "[Links]"]
    lines += [f"{link}=https://{account.domain}/{link}" for link in account.links]
    return "\n".join(lines) + "\n"
