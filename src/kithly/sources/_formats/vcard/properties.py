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
from kithly.sources._formats.vcard.unfolding import Unfolded, unfolded
from kithly.sources._formats.vcard.values import unescape
from kithly.sources._formats.vcard.words import plain_label

MAX_HEAD = 20_000  # bytes of a name with its parameters
HEADS = 1_000  # different ones that are remembered: a file has a few dozen
MAX_PROPERTIES = 5_000  # of one card; what comes after is left out

_NAME = re.compile(rb"(?:([\w\-]+)\.)*([\w\-]+)")
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

    def label(self, one: Property) -> str:
        """Return the label of the group a property is in (``item1.X-ABLabel``), in plain words; empty for none."""
        if not one.group:
            return ""
        named = (each for each in self.all("X-ABLABEL") if each.group == one.group)
        return next((plain_label(unescape(self.raw(each))) for each in named), "")

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
    for rows in unfolded(raw, is_old=version.startswith("2"), has_pictures=has_pictures):
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


def _property(told: Unfolded | None) -> Property | None:
    if told is None:
        return None
    data = told.data
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
        line=told.line,
        is_base64=told.is_base64 or encoding in {"B", "BASE64"},
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
