# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of docs/fleet.md, taken from there, and the Job's script, taken from its manifest."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import batches
import own_provider
import postino_cli
import session
import tap
import yaml
from batches import NOWHERE, line
from servers import Unavailable
from servers.sshd import Sshd, make_key

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
DOCUMENT = (ROOT / "docs" / "fleet.md").read_text("utf-8")
JOB = yaml.safe_load_all((ROOT / "packaging" / "kubernetes" / "batch-job.yaml").read_text("utf-8"))

COMMANDS = {
    "provider": "install ", "settings": "postino-cli settings ", "batch": "postino-cli batch ", "table": "python3 ",
    "folder": "mkdir ", "split": "split ", "parallel": "parallel ", "merge": "cat ",
}
NOT_RUN = ("podman build ", "kubectl create ", "kubectl apply ")


def documented():
    return re.findall(r"^    (\S.*)$", DOCUMENT, re.M)


def comparable(answers):
    """By id, without what is different each time."""
    found = {}
    for answer in answers:
        answer = {key: value for key, value in answer.items() if key != "line"}
        ident = answer["id"]
        if ident in found:
            raise AssertionError(f"{ident} is answered twice")
        found[ident] = re.sub(r'"elapsed_ms": \d+', "", json.dumps(answer, sort_keys=True))
    return found


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="postino-fleet-")))
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "postino-cli").symlink_to(postino_cli.PROGRAM)
        self.env = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "HOME": str(self.folder),
                    "XDG_CONFIG_HOME": str(self.folder / "config")}
        self.list = self.folder / "accounts.jsonl"
        self.list.write_bytes(b"".join(
            line(id=f"a{number}", address="nobody" if number % 10 == 7 else f"a{number}@postino.test", password="x", **NOWHERE)
            for number in range(24)))

    def enterContext(self, context):  # unittest has it from Python 3.11 on
        result = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return result

    def command(self, name):
        """The document's."""
        found, = (text for text in documented() if text.startswith(COMMANDS[name]))
        return found

    def run_command(self, name, status=0, changes=()):
        command = self.command(name)
        for before, after in changes:
            self.assertIn(before, command)
            command = command.replace(before, after)
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.env, capture_output=True, check=False,
                              timeout=120)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done.stdout

    def answers(self, name="answers.jsonl"):
        return comparable(batches.read((self.folder / name).read_bytes()))

    def in_one_run(self):
        return comparable(batches.run(stdin=self.list.read_bytes()).answers.values())


class Document(Case):
    def test_every_command_is_run(self):
        known = (*COMMANDS.values(), *NOT_RUN)
        for command in documented():
            self.assertEqual(sum(command.startswith(start) for start in known), 1, command)
        for start in known:
            self.assertEqual(sum(command.startswith(start) for command in documented()), 1, start)
        source = pathlib.Path(__file__).read_text("utf-8")
        for name in COMMANDS:
            self.assertIn(f'command("{name}"', source)

    def test_a_provider_for_every_desktop(self):
        own_provider.write(self.folder, "example.org", 993, 465, host="mail.example.org")
        self.run_command("provider", changes=[("/etc/postino", f"{self.folder}/config/postino")])
        found = json.loads(self.run_command("settings"))
        self.assertEqual((found["source"], found["provider"]["name"]), ("drop-in", "Example"))
        self.assertEqual(found["incoming"][0]["trust"], "vouched")

    def test_reports_are_collected(self):
        self.run_command("batch", status=1)
        self.assertEqual(self.answers(), self.in_one_run())
        self.assertTrue((self.folder / "summary.json").exists())
        table = self.run_command("table").decode().splitlines()
        self.assertEqual(len(table), 24)
        self.assertIn("a0 neither connection-refused connection-refused", table)
        self.assertIn("a7 None", table)


