# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's files: added to, never taken over, and given back as they were."""

import json
import os
import sys
import unittest

import handed_over
import session
import tap
import terminal
from handed_over import uri

SAVE = sys.argv.pop(1)

ADDRESS = "ada@example.org"
BOB = "bob@example.org"
PASSWORD = "Zq7-Lantern-Ölfass"
TARGETS = ("msmtp", "mbsync", "fetchmail", "neomutt")
THEIRS = "# mine\naccount work\nhost work.example\n"


class Case(unittest.TestCase):
    def setUp(self):
        self.desk = handed_over.Desk(SAVE)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        for address in (ADDRESS, BOB):
            self.save(address)

    def save(self, address, incoming=None, outgoing=None, **options):
        self.desk.run("secret-tool", "clear", "address", address, check=False)
        self.desk.save(address, incoming or uri("imaps", "imap.example.org", 993, address),
                       outgoing or uri("smtps", "smtp.example.org", 465, address), PASSWORD, **options)

    def export(self, target, *more, address=ADDRESS, status=0):
        done = self.desk.export("--format", target, *more, address)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def home(self):
        """Everything that is not Postino's own note or a backup."""
        return {path: text for path, text in self.desk.written().items()
                if "postino" not in path.parts and not path.name.endswith(".before-postino")}


