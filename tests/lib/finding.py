# SPDX-License-Identifier: GPL-3.0-or-later
"""Test cases for the search for settings, on a small internet that all cases of a file share.

    class Something(finding.Case):
        @classmethod
        def build(cls):         # before the name server starts; each test has domains of its own
            cls.web.add_autoconfig("one.example", document(usual("one.example")))

        def test_it(self):
            self.expect("ada@one.example", "provider-autoconfig", …)

    setUpModule = finding.open_world

After every test: nothing came to port 80, no cookie came back, and whoever was told the address
belongs to the address's own domain.
"""

import concurrent.futures
import time
import unittest
import urllib.parse

import postino_cli
from servers.internet import Internet
from servers.web import Web

# Whoever sees this sees the address.
LOCAL_PART = "ada.lovelace7"
SERVICES = ("imaps", "imap", "pop3s", "pop3", "submissions", "submission")
# Seconds. The contract says 5 for the worst day; what is above is for starting the program.
LONGEST = 6
# Less than the patience with anything that hangs: nothing was waited for.
AT_ONCE = 4


def address(domain):
    return f"{LOCAL_PART}@{domain}"


def short(setting):
    """A setting as one can read it: "imap imap.example.org:993 tls"."""
    return f"{setting['protocol']} {setting['host']}:{setting['port']} {setting['security']}"


def open_world():
    """Builds what all cases need, and starts the servers, for a module."""
    # As resolv.conf is at a person's: no options, so that a silent name server is as silent there.
    Case.net = unittest.enterModuleContext(Internet(resolver_options="timeout:5 attempts:2"))
    Case.web = unittest.enterModuleContext(Web(Case.net))
    for case in _cases(Case):
        case.build()
    Case.net.start_names()


def _cases(case):
    """The cases that derive from one, if they have something to build of their own."""
    for derived in case.__subclasses__():
        if "build" in vars(derived):
            yield derived
        yield from _cases(derived)


def settings(domain, *more, **options):
    """Runs the program for an address at a domain; `elapsed` is in seconds."""
    start = time.monotonic()
    run = postino_cli.run("settings", "--json", *more, domain if "@" in domain else address(domain), **options)
    run.elapsed = time.monotonic() - start
    return run


def settings_of_all(domains, jobs=4, **options):
    """The runs for many domains, several at a time: {domain: run}."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return dict(zip(domains, pool.map(lambda domain: settings(domain, **options), domains)))


class Case(unittest.TestCase):
    net = None
    web = None

    @classmethod
    def build(cls):
        """Puts there what the tests need."""

    def tearDown(self):
        plain, self.web.plain[:] = list(self.web.plain), []
        self.assertEqual(plain, [], "plain HTTP")
        for request in self.web.requests:
            self.assertNotIn("cookie", request.headers)
            self.assertNotIn("referer", request.headers)
            if self.tells_address(request):
                told, = urllib.parse.parse_qs(request.query)["emailaddress"]
                domain = told.rpartition("@")[2].encode("idna").decode("ascii")
                # No address here is below a public suffix of two labels.
                own = ".".join(domain.split(".")[-2:])
                self.assertTrue(f".{request.host}".endswith(f".{own}"), request)

    @staticmethod
    def tells_address(request):
        return "lovelace" in request.raw.lower() or "@" in urllib.parse.unquote(request.raw)

    def found(self, run):
        """The result of a run that found both servers."""
        self.assertEqual(run.status, 0, run.errors.decode())
        return run.json

    def expect(self, run, source, incoming=None, outgoing=None, trust="vouched"):
        """The source, and the lists from their start on as far as they are given."""
        result = self.found(run)
        self.assertEqual(result["source"], source, result)
        for side, wanted in (("incoming", incoming), ("outgoing", outgoing)):
            for setting in result[side][:len(wanted or ()) or 1]:
                self.assertEqual((setting["source"], setting["trust"]), (source, trust), setting)
            if wanted:
                self.assertEqual([short(s) for s in result[side]][:len(wanted)], wanted)
        return result

    def in_time(self, domain, run, longest=LONGEST):
        """It did not take longer; if it did since many ran at a time, it gets another chance alone."""
        elapsed = run.elapsed if run.elapsed < longest else settings(domain).elapsed
        self.assertLess(elapsed, longest)

    def expect_nothing(self, run):
        self.assertEqual(run.status, 3, run.output.decode() + run.errors.decode())
        self.assertEqual((run.json["incoming"], run.json["outgoing"]), ([], []))

    @classmethod
    def add_srv(cls, domain, host=None, **services):
        """SRV records for IMAP and for sending, TLS from the start, or for the services given."""
        for service, port in (services or {"imaps": 993, "submissions": 465}).items():
            cls.net.add_service(f"_{service}._tcp.{domain}", host or f"srv.{domain}", port)
