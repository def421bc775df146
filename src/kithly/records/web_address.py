"""Addresses on the web, taken apart the way people write and paste them."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit

MAX_URL = 2_000  # characters of an address on the web; browsers refuse longer ones
HOST = re.compile(r"(?:[\w\-]{1,63}\.)+[\w\-]{2,63}")
SPACE = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # and what no address holds


def web_parts(text: str) -> SplitResult | None:
    """Return the parts of an address on the web; one without scheme is understood if it begins with a host."""
    text = unicodedata.normalize("NFC", text.strip())
    if not text or len(text) > MAX_URL or SPACE.search(text):
        return None
    if not re.match(r"(?i)https?://", text):
        if not HOST.match(text) or "@" in text.partition("/")[0]:
            return None
        text = "https://" + text
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and not parts.username else None


def site_of(parts: SplitResult) -> str:
    """Return the host of an address, without the ``www.`` that says nothing."""
    return (parts.hostname or "").lower().removeprefix("www.")


def segments_of(parts: SplitResult) -> list[str]:
    """Return the parts of the path, unquoted."""
    return [unquote(segment, errors="replace") for segment in parts.path.split("/") if segment]
