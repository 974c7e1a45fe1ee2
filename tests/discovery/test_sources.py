# SPDX-License-Identifier: GPL-3.0-or-later
"""Where settings come from: each source alone, all together, odd names, and what is never asked."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
import urllib.parse

import finding
import tap
from finding import address, settings, short
from servers import internet
from servers.autoconfig import client_config, usual
from servers.web import AUTOCONFIG, ISP_DATABASE, WELL_KNOWN, document, late

setUpModule = finding.open_world

RANK = ("provider-autoconfig", "ispdb", "dns-srv", "mx", "guess")


class Alone(finding.Case):
    """Each source is the only one that knows the domain."""

    @classmethod
    def build(cls):
        web, net = cls.web, cls.net
        web.add_autoconfig("autoconfig-host.example", document(client_config(
            "autoconfig-host.example",
            ["imap imap.autoconfig-host.example:993 SSL %EMAILLOCALPART%", "imap mail.elsewhere.example:143 STARTTLS",
             "pop3 pop.autoconfig-host.example:995 SSL"],
            ["smtp smtp.autoconfig-host.example:465 SSL", "smtp smtp.autoconfig-host.example:587 STARTTLS"])))
        web.add_well_known("well-known.example", document(usual("well-known.example")))
        web.add_ispdb("in-database.example", document(usual("in-database.example")))
        cls.add_srv("srv-only.example", imaps=993, imap=143, pop3s=995, pop3=110, submissions=465, submission=587)
        cls.add_srv("srv-starttls.example", imap=143, submission=587)
        cls.add_srv("srv-pop.example", pop3s=995, submission=587)
        cls.add_srv("srv-stranger.example", host="mail.stranger.example")
        cls.add_srv("srv-bundled.example", host="imap.fastmail.com", imaps=993)
        cls.add_srv("srv-bundled.example", host="smtp.fastmail.com", submissions=465)
        cls.add_srv("srv-not.example", imap=143, submission=587)
        cls.add_srv("srv-not.example", host=".", imaps=0, pop3s=0, pop3=0, submissions=0)
        cls.add_srv("srv-none.example", host=".", **dict.fromkeys(finding.SERVICES, 0))
        cls.add_srv("srv-but-names.example", host=".", **dict.fromkeys(finding.SERVICES, 0))
        for name in ("imap", "mail", "smtp"):
            net.add_host(f"{name}.srv-but-names.example", "10.77.1.9")
        cls.add_srv("srv-here.example", host="localhost")
        net.add_mail_exchanger("srv-here.example", "localhost")
        for priority, weight, name in ((20, 65535, "third"), (10, 0, "second"), (10, 65535, "first")):
            for service, port in (("imaps", 993), ("submissions", 465)):
                net.add_service(f"_{service}._tcp.srv-order.example", f"{name}.srv-order.example", port,
                                priority, weight)
        net.add_mail_exchanger("mx-hosted.example", "in1-smtp.messagingengine.com")
        net.add_mail_exchanger("mx-in-database.example", "mx1.mail.hoster-a.example")
        web.add_ispdb("hoster-a.example", document(usual("hoster-a.example")))
        net.add_mail_exchanger("mx-autoconfig.example", "mx1.mail.hoster-b.example")
        web.add_autoconfig("hoster-b.example", document(usual("hoster-b.example")))
        net.add_mail_exchanger("mx-own.example", "mx.mail.mx-own.example")
        web.add_autoconfig("mx-own.example", document("<h1>no</h1>", 404))
        net.add_mail_exchanger("mx-behind-filter.example", "mx.filter.example")
        net.add_alias("autodiscover.mx-behind-filter.example", "autodiscover.outlook.com")
        net.add_alias("autodiscover.outlook.com", "autodiscover.office.com")
        for name in ("autodiscover.outlook.com", "autodiscover-s.outlook.com", "autodiscover.mx-behind-filter.example"):
            web.add_name(name)
        for name in ("autodiscover.office.com", "autodiscover-s.outlook.com"):
            web.add_host(name)
        net.add_mail_exchanger("firma.co.uk", "mx.mail.hoster-c.co.uk")
        web.add_autoconfig("hoster-c.co.uk", document(usual("hoster-c.co.uk")))
        net.add_mail_exchanger("mx-is-a-suffix.example", "co.uk")
        web.add_autoconfig("co.uk", document(usual("stranger.co.uk")))
        for name in ("imap", "smtp"):
            net.add_host(f"{name}.guessed.example", "10.77.1.9")

    def test_autoconfig_host(self):
        domain = "autoconfig-host.example"
        result = self.expect(
            settings(domain), "provider-autoconfig",
            [f"imap imap.{domain}:993 tls", "imap mail.elsewhere.example:143 starttls", f"pop3 pop.{domain}:995 tls"],
            [f"smtp smtp.{domain}:465 tls", f"smtp smtp.{domain}:587 starttls"])
        self.assertEqual([s["username"] for s in result["incoming"]],
                         [finding.LOCAL_PART, address(domain), address(domain)])
        self.assertEqual(result["incoming"][0]["mechanisms"], ["password-cleartext"])
        self.assertEqual((result["address"], result["provider"]["name"], result["suggestion"]),
                         (address(domain), "Example Mail", None))
        request, = self.web.asked(f"autoconfig.{domain}")
        self.assertEqual((request.path, request.query),
                         (AUTOCONFIG, f"emailaddress={urllib.parse.quote(address(domain))}"))

    def test_well_known(self):
        domain = "well-known.example"
        self.expect(settings(domain), "provider-autoconfig", [f"imap imap.{domain}:993 tls"],
                    [f"smtp smtp.{domain}:465 tls"])
        self.assertEqual([r.path for r in self.web.asked(domain)], [WELL_KNOWN])

    def test_isp_database(self):
        domain = "in-database.example"
        self.expect(settings(domain), "ispdb", [f"imap imap.{domain}:993 tls"], [f"smtp smtp.{domain}:465 tls"])
        self.assertIn(("/v1.1/in-database.example", ""), [(r.path, r.query) for r in self.web.asked(ISP_DATABASE)])

    def test_srv_all_services(self):
        host = "srv.srv-only.example"
        result = self.expect(settings("srv-only.example"), "dns-srv", [f"imap {host}:993 tls"],
                             [f"smtp {host}:465 tls"])
        self.assertLessEqual({f"imap {host}:143 starttls", f"pop3 {host}:995 tls", f"pop3 {host}:110 starttls"},
                             set(map(short, result["incoming"])))
        self.assertIn(f"smtp {host}:587 starttls", map(short, result["outgoing"]))
        self.assertEqual({s["username"] for s in result["incoming"]}, {address("srv-only.example")})
        self.assertNotIn("none", {s["security"] for s in result["incoming"] + result["outgoing"]})

    def test_srv_starttls_alone(self):
        host = "srv.srv-starttls.example"
        self.expect(settings("srv-starttls.example"), "dns-srv", [f"imap {host}:143 starttls"],
                    [f"smtp {host}:587 starttls"])

    def test_srv_pop_alone(self):
        host = "srv.srv-pop.example"
        self.expect(settings("srv-pop.example"), "dns-srv", [f"pop3 {host}:995 tls"],
                    [f"smtp {host}:587 starttls"])

    def test_srv_to_a_stranger(self):
        host = "mail.stranger.example"
        self.expect(settings("srv-stranger.example"), "dns-srv", [f"imap {host}:993 tls"], [f"smtp {host}:465 tls"],
                    trust="unconfirmed")

    def test_srv_to_a_bundled_host(self):
        self.expect(settings("srv-bundled.example"), "dns-srv", ["imap imap.fastmail.com:993 tls"],
                    ["smtp smtp.fastmail.com:465 tls"])

    def test_srv_that_is_not_offered(self):
        host = "srv.srv-not.example"
        result = self.expect(settings("srv-not.example"), "dns-srv", [f"imap {host}:143 starttls"],
                             [f"smtp {host}:587 starttls"])
        self.assertEqual((len(result["incoming"]), len(result["outgoing"])), (1, 1))

    def test_srv_that_offers_nothing(self):
        self.expect_nothing(settings("srv-none.example"))

    def test_what_is_not_offered_is_not_guessed(self):
        self.expect_nothing(settings("srv-but-names.example"))

    def test_srv_to_this_computer(self):
        """Something may listen there that is somebody else's: nothing vouches for it."""
        result = settings("srv-here.example").json
        self.assertNotIn("vouched", {s["trust"] for s in result["incoming"] + result["outgoing"]})

    def test_srv_priority_and_weight(self):
        result = self.expect(settings("srv-order.example"), "dns-srv")
        for side in ("incoming", "outgoing"):
            hosts = [s["host"].split(".")[0] for s in result[side]]
            self.assertEqual(hosts, ["first", "second", "third"])

    def test_mx_of_a_bundled_provider(self):
        result = self.expect(settings("mx-hosted.example"), "mx", ["imap imap.fastmail.com:993 tls"],
                             ["smtp smtp.fastmail.com:465 tls"])
        self.assertEqual((result["provider"]["id"], result["policy"]), ("fastmail", "app-password"))
        self.assertEqual(result["incoming"][0]["username"], address("mx-hosted.example"))

    def test_mx_in_the_isp_database(self):
        result = self.expect(settings("mx-in-database.example"), "mx", ["imap imap.hoster-a.example:993 tls"],
                             ["smtp smtp.hoster-a.example:465 tls"])
        self.assertEqual(result["incoming"][0]["username"], address("mx-in-database.example"))
        paths = [r.path for r in self.web.asked(ISP_DATABASE)]
        self.assertIn("/v1.1/hoster-a.example", paths)

    def test_mx_with_an_autoconfig(self):
        """Unsigned DNS led there: its settings are shown, and nobody vouches for them."""
        self.expect(settings("mx-autoconfig.example"), "mx", ["imap imap.hoster-b.example:993 tls"],
                    ["smtp smtp.hoster-b.example:465 tls"], trust="unconfirmed")
        requests = self.web.asked_below("hoster-b.example")
        self.assertIn((AUTOCONFIG, ""), [(r.path, r.query) for r in requests])
        self.assertFalse([r for r in requests if self.tells_address(r)])

    def test_mx_below_a_public_suffix(self):
        self.expect(settings("firma.co.uk"), "mx", ["imap imap.hoster-c.co.uk:993 tls"], trust="unconfirmed")
        self.nobody_asks_the_suffix()

    def test_mx_that_is_a_public_suffix(self):
        self.expect_nothing(settings("mx-is-a-suffix.example"))
        self.nobody_asks_the_suffix()

    def nobody_asks_the_suffix(self):
        self.assertEqual(self.web.asked("autoconfig.co.uk"), [])
        self.assertFalse([name for name, _ in self.net.asked() if name in ("autoconfig.co.uk", "co.uk")])
        self.assertNotIn("/v1.1/co.uk", [r.path for r in self.web.asked(ISP_DATABASE)])

    def test_mx_of_its_own(self):
        """An MX under the domain itself leads nowhere new, and back to no second question."""
        self.expect_nothing(settings("mx-own.example"))
        self.assertLessEqual(len(self.web.asked("autoconfig.mx-own.example")), 1)

    def test_microsoft_365_behind_a_filter(self):
        result = self.expect(settings("mx-behind-filter.example"), "mx", ["imap outlook.office365.com:993 tls"],
                             ["smtp smtp.office365.com:587 starttls"])
        self.assertEqual((result["provider"]["id"], result["policy"]), ("microsoft-365", "oauth"))
        self.assertFalse([name for name in self.web.greeted if name and "autodiscover" in name])

    def test_guess(self):
        result = self.expect(settings("guessed.example"), "guess", ["imap imap.guessed.example:993 tls"],
                             ["smtp smtp.guessed.example:465 tls"])
        self.assertLessEqual({s["host"] for s in result["incoming"] + result["outgoing"]},
                             {"imap.guessed.example", "smtp.guessed.example"})
        self.assertNotIn("none", {s["security"] for s in result["incoming"] + result["outgoing"]})

    def test_nothing(self):
        run = settings("nothing.example")
        self.expect_nothing(run)
        # Nobody knows it, and everybody says so.
        self.in_time("nothing.example", run, finding.AT_ONCE)


