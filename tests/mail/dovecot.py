"""A real Dovecot on this machine alone: its own configuration, folder, port and users, gone with the tests."""

from __future__ import annotations

import contextlib
import getpass
import grp
import itertools
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from imapclient import imap_utf7

_DELIVERED = itertools.count()
COMMAND = "sudo apt-get install -y dovecot-imapd"  # on Debian and Ubuntu; scripts/dovecot says it too
PASSWORD = "canary-b3d9-secret"  # noqa: S105 - invented, and looked for in everything that is written
TOKEN = "canary-77aa-token"  # noqa: S105 - the same
PATIENCE = 10.0  # seconds until it listens

USERS = tuple(f"ana{number}@example.org" for number in range(200))  # each test takes a fresh one

CONFIG = """
base_dir = {run}
state_dir = {run}
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_uid = {mail}
mail_gid = {mail_group}
mail_home = {folder}/homes/%u
mail_location = maildir:~/Maildir
mail_max_userip_connections = 200
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}/homes/%u
}}
namespace inbox {{
  inbox = yes
  separator = .
  mailbox {sent} {{
    special_use = \\Sent
  }}
  mailbox Archive {{
    special_use = \\Archive
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def is_here() -> bool:
    """Say whether Dovecot is installed."""
    return _program() is not None


def _program() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(slots=True)
class Dovecot:
    """A running server.

    Attributes:
        folder: Where everything of it lies.
        port: Where it listens, plain and with STARTTLS.
        tls_port: Where it listens with TLS from the first byte.
        sent: Name of the folder that is marked as Sent.
    """

    folder: Path
    port: int
    tls_port: int
    sent: str = "Gesendet &APw-bermittelt"
    _process: subprocess.Popen[bytes] | None = None

    @classmethod
    def begin(cls) -> Dovecot:
        """Make its folder and start it."""
        folder = Path(tempfile.mkdtemp(prefix="kithly-dovecot-"))
        folder.chmod(0o755)
        (folder / "homes").mkdir()
        server = cls(folder=folder, port=free_port(), tls_port=free_port())
        server._certificate()
        server.add_users(*USERS)
        server._own(folder / "homes")
        server.start()
        return server

    def start(self) -> None:
        """Start it, and wait until it listens."""
        (self.folder / "run").mkdir(exist_ok=True)
        (self.folder / "dovecot.conf").write_text(CONFIG.format(**self._names()))
        program = _program()
        assert program is not None, f"Dovecot is not installed: {COMMAND}"
        log = (self.folder / "start.log").open("wb")
        self._process = subprocess.Popen(
            [program, "-F", "-c", str(self.folder / "dovecot.conf")], stdout=log, stderr=log, cwd=self.folder
        )
        log.close()
        end = time.monotonic() + PATIENCE
        while not self._listens():
            assert self._process.poll() is None, (self.folder / "start.log").read_text()
            assert time.monotonic() < end, (self.folder / "dovecot.log").read_text()
            time.sleep(0.02)

    def _listens(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as one:
            return one.recv(4) == b"* OK"
        return False

    def stop(self) -> None:
        """Stop it; its folder stays."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def end(self) -> None:
        """Stop it and remove everything."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_users(self, *users: str) -> None:
        """Add users, all with the same password."""
        path = self.folder / "users"
        with path.open("a") as stream:
            stream.writelines(f"{user}:{PASSWORD}\n" for user in users)
        path.chmod(0o644)

    def deliver(self, user: str, folder: str, mails: Iterable[bytes], *, flags: str = "S") -> int:
        """Put mails into a folder as a mail program would, in their order; returns how many."""
        box = self.box(user, folder)
        for name in ("cur", "new", "tmp"):
            (box / name).mkdir(parents=True, exist_ok=True)
        count, begun = 0, next(_DELIVERED)
        for mail in mails:
            path = box / "cur" / f"{1_700_000_000 + begun}.M{count}P1.test:2,{flags}"
            path.write_bytes(mail)
            os.utime(path, (arrival(mail), arrival(mail)))
            count += 1
        self._own(self.folder / "homes" / user)
        return count

    def box(self, user: str, folder: str) -> Path:
        """Return where a folder lies on disk."""
        root = self.folder / "homes" / user / "Maildir"
        return root if folder == "INBOX" else root / f".{imap_utf7.encode(folder).decode('ascii')}"

    def renumber(self, user: str, folder: str) -> None:
        """Let the server forget its numbers: the folder gets another UIDVALIDITY."""
        self._forget_in(self.box(user, folder))
        self.stop()
        self.start()

    def _forget_in(self, box: Path) -> None:
        for path in box.iterdir():
            if path.is_file() and path.name.startswith("dovecot"):
                path.unlink()

    def _own(self, path: Path) -> None:
        if os.getuid() == 0:
            account = pwd.getpwnam("nobody")
            for one in [path, *path.rglob("*")]:
                os.chown(one, account.pw_uid, account.pw_gid)

    def _names(self) -> dict[str, str]:
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            users = {"internal": "dovecot", "group": "dovecot", "login": "dovenull"}
            users |= {"mail": nobody.pw_name, "mail_group": grp.getgrgid(nobody.pw_gid).gr_name}
        else:
            me, mine = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
            users = {"internal": me, "group": mine, "login": me, "mail": me, "mail_group": mine}
        own = {"folder": str(self.folder), "run": str(self.folder / "run"), "sent": f'"{self._sent_name()}"'}
        return own | users | {"port": str(self.port), "tls_port": str(self.tls_port), "ssl": "yes"}

    def _sent_name(self) -> str:
        return str(imap_utf7.decode(self.sent.encode()))

    def _certificate(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-keyout", str(self.folder / "key.pem"), "-out", str(self.folder / "cert.pem")],
            check=True, capture_output=True,
        )  # fmt: skip


def arrival(mail: bytes) -> float:
    """Return when a mail came to lie in its folder: a minute after it was sent, as far as it says."""
    found = re.search(rb"(?im)^date:([^\r\n]*)", mail)
    with contextlib.suppress(ValueError, TypeError):
        return parsedate_to_datetime(found[1].decode("ascii", "replace").strip()).timestamp() + 60 if found else 0.0
    return 1_700_000_000.0


def letters(count: int, *, start: int = 0, people: int = 40, names: Sequence[str] = ()) -> Iterator[bytes]:
    """Yield invented sent mails, oldest first: each a small message with an answerable sentence."""
    for number in range(start, start + count):
        who = names[number % len(names)] if names else f"person{number % people}"
        minute = number % 60
        day = 1 + number // 60 % 28
        month = 1 + number // 1680 % 12
        yield (
            f"Message-ID: <letter-{number}@example.org>\r\n"
            f"Date: {day:02} {_MONTHS[month - 1]} 2025 10:{minute:02}:00 +0000\r\n"
            f"From: Ana Invented <ana@example.org>\r\n"
            f"To: {who.title()} Fictional <{who}@example.net>\r\n"
            f"Subject: Letter {number}\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
            f"\r\nDear {who}, could you tell me about island {number}? Grüße\r\n"
        ).encode()


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
