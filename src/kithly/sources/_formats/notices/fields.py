"""The header fields by which a notice proves whose it is; read only of mail that seems to be one."""

from __future__ import annotations

import re

from kithly.sources._formats.email.words import header_text

MAX_BLOCK = 1 << 18  # bytes of a header block that are looked at
MAX_VALUE = 8_192  # bytes of one value: a signature has fewer
MAX_TIMES = 30  # values kept of a field that repeats

_FOLD = re.compile(rb"\r?\n[ \t]+")
_END = re.compile(rb"\r?\n\r?\n")

Fields = dict[str, list[str]]


def read_fields(raw: bytes) -> Fields:
    r"""Return all header fields of a message by their names in lower case, encoded words decoded.

    Example:
        >>> read_fields(b"X-GitHub-Sender: ana\r\nList-ID: a/b\r\n <b.a.github.com>\r\n\r\nText")["list-id"]
        ['a/b <b.a.github.com>']
    """
    end = _END.search(raw, 0, MAX_BLOCK)
    block = raw[: end.start() if end else MAX_BLOCK]
    found: Fields = {}
    for line in _FOLD.sub(b" ", block).splitlines():
        name, colon, value = line.partition(b":")
        if colon and name.isascii() and b" " not in name.strip():
            values = found.setdefault(name.strip().lower().decode("ascii"), [])
            if len(values) < MAX_TIMES:
                values.append(header_text(value[:MAX_VALUE]))
    return found


def first(fields: Fields, name: str) -> str:
    """Return the first value of a field; empty where there is none."""
    values = fields.get(name)
    return values[0] if values else ""
