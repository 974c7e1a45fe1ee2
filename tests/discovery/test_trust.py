# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a password may go: whole checks, in front of servers that nobody vouches for. A test for each rule."""

import base64
import contextlib
import os
import unittest

import finding
import postino_cli
import tap
from finding import address
from servers import MailServers, User, internet
from servers.autoconfig import client_config
from servers.proxy import Proxy
from servers.scripted import Scripted, expect, send
from servers.web import ADDRESS as WEB, document
from terminal import Terminal

PASSWORD = "Zq7-Lantern-Oak"
MAIL, STRANGER, DOWN, SHARED, ODD, PLAIN, PROXY = (f"10.77.1.{i}" for i in (1, 66, 67, 68, 69, 70, 80))
GOOD_HOST, STRANGE_HOST = "mail.other-good.example", "mail.stranger.example"
SENDING_HOST = "send.other-good.example"

# Domains whose people have a mailbox on the real servers.
MAILBOXES = ("srv-own", "srv-sub", "srv-confirmed", "srv-half", "srv-asked", "mx-database", "mx-bundled", "elsewhere",
             "typed", "guess-first", "guess-certificate", "guess-down", "guess-odd", "inside", "inside-http")


def doc(domain, host, security="SSL"):
    imap, smtp = {"SSL": (993, 465), "plain": (143, 587)}[security]
    return document(client_config(domain, [f"imap {host}:{imap} {security}"], [f"smtp {host}:{smtp} {security}"]))


class Recorder(contextlib.ExitStack):
    """A host with a script for each port, which keeps all that it hears."""

    def __init__(self, where, scripts, certificate=None):
        super().__init__()
        security = "tls" if certificate else "none"
        self._servers = [self.enter_context(Scripted(script, security, certificate, addresses=[where], port=port))
                         for port, script in scripts.items()]

    @property
    def connections(self):
        """How many came; where they are encrypted at once, how many trusted it enough to go on."""
        return sum(server.connections for server in self._servers)

    def heard(self):
        return b"".join(server.said() for server in self._servers)


# Not even a connection comes to these, so that they need no encryption.
ANY = {port: [send("* OK ready"), expect(".")] for port in (25, 110, 143, 465, 587, 993, 995)}
NO_MAIL = {port: [send("HTTP/1.1 400 Bad Request\n"), expect(".")] for port in (465, 993, 995)}
# Servers without encryption: they would take a password if they got one.
WITHOUT_TLS = {
    143: [send("* OK IMAP4rev1 ready"), expect("."), send("* CAPABILITY IMAP4rev1 AUTH=PLAIN\n{tag} OK done"),
          expect("."), send("{tag} BAD no"), expect(".")],
    587: [send("220 ready"), expect("EHLO"), send("250-ready\n250 AUTH PLAIN LOGIN"), expect("."), send("502 no"),
          expect(".")],
    110: [send("+OK ready"), expect("."), send("+OK\nUSER\nSASL PLAIN\n."), expect("."), send("-ERR no"), expect(".")],
}


def open_world():
    finding.open_world()
    authority = finding.Case.net.authority
    names = [GOOD_HOST, SENDING_HOST, "imap.fastmail.com", "smtp.fastmail.com", "imap.below.srv-sub.example",
             *(f"{host}.{name}.example" for name in MAILBOXES for host in ("mail", "imap", "smtp"))]
    users = [User(address(f"{name}.example"), PASSWORD) for name in MAILBOXES]
    users += [User(address("dept.srv-sub.example"), PASSWORD)]
    Checking.mail = unittest.enterModuleContext(
        MailServers(users, names=tuple(names), addresses=[MAIL], authority=authority))
    odd = authority.issue("valid", ("imap.guess-odd.example", "smtp.guess-odd.example"))
    for name, recorder in (("stranger", Recorder(STRANGER, ANY)), ("plain", Recorder(PLAIN, WITHOUT_TLS)),
                           ("shared", Recorder(SHARED, NO_MAIL, authority.issue("wrong-host"))),
                           ("odd", Recorder(ODD, NO_MAIL, odd))):
        setattr(Checking, name, unittest.enterModuleContext(recorder))


setUpModule = open_world


