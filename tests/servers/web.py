# SPDX-License-Identifier: GPL-3.0-or-later
"""Web servers of the small internet: HTTPS on port 443 for many hosts, well-behaved or not.

    with Web(net) as web:
        web.add_host("autoconfig.example.org")
        web.serve("autoconfig.example.org", "/mail/config-v1.1.xml", document("<clientConfig/>"))
        …
        web.requests        # all that was asked, in order
        web.greeted         # the names in the TLS greetings, asked further or not
        web.plain           # whatever came to port 80 of any address: nothing ever should

An answer is a function that gets the Visit; those below make the usual and the odd ones.
"""

import dataclasses
import socket
import ssl
import threading
import time
import zlib

ADDRESS = "10.77.2.1"
ISP_DATABASE = "autoconfig.thunderbird.net"
AUTOCONFIG = "/mail/config-v1.1.xml"
WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml"
_SILENT, _UNREACHABLE, _REFUSING = "10.77.2.2", "10.77.2.3", "10.77.2.4"
_LONGEST = 60


@dataclasses.dataclass
class Request:
    """One request, as it came."""

    host: str
    path: str
    query: str
    headers: dict
    raw: str


class Visit:
    """A client that has asked: what an answer works on."""

    def __init__(self, server, connection, request):
        self.server, self.connection, self.request = server, connection, request
        self.sent = 0

    def send(self, data):
        self.connection.sendall(data)
        self.sent += len(data)

    def send_head(self, status, *headers):
        lines = [f"HTTP/1.1 {status} Whatever", "Connection: close", *headers]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode())

    def wait(self):
        """Until the client has left, or the server ends."""
        while not self.server.stopped.is_set():
            try:
                if not self.connection.recv(1024):
                    return
            except (TimeoutError, ssl.SSLWantReadError):
                pass


def document(text, status=200, content_type="text/xml; charset=utf-8", headers=()):
    """A whole document."""
    body = text if isinstance(text, bytes) else text.encode()

    def answer(visit):
        visit.send_head(status, f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *headers)
        visit.send(body)
    return answer


def redirect(url, status=302, headers=()):
    """Leads to another place; `{query}` in it is the query that came."""
    def answer(visit):
        place = url.replace("{query}", visit.request.query)
        visit.send_head(status, f"Location: {place}", "Content-Length: 0", *headers)
    return answer


def silence(after_head=False):
    """Nothing, or the head and then nothing."""
    def answer(visit):
        if after_head:
            visit.send_head(200, "Content-Type: text/xml", "Content-Length: 2000")
        visit.wait()
    return answer


def drip(text, seconds):
    """A good document, a byte at a time."""
    body = text.encode()

    def answer(visit):
        visit.send_head(200, "Content-Type: text/xml", f"Content-Length: {len(body)}")
        for byte in body:
            visit.send(bytes([byte]))
            if visit.server.stopped.wait(seconds):
                return
    return answer


def huge(text, size=1 << 30, told=True):
    """A good document, followed by blanks up to a size that is made while it is sent."""
    blanks = b" " * 65536

    def answer(visit):
        visit.send_head(200, "Content-Type: text/xml", *([f"Content-Length: {size}"] if told else []))
        visit.send(text.encode())
        while visit.sent < size and not visit.server.stopped.is_set():
            visit.server.most_sent = max(visit.server.most_sent, visit.sent)
            visit.send(blanks)
    return answer


