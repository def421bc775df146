"""Binary: files that are no text by their first bytes, so that no reader of text need look at them.

Everything Kithly reads is text once its container is open. A folder of downloads is mostly not.
"""

from __future__ import annotations

LOOKED_AT = 4_096  # first bytes in which control characters are counted
BEGINNING = 64  # bytes at the beginning; text begins as text, whatever comes later
MOST_CONTROLS = 0.02  # of the bytes looked at; text in any encoding has next to none, random bytes have a tenth

# First bytes of formats that may look like text for a while; `magic` numbers as published by their makers.
_MAGIC = (
    b"%PDF-", b"%!PS", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\x00", b"MM\x00*", b"8BPS",
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh",
    b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"OggS", b"ID3", b"fLaC", b"RIFF", b"wOFF", b"wOF2",
    b"OTTO", b"PAR1", b"!<arch>", b"PK\x03\x04", b"PK\x05\x06", b"!BDN", b"FWS", b"CWS", b"\x00asm",
)  # fmt: skip
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")  # byte order marks: text
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_WIDE = 0.2  # of the bytes are zero where every other one is: UTF-16 without a mark


def is_binary(head: bytes) -> bool:
    """Say whether a file is certainly no text, by its first bytes.

    Example:
        >>> is_binary(b"%PDF-1.7 ..."), is_binary("Näme;Straße".encode("cp1252"))
        (True, False)
    """
    if head.startswith(_MAGIC):
        return True
    looked_at = head[:LOOKED_AT]
    if not looked_at or looked_at.startswith(_MARKS) or not _controls(looked_at[:BEGINNING]):
        return False
    return not _is_wide(looked_at) and _controls(looked_at) > MOST_CONTROLS * len(looked_at)


def _controls(text: bytes) -> int:
    """Return how many control characters there are that no text has."""
    return len(text) - len(text.translate(None, _CONTROLS))


def _is_wide(text: bytes) -> bool:
    """Whether zeros stand at every other place, as in UTF-16."""
    even, odd = text[::2].count(0), text[1::2].count(0)
    return max(even, odd) > _WIDE * len(text) and min(even, odd) * 10 < max(even, odd)
