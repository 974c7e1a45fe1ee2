# SPDX-License-Identifier: GPL-3.0-or-later
"""A Secret Service that does one thing wrong, named as its argument.

Prints each method that is called, so that a test sees in which order.
"""

import signal
import sys

from gi.repository import Gio, GLib

ROOT = "/org/freedesktop/secrets"
COLLECTION = ROOT + "/collection/mock"
SESSION = ROOT + "/session/1"
PROMPT = ROOT + "/prompt/1"
NONE = "/"
SLOW_SECONDS = 11  # longer than the vault waits for an answer

INTERFACES = Gio.DBusNodeInfo.new_for_xml("""
<node>
  <interface name="org.freedesktop.Secret.Service">
    <method name="OpenSession">
      <arg type="s" direction="in"/><arg type="v" direction="in"/>
      <arg type="v" direction="out"/><arg type="o" direction="out"/>
    </method>
    <method name="SearchItems">
      <arg type="a{ss}" direction="in"/><arg type="ao" direction="out"/><arg type="ao" direction="out"/>
    </method>
    <method name="Unlock">
      <arg type="ao" direction="in"/><arg type="ao" direction="out"/><arg type="o" direction="out"/>
    </method>
    <method name="GetSecrets">
      <arg type="ao" direction="in"/><arg type="o" direction="in"/><arg type="a{o(oayays)}" direction="out"/>
    </method>
    <method name="ReadAlias"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
    <property name="Collections" type="ao" access="read"/>
  </interface>
  <interface name="org.freedesktop.Secret.Collection">
    <method name="CreateItem">
      <arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/><arg type="b" direction="in"/>
      <arg type="o" direction="out"/><arg type="o" direction="out"/>
    </method>
    <property name="Items" type="ao" access="read"/>
    <property name="Label" type="s" access="read"/>
    <property name="Locked" type="b" access="read"/>
    <property name="Created" type="t" access="read"/>
    <property name="Modified" type="t" access="read"/>
  </interface>
  <interface name="org.freedesktop.Secret.Item">
    <method name="Delete"><arg type="o" direction="out"/></method>
    <method name="SetSecret"><arg type="(oayays)" direction="in"/></method>
    <property name="Attributes" type="a{ss}" access="read"/>
    <property name="Label" type="s" access="read"/>
    <property name="Locked" type="b" access="read"/>
    <property name="Created" type="t" access="read"/>
    <property name="Modified" type="t" access="read"/>
  </interface>
  <interface name="org.freedesktop.Secret.Prompt">
    <method name="Prompt"><arg type="s" direction="in"/></method>
    <method name="Dismiss"/>
    <signal name="Completed"><arg type="b"/><arg type="v"/></signal>
  </interface>
</node>""")


class Keyring:
    def __init__(self, bus, behaviour):
        self.bus = bus
        self.behaviour = behaviour
        self.locked = behaviour.endswith("-unlock")
        self.items = {}
        self.secrets = {}
        self.prompt_results = {}
        for path, interface in ((ROOT, "Service"), (COLLECTION, "Collection"),
                                (ROOT + "/aliases/default", "Collection"), (PROMPT, "Prompt")):
            self.register(path, interface)

    def register(self, path, interface):
        info = INTERFACES.lookup_interface("org.freedesktop.Secret." + interface)
        self.bus.register_object(path, info, self.on_call, self.on_get, None)

    def on_get(self, _bus, _sender, path, _interface, name):
        values = {
            "Collections": GLib.Variant("ao", [COLLECTION]),
            "Items": GLib.Variant("ao", list(self.items)),
            "Attributes": GLib.Variant("a{ss}", self.items.get(path, {})),
            "Label": GLib.Variant("s", "Mock"),
            "Locked": GLib.Variant("b", self.locked or (self.behaviour == "ask-for-items" and path in self.items)),
        }
        return values.get(name, GLib.Variant("t", 0))

    def on_call(self, _bus, _sender, path, _interface, method, arguments, invocation):
        print(method, flush=True)
        try:
            result = getattr(self, method)(path, *arguments.unpack())
        except DBusError as error:
            invocation.return_dbus_error(error.args[0], "Because the test wants it")
        else:
            invocation.return_value(result)

    def OpenSession(self, _path, algorithm, _input):
        if algorithm != "plain" and self.behaviour in ("dislike-key", "dislike-keys"):
            if self.behaviour == "dislike-key":
                self.behaviour = "none"
            raise DBusError("org.freedesktop.DBus.Error.InvalidArgs")
        if algorithm != "plain":
            raise DBusError("org.freedesktop.DBus.Error.NotSupported")
        return GLib.Variant("(vo)", (GLib.Variant("s", ""), SESSION))

    def ReadAlias(self, _path, _name):
        return GLib.Variant("(o)", (COLLECTION,))

    def SearchItems(self, _path, wanted):
        if self.behaviour == "deny-search":
            raise DBusError("org.freedesktop.DBus.Error.AccessDenied")
        if self.behaviour == "break-search":
            raise DBusError("org.freedesktop.DBus.Error.LimitsExceeded")
        found = [path for path, attributes in self.items.items() if wanted.items() <= attributes.items()]
        return GLib.Variant("(aoao)", (found, []))

    def Unlock(self, _path, objects):
        self.prompt_results = {False: GLib.Variant("ao", objects), True: GLib.Variant("ao", [])}
        return GLib.Variant("(aoo)", ([], PROMPT) if self.locked else (objects, NONE))

    def GetSecrets(self, _path, items, _session):
        secrets = {path: self.secrets[path] for path in items}
        return GLib.Variant("(a{o(oayays)})", (secrets,))

    def CreateItem(self, _path, properties, secret, _replace):
        if self.behaviour == "deny":
            raise DBusError("org.freedesktop.DBus.Error.AccessDenied")
        if self.behaviour == "break" or (self.behaviour == "break-second" and self.items):
            raise DBusError("org.freedesktop.DBus.Error.LimitsExceeded")
        if self.behaviour == "dismiss-store":
            self.prompt_results = {True: GLib.Variant("o", NONE)}
            return GLib.Variant("(oo)", (NONE, PROMPT))
        path = f"{COLLECTION}/{len(self.items) + 1}"
        self.items[path] = properties["org.freedesktop.Secret.Item.Attributes"]
        self.secrets[path] = secret
        self.register(path, "Item")
        return GLib.Variant("(oo)", (path, NONE))

    def SetSecret(self, path, secret):
        self.secrets[path] = secret

    def Delete(self, path):
        del self.items[path]
        return GLib.Variant("(o)", (NONE,))

    def Prompt(self, _path, _window):
        slow = self.behaviour == "slow-unlock"
        GLib.timeout_add(SLOW_SECONDS * 1000 if slow else 100, self.complete, not slow)

    def Dismiss(self, _path):
        self.complete(True)

    def complete(self, dismissed):
        if not dismissed:
            self.locked = False
        self.bus.emit_signal(None, PROMPT, "org.freedesktop.Secret.Prompt", "Completed",
                             GLib.Variant("(bv)", (dismissed, self.prompt_results[dismissed])))
        return GLib.SOURCE_REMOVE


class DBusError(Exception):
    pass


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    Keyring(bus, sys.argv[1])
    bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                  GLib.Variant("(su)", ("org.freedesktop.secrets", 0)), None, 0, -1, None)
    if sys.argv[1] == "silence":
        signal.pause()  # the calls pile up unanswered
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
