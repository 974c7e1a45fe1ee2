# SPDX-License-Identifier: GPL-3.0-or-later
"""postino-cli against real servers: the four outcomes, the certificates, odd passwords, no leak."""

import base64
import concurrent.futures
import itertools
import json
import unittest
import urllib.parse

import postino_cli
import tap
from servers import STRANGE_HOST, MailServers, Unavailable, User
from servers.demo_thread import DemoThread

PASSWORD = "Zq7-Lantern-Ölfass"
ADA = User("ada@postino.test", PASSWORD)
EVE = User("eve@postino.test", PASSWORD, denied=("smtp",))
BOB = User("bob@postino.test", PASSWORD, denied=("imap",))
FULL = User("full@postino.test", PASSWORD, full=True)
SAM = User("sam@postino.test", PASSWORD, owns=())

ODD_PASSWORDS = (
    "pässwörd§", " leading", "trailing ", "two  words", 'quo"te', "back\\slash", "\\\"", "{5}", "%s%n",
    "null\u00b7dot", "=?utf-8?q?x?=", "密码", "🔑", "'; --", "a" * 200, "literal{3+}", "-", "\u00a0nbsp",
)


def start(test, *arguments, **options):
    """Servers that end with the test (a case or its class)."""
    try:
        mail = MailServers(*arguments, **options)
        mail.__enter__()
    except Unavailable as reason:
        raise unittest.SkipTest(str(reason))
    (test.addCleanup if isinstance(test, unittest.TestCase) else test.addClassCleanup)(mail.close)
    return mail


def addresses(mail, security, host="localhost"):
    if security == "tls":
        return ["--incoming", f"imaps://{host}:{mail.imaps}", "--outgoing", f"smtps://{host}:{mail.submissions}"]
    return ["--incoming", f"imap://{host}:{mail.imap}", "--outgoing", f"smtp://{host}:{mail.submission}"]


def check(mail, user, security="tls", password=None, host="localhost", more=(), **options):
    return postino_cli.run(
        "check", "--json", "--offline", "--ca-file", mail.ca_file, *addresses(mail, security, host), *more,
        user if isinstance(user, str) else user.address,
        password=PASSWORD if password is None else password, **options,
    )


class Case(unittest.TestCase):
    def expect(self, run, verdict, incoming, outgoing):
        self.assertEqual(run.status, 0 if verdict == "ready" else 1, run.errors.decode())
        result = run.json
        found = (result["verdict"], result["incoming"]["cause"], result["outgoing"]["cause"])
        self.assertEqual(found, (verdict, incoming, outgoing), json.dumps(result, indent=1))
        return result


