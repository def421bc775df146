"""A service that is told that the day is there: what it learns, once a day, and where its address lies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from tests.e2e import reminding_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME, write_letters
from tests.e2e.shapes import misfits

DAY = timedelta(days=1)
TOPIC = "canary-topic-51c2"


class Ntfy(ThreadingHTTPServer):
    """A server that takes messages as ntfy does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[dict[str, Any]] = []
        self.status = 200


class _Taking(BaseHTTPRequestHandler):
    server: Ntfy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.status == 200:
            self.server.taken.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        """Say nothing."""


@pytest.fixture
def ntfy() -> Iterator[Ntfy]:
    server = Ntfy()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def kithly(tmp_path: Path, ntfy: Ntfy) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("me", "--set", f"address={ME}")
    talks = dict.fromkeys(("ana", "ben"), ((False, 5 * DAY), (True, 300 * DAY)))
    command.ok("import", write_letters(tmp_path / "mail.mbox", talks, "Could you send me the list of harbour cranes?"))
    url = f"ntfy://127.0.0.1:{ntfy.server_port}/{TOPIC}\n"
    command.ok("digest", "--target", "-", stdin=url.encode())
    return command


def test_it_learns_how_much_there_is_and_no_name_or_reason_once_a_day(kithly: Kithly, ntfy: Ntfy) -> None:
    view = kithly.view("digest", "--send")
    assert (view["outcome"], misfits(view, shapes.DIGEST)) == ("sent", [])
    assert kithly.view("digest", "--send")["outcome"] == "already"
    (told,) = ntfy.taken
    assert told["topic"] == TOPIC
    words = json.dumps(told)
    assert "2 hellos" in words
    assert not any(word in words for word in ("Ana", "Ben", "crane", "example"))
    kithly.view("digest", "--send", now=NOW + DAY)
    assert len(ntfy.taken) == 2


def test_a_service_that_is_away_is_said_and_tried_again(kithly: Kithly, ntfy: Ntfy) -> None:
    ntfy.status = 500
    ran = kithly("digest", "--send")
    assert ran.code == 3
    assert "did not take the reminder" in ran.err
    assert TOPIC not in ran.err
    ntfy.status = 200
    assert kithly.view("digest", "--send")["outcome"] == "sent"


def test_its_address_lies_where_passwords_lie_and_goes_with_off(kithly: Kithly) -> None:
    kept = b"".join(path.read_bytes() for path in kithly.data.glob("kithly.db*"))
    assert TOPIC.encode() not in kept
    kithly.ok("digest", "--target", "off")
    assert TOPIC not in (kithly.data / "secrets.json").read_text()
    assert kithly("digest", "--send").code == 1


def test_what_is_no_service_is_refused(kithly: Kithly) -> None:
    ran = kithly("digest", "--target", "nonsense://x")
    assert ran.code == 1
    assert "no service by that address" in ran.err
