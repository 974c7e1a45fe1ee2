# SPDX-License-Identifier: GPL-3.0-or-later
"""A name server that does what real ones won't do on demand: fail, keep silent, take its time.

    names = Names("10.77.0.54").start()
    names.add("example.org", "MX", "10 mx.example.org")
    names.fault("_imaps._tcp.example.org", "servfail")     # or "silent"
    names.fault("example.org", "silent", kinds=["MX"])
    names.delay_ms = 100

Values are written as in a zone file. Names without a record do not exist; a name
that has others, or names below it, is merely empty. UDP and TCP.
"""

import socket
import socketserver
import struct
import threading
import time

TYPES = {"A": 1, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "ANY": 255}
_NICKS = {number: nick for nick, number in TYPES.items()}
_SERVFAIL, _NXDOMAIN = 2, 3


def _clean(name):
    return name.rstrip(".").lower()


def _wire_name(name):
    labels = _clean(name).encode("ascii").split(b".") if _clean(name) else []
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def _wire_value(kind, value):
    if kind in ("A", "AAAA"):
        return socket.inet_pton(socket.AF_INET if kind == "A" else socket.AF_INET6, value)
    if kind == "CNAME":
        return _wire_name(value)
    if kind == "TXT":
        return bytes([len(value)]) + value.encode()
    *numbers, target = value.split()
    return struct.pack(f"!{len(numbers)}H", *map(int, numbers)) + _wire_name(target)


class Names:
    """The records and faults of a small world, changed at any time, and who asked for what."""

    def __init__(self, address):
        self._address = address
        self._records = {}
        self._faults = {}
        self._servers = []
        self.delay_ms = 0
        self.silent = False
        self.asked = []

    def add(self, name, kind, *values):
        self._records.setdefault(_clean(name), {}).setdefault(kind, []).extend(values)

    def fault(self, name, fault, below=False, kinds=None):
        """From now on "servfail" or "silent" for a name, or for it and all names below; for all types or some."""
        self._faults[_clean(name)] = (fault, below, kinds)

    def start(self):
        for kind, handler in ((socketserver.ThreadingUDPServer, _Datagram), (socketserver.ThreadingTCPServer, _Stream)):
            server = type("Server", (kind,), {
                "allow_reuse_address": True, "daemon_threads": True, "block_on_close": False,
                "max_packet_size": 4096, "request_queue_size": 128,
            })((self._address, 53), handler)
            server.names = self
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            self._servers.append(server)
        return self

    def stop(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _fault_of(self, name, kind):
        labels = name.split(".")
        for i in range(len(labels)):
            fault, below, kinds = self._faults.get(".".join(labels[i:]), (None, False, None))
            if fault and (i == 0 or below) and kind in (kinds or [kind]):
                return fault
        return None

    def _exists(self, name):
        return any(known == name or known.endswith("." + name) for known in list(self._records))

    def _find(self, name, kind):
        """The records for a question, aliases followed: (owner, type, value)."""
        found = []
        for _ in range(8):
            own = self._records.get(name, {})
            found += [(name, kind, value) for value in own.get(kind, ())]
            if kind in own or "CNAME" not in own:
                break
            found.append((name, "CNAME", own["CNAME"][0]))
            name = _clean(own["CNAME"][0])
        return found, self._exists(name)

    def answer(self, question):
        """The reply to a question, both as bytes, or None for silence."""
        labels, at = [], 12
        while question[at]:
            labels.append(question[at + 1:at + 1 + question[at]].decode("ascii", "replace"))
            at += 1 + question[at]
        number, _ = struct.unpack_from("!HH", question, at + 1)
        name, kind = _clean(".".join(labels)), _NICKS.get(number, str(number))
        self.asked.append((name, kind))
        time.sleep(self.delay_ms / 1000)
        fault = self._fault_of(name, kind)
        if self.silent or fault == "silent":
            return None
        found, exists = ([], True) if fault else self._find(name, kind)
        code = _SERVFAIL if fault == "servfail" else 0 if exists else _NXDOMAIN
        head = question[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, len(found), 0, 0)
        reply = head + question[12:at + 5]
        for owner, record, value in found:
            data = _wire_value(record, value)
            reply += _wire_name(owner) + struct.pack("!HHIH", TYPES[record], 1, 0, len(data)) + data
        return reply


class _Datagram(socketserver.BaseRequestHandler):
    def handle(self):
        question, outlet = self.request
        reply = self.server.names.answer(question)
        if reply and len(reply) > 512:
            # Cut off: the client asks again over TCP.
            end = 12 + question[12:].index(b"\0") + 5
            flags = struct.pack("!H", struct.unpack_from("!H", reply, 2)[0] | 0x0200)
            reply = reply[:2] + flags + reply[4:6] + b"\0" * 6 + reply[12:end]
        if reply:
            outlet.sendto(reply, self.client_address)


class _Stream(socketserver.StreamRequestHandler):
    def handle(self):
        while len(size := self.rfile.read(2)) == 2:
            reply = self.server.names.answer(self.rfile.read(int.from_bytes(size, "big")))
            if reply:
                self.wfile.write(len(reply).to_bytes(2, "big") + reply)
