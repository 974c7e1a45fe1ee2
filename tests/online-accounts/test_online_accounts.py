# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser sign-in that GNOME Online Accounts has made: `check` tests both servers with its token."""

import base64
import pathlib
import subprocess
import tempfile
import unittest

import desktop_daemons
import own_provider
import schema
import session
import signed_in
import tap
from demo.certificates import Authority
from desktop_daemons import GOA
from postino_cli import PROGRAM
from servers.scripted import Scripted, expect, send

ADDRESS = "ada@firma.example"
TOKEN = "ya29.Zq7-lantern_fresh"
STALE = "ya29.Zq7-lantern_stale"

# What Google says of a token that is over (base64 of its JSON).
OVER = base64.b64encode(b'{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}').decode()


async def read_answer(connection):
    """Reads what is no command: the tag of the one before stays."""
    tag = connection.tag
    await connection.read_line()
    connection.tag = tag


IMAP_REFUSES = (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] hello"), expect("AUTHENTICATE XOAUTH2 "),
                send("+ " + OVER), read_answer, send("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"),
                expect("LOGOUT"))
SMTP_REFUSES = (send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH XOAUTH2"), expect("AUTH XOAUTH2 "),
                send("334 " + OVER), read_answer, send("535-5.7.8 Username and Password not accepted.\n535 5.7.8 no"),
                expect("QUIT"))


class Case(unittest.TestCase):
    keyring = False
    imap_script = signed_in.IMAP
    smtp_script = signed_in.SMTP

    def setUp(self):
        self.session = self.enterContext(session.Session(keyring=self.keyring))
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.authority = Authority(self.folder)
        self.imap = self.enterContext(Scripted(self.imap_script, "tls", self.authority.issue()))
        self.smtp = self.enterContext(Scripted(self.smtp_script, "tls", self.authority.issue()))
        self.write_provider()

    def write_provider(self, policy="oauth"):
        self.providers = own_provider.write(self.folder / "providers", "firma.example", self.imap.port, self.smtp.port,
                                            policy, "oauth2")

    def account(self, **more):
        return {**signed_in.make_account(ADDRESS, TOKEN, self.imap, self.smtp), **more}

    def start(self, *accounts):
        self.log = self.folder / "calls"
        with self.log.open("w") as log:
            desktop_daemons.start_fake_goa(self.session, *accounts, calls=log)

    def calls(self):
        return self.log.read_text().split()

    def run_check(self, *options, address=ADDRESS, json_output=True, stdin=b""):
        words = ["check", *(["--json"] if json_output else []), "--verbose", "--offline", "--ca-file", self.authority.file,
                 "--providers", self.providers, *options, address]
        return subprocess.run([PROGRAM, *map(str, words)], env=self.session.env, input=stdin, capture_output=True,
                              timeout=60, check=False, start_new_session=True)

    def check(self, *options, status=0, **more):
        """The result, with no secret in anything that was said or written."""
        run = self.run_check(*options, **more)
        self.assertEqual(run.returncode, status, run.stderr.decode() + run.stdout.decode())
        for secret in (TOKEN, STALE):
            self.assertFalse(session.shows_secret(run.stdout + run.stderr, secret), run.stdout + run.stderr)
            self.assertEqual(self.session.find_secret(secret, keyrings=True), [])
        self.errors = run.stderr.decode()
        return schema.load(run.stdout)