@unittest.skipUnless(shutil.which("parallel"), "no GNU parallel")
class Machines(Case):
    def setUp(self):
        super().setUp()
        make_key(self.folder / "key")
        path = f"{self.folder}/bin:/usr/bin:/bin"
        self.machines = {}
        for number in (2, 3):
            try:
                machine = Sshd(self.folder / f"desk-{number}", f"127.0.0.{number}", path, self.folder / "key.pub")
                machine.start()
            except Unavailable as reason:
                self.skipTest(str(reason))
            self.addCleanup(machine.stop)
            self.machines[f"desk-{number}"] = machine
        self.write_client()

    def write_client(self):
        """An ssh that knows the machines and nothing else, and the document's file of machines."""
        (self.folder / "known").write_text("".join(machine.known() for machine in self.machines.values()), "ascii")
        hosts = "".join(f"Host {name}\n  HostName {machine.addresses[0]}\n  Port {machine.ports['ssh']}\n"
                        for name, machine in self.machines.items())
        (self.folder / "ssh_config").write_text(
            f"{hosts}Host *\n  IdentityFile {self.folder}/key\n  IdentitiesOnly yes\n  BatchMode yes\n"
            f"  UserKnownHostsFile {self.folder}/known\n  StrictHostKeyChecking yes\n", "ascii")
        client = self.folder / "bin" / "ssh"
        client.write_text(f'#!/bin/sh\nexec /usr/bin/ssh -F {self.folder}/ssh_config "$@"\n', "ascii")
        client.chmod(0o755)
        machines, = re.findall(r"^```\n((?:desk-.*\n)+)```$", DOCUMENT, re.M)
        (self.folder / "machines").write_text(machines, "ascii")

    def results(self):
        """How each part ended, from parallel's own log."""
        rows = [row.split("\t") for row in (self.folder / "jobs.log").read_text("utf-8").splitlines()]
        return [dict(zip(rows[0], row))["Exitval"] for row in rows[1:]]

    def test_a_machine_is_lost_and_nothing_else(self):
        lost = self.machines["desk-3"]
        self.run_command("folder")
        self.run_command("split")
        run = subprocess.Popen(["bash", "-c", self.command("parallel")], cwd=self.folder, env=self.env,
                               stderr=subprocess.PIPE, start_new_session=True)
        session.wait_until(lambda: lost.runs("batch"), "a part on the machine")
        lost.lose()
        errors = run.communicate(timeout=120)[1]
        self.assertEqual((run.returncode, self.results()), (0, ["0"] * 3), errors.decode())
        self.run_command("merge")
        whole = self.in_one_run()
        self.assertEqual(self.answers(), whole)
        kept = self.break_off()
        self.run_command("parallel")
        self.run_command("merge")
        self.assertEqual(self.answers(), whole)
        for path, modified in kept.items():
            self.assertEqual(path.stat().st_mtime_ns, modified, "what was done is done again")

    def break_off(self):
        """As the command is left when it is ended while the last two parts are done. What is whole: when it was written."""
        log = self.folder / "jobs.log"
        rows = log.read_text("utf-8").splitlines(True)
        log.write_text("".join(rows[:-2]), "utf-8")
        for row in rows[-2:]:
            name, = re.findall(r"> (parts/\S+)", row)
            (self.folder / name).write_bytes((self.folder / name).read_bytes()[:-100])
        whole = [self.folder / re.findall(r"> (parts/\S+)", row)[0] for row in rows[1:-2]]
        return {path: path.stat().st_mtime_ns for path in whole}


class Job(Case):
    @classmethod
    def setUpClass(cls):
        _claim, job = JOB
        cls.spec = job["spec"]
        cls.container, = cls.spec["template"]["spec"]["containers"]

    def start_part(self, index):
        env = {entry["name"]: entry["value"] for entry in self.container["env"]}
        self.assertEqual(set(env), {"PARTS", "LIST", "ANSWERS"})
        env.update(LIST=str(self.folder), ANSWERS=str(self.folder), JOB_COMPLETION_INDEX=str(index))
        return subprocess.Popen([*self.container["command"], *self.container["args"]], env={**self.env, **env},
                                cwd="/", stderr=subprocess.PIPE)

    def finish(self, part):
        errors = part.communicate(timeout=60)[1]
        self.assertEqual(part.returncode, 0, errors.decode())

    def test_every_index_has_its_lines(self):
        parts = range(self.spec["completions"])
        for part in [self.start_part(index) for index in parts]:
            self.finish(part)
        names = [f"answers-{index}.jsonl" for index in parts]
        # As a pod leaves it that is ended in the middle of a line.
        ended = self.folder / names[3]
        ended.write_bytes(ended.read_bytes()[:-200])
        self.finish(self.start_part(3))
        merged = b"".join((self.folder / name).read_bytes() for name in names)
        self.assertEqual(comparable(batches.read(merged)), self.in_one_run())


if __name__ == "__main__":
    tap.main()
