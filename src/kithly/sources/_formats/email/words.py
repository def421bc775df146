"""Header text: raw bytes in any charset, and the encoded words of RFC 2047, broken ones too."""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata
from functools import lru_cache

MAX_WORDS = 65_536  # characters of a header that are decoded

# Charset, encoding, text. The text may hold spaces and question marks in broken words. No possessive group: Python
# before 3.11.5 loses matches with one.
_WORD = re.compile(r"=\?([\w!#$%&'*+^`{}~.:-]{1,60})\?([bBqQ])\?([^?\n]{0,9000}+(?:\?(?!=)[^?\n]{0,500}+){0,5})\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]++(?==\?[\w!#$%&'*+^`{}~.:-]{1,60}\?[bBqQ]\?)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_ALIASES = {
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "cp-850": "cp850",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "tis-620": "cp874",
    "windows-874": "cp874",
}  # what the label says -> the superset that mail programs really meant by it
_NOT_TEXT = frozenset({"rot_13", "rot13", "hex", "base64", "bz2", "zlib", "zip", "quopri", "uu", "punycode", "idna"})


@lru_cache(maxsize=512)
def codec_name(label: str) -> str | None:
    """Return the codec for a charset label as it stands in mail, or None if nobody knows it."""
    name = label.strip().strip("\"'").lower().split("*")[0]
    name = _ALIASES.get(name, name)
    if name in _NOT_TEXT or not name.isascii() or "\x00" in name:
        return None
    try:
        "".encode(name := name.replace("cp-", "cp").replace("windows-", "cp"))  # refuses what is no text encoding
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


@lru_cache(maxsize=512)
def _keeps_ascii(label: str) -> bool:
    """Say whether seven-bit bytes are read as ASCII under a charset label."""
    name = codec_name(label)
    return name is None or name == "utf-8" or name.startswith(("cp125", "iso8859-"))


def decode(data: bytes, charset: str = "") -> str:
    """Return text from bytes: by the charset they claim if it fits, else by what does.

    Never raises and never gives lone surrogates or NUL.
    """
    if data.isascii() and (not charset or _keeps_ascii(charset)):
        return clean(data.decode("ascii"))
    name = codec_name(charset) if charset else None
    if name is not None and name.startswith("iso2022"):
        return clean(data.decode(name, "replace"))  # seven bits: UTF-8 would fit and leave the escapes
    for codec in (name, "utf-8"):
        if codec is None:
            continue
        try:
            return clean(data.decode(codec))
        except (UnicodeError, ValueError):
            continue
    if name is not None and name not in {"utf-8", "utf-7", "ascii"}:
        return clean(data.decode(name, "replace"))
    return clean(data.decode("cp1252", "replace"))


def clean(text: str) -> str:
    """Return text without NUL and lone surrogates, in NFC."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if text.isascii():
        return text
    try:
        text.encode("latin-1")  # the cheapest proof: none of these letters is a surrogate or can be composed
    except UnicodeEncodeError:
        return _composed(text)
    return text


def _composed(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def header_text(value: bytes) -> str:
    """Return a header value as one line of text, encoded words decoded."""
    text = raw_text(value)
    if "=?" in text:
        text = decode_words(text)
    if _CONTROL.search(text):
        text = " ".join(_CONTROL.sub(" ", text).split())
    return clean(text).strip()


def raw_text(value: bytes) -> str:
    """Return a header value as text, encoded words left alone."""
    return value.decode("ascii") if value.isascii() else decode(value)


def decode_words(text: str) -> str:
    """Return text with its encoded words decoded; neighbours of one charset are joined first.

    Joining lets a letter that was cut in two between words survive.
    """
    text = _BETWEEN.sub(r"\1", text[:MAX_WORDS])
    out: list[str] = []
    waiting, charset, end = b"", "", 0
    for found in _WORD.finditer(text):
        if found.start() != end or found.group(1).lower() != charset:
            out.append(decode(waiting, charset) if waiting else "")
            out.append(text[end : found.start()])
            waiting = b""
        charset, end = found.group(1).lower(), found.end()
        waiting += _word_bytes(found.group(2), found.group(3), charset)
    out.append(decode(waiting, charset) if waiting else "")
    out.append(text[end:])
    return "".join(out)


def _word_bytes(encoding: str, text: str, charset: str) -> bytes:
    """Return the bytes of a word; raw letters in it, which none may hold, go back to the word's charset."""
    data = text.encode("ascii" if text.isascii() else codec_name(charset) or "utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
    return decode_base64(data)


def decode_base64(data: bytes) -> bytes:
    """Return what can be decoded of base64, however broken."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