class SignIn(Case):
    def test_both_servers_get_the_token(self):
        self.start(self.account())
        result = self.check()
        self.assertEqual((result["verdict"], result["incoming"]["mechanism"], result["outgoing"]["mechanism"]),
                         ("ready", "XOAUTH2", "XOAUTH2"))
        self.assertEqual((result["online_account"]["provider"], result["online_account"]["state"]), ("Firma", "used"))
        wanted = f"user={ADDRESS}\1auth=Bearer {TOKEN}\1\1".encode()
        self.assertEqual((signed_in.sent_to(self.imap), signed_in.sent_to(self.smtp)), (wanted, wanted))
        self.assertEqual((self.imap.surprises, self.smtp.surprises), ([], []))
        self.assertEqual(self.calls(), ["GetManagedObjects", "EnsureCredentials", "GetAccessToken"])

    def test_a_token_that_is_over_is_made_new_first(self):
        self.start(self.account(stale=STALE))
        self.assertEqual(self.check()["verdict"], "ready")
        self.assertIn(TOKEN.encode(), signed_in.sent_to(self.imap))

    def test_its_own_servers_where_nothing_else_is_known(self):
        """A domain of one's own: only Online Accounts knows whose servers it has."""
        self.start(self.account(address="ada@own.example", imap={"host": f"localhost:{self.imap.port}", "security": "tls",
                                                                 "username": "ada.l"}))
        result = self.check(address="Ada@own.example")
        self.assertEqual((result["verdict"], result["source"]), ("ready", "manual"))
        self.assertIn(b"user=ada.l\1", signed_in.sent_to(self.imap))

    def test_a_server_of_somebody_elses_gets_none(self):
        self.start(self.account())
        with Scripted(signed_in.IMAP, "tls", self.authority.issue()) as other:
            run = self.run_check("--incoming", f"imaps://127.0.0.1:{other.port}")
            self.assertEqual((run.returncode, run.stdout), (2, b""), run.stderr)
            self.assertEqual((other.connections, self.imap.connections), (0, 0))

    def test_another_protocol_gets_none(self):
        self.start(self.account())
        run = self.run_check("--incoming", f"pop3s://localhost:{self.imap.port}")
        self.assertNotIn(b"XOAUTH2", self.imap.said() + run.stderr)

    def test_a_password_wins(self):
        self.write_provider("password")
        self.start(self.account())
        result = self.check("--password-file", "-", "--no-repair", "--timeout", "5", stdin=b"secret\n", status=1)
        self.assertIsNone(result["online_account"])
        self.assertEqual(self.calls(), [])

    def test_switched_off(self):
        self.start(self.account())
        result = self.check("--no-online-accounts", status=1)
        self.assertEqual((result["incoming"]["cause"], result["online_account"]), ("oauth-required", None))
        self.assertEqual(self.calls(), [])

    def test_a_token_is_never_saved(self):
        self.start(self.account())
        result = self.check("--save", status=1)
        self.assertEqual((result["incoming"]["cause"], result["online_account"]), ("oauth-required", None))

    def test_other_peoples_accounts_are_left_alone(self):
        password = {key: value for key, value in self.account().items() if key != "token"}
        self.start(self.account(address="eve@firma.example"), password)
        self.assertIsNone(self.check(status=1)["online_account"])
        self.assertEqual(self.calls(), ["GetManagedObjects"])

    def test_for_a_person(self):
        self.start(self.account())
        run = self.run_check(json_output=False)
        self.assertIn("Tested with the sign-in of Online Accounts (Firma), without a password.", run.stdout.decode())


class Refused(Case):
    imap_script = IMAP_REFUSES
    smtp_script = SMTP_REFUSES

    def test_said_as_a_matter_of_the_sign_in(self):
        """No word of a wrong password: there was none."""
        self.start(self.account())
        result = self.check(status=1)
        self.assertEqual((result["verdict"], result["online_account"]["state"]), ("neither", "used"))
        for side in ("incoming", "outgoing"):
            self.assertEqual(result[side]["stage"], "login")
            self.assertTrue(result[side]["steps"])
            self.assertIn("Sign in with the browser again", result[side]["advice"])
            self.assertNotIn("password", result[side]["advice"].lower())