class Together(finding.Case):
    """Several sources know the domain."""

    @classmethod
    def build(cls):
        cls.web.add_autoconfig("all.example", document(usual("all.example", "-auto")))
        cls.web.add_ispdb("all.example", document(usual("all.example", "-db")))
        cls.add_srv("all.example")
        cls.net.add_mail_exchanger("all.example", "in1-smtp.messagingengine.com")
        for name in ("imap", "smtp"):
            cls.net.add_host(f"{name}.all.example", "10.77.1.9")
        cls.web.add_autoconfig("differ.example", late(document(usual("differ.example", "-auto")), 0.7))
        cls.web.add_ispdb("differ.example", document(usual("differ.example", "-db")))
        cls.web.add_autoconfig("twice.example", late(document(usual("twice.example", "-first")), 0.05))
        cls.web.add_well_known("twice.example", document(usual("twice.example", "-second")))
        cls.web.add_ispdb("database-first.example", document(usual("database-first.example", "-db")))
        cls.add_srv("database-first.example")
        cls.add_srv("srv-first.example")
        cls.net.add_mail_exchanger("srv-first.example", "in1-smtp.messagingengine.com")
        cls.add_srv("trusted-first.example", host="mail.stranger.example")
        cls.net.add_mail_exchanger("trusted-first.example", "in1-smtp.messagingengine.com")
        cls.net.add_mail_exchanger("mx-first.example", "in1-smtp.messagingengine.com")
        for name in ("imap", "smtp"):
            cls.net.add_host(f"{name}.mx-first.example", "10.77.1.9")

    def in_order(self, result):
        for side in ("incoming", "outgoing"):
            ranks = [RANK.index(s["source"]) for s in result[side]]
            self.assertEqual(ranks, sorted(ranks), result[side])
            self.assertEqual(len(ranks), len({short(s) for s in result[side]}), "each server once")

    def test_the_provider_itself_wins(self):
        run = settings("all.example")
        self.in_order(self.expect(run, "provider-autoconfig", ["imap imap-auto.all.example:993 tls"],
                                  ["smtp smtp-auto.all.example:465 tls"]))
        # Nothing better can come: nothing is waited for.
        self.in_time("all.example", run, finding.AT_ONCE)

    def test_answers_that_differ(self):
        """The better one comes later: both are there, the better one first."""
        result = self.expect(settings("differ.example"), "provider-autoconfig",
                             ["imap imap-auto.differ.example:993 tls"])
        self.in_order(result)
        self.assertIn(("ispdb", "imap imap-db.differ.example:993 tls"),
                      [(s["source"], short(s)) for s in result["incoming"]])

    def test_both_places_of_the_provider(self):
        """As good as each other: one waits a moment for the other, which may miss it on a busy machine."""
        orders = []
        for _ in range(5):
            result = self.expect(settings("twice.example"), "provider-autoconfig")
            orders.append([s["host"].split(".")[0] for s in result["incoming"] if s["source"] == "provider-autoconfig"])
            self.assertIn(orders[-1], (["imap-first", "imap-second"], ["imap-first"], ["imap-second"]))
            if len(orders[-1]) == 2:
                return
        self.fail(f"never both: {orders}")

    def test_whom_nobody_vouches_for_comes_last(self):
        result = self.expect(settings("trusted-first.example"), "mx", ["imap imap.fastmail.com:993 tls"])
        self.assertEqual({s["source"] for s in result["incoming"] if s["trust"] == "vouched"}, {"mx"})

    def test_next_in_rank(self):
        for domain, source in (("database-first.example", "ispdb"), ("srv-first.example", "dns-srv"),
                               ("mx-first.example", "mx")):
            with self.subTest(domain):
                self.in_order(self.expect(settings(domain), source))


