# SPDX-License-Identifier: GPL-3.0-or-later
"""Postfix as a submission server on loopback ports, with its own configuration and queue.

It takes mail from signed-in users under their own addresses, and throws it away, or
gives it to Dovecot where that takes mail: nothing leaves the machine. Its master wants to be root; without root, a user
namespace with a range of user ids (newuidmap, /etc/subuid) does.
"""

import os
import pathlib
import pwd
import re
import shutil
import subprocess
import time

from servers.daemon import Daemon, Unavailable, root_namespace

_QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace"

_MAIN = """\
compatibility_level = 3.6
config_directory = {folder}/etc
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = {setgid}
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mail.postino.test
myorigin = mail.postino.test
smtpd_banner = $myhostname ESMTP Postfix
inet_interfaces = loopback-only
inet_protocols = {protocols}
mynetworks =
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
default_transport = discard:
relay_transport = discard:
local_transport = discard:
virtual_transport = discard:
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_tls_chain_files = {folder}/chain.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_loglevel = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth_socket}
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = texthash:{folder}/senders
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_recipient_restrictions = check_recipient_access texthash:{folder}/recipients,
  permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject
"""

# Reports go where the mail could not: they are told from it by who they are from.
_DELIVERY = """\
virtual_mailbox_domains = texthash:{folder}/domains
virtual_mailbox_maps = texthash:{folder}/mailboxes
virtual_alias_maps = texthash:{folder}/aliases
virtual_transport = lmtp:unix:{lmtp_socket}
header_checks = regexp:{folder}/fates
nested_header_checks =
mime_header_checks =
delay_warning_time = 1s
queue_run_delay = 2s
"""

_MASTER = """\
{submission}
{submissions}
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
proxymap  unix - - n - - proxymap
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
lmtp      unix - - n - - lmtp
anvil     unix - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""


class Postfix(Daemon):
    """Submission with STARTTLS and with implicit TLS; Dovecot decides on passwords."""

    program = "postfix"
    standard_ports = {"submission": 587, "submissions": 465}

    def __init__(self, folder, users, certificate, auth_socket, lmtp_socket=None, **where):
        super().__init__(folder, **where)
        self._lmtp_socket = lmtp_socket
        self._postconf = shutil.which("postconf", path="/usr/sbin:/usr/bin")
        if not self._postconf:
            raise Unavailable("Postfix is not installed")
        self._check_user()
        self._namespace = root_namespace()
        self._make_folders()
        self._write_users(users)
        self._write_chain(certificate)
        self._write_configuration(auth_socket)
        self._make_old()
        self._hand_over()

    def command(self):
        master = pathlib.Path(self._setting("daemon_directory")) / "master"
        return [*self._namespace, master, "-c", self.folder / "etc", "-d"]

    def environment(self):
        return {"MAIL_CONFIG": str(self.folder / "etc")}

    def _removal(self):
        return [*self._namespace, *super()._removal()]

    def _setting(self, name):
        return subprocess.run([self._postconf, "-d", "-h", name], capture_output=True, text=True,
                              check=True).stdout.strip()

    @staticmethod
    def _check_user():
        try:
            pwd.getpwnam("postfix")
        except KeyError as error:
            raise Unavailable("there is no user postfix") from error

    def _make_folders(self):
        for name in ("etc", "data", "queue", *(f"queue/{queue}" for queue in _QUEUES.split())):
            (self.folder / name).mkdir()
        for name, mode in (("maildrop", 0o730), ("private", 0o700), ("public", 0o710)):
            (self.folder / "queue" / name).chmod(mode)

    def _write_users(self, users):
        senders = [f"{address} {user.name}\n" for user in users for address in user.owns]
        full = [f"{user.address} 452 4.2.2 Over quota\n" for user in users if user.full]
        (self.folder / "senders").write_text("".join(senders), encoding="utf-8")
        (self.folder / "recipients").write_text("".join(full), encoding="utf-8")
        self._write_fates(users)

    def _write_fates(self, users):
        mailboxes = [f"{user.address} here\n" for user in users]
        aliases = [f"{user.address} {', '.join(user.copies)}\n" for user in users if user.copies]
        fates = [f"/^From:.*{re.escape(user.address)}/ {user.fate}\n" for user in users if user.fate]
        domains = sorted({user.address.partition("@")[2] for user in users})
        (self.folder / "domains").write_text("".join(f"{domain} here\n" for domain in domains), encoding="utf-8")
        (self.folder / "mailboxes").write_text("".join(mailboxes), encoding="utf-8")
        (self.folder / "aliases").write_text("".join(aliases), encoding="utf-8")
        (self.folder / "fates").write_text("".join(fates), encoding="utf-8")

    def _write_chain(self, certificate):
        chain = self.folder / "chain.pem"
        chain.touch(mode=0o600)
        chain.write_text(certificate.key.read_text() + certificate.file.read_text())

    def _write_configuration(self, auth_socket):
        etc = self.folder / "etc"
        protocols = "all" if any(":" in address for address in self.addresses) else "ipv4"
        text = _MAIN
        if self._lmtp_socket:
            text = text.replace("virtual_transport = discard:\n", "") + _DELIVERY
        (etc / "main.cf").write_text(text.format(
            lmtp_socket=self._lmtp_socket, folder=self.folder, setgid=self._setting("setgid_group"),
            auth_socket=auth_socket, protocols=protocols,
        ), encoding="utf-8")
        (etc / "master.cf").write_text(_MASTER.format(
            submission=self._listeners("submission"),
            submissions=self._listeners("submissions", "-o smtpd_tls_wrappermode=yes"),
        ), encoding="utf-8")

    def _make_old(self):
        """Postfix waits a second or two for files that were changed just now."""
        past = time.time() - 60
        for path in self.folder.glob("**/*"):
            os.utime(path, (past, past))

    def _hand_over(self):
        """Postfix's own user has the queue, but for the folder of process ids."""
        own = [path for path in (self.folder / "queue").iterdir() if path.name != "pid"]
        subprocess.run([*self._namespace, "chown", "postfix", self.folder / "data", *own], check=True)

    def _listeners(self, name, options=""):
        return "\n".join(
            f"[{address}]:{self.ports[name]} inet n - n - - smtpd -o syslog_name=postfix/{name} {options}"
            for address in self.addresses
        )
