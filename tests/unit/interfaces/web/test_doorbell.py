"""The doorbell: a second start believes only an answer that leads into the server it rang at."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kithly.interfaces.web.doorbell import FILE, hung, new_bell, ring


@contextmanager
def answering(address: str) -> Iterator[int]:
    """Listen as another user's program would, on the port of a server that was killed."""

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"address": address.replace("PORT", str(self.server.server_port))}).encode()  # type: ignore[attr-defined]
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("address", "is_believed"),
    [
        ("http://127.0.0.1:PORT/enter/ticket_-9", True),
        ("http://127.0.0.1:PORT/enter/", False),
        ("http://127.0.0.1:PORT/enter/../x", False),
        ("http://127.0.0.1:PORT@evil.example/enter/x", False),
        ("http://127.0.0.1:1/enter/x", False),
        ("https://evil.example/enter/x", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("--help", False),
        ("http://127.0.0.1:PORT/enter/x\nhttp://evil.example", False),
        ("http://127.0.0.1:PORT/enter/x; open /Applications", False),
    ],
)
def test_a_strange_answer_is_never_opened(tmp_path: Path, address: str, *, is_believed: bool) -> None:
    with answering(address) as port, hung(new_bell(port), tmp_path):
        told = ring(tmp_path)
    assert told == (address.replace("PORT", str(port)) if is_believed else None)


def test_the_key_is_for_its_owner_alone_and_goes_with_the_server(tmp_path: Path) -> None:
    with hung(new_bell(1), tmp_path):
        assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
        assert ring(tmp_path) is None  # nobody listens there
    assert not (tmp_path / FILE).exists()