class Checking(finding.Case):
    """What all cases share: one world, and no secret in the wrong place."""

    stranger = plain = shared = odd = None

    def tearDown(self):
        super().tearDown()
        for server in (self.stranger, self.shared, self.odd, self.plain):
            heard = server.heard()
            self.assertNotIn(PASSWORD.encode(), heard)
            for line in heard.split():
                with contextlib.suppress(ValueError):
                    self.assertNotIn(PASSWORD.encode(), base64.b64decode(line, validate=True))

    def check(self, domain, *more, **options):
        return postino_cli.run("check", "--json", "--timeout", "10", *more, address(domain), password=PASSWORD,
                               new_session=True, **options)

    def ready(self, run, source, host=None):
        self.assertTrue(run.output, run.errors.decode())
        result = run.json
        found = (run.status, result["verdict"], result["incoming"] and result["incoming"]["cause"], result["source"])
        self.assertEqual(found, (0, "ready", "ok", source), run.output.decode())
        if host:
            self.assertEqual((result["incoming"]["host"], result["outgoing"]["host"]), (host, host))
        return result

    def unconfirmed(self, run, sides=("incoming", "outgoing"), host=STRANGE_HOST):
        self.assertEqual(run.status, 1, run.output.decode() + run.errors.decode())
        result = run.json
        for side in sides:
            server = result[side]
            self.assertEqual((server["cause"], server["stage"], server["host"], server["trust"]),
                             ("host-unconfirmed", "lookup", host, "unconfirmed"))
            self.assertEqual(server["attempts"], [])
        return result


class Unconfirmed(Checking):
    """DNS leads elsewhere: nothing is sent there that the person did not agree to."""

    @classmethod
    def build(cls):
        net, web = cls.net, cls.web
        for name in (GOOD_HOST, SENDING_HOST):
            net.add_host(name, MAIL)
        net.add_host(STRANGE_HOST, STRANGER)
        net.add_host("mail.stranger.co.uk", STRANGER)
        net.add_host("mail.srv-own.example", MAIL)
        net.add_host("imap.below.srv-sub.example", MAIL)
        cls.add_srv("srv-own.example", host="mail.srv-own.example")
        cls.add_srv("dept.srv-sub.example", host="imap.below.srv-sub.example")
        cls.add_srv("srv-confirmed.example", host=GOOD_HOST)
        cls.add_srv("srv-asked.example", host=GOOD_HOST, imaps=993)
        cls.add_srv("srv-asked.example", host=SENDING_HOST, submissions=465)
        cls.add_srv("srv-stranger.example", host=STRANGE_HOST)
        cls.add_srv("srv-half.example", host=GOOD_HOST, imaps=993)
        cls.add_srv("srv-half.example", host=STRANGE_HOST, submissions=465)
        cls.add_srv("firma.co.uk", host="mail.stranger.co.uk")
        net.add_mail_exchanger("mx-stranger.example", "mx.stranger.example")
        web.add_autoconfig("stranger.example", doc("stranger.example", STRANGE_HOST))
        net.add_mail_exchanger("mx-mixed.example", "mx.mixed-hoster.example")
        web.add_autoconfig("mixed-hoster.example", doc("mixed-hoster.example", STRANGE_HOST))

    def setUp(self):
        self.before = self.stranger.connections

    def nobody_came(self):
        self.assertEqual(self.stranger.connections, self.before)

    def test_srv_to_a_stranger(self):
        self.unconfirmed(self.check("srv-stranger.example"))
        self.nobody_came()

    def test_srv_to_a_neighbour_below_a_public_suffix(self):
        self.unconfirmed(self.check("firma.co.uk"), host="mail.stranger.co.uk")
        self.nobody_came()

    def test_autoconfig_of_a_forged_mx(self):
        """A stranger's MX, a stranger's good certificate, a stranger's settings."""
        self.unconfirmed(self.check("mx-stranger.example"))
        self.nobody_came()

    def test_autoconfig_of_an_mx_that_leads_on(self):
        self.unconfirmed(self.check("mx-mixed.example"))
        self.nobody_came()

    def test_another_host_was_confirmed(self):
        for name in ("stranger.example", f"x.{STRANGE_HOST}", "*", GOOD_HOST, f"{STRANGE_HOST}.evil.example"):
            with self.subTest(name):
                self.unconfirmed(self.check("srv-stranger.example", "--confirm-host", name))
        self.nobody_came()

    def test_settings_visits_nobody(self):
        for domain in ("srv-stranger.example", "mx-stranger.example", "firma.co.uk"):
            result = self.found(finding.settings(domain))
            self.assertEqual({s["trust"] for s in result["incoming"] + result["outgoing"]}, {"unconfirmed"})
        self.nobody_came()

    def test_words_name_the_host(self):
        run = postino_cli.run("check", address("srv-stranger.example"), password=PASSWORD, new_session=True)
        self.assertEqual(run.status, 1)
        self.assertIn(STRANGE_HOST, run.output.decode())
        self.nobody_came()

    def test_confirmed(self):
        self.ready(self.check("srv-confirmed.example", "--confirm-host", GOOD_HOST), "dns-srv", GOOD_HOST)

    def test_not_confirmed_sees_no_sign_in(self):
        before = len(self.mail.sign_ins())
        self.unconfirmed(self.check("srv-confirmed.example"), host=GOOD_HOST)
        self.assertEqual(len(self.mail.sign_ins()), before)

    def test_one_side_confirmed(self):
        run = self.check("srv-half.example", "--confirm-host", GOOD_HOST)
        result = self.unconfirmed(run, sides=["outgoing"])
        self.assertEqual((result["verdict"], result["incoming"]["cause"]), ("receive-only", "ok"))
        self.nobody_came()

    def test_asked_on_a_terminal(self):
        for answer, status in (("n", 1), ("y", 0)):
            command = [postino_cli.PROGRAM, "check", address("srv-asked.example")]
            with self.subTest(answer), Terminal(command) as terminal:
                for host in (GOOD_HOST, SENDING_HOST):
                    terminal.expect("Sign in there? [y/N] ")
                    self.assertIn(host, terminal.screen.replace("\n", " "))
                    terminal.screen = ""
                    terminal.type(f"{answer}\n")
                if status == 0:
                    terminal.expect("Password for")
                    terminal.type(f"{PASSWORD}\n")
                self.assertEqual(terminal.wait(), status, terminal.screen)

    def test_srv_below_the_own_domain(self):
        self.ready(self.check("srv-own.example"), "dns-srv", "mail.srv-own.example")

    def test_srv_of_a_sub_domain(self):
        self.ready(self.check("dept.srv-sub.example"), "dns-srv", "imap.below.srv-sub.example")


