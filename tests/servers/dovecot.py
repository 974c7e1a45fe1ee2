# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot on loopback ports with everything it needs in one folder, run by an ordinary user.

Versions 2.3 (Debian 12) and 2.4 (Debian 13) have different configuration
languages; both are written here and nowhere else.
"""

import base64
import dataclasses
import grp
import json
import os
import pwd
import re
import shutil
import subprocess

from servers.daemon import Daemon, Unavailable

_COMMON = """\
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = postino-test
log_path = {folder}/log
log_timestamp = "%Y-%m-%d %H:%M:%S "
protocols = {protocols}
ssl = required
auth_username_chars =
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
login_greeting = Dovecot ready.
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 10

# No penalty for an address that failed to sign in: tests come from the same one.
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
    ssl = yes
  }}
}}
service auth {{
  unix_listener {folder}/auth {{
    mode = 0666
  }}
}}
"""

_VERSION_2_3 = """\
listen = {addresses}
disable_plaintext_auth = yes
ssl_cert = <{certificate}
ssl_key = <{key}
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = passwd-file
  args = {folder}/denied-%s
  deny = yes
}}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
event_exporter log {{
  transport = log
  format = json
  format_args = time-rfc3339
}}
metric sign_ins {{
  filter = event=auth_request_finished
  exporter = log
  fields = user original_user service mechanism success
}}
"""

_VERSION_2_4 = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
listen = {addresses}
auth_allow_cleartext = no
ssl_server_cert_file = {certificate}
ssl_server_key_file = {key}
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
passdb denied {{
  driver = passwd-file
  passwd_file_path = {folder}/denied-%{{protocol}}
  deny = yes
}}
passdb users {{
  driver = passwd-file
  passwd_file_path = {folder}/users
}}
userdb users {{
  driver = static
  fields {{
    uid = {user}
    gid = {group}
    home = {folder}/mail/%{{user}}
  }}
}}
event_exporter log {{
  driver = log
  format = json
  time_format = rfc3339
}}
metric sign_ins {{
  filter = event=auth_request_finished
  exporter = log
  fields = user original_user protocol mechanism success
}}
"""


# Takes the mail that Postfix delivers; "ada+Junk@…" goes to the folder Junk.
_DELIVERY = """\
recipient_delimiter = +
lmtp_save_to_detail_mailbox = yes
service lmtp {{
  chroot =
  user = {user}
  unix_listener {folder}/lmtp {{
    mode = 0666
  }}
}}
"""

_FOLDERS = """\
namespace inbox {{
  inbox = yes
{mailboxes}}}
"""

_MAILBOX = """\
  mailbox {name} {{
    auto = subscribe
{use}  }}
"""

# What version 2.3 announces after the sign-in, as far as it matters here.
_CAPABILITIES = ("IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT CHILDREN NAMESPACE UIDPLUS "
                 "LIST-EXTENDED CONDSTORE ESEARCH SPECIAL-USE MOVE LITERAL+").split()


@dataclasses.dataclass
class Mailboxes:
    """Where mail is delivered to, and what the server knows of it."""

    folders: dict = dataclasses.field(default_factory=dict)  # name: attribute such as \\Junk, or None
    without: tuple = ()                                      # capabilities that are not announced


class Dovecot(Daemon):
    """Signs the users in for IMAP and POP3, and for Postfix through a socket."""

    program = "dovecot"
    standard_ports = {"imap": 143, "imaps": 993, "pop3": 110, "pop3s": 995}

    def __init__(self, folder, users, certificate, mechanisms="plain login", mailboxes=None, **where):
        super().__init__(folder, **where)
        self.lmtp_socket = self.folder / "lmtp"
        self._mailboxes = mailboxes
        self._program = shutil.which("dovecot", path="/usr/sbin:/usr/bin")
        if not self._program:
            raise Unavailable("Dovecot is not installed")
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        self.auth_socket = self.folder / "auth"
        self._copy_certificate(certificate)
        self._write_users(users)
        self._write_configuration(mechanisms)
        self._hand_over()

    def command(self):
        return [self._program, "-F", "-c", self.folder / "dovecot.conf"]

    def user(self):
        """As root, Dovecot's own user: it refuses to keep mail for root."""
        if os.geteuid() != 0:
            return None
        for name in ("dovecot", "nobody"):
            try:
                entry = pwd.getpwnam(name)
                return entry.pw_uid, entry.pw_gid
            except KeyError:
                pass
        raise Unavailable("there is neither a user dovecot nor nobody")

    def sign_ins(self):
        """Every sign-in that was decided, in order: dicts with user, service and success."""
        found = []
        for line in self.log().splitlines():
            if '"event":"auth_request_finished"' in line:
                fields = json.loads(line[line.index("{"):])["fields"]
                found.append({
                    "user": fields.get("original_user") or fields.get("user"),
                    "service": fields.get("service") or fields["protocol"],
                    "mechanism": fields.get("mechanism", "").upper(),
                    "success": fields.get("success") == "yes",
                })
        return found

    def _copy_certificate(self, certificate):
        shutil.copy(certificate.file, self.folder / "certificate.pem")
        shutil.copy(certificate.key, self.folder / "key.pem")

    def _write_users(self, users):
        lines = []
        for user in users:
            secret = base64.b64encode(user.password.encode()).decode()
            # Dovecot 2.3 looks for a name with a backslash before these characters.
            for name in {user.name, re.sub(r"([\\\\'\"])", r"\\\1", user.name)}:
                lines.append(f"{name}:{{PLAIN.b64}}{secret}::::::\n")
        (self.folder / "users").write_text("".join(lines), encoding="utf-8")
        for service in ("imap", "pop3", "smtp"):
            denied = [f"{u.name}:\n" for u in users if service in u.denied]
            (self.folder / f"denied-{service}").write_text("".join(denied), encoding="utf-8")

    def _write_configuration(self, mechanisms):
        identity = self.user() or (os.geteuid(), os.getegid())
        version = subprocess.run([self._program, "--version"], capture_output=True, text=True,
                                 check=True).stdout
        language = _VERSION_2_3 if version.startswith("2.3") else _VERSION_2_4
        text = language + _COMMON + (_DELIVERY if self._mailboxes else "")
        (self.folder / "dovecot.conf").write_text(text.format(
            protocols="imap pop3 lmtp" if self._mailboxes else "imap pop3",
            folder=self.folder, mechanisms=mechanisms,
            certificate=self.folder / "certificate.pem", key=self.folder / "key.pem",
            addresses=", ".join(self.addresses),
            user=pwd.getpwuid(identity[0]).pw_name, group=grp.getgrgid(identity[1]).gr_name,
            **self.ports,
        ) + self._describe_mailboxes(version), encoding="utf-8")

    def _describe_mailboxes(self, version):
        if not self._mailboxes:
            return ""
        folders = "".join(
            _MAILBOX.format(name=name, use=f"    special_use = {use}\n" if use else "")
            for name, use in self._mailboxes.folders.items())
        return _FOLDERS.format(mailboxes=folders) + self._describe_capabilities(version)

    def _describe_capabilities(self, version):
        without = self._mailboxes.without
        if not without:
            return ""
        if version.startswith("2.3"):
            return f"imap_capability = {' '.join(c for c in _CAPABILITIES if c not in without)}\n"
        return "imap_capability {\n" + "".join(f"  {name} = no\n" for name in without) + "}\n"

    def _hand_over(self):
        user = self.user()
        if user:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, *user)