class OddNames(finding.Case):
    """Aliases, errors, international names, sub-domains."""

    @classmethod
    def build(cls):
        net, web = cls.net, cls.web
        web.add_host("web.aliases.example")
        chain = ("autoconfig.aliases.example", "one.aliases.example", "two.other.example", "web.aliases.example")
        for name, target in zip(chain, chain[1:]):
            net.add_alias(name, target)
        web.add_name("autoconfig.aliases.example")
        web.serve("autoconfig.aliases.example", AUTOCONFIG, document(usual("aliases.example")))
        for service, port in (("imaps", 993), ("submissions", 465)):
            net.add_alias(f"_{service}._tcp.srv-alias.example", f"_{service}._tcp.srv-alias-target.example")
            net.names.add(f"_{service}._tcp.srv-alias-target.example", "SRV", f"0 1 {port} mail.srv-alias.example")
        net.add_alias("autoconfig.loop.example", "a.loop.example")
        net.add_alias("a.loop.example", "autoconfig.loop.example")
        cls.add_srv("servfail-web.example")
        net.names.fault("autoconfig.servfail-web.example", "servfail")
        net.names.fault("_imaps._tcp.servfail-srv.example", "servfail")
        net.names.fault("_imap._tcp.servfail-srv.example", "servfail")
        web.add_ispdb("servfail-srv.example", document(usual("servfail-srv.example")))
        net.names.fault("servfail-half.example", "servfail")
        cls.add_srv("servfail-half.example")
        net.names.fault("servfail-all.example", "servfail", below=True)
        net.names.add("empty.example", "TXT", "v=spf1 -all")
        web.add_autoconfig("xn--bcher-kva.example", document(usual("xn--bcher-kva.example")))
        web.add_ispdb("xn--brs-sna.example", document(usual("xn--brs-sna.example")))
        web.add_autoconfig("eai.example", document(client_config(
            "eai.example", ["imap imap.eai.example:993 SSL"], ["smtp smtp.eai.example:465 SSL %EMAILLOCALPART%"])))
        web.add_autoconfig("plus.example", document(usual("plus.example")))
        cls.add_srv("mail.dept.below.example", host="imap.below.example")
        web.add_autoconfig("dept.sub.example", document(usual("dept.sub.example")))
        many = [f"10 mx{i}.{'x' * 40}.messagingengine.com" for i in range(40)]
        net.names.add("long-answer.example", "MX", *many)

    def test_alias_of_the_web_host(self):
        self.expect(settings("aliases.example"), "provider-autoconfig", ["imap imap.aliases.example:993 tls"])

    def test_alias_of_a_service(self):
        self.expect(settings("srv-alias.example"), "dns-srv", ["imap mail.srv-alias.example:993 tls"])

    def test_aliases_in_a_circle(self):
        self.expect_nothing(settings("loop.example"))

    def test_server_failure(self):
        """A source that fails fails alone."""
        for domain, source in (("servfail-web.example", "dns-srv"), ("servfail-srv.example", "ispdb"),
                               ("servfail-half.example", "dns-srv")):
            with self.subTest(domain):
                self.expect(settings(domain), source)

    def test_server_failure_for_everything(self):
        run = settings("servfail-all.example")
        self.in_time("servfail-all.example", run)
        self.assertIn((run.status, run.json["source"]), [(3, None), (3, "guess"), (0, "guess")])

    def test_a_domain_without_a_service(self):
        self.expect_nothing(settings("empty.example"))

    def test_an_answer_over_tcp(self):
        result = self.expect(settings("long-answer.example"), "mx", ["imap imap.fastmail.com:993 tls"])
        self.assertEqual(result["provider"]["id"], "fastmail")

    def test_international_domain(self):
        result = self.expect(settings(address("bücher.example")), "provider-autoconfig",
                             ["imap imap.xn--bcher-kva.example:993 tls"])
        self.assertEqual(result["address"], address("bücher.example"))
        request, = self.web.asked("autoconfig.xn--bcher-kva.example")
        self.assertRegex(request.raw, r"^GET [!-~]+ HTTP/1\.1\r\n")
        self.assertIn(urllib.parse.parse_qs(request.query)["emailaddress"],
                      ([address("bücher.example")], [address("xn--bcher-kva.example")]))
        # The provider's answer may come before the database is asked: another domain for that.
        self.expect(settings(address("börs.example")), "ispdb", ["imap imap.xn--brs-sna.example:993 tls"])
        self.assertIn(("/v1.1/xn--brs-sna.example", ""),
                      [(r.path, r.query) for r in self.web.asked(ISP_DATABASE)])
        self.assertFalse([name for name, _ in self.net.asked() if not name.isascii()])

    def test_international_address(self):
        result = self.expect(settings("ädä@eai.example"), "provider-autoconfig")
        self.assertEqual(result["incoming"][0]["username"], "ädä@eai.example")
        self.assertEqual(result["outgoing"][0]["username"], "ädä")
        request, = self.web.asked("autoconfig.eai.example")
        self.assertEqual(request.query.lower(), "emailaddress=%c3%a4d%c3%a4%40eai.example")

    def test_signs_in_the_address(self):
        """What means something in a query is escaped there."""
        self.expect(settings("ada+a&b=c%40#d@plus.example"), "provider-autoconfig")
        request, = self.web.asked("autoconfig.plus.example")
        self.assertEqual(urllib.parse.parse_qs(request.query, keep_blank_values=True),
                         {"emailaddress": ["ada+a&b=c%40#d@plus.example"]})

    def test_sub_domains(self):
        self.expect(settings("dept.sub.example"), "provider-autoconfig", ["imap imap.dept.sub.example:993 tls"])
        self.expect(settings("mail.dept.below.example"), "dns-srv", ["imap imap.below.example:993 tls"])


