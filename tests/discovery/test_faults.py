# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources that hang, fail and lie: the answer still comes, is right, and costs little."""

import resource

import finding
import tap
from finding import settings, settings_of_all
from servers import internet
from servers.autoconfig import client_config, usual
from servers.web import (AUTOCONFIG, ISP_DATABASE, cut_off, document, drip, gzip_bomb, huge, late, redirect,
                         silence)

setUpModule = finding.open_world

# What a person's computer has to spare. The program itself takes some 60 MB with AddressSanitizer.
MOST_MEMORY_KIB = 300 << 10
# What lies in buffers under way counts as sent.
MOST_SENT = 16 << 20

ANSWERS_THAT_HANG = {
    "no-answer": silence(),
    "after-head": silence(after_head=True),
    "drip": drip(usual("drip.example"), 0.2),
    "late": late(document(usual("late.example")), 20),
}
HOSTS_THAT_HANG = ("silent", "unreachable")


class Hanging(finding.Case):
    """Each source hangs in each way, and another one answers."""

    @classmethod
    def build(cls):
        web, net = cls.web, cls.net
        cls.slow = []
        for how in HOSTS_THAT_HANG:
            web.add_faulty_host(f"autoconfig.host-{how}.example", how)
            web.add_faulty_host(f"domain-{how}.example", how)
            cls.slow += [f"host-{how}.example", f"domain-{how}.example"]
        web.add_autoconfig("host-in-tls.example", document("never"), silent_in_tls=True)
        web.add_well_known("domain-in-tls.example", document("never"), silent_in_tls=True)
        cls.slow += ["host-in-tls.example", "domain-in-tls.example"]
        for how, answer in ANSWERS_THAT_HANG.items():
            web.add_autoconfig(f"host-{how}.example", answer)
            web.add_well_known(f"domain-{how}.example", answer)
            web.add_ispdb(f"database-{how}.example", answer)
            cls.slow += [f"host-{how}.example", f"domain-{how}.example", f"database-{how}.example"]
        net.names.fault("autoconfig.dns-host.example", "silent")
        cls.slow += ["dns-host.example"]
        for domain in cls.slow:
            cls.add_srv(domain)

        web.add_ispdb("dns-srv.example", document(usual("dns-srv.example")))
        for service in finding.SERVICES:
            net.names.fault(f"_{service}._tcp.dns-srv.example", "silent")
        web.add_autoconfig("dns-mx.example", document(usual("dns-mx.example")))
        net.names.fault("dns-mx.example", "silent", kinds=["MX"])
        web.add_autoconfig("other-place-hangs.example", document(usual("other-place-hangs.example")))
        web.add_faulty_host("other-place-hangs.example", "silent")
        web.add_autoconfig("database-hangs.example", document(usual("database-hangs.example")))
        web.add_ispdb("database-hangs.example", silence())
        cls.add_srv("mx-web-hangs.example")
        net.add_mail_exchanger("mx-web-hangs.example", "mx.slow-hoster.example")
        web.add_autoconfig("slow-hoster.example", silence())
        cls.add_srv("guess-hangs.example")
        net.names.fault("imap.guess-hangs.example", "silent")
        net.names.fault("smtp.guess-hangs.example", "silent")

        net.names.fault("all-dns.example", "silent", below=True)
        for domain, how in (("all-web.example", "silent"), ("all-lost.example", "unreachable")):
            for host in (f"autoconfig.{domain}", domain):
                web.add_faulty_host(host, how)
            web.add_ispdb(domain, silence())
            for service in ("imaps", "imap", "submissions"):
                net.names.fault(f"_{service}._tcp.{domain}", "silent")

    def test_web(self):
        """The provider's own answer or the database hangs: SRV is taken, when the time is over."""
        for domain, run in settings_of_all(self.slow, jobs=8).items():
            with self.subTest(domain):
                self.expect(run, "dns-srv", [f"imap srv.{domain}:993 tls"], [f"smtp srv.{domain}:465 tls"])
                self.in_time(domain, run)

    def test_lower_ranks(self):
        """What hangs could not do better than what has answered: nobody waits for it."""
        runs = settings_of_all(["dns-srv.example", "dns-mx.example", "database-hangs.example", "mx-web-hangs.example",
                                "other-place-hangs.example", "guess-hangs.example"])
        sources = {"dns-srv.example": "ispdb", "mx-web-hangs.example": "dns-srv", "guess-hangs.example": "dns-srv"}
        for domain, run in runs.items():
            with self.subTest(domain):
                self.expect(run, sources.get(domain, "provider-autoconfig"))
                self.in_time(domain, run, finding.AT_ONCE)

    def test_database_silent_in_tls(self):
        self.web.silence_in_tls(ISP_DATABASE, True)
        self.addCleanup(self.web.silence_in_tls, ISP_DATABASE, False)
        run = settings("mx-web-hangs.example")
        self.expect(run, "dns-srv")
        self.in_time("mx-web-hangs.example", run)

    def test_everything(self):
        for domain, run in settings_of_all(["all-dns.example", "all-web.example", "all-lost.example"]).items():
            with self.subTest(domain):
                self.in_time(domain, run)
                self.assertIn((run.status, run.json["source"]), [(3, None), (3, "guess"), (0, "guess")])

    def test_no_name_server(self):
        self.net.names.silent = True
        self.addCleanup(setattr, self.net.names, "silent", False)
        run = settings("quiet.example")
        self.in_time("quiet.example", run)
        self.assertIn((run.status, run.json["source"]), [(3, None), (3, "guess"), (0, "guess")])


