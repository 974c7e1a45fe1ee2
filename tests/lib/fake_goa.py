# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Online Accounts under its real name on the bus, with the accounts of its argument, a JSON list.

    {"provider": "Google", "address": "ada@example.org",
     "imap": {"host": "localhost:1993", "security": "tls", "username": "ada"}, "smtp": …,   null: not supported
     "token": "ya29.fresh", "stale": "ya29.stale",       given before EnsureCredentials was called
     "passwords": {"imap-password": "…"},                in place of a token
     "ensure": null | "NotAuthorized" | "Failed" | "hang",
     "mail_off": false, "attention": false}

Where "hang" stands for the whole list, nothing is ever answered. Prints each method that is called.
"""

import json
import signal
import sys

from gi.repository import Gio, GLib

NAME = "org.gnome.OnlineAccounts"
ROOT = "/org/gnome/OnlineAccounts"
INTERFACES = Gio.DBusNodeInfo.new_for_xml("""
<node>
  <interface name="org.freedesktop.DBus.ObjectManager">
    <method name="GetManagedObjects"><arg type="a{oa{sa{sv}}}" direction="out"/></method>
  </interface>
  <interface name="org.gnome.OnlineAccounts.Account">
    <method name="EnsureCredentials"><arg name="expires_in" type="i" direction="out"/></method>
  </interface>
  <interface name="org.gnome.OnlineAccounts.OAuth2Based">
    <method name="GetAccessToken">
      <arg name="access_token" type="s" direction="out"/><arg name="expires_in" type="i" direction="out"/>
    </method>
  </interface>
  <interface name="org.gnome.OnlineAccounts.PasswordBased">
    <method name="GetPassword">
      <arg name="id" type="s" direction="in"/><arg name="password" type="s" direction="out"/>
    </method>
  </interface>
</node>""")


class Account:
    def __init__(self, number, data):
        self.path = f"{ROOT}/Accounts/account_{number}"
        self.data = data
        self.ensured = False

    def interfaces(self):
        data = self.data
        found = {f"{NAME}.Account": {
            "ProviderType": GLib.Variant("s", data["provider"].lower()),
            "ProviderName": GLib.Variant("s", data["provider"]),
            "Id": GLib.Variant("s", self.path.rsplit("/", maxsplit=1)[-1]),
            "Identity": GLib.Variant("s", data["address"]),
            "PresentationIdentity": GLib.Variant("s", data["address"]),
            "MailDisabled": GLib.Variant("b", data.get("mail_off", False)),
            "AttentionNeeded": GLib.Variant("b", data.get("attention", False)),
        }}
        if not data.get("mail_off"):
            found[f"{NAME}.Mail"] = self.mail()
        found[f"{NAME}.OAuth2Based" if "token" in data else f"{NAME}.PasswordBased"] = {}
        return found

    def mail(self):
        values = {"EmailAddress": self.data["address"], "Name": self.data.get("name", "Ada"),
                  "SmtpUseAuth": True, "SmtpAuthPlain": True}
        for side, key in (("Imap", "imap"), ("Smtp", "smtp")):
            server = self.data.get(key)
            values[side + "Supported"] = server is not None
            if server:
                values |= {side + "Host": server["host"], side + "UserName": server.get("username", self.data["address"]),
                           side + "UseSsl": server["security"] == "tls", side + "UseTls": server["security"] == "starttls",
                           side + "AcceptSslErrors": False}
        return {name: GLib.Variant("b" if isinstance(value, bool) else "s", value) for name, value in values.items()}


class Daemon:
    def __init__(self, bus, accounts):
        self.accounts = {account.path: account for account in accounts}
        self.register(bus, ROOT, "org.freedesktop.DBus.ObjectManager")
        for account in accounts:
            for name in ("Account", "OAuth2Based", "PasswordBased"):
                self.register(bus, account.path, f"{NAME}.{name}")

    def register(self, bus, path, interface):
        bus.register_object(path, INTERFACES.lookup_interface(interface), self.on_call, None, None)

    def on_call(self, _bus, _sender, path, _interface, method, arguments, invocation):
        print(method, flush=True)
        try:
            result = getattr(self, method)(path, *arguments.unpack())
        except DBusError as error:
            invocation.return_dbus_error(f"{NAME}.Error.{error.args[0]}", error.args[1])
        else:
            if result is not None:
                invocation.return_value(result)

    def GetManagedObjects(self, _path):
        return GLib.Variant("(a{oa{sa{sv}}})", ({path: one.interfaces() for path, one in self.accounts.items()},))

    def EnsureCredentials(self, path):
        account = self.accounts[path]
        how = account.data.get("ensure")
        if how == "hang":
            return None
        if how:
            raise DBusError(how, "Because the test wants it")
        account.ensured = True
        return GLib.Variant("(i)", (3599,))

    def GetAccessToken(self, path):
        account = self.accounts[path]
        token = account.data["token"] if account.ensured else account.data.get("stale", account.data["token"])
        return GLib.Variant("(si)", (token, 3599))

    def GetPassword(self, path, which):
        passwords = self.accounts[path].data.get("passwords", {})
        if which not in passwords:
            raise DBusError("Failed", "No such password")
        return GLib.Variant("(s)", (passwords[which],))


class DBusError(Exception):
    pass


def main():
    data = json.loads(sys.argv[1])
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    Daemon(bus, [Account(number, one) for number, one in enumerate(data) if one != "hang"])
    bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                  GLib.Variant("(su)", (NAME, 0)), None, 0, -1, None)
    if "hang" in data:
        signal.pause()  # the calls pile up unanswered
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
