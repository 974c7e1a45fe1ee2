# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that says what a script tells it to, for what real servers won't do.

    script = [send("* OK ready"), expect("CAPABILITY"), send("{tag} OK done"), hang_up()]
    with Scripted(script, security="tls", certificate=certificate) as server:
        server.port; server.transcript

Each connection runs the script from its start. `{tag}` in a line to be sent is the
first word of the line that was read last. When the script is over the connection
stays open and silent until the client leaves; hang_up() and reset() end it.
"""

import asyncio
import re
import socket
import ssl
import struct
import threading

from servers.daemon import free_ports, loopback_addresses


class Unexpected(Exception):
    """The client said something else than the script expected."""


class Connection:
    """One client: what the steps of a script work on."""

    def __init__(self, server, reader, writer):
        self.server = server
        self.reader = reader
        self.writer = writer
        self.tag = ""

    async def send(self, data):
        self.server.transcript.append(("S", data))
        self.writer.write(data)
        await self.writer.drain()

    async def read_line(self):
        line = await self.reader.readline()
        if not line:
            raise ConnectionResetError("the client has left")
        self.server.transcript.append(("C", line))
        self.tag = line.split(b" ")[0].strip().decode("ascii", "replace")
        return line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")


def send(text, end="\r\n"):
    """Sends a line, or several that are separated by "\\n"."""
    async def step(connection):
        filled = text.replace("{tag}", connection.tag).replace("\n", "\r\n") + end
        await connection.send(filled.encode("utf-8", "surrogateescape"))
    return step


def send_bytes(data):
    """Sends bytes as they are."""
    async def step(connection):
        await connection.send(data)
    return step


def drip(text, seconds):
    """Sends a text a byte at a time, that many seconds apart, with no end of line."""
    async def step(connection):
        for byte in text.encode():
            await connection.send(bytes([byte]))
            await asyncio.sleep(seconds)
    return step


def expect(pattern):
    """Reads a line, which must contain the pattern (a regular expression, any case)."""
    async def step(connection):
        line = await connection.read_line()
        if not re.search(pattern, line, re.I):
            raise Unexpected(f"expected {pattern!r}, got {line!r}")
    return step


def silence(seconds):
    async def step(_connection):
        await asyncio.sleep(seconds)
    return step


def start_tls():
    """The server's half of a TLS handshake, with the certificate of the server."""
    async def step(connection):
        await connection.writer.start_tls(connection.server.context)
    return step


def hang_up():
    """Closes the connection in an orderly way, TLS first."""
    async def step(connection):
        connection.writer.close()
        raise ConnectionResetError("the script hangs up")
    return step


def reset():
    """Ends the connection with RST."""
    async def step(connection):
        raw = connection.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.writer.transport.abort()
        raise ConnectionResetError("the script resets")
    return step


# How a test ends that was let in: a look into the mailbox, and a message that is begun and not sent.
IMAP_END = (expect("STATUS"), send("{tag} OK"), expect("EXAMINE"), send("{tag} OK"), expect("LOGOUT"))
SMTP_END = (expect("MAIL"), send("250 OK"), expect("RCPT"), send("250 OK"), expect("RSET"), send("250 OK"), expect("QUIT"))


class Scripted:
    """Runs a script for each client on a loopback port, in a thread of its own.

    In an Internet, `addresses` are others, and the port is a usual one.
    """

    def __init__(self, script, security="none", certificate=None, oldest_tls=None, newest_tls=None,
                 addresses=None, port=None):
        self._script = script
        self._addresses = addresses
        self._implicit = security == "tls"
        self.port = port or free_ports(1)[0]
        self.transcript = []
        self.surprises = []
        self.connections = 0
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate.file, certificate.key)
            if newest_tls:
                self.context.set_ciphers("ALL:@SECLEVEL=0")
                self.context.minimum_version = oldest_tls or newest_tls
                self.context.maximum_version = newest_tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()

    def __enter__(self):
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self):
        self._stop = asyncio.Event()
        self._loop.set_exception_handler(lambda loop, context: None)
        server = await asyncio.start_server(
            self._on_client, self._addresses or loopback_addresses(), self.port,
            ssl=self.context if self._implicit else None,
        )
        self._ready.set()
        await self._stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _on_client(self, reader, writer):
        self.connections += 1
        connection = Connection(self, reader, writer)
        try:
            for step in self._script:
                await step(connection)
            while await reader.read(4096):
                pass
        except Unexpected as surprise:
            self.surprises.append(str(surprise))
        except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def said(self):
        """What the clients sent, as one string of bytes."""
        return b"".join(data for who, data in self.transcript if who == "C")