class Outcomes(Case):
    @classmethod
    def setUpClass(cls):
        cls.mail = start(cls, [ADA, EVE, BOB, FULL, SAM])

    def test_ready(self):
        for security in ("tls", "starttls"):
            with self.subTest(security):
                result = self.expect(check(self.mail, ADA, security), "ready", "ok", "ok")
                self.assertEqual(result["source"], "manual")
                for side, protocol in (("incoming", "imap"), ("outgoing", "smtp")):
                    server = result[side]
                    self.assertEqual((server["protocol"], server["security"], server["stage"]),
                                     (protocol, security, "done"))
                    self.assertEqual(server["username"], ADA.address)
                    self.assertIn(server["mechanism"], ("PLAIN", "LOGIN"))
                    self.assertRegex(server["tls"]["version"], r"^TLS 1\.[23]$")
                    self.assertRegex(server["tls"]["sha256"], r"^[0-9A-Fa-f:]{64,95}$")
                    self.assertEqual(server["links"], [])

    def test_receive_only(self):
        for security in ("tls", "starttls"):
            with self.subTest(security):
                result = self.expect(check(self.mail, EVE, security), "receive-only", "ok", "wrong-credentials")
                self.assertEqual(result["outgoing"]["stage"], "login")
                self.assertIn("535", result["outgoing"]["reply"])
                self.assertNotIn("password-reset", [link["rel"] for link in result["outgoing"]["links"]])

    def test_send_only(self):
        for security in ("tls", "starttls"):
            with self.subTest(security):
                result = self.expect(check(self.mail, BOB, security), "send-only", "wrong-credentials", "ok")
                self.assertEqual(result["incoming"]["stage"], "login")
                self.assertIn("AUTHENTICATIONFAILED", result["incoming"]["reply"])

    def test_neither(self):
        for security in ("tls", "starttls"):
            with self.subTest(security):
                run = check(self.mail, ADA, security, password="not the one")
                self.expect(run, "neither", "wrong-credentials", "wrong-credentials")

    def test_sender_refused(self):
        for security in ("tls", "starttls"):
            with self.subTest(security):
                result = self.expect(check(self.mail, SAM, security), "receive-only", "ok", "sender-rejected")
                self.assertEqual(result["outgoing"]["stage"], "sender")

    def test_mailbox_full(self):
        result = self.expect(check(self.mail, FULL), "receive-only", "ok", "over-quota")
        self.assertEqual(result["outgoing"]["stage"], "sender")

    def test_login_disabled_before_starttls(self):
        """Another address than the client's own: Dovecot says LOGINDISABLED there, and means it."""
        self.expect(check(self.mail, ADA, "starttls", host=STRANGE_HOST), "ready", "ok", "ok")

    def test_user_name_of_its_own(self):
        run = check(self.mail, "alias@postino.test", more=["--username", ADA.address])
        result = self.expect(run, "receive-only", "ok", "sender-rejected")
        self.assertEqual(result["incoming"]["username"], ADA.address)

    def test_the_right_password_signs_in_once(self):
        before = len(self.mail.sign_ins())
        self.expect(check(self.mail, ADA), "ready", "ok", "ok")
        found = sorted((s["service"], s["success"]) for s in self.mail.sign_ins()[before:])
        self.assertEqual(found, [("imap", True), ("smtp", True)])

    def test_a_wrong_password_is_tried_twice_at_most(self):
        before = len(self.mail.sign_ins())
        check(self.mail, ADA, password="not the one")
        found = [s["service"] for s in self.mail.sign_ins()[before:]]
        for service in ("imap", "smtp"):
            self.assertIn(found.count(service), (1, 2))

    def test_no_message_is_sent(self):
        self.expect(check(self.mail, ADA), "ready", "ok", "ok")
        self.assertNotIn("message-id=", self.mail.postfix.log())

    def test_nothing_secret_to_strangers(self):
        """Without --ca-file, nobody vouches for these servers: no sign-in reaches them."""
        before = len(self.mail.sign_ins())
        run = postino_cli.run("check", "--json", "--offline", *addresses(self.mail, "tls"), ADA.address,
                              password=PASSWORD)
        self.expect(run, "neither", "certificate-untrusted", "certificate-untrusted")
        self.assertEqual(len(self.mail.sign_ins()), before)

    def test_tls_where_plain_text_comes_first(self):
        run = postino_cli.run(
            "check", "--json", "--offline", "--no-repair", "--ca-file", self.mail.ca_file,
            "--incoming", f"imaps://localhost:{self.mail.imap}",
            "--outgoing", f"smtps://localhost:{self.mail.submission}", ADA.address, password=PASSWORD)
        self.expect(run, "neither", "encryption-mismatch", "encryption-mismatch")

    def test_plain_text_where_tls_comes_first(self):
        run = postino_cli.run(
            "check", "--json", "--offline", "--no-repair", "--timeout", "6", "--ca-file", self.mail.ca_file,
            "--incoming", f"imap://localhost:{self.mail.imaps}",
            "--outgoing", f"smtp://localhost:{self.mail.submissions}", ADA.address, password=PASSWORD)
        self.expect(run, "neither", "encryption-mismatch", "encryption-mismatch")

    def test_servers_mixed_up(self):
        run = postino_cli.run(
            "check", "--json", "--offline", "--no-repair", "--ca-file", self.mail.ca_file,
            "--incoming", f"imaps://localhost:{self.mail.submissions}",
            "--outgoing", f"smtps://localhost:{self.mail.imaps}", ADA.address, password=PASSWORD)
        self.expect(run, "neither", "wrong-protocol", "wrong-protocol")


