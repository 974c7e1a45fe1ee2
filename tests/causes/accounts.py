# SPDX-License-Identifier: GPL-3.0-or-later
"""An account for each cause: those of the demo, and these for what a demo need not show."""

from demo.accounts import ACCOUNTS as DEMO
from demo.accounts import Account, imap, smtp

# Names of the small internet; world.py says what is wrong with each.
GONE, LOST, FAR = "imap.gone.example", "imap.nameless.example", "imap.far.example"

MORE = (
    Account(
        "gone", "there is no server of that name",
        imap(host=GONE, listens="refuses", expected="host-not-found"), smtp(),
    ),
    Account(
        "nameless", "the name server has a bad day",
        imap(host=LOST, listens="refuses", expected="dns-failure"), smtp(),
    ),
    Account(
        "far", "no way leads to the server",
        imap(host=FAR, listens="refuses", expected="unreachable"), smtp(),
    ),
    Account(
        "hangs-up", "the incoming server hangs up",
        imap(listens="hangs-up", security="starttls", expected="connection-closed"), smtp(),
    ),
    Account(
        "nonsense", "the incoming server does not keep to the protocol",
        imap(login="+ =?\n+ =?\n+ =?", expected="protocol-error"), smtp(),
    ),
    Account(
        "shell", "the incoming server's port is another service's",
        imap(security="starttls", greeting="SSH-2.0-OpenSSH_9.2p1", expected="wrong-protocol"), smtp(),
    ),
    Account(
        "old-tls", "the incoming server has stayed behind",
        imap(newest_tls="TLSv1_1", expected="tls-too-old"), smtp(),
    ),
    Account(
        "broken-tls", "the incoming server breaks off the handshake",
        imap(listens="breaks-tls", expected="tls-failed"), smtp(),
    ),
    Account(
        "too-early", "the incoming server's certificate begins later",
        imap(certificate="not-yet-valid", expected="certificate-not-yet-valid"), smtp(),
    ),
    Account(
        "crowded", "too many connections",
        imap(),
        smtp(greeting="421 4.7.0 smtp.{domain} Error: too many connections from this address",
             expected="too-many-connections"),
    ),
    Account(
        "user-name", "another form of the user name is wanted",
        imap(login="NO [AUTHENTICATIONFAILED] Invalid username format: use your user name without the domain",
             expected="username-format"),
        smtp(),
    ),
    Account(
        "password-expired", "the password has to be changed",
        imap(login="NO [EXPIRED] Password expired", expected="password-expired"), smtp(),
    ),
    Account(
        "not-for-you", "the service is not for this account",
        imap(login="NO [AUTHORIZATIONFAILED] Not authorized to use this service", expected="not-authorized"),
        smtp(),
    ),
    Account(
        "wants-tls", "the server believes that it is not encrypted",
        imap(login="NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure connections",
             expected="encryption-required"),
        smtp(),
    ),
    Account(
        "no-auth", "the outgoing server's port is not for signing in",
        imap(), smtp(mechanisms=(), expected="auth-not-offered"),
    ),
    Account(
        "ticket", "only what a company's network has",
        imap(mechanisms=("GSSAPI", "NTLM"), expected="no-common-mechanism"), smtp(),
    ),
    Account(
        "no-inbox", "the inbox cannot be opened",
        imap(mailbox="NO [NONEXISTENT] Mailbox does not exist",
             expected="mailbox-unavailable"),
        smtp(),
    ),
    Account(
        "relay", "the outgoing server does not believe in the sign-in",
        imap(), smtp(recipient="550 5.7.1 Relaying denied. Proper authentication required.",
                     expected="sign-in-needed-to-send"),
    ),
    Account(
        "enough", "the day's messages are sent",
        imap(), smtp(sender="550 5.4.5 Daily user sending limit exceeded", expected="sending-limit"),
    ),
)

ACCOUNTS = DEMO + MORE


def by_cause():
    """The first account that shows each cause: {cause: account}."""
    found = {}
    for account in ACCOUNTS:
        for server in account.servers:
            found.setdefault(server.expected, account)
    return found
