# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's notifications on the bus of a session: each is printed as one line of JSON.

    notifications.py specified [CLICK]   org.freedesktop.Notifications; with CLICK each is clicked, else closed
    notifications.py gnome               org.gtk.Notifications

Both are the program that a click opens as well, and who asks for the keyring's password.
"""

import json
import select
import subprocess
import sys

from gi.repository import Gio, GLib

INTERFACES = Gio.DBusNodeInfo.new_for_xml("""
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
    </method>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
    <signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
  </interface>
  <interface name="org.gtk.Notifications">
    <method name="AddNotification">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
    </method>
  </interface>
  <interface name="org.gnome.keyring.internal.Prompter">
    <method name="BeginPrompting"><arg type="o" direction="in"/></method>
  </interface>
  <interface name="org.freedesktop.Application">
    <method name="ActivateAction">
      <arg type="s" direction="in"/><arg type="av" direction="in"/><arg type="a{sv}" direction="in"/>
    </method>
  </interface>
</node>""")
SPECIFIED = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
GNOME = ("org.gtk.Notifications", "/org/gtk/Notifications")
PROGRAM = ("io.github.postino.Postino", "/io/github/postino/Postino")
PROMPTER = ("org.gnome.keyring.SystemPrompter", "/org/gnome/keyring/Prompter")
INTERFACE = {PROGRAM[0]: "org.freedesktop.Application", PROMPTER[0]: "org.gnome.keyring.internal.Prompter"}


class Notifications:
    """For a test: what is shown in its session, in a process of its own."""

    def __init__(self, session, *words):
        self.process = session.start([sys.executable, __file__, *words], stdout=subprocess.PIPE, bufsize=0)
        self._calls = []
        self._rest = b""
        self.process.stdout.readline()  # it has its names

    def calls(self):
        """Each is printed before it is answered: what was shown to a program that has ended is there."""
        pipe = self.process.stdout
        while select.select([pipe], [], [], 0)[0] and (more := pipe.read(65536)):
            self._rest += more
        *lines, self._rest = self._rest.split(b"\n")
        self._calls += [json.loads(line) for line in lines]
        return self._calls

    def named(self, method):
        return [call for call in self.calls() if call["method"] == method]


class Desktop:
    def __init__(self, bus, click):
        self.bus = bus
        self.click = click
        self.number = 0

    def on_call(self, _bus, _sender, path, interface, method, values, call):
        if method == "GetCapabilities":
            call.return_value(GLib.Variant("(as)", (["actions", "body", "body-markup"],)))
            return
        print(json.dumps({"method": method, "values": values.unpack()}), flush=True)
        if method == "BeginPrompting":
            call.return_dbus_error("org.freedesktop.DBus.Error.Failed", "nobody is there")
            return
        if method != "Notify":
            call.return_value(None)
            return
        self.number += 1
        call.return_value(GLib.Variant("(u)", (self.number,)))
        if self.click:
            self.emit(path, interface, "ActivationToken", "(us)", "token-7")
            self.emit(path, interface, "ActionInvoked", "(us)", "default")
        self.emit(path, interface, "NotificationClosed", "(uu)", 2)

    def emit(self, path, interface, name, types, value):
        self.bus.emit_signal(None, path, interface, name, GLib.Variant(types, (self.number, value)))


def main():
    kind, *more = sys.argv[1:]
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    desktop = Desktop(bus, bool(more))
    for name, path in (SPECIFIED if kind == "specified" else GNOME, PROGRAM, PROMPTER):
        interface = INTERFACES.lookup_interface(INTERFACE.get(name, name))
        bus.register_object(path, interface, desktop.on_call, None, None)
        bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                      GLib.Variant("(su)", (name, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