class Trouble(Case):
    def assert_not_used(self, state, words, options=(), calls=None):
        result = self.check(*options, status=1)
        self.assertEqual(result["online_account"]["state"], state)
        self.assertIn(words, result["online_account"]["text"])
        self.assertEqual(result["incoming"]["cause"], "oauth-required")
        self.assertEqual((self.imap.connections, self.smtp.connections), (0, 0))
        if calls is not None:
            self.assertEqual(self.calls(), calls)

    def test_it_wants_the_person(self):
        self.start(self.account(ensure="NotAuthorized"))
        self.assert_not_used("needs-attention", "wants you to sign in again")

    def test_it_has_wanted_the_person_for_a_while(self):
        self.start(self.account(ensure="Failed", attention=True))
        self.assert_not_used("needs-attention", "wants you to sign in again")

    def test_attention_that_is_over(self):
        self.start(self.account(attention=True))
        self.assertEqual(self.check()["verdict"], "ready")

    def test_its_own_words(self):
        self.start(self.account(ensure="Failed"))
        self.assert_not_used("refused", "It says: Because the test wants it")

    def test_mail_is_off(self):
        self.start(self.account(mail_off=True))
        self.assert_not_used("mail-off", "mail is switched off", calls=["GetManagedObjects"])

    def test_no_token_at_all(self):
        for token in ("", "two words", "with\nline", "x" * 20000):
            with self.subTest(token=token[:10]):
                self.start(self.account(token=token))
                self.assert_not_used("refused", "nothing to sign in with")
                self.session.processes.pop().terminate()
                session.wait_until(lambda: self.session.bus_call("NameHasOwner", f"string:{GOA}") == "boolean false", GOA)

    def test_it_hangs_over_the_token(self):
        self.start(self.account(ensure="hang"))
        self.assert_not_used("no-answer", "does not answer", options=("--timeout", "1"))

    def test_it_hangs_altogether(self):
        self.start("hang")
        result = self.check("--timeout", "1", status=1)
        self.assertEqual((result["incoming"]["cause"], result["online_account"]), ("oauth-required", None))

    def test_stopped_while_it_hangs(self):
        self.start(self.account(ensure="hang"))
        process = subprocess.Popen([PROGRAM, "check", "--json", "--offline", "--providers", self.providers, ADDRESS],
                                   env=self.session.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True)
        session.wait_until(lambda: "EnsureCredentials" in self.calls(), "the call")
        process.terminate()
        output, _ = process.communicate(timeout=90)
        self.assertEqual((process.returncode, schema.load(output)["verdict"]), (1, None))

    def test_absent(self):
        self.assertIsNone(self.check(status=1)["online_account"])

    def test_no_session_at_all(self):
        del self.session.env["DBUS_SESSION_BUS_ADDRESS"]
        self.assertIsNone(self.check(status=1)["online_account"])

    def test_the_person_is_told_before_a_password_is_asked_for(self):
        self.write_provider("unknown")
        self.start(self.account(ensure="NotAuthorized"))
        run = self.run_check(json_output=False)
        self.assertEqual(run.returncode, 2)
        self.assertIn("wants you to sign in again", run.stderr.decode())


class Search(unittest.TestCase):
    def test_finds_a_token_as_it_is_sent(self):
        """Whatever the user name's length puts it at."""
        for user in ("ada@a.example", "ada@ab.example", "ada@abc.example"):
            with self.subTest(user):
                sent = base64.b64encode(f"user={user}\1auth=Bearer {TOKEN}\1\1".encode())
                self.assertTrue(session.shows_secret(b"C: A1 AUTHENTICATE XOAUTH2 " + sent, TOKEN))
                self.assertFalse(session.shows_secret(b"C: A1 AUTHENTICATE XOAUTH2 " + sent, STALE))


@desktop_daemons.needs_goa
class RealDaemon(Case):
    """The real daemon with a Google account whose sign-in is lost: it says so, in its own way."""

    keyring = True

    def start_real(self, **more):
        folder = pathlib.Path(self.session.env["XDG_CONFIG_HOME"], "goa-1.0")
        folder.mkdir()
        values = {"Provider": "google", "Identity": "ada@gmail.com", "PresentationIdentity": "ada@gmail.com",
                  "MailEnabled": "true", "CalendarEnabled": "false", "ContactsEnabled": "false", **more}
        folder.joinpath("accounts.conf").write_text(
            "[Account account_1]\n" + "".join(f"{key}={value}\n" for key, value in values.items()))
        desktop_daemons.start_goa(self.session)

    def test_sign_in_is_lost(self):
        self.start_real()
        run = self.run_check(address="ada@gmail.com", json_output=False)
        self.assertIn("wants you to sign in again", run.stderr.decode())

    def test_mail_is_off(self):
        self.start_real(MailEnabled="false")
        run = self.run_check(address="ada@gmail.com", json_output=False)
        self.assertIn("mail is switched off", run.stderr.decode())


if __name__ == "__main__":
    tap.main()
