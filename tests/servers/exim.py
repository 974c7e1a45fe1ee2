# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim as a submission server on loopback ports: the second family beside Postfix.

It knows the users by itself, takes mail from those who have signed in under their own
addresses, and delivers nothing. Its user has to exist: it gets an /etc/passwd of its
own, in a mount namespace, instead of a user of the system.
"""

import base64
import pathlib
import shlex

from servers import unpacked
from servers.daemon import Daemon, root_namespace

# Debian's Exim looks for its user by this name before it reads its configuration.
_USER, _NUMBER = "Debian-exim", 65534

_CONFIGURATION = """\
exim_path = {program}
spool_directory = {folder}/spool
log_file_path = {folder}/logs/%slog
pid_file_path = {folder}/pid
primary_hostname = mail.postino.test
qualify_domain = postino.test
local_interfaces = <; {addresses}
daemon_smtp_ports = {submission} : {submissions}
tls_on_connect_ports = {submissions}
tls_advertise_hosts = *
tls_certificate = {folder}/certificate.pem
tls_privatekey = {folder}/key.pem
auth_advertise_hosts = ${{if def:tls_in_cipher {{*}}}}
log_selector = +smtp_protocol_error +smtp_syntax_error
host_lookup =
rfc1413_hosts =
smtp_accept_max = 0
never_users =
keep_environment =
queue_only
acl_smtp_mail = sender
acl_smtp_rcpt = recipient

begin acl

sender:
  deny !authenticated = *
       message = authentication required
  deny condition = ${{if !eqi{{$sender_address}}{{$authenticated_id}}}}
       message = not your address
  accept

recipient:
  accept

begin authenticators

"""

# The passwords stand there in base64: a file of Exim's has no way to quote blanks.
_RIGHT = "${{if eq{{${{base64:{password}}}}}{{${{lookup{{{name}}}lsearch{{{folder}/users}}{{$value}}fail}}}}}}"

_AUTHENTICATORS = {
    "plain": """\
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = """ + _RIGHT.replace("{password}", "$auth3").replace("{name}", "$auth2") + """
  server_set_id = $auth2
""",
    "login": """\
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = """ + _RIGHT.replace("{password}", "$auth2").replace("{name}", "$auth1") + """
  server_set_id = $auth1
""",
    "cram-md5": """\
cram_md5:
  driver = cram_md5
  public_name = CRAM-MD5
  server_secret = ${{base64d:${{lookup{{$auth1}}lsearch{{{folder}/users}}{{$value}}fail}}}}
  server_set_id = $auth1
""",
}


class Exim(Daemon):
    """Submission with STARTTLS and with implicit TLS."""

    program = "exim"
    standard_ports = {"submission": 587, "submissions": 465}
    mechanisms = tuple(_AUTHENTICATORS)

    def __init__(self, folder, users, certificate, mechanisms="plain login", **where):
        super().__init__(folder, **where)
        self._program = unpacked.program("/usr/sbin/exim4")
        self._own_root, self._own_mounts = root_namespace(), root_namespace("--mount")
        for name in ("spool", "logs"):
            (self.folder / name).mkdir(mode=0o777)
        self._write("certificate.pem", certificate.file.read_text())
        self._write("key.pem", certificate.key.read_text())
        self._write("users", "".join(
            f"{user.name}: {base64.b64encode(user.password.encode()).decode()}\n" for user in users))
        self._write("passwd", pathlib.Path("/etc/passwd").read_text("utf-8")
                    + f"{_USER}:x:{_NUMBER}:{_NUMBER}::/nonexistent:/usr/sbin/nologin\n")
        self._write("group", pathlib.Path("/etc/group").read_text("utf-8") + f"{_USER}:x:{_NUMBER}:\n")
        self._write("exim.conf", (_CONFIGURATION + "\n".join(
            _AUTHENTICATORS[name] for name in mechanisms.split())).format(
                program=self._program, folder=self.folder,
                addresses=" ; ".join(self.addresses), **self.ports))

    def command(self):
        folder = shlex.quote(str(self.folder))
        script = (f"mount --bind {folder}/passwd /etc/passwd && mount --bind {folder}/group /etc/group && "
                  f"chown -R {_NUMBER} {folder}/spool {folder}/logs {folder}/key.pem {folder}/certificate.pem && "
                  f'exec "$@"')
        return [*self._own_mounts, "sh", "-c", script, "sh",
                self._program, "-C", self.folder / "exim.conf", "-bdf"]

    def environment(self):
        return unpacked.environment()

    def log(self):
        return super().log() + "".join(path.read_text("utf-8", "replace")
                                       for path in sorted((self.folder / "logs").iterdir()))

    def _removal(self):
        return [*self._own_root, *super()._removal()]

    def _write(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600 if name == "key.pem" else 0o644)
        path.write_text(text, encoding="utf-8")