def gzip_bomb(text, size=192 << 20):
    """A good document with that many blanks behind it, small on the wire."""
    # A piece at a time: what this process takes counts for the programs that it starts.
    packer = zlib.compressobj(9, wbits=31)
    piece = b" " * min(size, 1 << 20)
    packed = [packer.compress(text.encode()), *(packer.compress(piece) for _ in range(size // len(piece)))]
    return document(b"".join([*packed, packer.flush()]), headers=["Content-Encoding: gzip"])


def cut_off(text):
    """Half of a document whose head promises all of it."""
    def answer(visit):
        visit.send_head(200, "Content-Type: text/xml", f"Content-Length: {len(text)}")
        visit.send(text.encode()[:len(text) // 2])
    return answer


def late(answer, seconds):
    """An answer, after a while."""
    def wait(visit):
        if not visit.server.stopped.wait(seconds):
            answer(visit)
    return wait


class Web:
    """All the hosts, on a few addresses of an Internet."""

    def __init__(self, net, round_trip_ms=0):
        self._net = net
        self._hosts = {}
        self._listeners = []
        self._kept = []
        self._lock = threading.Lock()
        self._contexts = {}
        self.round_trip = round_trip_ms / 1000
        self.stopped = threading.Event()
        self.requests = []
        self.greeted = []
        self.plain = []
        self.most_sent = 0

    def __enter__(self):
        for address in (ADDRESS, _SILENT, _UNREACHABLE, _REFUSING):
            self._net.add_address(address)
        self._fallback = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._fallback.sni_callback = self._on_greeting
        self._listen(ADDRESS, 443, self._on_client)
        self._listen("0.0.0.0", 80, self._on_plain)
        self.add_host(ISP_DATABASE)
        self._kept.append(_listener(_SILENT, 443))
        self._kept += _fill(_listener(_UNREACHABLE, 443, backlog=0))
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for listener in self._listeners:
            # Wakes the thread that waits for a client: until then the port stays taken.
            listener.shutdown(socket.SHUT_RDWR)
        for taken in self._listeners + self._kept:
            taken.close()

    def add_host(self, name, certificate="valid", silent_in_tls=False):
        """A host with a certificate of one of the demo's KINDS."""
        self._net.add_host(name, ADDRESS)
        self.add_name(name, certificate, silent_in_tls)

    def add_name(self, name, certificate="valid", silent_in_tls=False):
        """Lets the server speak for a name that leads here by an alias."""
        self._hosts[name] = {"certificate": certificate, "silent": silent_in_tls, "answers": {}}

    def add_faulty_host(self, name, how):
        """A host that is "silent" (takes connections and says nothing), "unreachable" or "refusing"."""
        self._net.add_host(name, {"silent": _SILENT, "unreachable": _UNREACHABLE, "refusing": _REFUSING}[how])

    def serve(self, host, path, answer):
        self._hosts[host]["answers"][path] = answer

    def silence_in_tls(self, host, silent):
        """Whether a host keeps silent from now on once it has been greeted."""
        self._hosts[host]["silent"] = silent

    def add_ispdb(self, domain, answer):
        """What Mozilla's database of providers has for a domain."""
        self.serve(ISP_DATABASE, f"/v1.1/{domain}", answer)

    def add_autoconfig(self, domain, answer, host=None, **options):
        """A provider's own answer, at autoconfig.DOMAIN or another host of its."""
        host = host or f"autoconfig.{domain}"
        if host not in self._hosts:
            self.add_host(host, **options)
        self.serve(host, AUTOCONFIG, answer)

    def add_well_known(self, domain, answer, **options):
        """A provider's own answer, at the domain itself."""
        if domain not in self._hosts:
            self.add_host(domain, **options)
        self.serve(domain, WELL_KNOWN, answer)

    def asked(self, host):
        """The requests that one host got."""
        return [request for request in self.requests if request.host == host]

    def asked_below(self, domain):
        """The requests that came to a domain, or to a name below it."""
        return [r for r in self.requests if f".{r.host}".endswith(f".{domain}")]

    def _listen(self, address, port, on_client):
        listener = _listener(address, port)
        self._listeners.append(listener)
        threading.Thread(target=self._accept, args=(listener, on_client), daemon=True).start()

    def _accept(self, listener, on_client):
        while not self.stopped.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.settimeout(0.5)
            threading.Thread(target=self._attend, args=(connection, on_client), daemon=True).start()

    @staticmethod
    def _attend(connection, on_client):
        try:
            with connection:
                on_client(connection)
        except (OSError, ValueError):
            pass  # the client has left, or did not like the certificate

    def _on_greeting(self, connection, name, _context):
        self.greeted.append(name)
        host = self._hosts.get(name)
        if not host:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        if host["silent"]:
            self.stopped.wait(_LONGEST)
        connection.context = self.context(name)
        return None

    def context(self, name):
        """The TLS context of a host. One certificate of a kind has the names of all hosts: it takes time to make."""
        with self._lock:
            if name not in self._contexts:
                kind = self._hosts[name]["certificate"]
                names = tuple(known for known, host in list(self._hosts.items()) if host["certificate"] == kind)
                certificate = self._net.authority.issue(kind, names)
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate.file, certificate.key)
                self._contexts.update(dict.fromkeys(names, context))
            return self._contexts[name]

    def _on_client(self, connection):
        # One round trip for the connection, one for its encryption, one for the request.
        time.sleep(2 * self.round_trip)
        connection.settimeout(10)
        with self._fallback.wrap_socket(connection, server_side=True) as encrypted:
            request = _read(encrypted, encrypted.recv)
            host = self._hosts.get(request.host, {"answers": {}})
            self.requests.append(request)
            time.sleep(self.round_trip)
            encrypted.settimeout(0.5 if not self.stopped.is_set() else 0)
            answer = host["answers"].get(request.path, document("<h1>Not found</h1>", 404, "text/html"))
            answer(Visit(self, encrypted, request))
            _close(encrypted)

    def _on_plain(self, connection):
        self.plain.append("connection")
        self.plain.append(_read(connection, connection.recv))


def _close(encrypted):
    """Ends the encrypted stream as a server should, with what is under way delivered."""
    encrypted.settimeout(0.5)
    encrypted.unwrap().close()


def _read(connection, receive):
    raw = b""
    while b"\r\n\r\n" not in raw and len(raw) < 65536:
        data = receive(4096)
        if not data:
            raise ConnectionResetError("the client has left")
        raw += data
    text = raw.decode("latin-1")
    first, *lines = text.split("\r\n\r\n")[0].split("\r\n")
    headers = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    path, _, query = first.split(" ")[1].partition("?")
    return Request(headers.get("host", "").lower(), path, query, headers, text)


def _listener(address, port, backlog=256):
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind((address, port))
    taken.listen(backlog)
    return taken


def _fill(listener):
    """Fills a listener's queue, so that it answers nobody: as a firewall that drops packets."""
    callers = []
    for _ in range(4):
        caller = socket.socket()
        caller.setblocking(False)
        caller.connect_ex(listener.getsockname())
        callers.append(caller)
    return [listener, *callers]