class Vouched(Checking):
    """What somebody vouches for is used without a question."""

    @classmethod
    def build(cls):
        net, web = cls.net, cls.web
        for name in ("imap.fastmail.com", "smtp.fastmail.com"):
            net.add_host(name, MAIL)
        net.add_mail_exchanger("mx-database.example", "mx.other-good.example")
        web.add_ispdb("other-good.example", doc("other-good.example", GOOD_HOST))
        net.add_mail_exchanger("mx-bundled.example", "in1-smtp.messagingengine.com")
        web.add_autoconfig("elsewhere.example", doc("elsewhere.example", GOOD_HOST))
        cls.add_srv("elsewhere.example", host=STRANGE_HOST)
        cls.add_srv("typed.example", host=STRANGE_HOST)
        web.add_autoconfig("bad-certificate.example", doc("bad-certificate.example", STRANGE_HOST),
                           certificate="unknown-authority")

    def test_provider_in_the_isp_database_by_mx(self):
        self.ready(self.check("mx-database.example"), "mx", GOOD_HOST)

    def test_bundled_provider_by_mx(self):
        result = self.ready(self.check("mx-bundled.example"), "mx")
        self.assertEqual((result["incoming"]["host"], result["provider"]["id"]), ("imap.fastmail.com", "fastmail"))

    def test_autoconfig_of_the_own_domain(self):
        """It leads elsewhere, over HTTPS; and SRV, which leads to a stranger, does not come before it."""
        before = self.stranger.connections
        self.ready(self.check("elsewhere.example"), "provider-autoconfig", GOOD_HOST)
        self.assertEqual(self.stranger.connections, before)

    def test_typed(self):
        run = self.check("typed.example", "--incoming", f"imaps://{GOOD_HOST}", "--outgoing", f"smtps://{GOOD_HOST}")
        self.ready(run, "manual", GOOD_HOST)

    def test_autoconfig_that_is_not_the_domains_own(self):
        before = self.stranger.connections
        run = self.check("bad-certificate.example")
        self.assertEqual(run.status, 3, run.output.decode())
        self.assertEqual(self.stranger.connections, before)
        self.assertRegex(run.errors.decode() + run.json["headline"], "(?i)certificate")


class PlainText(Checking):
    """No password goes over a line that others can read, whoever says so."""

    @classmethod
    def build(cls):
        for domain in ("plain.example", "plain-srv.example", "plain-guess.example"):
            for name in ("imap", "smtp", "mail"):
                cls.net.add_host(f"{name}.{domain}", PLAIN)
        cls.web.add_autoconfig("plain.example", doc("plain.example", "mail.plain.example", "plain"))
        cls.add_srv("plain-srv.example", host="mail.plain-srv.example", imap=143, submission=587)
        cls.web.add_autoconfig("plain-then-srv.example", doc("plain-then-srv.example", "mail.plain.example", "plain"))

    def test_autoconfig(self):
        """Shown, and refused without --allow-cleartext. tearDown looks for the password."""
        run = self.check("plain.example")
        self.assertIn(run.status, (1, 2), run.output.decode())

    def test_srv(self):
        """_imap and _submission mean STARTTLS: without it, it ends there."""
        run = self.check("plain-srv.example", "--no-repair")
        self.assertEqual(run.status, 1, run.output.decode())
        for side in ("incoming", "outgoing"):
            server = run.json[side]
            self.assertEqual((server["cause"], server["security"]), ("starttls-unavailable", "starttls"))

    def test_guess(self):
        """Nothing there is encrypted: it is no setting, or one that fails."""
        run = self.check("plain-guess.example")
        self.assertIn(run.status, (1, 3), run.output.decode())
        self.assertNotIn(b'"none"', run.output)


