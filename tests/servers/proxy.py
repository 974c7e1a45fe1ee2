# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy that keeps a list of where it was asked to go: SOCKS 5 (RFC 1928) and HTTP CONNECT on one port.

    with Proxy("10.77.3.1", 1080, {"mail.inside.example": "10.77.1.1"}) as proxy:
        …
        proxy.passed        # [("socks", "mail.inside.example", 993), …]

It knows its own names: a client that asks DNS for them finds nothing.
"""

import contextlib
import socket
import socketserver
import struct
import threading


class Proxy:
    """Serves while the block runs; `names` are the hosts that it reaches, and where."""

    def __init__(self, address, port, names):
        self._where = (address, port)
        self.names = names
        self.passed = []

    def __enter__(self):
        self._server = type("Server", (socketserver.ThreadingTCPServer,), {
            "allow_reuse_address": True, "daemon_threads": True, "block_on_close": False, "request_queue_size": 64,
        })(self._where, _Client)
        self._server.proxy = self
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class _Client(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError, ValueError):
            first = self.rfile.read(1)
            kind, host, port = ("socks", *self._read_socks()) if first == b"\5" else ("connect", *self._read_connect())
            self.server.proxy.passed.append((kind, host, port))
            target = self.server.proxy.names.get(host)
            yes, no = (b"\5\0\0\1" + b"\0" * 6, b"\5\4\0\1" + b"\0" * 6) if kind == "socks" else (
                b"HTTP/1.1 200 Connected\r\n\r\n", b"HTTP/1.1 502 Unknown\r\nContent-Length: 0\r\n\r\n")
            self.wfile.write(yes if target else no)
            if target:
                with socket.create_connection((target, port), timeout=30) as far:
                    self._pass(far)

    def _read_socks(self):
        self.rfile.read(self.rfile.read(1)[0])
        self.wfile.write(b"\5\0")
        kind = self.rfile.read(4)[3]
        if kind == 3:
            host = self.rfile.read(self.rfile.read(1)[0]).decode("ascii")
        else:
            host = socket.inet_ntop(*((socket.AF_INET, self.rfile.read(4)) if kind == 1
                                      else (socket.AF_INET6, self.rfile.read(16))))
        return host, struct.unpack("!H", self.rfile.read(2))[0]

    def _read_connect(self):
        place = self.rfile.readline().decode("latin-1").split(" ")[1]
        while self.rfile.readline().strip():
            pass
        host, _, port = place.rpartition(":")
        return host, int(port)

    def _pass(self, far):
        def back():
            with contextlib.suppress(OSError):
                while data := far.recv(65536):
                    self.connection.sendall(data)
                self.connection.shutdown(socket.SHUT_WR)

        threading.Thread(target=back, daemon=True).start()
        while data := self.rfile.read1(65536):
            far.sendall(data)
