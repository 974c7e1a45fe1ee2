#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""update-po.py [--check]: collects every string into po/postino.pot and merges it into po/*.po.

What is translated is found, not listed: the C files with a gettext call, the
causes, the .ui files, the desktop and metainfo files, and the notes of the
providers. With --check nothing is written; it ends with 1 when po/postino.pot is
not what the sources say.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
POT = ROOT / "po" / "postino.pot"
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
        (["--language=Desktop", "--keyword=", "--keyword=Note", "--keyword=Setting"],
         sources("data/providers/*.provider")),
    ]
    for arguments, files in kinds:
        if files:
            join = ["--join-existing"] if output.exists() else []
            subprocess.run(
                ["xgettext", *COMMON, *arguments, *join, f"--output={output}", *files],
                cwd=ROOT, check=True,
            )
    # The date says nothing that git does not say, and differs each time; and a
    # line number would change the template with every edit.
    text = output.read_text(encoding="utf-8")
    text = re.sub(r'"POT-Creation-Date: .*\\n"\n', "", text)
    text = re.sub(r"^(#: .*)$", lambda m: re.sub(r":\d+", "", m[1]), text, flags=re.M)
    output.write_text(text, encoding="utf-8")


def unwrap(template):
    """Its text with all places of a string in one line: each gettext breaks them elsewhere."""
    return re.sub(r"(?<=\S)\n#: ", " ", template.read_text("utf-8"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        fresh = pathlib.Path(folder) / "postino.pot"
        extract(fresh)
        if "--check" in sys.argv[1:]:
            if not POT.exists() or unwrap(POT) != unwrap(fresh):
                sys.exit("po/postino.pot is out of date: run tools/update-po.py")
            return
        POT.write_text(fresh.read_text("utf-8"), encoding="utf-8")
    for po in sorted(ROOT.glob("po/*.po")):
        subprocess.run(
            ["msgmerge", "--quiet", "--update", "--backup=none", "--no-wrap",
             "--no-fuzzy-matching", str(po), str(POT)],
            check=True,
        )


if __name__ == "__main__":
    main()