class Certificates(Case):
    CAUSES = {
        "expired": "certificate-expired",
        "not-yet-valid": "certificate-not-yet-valid",
        "wrong-host": "certificate-wrong-host",
        "self-signed": "certificate-untrusted",
        "unknown-authority": "certificate-untrusted",
    }

    def test_each_is_told_apart(self):
        for kind, cause in self.CAUSES.items():
            mail = start(self, [ADA], certificate=kind)
            for security in ("tls", "starttls"):
                with self.subTest(f"{kind} {security}"):
                    result = self.expect(check(mail, ADA, security), "neither", cause, cause)
                    for side in ("incoming", "outgoing"):
                        self.assertEqual(result[side]["stage"], "tls")
                        self.assertRegex(result[side]["tls"]["sha256"], r"^[0-9A-Fa-f:]{64,95}$")
            self.assertEqual(mail.sign_ins(), [])
            mail.close()

    def test_details(self):
        mail = start(self, [ADA])
        tls = self.expect(check(mail, ADA), "ready", "ok", "ok")["incoming"]["tls"]
        self.assertIn("localhost", tls["names"])
        self.assertLess(tls["not_before"], tls["expires"])
        self.assertFalse(tls["accepted_by_hand"])

    def test_accepted_by_hand(self):
        for kind in ("self-signed", "wrong-host"):
            mail = start(self, [ADA], certificate=kind)
            shown = check(mail, ADA).json["incoming"]["tls"]["sha256"]
            colons = ":".join(shown[i:i + 2] for i in range(0, 64, 2)).upper()
            for security in ("tls", "starttls"):
                with self.subTest(f"{kind} {security}"):
                    result = self.expect(check(mail, ADA, security, more=[f"--accept-certificate=LOCALHOST={colons}"]),
                                         "ready", "ok", "ok")
                    self.assertTrue(result["incoming"]["tls"]["accepted_by_hand"])
            sign_ins = mail.sign_ins()
            for other in (f"localhost={'ab' * 32}", f"mail.example.org={shown}"):
                with self.subTest(f"{kind} {other}"):
                    result = check(mail, ADA, more=["--accept-certificate", other]).json
                    self.assertEqual(result["verdict"], "neither")
                    self.assertEqual(result["incoming"]["stage"], "tls")
            self.assertEqual(mail.sign_ins(), sign_ins)
            mail.close()


class Passwords(Case):
    def test_go_as_typed(self):
        users = [User(f"u{number}@postino.test", password) for number, password in enumerate(ODD_PASSWORDS)]
        mail = start(self, users)
        for user in users:
            with self.subTest(ascii(user.password)):
                self.expect(check(mail, user, password=user.password), "ready", "ok", "ok")

    def test_login_alone(self):
        """Where a server offers nothing but LOGIN, bytes go as typed as well."""
        users = [User(f"u{number}@postino.test", password) for number, password in enumerate(ODD_PASSWORDS[:8])]
        mail = start(self, users, mechanisms="login")
        for user in users:
            with self.subTest(ascii(user.password)):
                result = self.expect(check(mail, user, password=user.password), "ready", "ok", "ok")
                self.assertEqual(result["outgoing"]["mechanism"], "LOGIN")