class Private(finding.Case):
    """What leaves this computer, and what does not."""

    @classmethod
    def build(cls):
        cls.web.add_autoconfig("agent.example", document(usual("agent.example"), headers=["Set-Cookie: a=b; Path=/"]))
        cls.web.add_autoconfig("libero.it", document(usual("libero.it")))

    def test_user_agent(self):
        self.expect(settings("agent.example"), "provider-autoconfig")
        request, = self.web.asked("autoconfig.agent.example")
        self.assertTrue(request.headers.get("user-agent"))
        self.assertNotRegex(request.raw, rf"(?i)\b{re.escape(socket.gethostname())}\b")

    def test_offline_asks_nobody(self):
        questions, greetings = len(self.net.asked()), len(self.web.greeted)
        self.assertEqual(settings("agent.example", "--offline").json["source"], "guess")
        self.expect(settings("libero.it", "--offline"), "bundled")
        self.assertEqual((self.net.asked()[questions:], self.web.greeted[greetings:]), ([], []))

    def test_what_is_known_is_not_asked_for(self):
        questions, greetings = len(self.net.asked()), len(self.web.greeted)
        self.expect(settings("libero.it"), "bundled")
        self.assertEqual((self.net.asked()[questions:], self.web.greeted[greetings:]), ([], []))


