#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""convert-facts.py FACTS [PROVIDERS]: writes first versions of providers' files.

FACTS is a folder with provider_facts.tsv and provider_links.tsv, PROVIDERS the
folder of the files (data/providers). Only domains that no file has yet are
written, those with the same provider and the same servers into one file, and
no file is ever changed: once written, the files are the source and are kept by
hand.
"""

import collections
import csv
import pathlib
import re
import sys
import textwrap
import unicodedata

DATE = "2026-11-24"
SOURCES = {"ISPDB": "ISP database", "FairEmail": "FairEmail", "DeltaChat": "Delta Chat"}
RANK = list(SOURCES)
PROTOCOLS = ["imap", "pop3", "smtp"]
LINKS = ["password-reset", "app-password", "enable-access", "sign-in", "help"]

# Rows that are none: an example, providers without a server, a typing mistake.
NO_PROVIDERS = {"example.com", "example.net", "example.org"}
DOMAINS = {"coral.broba.ccv": "coral.broba.cc"}
NAMES = {
    "GDWG": "GWDG",
    "schwaz.net | Stadtwerke Schwaz": "Stadtwerke Schwaz",
    "Università degli Studi di Verona": "Università di Verona",
    "/e/": "e.email",
}
AUTHS = {
    "": ["password-cleartext"],
    "app-password": ["password-cleartext"],
    "OAuth2": ["oauth2"],
    "none": ["none"],
}

Server = collections.namedtuple("Server", "protocol host port security username auth")


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def known_domains(folder):
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.provider"))
    return {d for line in re.findall("^Domains=(.*)$", text, re.M) for d in line.split(";")}


def auths(row):
    """Inside TLS a plain password does no harm, and not every server knows the others."""
    kinds = AUTHS.get(row["auth"]) or [kind.replace("OAuth2", "oauth2") for kind in row["auth"].split("+")]
    if kinds == ["password-encrypted"] and row["security"] != "none":
        kinds = [*kinds, "password-cleartext"]
    return tuple(kinds)


def is_usable(row):
    if row["protocol"] not in PROTOCOLS or not row["host"]:
        return False
    # Port 587 is for sending.
    return row["protocol"] == "smtp" or row["port"] != "587"


def servers(rows, domain):
    """Best first; plain text only where there is nothing else for the protocol."""
    rows = sorted(
        filter(is_usable, rows),
        key=lambda row: (PROTOCOLS.index(row["protocol"]), row["security"] == "none", int(row["preference"])),
    )
    encrypted = {row["protocol"] for row in rows if row["security"] != "none"}
    found = []
    for row in rows:
        if row["security"] == "none" and row["protocol"] in encrypted:
            continue
        server = Server(
            row["protocol"], row["host"].replace("%EMAILDOMAIN%", domain), row["port"], row["security"],
            row["username"] or "%EMAILADDRESS%", auths(row),
        )
        if server not in found:
            found.append(server)
    return tuple(found)


def choose(rows):
    """The rows of the source that speaks for a domain, and those of the others."""
    own = [row for row in rows if row["preference"] != "9"]
    best = min((row["source"] for row in own), key=RANK.index)
    return [r for r in own if r["source"] == best], [r for r in rows if r["source"] != best and r["host"]]


def slug(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def file_id(name, domains, taken):
    latin = all(ord(c) < 0x300 for c in name)
    for candidate in [slug(name) if latin else "", slug(min(domains, key=len))]:
        if len(candidate) > 1 and candidate not in taken:
            return candidate
    raise SystemExit(f"no free file name for {name}: {domains[0]}")


def grade(row):
    """A and B may be used, U for a sign-in page; the older rows have no grade."""
    match = re.match("([ABCU]): ?(.*)", row["source"])
    if match is None:
        return "D" if row["rel"] in ("help", "enable-access") else None
    if match[1] in "AB" or (match[1] == "U" and row["rel"] == "sign-in"):
        return match[1]
    return None


def find_links(rows, providers, domains):
    links = {}
    for row in rows:
        mine = row["provider"] in providers or row["domain"] in domains
        if mine and row["rel"] in LINKS and row["url"].startswith("https://") and grade(row):
            if row["rel"] not in links or grade(row) < grade(links[row["rel"]]):
                links[row["rel"]] = row
    return [links[rel] for rel in LINKS if rel in links]


def comment(text):
    return [f"# {line}" for line in textwrap.wrap(text, 96, break_long_words=False, break_on_hyphens=False)]


def about(source, others, found):
    text = [f"Servers: provider_facts ({SOURCES[source]}), {DATE}."]
    if others:
        theirs = " and ".join(sorted({SOURCES[row["source"]] for row in others}))
        hosts = ", ".join(sorted({f"{row['host']}:{row['port']}" for row in others}))
        text.append(f"{theirs} differs ({hosts}): left out, since the {SOURCES[source]} is kept more carefully.")
    if any(server.security == "none" for server in found):
        text.append("Plain text only where nothing encrypted is known.")
    return comment(" ".join(text))


def server_lines(found):
    counts = collections.Counter()
    for server in found:
        direction = "Outgoing" if server.protocol == "smtp" else "Incoming"
        counts[direction] += 1
        yield from ["", f"[{direction} {counts[direction]}]", f"Protocol={server.protocol}",
                    f"Host={server.host}", f"Port={server.port}", f"Security={server.security}"]
        if server.auth != ("none",):
            yield f"Username={server.username}"
        yield "Auth=" + "".join(f"{kind};" for kind in server.auth)


def link_lines(links):
    if links:
        yield from ["", "[Links]"]
    for row in links:
        source = SOURCES.get(row["source"], row["source"].split("; already listed")[0])
        yield from comment(f"provider_links: {source}; {DATE}.")
        yield f"{row['rel']}={row['url']}"


def policy(found):
    incoming = {kind for server in found if server.protocol != "smtp" for kind in server.auth}
    return "oauth" if incoming == {"oauth2"} else "password"


def main():
    facts = pathlib.Path(sys.argv[1])
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "data/providers")
    known = known_domains(folder)
    by_domain = collections.defaultdict(list)
    for row in read(facts / "provider_facts.tsv"):
        domain = DOMAINS.get(row["domain"], row["domain"])
        if domain not in known | NO_PROVIDERS:
            by_domain[domain].append(row)

    groups = collections.defaultdict(list)
    for domain, rows in by_domain.items():
        if not any(row["host"] for row in rows):
            print(f"{domain}: no servers, left out", file=sys.stderr)
            continue
        mine, others = choose(rows)
        name = mine[0]["provider"]
        groups[name, mine[0]["source"], servers(mine, domain)].append((domain, others))

    links = read(facts / "provider_links.tsv")
    taken = {path.stem for path in folder.glob("*.provider")}
    for (provider, source, found), members in groups.items():
        domains = sorted(domain for domain, _ in members)
        name = NAMES.get(provider, provider)
        id = file_id(name, domains, taken)
        taken.add(id)
        others = [row for _, rows in members for row in rows]
        lines = [
            "# SPDX-License-Identifier: GPL-3.0-or-later", *about(source, others, found),
            "[Provider]", f"Id={id}", f"Name={name}", "Domains=" + "".join(f"{d};" for d in domains),
            f"Policy={policy(found)}", *server_lines(found), *link_lines(find_links(links, {provider}, domains)),
        ]
        (folder / f"{id}.provider").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
