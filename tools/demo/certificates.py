#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private certificate authority, and certificates with one thing wrong each.

    Authority(folder).issue("expired")

makes what it is asked for with the openssl program, when it is asked for it. As a
program, `certificates.py FOLDER` makes one of each.
"""

import datetime
import ipaddress
import pathlib
import subprocess
import sys
import typing

LOCAL_NAMES = ("localhost", "127.0.0.1", "127.0.0.2", "::1")
STRANGER = ("mail.elsewhere.example",)
KINDS = ("valid", "expired", "not-yet-valid", "wrong-host", "self-signed", "unknown-authority")

_CONFIGURATION = """\
[req]
distinguished_name = subject
prompt = no
[subject]
O = {organisation}
CN = {name}
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
subjectAltName = {names}
[ca]
default_ca = here
[here]
new_certs_dir = {folder}
database = {folder}/index
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
[policy]
organizationName = optional
commonName = supplied
"""


class Certificate(typing.NamedTuple):
    """Paths of a certificate and its key, both PEM."""

    file: pathlib.Path
    key: pathlib.Path


def _alternative_name(name):
    try:
        return f"IP:{ipaddress.ip_address(name)}"
    except ValueError:
        return f"DNS:{name}"


def _time(days_from_now):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(days=days_from_now)).strftime("%Y%m%d%H%M%SZ")


class Authority:
    """A certificate authority that lives in a folder. `file` is what a client has to trust."""

    def __init__(self, folder, name="Postino Test Authority"):
        self._folder = pathlib.Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "index").touch()
        self._name = name
        self._made = {}
        self._own = self._self_signed("authority", name, ("authority.invalid",), "authority")
        self.file = self._own.file

    def issue(self, kind="valid", names=LOCAL_NAMES):
        """Makes a Certificate of one of KINDS for `names`, which are host names or addresses."""
        if (kind, names) not in self._made:
            self._made[kind, names] = self._make(kind, tuple(names))
        return self._made[kind, names]

    def _make(self, kind, names):
        label = f"{kind}-{len(self._made)}"
        if kind == "self-signed":
            return self._self_signed(label, names[0], names, "server")
        if kind == "unknown-authority":
            return Authority(self._folder / label, "Unknown Authority").issue("valid", names)
        if kind == "wrong-host":
            return self._signed(label, STRANGER, -1, 90)
        first, last = {"valid": (-1, 90), "expired": (-90, -3), "not-yet-valid": (5, 90), "ending": (-80, 10)}[kind]
        return self._signed(label, names, first, last)

    def _configure(self, label, name, names):
        path = self._folder / f"{label}.conf"
        path.write_text(_CONFIGURATION.format(
            organisation=self._name, name=name, folder=self._folder,
            names=", ".join(map(_alternative_name, names)),
        ), encoding="utf-8")
        return path

    def _self_signed(self, label, name, names, extensions):
        made = Certificate(self._folder / f"{label}.pem", self._folder / f"{label}.key")
        self._request(made, self._configure(label, name, names),
                      "-x509", "-days", "90", "-extensions", extensions, "-out", made.file)
        return made

    def _signed(self, label, names, first_day, last_day):
        made = Certificate(self._folder / f"{label}.pem", self._folder / f"{label}.key")
        configuration = self._configure(label, names[0], names)
        request = self._folder / f"{label}.csr"
        self._request(made, configuration, "-out", request)
        _openssl("ca", "-batch", "-notext", "-config", configuration, "-extensions", "server",
                 "-cert", self._own.file, "-keyfile", self._own.key,
                 "-startdate", _time(first_day), "-enddate", _time(last_day),
                 "-in", request, "-out", made.file)
        return made

    @staticmethod
    def _request(made, configuration, *more):
        _openssl("req", "-new", "-config", configuration, "-nodes", "-newkey", "ec",
                 "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", made.key, *more)


def _openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stdout}")


if __name__ == "__main__":
    authority = Authority(sys.argv[1])
    print(f"authority\t{authority.file}")
    for wanted in KINDS:
        print(f"{wanted}\t{authority.issue(wanted).file}")
