"""A mail server that answers one command without end is stopped, and told in one sentence."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from tests.pace import spent

from kithly.errors import SourceFormatError
from kithly.transport.imap import Place, Session
from kithly.transport.secrets import Secret

FLOODS = {
    "lines of numbers": b"* SEARCH " + b"1 " * (4 << 20) + b"\r\n",
    "literals": b"* 1 FETCH (UID 1 BODY[] {8388608}\r\n" + b"x" * 8_388_608 + b")\r\n",
    "short lines": b"* 1 FETCH (UID 1 FLAGS ())\r\n" * 20_000,
}
PLAIN = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
    b"EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n",
    b"UID": b"* SEARCH 7 9\r\n",
}


def serve(listener: socket.socket, flood: bytes) -> None:
    """Answer one client as a mail server would, and a question about messages with a flood."""
    peer, _ = listener.accept()
    with peer, peer.makefile("rb") as asked, contextlib.suppress(OSError):
        peer.sendall(b"* OK hi\r\n")
        for line in asked:
            tag, word = line.split()[:2]
            if word == b"UID" and flood:
                for _ in range(100):
                    peer.sendall(flood)
            else:
                peer.sendall(PLAIN.get(word, b""))
            peer.sendall(tag + b" OK done\r\n")


@contextlib.contextmanager
def session(flood: bytes) -> Iterator[Session]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener, flood), daemon=True).start()
        port = listener.getsockname()[1]
        place = Place(source="imap", at="ana@example.org", host="127.0.0.1", port=port, security="none", is_named=True)
        with Session.open(place, "ana", Secret(value="pw")) as opened:
            opened.examine("INBOX")
            yield opened


@pytest.mark.parametrize("kind", FLOODS)
def test_an_answer_without_end_is_stopped_soon(kind: str) -> None:
    began = time.process_time()
    with session(FLOODS[kind]) as opened, pytest.raises(SourceFormatError, match="more than was asked for") as told:
        opened.numbers()
    assert spent(began) < 3
    assert str(told.value) == "ana@example.org: 127.0.0.1 sends more than was asked for."


def test_many_commands_may_each_be_answered() -> None:
    with session(b"") as opened:
        assert [opened.numbers() for _ in range(3)] == [[7, 9]] * 3
