# SPDX-License-Identifier: GPL-3.0-or-later
"""A small internet of the test's own: real names, usual ports, the system's own trust.

    if __name__ == "__main__":
        internet.enter()        # starts the test again in network and mount namespaces
        tap.main()

    with Internet() as net:
        net.add_host("imap.example.org", "10.77.1.1")
        net.start_names()
        MailServers(…, addresses=["10.77.1.1"], authority=net.authority)

The program under test knows nothing of it: resolv.conf and the bundle of authorities are
bound over the system's, addresses lie on the loopback device, a real DNS server answers.
What is not there when that starts, it asks from `net.names`, where records can be added at
any time and names can be made to fail, to keep silent or to take long.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from demo.certificates import Authority
from servers.names import Names

NAME_SERVER = "10.77.0.53"
NAMES_BEHIND = "10.77.0.54"
CLIENT = "10.77.0.1"
CLIENT_6 = "fd77::1"
_INSIDE = "POSTINO_TEST_INTERNET"
_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"


def enter():
    """Goes on in namespaces of its own, or prints that the tests are skipped, and ends."""
    if os.environ.get(_INSIDE):
        return
    command = ["unshare", "--net", "--mount", "--kill-child", "--fork"]
    if os.geteuid() != 0:
        command += ["--map-root-user", "--map-auto", "--setuid", "0", "--setgid", "0"]
    missing = [tool for tool in ("unshare", "ip", "dnsmasq", "nft") if not _find(tool)]
    if missing or subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        print(f"1..0 # SKIP {' '.join(missing)} missing" if missing
              else "1..0 # SKIP namespaces are refused here")
        sys.exit(0)
    environment = {**os.environ, _INSIDE: "1", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    os.execvpe(command[0], [*command, sys.executable, *sys.argv], environment)


def _find(tool):
    return shutil.which(tool, path="/usr/sbin:/usr/bin:/sbin:/bin")


def _run(*command):
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


class Internet:
    """Addresses, names and trust for one test case; they are taken back when the block ends."""

    def __init__(self, online=True, resolver_options="timeout:2 attempts:1"):
        self._online = online
        self._resolver_options = resolver_options
        self._records = []
        self._addresses = []
        self._bound = []
        self._server = None
        self._filtered = False
        self.names = Names(NAMES_BEHIND)

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="postino-internet-"))
        self.folder.chmod(0o711)
        self.authority = Authority(self.folder / "ca")
        pathlib.Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").write_text("0", encoding="ascii")
        _run("ip", "link", "set", "lo", "up")
        for address in (CLIENT, NAME_SERVER, NAMES_BEHIND):
            self.add_address(address)
        # With no IPv6 address, the resolver says "no such name" to half of all questions unasked.
        subprocess.run(["ip", "addr", "replace", f"{CLIENT_6}/128", "dev", "lo"], check=False)
        if self._online:
            _run("ip", "route", "add", "default", "dev", "lo", "src", CLIENT)
        self._bind("/etc/resolv.conf", f"nameserver {NAME_SERVER}\noptions {self._resolver_options}\n")
        self._bind("/etc/hosts", "127.0.0.1 localhost\n")
        self._bind(_BUNDLE, self.authority.file.read_text("utf-8"))
        return self

    def __exit__(self, *_):
        if self._server:
            self._server.terminate()
            self._server.wait()
            self.names.stop()
        if self._filtered:
            _run(_find("nft"), "delete", "table", "inet", "postino")
        for path in reversed(self._bound):
            _run("umount", path)
        if self._online:
            _run("ip", "route", "del", "default")
        for address in self._addresses:
            _run("ip", "addr", "del", f"{address}/32", "dev", "lo")
        shutil.rmtree(self.folder)

    def add_address(self, address):
        """An address that this machine then has, without a name."""
        if address not in self._addresses:
            _run("ip", "addr", "add", f"{address}/32", "dev", "lo")
            # Servers see a stranger, not their own address.
            _run("ip", "route", "replace", "table", "local", "local", address, "dev", "lo", "src", CLIENT)
            self._addresses.append(address)

    def drop(self, port, what=""):
        """Drops what is sent to a port, without a word; `what` narrows it (nftables' language)."""
        if not self._filtered:
            _run(_find("nft"), "add table inet postino; "
                 "add chain inet postino incoming { type filter hook input priority 0; }")
            self._filtered = True
        _run(_find("nft"), f"add rule inet postino incoming tcp dport {port} {what} drop")

    def silence(self, port):
        """Connections to a port are taken, and then nothing that is said there arrives."""
        self.drop(port, "tcp flags & psh == psh")

    def _bind(self, path, text):
        """Replaces a system file for this namespace."""
        replacement = self.folder / path.strip("/").replace("/", "-")
        replacement.write_text(text, encoding="utf-8")
        _run("mount", "--bind", replacement, os.path.realpath(path))
        self._bound.append(os.path.realpath(path))

    def add_host(self, name, address):
        """A name, and an address that this machine then has."""
        self.add_address(address)
        self._add_record(f"host-record={name},{address}", name, "A", address)

    def add_service(self, service, target, port, priority=0, weight=0):
        """An SRV record: _imaps._tcp.example.org and where it leads; "." is nowhere."""
        # dnsmasq writes a target of nothing as ".".
        self._add_record(f"srv-host={service},{target.rstrip('.')},{port},{priority},{weight}",
                         service, "SRV", f"{priority} {weight} {port} {target}")

    def add_mail_exchanger(self, domain, target, preference=10):
        self._add_record(f"mx-host={domain},{target},{preference}", domain, "MX", f"{preference} {target}")

    def add_alias(self, name, target):
        """A CNAME record, of the server behind: the real one would follow it to its own names alone."""
        self.names.add(name, "CNAME", target)

    def _add_record(self, line, name, kind, value):
        """The real server has what it knows at its start; the one behind it has all, and what comes later."""
        self.names.add(name, kind, value)
        if not self._server:
            self._records.append(line)

    def asked(self):
        """The questions that were put to the name server, in order: (name, type)."""
        text = self._log.read_text("utf-8", "replace")
        return [(name.lower(), kind) for kind, name in re.findall(r" query\[(\w+)\] (\S+) from", text)]

    def start_names(self):
        """Starts the name servers. Names without a record do not exist."""
        self.names.start()
        self._log = self.folder / "names.log"
        configuration = self.folder / "dnsmasq.conf"
        configuration.write_text("\n".join([
            "no-resolv", "no-hosts", "keep-in-foreground", "bind-interfaces", "user=root", "pid-file=",
            f"listen-address={NAME_SERVER}", f"server={NAMES_BEHIND}", "cache-size=0", "dns-forward-max=1000",
            "log-queries", f"log-facility={self._log}", *self._records,
        ]) + "\n", encoding="utf-8")
        self._server = subprocess.Popen([_find("dnsmasq"), "-C", configuration],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        listening = f"{NAME_SERVER}:53"
        for _ in range(100):
            sockets = subprocess.run(["ss", "-Hlnu"], capture_output=True, text=True, check=True).stdout
            if listening in sockets:
                return
            time.sleep(0.02)
        raise TimeoutError("the name server did not start")
