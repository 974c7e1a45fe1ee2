# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo accounts: what their servers do, and what Postino ought to say about it.

One Account a row. Replies are worded as real servers word them; `{address}` and
`{domain}` are filled in.
"""

import dataclasses
import typing

PASSWORD = "melon-Boat-7"


@dataclasses.dataclass(frozen=True)
class Server:
    """One server of an account: how it is reached, and where it refuses."""

    protocol: str
    security: str = "tls"
    host: typing.Optional[str] = None       # another name than its own
    expected: str = "ok"                    # the cause that Postino should find
    settled: typing.Optional[str] = None    # another one, once it has tried other ways
    listens: str = "yes"                    # or refuses, blocked, silent, hangs-up, breaks-tls
    certificate: str = "valid"              # a kind of certificates.KINDS
    encrypts: bool = True                   # False: plain text only
    newest_tls: typing.Optional[str] = None  # of ssl.TLSVersion, for a server that has stayed behind
    mechanisms: tuple = ("PLAIN", "LOGIN")
    greeting: typing.Optional[str] = None   # instead of a friendly one; then it hangs up
    login: typing.Optional[str] = None      # its answer to the right password
    mailbox: typing.Optional[str] = None    # its answer to EXAMINE INBOX
    sender: typing.Optional[str] = None     # its answer to MAIL FROM
    recipient: typing.Optional[str] = None  # its answer to RCPT TO


@dataclasses.dataclass(frozen=True)
class Account:
    """A demo account; its address is ada@NAME.example."""

    name: str
    what: str
    incoming: Server
    outgoing: Server
    accepted: str = PASSWORD                # the password that its servers accept
    policy: str = "password"
    links: tuple = ("password-reset",)
    note: typing.Optional[str] = None
    setting: typing.Optional[str] = None
    slow: bool = False                      # ends only when Postino's patience does
    fate: str = "arrives"                   # what becomes of a message: or junk, bounces, lost

    @property
    def domain(self):
        return f"{self.name}.example"

    @property
    def address(self):
        return f"ada@{self.domain}"

    @property
    def servers(self):
        return (self.incoming, self.outgoing)

    @property
    def expected_verdict(self):
        return {
            (True, True): "ready",
            (True, False): "receive-only",
            (False, True): "send-only",
            (False, False): "neither",
        }[self.incoming.expected == "ok", self.outgoing.expected == "ok"]

    def host(self, server):
        """GLib resolves every name below .localhost to this computer (RFC 6761)."""
        return server.host or f"{server.protocol}.{self.name}.localhost"


def imap(**more):
    return Server("imap", **more)


def smtp(**more):
    return Server("smtp", **more)


ACCOUNTS = (
    Account(
        "ready", "everything works",
        imap(), smtp(),
    ),
    Account(
        "starttls", "everything works, encryption starts after the greeting",
        imap(security="starttls"), smtp(security="starttls"),
    ),
    Account(
        "junk", "everything works, and a message goes to the junk folder",
        imap(), smtp(), fate="junk",
    ),
    Account(
        "bounces", "everything works, and a message comes back",
        imap(), smtp(), fate="bounces",
    ),
    Account(
        "lost", "everything works, and a message does not arrive",
        imap(), smtp(), fate="lost",
    ),
    Account(
        "receive-only", "the outgoing server refuses the password",
        imap(),
        smtp(login="535 5.7.8 Error: authentication failed: authentication failure",
             expected="wrong-credentials"),
    ),
    Account(
        "sending-off", "sending is switched off",
        imap(),
        smtp(security="starttls", expected="sending-disabled",
             login="535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled "
                   "for the Mailbox. Visit https://{domain}/smtp_auth_disabled for more information."),
    ),
    Account(
        "send-only", "IMAP is switched off in the account's settings",
        imap(login="NO [ALERT] You are yet to enable IMAP for your account. "
                   "Please contact your administrator (Failure)", expected="access-disabled"),
        smtp(),
        links=("password-reset", "enable-access"), setting="IMAP access",
    ),
    Account(
        "wrong-password", "the password is not the right one",
        imap(expected="wrong-credentials"), smtp(expected="wrong-credentials"),
        accepted="another-Boat-8",
    ),
    Account(
        "app-password", "an app password is wanted",
        imap(expected="app-password-required",
             login="NO [ALERT] Application-specific password required: https://{domain}/app-password (Failure)"),
        smtp(expected="app-password-required",
             login="534-5.7.9 Application-specific password required. Learn more at\n"
                   "534 5.7.9  https://{domain}/app-password"),
        accepted="plum-kite-song-herb",
        policy="app-password", links=("app-password", "password-reset"),
        note="This demo provider wants an app password here, not your usual one.",
    ),
    Account(
        "oauth", "only a sign-in in the browser works",
        imap(mechanisms=("XOAUTH2", "OAUTHBEARER"), expected="oauth-required"),
        smtp(expected="oauth-required",
             login="535 5.7.139 Authentication unsuccessful, basic authentication is disabled."),
        policy="oauth", links=("sign-in",),
    ),
    Account(
        "browser", "a sign-in in the browser is wanted once",
        imap(expected="browser-sign-in-required",
             login="* NO [WEBALERT https://{domain}/signin/continue] Web login required.\n"
                   "NO [ALERT] Please log in via your web browser: https://{domain}/help (Failure)"),
        smtp(expected="browser-sign-in-required",
             login="534-5.7.14 <https://{domain}/signin/continue>\n"
                   "534-5.7.14 Please log in via your web browser and then try again.\n"
                   "534 5.7.14  Learn more at https://{domain}/help"),
        links=("sign-in", "help"),
    ),
    Account(
        "too-many", "closed for a while after too many attempts",
        imap(expected="too-many-attempts",
             login="NO [LIMIT] Too many failed login attempts, please try again in 15 minutes"),
        smtp(expected="too-many-attempts",
             login="454 4.7.0 Too many login attempts, please try again later."),
    ),
    Account(
        "suspended", "the account is suspended",
        imap(login="NO [CONTACTADMIN] Account disabled", expected="account-disabled"),
        smtp(login="535 5.7.13 User account disabled", expected="account-disabled"),
        links=("help",),
    ),
    Account(
        "expired", "both servers' certificates have expired",
        imap(certificate="expired", expected="certificate-expired"),
        smtp(certificate="expired", expected="certificate-expired"),
    ),
    Account(
        "wrong-host", "the incoming server's certificate is for another name",
        imap(certificate="wrong-host", expected="certificate-wrong-host"), smtp(),
    ),
    Account(
        "self-signed", "the outgoing server vouches for itself",
        imap(), smtp(certificate="self-signed", expected="certificate-untrusted"),
    ),
    Account(
        "refused", "nothing listens on the outgoing server's port",
        imap(), smtp(listens="refuses", expected="connection-refused"),
    ),
    Account(
        "blocked", "this network blocks sending",
        imap(), smtp(listens="blocked", expected="connection-timed-out"), slow=True,
    ),
    Account(
        "silent", "the incoming server says nothing",
        imap(listens="silent", expected="timed-out"), smtp(), slow=True,
    ),
    Account(
        "no-starttls", "the incoming server has no encryption to offer",
        imap(security="starttls", encrypts=False, expected="starttls-unavailable"),
        smtp(security="starttls"),
    ),
    Account(
        "plain", "the outgoing server speaks plain text where encryption is due",
        imap(), smtp(encrypts=False, expected="encryption-mismatch", settled="starttls-unavailable"),
    ),
    Account(
        "full", "the mailbox is full",
        imap(), smtp(recipient="452 4.2.2 Over quota", expected="over-quota"),
    ),
    Account(
        "sender-refused", "sending from this address is not allowed",
        imap(),
        smtp(recipient="553 5.7.1 <{address}>: Sender address rejected: not owned by user {address}",
             expected="sender-rejected"),
    ),
    Account(
        "listed", "the outgoing server does not talk to this network",
        imap(),
        smtp(greeting="554-smtp.{domain}\n554 Your access to this mail system has been rejected "
                      "due to the sending MTA's poor reputation.", expected="client-blocked"),
    ),
    Account(
        "busy", "both servers are having a rest",
        imap(greeting="* BYE [UNAVAILABLE] Server shutting down", expected="server-unavailable"),
        smtp(greeting="421 4.3.2 Service not available, closing transmission channel",
             expected="server-unavailable"),
    ),
)