class Administered(finding.Case):
    """Sources that an administrator has switched off are not asked."""

    @classmethod
    def build(cls):
        cls.web.add_autoconfig("managed.example", document(usual("managed.example", "-auto")))
        cls.web.add_ispdb("managed.example", document(usual("managed.example", "-db")))
        cls.add_srv("managed.example")
        cls.net.add_mail_exchanger("managed.example", "in1-smtp.messagingengine.com")
        for name in ("imap", "smtp"):
            cls.net.add_host(f"{name}.managed.example", "10.77.1.9")

    def managed(self, *lines):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="postino-config-")))
        keyfile = folder / "glib-2.0" / "settings" / "keyfile"
        keyfile.parent.mkdir(parents=True)
        keyfile.write_text("\n".join(["[io/github/postino/Postino]", *lines]) + "\n", encoding="utf-8")
        return settings("managed.example", environment={"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(folder)})

    def test_each_source(self):
        for i, source in enumerate(RANK):
            with self.subTest(source):
                self.expect(self.managed(f"discovery-sources=['{source}']"), source)
                result = self.managed(f"discovery-sources={[s for s in RANK if s != source]}").json
                self.assertEqual(result["source"], RANK[1] if i == 0 else RANK[0])
                self.assertNotIn(source, {s["source"] for s in result["incoming"] + result["outgoing"]})

    def test_what_is_off_is_not_asked(self):
        before = len(self.web.greeted)
        self.expect(self.managed("discovery-sources=['dns-srv', 'mx']"), "dns-srv")
        self.assertEqual(self.web.greeted[before:], [])

    def test_no_search_at_all(self):
        questions, greetings = len(self.net.asked()), len(self.web.greeted)
        self.assertEqual(self.managed("search-online=false").json["source"], "guess")
        self.assertEqual((self.net.asked()[questions:], self.web.greeted[greetings:]), ([], []))

    @unittest.skipUnless(shutil.which("dconf"), "no dconf")
    def test_what_dconf_has_locked_stays(self):
        """With the files of docs/fleet.md, and a person who has written the contrary."""
        text = (pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent / "docs" / "fleet.md").read_text("utf-8")
        keys, locks = re.findall(r"^```\n(\S*io/github/postino/Postino(?:.|\n)*?)```$", text, re.M)
        for locked in (False, True):
            questions = len(self.net.asked())
            run = settings("managed.example", environment=self.dconf(keys, locks if locked else ""))
            self.assertEqual(run.json["source"], "guess" if locked else RANK[0], run.errors.decode())
            self.assertEqual(len(self.net.asked()) == questions, locked)

    def dconf(self, keys, locks):
        """The environment of a person whose own setting is the other one."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="postino-dconf-")))
        for name, text in (("own/postino", keys.replace("false", "true")), ("system/postino", keys),
                           ("system/locks/postino", locks)):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        (folder / "dconf").mkdir()
        subprocess.run(["dconf", "compile", folder / "dconf" / "user", folder / "own"], check=True)
        subprocess.run(["dconf", "compile", folder / "database", folder / "system"], check=True)
        (folder / "profile").write_text(f"user-db:user\nfile-db:{folder}/database\n", "utf-8")
        return {"GSETTINGS_BACKEND": "dconf", "DCONF_PROFILE": str(folder / "profile"), "XDG_CONFIG_HOME": str(folder)}

    def test_no_source(self):
        questions = len(self.net.asked())
        self.assertEqual(self.managed("discovery-sources=@as []").status, 3)
        self.assertEqual(self.net.asked()[questions:], [])


if __name__ == "__main__":
    internet.enter()
    tap.main()
