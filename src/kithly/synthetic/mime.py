"""Raw mail from words: headers by RFC 2047, bodies in several encodings. Faster than building `email` objects."""

from __future__ import annotations

import base64
import binascii
import html
from datetime import datetime
from typing import Literal

Encoding = Literal["plain", "quoted", "base64", "latin", "html"]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORD_BYTES = 42  # of text in one encoded word: with the frame at most 75 characters
_SAFE = frozenset(',"-:')
_Q_LETTERS = 62  # in one encoded word
_SPECIALS = frozenset('()<>[]:;@\\,."')


def encoded(text: str) -> str:
    """Return text for a header: as it is if ASCII, else as RFC 2047 words on lines of their own.

    Example:
        >>> encoded("Åse")
        '=?UTF-8?B?w4VzZQ==?='
    """
    if text.isascii():
        return text
    words: list[str] = []
    chunk = b""
    for letter in text:
        raw = letter.encode()
        if len(chunk) + len(raw) > _WORD_BYTES:
            words.append(_word(chunk))
            chunk = b""
        chunk += raw
    return "\n ".join([*words, _word(chunk)])


def _word(chunk: bytes) -> str:
    """Return one encoded word."""
    return f"=?UTF-8?B?{base64.b64encode(chunk).decode()}?="


def encoded_letters(text: str) -> str:
    """Return text for a header in the Q encoding, letter by letter, as Gmail writes labels.

    Example:
        >>> encoded_letters("Geöffnet")
        '=?UTF-8?Q?Ge=C3=B6ffnet?='
    """
    if text.isascii():
        return text
    words = [""]
    for letter in text:
        shown = (
            "_"
            if letter == " "
            else letter
            if (letter.isalnum() and letter.isascii()) or letter in _SAFE
            else _hex(letter)
        )
        if len(words[-1]) + len(shown) > _Q_LETTERS:
            words.append("")
        words[-1] += shown
    return "\n ".join(f"=?UTF-8?Q?{word}?=" for word in words)


def _hex(letter: str) -> str:
    """Return the Q form of a letter."""
    return "".join(f"={byte:02X}" for byte in letter.encode())


def mailbox(name: str, address: str) -> str:
    """Return ``Name <address>`` for a header, quoted or encoded where needed."""
    if not name:
        return address
    if name.isascii() and _SPECIALS.intersection(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>'
    return f"{encoded(name)} <{address}>"


def rfc_date(moment: datetime) -> str:
    """Return a date header; the zone is UTC."""
    return f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M:%S} +0000"


def ctime(moment: datetime) -> str:
    """Return ``Mon Jul  1 09:08:07 2024``, as separators have it."""
    return f"{_DAYS[moment.weekday()]} {_MONTHS[moment.month - 1]} {moment.day:2} {moment:%H:%M:%S} {moment.year}"


def body(text: str, encoding: Encoding, *, boundary: str) -> tuple[str, bytes]:
    """Return the content headers and the encoded body of a text.

    Args:
        text: Lines divided by LF.
        encoding: ``plain`` is UTF-8 in 8 bit; ``latin`` is ISO-8859-1 quoted-printable where the letters allow,
            else UTF-8; ``html`` is an alternative of plain and html.
        boundary: Unique mark between parts; used for html only.
    """
    if encoding == "html":
        return _alternative(text, boundary)
    if encoding == "latin":
        try:
            return _head("iso-8859-1", "quoted-printable"), _quoted(text.encode("latin-1"))
        except UnicodeEncodeError:
            encoding = "quoted"
    if encoding == "quoted":
        return _head("utf-8", "quoted-printable"), _quoted(text.encode())
    if encoding == "base64":
        return _head("UTF-8", "base64"), base64.encodebytes(text.encode())
    return _head("utf-8", "8bit"), text.encode()


def _head(charset: str, transfer: str, *, kind: str = "plain") -> str:
    """Return the content headers of a text."""
    return f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {transfer}\n"


def _quoted(raw: bytes) -> bytes:
    """Return quoted-printable bytes."""
    return binascii.b2a_qp(raw, istext=True)


def _alternative(text: str, boundary: str) -> tuple[str, bytes]:
    """Return plain text and the same as html."""
    paragraphs = html.escape(text, quote=False).split("\n\n")
    markup = "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>\n" for paragraph in paragraphs)
    page = f"<html><body>\n{markup}</body></html>\n"
    parts = (
        f"--{boundary}\n{_head('utf-8', 'quoted-printable')}\n".encode() + _quoted(text.encode()),
        f"\n--{boundary}\n{_head('utf-8', 'quoted-printable', kind='html')}\n".encode() + _quoted(page.encode()),
        f"\n--{boundary}--\n".encode(),
    )
    return f'Content-Type: multipart/alternative; boundary="{boundary}"\n', b"".join(parts)
