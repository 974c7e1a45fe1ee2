# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider of a test's own, for the domain and the servers that it has."""


def write(folder, domain, imap, smtp, policy="password", auth="password-cleartext", host="localhost", more=""):
    """The file in `folder`, which is made where it is not there; returns the folder. `imap` and `smtp` are ports."""
    ident = domain.partition(".")[0]
    folder.mkdir(exist_ok=True)
    servers = "".join(
        f"\n[{side} 1]\nProtocol={protocol}\nHost={host}\nPort={port}\nSecurity=tls\nUsername=%EMAILADDRESS%\nAuth={auth};\n"
        for side, protocol, port in (("Incoming", "imap", imap), ("Outgoing", "smtp", smtp)))
    folder.joinpath(f"{ident}.provider").write_text(
        f"[Provider]\nId={ident}\nName={ident.title()}\nDomains={domain};\nPolicy={policy}\n{servers}{more}", "utf-8")
    return folder
