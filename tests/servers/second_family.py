# SPDX-License-Identifier: GPL-3.0-or-later
"""Cyrus and Exim together, as MailServers has Dovecot and Postfix.

    with SecondFamily([User("ada@postino.test", "secret")]) as mail:
        mail.imaps, mail.imap, mail.pop3s, mail.pop3, mail.submissions, mail.submission
"""

from servers import MailServers
from servers.cyrus import Cyrus
from servers.exim import Exim


class SecondFamily(MailServers):
    """Two servers that know the same users, each for itself.

    Exim offers what it has of the mechanisms, and PLAIN and LOGIN if it has none.
    """

    def _make(self, users, certificate):
        yield Cyrus(self.folder / "cyrus", users, certificate, self._mechanisms, **self._where(Cyrus))
        known = [name for name in self._mechanisms.split() if name in Exim.mechanisms]
        yield Exim(self.folder / "exim", users, certificate, " ".join(known) or "plain login",
                   **self._where(Exim))

    def sign_ins(self, service=None):
        raise NotImplementedError("these keep no list")
