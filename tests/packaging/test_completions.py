# SPDX-License-Identifier: GPL-3.0-or-later
"""What bash, zsh and fish complete: each asked as it stands in the source tree."""

import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import subprocess
import tempfile
import time
import unittest

import commands
import tap

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "data" / "completions"
PATH = f"{commands.CLI.parent}:{commands.APP.parent}:{os.environ['PATH']}"
FORMATS = re.findall(r"^([a-z-]+) · ", commands.help_of(commands.CLI, "export", "--list"), re.M)


def environment(home):
    return {**os.environ, "PATH": PATH, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TERM": "dumb", "PS1": "",
            "XDG_DATA_HOME": str(home), "LANGUAGE": "it"}


class Shell:
    """What all of them have to do. Each offers `complete`: what is offered behind a line."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / "letter.txt").touch()
        (self.home / "letters").mkdir()

    def with_slashes(self, words):
        """Bash and zsh put them while they insert a folder's name."""
        return {word + "/" if (self.home / word).is_dir() else word for word in words}

    def test_commands(self):
        self.assertEqual(self.complete("postino-cli "), set(commands.commands()))

    def test_commands_that_begin_so(self):
        begin = commands.commands()[0][:2]
        self.assertEqual(self.complete(f"postino-cli {begin}"), {c for c in commands.commands() if c.startswith(begin)})

    def test_options_of_every_command(self):
        for command in commands.commands():
            with self.subTest(command):
                self.assertEqual(self.complete(f"postino-cli {command} --"),
                                 {*commands.options_of(command), "--help"})

    def test_options_of_the_window(self):
        self.assertEqual(self.complete("postino --"), set(commands.options(commands.APP, "--help")))

    def test_values(self):
        self.assertEqual(self.complete("postino-cli explain --protocol "), {"imap", "pop3", "smtp"})
        self.assertEqual(self.complete("postino-cli export --format "), set(FORMATS))

    def test_files(self):
        self.assertEqual(self.complete("postino-cli check --ca-file let"), {"letter.txt", "letters/"})
        self.assertEqual(self.complete("postino-cli check --providers let"), {"letters/"})
        self.assertEqual(self.complete("postino --ca-file let"), {"letter.txt", "letters/"})

    def test_words(self):
        self.assertEqual(self.complete("postino-cli accounts "), {"list", "show", "test", "forget"})
        self.assertEqual(self.complete("postino-cli check let"), set())

    def test_nothing_for_an_unknown_command(self):
        self.assertEqual(self.complete("postino-cli nonsense --"), set())


@unittest.skipUnless(shutil.which("bash"), "no bash")
class Bash(Shell, unittest.TestCase):
    def complete(self, line):
        words = line.split(" ")
        script = (f"source {shlex.quote(str(FOLDER / 'postino.bash'))}; COMP_WORDS=({shlex.join(words)}); "
                  f"COMP_CWORD={len(words) - 1}; _postino {words[0]}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True,
                              cwd=self.home, env=environment(self.home), timeout=60)
        self.assertEqual(done.stderr, "")
        return self.with_slashes(done.stdout.split())

    def test_equals_sign(self):
        """Bash makes it a word of its own."""
        self.assertEqual(self.complete("postino-cli explain --protocol ="), {"imap", "pop3", "smtp"})
        self.assertEqual(self.complete("postino-cli explain --protocol = p"), {"pop3"})


@unittest.skipUnless(shutil.which("fish"), "no fish")
class Fish(Shell, unittest.TestCase):
    def complete(self, line):
        script = "; ".join([
            *(f"source {shlex.quote(str(FOLDER / name))}" for name in ("postino.fish", "postino-cli.fish")),
            f"complete -C {shlex.quote(line)}"])
        done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True,
                              cwd=self.home, env=environment(self.home), timeout=60)
        self.assertEqual(done.stderr, "")
        return {line.split("\t")[0] for line in done.stdout.splitlines()}


@unittest.skipUnless(shutil.which("zsh"), "no zsh")
class Zsh(Shell, unittest.TestCase):
    """It completes on a terminal only: one is made, and the Tab key pressed there."""

    def complete(self, line):
        (self.home / ".zshrc").write_text(
            f"fpath=({shlex.quote(str(FOLDER))} $fpath)\nautoload -Uz compinit && compinit -u -D\n"
            "unsetopt auto_menu auto_list list_beep zle_bracketed_paste\nsetopt list_rows_first\nLISTMAX=10000\nPS1='READY>'\n"
            "zstyle ':completion:*' verbose no\nzstyle ':completion:*' list-separator ''\n"
            # Each match on a line of its own, between marks, in place of a list to look at.
            "show () { local -a all; compstate[insert]=; compadd () { builtin compadd -O all \"$@\";\n"
            "  (( ${@[(I)-O|-A|-D]} )) && { builtin compadd \"$@\"; return }\n"
            "  for m in $all; do print -r -- \"MATCH<$m>\" >>$HOME/matches; done\n"
            "  builtin compadd \"$@\" }; _main_complete; unfunction compadd; print >>$HOME/matches END }\n"
            "zle -C show list-choices show\nbindkey '^I' show\n", "utf-8")
        matches = self.home / "matches"
        matches.write_text("")
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.home)
            os.execvpe("zsh", ["zsh", "-i"], {**environment(self.home), "ZDOTDIR": str(self.home)})
        try:
            self._read(terminal, lambda text: "READY>" in text)
            os.write(terminal, line.encode() + b"\t")
            self._read(terminal, lambda _: "END" in matches.read_text("utf-8"))
        finally:
            os.close(terminal)
            os.waitpid(child, 0)
        return self.with_slashes(re.findall(r"MATCH<(.*)>", matches.read_text("utf-8")))

    def _read(self, terminal, done):
        text, end = "", time.monotonic() + 60
        while not done(text):
            self.assertLess(time.monotonic(), end, text)
            if select.select([terminal], [], [], 0.05)[0]:
                text += os.read(terminal, 65536).decode(errors="replace")


if __name__ == "__main__":
    tap.main()
