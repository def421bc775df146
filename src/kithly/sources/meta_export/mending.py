"""Facebook writes each byte of UTF-8 as a letter of its own: here they become letters again."""

from __future__ import annotations

from typing import Any

from kithly.sources._formats.decode import clean_text


def mended(text: str) -> str:
    r"""Return a text as it was meant: only where all of it is bytes in disguise, else as it stands.

    Example:
        >>> mended("Jos\u00c3\u00a9"), mended("José"), mended("“ok”")
        ('José', 'José', '“ok”')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def mended_all(value: Any) -> Any:
    """Return a value with all its texts mended, names of fields included, and fit to be kept."""
    if isinstance(value, str):
        return clean_text(mended(value))
    if isinstance(value, list):
        return [mended_all(one) for one in value]
    if isinstance(value, dict):
        return {mended(key): mended_all(one) for key, one in value.items()}
    return value
