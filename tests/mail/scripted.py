"""A mail server that lies, or speaks as one provider does: a few messages, and an answer for each command."""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Reply = Callable[[bytes], bytes | None]  # the command without its tag -> what is said instead, {tag} filled in

LIST = b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n* LIST (\\HasNoChildren) "/" "Sent"\r\n'


@dataclass(slots=True)
class Letter:
    """One message of the server's."""

    uid: int
    raw: bytes
    labels: str = ""


@dataclass(slots=True)
class Scripted:
    """The server.

    Attributes:
        letters: Its messages.
        capabilities: What it offers.
        folders: Its answer to LIST.
        modseq: Its HIGHESTMODSEQ; 0 for none.
        changed: UIDs that changed since.
        instead: Says something else than usual to some commands.
        greeting: How it begins.
    """

    letters: list[Letter] = field(default_factory=list)
    capabilities: str = "IMAP4rev1"
    folders: bytes = LIST
    modseq: int = 0
    changed: list[int] = field(default_factory=list)
    instead: Reply = lambda _: None
    greeting: bytes = b"* OK at your service\r\n"
    heard: list[bytes] = field(default_factory=list)
    port: int = 0
    _listener: socket.socket | None = None

    def begin(self) -> None:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def end(self) -> None:
        """Listen no more."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()

    def _serve(self) -> None:
        while self._listener is not None:
            try:
                conn, _ = self._listener.accept()
            except OSError:
                return
            with conn, contextlib.suppress(OSError):
                conn.settimeout(10)
                self._talk(conn)

    def _talk(self, conn: socket.socket) -> None:
        conn.sendall(self.greeting)
        with conn.makefile("rb") as lines:
            while line := lines.readline():
                tag, _, command = line.rstrip(b"\r\n").partition(b" ")
                self.heard.append(command)
                said = self.instead(command)
                if said is None:
                    said = self._answer(command, conn, lines)
                conn.sendall(said.replace(b"{tag}", tag))
                if b"* BYE" in said:
                    return

    def _answer(  # noqa: PLR0911 - one answer a command
        self, command: bytes, conn: socket.socket, lines: object
    ) -> bytes:
        word = command.split()[0].upper()
        done = b"{tag} OK done\r\n"
        if word == b"CAPABILITY":
            return b"* CAPABILITY " + self.capabilities.encode() + b"\r\n" + done
        if word == b"AUTHENTICATE":
            conn.sendall(b"+ \r\n")
            self.heard.append(base64.b64decode(lines.readline()))  # type: ignore[attr-defined]
            return done
        if word == b"LIST":
            return self.folders + done
        if word in {b"SELECT", b"EXAMINE"}:
            more = f"* OK [HIGHESTMODSEQ {self.modseq}] highest\r\n".encode() if self.modseq else b""
            told = f"* {len(self.letters)} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] valid\r\n"
            return told.encode() + more + b"{tag} OK [READ-ONLY] done\r\n"
        if command.upper().startswith(b"UID SEARCH"):
            found = self.changed if b"MODSEQ" in command else [one.uid for one in self.letters]
            return b"* SEARCH" + b"".join(b" %d" % uid for uid in found) + b"\r\n" + done
        if command.upper().startswith(b"UID FETCH"):
            return self._fetched(command) + done
        return (b"* BYE bye\r\n" if word == b"LOGOUT" else b"") + done

    def _fetched(self, command: bytes) -> bytes:
        wanted = [int(one) for one in command.split()[2].split(b",")]
        found = ((place, one) for place, one in enumerate(self.letters, 1) if one.uid in wanted)
        return b"".join(b"* %d FETCH (%s)\r\n" % (place, self._items(one, command)) for place, one in found)

    def _items(self, letter: Letter, command: bytes) -> bytes:
        header, _, body = letter.raw.partition(b"\r\n\r\n")
        items = [b"UID %d" % letter.uid]
        if b"FLAGS" in command:
            items += [
                b"FLAGS (\\Seen)",
                b'INTERNALDATE " 4-Mar-2025 10:01:00 +0000"',
                b"RFC822.SIZE %d" % len(letter.raw),
            ]
        if b"X-GM-LABELS" in command:
            items.append(b"X-GM-LABELS (" + letter.labels.encode() + b")")
        if b"BODYSTRUCTURE" in command:
            items.append(
                b'BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" %d 1 NIL NIL NIL)' % len(body)
            )
        if found := re.search(rb"BODY\.PEEK(\[HEADER[^\]]*\])", command):
            items.append(b"BODY" + found[1] + _literal(header + b"\r\n\r\n"))
        if b"BODY.PEEK[1]" in command:
            items.append(b"BODY[1]<0>" + _literal(body))
        return b" ".join(items)


def _literal(data: bytes) -> bytes:
    return b" {%d}\r\n" % len(data) + data


@contextlib.contextmanager
def scripted(**given: object) -> Iterator[Scripted]:
    """Give a server for the time of a test."""
    server = Scripted(**given)  # type: ignore[arg-type]
    server.begin()
    try:
        yield server
    finally:
        server.end()
