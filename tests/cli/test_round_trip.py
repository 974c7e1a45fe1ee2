# SPDX-License-Identifier: GPL-3.0-or-later
"""One message to oneself and back, with a real Postfix that delivers to a real Dovecot."""

import concurrent.futures
import email
import email.policy
import json
import signal
import subprocess
import tempfile
import time

import postino_cli
import schema
import tap
from mail_case import PASSWORD, MailCase


class Case(MailCase):
    def command(self, name, *more, incoming="imaps", limit=60):
        return ["check", "--json", "--offline", "--no-repair", "--ca-file", self.mail.ca_file,
                "--round-trip", "--round-trip-limit", limit, "--verbose",
                "--incoming", f"{incoming}://localhost:{getattr(self.mail, incoming)}",
                "--outgoing", f"smtps://localhost:{self.mail.submissions}",
                *more, f"{name}@postino.test"]

    def travel(self, name, *more, **how):
        run = postino_cli.run(*self.command(name, *more, **how), password=PASSWORD, timeout=180)
        self.assertNotIn(PASSWORD.encode(), run.everything())
        trip = run.json["round_trip"]
        self.assertIsNotNone(trip, run.errors.decode())
        self.assertEqual(run.status, 0 if trip["state"] in ("arrived", "in-junk") else 1)
        self.run_of = run
        return trip

    def expect(self, trip, **members):
        found = {name: trip[name] for name in members}
        self.assertEqual(found, members, json.dumps(trip, indent=1) + self.run_of.errors.decode())


