"""One card unfolded into properties: names, parameters, and values whose characters are not yet decoded."""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from kithly.sources._formats.decode import STRAY, clean_text
from kithly.sources._formats.vcard.charsets import Charsets
from kithly.sources._formats.vcard.rows import RawCard

HARD_FOLDS = (75, 76)  # bytes at which programs break a row wherever it is; others break between words
MAX_HEAD = 20_000  # bytes of a name with its parameters
HEADS = 1_000  # different ones that are remembered: a file has a few dozen
MAX_PROPERTIES = 5_000  # of one card; what comes after is left out

_PROPERTY = re.compile(rb"(?:[\w\-]+\.)*[\w\-]+\s*[;:]")
_NAME = re.compile(rb"(?:([\w\-]+)\.)*([\w\-]+)")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_ENCODED = re.compile(rb"(?i)[;=](?:B|BASE64)(?=[;:])")
_QUOTED = re.compile(rb"(?i)[;=]\"?QUOTED-PRINTABLE\"?(?=[;:])")
_CARD_ENDS = re.compile(rb"(?i)(?:BEGIN|END)\s*:\s*VCARD")
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}

_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_CHARSET = re.compile(r"(?i)utf-?8|us-ascii|iso-[\w\-]+|windows-\d+|shift_jis|big5|gb\w*|euc-\w+|koi8-\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property of a card.

    Attributes:
        name: In capitals, without its group.
        group: In capitals; empty for none.
        params: Parameters by name in capitals; a bare word of version 2.1 is a ``TYPE``, ``ENCODING`` or ``CHARSET``.
        data: The value in bytes: unfolded, quoted-printable undone, base64 as it stands.
        line: Line in the file.
        is_base64: Whether it says that its value is base64.
    """

    name: str
    group: str
    params: Mapping[str, tuple[str, ...]]
    data: bytes
    line: int
    is_base64: bool = False

    @property
    def types(self) -> frozenset[str]:
        """What kind of number or address it is, lower case."""
        return frozenset(word.lower() for word in self.params.get("TYPE", ()))

    def param(self, name: str) -> str:
        """Return the first value of a parameter; empty for none."""
        return next(iter(self.params.get(name, ())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card as properties.

    Attributes:
        line: Line of its ``BEGIN``.
        version: ``2.1``, ``3.0``, ``4.0``, or whatever it says; empty if it says nothing.
        properties: In the order of the file.
        unread: How many of its rows are no property.
        is_closed: Its ``END`` was found.
        is_cut: It was too large, and its end is left out.
        charsets: How its characters are decoded.
        agents: Cards nested in it.
    """

    line: int
    version: str
    properties: tuple[Property, ...]
    unread: int = 0
    is_closed: bool = True
    is_cut: bool = False
    charsets: Charsets = field(default_factory=Charsets)
    agents: tuple[Card, ...] = ()

    def all(self, *names: str) -> Iterator[Property]:
        """Yield the properties of some names."""
        return (one for one in self.properties if one.name in names)

    def raw(self, one: Property) -> str:
        """Return the characters of a value, its escapes as they stand."""
        return self.charsets.decode(one.data, one.param("CHARSET"), is_cut=not self.is_closed)


def parse(raw: RawCard, *, fallback: str = "utf-8", has_pictures: bool = True) -> Card:
    """Return the properties of a card.

    Args:
        raw: Its rows.
        has_pictures: Pictures and sounds are wanted too; else their values are left empty.
        fallback: What the characters of the file are where nothing else tells.
    """
    version = _version(raw.rows)
    found: list[Property] = []
    unread = 0
    for rows in _logical(raw, is_old=version.startswith("2"), has_pictures=has_pictures):
        one = _property(rows)
        if one is None:
            unread += 1
        else:
            found.append(one)
        if len(found) + unread >= MAX_PROPERTIES:
            break
    declared = dict.fromkeys(one.param("CHARSET") for one in found if one.params)
    return Card(
        line=raw.line,
        version=version,
        properties=tuple(found),
        unread=unread,
        is_closed=raw.is_closed,
        is_cut=raw.is_cut or len(found) + unread >= MAX_PROPERTIES,
        charsets=Charsets(hints=tuple(filter(None, declared)), fallback=fallback),
        agents=tuple(parse(agent, fallback=fallback) for agent in raw.agents),
    )


def _version(rows: Iterable[bytes]) -> str:
    for row in rows:
        if row[:7].upper() == b"VERSION":
            return row.partition(b":")[2].strip().decode("ascii", "replace")
    return ""


@dataclass(slots=True)
class _Logical:
    """A property while its rows come in."""

    line: int
    data: bytearray
    last: int  # length of the row before
    is_base64: bool = False
    is_quoted: bool = False

    @classmethod
    def begin(cls, line: int, row: bytes) -> _Logical:
        one = cls(line=line, data=bytearray(row), last=len(row))
        one.look()
        return one

    def look(self) -> None:
        """Find out how the value is encoded, as far as its head is known."""
        head, colon, value = bytes(self.data).partition(b":")
        self.is_base64 = value[:8].lstrip()[:5].lower() == b"data:"
        self.is_quoted = False
        if b";" in head:
            head += colon
            self.is_base64 = self.is_base64 or bool(_ENCODED.search(head))
            self.is_quoted = bool(_QUOTED.search(head))

    @property
    def is_soft(self) -> bool:
        """Whether the value goes on in the next row by the rule of quoted-printable."""
        return self.is_quoted and self.data.rstrip(b" \t").endswith(b"=")

    def soften(self, row: bytes) -> None:
        """Take the row after a soft break."""
        del self.data[len(self.data.rstrip(b" \t")) - 1 :]
        self.data += row

    def fold(self, row: bytes, *, is_old: bool) -> None:
        """Take a row that begins with a blank."""
        if self.is_base64:
            self.data += row.strip()
        else:
            # Version 2.1 breaks before a blank that belongs to the value; programs that break anywhere add one.
            keeps = is_old and self.last not in HARD_FOLDS and not self.is_quoted
            self.data += row if keeps else row[1:]
            if b":" in row:
                self.look()
        self.last = len(row)


def _logical(raw: RawCard, *, is_old: bool, has_pictures: bool) -> Iterator[tuple[int, bytes, bool] | None]:
    """Yield line, bytes and encoding of each property; None for a row that is none."""
    current: _Logical | None = None
    gap = False
    for number, row in enumerate(raw.rows, raw.line + 1):
        if not row.strip():
            gap = True
            continue
        after_gap, gap = gap, False
        if current is not None and current.is_base64 and row[:1] in b" \t":
            if has_pictures:
                current.data += row.strip()
            continue
        if current is not None and _continues(current, row, after_gap=after_gap, is_old=is_old):
            continue
        if _PROPERTY.match(row):
            if current is not None:
                yield _done(current)
            current = _Logical.begin(number, row)
        elif current is not None and _is_note(current):
            current.data += b"\\n" + row  # a note whose lines were not folded
        else:
            yield None
    if current is not None:
        yield _done(current)


def _continues(current: _Logical, row: bytes, *, after_gap: bool, is_old: bool) -> bool:
    """Take a row as more of the property before it, if it is that."""
    if current.is_soft and not _CARD_ENDS.match(row) and not (after_gap and _PROPERTY.match(row)):
        current.soften(row if is_old else row.lstrip(b" \t") if row[:1] in b" \t" else row)
        return True
    if row[:1] in b" \t":
        current.fold(row, is_old=is_old)
        return True
    if current.is_base64 and _BASE64.fullmatch(row.strip()):
        current.data += row.strip()
        return True
    return False


def _is_note(current: _Logical) -> bool:
    return bytes(current.data[:120]).upper().partition(b":")[0].partition(b";")[0].endswith(b"NOTE")


def _done(current: _Logical) -> tuple[int, bytes, bool]:
    return current.line, bytes(current.data), current.is_base64


def _property(rows: tuple[int, bytes, bool] | None) -> Property | None:
    if rows is None:
        return None
    line, data, is_base64 = rows
    colon = _colon(data)
    head = _head(data[:colon]) if 0 < colon <= MAX_HEAD else None
    if head is None:
        return None
    name, group, params = head
    value = data[colon + 1 :]
    encoding = next(iter(params.get("ENCODING", ())), "").upper()
    if encoding == "QUOTED-PRINTABLE":
        value = a2b_qp(value)
    return Property(
        name=name,
        group=group,
        params=params,
        data=value.strip(),
        line=line,
        is_base64=is_base64 or encoding in {"B", "BASE64"},
    )


@lru_cache(HEADS)
def _head(data: bytes) -> tuple[str, str, Mapping[str, tuple[str, ...]]] | None:
    """Return name, group and parameters of what stands before a value; None where no name does."""
    name = _NAME.match(data)
    if name is None:
        return None
    group = (name[1] or b"").decode("ascii", "replace").upper()
    return name[2].decode("ascii", "replace").upper(), group, MappingProxyType(_params(data[name.end() :]))


def _colon(data: bytes) -> int:
    """Return where the value begins: the first colon outside quotes; the first at all where quotes do not pair."""
    place, first = -1, data.find(b":")
    if b'"' not in data[:first]:
        return first
    while (place := data.find(b":", place + 1)) >= 0:
        if data.count(b'"', 0, place) % 2 == 0:
            return place
    return first


def _params(data: bytes) -> dict[str, tuple[str, ...]]:
    """Return the parameters by name."""
    found: dict[str, list[str]] = {}
    for part in _split(clean_text(data.decode("utf-8", STRAY)), ";"):
        name, equals, value = part.strip().partition("=")
        key = name.strip().upper()
        if not equals:
            name, key, value = "", _bare(name.strip()), name.strip()
        if not value.strip():
            continue
        values = [_plain(one) for one in _split(value, ",")]
        if key == "TYPE":
            values = [word.strip() for one in values for word in one.split(",")]
        found.setdefault(key, []).extend(values)
    return {key: tuple(values) for key, values in found.items()}


def _bare(word: str) -> str:
    """Return what parameter a word alone is: version 2.1 leaves their names out."""
    if word.upper() in _ENCODINGS:
        return "ENCODING"
    return "CHARSET" if _CHARSET.fullmatch(word) else "TYPE"


def _split(text: str, sign: str) -> list[str]:
    """Split at a sign outside of quotes."""
    if '"' not in text:
        return text.split(sign)
    places = [found.start() for found in re.finditer(re.escape(sign), text)]
    cuts, quotes, last = [-1], 0, 0
    for place in places:
        quotes += text.count('"', last, place)
        last = place
        if quotes % 2 == 0:
            cuts.append(place)
    return [text[begin + 1 : end] for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _plain(value: str) -> str:
    """Return a parameter's value without quotes and escapes (RFC 6868)."""
    return re.sub(r"\^[n'^]", lambda found: _CARET[found[0]], value.strip().strip('"'))
