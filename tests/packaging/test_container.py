# SPDX-License-Identifier: GPL-3.0-or-later
"""The Containerfile and the manifest of the Job (docs/fleet.md): what can be said of them without an image and a cluster."""

import pathlib
import re
import shutil
import subprocess
import unittest

import commands
import tap
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTAINERFILE = (ROOT / "packaging" / "container" / "Containerfile").read_text("utf-8")
MANIFEST = ROOT / "packaging" / "kubernetes" / "batch-job.yaml"
CONTROL = (ROOT / "debian" / "control").read_text("utf-8")
CLAIM, JOB = yaml.safe_load_all(MANIFEST.read_text("utf-8"))
TYPES = {"integer": int, "text": str, "truth": bool}

# https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/ and …/pod-v1/, what is used of them.
# A list of one is a list of such; "names" is an object with keys of its own.
SECURITY = {"runAsNonRoot": "truth", "runAsUser": "integer", "runAsGroup": "integer", "seccompProfile": {"type": "text"}}
CONTAINER = {
    "name": "text", "image": "text", "imagePullPolicy": "text", "command": ["text"], "args": ["text"],
    "env": [{"name": "text", "value": "text"}],
    "resources": {"requests": {"cpu": "text", "memory": "text"}, "limits": {"memory": "text"}},
    "securityContext": {"allowPrivilegeEscalation": "truth", "readOnlyRootFilesystem": "truth",
                        "capabilities": {"drop": ["text"]}},
    "volumeMounts": [{"name": "text", "mountPath": "text", "readOnly": "truth"}],
}
POD = {
    "restartPolicy": "text", "automountServiceAccountToken": "truth", "securityContext": {**SECURITY, "fsGroup": "integer"},
    "containers": [CONTAINER],
    "volumes": [{"name": "text", "secret": {"secretName": "text", "defaultMode": "integer"},
                 "persistentVolumeClaim": {"claimName": "text"}, "emptyDir": {}}],
}
HEAD = {"apiVersion": "text", "kind": "text", "metadata": {"name": "text"}}
KINDS = {
    "PersistentVolumeClaim": {**HEAD, "spec": {"accessModes": ["text"], "resources": {"requests": {"storage": "text"}}}},
    "Job": {**HEAD, "spec": {
        "completionMode": "text", "completions": "integer", "parallelism": "integer", "backoffLimit": "integer",
        "podFailurePolicy": {"rules": [{"action": "text", "onPodConditions": [{"type": "text"}]}]},
        "template": {"spec": POD}}},
}


def problems(value, shape, place=""):
    """Where `value` is not of its shape."""
    if isinstance(shape, str):
        return [] if type(value) is TYPES[shape] else [f"{place} is no {shape}"]
    if type(value) is not type(shape):
        return [f"{place} is no {type(shape).__name__}"]
    if isinstance(shape, list):
        return [found for number, item in enumerate(value) for found in problems(item, shape[0], f"{place}[{number}]")]
    return [found for key, item in value.items()
            for found in (problems(item, shape[key], f"{place}.{key}") if key in shape else [f"{place}.{key} is unknown"])]


