# SPDX-License-Identifier: GPL-3.0-or-later
"""From the Done page into mail programs and back, with the real daemons, keyring and servers."""

import configparser
import os
import pathlib
import sys

import desktop_daemons
import handed_over
import tap
from demo_case import DemoCase
from desktop_daemons import SOURCES
from session import shows_secret, wait_until
from window import Window

POSTINO, SAVE, FAULTS = (pathlib.Path(path) for path in sys.argv[1:4])
del sys.argv[1:4]

# Where a heading may be too wide for the toolkit (toolkit-faults.c).
TOLERANT = {"LD_PRELOAD": str(FAULTS), "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}


def shown(window):
    """The document, or each line of the files that change, which one has to ask for."""
    wait_until(lambda: any(node.name == "What is written" for node in window.walk()), "what is written")
    if not window.all("text", "What is written"):
        window.find("push button", "What is written").click()
    return window.find("text", "What is written").text


class Real(DemoCase):
    def setUp(self):
        self.account = self.demo_accounts["ready"]
        self.address = self.account["address"]
        self.password = self.account["password"]
        self.desk = handed_over.Desk(SAVE)
        self.desk.__enter__()
        self.addCleanup(self.desk.__exit__)
        self.applications = pathlib.Path(self.desk.env["XDG_DATA_HOME"], "applications")
        self.applications.mkdir()
        self.opener = pathlib.Path(self.desk.folder, "opener")
        self.opener.write_text(f'#!/bin/sh\necho "$1|$DESKTOP_STARTUP_ID" >{self.desk.folder}/opened\n', "utf-8")
        self.opener.chmod(0o700)

    def install(self, file, name, *more, mail=True):
        """A program that writes down how it was started."""
        lines = ["[Desktop Entry]", "Type=Application", f"Name={name}", f"Exec={self.opener} {name}",
                 "StartupNotify=true", f"Categories=Network;{'Email;' if mail else ''}",
                 "MimeType=x-scheme-handler/mailto;", *more]
        (self.applications / file).write_text("\n".join(lines) + "\n", "utf-8")

    def make_default(self, file):
        """And lets all be known for such links: no database of the desktop does."""
        files = "".join(f"{path.name};" for path in sorted(self.applications.iterdir()))
        self.desk.config("mimeapps.list").write_text(
            f"[Default Applications]\nx-scheme-handler/mailto={file}\n"
            f"[Added Associations]\nx-scheme-handler/mailto={files}\n", "utf-8")

    def start(self, **environment):
        window = self.enterContext(Window(self.desk, [POSTINO, "--ca-file", self.demo.ca, "--providers",
                                                      self.demo.providers], **environment))
        self.window = window
        return window

    def to_done(self, window):
        window.fill_in(self.address, self.password)
        self.try_and_save(window)
        return window

    def try_and_save(self, window):
        window.find("push button", "Test").click()
        window.find("push button", "Save").click()
        window.find("heading", "Your mail is set up")

    def opened(self):
        path = pathlib.Path(self.desk.folder, "opened")
        wait_until(lambda: path.exists() and path.read_text("utf-8").endswith("\n"), "the program's start")
        return path.read_text("utf-8").strip().split("|")

    def add(self, window, program):
        """What it says before it does it."""
        window.find("push button", f"Add the account to {program}…").click()
        window.find("push button", "Add")
        files = window.all("push button", "What is written")
        text = shown(window) if files else "\n".join(node.text for node in window.walk())
        window.find("push button", "Add").click()
        window.find("push button", f"Take the account out of {program} again")
        window.take_keyboard()
        return text

    def undo(self, window, program):
        window.find("push button", f"Take the account out of {program} again").click()
        wait_until(lambda: window.says("The account is taken out again."), "its end")

    def assert_silent(self, window):
        self.assertEqual(self.desk.find_secret(self.password), [])
        self.assertFalse(shows_secret(window.output().encode(), self.password), window.output())

    def goa_accounts(self):
        file = configparser.ConfigParser(interpolation=None)
        file.read(self.desk.config("goa-1.0", "accounts.conf"))
        return [file[group]["Identity"] for group in file.sections()]

    def sources(self):
        return list(self.desk.config("evolution", "sources").glob("postino-*.source"))

    def evolution_password(self):
        uid = next(path.stem for path in self.sources() if "[Mail Account]" in path.read_text("utf-8"))
        return self.desk.lookup(**{"e-source-uid": uid})

    @desktop_daemons.needs_goa
    def test_into_gnome_online_accounts_and_back(self):
        desktop_daemons.start_goa(self.desk)
        self.install("org.gnome.Evolution.desktop", "Evolution")
        window = self.to_done(self.start())
        self.assertIn(f"asked to add {self.address}", self.add(window, "GNOME Online Accounts"))
        self.assertEqual(self.goa_accounts(), [self.address])
        name, startup = self.opened()
        self.assertEqual(name, "Evolution")
        self.assertNotEqual(startup, "")
        self.assert_silent(window)
        self.undo(window, "GNOME Online Accounts")
        self.assertEqual(self.goa_accounts(), [])

    @desktop_daemons.needs_goa
    def test_a_daemon_that_goes_away_is_said(self):
        daemon = desktop_daemons.start_goa(self.desk)
        window = self.to_done(self.start())
        window.find("push button", "Add the account to GNOME Online Accounts…").click()
        window.find("push button", "Add")
        daemon.terminate()
        daemon.wait()
        window.find("push button", "Add").click()
        wait_until(lambda: window.says("GNOME Online Accounts did not do what it was asked for"), "the reason")
        desktop_daemons.start_goa(self.desk)
        window.find("push button", "Add").click()
        window.find("push button", "Take the account out of GNOME Online Accounts again")
        self.assertEqual(self.goa_accounts(), [self.address])

    @desktop_daemons.needs_registry
    def test_evolution_has_it_at_once(self):
        desktop_daemons.start_registry(self.desk)
        self.install("org.gnome.Evolution.desktop", "Evolution")
        window = self.to_done(self.start())
        self.assertIn("+[Mail Account]", self.add(window, "Evolution"))
        known = self.desk.run("gdbus", "call", "--session", "--dest", SOURCES, "--object-path",
                              "/org/gnome/evolution/dataserver/SourceManager", "--method",
                              "org.freedesktop.DBus.ObjectManager.GetManagedObjects").stdout
        for source in self.sources():
            self.assertIn(f"<'{source.stem}'>", known)
        self.assertEqual((len(self.sources()), self.evolution_password()), (3, self.password))
        self.assertEqual(self.opened()[0], "Evolution")
        self.assert_silent(window)
        self.undo(window, "Evolution")
        self.assertEqual(self.sources(), [])

    def test_what_is_here_and_the_default_first(self):
        self.install("org.gnome.Evolution.desktop", "Evolution")
        self.install("org.gnome.Geary.desktop", "Geary")
        self.install("thunderbird.desktop", "Thunderbird")
        self.install("pigeon.desktop", "Pigeon")
        self.install("browser.desktop", "Browser", mail=False)
        self.install("shell.desktop", "Shell", "Terminal=true")
        self.make_default("org.gnome.Geary.desktop")
        window = self.to_done(self.start())
        window.find("push button", "Add the account to Geary…")
        names = [node.name for node in window.all("push button")
                 if node.name.startswith(("Add the account", "Show the settings"))]
        self.assertEqual(names, ["Add the account to Geary…", "Add the account to Evolution…",
                                 "Show the settings for Thunderbird…", "Show the settings for Pigeon…"])

    def test_one_in_a_sandbox_gets_it_by_hand(self):
        self.install("org.gnome.Evolution.desktop", "Evolution", "X-Flatpak=org.gnome.Evolution")
        window = self.to_done(self.start())
        window.find("push button", "Show the settings for Evolution…").click()
        window.find("heading", "Type these settings in Evolution")
        self.assertIn(self.address, shown(window))
        window.find("push button", "Open").click()
        self.assertEqual(self.opened()[0], "Evolution")
        self.assertEqual(self.sources(), [])

    def test_appended_to_a_file_of_ones_own_and_back(self):
        path = self.desk.path(".msmtprc")
        path.write_text("account work\nhost smtp.work.example\npassword hush\n", "utf-8")
        before = path.read_bytes()
        window = self.to_done(self.start())
        window.find("push button", "More Programs…").click()
        changes = self.add(window, "msmtp")
        self.assertIn("+account ", changes)
        self.assertNotIn("hush", changes)
        self.assertTrue(path.read_bytes().startswith(before))
        self.assertIn(self.address, path.read_text("utf-8"))
        self.assert_silent(window)
        self.undo(window, "msmtp")
        self.assertEqual(path.read_bytes(), before)

    def test_a_file_that_changes_meanwhile_is_shown_anew(self):
        path = self.desk.path(".msmtprc")
        path.write_text("account work\nhost smtp.work.example\n", "utf-8")
        window = self.to_done(self.start())
        window.find("push button", "More Programs…").click()
        window.find("push button", "Add the account to msmtp…").click()
        self.assertNotIn("smtp.new.example", shown(window))
        path.write_text("account work\nhost smtp.new.example\n", "utf-8")
        window.find("push button", "Add").click()
        wait_until(lambda: "smtp.new.example" in shown(window), "the file as it is")
        self.assertNotIn(self.address, path.read_text("utf-8"))
        window.find("push button", "Add").click()
        window.find("push button", "Take the account out of msmtp again")
        self.assertIn("smtp.new.example", path.read_text("utf-8"))

    def test_a_document_is_saved(self):
        window = self.to_done(self.start())
        window.find("push button", "More Programs…").click()
        window.find("push button", "Show the settings for Autoconfig…").click()
        text = shown(window)
        self.assertIn("<clientConfig", text)
        path = self.desk.path("config-v1.1.xml")
        window.find("push button", "Save…").click()
        window.find("text", "Name:").type(str(path))
        window.press("Return")
        wait_until(lambda: path.exists() and path.read_text("utf-8") == text, "the file")

    def test_the_profile_is_saved(self):
        window = self.to_done(self.start())
        window.find("push button", "On Your Phone…").click()
        window.find("heading", "Here, scan this")
        path = self.desk.path("ada.mobileconfig")
        window.find("push button", "Save As…").click()
        window.find("text", "Name:").type(str(path))
        window.press("Return")
        wait_until(lambda: path.exists() and "</plist>" in path.read_text("utf-8"), "the file")
        self.assertIn(self.address, path.read_text("utf-8"))
        self.assert_silent(window)

    def to_accounts(self, window):
        window.find("push button", "Main Menu").click()
        window.find("menu item", "Saved Accounts").click()
        window.find("push button", f"Edit or forget {self.address}")

    def choose(self, window, item):
        window.find("push button", f"Edit or forget {self.address}").click()
        window.find("menu item", item).click()

    def test_saved_again_it_is_brought_up_to_date(self):
        self.install("org.gnome.Evolution.desktop", "Evolution")
        window = self.to_done(self.start())
        self.add(window, "Evolution")
        for path in self.sources():
            self.desk.store("an older one", **{"xdg:schema": "org.gnome.Evolution.Data.Source", "e-source-uid": path.stem})
        self.assertEqual(self.evolution_password(), "an older one")
        self.to_accounts(window)
        self.choose(window, "Edit…")
        window.wait_for_focus("password text", "Password")
        self.try_and_save(window)
        self.assertTrue(window.says("The new settings and the password are there as well: Evolution"))
        self.assertEqual(self.evolution_password(), self.password)
        self.assert_silent(window)

    def test_what_is_not_brought_up_to_date_is_said(self):
        self.install("org.gnome.Evolution.desktop", "Evolution")
        window = self.to_done(self.start())
        self.add(window, "Evolution")
        folder = self.sources()[0].parent
        for path in self.sources():
            path.unlink()
        folder.rmdir()
        folder.write_text("no folder", "utf-8")
        self.to_accounts(window)
        self.choose(window, "Edit…")
        window.wait_for_focus("password text", "Password")
        self.try_and_save(window)
        self.assertTrue(window.says("It could not be brought up to date everywhere:"))

    def test_forgotten_it_is_taken_out(self):
        self.install("org.gnome.Evolution.desktop", "Evolution")
        window = self.to_done(self.start())
        self.add(window, "Evolution")
        window.find("push button", "More Programs…").click()
        self.add(window, "msmtp")
        window.press("Escape")
        self.to_accounts(window)
        self.choose(window, "Forget…")
        wait_until(lambda: window.says("gave to Evolution, msmtp is taken out again"), "what it is taken out of")
        window.answer("Forget")
        window.find("label", f"{self.address} is forgotten, and taken out of Evolution, msmtp")
        window.find("heading", "No account is saved yet")
        self.assertEqual((self.sources(), self.desk.path(".msmtprc").exists()), ([], False))
        self.assertEqual(self.desk.search(**{"xdg:schema": "org.gnome.Evolution.Data.Source"}), [])

    @desktop_daemons.needs_goa
    def test_what_could_not_be_taken_out_is_said(self):
        daemon = desktop_daemons.start_goa(self.desk)
        window = self.to_done(self.start(**TOLERANT))
        self.add(window, "GNOME Online Accounts")
        daemon.terminate()
        daemon.wait()
        self.to_accounts(window)
        self.choose(window, "Forget…")
        window.answer("Forget")
        wait_until(lambda: window.says("Something is left that could not be taken out"), "what is left")
        self.assertTrue(window.says("GNOME Online Accounts did not do what it was asked for"))
        window.answer("Close")
        window.find("heading", "No account is saved yet")
        self.assertEqual(self.desk.search(address=self.address), [])


if __name__ == "__main__":
    tap.main()