class Arrives(Case):
    def test_arrives_and_is_deleted(self):
        """Nothing else is touched, however like it is."""
        self.put("ada", "INBOX", "<other@postino.test>")
        self.put("ada", "Sent", "<sent@postino.test>")
        before = self.contents("ada")
        trip = self.travel("ada")
        self.expect(trip, state="arrived", folder="INBOX", copies=1, deleted="deleted", sent_copies=0)
        self.assertLess(trip["seconds"], 30)
        self.assertEqual(self.contents("ada"), before)
        self.assertIn(b"IDLE", self.run_of.errors)

    def test_signs_in_no_more_than_needed(self):
        before = len(self.mail.sign_ins())
        self.travel("ada")
        services = [sign_in["service"] for sign_in in self.mail.sign_ins()[before:]]
        self.assertEqual(sorted(services), ["imap", "imap", "smtp", "smtp"])

    def test_the_message(self):
        """Who reads it in spite of all sees what it is, and no machine answers it."""
        trip = self.travel("ada", "--name", "Ada Łovelace")
        with self.imap("archive") as client:
            client.select("INBOX")
            last = client.search(None, "ALL")[1][0].split()[-1]
            raw = client.fetch(last, "(BODY.PEEK[])")[1][0][1]
        message = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual(message["Message-ID"].strip("<>"), trip["letter"].partition("/")[2])
        self.assertEqual(message["From"].addresses[0].display_name, "Ada Łovelace")
        for header in ("From", "To"):
            self.assertEqual(message[header].addresses[0].addr_spec, "ada@postino.test")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertEqual(message["Subject"], "Does mail go all the way?")
        self.assertAlmostEqual(message["Date"].datetime.timestamp(), time.time(), delta=120)
        self.assertEqual(message.get_content_type(), "text/plain")
        self.assertIn("Postino deletes it by itself", message.get_content())
        self.assertNotRegex(raw.decode(), r"(?i)http|<img|x-mailer|user-agent")
        self.assertNotIn(PASSWORD.encode(), raw)

    def test_junk(self):
        """The folder is known by its attribute: its name tells nobody."""
        before = self.contents("junk")
        trip = self.travel("junk")
        self.expect(trip, state="in-junk", folder="Spazzatura", copies=1, deleted="deleted")
        self.assertEqual(self.contents("junk"), before)

    def test_the_copy_among_what_was_sent(self):
        before = self.contents("sent")
        trip = self.travel("sent")
        self.expect(trip, state="arrived", deleted="deleted")
        self.assertEqual(self.contents("sent"), before)
        self.expect(trip, sent_copies=1)

    def test_duplicates(self):
        before = self.contents("twice")
        trip = self.travel("twice")
        self.expect(trip, state="arrived", copies=2, deleted="deleted")
        self.assertEqual(self.contents("twice"), before)

    def test_a_longer_message_id(self):
        """What the server's search may suggest is read before it is touched."""
        trip = self.travel("ada")
        message_id = trip["letter"].partition("/")[2]
        suggested = "Content-Type: text/plain; x=delivery-status\n"
        self.put("ada", "INBOX", f"<{message_id}.uk>", more=suggested)
        self.put("ada", "INBOX", f"<x{message_id}>", more=suggested)
        self.put("ada", "INBOX", "<answer@postino.test>", more=f"{suggested}In-Reply-To: <{message_id}>\n")
        before = self.contents("ada")
        again = self.travel("ada", "--look-again", trip["letter"], limit=3)
        self.expect(again, state="never", copies=0, deleted="nothing")
        self.assertEqual(self.run_of.errors.count(b"UID FETCH"), 3)
        self.assertEqual(self.contents("ada"), before)

    def test_where_it_comes_from(self):
        proven, doubted, forged = (self.travel(name) for name in ("proven", "doubted", "forged"))
        self.assertEqual(proven["authentication"], {
            "server": "mx.postino.test", "spf": "softfail", "dkim": "pass", "dmarc": "pass", "aligned": True})
        self.assertIn("The receiving side could tell that it really comes from postino.test.", proven["sentences"])
        self.assertEqual(doubted["authentication"], {
            "server": "mx.postino.test", "spf": "none", "dkim": "none", "dmarc": None, "aligned": False})
        self.assertRegex(" ".join(doubted["sentences"]), "could not tell .*SPF, DKIM, DMARC")
        self.assertIsNone(forged["authentication"])

    def test_not_before_both_work(self):
        run = postino_cli.run(*self.command("ada"), password="wrong", timeout=180)
        self.assertIsNone(run.json["round_trip"])
        self.assertNotIn(b"DATA", run.errors)

    def test_what_is_allowed(self):
        allowed = self.travel("ada")["allowed"]
        self.assertEqual(allowed, {"message_size": 10240000, "idle": True, "utf8": False})

    def test_on_a_terminal(self):
        command = [word for word in self.command("ada") if word not in ("--json", "--verbose")]
        run = postino_cli.run(*command, password=PASSWORD, timeout=180)
        self.assertEqual(run.status, 0, run.errors)
        self.assertIn("It works: your message went all the way", run.output.decode())
        self.assertIn("It was deleted again, and nothing else was touched.", run.output.decode())


