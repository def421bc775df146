"""Pictures on cards: what lies in the card is taken, what lies elsewhere is never fetched."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from urllib.parse import unquote_to_bytes

from kithly.sources._formats.vcard.properties import Card, Property

PICTURES = ("PHOTO", "X-MS-CARDPICTURE")
_OTHER = re.compile(rb"[^A-Za-z0-9+/]+")
_DATA = re.compile(rb"(?i)data:([^,;\\]*)((?:\\?;[^,;\\]*)*)\\?,")
_REMOTE = re.compile(rb"(?i)[a-z][a-z0-9+.\-]*:")


def photo_of(card: Card) -> bytes:
    """Return the bytes of the first picture in a card; empty for none."""
    return next(filter(None, map(_bytes, card.all(*PICTURES))), b"")


def _bytes(one: Property) -> bytes:
    value = one.data
    data = _DATA.match(value)
    if data:
        rest = value[data.end() :]
        return _from_base64(rest) if b"base64" in data[2].lower() else unquote_to_bytes(rest)
    if _REMOTE.match(value):
        return b""
    return _from_base64(value) if one.is_base64 or len(value) > LEAST else b""


LEAST = 64  # letters of base64 that can be a picture where nothing says that they are base64


def _from_base64(text: bytes) -> bytes:
    """Decode base64 however it is folded and padded."""
    letters = _OTHER.sub(b"", text.replace(b"-", b"+").replace(b"_", b"/"))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return b64decode(letters + b"=" * (-len(letters) % 4))
    except Error:
        return b""
