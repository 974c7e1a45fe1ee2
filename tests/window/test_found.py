# SPDX-License-Identifier: GPL-3.0-or-later
"""Domains that nobody wrote down, set up through the window as it ships: on a small internet, with
real servers, no option and no switch for tests."""

import sys
import unittest

import finding
import tap
from finding import address
from servers import MailServers, User, internet
from servers.autoconfig import usual
from servers.web import document
from session import Session, wait_until
from window import Window

PASSWORD = "Zq7-Lantern-Ölfass"
MAIL = "10.77.1.1"
DOMAINS = ("srv.example", "autoconfig.example", "mx.example", "nothing.example", "slow.example", "two.example")
HOSTED = ("imap.fastmail.com", "smtp.fastmail.com")


def open_world():
    finding.open_world()
    names = [*HOSTED, *(f"{host}.{domain}" for domain in DOMAINS for host in ("imap", "smtp", "mail"))]
    finding.Case.mail = unittest.enterModuleContext(
        MailServers([User(address(domain), PASSWORD) for domain in DOMAINS], names=tuple(names), addresses=[MAIL],
                    authority=finding.Case.net.authority))


setUpModule = open_world


class Wizard(finding.Case):
    program = None

    @classmethod
    def build(cls):
        net, web = cls.net, cls.web
        for name in (*HOSTED, "mail.srv.example", "imap.autoconfig.example", "smtp.autoconfig.example",
                     "imap.nothing.example", "smtp.nothing.example", "imap.two.example", "mail.two.example",
                     "smtp.two.example"):
            net.add_host(name, MAIL)
        cls.add_srv("srv.example", host="mail.srv.example")
        web.add_autoconfig("autoconfig.example", document(usual("autoconfig.example")))
        net.add_mail_exchanger("mx.example", "in1-smtp.messagingengine.com")
        web.add_faulty_host("autoconfig.slow.example", "silent")

    def start(self, **options):
        session = self.enterContext(Session(keyring=False))
        return self.enterContext(Window(session, [self.program], **options))

    def begin(self, window, domain):
        window.fill_in(address(domain), PASSWORD)
        window.find("push button", "Test").click()

    def ends_well(self, window):
        window.wait_for_focus("heading", "Everything works")

    def test_nothing_but_srv(self):
        window = self.start()
        self.begin(window, "srv.example")
        self.ends_well(window)
        self.assertTrue(window.says("mail.srv.example"))

    def test_nothing_but_autoconfig(self):
        window = self.start()
        self.begin(window, "autoconfig.example")
        self.ends_well(window)
        self.assertTrue(window.says("imap.autoconfig.example"))

    def test_nothing_but_an_mx(self):
        window = self.start()
        self.begin(window, "mx.example")
        self.ends_well(window)
        self.assertTrue(window.says("imap.fastmail.com"))

    def test_nothing_at_all(self):
        """Only the usual names: shown before a password goes there."""
        window = self.start()
        self.begin(window, "nothing.example")
        window.wait_for_focus("heading", "Are these your servers?")
        self.assertTrue(window.says("A guess that answers: a mail server is there"))
        self.assertEqual(window.find("text", "Server").text, "imap.nothing.example")
        window.find("push button", "Test").click()
        self.ends_well(window)

    def test_others_are_a_menu(self):
        window = self.start()
        self.begin(window, "two.example")
        window.wait_for_focus("heading", "Are these your servers?")
        window.find("push button", "Others").click()
        # Whether it was still waited for is a matter of milliseconds.
        window.find("menu item", "IMAP mail.two.example, 993, TLS · …").click()
        wait_until(lambda: window.find("text", "Server").text == "mail.two.example", "mail.two.example")

    def test_go_on_by_hand(self):
        """Live, and nobody has to wait for it."""
        window = self.start()
        self.begin(window, "slow.example")
        wait_until(lambda: window.says("Asking slow.example itself"), "Asking slow.example itself")
        window.find("push button", "Type Them In").click()
        window.find("heading", "Which servers does your mail use?")

    def test_suggestion(self):
        window = self.start()
        window.find("text", "E-mail address").type("ada@gmial.com")
        window.find("push button", "Use It").click()
        wait_until(lambda: window.find("text", "E-mail address").text == "ada@gmail.com", "ada@gmail.com")

    def test_not_online(self):
        """The switch in the menu: nobody is asked any more."""
        window = self.start()
        window.press("F10")
        window.find("check menu item", "Look for Servers Online").click()
        questions = len(self.net.asked())
        self.begin(window, "autoconfig.example")
        window.wait_for_focus("heading", "Are these your servers?")
        self.assertTrue(window.says("A guess: the name that most providers use"))
        self.assertEqual(self.net.asked()[questions:], [])


if __name__ == "__main__":
    internet.enter()
    Wizard.program = sys.argv.pop(1)
    tap.main()