ENTITIES = ('<!DOCTYPE clientConfig [<!ENTITY a0 "imap.lie.example">' + "".join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + "]>\n")
SMALL_ENTITY = '<!DOCTYPE clientConfig [<!ENTITY host "imap.lie.example">]>\n'
EXTERNAL = '<!DOCTYPE clientConfig [<!ENTITY host SYSTEM "file://{}">]>\n'
REMOTE = '<!DOCTYPE clientConfig SYSTEM "https://dtd.lie.example/config.dtd">\n'


def lie(**changes):
    """A document with one thing in it that is not as it should be."""
    wanted = {"incoming": ["imap imap.lie.example:993 SSL"], "outgoing": ["smtp smtp.lie.example:465 SSL"]}
    return client_config(**{"domain": "lie.example", **wanted, **changes})


def servers(host):
    return {"incoming": [f"imap {host}:993 SSL"], "outgoing": [f"smtp {host}:465 SSL"]}


# Nothing of these may be taken. The domain has no other source.
REFUSED = {
    "entities": document(lie(prologue=ENTITIES, **servers("&a9;"))),
    "entities-in-name": document(lie(prologue=ENTITIES, name="&a9;", **servers("&a9;"))),
    "small-entity": document(lie(prologue=SMALL_ENTITY, **servers("&host;"))),
    "huge": huge(lie()),
    "huge-untold": huge(lie(), told=False),
    "huge-by-a-little": huge(lie(), size=(256 << 10) + 65536, told=False),
    "broken": document(lie().replace("</emailProvider>", "</emailprovider>")),
    "cut-off": cut_off(lie()),
    "half": document(lie()[:len(lie()) // 2]),
    "empty": document(""),
    "html": document("<!DOCTYPE html><html><body><p>Welcome<br></body></html>", content_type="text/html"),
    "other-xml": document('<?xml version="1.0"?><rss version="2.0"><channel/></rss>'),
    "not-found": document(lie(), status=404),
    "server-error": document(lie(), status=500),
    "gone": document("", status=410),
    "unauthorized": document(lie(), status=401, headers=['WWW-Authenticate: Basic realm="mail"']),
    "unknown-version": document(lie(version="7.0")),
    "no-server": document(lie(incoming=[], outgoing=[])),
    "wrong-port": document(lie(incoming=["imap imap.lie.example:99999 SSL"], outgoing=["smtp smtp.lie.example:0 SSL"])),
    "odd-host": document(lie(**servers("imap.lie.example/../x"))),
    "unknown-protocol": document(lie(incoming=["exchange ews.lie.example:443 SSL"],
                                     outgoing=["fax fax.lie.example:1 SSL"])),
}

PAGE = "<!DOCTYPE html><html><body><p>Welcome<br></body></html>"

# What a web server says that has no settings: the search goes on.
NO_ANSWER = {
    **{f"status-{status}": document(PAGE, status, "text/html") for status in (200, 400, 403, 404, 429, 500, 503)},
    "in-xml-type": document(PAGE),
    "no-settings-with-success": document("", 204),
}

TAKEN = {
    "wrong-domain": document(lie(domain="other.example")),
    "plain-text-type": document(lie(), content_type="text/plain"),
    "html-type": document(lie(), content_type="text/html"),
    "byte-order-mark": document(b"\xef\xbb\xbf" + lie().encode()),
    "latin-1": document(lie(name="Stra\u00dfe").replace("UTF-8", "ISO-8859-1").encode("latin-1")),
    "missing-domain": document(lie().replace("<domain>lie.example</domain>", "")),
}


class Lying(finding.Case):
    """A provider's own answer is not what it should be."""

    @classmethod
    def build(cls):
        for name, answer in {**REFUSED, **TAKEN}.items():
            cls.web.add_autoconfig(f"{name}.example", answer)
        # Where it is read, it makes a good host name.
        secret = cls.net.folder / "host"
        secret.write_text("imap.lie.example", encoding="ascii")
        cls.web.add_autoconfig("external-entity.example", document(
            lie(prologue=EXTERNAL.format(secret), **servers("&host;"))))
        cls.web.add_autoconfig("gzip-bomb.example", gzip_bomb(lie()))
        cls.web.add_autoconfig("gzip.example", gzip_bomb(lie(), size=1000))
        cls.web.add_autoconfig("remote-dtd.example", document(lie(prologue=REMOTE)))
        cls.web.add_host("dtd.lie.example")
        cls.web.add_autoconfig("plain-text.example", document(lie(
            incoming=["imap imap.lie.example:143 plain"], outgoing=["smtp smtp.lie.example:25 plain"])))
        cls.web.add_autoconfig("lie-and-truth.example", document(lie(prologue=ENTITIES, **servers("&a9;"))))
        cls.add_srv("lie-and-truth.example")
        cls.web.add_autoconfig("broken-and-database.example", document("<"))
        cls.web.add_ispdb("broken-and-database.example", document(usual("broken-and-database.example")))
        for name, answer in NO_ANSWER.items():
            cls.web.add_autoconfig(f"{name}-and-srv.example", answer)
            cls.web.add_ispdb(f"{name}-and-srv.example", answer)
            cls.add_srv(f"{name}-and-srv.example")

    def tearDown(self):
        super().tearDown()
        # Of all children so far: the largest one was no larger than this.
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, MOST_MEMORY_KIB)
        self.assertLess(self.web.most_sent, MOST_SENT)

    def test_refused(self):
        domains = {f"{name}.example": name for name in REFUSED}
        for domain, run in settings_of_all(domains).items():
            with self.subTest(domain):
                self.assertEqual(len(self.web.asked(f"autoconfig.{domain}")), 1, "it was not even asked")
                self.expect_nothing(run)

    def test_file_of_this_computer(self):
        run = settings("external-entity.example")
        self.expect_nothing(run)
        self.assertNotIn(b"imap.lie.example", run.output + run.errors)

    def test_taken(self):
        for domain, run in settings_of_all([f"{name}.example" for name in TAKEN]).items():
            with self.subTest(domain):
                self.expect(run, "provider-autoconfig", ["imap imap.lie.example:993 tls"],
                            ["smtp smtp.lie.example:465 tls"])

    def test_compressed(self):
        self.expect_nothing(settings("gzip-bomb.example"))
        self.expect(settings("gzip.example"), "provider-autoconfig")

    def test_remote_document_type(self):
        """Refused or not: it is not fetched."""
        self.assertIn(settings("remote-dtd.example").status, (0, 3))
        self.assertEqual([name for name in self.web.greeted if name == "dtd.lie.example"], [])

    def test_plain_text_alone(self):
        """Shown as what it is; whether it is used is another's decision."""
        self.expect(settings("plain-text.example"), "provider-autoconfig", ["imap imap.lie.example:143 none"],
                    ["smtp smtp.lie.example:25 none"])

    def test_the_next_source_is_taken(self):
        self.expect(settings("lie-and-truth.example"), "dns-srv")
        self.expect(settings("broken-and-database.example"), "ispdb")

    def test_no_status_ends_the_search(self):
        """A page for people, or any status: the next source has its turn, and at once."""
        domains = [f"{name}-and-srv.example" for name in NO_ANSWER]
        for domain, run in settings_of_all(domains).items():
            with self.subTest(domain):
                self.expect(run, "dns-srv", [f"imap srv.{domain}:993 tls"])
                self.in_time(domain, run, finding.AT_ONCE)
                self.assertEqual(len(self.web.asked(f"autoconfig.{domain}")), 1, "it was not even asked")


NOWHERE = ("file:///etc/passwd", "ftp://autoconfig.nowhere.example/x", "data:text/xml,x", "//", "https://:443/")


class Redirected(finding.Case):
    """Redirects: three at most, encrypted, and none carries the address to a stranger."""

    @classmethod
    def build(cls):
        web = cls.web
        good = document(lie())
        for count in (1, 2, 3, 4, 5):
            domain = f"redirects-{count}.example"
            web.add_autoconfig(domain, redirect("/1", headers=["Set-Cookie: session=1; Path=/"]))
            for i in range(1, count):
                web.serve(f"autoconfig.{domain}", f"/{i}", redirect(f"https://autoconfig.{domain}/{i + 1}"))
            web.serve(f"autoconfig.{domain}", f"/{count}", good)
        for status in (301, 303, 307, 308):
            web.add_autoconfig(f"status-{status}.example", redirect("/there", status=status))
            web.serve(f"autoconfig.status-{status}.example", "/there", good)
        web.add_autoconfig("circle.example", redirect(AUTOCONFIG))
        web.add_autoconfig("no-place.example", document("", status=302))
        for place in NOWHERE:
            web.add_autoconfig(f"nowhere-{NOWHERE.index(place)}.example", redirect(place))
        web.add_autoconfig("to-http.example", redirect("http://autoconfig.to-http.example/plain"))
        web.add_autoconfig("to-http-later.example", redirect("/on"))
        web.serve("autoconfig.to-http-later.example", "/on", redirect("http://autoconfig.to-http-later.example/plain"))
        web.add_ispdb("database-to-http.example", redirect("http://autoconfig.thunderbird.net/plain"))
        for host in ("conf.hoster-d.example", "conf.hoster-e.example", "conf.inside.example"):
            web.add_host(host)
            web.serve(host, "/config", good)
        web.add_autoconfig("elsewhere.example", redirect("https://conf.hoster-d.example/config"))
        web.add_autoconfig("carried.example", redirect("https://conf.hoster-e.example/config?{query}"))
        web.add_autoconfig("inside.example", redirect("https://conf.inside.example/config?{query}"))
        web.add_autoconfig("to-bad-certificate.example", redirect("https://bad.hoster-f.example/config"))
        web.add_host("bad.hoster-f.example", "unknown-authority")
        web.serve("bad.hoster-f.example", "/config", good)

    def test_number(self):
        runs = settings_of_all([f"redirects-{count}.example" for count in (1, 2, 3, 4, 5)])
        for count, run in zip((1, 2, 3, 4, 5), runs.values()):
            with self.subTest(count):
                if count <= 3:
                    self.expect(run, "provider-autoconfig", ["imap imap.lie.example:993 tls"])
                else:
                    self.expect_nothing(run)
                requests = self.web.asked(f"autoconfig.redirects-{count}.example")
                self.assertEqual(len(requests), min(count, 3) + 1)
                self.assertFalse([r for r in requests if "cookie" in r.headers])

    def test_kinds(self):
        for domain, run in settings_of_all([f"status-{status}.example" for status in (301, 303, 307, 308)]).items():
            with self.subTest(domain):
                self.expect(run, "provider-autoconfig")

    def test_nowhere(self):
        domains = ["circle.example", "no-place.example", *(f"nowhere-{i}.example" for i in range(len(NOWHERE)))]
        for domain, run in settings_of_all(domains).items():
            with self.subTest(domain):
                self.expect_nothing(run)
        self.assertLessEqual(len(self.web.asked("autoconfig.circle.example")), 4)

    def test_plain_http_ends_it(self):
        domains = ["to-http.example", "to-http-later.example", "database-to-http.example"]
        for domain, run in settings_of_all(domains).items():
            with self.subTest(domain):
                self.expect_nothing(run)
        self.assertEqual(self.web.plain, [])

    def test_another_host(self):
        self.expect(settings("elsewhere.example"), "provider-autoconfig")
        request, = self.web.asked("conf.hoster-d.example")
        self.assertFalse(self.tells_address(request), request)

    def test_the_address_goes_to_no_stranger(self):
        """A redirect that hands the address on: without it, or not at all."""
        self.assertIn(settings("carried.example").status, (0, 3))
        self.assertFalse([r for r in self.web.asked("conf.hoster-e.example") if self.tells_address(r)])

    def test_the_address_stays_inside(self):
        self.expect(settings("inside.example"), "provider-autoconfig")
        request, = self.web.asked("conf.inside.example")
        self.assertTrue(self.tells_address(request), request)

    def test_certificate_of_the_other_host(self):
        run = settings("to-bad-certificate.example")
        self.expect_nothing(run)
        self.assertRegex(run.errors.decode(), "(?i)certificate")


KINDS = ("expired", "not-yet-valid", "wrong-host", "self-signed", "unknown-authority")


class Certificates(finding.Case):
    """The certificate of the host with the answer is wrong: no byte is asked from it."""

    @classmethod
    def build(cls):
        for kind in KINDS:
            for domain in (f"{kind}-only.example", f"{kind}-too.example"):
                cls.web.add_autoconfig(domain, document(usual(domain)), certificate=kind)
            cls.add_srv(f"{kind}-too.example")
        cls.web.add_well_known("expired-domain.example", document(usual("expired-domain.example")),
                               certificate="expired")

    def test_nothing_else(self):
        """It is the reason, and is named."""
        for domain, run in settings_of_all([f"{kind}-only.example" for kind in KINDS]).items():
            with self.subTest(domain):
                self.expect_nothing(run)
                self.assertRegex(run.errors.decode(), "(?i)certificate")
                self.assertIn(f"autoconfig.{domain}", self.web.greeted)
                self.assertEqual(self.web.asked(f"autoconfig.{domain}"), [])

    def test_another_source(self):
        for domain, run in settings_of_all([f"{kind}-too.example" for kind in KINDS]).items():
            with self.subTest(domain):
                self.expect(run, "dns-srv", [f"imap srv.{domain}:993 tls"])
                self.assertEqual(self.web.asked(f"autoconfig.{domain}"), [])

    def test_at_the_domain_itself(self):
        run = settings("expired-domain.example")
        self.assertNotEqual(run.json["source"], "provider-autoconfig")
        self.assertEqual(self.web.asked("expired-domain.example"), [])


if __name__ == "__main__":
    internet.enter()
    tap.main()