class Guessed(Checking):
    """Guesses are tried by connecting, reading the greeting and the certificate; a password comes after."""

    @classmethod
    def build(cls):
        net = cls.net
        net.add_address(DOWN)
        for domain, first in (("guess-certificate", SHARED), ("guess-down", DOWN), ("guess-odd", ODD),
                              ("guess-first", MAIL)):
            net.add_host(f"imap.{domain}.example", first)
            net.add_host(f"smtp.{domain}.example", first)
            net.add_host(f"mail.{domain}.example", MAIL)

    def test_the_first_is_right(self):
        result = self.ready(self.check("guess-first.example"), "guess")
        self.assertEqual((result["incoming"]["host"], result["outgoing"]["host"]),
                         ("imap.guess-first.example", "smtp.guess-first.example"))

    def test_certificate_of_another(self):
        self.ready(self.check("guess-certificate.example"), "guess", "mail.guess-certificate.example")

    def test_nothing_listens(self):
        self.ready(self.check("guess-down.example"), "guess", "mail.guess-down.example")

    def test_another_protocol(self):
        self.ready(self.check("guess-odd.example"), "guess", "mail.guess-odd.example")
        self.assertGreater(self.odd.connections, 0)

    def test_signs_in_once(self):
        before = len(self.mail.sign_ins())
        self.ready(self.check("guess-down.example"), "guess")
        self.assertEqual(sorted(s["service"] for s in self.mail.sign_ins()[before:]), ["imap", "smtp"])

    def test_wrong_password_at_the_one_that_answers(self):
        """What is known of hosts that do not answer is not told instead."""
        run = postino_cli.run("check", "--json", "--timeout", "10", address("guess-down.example"),
                              password="not the one", new_session=True)
        self.assertEqual(run.status, 1, run.errors.decode())
        for side in ("incoming", "outgoing"):
            server = run.json[side]
            self.assertEqual((server["cause"], server["stage"], server["host"]),
                             ("wrong-credentials", "login", "mail.guess-down.example"))

    def test_settings_does_not_try(self):
        before = self.odd.connections
        result = self.found(finding.settings("guess-odd.example"))
        self.assertEqual(result["incoming"][0]["host"], "imap.guess-odd.example")
        self.assertEqual(self.odd.connections, before)


class Proxied(Checking):
    """The person's proxy is used for finding and for testing. It alone knows the names."""

    @classmethod
    def build(cls):
        cls.net.add_address(PROXY)
        for domain in ("inside.example", "inside-http.example"):
            cls.web.add_name(f"autoconfig.{domain}")
            cls.web.add_autoconfig(domain, doc(domain, f"mail.{domain}"))

    def through(self, scheme, domain, *more):
        """A check behind a proxy, and where the proxy was asked to go."""
        names = {f"mail.{domain}": MAIL, f"autoconfig.{domain}": WEB}
        url = f"{scheme}://{PROXY}:1080"
        # libproxy 0.4 knows http_proxy for all that has none of its own.
        environment = {name: url for name in ("http_proxy", "https_proxy", "all_proxy")}
        # What libproxy 0.5 leaks is known by the whole stack alone.
        environment["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":fast_unwind_on_malloc=0"
        with Proxy(PROXY, 1080, names) as proxy:
            source = "manual" if more else "provider-autoconfig"
            self.ready(self.check(domain, *more, environment=environment), source, f"mail.{domain}")
        return set(proxy.passed)

    def both(self, scheme, kind, domain):
        host = f"mail.{domain}"
        mail = {(kind, host, 993), (kind, host, 465)}
        with self.subTest("mail alone"):
            typed = ["--incoming", f"imaps://{host}", "--outgoing", f"smtps://{host}"]
            self.assertLessEqual(mail, self.through(scheme, domain, *typed))
        with self.subTest("all"):
            self.assertLessEqual({*mail, (kind, f"autoconfig.{domain}", 443)}, self.through(scheme, domain))

    def test_socks(self):
        self.both("socks5", "socks", "inside.example")

    def test_connect(self):
        self.both("http", "connect", "inside-http.example")

    def test_without_a_proxy(self):
        """The names really are known to nobody else."""
        self.assertEqual(self.check("inside.example").status, 3)


if __name__ == "__main__":
    internet.enter()
    tap.main()