def forms(name, password):
    """A password as it may leak: as it is, quoted, escaped, in hexadecimal, in base64 at any alignment."""
    secret = password.encode()
    yield "as it is", secret
    yield "escaped for JSON", json.dumps(password)[1:-1].encode()
    yield "escaped for C", password.encode("unicode_escape")
    yield "quoted", secret.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    yield "percent-encoded", urllib.parse.quote(password, safe="").encode()
    yield "in hexadecimal", secret.hex().encode()
    yield "as SASL PLAIN", base64.b64encode(b"\0" + name.encode() + b"\0" + secret).rstrip(b"=")
    for shift in range(3):
        # The first and the last digits depend on the neighbours: left out.
        digits = base64.b64encode(b"x" * shift + secret).rstrip(b"=")
        first = (shift * 8 + 5) // 6
        last = len(digits) if (shift + len(secret)) % 3 == 0 else -1
        yield f"in base64, shifted by {shift}", digits[first:last]


class Secrets(Case):
    PASSWORD = 'Gr§üße "aus\\ Prag" 99'

    def search(self, user, run):
        everything = run.everything()
        for encoding in (everything, everything.lower()):
            for name, form in forms(user.address, self.PASSWORD):
                if encoding is not everything and name != "in hexadecimal":
                    continue
                self.assertNotIn(form, encoding, name)

    def test_search_finds_what_it_looks_for(self):
        for padding in ("", "x", "xy"):
            message = base64.b64encode((padding + self.PASSWORD + "z").encode())
            self.assertTrue(any(form in message for _, form in forms("n", self.PASSWORD)))
        for _, form in forms("n", self.PASSWORD):
            self.assertGreater(len(form), 10)

    def test_nothing_shows_the_password(self):
        users = [User("ada@postino.test", self.PASSWORD), User("eve@postino.test", self.PASSWORD, denied=("smtp", "imap"))]
        mail = start(self, users)
        login = start(self, users, mechanisms="login")
        outputs = (["--json"], ["--verbose"], ["--json", "--verbose"], [])
        for (servers, security, user), output in itertools.product(
                ((mail, "tls", users[0]), (mail, "starttls", users[1]), (login, "tls", users[0])), outputs):
            with self.subTest(f"{security} {user.address} {output}"):
                run = postino_cli.run(
                    "check", *output, "--offline", "--ca-file", servers.ca_file, *addresses(servers, security),
                    user.address, password=self.PASSWORD, environment={"G_MESSAGES_DEBUG": "all"})
                self.assertIn(run.status, (0, 1))
                self.search(user, run)
                if "--json" in output:
                    self.assertIn("verdict", run.json)
                if "--verbose" in output:
                    self.assertIn("•••".encode(), run.errors)
                    self.assertIn(b"EHLO", run.errors)


class DemoAccounts(Case):
    """Each gives the outcome that it was made for, found by its address alone."""

    def check(self, account):
        return postino_cli.run(
            "check", "--json", "--timeout", account["timeout"], "--ca-file", self.demo.ca,
            "--providers", self.demo.providers, account["address"], password=account["password"])

    def test_each(self):
        running = DemoThread()
        self.demo = running.__enter__()
        self.addCleanup(running.__exit__)
        accounts = json.loads(self.demo.accounts.read_text("utf-8"))
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            runs = list(pool.map(self.check, accounts))
        for account, run in zip(accounts, runs):
            with self.subTest(account["address"]):
                result = self.expect(run, account["expected_verdict"], account["expected_incoming_cause"],
                                     account["expected_outgoing_cause"])
                self.assertEqual(result["source"], "drop-in")
                self.assertEqual(result["provider"]["name"], "Demo Mail")
                self.links_cure(account, result)

    def links_cure(self, account, result):
        """A page of the demo provider is offered where one helps, and none where none does."""
        rels = [link["rel"] for side in ("incoming", "outgoing") for link in result[side]["links"]]
        if account["expected_verdict"] == "ready":
            self.assertEqual(rels, [])
        if "app-password-required" in (account["expected_incoming_cause"], account["expected_outgoing_cause"]):
            self.assertEqual(set(rels), {"app-password"})
        if account["expected_incoming_cause"] == "access-disabled":
            self.assertIn("enable-access", rels)
        if account["expected_verdict"] != "neither":
            self.assertNotIn("password-reset", rels)


if __name__ == "__main__":
    tap.main()