class Manifest(unittest.TestCase):
    def setUp(self):
        self.spec = JOB["spec"]
        self.pod = self.spec["template"]["spec"]
        self.container, = self.pod["containers"]

    @unittest.skipUnless(shutil.which("yamllint"), "no yamllint")
    def test_yamllint(self):
        done = subprocess.run(["yamllint", "--strict", "-d", "{extends: default, rules: {line-length: {max: 120}}}", MANIFEST],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_fields_are_those_of_kubernetes(self):
        for document in (CLAIM, JOB):
            self.assertEqual(problems(document, KINDS[document["kind"]], document["kind"]), [])
        self.assertEqual((CLAIM["apiVersion"], JOB["apiVersion"]), ("v1", "batch/v1"))

    def test_what_is_no_field_is_found(self):
        broken = {**JOB, "spec": {**self.spec, "completions": "8", "paralellism": 4}}
        self.assertEqual(problems(broken, KINDS["Job"], "Job"),
                         ["Job.spec.completions is no integer", "Job.spec.paralellism is unknown"])

    def test_parts_are_completions(self):
        self.assertEqual(self.spec["completionMode"], "Indexed")
        parts, = (entry["value"] for entry in self.container["env"] if entry["name"] == "PARTS")
        self.assertEqual(int(parts), self.spec["completions"])
        # Kubernetes wants it for a podFailurePolicy.
        self.assertEqual(self.pod["restartPolicy"], "Never")

    def test_names_are_there(self):
        volumes = [volume["name"] for volume in self.pod["volumes"]]
        self.assertEqual([mount["name"] for mount in self.container["volumeMounts"]], volumes)
        claim, = (volume["persistentVolumeClaim"]["claimName"] for volume in self.pod["volumes"]
                  if "persistentVolumeClaim" in volume)
        self.assertEqual(claim, CLAIM["metadata"]["name"])
        places = {mount["mountPath"] for mount in self.container["volumeMounts"]}
        for entry in self.container["env"]:
            if entry["value"].startswith("/"):
                self.assertIn(entry["value"], places)

    def test_no_rights(self):
        user, = re.findall(r"^USER (\d+):\1$", CONTAINERFILE, re.M)
        self.assertEqual(self.pod["securityContext"]["runAsUser"], int(user))
        self.assertGreater(int(user), 0)
        self.assertTrue(self.pod["securityContext"]["runAsNonRoot"])
        self.assertFalse(self.pod["automountServiceAccountToken"])
        self.assertEqual(self.container["securityContext"], {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}})


def packages():
    """Those of each stage."""
    return [re.sub(r"[\\\s]+", " ", found).split()
            for found in re.findall(r"install --yes --no-install-recommends((?: |\\\n|[a-z0-9.+-])+)", CONTAINERFILE)]


def with_dependencies(names):
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${Package}\t${Depends}, ${Pre-Depends}\n"],
                            capture_output=True, text=True, check=True)
    depends = dict(row.split("\t") for row in listed.stdout.splitlines())
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += re.findall(r"(?:^|, )([a-z0-9.+-]+)", depends.get(name, ""))
    return found


class Image(unittest.TestCase):
    def test_it_is_built_from_what_debian_builds_from(self):
        build, _run = packages()
        wanted = set(re.findall(r"^ ([a-z0-9.+-]+)(?::any)?(?: \([^)]*\))?,$", CONTROL.split("Homepage:")[0], re.M))
        # The wizard's, its pages', and what is in the build's place.
        wanted -= {"debhelper-compat", "desktop-file-utils", "itstool", "libadwaita-1-dev", "libgtk-4-dev"}
        self.assertEqual(set(build), wanted | {"gcc"})

    @unittest.skipUnless(shutil.which("dpkg-query") and 'VERSION_CODENAME=bookworm' in
                         pathlib.Path("/etc/os-release").read_text("utf-8"), "not on Debian 12")
    def test_it_has_the_libraries(self):
        _build, run = packages()
        here = with_dependencies(run)
        needed = subprocess.run(["readelf", "--dynamic", commands.CLI], capture_output=True, text=True, check=True)
        libraries = [name for name in re.findall(r"\[(\S+\.so\S*)\]", needed.stdout) if not re.match("lib(a|ub)san", name)]
        self.assertGreater(len(libraries), 8)
        owners = subprocess.run(["dpkg", "-S", *(f"*/{name}" for name in libraries)], capture_output=True, text=True, check=True)
        found = re.findall(r"^([^:\n]+)\S* (\S+)$", owners.stdout, re.M)
        for library in libraries:
            self.assertTrue(here & {package for package, path in found if pathlib.Path(path).name == library}, library)

    def test_the_wizard_stays_out(self):
        options = dict(re.findall(r"-D(\w+)=(\w+)", CONTAINERFILE))
        self.assertEqual(options, {"app": "false", "tests": "false", "help": "disabled"})
        known = (ROOT / "meson.options").read_text("utf-8")
        for option in options:
            self.assertIn(f"option('{option}'", known)


if __name__ == "__main__":
    tap.main()
