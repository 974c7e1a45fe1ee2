# SPDX-License-Identifier: GPL-3.0-or-later
"""Cyrus IMAP and POP3 on loopback ports: the second family beside Dovecot.

It keeps its users with Cyrus SASL, another maker of mechanisms than Dovecot.
"""

import os
import pwd
import shutil
import subprocess

from servers import unpacked
from servers.daemon import Daemon

# Versions since the middle of 2025 offer STARTTLS only when they are told to.
_SETTINGS = """\
configdirectory: {folder}/lib
proc_path: {folder}/proc
partition-default: {folder}/mail
defaultpartition: default
servername: mail.postino.test
cyrus_user: {user}
admins: nobody-at-all
virtdomains: userid
unixhierarchysep: yes
autocreate_quota: 0
autocreate_users: anyone
allowplaintext: no
allowstarttls: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {folder}/users
sasl_mech_list: {mechanisms}
failedloginpause: 0
tls_server_cert: {folder}/certificate.pem
tls_server_key: {folder}/key.pem
"""

_SERVICES = {"imap": "imapd", "imaps": "imapd -s", "pop3": "pop3d", "pop3s": "pop3d -s"}


class Cyrus(Daemon):
    """Signs the users in for IMAP and POP3."""

    program = "Cyrus"
    standard_ports = {"imap": 143, "imaps": 993, "pop3": 110, "pop3s": 995}

    def __init__(self, folder, users, certificate, mechanisms="plain login", **where):
        super().__init__(folder, **where)
        self._programs = unpacked.program("/usr/lib/cyrus/bin/master").parent
        for name in ("lib", "lib/db", "lib/socket", "proc", "mail"):
            (self.folder / name).mkdir()
        shutil.copy(certificate.file, self.folder / "certificate.pem")
        shutil.copy(certificate.key, self.folder / "key.pem")
        self._write_configuration(mechanisms)
        self._write_users(users)
        self._hand_over()

    def command(self):
        return [self._programs / "master", "-C", self.folder / "imapd.conf", "-M", self.folder / "cyrus.conf",
                "-p", self.folder / "pid"]

    def environment(self):
        return unpacked.environment()

    def user(self):
        """As root, nobody: it refuses to be root, and needs no more."""
        entry = pwd.getpwnam("nobody")
        return (entry.pw_uid, entry.pw_gid) if os.geteuid() == 0 else None

    def _write_configuration(self, mechanisms):
        identity = self.user() or (os.geteuid(), os.getegid())
        (self.folder / "imapd.conf").write_text(_SETTINGS.format(
            folder=self.folder, user=pwd.getpwuid(identity[0]).pw_name, mechanisms=mechanisms.upper()),
            encoding="utf-8")
        services = [
            f'{name}{number} cmd="{self._programs}/{command} -C {self.folder}/imapd.conf"'
            f' listen="[{address}]:{self.ports[name]}" prefork=0\n'
            for name, command in _SERVICES.items() for number, address in enumerate(self.addresses)]
        (self.folder / "cyrus.conf").write_text(
            f'START {{\n  recover cmd="{self._programs}/ctl_cyrusdb -C {self.folder}/imapd.conf -r"\n}}\n'
            f'SERVICES {{\n{"".join(services)}}}\nEVENTS {{\n}}\n', encoding="utf-8")

    def _write_users(self, users):
        """In Cyrus SASL's own database, that only its own program writes."""
        program = unpacked.program("/usr/sbin/saslpasswd2")
        for user in users:
            name, _, realm = user.name.partition("@")
            subprocess.run([program, "-p", "-c", "-f", self.folder / "users", "-u", realm, name],
                           input=user.password.encode(), check=True, env={**os.environ, **unpacked.environment()})

    def _hand_over(self):
        user = self.user()
        if user:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, *user)
