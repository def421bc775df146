"""Which characters the bytes of a text file mean, and how to stream them.

The order of trust is: byte order mark, strict UTF-8, what the file declares, what statistics say, and
at last Windows-1252. A few damaged bytes in UTF-8 do not turn the whole file into another encoding.
"""

from __future__ import annotations

import codecs
import importlib
import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

FEW = 40  # letters beyond ASCII under which statistics guess
SAMPLE = 65_536  # bytes that statistics are asked about
CHUNK = 1 << 20
STRAY = "kithly.stray"  # error handler: a byte that is no UTF-8 is read as Windows-1252

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HIGH = re.compile(rb"[\x80-\xff]")
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
_OTHER_SCRIPTS = (
    *("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256", "gb18030", "big5"),
    *("cp932", "euc_jp", "cp949", "cp874"),
)
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_BINARY = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"SQLite format")
_MAGIC = 64  # bytes in which a picture, film or database shows that it is none of ours
_SURROGATES = re.compile("[\ud800-\udfff]")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(STRAY, _stray)


def clean_text(text: str) -> str:
    """Return the text without NUL and without lone surrogates, which no database takes."""
    return text if text.isascii() and "\0" not in text else _SURROGATES.sub("\ufffd", text.replace("\0", ""))


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a few bytes held in memory.

    Args:
        data: All the bytes.
        declared: The encoding the file names, tried after UTF-8.
    """
    encoding = encoding_of(lambda: io.BytesIO(data), declared)
    return clean_text(data.decode(encoding, STRAY if encoding.startswith("utf-8") else "replace"))


def is_text(head: bytes) -> bool:
    """Say whether a file's first bytes can be text: no control characters in the first line, or UTF-16."""
    if _by_bom(head) or _by_zeros(head):
        return True
    first = head[:_MAGIC].splitlines()[:1]
    return not head.startswith(_BINARY) and not any(map(_CONTROL.search, first))


def decode_head(head: bytes) -> str:
    """Return the text of a file's first bytes, good enough to recognise it by."""
    encoding = _by_bom(head) or _by_zeros(head) or "utf-8"
    return clean_text(head.decode(encoding, STRAY if encoding.startswith("utf-8") else "replace"))


def encoding_of(opener: Callable[[], BinaryIO], declared: str | None = None) -> str:
    """Return the name of the encoding of a file, reading it once in pieces.

    Args:
        opener: Opens the file from its start.
        declared: The encoding the file names, if it does.
    """
    with opener() as stream:
        head = stream.read(SAMPLE)
        told = _by_bom(head) or _by_zeros(head)
        if told:
            return told
        good, bad, sample = _utf8_share(head, stream)
    if not bad or good > bad:  # each flipped byte breaks one letter; another encoding breaks them all
        return "utf-8"
    return _known(declared) or _by_statistics(sample)


@contextmanager
def open_text(opener: Callable[[], BinaryIO], declared: str | None = None) -> Iterator[io.TextIOWrapper]:
    """Open a file as text with its line ends as they are (so that U+2028 breaks no row)."""
    encoding = encoding_of(opener, declared)
    errors = STRAY if encoding.startswith("utf-8") else "replace"
    with opener() as stream, io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="") as text:
        yield text


def _by_bom(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _by_zeros(head: bytes) -> str | None:
    """Know UTF-16 without a mark by the zero that every other byte of Latin text is."""
    if len(head) < 4 or head.count(0) * 3 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _utf8_share(head: bytes, stream: BinaryIO) -> tuple[int, int, bytes]:
    """Return letters beyond ASCII that are good UTF-8, bytes that are not, and a sample around them."""
    counts = [0, 0]
    sample = b""

    def count(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        counts[1] += 1
        return "", error.end

    counter = f"kithly.count.{threading.get_ident()}"  # accounts are read side by side
    codecs.register_error(counter, count)
    decoder = codecs.getincrementaldecoder("utf-8")(counter)
    chunk = head
    while chunk:
        if chunk.isascii():
            decoder.decode(chunk)
        else:
            text = decoder.decode(chunk)
            counts[0] += len(text) - len(text.encode("ascii", "ignore"))
            sample = sample or chunk[max(0, _first_high(chunk) - 1000) :][:SAMPLE]
        chunk = stream.read(CHUNK)
    return counts[0], counts[1], sample


def _first_high(chunk: bytes) -> int:
    found = _HIGH.search(chunk)
    return found.start() if found else 0


def _known(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _by_statistics(sample: bytes) -> str:
    """Ask statistics, among the encodings that the neighbourhood of the letters allows.

    In Latin alphabets a letter beyond ASCII stands alone between plain ones; in others they stand together.
    """
    high = len(_HIGH.findall(sample))
    is_latin = len(_ALONE.findall(sample)) * 2 >= high
    if is_latin and high < FEW:
        return "cp1252"
    if not is_latin and (japanese := _japanese(sample)):
        return japanese
    candidates = _LATIN if is_latin else _OTHER_SCRIPTS
    # Imported when a file needs it: few do, and it costs more than reading a whole export.
    best = importlib.import_module("charset_normalizer").from_bytes(sample, cp_isolation=list(candidates)).best()
    name = _known(best.encoding) if best is not None else None
    return name if name is not None and name in candidates else "cp1252"


def _japanese(sample: bytes) -> str | None:
    """Know Japanese by its kana, which no other reading of the same bytes gives in such numbers."""
    for name in ("cp932", "euc_jp"):
        text = sample.decode(name, "ignore")
        letters = sum(letter > "\x7f" for letter in text)
        if letters and sum("\u3040" <= letter <= "\u30ff" for letter in text) * 4 >= letters:
            return name
    return None
