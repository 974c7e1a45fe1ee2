# SPDX-License-Identifier: GPL-3.0-or-later
"""Real mail servers for tests, beside whatever the system runs and without touching /etc.

    with MailServers([User("ada@postino.test", "secret")]) as mail:
        mail.imaps, mail.imap, mail.pop3s, mail.pop3, mail.submissions, mail.submission
        mail.ca_file, mail.sign_ins("smtp"), mail.log()
"""

import dataclasses
import pathlib
import shutil
import tempfile

from demo.certificates import Authority
from servers.daemon import STRANGE_HOST, StartFailed, Unavailable
from servers.dovecot import Dovecot, Mailboxes
from servers.postfix import Postfix

__all__ = ["MailServers", "Mailboxes", "User", "Unavailable", "Authority", "STRANGE_HOST"]


@dataclasses.dataclass
class User:
    """An account: what may be said of it, and what the servers refuse it."""

    address: str
    password: str
    name: str = None          # the user name, if it is not the address
    denied: tuple = ()        # services that refuse the right password: imap pop3 smtp
    owns: tuple = None        # addresses it may send as, if not its own
    full: bool = False        # over quota: no mail is taken for it
    copies: tuple = ()        # where its mail goes in place of its address: "ada+Junk@postino.test"
    fate: str = None          # what becomes of what it sends, as in Postfix' header_checks

    def __post_init__(self):
        self.name = self.name or self.address
        self.owns = (self.address,) if self.owns is None else self.owns


class MailServers:
    """Dovecot and Postfix, started together, gone when the block ends.

    They take free ports of the loopback addresses; in an Internet, `addresses` are
    others, the ports the usual ones, and an `authority` signs for several servers. With
    `mailboxes`, what is sent is delivered.
    """

    def __init__(self, users, certificate="valid", names=None, mechanisms="plain login",
                 addresses=None, authority=None, mailboxes=None):
        self.users = {user.address: user for user in users}
        self._kind = certificate
        self._names = (names,) if names else ()
        self._mechanisms = mechanisms
        self._mailboxes = mailboxes
        self._addresses = addresses
        self._authority = authority
        self._running = []
        self.folder = None

    def __enter__(self):
        for attempt in (1, 2, 3):
            try:
                self._start()
                return self
            except StartFailed:
                # Somebody else may have taken a port in the meantime.
                self.close()
                if attempt == 3:
                    raise
            except BaseException:
                self.close()
                raise

    def _start(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="postino-servers-"))
        self.folder.chmod(0o711)
        self.authority = self._authority or Authority(self.folder / "ca")
        self.ca_file = self.authority.file
        certificate = self.authority.issue(self._kind, *self._names)
        for server in self._make(list(self.users.values()), certificate):
            self._running.append(server)
            server.start()

    def _make(self, users, certificate):
        """Gives one server after the other; each is started before the next is made."""
        self.dovecot = Dovecot(self.folder / "dovecot", users, certificate, self._mechanisms,
                               self._mailboxes, **self._where(Dovecot))
        yield self.dovecot
        self.postfix = Postfix(self.folder / "postfix", users, certificate, self.dovecot.auth_socket,
                               self.dovecot.lmtp_socket if self._mailboxes else None,
                               **self._where(Postfix))
        yield self.postfix

    def _where(self, kind):
        return {"ports": kind.standard_ports, "addresses": self._addresses} if self._addresses else {}

    def __exit__(self, *_):
        self.close()

    def close(self):
        while self._running:
            server = self._running.pop()
            server.stop()
            server.remove()
        if self.folder:
            shutil.rmtree(self.folder)
            self.folder = None

    def __getattr__(self, name):
        for server in self.__dict__.get("_running", ()):
            if name in server.ports:
                return server.ports[name]
        raise AttributeError(name)

    @property
    def sessions(self):
        """The sessions of processes that belong to the servers."""
        return [server.session for server in self._running]

    def sign_ins(self, service=None):
        """Sign-ins that were decided, of one service ("imap", "pop3", "smtp") or of all."""
        return [s for s in self.dovecot.sign_ins() if service in (None, s["service"])]

    def log(self):
        return "".join(server.log() for server in self._running)
