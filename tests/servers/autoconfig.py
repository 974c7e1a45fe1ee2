# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes autoconfig documents as providers publish them.

    client_config("example.org", ["imap imap.example.org:993 SSL"], ["smtp smtp.example.org:465 SSL"])
"""

import re

_SERVER = """\
    <{side}Server type="{protocol}">
      <hostname>{host}</hostname>
      <port>{port}</port>
      <socketType>{security}</socketType>
      <username>{username}</username>
      <authentication>{authentication}</authentication>
    </{side}Server>
"""


def client_config(domain, incoming, outgoing, version="1.1", prologue="", name="Example Mail"):
    """A document for servers like "imap imap.example.org:993 SSL", best first.

    A server can go on with a user name and a way to sign in: "… SSL %EMAILLOCALPART% OAuth2".
    """
    servers = [_server("incoming", text) for text in incoming] + [_server("outgoing", text) for text in outgoing]
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n{prologue}<clientConfig version="{version}">\n'
            f'  <emailProvider id="{domain}">\n    <domain>{domain}</domain>\n'
            f"    <displayName>{name}</displayName>\n{''.join(servers)}  </emailProvider>\n</clientConfig>\n")


def usual(domain, name=""):
    """A document with IMAP and SMTP at hosts below the domain; `name` tells documents apart."""
    return client_config(domain, [f"imap imap{name}.{domain}:993 SSL"], [f"smtp smtp{name}.{domain}:465 SSL"])


def _server(side, text):
    words = text.split(" ")
    words += ["%EMAILADDRESS%", "password-cleartext"][len(words) - 3:]
    protocol, place, security, username, authentication = words
    host, port = re.fullmatch(r"(.*):(\d+)", place).groups()
    return _SERVER.format(side=side, protocol=protocol, host=host, port=port, security=security,
                          username=username, authentication=authentication)
