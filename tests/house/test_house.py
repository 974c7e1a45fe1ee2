# SPDX-License-Identifier: GPL-3.0-or-later
"""The house keeps its own rules: who may include whom, what is linked, how it is written."""

import configparser
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

import tap

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
BUILD = pathlib.Path(os.environ["G_TEST_BUILDDIR"])
CORE = ROOT / "src" / "core"

# docs/architecture.md: a folder may include what stands above it, and itself.
ORDER = ["account", "providers", "protocol", "probe", "discovery", "diagnosis", "check", "round-trip", "vault", "history",
         "handover", "online-accounts", "import"]
FORBIDDEN = {
    ("protocol", "providers"), ("probe", "providers"),
    ("diagnosis", "protocol"), ("diagnosis", "probe"), ("diagnosis", "discovery"),
}

SOURCES = (".c", ".h", ".def", ".py", ".sh")


def tracked():
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and "_build" not in path.parts]


def includes(path):
    return re.findall(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', path.read_text("utf-8"), re.M)


def folder_of_headers():
    return {path.name: path.parent.name for path in CORE.glob("*/*.h")}


def functions(program, kinds="Tt", exported=False):
    """Postino's own in a program or a module: by default those that it has."""
    listed = subprocess.run(["nm", *(["--dynamic"] if exported else []), BUILD / program], capture_output=True, text=True,
                            check=True).stdout
    return set(re.findall(rf" [{kinds}] (postino_\w+)$", listed, re.M))


class House(unittest.TestCase):
    def test_every_folder_has_its_place(self):
        self.assertEqual(sorted(p.name for p in CORE.iterdir() if p.is_dir()), sorted(ORDER))

    def test_core_includes_only_what_stands_above(self):
        homes = folder_of_headers()
        wrong = []
        for path in [*CORE.glob("*/*.c"), *CORE.glob("*/*.h")]:
            here = path.parent.name
            for name in includes(path):
                home = homes.get(pathlib.Path(name).name)
                if home is None:
                    continue
                if ORDER.index(home) > ORDER.index(here) or (here, home) in FORBIDDEN:
                    wrong.append(f"{path.relative_to(ROOT)} includes {name} of {home}")
        self.assertEqual(wrong, [])

    def test_core_and_cli_know_no_widget(self):
        wrong = []
        for path in [*CORE.glob("*/*.[ch]"), *(ROOT / "src" / "cli").glob("*.[ch]")]:
            for name in includes(path):
                if re.match(r"(gtk|gdk|gsk|adw|adwaita|pango|cairo)\b", name):
                    wrong.append(f"{path.relative_to(ROOT)} includes {name}")
        self.assertEqual(wrong, [])

    def test_core_knows_no_face(self):
        faces = {p.name for face in ("app", "cli", "engine") for p in (ROOT / "src" / face).glob("*.h")}
        wrong = [
            f"{path.relative_to(ROOT)} includes {name}"
            for path in CORE.glob("*/*.[ch]")
            for name in includes(path)
            if pathlib.Path(name).name in faces
        ]
        self.assertEqual(wrong, [])

    def test_only_the_probe_opens_a_socket(self):
        wrong = []
        for path in [*CORE.glob("*/*.c"), *(ROOT / "src" / "app").glob("*.c"), *(ROOT / "src" / "engine").glob("*.c")]:
            text = path.read_text("utf-8")
            if path.parent.name != "probe" and re.search(r"\bg_socket_|GSocketClient\b", text):
                wrong.append(str(path.relative_to(ROOT)))
        self.assertEqual(wrong, [])

    def test_pure_folders_do_no_io(self):
        pure = [*CORE.glob("protocol/*.c"), *CORE.glob("diagnosis/*.c"),
                *CORE.glob("discovery/postino-autoconfig*.c"), *CORE.glob("discovery/postino-xml.c")]
        wrong = [
            str(path.relative_to(ROOT))
            for path in pure
            if "-compile-" not in path.name  # runs while building
            and re.search(r"\b(g_file_\w+|fopen|g_io_stream\w*|g_input_stream\w*|\w+_async) *\(",
                         path.read_text("utf-8"))
        ]
        self.assertEqual(wrong, [])

    def test_cli_links_no_toolkit(self):
        program = BUILD / "src" / "cli" / "postino-cli"
        linked = subprocess.run(
            ["ldd", str(program)], capture_output=True, text=True, check=True
        ).stdout
        self.assertIn("libgio-2.0", linked)
        self.assertNotRegex(linked, r"lib(gtk|adwaita|gdk|pango|cairo)")

    def test_pages_know_no_engine(self):
        engine = {p.name for p in (ROOT / "src" / "engine").glob("*.h")}
        wrong = [f"{path.name} includes {name}" for path in (ROOT / "src" / "app").glob("*.[ch]")
                 for name in includes(path) if name in engine]
        self.assertEqual(wrong, [])

    def test_engine_and_program_are_whole_together(self):
        """What the engine lacks is in the program, and nothing is in both: a type is registered once."""
        own, wanted = functions("src/engine/postino-engine.so"), functions("src/engine/postino-engine.so", "U")
        self.assertIn("postino_engine_new_backend", own)
        self.assertIn("postino_account_copy", wanted)
        self.assertEqual(wanted - functions("src/app/postino", exported=True), set())
        self.assertEqual(own & functions("src/app/postino"), set())

    def test_program_starts_without_the_libraries_of_the_engine(self):
        linked = subprocess.run(["readelf", "--dynamic", BUILD / "src/app/postino"], capture_output=True, text=True,
                                check=True).stdout
        self.assertIn("[libgtk-4.so", linked)
        self.assertNotRegex(linked, r"\[lib(soup|gsasl|gnutls|xml2|gmime)")

    def test_core_objects_need_no_toolkit(self):
        for library in BUILD.glob("src/core/*/libpostino-*.a"):
            symbols = subprocess.run(
                ["nm", "--undefined-only", str(library)], capture_output=True, text=True, check=True
            ).stdout
            self.assertNotRegex(symbols, r" (gtk|adw|gdk)_", library.name)

    def test_page_of_mechanisms_has_them_in_order(self):
        source = (CORE / "protocol" / "postino-sasl.c").read_text("utf-8")
        page = (ROOT / "docs" / "mechanisms.md").read_text("utf-8")
        rows = re.findall(r'^  \{"([\w-]+)", KIND_(\w+),', source, re.M)
        self.assertGreater(len(rows), 9)
        for kind, after in (("PROOF", "**Proofs** are"), ("PASSWORD", "certificate verified |"), ("TOKEN", "TLS, whichever |")):
            named = ", ".join(name for name, of in rows if of == kind)
            self.assertIn(f"{after} {named}", page, f"docs/mechanisms.md does not have the order of postino-sasl.c: {named}")

    def test_every_source_names_its_licence(self):
        wrong = []
        for path in tracked():
            head = path.open("rb").read(400).decode("utf-8", "replace")
            script = head.startswith("#!")
            if (path.suffix in SOURCES or script or path.name == "meson.build") and (
                "SPDX-License-Identifier: GPL-3.0-or-later" not in head
            ):
                wrong.append(str(path.relative_to(ROOT)))
        self.assertEqual(wrong, [])

    def test_formatting(self):
        version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True,
                                 check=True).stdout
        if " 14." not in version:
            self.skipTest("formatted with clang-format 14; others differ in details")
        files = [str(p) for p in tracked() if p.suffix in (".c", ".h")]
        checked = subprocess.run(["clang-format", "--dry-run", "--Werror", *files],
                                 capture_output=True, text=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr[:4000])

    def test_clang_has_no_warning(self):
        """GCC builds it; Clang reads it with the same warnings."""
        if not shutil.which("clang"):
            self.skipTest("clang is not installed")
        commands = json.loads((BUILD / "compile_commands.json").read_text("utf-8"))
        running, failed = [], []

        def reap(limit):
            while len(running) > limit:
                process = running.pop(0)
                _, text = process.communicate()
                if process.returncode != 0:
                    failed.append(text)

        for entry in commands:
            if "/src/" not in entry["file"] or not entry["file"].endswith(".c"):
                continue
            # A folder of the system's may stand in a word of its own.
            command = entry["command"].replace("-isystem ", "-isystem")
            words = [
                word for word in command.split()
                if word.startswith(("-I", "-D", "-W", "-std", "-isystem")) and word not in ("-Wlogical-op", "-D_FORTIFY_SOURCE=2")
            ]
            running.append(subprocess.Popen(
                ["clang", "-fsyntax-only", "-Werror", *[w.replace("'", "") for w in words],
                 entry["file"]],
                cwd=entry["directory"], stderr=subprocess.PIPE, text=True,
            ))
            reap(3)
        reap(0)
        self.assertEqual(failed, [])


