#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""update-po.py [--check]: collects every string into po/postino.pot and merges it into po/*.po,
and what only the help says into help/*/*.po.

What is translated is found, not listed: the C files with a gettext call, the
causes, the .ui files, the desktop and metainfo files, and the notes of the
providers. With --check nothing is written; it ends with 1 when po/postino.pot or a
language of the help is not what the sources say.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import help_pages

ROOT = pathlib.Path(__file__).resolve().parent.parent
POT = ROOT / "po" / "postino.pot"
PATH_COMMENT = ("Translators: menus and buttons on a provider's own pages, as they are called there in your language; "
                "keep those that are not in it.")
COMMON = ["--from-code=UTF-8", "--add-comments=Translators", "--package-name=postino", "--no-wrap"]


def sources(*patterns):
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return sorted(str(path.relative_to(ROOT)) for path in found)


def extract(output):
    """The kinds of files one after the other, all into one template."""
    kinds = [
        (
            ["--language=C", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
             "--keyword=NC_:1c,2", "--keyword=ngettext:1,2", "--keyword=g_dngettext:2,3"],
            sources("src/**/*.c", "src/**/*.h", "src/**/*.def"),
        ),
        ([], sources("ui/*.ui")),
        ([], sources("data/*.desktop.in")),
        ([], sources("data/*.metainfo.xml.in")),
        (["--language=Desktop", "--keyword=", "--keyword=Note", "--keyword=Setting", "--keyword=SettingPath",
          "--keyword=AppPasswordPath"],
         sources("data/providers/*.provider")),
    ]
    for arguments, files in kinds:
        if files:
            join = ["--join-existing"] if output.exists() else []
            subprocess.run(
                ["xgettext", *COMMON, *arguments, *join, f"--output={output}", *files],
                cwd=ROOT, check=True,
            )
    output.write_text(with_paths_explained(without_noise(output.read_text("utf-8"))), encoding="utf-8")


def without_noise(template):
    """The date says nothing that git does not say, and differs each time; and a line number
    would change the template with every edit."""
    template = re.sub(r'"POT-Creation-Date: .*\\n"\n', "", template)
    return re.sub(r"^(#: .*)$", lambda m: re.sub(r":\d+", "", m[1]), template, flags=re.M)


def with_paths_explained(template):
    """Each way through a provider's menus tells whoever translates it what it is."""
    return re.sub(r'^((?:#: data/providers/.*\n)+msgid ".* > .*")$', rf"#. {PATH_COMMENT}\n\1", template, flags=re.M)


def messages(catalogue):
    """Its entries by msgid, the header's under "". A msgctxt makes one that the help cannot use."""
    entries = {}
    for entry in catalogue.strip().split("\n\n"):
        msgid = re.search(r'^msgid (".*"(?:\n".*")*)$', entry, re.M)
        if msgid and not re.search("^msgctxt", entry, re.M):
            entries[msgid[1].replace('"\n"', "")[1:-1]] = entry
    return entries


def extract_help(output, program):
    """Its own sentences: those that it has from the program are translated there."""
    with tempfile.TemporaryDirectory() as folder:
        pages = pathlib.Path(folder) / "pages"
        help_pages.write_english(pages)
        names = sorted(page.name for page in pages.iterdir())
        subprocess.run(["itstool", "-o", "help.pot", *names], cwd=pages, check=True)
        found = subprocess.run(["msgcat", "--no-wrap", "help.pot"], cwd=pages, check=True,
                               capture_output=True, text=True).stdout
    known = messages(program.read_text("utf-8"))
    found = re.sub(r"^#: cause-(?s:.*?)\n(?=msgid)", "#: cause-*.page\n", without_noise(found), flags=re.M)
    own = [entry for msgid, entry in messages(found).items() if msgid == "" or msgid not in known]
    output.write_text("\n\n".join(own) + "\n", encoding="utf-8")


def merge(po, template):
    if not po.exists():
        po.parent.mkdir(exist_ok=True)
        subprocess.run(["msginit", "--no-translator", "--no-wrap", "-l", po.stem, "-i", template, "-o", po], check=True)
    subprocess.run(
        ["msgmerge", "--quiet", "--update", "--backup=none", "--no-wrap",
         "--no-fuzzy-matching", str(po), str(template)],
        check=True,
    )


def check_help(po, template):
    compared = subprocess.run(["msgcmp", "--use-untranslated", str(po), str(template)], capture_output=True, check=False)
    if compared.returncode != 0 or "\n#~ " in po.read_text("utf-8"):
        sys.exit(f"{po.relative_to(ROOT)} is out of date: run tools/update-po.py")


def unwrap(template):
    """Its text with all places of a string in one line: each gettext breaks them elsewhere."""
    return re.sub(r"(?<=\S)\n#: ", " ", template.read_text("utf-8"))


def main():
    help_pos = [ROOT / "help" / language / f"{language}.po" for language in help_pages.languages()]
    with tempfile.TemporaryDirectory() as folder:
        fresh, of_help = pathlib.Path(folder) / "postino.pot", pathlib.Path(folder) / "help.pot"
        extract(fresh)
        extract_help(of_help, fresh)
        if "--check" in sys.argv[1:]:
            if not POT.exists() or unwrap(POT) != unwrap(fresh):
                sys.exit("po/postino.pot is out of date: run tools/update-po.py")
            for po in help_pos:
                check_help(po, of_help)
            return
        POT.write_text(fresh.read_text("utf-8"), encoding="utf-8")
        for po in help_pos:
            merge(po, of_help)
    for po in sorted(ROOT.glob("po/*.po")):
        merge(po, POT)


if __name__ == "__main__":
    main()
