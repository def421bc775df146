"""A message put together again from its header and its text parts; what was not fetched is there by name only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kithly.sources.imap.structure import WHOLE, Piece

_FIELDS = re.compile(rb"(?im)^content-(?:type|transfer-encoding):[^\n]*\n(?:[ \t][^\n]*\n)*")


def assembled(header: bytes, root: Piece, contents: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a message as a mailbox on disk would hold it, attachments empty.

    Args:
        header: Its header block.
        root: Its parts.
        contents: What was fetched, by number of the part.
    """
    block = header.rstrip(b"\r\n") + b"\r\n"
    if WHOLE in contents:
        return block + b"\r\n" + contents[WHOLE]
    if not root.children:
        return block + b"\r\n" + (_attached(root) if root.subject else contents.get(root.number, b""))
    return _FIELDS.sub(b"", block) + _written(root, contents)


def _written(piece: Piece, contents: Mapping[str, bytes]) -> bytes:
    boundary = f"=_kithly_{piece.number or '0'}_"
    head = piece.head(boundary) + b"\r\n"
    if not piece.children:
        return head + (_attached(piece) if piece.subject else contents.get(piece.number, b""))
    line = f"\r\n--{boundary}".encode()
    inner = b"".join(line + b"\r\n" + _written(child, contents) for child in piece.children)
    return head + inner + line + b"--\r\n"


def _attached(piece: Piece) -> bytes:
    return f"Subject: {piece.subject}\r\n\r\n".encode("latin-1", "replace")