class Edits(Case):
    def test_shown_and_not_made(self):
        before = self.home()
        for target in TARGETS:
            with self.subTest(target):
                shown = self.export(target, "--dry-run").stdout
                self.assertIn("+++ ", shown)
                self.assertIn("secret-tool lookup", shown)
                self.assertEqual(self.home(), before)

    def test_their_passwords_are_not_shown(self):
        self.desk.path(".msmtprc").write_text(THEIRS + "user me\npassword hunter2\nPassWord hunter2\n")
        shown = self.export("msmtp", "--dry-run").stdout
        self.assertIn("\n user me\n", shown)
        self.assertNotIn("hunter2", shown)
        self.assertIn("+passwordeval", shown)

    def test_what_is_missing_is_said(self):
        self.desk.env["PATH"] = "/nowhere"
        said = self.export("msmtp", "--yes").stderr
        self.assertIn("msmtp is not on this computer.", said)
        self.assertIn("libsecret-tools", said)
        self.assertNotIn("libsecret-tools", self.export("geary", "--yes").stderr)

    def test_asked_on_a_terminal(self):
        before = self.home()
        for answer, changed in (("n", False), ("", False), ("y", True)):
            with terminal.Terminal([handed_over.PROGRAM, "export", "--format", "msmtp", ADDRESS], self.desk.env) as person:
                person.expect("+host smtp.example.org")
                person.expect("Make these changes? [y/N]")
                person.type(answer + "\n")
                self.assertEqual(person.wait(), 0 if changed else 1)
            self.assertEqual(self.home() != before, changed)

    def test_an_address_of_the_world(self):
        address = "ada@exämple.org"
        before = self.home()
        self.save(address)
        for target in TARGETS:
            with self.subTest(target):
                self.export(target, "--yes", address=address)
                self.export(target, "--undo", address=address)
        self.assertEqual(self.home(), before)

    def test_without_a_terminal_nothing_is_made_unless_told(self):
        before = self.home()
        self.export("msmtp", status=2)
        self.assertEqual(self.home(), before)

    def test_made_undone_and_nothing_is_left(self):
        for target in TARGETS:
            with self.subTest(target):
                before = self.home()
                self.export(target, "--yes")
                made = self.home()
                self.assertNotEqual(made, before)
                for path in set(made) - set(before):
                    self.assertEqual(path.stat().st_mode & 0o077, 0, path)
                self.export(target, "--undo")
                self.assertEqual(self.home(), before)
                self.export(target, "--undo", status=1)

    def test_undone_after_the_account_is_gone(self):
        before = self.home()
        self.export("msmtp", "--yes")
        self.desk.run("secret-tool", "clear", "address", ADDRESS)
        self.export("msmtp", "--undo")
        self.assertEqual(self.home(), before)

    def forget(self, *more):
        return self.desk.run(handed_over.PROGRAM, "accounts", "forget", "--yes", *more, ADDRESS).stdout

    def test_forgetting_the_account_takes_everything_back(self):
        before = self.home()
        for target in TARGETS:
            self.export(target, "--yes")
        self.export("msmtp", "--yes", address=BOB)
        bobs = self.desk.config("msmtp", "config").read_text().partition(f"# Postino: begin {BOB}")[2]
        self.assertIn("fetchmail", self.forget())
        config = self.desk.config("msmtp", "config")
        self.assertEqual(config.read_text(), f"# Postino: begin {BOB}{bobs}")
        self.export("msmtp", "--undo", address=BOB)
        self.assertEqual(self.home(), before)

    def test_forgetting_one_of_two_takes_nothing_back(self):
        self.export("msmtp", "--yes")
        self.desk.save(ADDRESS, uri("pop3s", "pop.example.org", 995, ADDRESS),
                       uri("smtps", "smtp.example.org", 465, ADDRESS), PASSWORD)
        made = self.home()
        found = json.loads(self.desk.run(handed_over.PROGRAM, "accounts", "--json").stdout)["accounts"]
        pop3 = next(one["id"] for one in found if one["incoming"]["protocol"] == "pop3")
        self.desk.run(handed_over.PROGRAM, "accounts", "forget", "--yes", pop3)
        self.assertEqual(self.home(), made)

    def test_the_list_says_where_it_was_handed_to(self):
        before = self.desk.export("--list", ADDRESS).stdout
        self.export("mbsync", "--yes")
        self.assertEqual(self.desk.export("--list", ADDRESS).stdout.count("It has this account."),
                         before.count("It has this account.") + 1)

    def test_beside_what_others_wrote(self):
        config = self.desk.path(".msmtprc")
        for theirs in (THEIRS, THEIRS.rstrip("\n"), "", THEIRS + "\n\n"):
            with self.subTest(theirs):
                config.write_text(theirs)
                config.chmod(0o640)
                self.export("msmtp", "--yes")
                self.export("msmtp", "--yes", address=BOB)
                text = config.read_text()
                self.assertTrue(text.startswith(theirs))
                self.assertEqual(text.count("# Postino: begin"), 2)
                self.assertEqual(config.stat().st_mode & 0o777, 0o640)
                self.export("msmtp", "--undo")
                self.assertNotIn(ADDRESS, config.read_text())
                self.assertIn(BOB, config.read_text())
                self.export("msmtp", "--undo", address=BOB)
                self.assertEqual(config.read_text().rstrip("\n"), theirs.rstrip("\n"))

    def test_the_backup_is_what_was_there(self):
        config = self.desk.path(".msmtprc")
        config.write_text(THEIRS)
        self.export("msmtp", "--yes")
        self.assertEqual(self.desk.path(".msmtprc.before-postino").read_text(), THEIRS)

    def test_again_changes_nothing(self):
        for target in TARGETS:
            with self.subTest(target):
                self.export(target, "--yes")
                made = self.home()
                self.assertIn("already", self.export(target, "--yes").stdout)
                self.assertEqual(self.home(), made)

    def test_new_settings_take_the_place_of_the_old(self):
        config = self.desk.config("msmtp", "config")
        self.export("msmtp", "--yes")
        config.write_text(config.read_text() + THEIRS)
        self.save(ADDRESS, outgoing=uri("smtp", "new.example.org", 587, ADDRESS))
        shown = self.export("msmtp", "--yes").stdout
        self.assertIn("\n-host smtp.example.org\n", shown)
        self.assertIn("\n+host new.example.org\n", shown)
        text = config.read_text()
        self.assertEqual((text.count("# Postino: begin"), text.count("\nhost ")), (1, 2))
        self.assertTrue(text.endswith(THEIRS))

    def test_a_link_stays_a_link(self):
        real = self.desk.path("dotfiles")
        real.write_text(THEIRS)
        self.desk.path(".msmtprc").symlink_to(real)
        self.export("msmtp", "--yes")
        self.assertTrue(self.desk.path(".msmtprc").is_symlink())
        self.assertIn("# Postino: begin", real.read_text())

    def test_a_strangers_file_is_left_alone(self):
        script = self.desk.path(".local", "bin", f"fetchmail-{ADDRESS}")
        script.parent.mkdir(parents=True)
        script.write_text("#!/bin/sh\necho mine\n")
        self.export("fetchmail", "--yes", status=1)
        self.assertEqual(script.read_text(), "#!/bin/sh\necho mine\n")

    def test_notes_that_cannot_be_read_stop_everything(self):
        """They may be good ones, of what else was handed on. A link to itself cannot be opened by root either."""
        notes = self.desk.path(self.desk.env["XDG_DATA_HOME"], "postino", "handed-over.ini")
        notes.parent.mkdir()
        notes.symlink_to(notes.name)
        self.export("msmtp", "--yes", status=1)
        self.assertTrue(notes.is_symlink())
        self.assertFalse(self.desk.config("msmtp", "config").exists())

    def test_a_lost_end_mark_stops_everything(self):
        config = self.desk.config("msmtp", "config")
        self.export("msmtp", "--yes")
        broken = config.read_text().replace(f"# Postino: end {ADDRESS}\n", "") + THEIRS
        config.write_text(broken)
        self.export("msmtp", "--yes", status=1)
        self.export("msmtp", "--undo", status=1)
        self.assertEqual(config.read_text(), broken)

    def test_mail_that_was_fetched_stays(self):
        self.export("mbsync", "--yes")
        letter = self.desk.path("Mail", ADDRESS, "letter")
        letter.write_text("dear")
        self.export("mbsync", "--undo")
        self.assertEqual(letter.read_text(), "dear")