class Data(unittest.TestCase):
    """What stands in ui/ and data/ and is not validated by a tool of its own."""

    def test_templates(self):
        """Each is well-formed, names a class of ours, and every sentence can be translated."""
        sources = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "app").glob("*.c"))
        for path in (ROOT / "ui").glob("*.ui"):
            tree = xml.etree.ElementTree.parse(path)
            for template in tree.iter("template"):
                stem = re.sub(r"(?<!^)(?=[A-Z])", "_", template.get("class")).lower()
                self.assertIn(f"{stem}_class_init", sources, path.name)
            for node in tree.iter("property"):
                if node.get("name") in ("label", "title", "subtitle", "tooltip-text", "description"):
                    words = node.text or ""
                    if re.search(r"[A-Za-z]{2}", words) and words != "Postino":
                        self.assertEqual(node.get("translatable"), "yes", f"{path.name}: {words}")

    def test_lines_of_wrapping_text_are_grids(self):
        """A horizontal GtkBox asks what is in it for a width by the height, and a label that wraps tries a dozen.

        But a grid is too high where it is asked without a width, and the window asks its bar so.
        """
        wrong = []
        for path in set((ROOT / "ui").glob("*.ui")) - {ROOT / "ui" / "question-bar.ui"}:
            template = xml.etree.ElementTree.parse(path)
            buttons = {box for button in template.iterfind(".//object[@class='GtkButton']") for box in button.iter()}
            for box in set(template.iterfind(".//object[@class='GtkBox']")) - buttons:
                vertical = box.findtext("property[@name='orientation']") == "vertical"
                if not vertical and box.find(".//property[@name='wrap']") is not None:
                    wrong.append(f"{path.name}: {box.get('id', 'a box')}")
        self.assertEqual(wrong, [])

    def test_labels_make_no_hyphens(self):
        """One would be taken for a part of an address that wraps."""
        for path in (ROOT / "ui").glob("*.ui"):
            for label in xml.etree.ElementTree.parse(path).iterfind(".//object[@class='GtkLabel']"):
                modes = {item.text for item in label.findall("property[@name='wrap-mode']")}
                hyphens = [item.get("value") for item in label.findall("attributes/attribute[@name='insert-hyphens']")]
                if modes & {"char", "word-char"}:
                    self.assertEqual(hyphens, ["False"], f"{path.name}: {label.get('id') or label.findtext('property')}")

    def test_dbus_service(self):
        keys = configparser.ConfigParser(interpolation=None)
        keys.optionxform = str
        keys.read(BUILD / "data" / "io.github.postino.Postino.service")
        service = keys["D-BUS Service"]
        self.assertEqual(service["Name"], "io.github.postino.Postino")
        self.assertRegex(service["Exec"], r"^/.*/bin/postino --gapplication-service$")

    def test_icons(self):
        for path in (ROOT / "data" / "icons").rglob("*.svg"):
            root = xml.etree.ElementTree.parse(path).getroot()
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
            self.assertEqual(root.get("width"), root.get("height"))
            self.assertNotIn("<image", path.read_text("utf-8"), "drawn, not traced")


if __name__ == "__main__":
    tap.main()
