# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that take an access token (XOAUTH2) and nothing else, and what was sent to them."""

import base64

from servers.scripted import IMAP_END, SMTP_END, expect, send

IMAP = (send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] hello"),
        expect("AUTHENTICATE XOAUTH2 "), send("{tag} OK [CAPABILITY IMAP4rev1] in"),
        *IMAP_END)
SMTP = (send("220 hello"), expect("EHLO"), send("250-hello\n250 AUTH PLAIN LOGIN XOAUTH2"),
        expect("AUTH XOAUTH2 "), send("235 in"), *SMTP_END)


def sent_to(server):
    """The SASL message that a client has sent as an initial response, or None."""
    for who, line in server.transcript:
        if who == "C" and b"XOAUTH2 " in line:
            return base64.b64decode(line.split()[-1])
    return None


def make_account(address, token, imap, smtp, **more):
    """The account of Online Accounts with those servers, for fake_goa.py."""
    return {"provider": "Firma", "address": address, "token": token,
            "imap": {"host": f"localhost:{imap.port}", "security": "tls"},
            "smtp": {"host": f"localhost:{smtp.port}", "security": "tls"}, **more}