class Refusals(Case):
    def refused(self, target):
        before = self.home()
        self.assertNotEqual(self.export(target, "--yes", status=1).stderr, "")
        self.assertEqual(self.home(), before)

    def test_line_breaks(self):
        """A user name with lines of configuration in it."""
        self.save(ADDRESS, uri("imaps", "imap.example.org", 993, "a\nhost evil.example"),
                  uri("smtps", "smtp.example.org", 465, "a\nhost evil.example"))
        for target in TARGETS:
            with self.subTest(target):
                self.refused(target)

    def test_what_a_program_does_not_speak(self):
        self.save(ADDRESS, uri("pop3s", "pop.example.org", 995, ADDRESS))
        self.refused("mbsync")

    def test_longer_than_a_line(self):
        self.save(ADDRESS, outgoing=uri("smtps", "smtp.example.org", 465, "x" * 400))
        self.refused("msmtp")

    def test_a_certificate_that_they_cannot_be_told_of(self):
        self.save(ADDRESS, pinned="ab" * 32)
        for target in ("mbsync", "fetchmail", "neomutt"):
            with self.subTest(target):
                self.refused(target)

    def test_no_such_account_format_or_words(self):
        self.export("msmtp", "--yes", address="nobody@example.org", status=3)
        self.export("pigeon", "--yes", status=2)
        self.export("msmtp", "--output", "-", status=2)
        self.export("sheet", "--undo", status=2)


class Secrets(Case):
    def test_none_in_what_is_written_or_said(self):
        said = ""
        for target in TARGETS:
            said += self.export(target, "--yes").stdout
        self.assertEqual(self.desk.find_secret(PASSWORD), [])
        self.assertFalse(session.shows_secret(said.encode(), PASSWORD), said)

    def test_the_search_finds_one(self):
        self.desk.path("leak").write_text(f"x {PASSWORD} x")
        self.desk.path("leak64").write_text("x WnE3LUxhbnRlcm4tw5ZsZmFzcw== x")
        self.assertEqual(len(self.desk.find_secret(PASSWORD)), 2)


if __name__ == "__main__":
    os.umask(0o022)
    tap.main()
