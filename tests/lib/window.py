# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a window as a person with a screen reader does: through the accessibility tree.

    with Session() as session, Window(session, [program]) as window:
        window.find("text", "Your name").type("Ada")
        window.find("push button", "Test").click()
        window.find("heading", "Everything works")
        window.screenshot("picture.png")

The display (Xvfb) and the accessibility bus are started once for a test's process, the
session's bus and keyring as often as a test wants.
"""

import atexit
import ctypes
import functools
import os
import re
import signal
import subprocess
import tempfile
import time
import warnings

from session import PATIENCE_S, wait_for_rest, wait_until

A11Y_CONFIG = "/usr/share/defaults/at-spi2/accessibility.conf"

# For the program under test; not for the client libraries in this process, which warn
# of what is none of our business.
G_DEBUG = os.environ.pop("G_DEBUG", "")

# Keysyms, and the key codes of a common keyboard.
KEYS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Left": 0xFF51, "Down": 0xFF54, "Home": 0xFF50, "space": 0x20,
        "F1": 0xFFBE, "F10": 0xFFC7, "question": 0x3F,
        "a": 0x61, "c": 0x63, "p": 0x70, "q": 0x71, "s": 0x73, "t": 0x74, "w": 0x77}
MODIFIERS = {"ctrl": 37, "shift": 50, "alt": 64}
CAPS_LOCK = 66

# Whom X gives the keyboard to; the second one also where that one has gone.
NO_WINDOW, WINDOW_UNDER_POINTER = 0, 1

# What an unlabelled control is called: the name of its type.
TYPE_NAME = re.compile("(Gtk|Adw|Gdk|Postino)[A-Z]")


class _Display:
    """One Xvfb and one accessibility bus for the whole process."""

    instance = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = cls()
        return cls.instance

    def __init__(self, size="1024x900"):
        self.folder = tempfile.TemporaryDirectory(prefix="postino-display-")
        self.processes = []
        atexit.register(self.close)
        self.display = self._start_xvfb(size)
        os.environ["DISPLAY"] = self.display
        self.bus = self._start_bus()
        os.environ["AT_SPI_BUS_ADDRESS"] = self.bus
        self.env = {"DISPLAY": self.display, "AT_SPI_BUS_ADDRESS": self.bus}

    def _start(self, arguments, **options):
        process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent, **options)
        self.processes.append(process)
        return process

    def _start_xvfb(self, size):
        read, write = os.pipe()
        self._start(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
                    pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            return ":" + pipe.readline().strip()

    def _start_bus(self):
        """The registry is started by the bus, and has to find the way back to it."""
        address = f"unix:path={self.folder.name}/a11y"
        env = {**os.environ, "AT_SPI_BUS_ADDRESS": address, "HOME": self.folder.name,
               "XDG_RUNTIME_DIR": self.folder.name}
        env.pop("DBUS_SESSION_BUS_ADDRESS", None)
        process = self._start(["dbus-daemon", "--nofork", f"--config-file={A11Y_CONFIG}",
                               f"--address={address}", "--print-address"],
                              stdout=subprocess.PIPE, text=True, env=env)
        process.stdout.readline()
        return address

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        self.folder.cleanup()


def close_display():
    """For a process that ends without what Python does then."""
    if _Display.instance is not None:
        _Display.instance.close()


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _atspi():
    """Connects to the bus of the display: not before there is one."""
    _Display.get()
    import gi

    warnings.simplefilter("ignore", DeprecationWarning)
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi

    Atspi.init()
    # It gives up after 800 ms otherwise, and a program may be busy for longer where much else is.
    Atspi.set_timeout(20_000, 60_000)
    return Atspi


# What AT-SPI of Debian 13, and GTK there, call otherwise than those of Debian 12.
OLDER_NAMES = {"button": "push button", "toggle button": "push button", "grouping": "panel", "alert": "dialog"}


# GTK of Debian 13 says that these can take the focus; they pass it on to what is in them.
CONTAINERS = ("scroll pane", "list", "panel")


# What somebody fills in.
FIELDS = ("text", "password text", "combo box", "check box", "spin button")

# What somebody works with, and a heading, by which a screen reader goes through a page.
CONTROLS = (*FIELDS, "push button", "link", "switch", "radio button", "heading")

# GTK of Debian 13 gives them no name: its label is one for the eyes only, to which a relation leads.
MENU_ITEMS = ("menu item", "check menu item", "radio menu item")


def _if_gone(nothing):
    """What a control says of itself that has gone since it was seen."""

    def decorate(look):
        @functools.wraps(look)
        def look_if_there(*arguments):
            from gi.repository import GLib

            try:
                return look(*arguments)
            except GLib.Error:
                return nothing

        return look_if_there

    return decorate


class Node:
    """One control, as assistive technology sees it."""

    def __init__(self, atspi, accessible):
        self.atspi = atspi
        self.accessible = accessible

    @functools.cached_property
    @_if_gone("")
    def role(self):
        name = self.accessible.get_role_name()
        return OLDER_NAMES.get(name, name)

    @property
    @_if_gone("")
    def name(self):
        return self.accessible.get_name() or (self._label() if self.role in MENU_ITEMS else "")

    def _label(self):
        """What it is labelled by, as a screen reader looks for it where there is no name."""
        return " ".join(label.text for label in self.related("labelled_by"))

    @_if_gone(())
    def related(self, kind):
        """What a relation leads to, by its AT-SPI name: "labelled_by", "described_by"."""
        return [Node(self.atspi, relation.get_target(index)) for relation in self.accessible.get_relation_set()
                if relation.get_relation_type() == getattr(self.atspi.RelationType, kind.upper())
                for index in range(relation.get_n_targets())]

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @_if_gone(False)
    def has(self, state):
        value = getattr(self.atspi.StateType, state.upper())
        return self.accessible.get_state_set().contains(value)

    @property
    def sensitive(self):
        return self.has("sensitive")

    @property
    def focused(self):
        return self.has("focused")

    @property
    @_if_gone(None)
    def process(self):
        return self.accessible.get_process_id()

    @property
    @_if_gone("")
    def text(self):
        """The typed text, or what a label says."""
        if "Text" not in self.accessible.get_interfaces():
            return ""
        return self.atspi.Text.get_text(self.accessible, 0, self.atspi.Text.get_character_count(self.accessible))

    @property
    def extents(self):
        """x, y, width, height in the window."""
        box = self.atspi.Component.get_extents(self.accessible,
                                               self.atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    @_if_gone(())
    def children(self):
        children = [self.accessible.get_child_at_index(index) for index in range(self.accessible.get_child_count())]
        return [Node(self.atspi, child) for child in children if child is not None]

    def walk(self):
        """This node and all below it, depth first: GTK shows only what is in sight."""
        yield self
        for child in self.children():
            yield from child.walk()

    def click(self):
        wait_until(lambda: self.sensitive, f"“{self.name}” as something to click")
        self.atspi.Action.do_action(self.accessible, 0)

    def type(self, text):
        """Replaces what is there."""
        self.atspi.EditableText.set_text_contents(self.accessible, text)

    def __repr__(self):
        return f"<{self.role} “{self.name}”>"


class _Focus:
    """Hears where the focus goes: to look for it takes a question to every control there is."""

    instance = None

    @classmethod
    def get(cls, atspi):
        if cls.instance is None:
            cls.instance = cls(atspi)
        return cls.instance

    def __init__(self, atspi):
        from gi.repository import GLib

        self.atspi = atspi
        self.accessible = None
        self.context = GLib.MainContext.default()
        self.listener = atspi.EventListener.new(self._hear)
        self.listener.register("object:state-changed:focused")

    def _hear(self, event):
        if event.detail1:
            self.accessible = event.source

    def find(self, process):
        """What has it in that process, if that was heard of."""
        while self.context.iteration(False):
            pass
        if self.accessible is None:
            return None
        node = Node(self.atspi, self.accessible)
        return node if node.process == process and node.focused else None


class Window:
    """A program with a window, from its start to its end."""

    def __init__(self, session, arguments, **environment):
        self.atspi = _atspi()
        self.focus = _Focus.get(self.atspi)
        self.session = session
        self.env = {
            **session.env,
            **_Display.get().env,
            "G_DEBUG": G_DEBUG,
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi",
            "GTK_USE_PORTAL": "0",
            # Mesa's driver leaks when it is unloaded; the second is what newer GTK calls it.
            "GDK_DEBUG": "gl-disable",
            "GDK_DISABLE": "gl",
            **environment,
        }
        self.arguments = [str(argument) for argument in arguments]

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.process = subprocess.Popen(self.arguments, env=self.env, stdout=self.log, stderr=subprocess.STDOUT,
                                        preexec_fn=die_with_parent)
        try:
            wait_until(lambda: self.frame() is not None or self.process.poll() is not None, "the window")
            assert self.process.poll() is None, self.output()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.log.close()

    def output(self):
        self.log.seek(0)
        return self.log.read()

    def _application(self):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return Node(self.atspi, application)
        return None

    def windows(self):
        application = self._application()
        return list(application.children()) if application else []

    def frame(self):
        """The window, or a dialog that stands before it."""
        frames = self.windows()
        return frames[-1] if frames else None

    def walk(self):
        frame = self.frame()
        return frame.walk() if frame is not None else iter(())

    def all(self, role=None, name=None):
        """Every control in sight of that role and that name (or its beginning, with “…”)."""
        return [node for node in self.walk() if _matches(node, role, name)]

    def find(self, role=None, name=None, nth=0, timeout=PATIENCE_S):
        """The first such control, or the one after so many others, waited for."""
        found = []

        def look():
            assert self.process.poll() is None, self.output()
            found[:] = self.all(role, name)[nth:]
            return found

        try:
            wait_until(look, f"{role} “{name}”", timeout)
        except TimeoutError:
            raise AssertionError(f"no {role} “{name}” in:\n{self.dump()}") from None
        return found[0]

    def says(self, text):
        """Whether a label in sight has that text in it."""
        return any(text in node.name or text in node.text for node in self.walk())

    def focused(self):
        return self.focus.find(self.process.pid) or next((node for node in self.walk() if node.focused), None)

    def wait_for_focus(self, role, name):
        try:
            wait_until(lambda: (node := self.focused()) and _matches(node, role, name), "the focus")
        except TimeoutError:
            raise AssertionError(f"no focus on {role} “{name}” but on {self.focused()} in:\n{self.dump()}") from None

    def press(self, *keys):
        """Presses and releases keys with their modifiers: "Return", "Escape", "alt+Left"."""
        kind = self.atspi.KeySynthType
        for key in keys:
            *modifiers, last = key.split("+")
            for modifier in modifiers:
                self.atspi.generate_keyboard_event(MODIFIERS[modifier], None, kind.PRESS)
            self.atspi.generate_keyboard_event(KEYS[last], None, kind.SYM)
            for modifier in reversed(modifiers):
                self.atspi.generate_keyboard_event(MODIFIERS[modifier], None, kind.RELEASE)

    def press_caps_lock(self):
        """By its key code: as a symbol it would be pressed and taken back."""
        for kind in (self.atspi.KeySynthType.PRESS, self.atspi.KeySynthType.RELEASE):
            self.atspi.generate_keyboard_event(CAPS_LOCK, None, kind)

    def write(self, text):
        """Types with the keyboard, where the focus is."""
        self.atspi.generate_keyboard_event(0, text, self.atspi.KeySynthType.STRING)
        wait_until(lambda: len(self.focused().text) == len(text), "what was typed")

    def _focused_accessible(self):
        node = self.focused()
        return node and node.accessible

    def tab_to(self, node, limit=40):
        """Goes to a control by the Tab key alone; a dialog that comes up gives the focus to one, and then to another."""
        focus = wait_for_rest(self._focused_accessible, "a focus that stays")
        for _ in range(limit):
            if focus == node.accessible:
                return
            self.press("Tab")
            wait_until(lambda: self._focused_accessible() != focus, "the next control")
            focus = self._focused_accessible()
        raise AssertionError(f"Tab does not come to {node}")

    def choose(self, combo, index):
        """Chooses an entry of a combo box by the keyboard alone."""
        self.tab_to(combo)
        self.press("space", "Home", *["Down"] * index, "Return")
        wait_until(lambda: combo.focused, "the closed combo box")

    def toggle(self, check_box):
        self.tab_to(check_box)
        before = check_box.has("checked")
        self.press("space")
        wait_until(lambda: check_box.has("checked") != before, "the change of the check box")

    def look_elsewhere(self):
        """Another window gets the keyboard, as when a browser comes up, and then this one again."""
        self.give_keyboard(NO_WINDOW)
        wait_until(lambda: not self.frame().has("active"), "another window")
        self.take_keyboard()

    def take_keyboard(self):
        """As a window manager gives it to the window behind a dialog that is closed; here is none."""
        self.give_keyboard_to(self.frame().name)
        wait_until(lambda: self.frame().has("active"), "the window again")

    def give_keyboard_to(self, name):
        """To the program's window of that name: it may be one of several."""
        found = subprocess.run(["xwininfo", "-int", "-name", name], env=self.env, check=True, capture_output=True, text=True)
        self.give_keyboard(int(re.search(r"Window id: (\d+)", found.stdout)[1]))

    def give_keyboard(self, window=WINDOW_UNDER_POINTER):
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.env["DISPLAY"].encode()))
        x11.XSetInputFocus(display, ctypes.c_ulong(window), WINDOW_UNDER_POINTER, ctypes.c_ulong(0))
        x11.XSync(display, 0)
        x11.XCloseDisplay(display)

    def fill_in(self, address, password, name="Ada Lovelace"):
        """The account, and nothing is pressed."""
        self.find("text", "Your name").type(name)
        self.find("text", "E-mail address").type(address)
        self.find("password text", "Password").type(password)

    def answer(self, word):
        """In a message dialog, whose buttons libadwaita of Debian 12 calls “_Cancel Cancel”."""
        def find():
            return next((node for node in self.all("push button") if node.name.split()[-1:] == [word]), None)

        wait_until(find, f"“{word}”")
        find().click()

    def close(self):
        """Closes the window as its close button does, and returns the exit status."""
        self.find("push button", "Close").click()
        return self.process.wait(20)

    def close_anyway(self):
        """Closes the window although something is lost by it, and returns the exit status."""
        self.find("push button", "Close").click()
        stay = self.find("push button", "Go On…")
        # Newer libadwaita has the dialog in the window, which has a button of that name as well.
        buttons = iter(self.all("push button"))
        next(node for node in buttons if node.accessible == stay.accessible)
        next(node for node in buttons if node.name.startswith("Close")).click()
        return self.process.wait(20)

    def dump(self):
        """The tree as text, for looking at and for failures."""
        lines = []

        def visit(node, depth):
            lines.append(f"{'  ' * depth}{node.role} “{node.name}” {node.text!r}")
            for child in node.children():
                visit(child, depth + 1)

        frame = self.frame()
        if frame is not None:
            visit(frame, 0)
        return "\n".join(lines)

    def tells_places(self):
        """Whether the extents of what is in something are right: GTK of Debian 13 leaves out what CSS has around it."""
        return self.frame().extents[:2] == (0, 0)

    def screenshot(self, path):
        time.sleep(0.5)  # transitions
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True)

    def unnamed(self):
        """The controls in sight that a screen reader can only call by their type."""
        return [node for node in self._controls() if _is_unnamed(node)]

    def unlabelled(self):
        """The fields of one line in sight that no label is said to belong to."""
        return [node for node in self._controls()
                if node.role in FIELDS and not node.has("multi_line") and not node.related("labelled_by")]

    def _controls(self, node=None):
        """What can take the focus, or could, were it sensitive; the inside of a combo box is the toolkit's own."""
        node = node or self.frame()
        if node.role in CONTROLS or (node.has("focusable") and node.role not in CONTAINERS):
            yield node
        if node.role != "combo box":
            for child in node.children():
                yield from self._controls(child)


def _matches(node, role, name):
    if role is not None and (node.role != role or _is_shell(node)):
        return False
    if name is None:
        return True
    return node.name.startswith(name[:-1]) if name.endswith("…") and node.name != name else node.name == name


def _is_shell(node):
    """Whether it is a menu button's outer half: the inner one, called alike, is what is clicked."""
    return node.role == "push button" and not node.has("focusable")


def _is_unnamed(node):
    return not node.name or TYPE_NAME.match(node.name)