class GoesAstray(Case):
    def test_bounces(self):
        before = self.contents("bounce")
        trip = self.travel("bounce")
        self.expect(trip, state="bounced", status="5.2.2", reports=1, deleted="deleted")
        self.assertEqual(trip["diagnosis"]["cause"], "over-quota", trip)
        # It is the person's own mailbox, not that of somebody they wrote to.
        self.assertEqual(trip["diagnosis"]["headline"], "The mailbox is full")
        self.assertNotEqual(trip["diagnosis"]["steps"], [])
        self.assertEqual(self.contents("bounce"), before)

    def test_never_arrives_and_is_looked_for_again(self):
        before = self.contents("gone")
        trip = self.travel("gone", limit=4)
        self.expect(trip, state="never", seconds=None, copies=0, deleted="nothing")
        self.assertEqual(self.contents("gone"), before)

    def test_delayed(self):
        before = self.contents("late")
        trip = self.travel("late", limit=8)
        self.expect(trip, state="delayed", status="4.7.1", reports=1, deleted="deleted")
        self.assertEqual(trip["diagnosis"]["steps"], [], "about somebody else's server")
        self.assertEqual(self.contents("late"), before)

    def test_arrives_while_nobody_looks(self):
        """What is released after the time is over is found by looking again, and not sent twice."""
        before = self.contents("held")
        trip = self.travel("held", limit=3)
        self.expect(trip, state="never")
        self.release()
        again = self.travel("held", "--look-again", trip["letter"])
        self.expect(again, state="arrived", letter=trip["letter"], copies=1, deleted="deleted")
        self.assertNotRegex(self.run_of.errors, rb"(?m)^smtp > (DATA|MAIL FROM:<held@postino.test> )")
        self.assertEqual(self.contents("held"), before)

    def test_the_connection_is_lost(self):
        """The server hangs up while it is waited for; the message comes only then."""
        before, sign_ins = self.contents("held"), len(self.mail.sign_ins("imap"))
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            running = pool.submit(self.travel, "held")
            self.wait_for(lambda: len(self.mail.sign_ins("imap")) == sign_ins + 2)
            time.sleep(1)
            subprocess.run(["doveadm", "-c", self.mail.dovecot.folder / "dovecot.conf", "kick",
                            "held@postino.test"], check=True, capture_output=True)
            self.release()
            trip = running.result()
        self.expect(trip, state="arrived", copies=1, deleted="deleted")
        self.assertEqual(len(self.mail.sign_ins("imap")), sign_ins + 3)  # the test, the watch, and once more
        self.assertEqual(self.contents("held"), before)

    def test_stopped_and_taken_up_again(self):
        """At Ctrl+C it ends at once, and says how to look again."""
        with tempfile.NamedTemporaryFile() as password:
            password.write(PASSWORD.encode())
            password.flush()
            process = subprocess.Popen(
                [postino_cli.PROGRAM, *map(str, self.command("held")), "--password-file", password.name],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for line in process.stderr:
                if b"+ idling" in line:
                    break
            process.send_signal(signal.SIGINT)
            stopped = time.monotonic()
            output, _ = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - stopped, 10)
        trip = schema.load(output)["round_trip"]
        self.assertEqual((process.returncode, sorted(trip)), (1, ["allowed", "letter"]))
        self.release()
        self.expect(self.travel("held", "--look-again", trip["letter"]), state="arrived", deleted="deleted")

    def wait_for(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline, "it did not come so far")
            time.sleep(0.05)

    def test_a_letter_that_is_none(self):
        run = postino_cli.run(*self.command("ada", "--look-again", '1/x" DELETE'), password=PASSWORD)
        self.assertEqual(run.status, 2)


class WithPop3(Case):
    def test_arrives(self):
        self.put("ada", "INBOX", "<other@postino.test>")
        before = self.contents("ada")
        trip = self.travel("ada", incoming="pop3s")
        self.expect(trip, state="arrived", copies=1, deleted="deleted")
        self.assertEqual(self.contents("ada"), before)

    def test_bounces(self):
        before = self.contents("bounce")
        trip = self.travel("bounce", incoming="pop3s")
        self.expect(trip, state="bounced", status="5.2.2", reports=1)
        self.assertEqual(self.contents("bounce"), before)

    def test_never(self):
        trip = self.travel("junk", incoming="pop3s", limit=4)
        self.expect(trip, state="never", copies=0)
        self.assertRegex(" ".join(trip["sentences"]), "the inbox alone")


class WithoutExtensions(Case):
    without = ("IDLE", "UIDPLUS", "SPECIAL-USE", "LIST-EXTENDED", "MOVE")

    def test_only_marked(self):
        """What somebody else has marked as deleted stays as well."""
        self.put("ada", "INBOX", "<marked@postino.test>")
        with self.imap("ada") as client:
            client.select("INBOX")
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            # Without CLOSE, which would expunge.
        before = self.contents("ada")
        trip = self.travel("ada")
        self.expect(trip, state="arrived", deleted="marked")
        letter = f"<{trip['letter'].partition('/')[2]}>"
        self.assertEqual(self.contents("ada"), {**before, "INBOX": [*before["INBOX"], (True, letter)]})
        self.assertRegex(" ".join(trip["sentences"]), "marked as deleted")
        self.assertNotRegex(self.run_of.errors, rb"(?i)imap > A\d+ (UID EXPUNGE|EXPUNGE|CLOSE|IDLE)")


if __name__ == "__main__":
    tap.main()
