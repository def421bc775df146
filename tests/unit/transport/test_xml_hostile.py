"""XML made to hurt, at every reader of XML: refused in half a second of CPU and 64 MB, and nothing outside is read."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from tests.pace import spent

from kithly.sources._formats.feed import FeedRefused, read_feed
from kithly.sources.imap.autoconfig import servers_of
from kithly.transport.dav_words import read_multistatus
from kithly.transport.http import Answer
from kithly.transport.xml import XmlRefused, parse_xml

SECONDS, MEGABYTES = 0.5, 64
NOW = datetime(2026, 5, 3, tzinfo=UTC)
CANARY = "canary-of-a-file-outside"
MOST = 5_000_000  # bytes of a feed, and of any answer


def laughs(count: int = 20) -> bytes:
    names = "abcdefghijklmnopqrstuvwxyz"[:count]
    declared = "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in pairwise(names))
    return f'<!DOCTYPE r [<!ENTITY a "lol">{declared}]>'.encode()


def trapped(root: bytes, inside: bytes) -> dict[str, Callable[[], bytes]]:
    """Return what makes documents of one root that are traps; ``inside`` opens what a reader looks into."""
    close = b"</" + root.split()[0] + b">"
    use = b"<" + root + b">" + inside
    return {
        "billion laughs": lambda: laughs() + use + b"&t;" + close,
        "quadratic": lambda: b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 100_000 + b'">]>' + use + b"&a;" * 50_000 + close,
        "a file": lambda: b'<!DOCTYPE r [<!ENTITY a SYSTEM "file://FILE">]>' + use + b"&a;" + close,
        "a page": lambda: b'<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>' + use + b"&a;" + close,
        "a parameter": lambda: b'<!DOCTYPE r [<!ENTITY % a SYSTEM "file://FILE"> %a;]>' + use + close,
        "a description elsewhere": lambda: b'<!DOCTYPE r SYSTEM "file://FILE">' + use + close,
        "an inclusion": lambda: (
            use + b'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="FILE" parse="text"/>' + close
        ),
        "a style": lambda: b'<?xml-stylesheet href="file://FILE"?>' + use + close,
        "declared in UTF-16": lambda: b"\xff\xfe" + (laughs() + use + b"&t;" + close).decode().encode("utf-16-le"),
        "declared in UTF-7": lambda: b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-ENTITY' + use + close,
        "depth": lambda: use + b"<a>" * 200_000 + close,
        "namespaces": lambda: use + b"".join(b'<a xmlns:n%d="u%d">' % (n, n) for n in range(20_000)) + close,
        "attributes": lambda: use + b"<a " + b" ".join(b'a%d=""' % n for n in range(100_000)) + b"/>" + close,
        "elements": lambda: use + b"<a/>" * 70_000 + close,
        "one text": lambda: use + b"a" * 2_000_000 + close,
        "comments": lambda: use + b"<!---->" * 100_000 + close,
    }


def feed(data: bytes) -> object:
    return read_feed(data, url="https://a.example/", fetched=NOW)


def autoconfig(data: bytes) -> object:
    return servers_of(Answer(status=200, url="https://a.example/", headers={}, body=data), "a@a.example")


READERS: dict[str, tuple[Callable[[bytes], object], bytes, bytes]] = {
    "feed": (feed, b'rss version="2.0"', b"<channel><item><title>"),
    "atom": (feed, b'feed xmlns="http://www.w3.org/2005/Atom"', b"<entry><title>"),
    "dav": (
        lambda data: read_multistatus(data, "https://a.example/"),
        b'multistatus xmlns="DAV:"',
        b"<response><href>",
    ),
    "autoconfig": (autoconfig, b"clientConfig", b"<emailProvider>"),
    "plain": (parse_xml, b"r", b""),
}
CASES = [(reader, trap) for reader, (_, root, inside) in READERS.items() for trap in trapped(root, inside)]
REFUSED = {"billion laughs", "quadratic", "a file", "a page", "a parameter"}


def memory(field: str) -> int:
    """Return megabytes of this process: ``VmRSS`` now, ``VmHWM`` at most since it was last set back."""
    told = re.search(rf"{field}:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    assert told is not None
    return int(told[1]) // 1024


@pytest.mark.parametrize(("reader", "trap"), CASES)
def test_a_trap_is_refused_soon_and_nothing_outside_is_read(reader: str, trap: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(CANARY)
    read, root, inside = READERS[reader]
    data = trapped(root, inside)[trap]().replace(b"FILE", str(tmp_path / "file").encode())[:MOST]
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # from now on the most is counted anew
    before, began = memory("VmRSS"), time.process_time()
    try:
        told = repr(read(data))
        assert trap not in REFUSED or told == "()"
    except (FeedRefused, XmlRefused) as refusal:
        told = str(refusal)
    assert spent(began) < SECONDS
    assert memory("VmHWM") - before < MEGABYTES
    assert CANARY not in told
