# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/check-links, against a server on loopback: what it calls wrong, and how politely it asks."""

import contextlib
import http.client
import http.server
import importlib.machinery
import importlib.util
import io
import os
import pathlib
import re
import socket
import tempfile
import threading
import unittest
import urllib.request

import tap

TOOL = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "tools" / "check-links"


def load():
    loader = importlib.machinery.SourceFileLoader("check_links", str(TOOL))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("check_links", loader))
    loader.exec_module(module)
    return module


check_links = load()

# Path: the status for HEAD, for GET, and where it leads.
PAGES = {
    "/fine": (200, 200, None),
    "/": (200, 200, None),
    "/no-head": (405, 200, None),
    "/head-not-found": (404, 200, None),
    "/gone": (404, 404, None),
    "/broken": (500, 500, None),
    "/forbidden": (403, 403, None),
    "/moved": (301, 301, "https://other.example/fine"),
    "/with-query": (302, 302, "/fine?from=here"),
    "/to-front": (302, 302, "https://pages.example/"),
    "/to-plain": (302, 302, "http://pages.example/fine"),
    "/loop": (302, 302, "/loop"),
}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, get):
        self.server.asked.append((self.command, self.headers["Host"], self.path))
        path = self.path.partition("?")[0]
        if path == "/silent":
            self.server.over.wait()
            return
        if path == "/nonsense":
            self.wfile.write(b"This is no HTTP\r\n\r\n")
            return
        page = PAGES[path]
        self.send_response(page[get])
        if page[2]:
            self.send_header("Location", page[2])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self):
        self.answer(0)

    def do_GET(self):
        self.answer(1)

    def log_message(self, *args):
        pass


class Loopback(urllib.request.HTTPSHandler):
    """HTTPS to whatever host: plain HTTP to the test's server."""

    def __init__(self, port):
        super().__init__()
        self.port = port

    def https_open(self, req):
        def connect(_host, timeout, **_):
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

        return self.do_open(connect, req)


class Clock:
    def __init__(self):
        self.now = 100.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


class CheckLinks(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.asked = []
        self.server.over = threading.Event()
        thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.server.over.set)
        self.clock = Clock()
        self.checker = self.make_checker(self.server.server_address[1])

    def make_checker(self, port, timeout=20):
        pace = check_links.Pace(clock=lambda: self.clock.now, sleep=self.clock.sleep)
        return check_links.Checker(Loopback(port), pace, timeout)

    def check(self, path):
        return self.checker.check(f"https://pages.example{path}")

    def test_verdicts(self):
        for path, verdict in {
            "/fine": "fine", "/fine#part": "fine", "/": "fine", "/no-head": "fine",
            "/head-not-found": "fine", "/with-query": "look", "/moved": "look",
            "/forbidden": "look", "/gone": "wrong", "/broken": "wrong", "/to-front": "wrong",
            "/to-plain": "wrong", "/loop": "wrong", "/nonsense": "wrong",
        }.items():
            with self.subTest(path=path):
                self.assertEqual(self.check(path).verdict, verdict)

    def test_where_it_leads(self):
        self.assertEqual(self.check("/moved").final, "https://other.example/fine")
        self.assertIn("http://pages.example/fine", self.check("/to-plain").what)
        self.assertEqual(self.check("/gone").what, "status 404")

    def test_head_first(self):
        self.check("/fine")
        self.check("/no-head")
        self.assertEqual([(method, path) for method, _, path in self.server.asked],
                         [("HEAD", "/fine"), ("HEAD", "/no-head"), ("GET", "/no-head")])

    def test_a_redirect_keeps_the_method(self):
        self.check("/moved")
        self.assertEqual(self.server.asked, [("HEAD", "pages.example", "/moved"),
                                             ("HEAD", "other.example", "/fine")])

    def test_silence(self):
        checker = self.make_checker(self.server.server_address[1], timeout=0.2)
        result = checker.check("https://pages.example/silent")
        self.assertEqual(result.verdict, "wrong")
        self.assertIn("timed out", result.what)

    def test_nobody_there(self):
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            result = self.make_checker(nobody.getsockname()[1]).check("https://pages.example/fine")
        self.assertEqual(result.verdict, "wrong")
        self.assertIn("refused", result.what)

    def test_pace(self):
        for url in ("https://a.example/fine", "https://a.example/no-head", "https://b.example/fine"):
            self.checker.check(url)
        # One request to a.example, two more a second apart each, and none to wait for b.example.
        self.assertEqual(self.clock.slept, [0, 1, 1, 0])

    def test_pace_of_redirects(self):
        self.check("/with-query")
        self.assertEqual(self.clock.slept, [0, 1])

    def run_on(self, text):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
            (pathlib.Path(folder) / "one.provider").write_text(text, encoding="utf-8")
            status = check_links.main([folder], self.checker)
        return status, out.getvalue()

    def test_all_fine(self):
        status, out = self.run_on("[Provider]\nNote=x=https://a.example/gone\n[Links]\n"
                                  "# help=https://a.example/gone\nhelp=https://a.example/fine\n")
        self.assertEqual((status, out), (0, "1 links, 0 wrong\n"))

    def test_table(self):
        status, out = self.run_on("[Links]\nhelp=https://a.example/gone\n"
                                  "sign-in=https://a.example/moved\n"
                                  "app-password=https://a.example/gone\n")
        self.assertEqual(status, 1)
        self.assertEqual(out, "Look at these:\n"
                         "  one.provider:3  sign-in  leads elsewhere\n"
                         "    https://a.example/moved\n"
                         "    → https://other.example/fine\n"
                         "Wrong:\n"
                         "  one.provider:2  help  status 404\n"
                         "    https://a.example/gone\n"
                         "  one.provider:4  app-password  status 404\n"
                         "    https://a.example/gone\n"
                         "3 links, 2 wrong\n")
        # What two files have is asked for once.
        self.assertEqual(sum(path == "/gone" for _, _, path in self.server.asked), 2)

    def test_reads_the_real_files(self):
        links = list(check_links.read_links(TOOL.parent.parent / "data" / "providers"))
        self.assertGreater(len(links), 250)
        self.assertTrue(all(link.url.startswith("https://") for link in links))

    def test_every_file_says_where_its_facts_are_from(self):
        silent = []
        for path in (TOOL.parent.parent / "data" / "providers").glob("*.provider"):
            lines = path.read_text("utf-8").splitlines()
            if not re.search("20[0-9]{2}-[0-9]{2}", "".join(lines[:lines.index("[Provider]")])):
                silent.append(path.name)
            silent += [f"{path.name}: {line}" for before, line in zip(lines, lines[1:])
                       if re.match("[a-z-]+=https:", line) and not before.startswith("#")]
        self.assertEqual(silent, [])


if __name__ == "__main__":
    tap.main()
