"""One event as it is written: when, how often, who, and what of it is a copy or an exception of another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from kithly.sources._formats.email.html import html_to_text
from kithly.sources._formats.ical.cutting import Head, Piece
from kithly.sources._formats.ical.guests import Guest, guests
from kithly.sources._formats.ical.properties import Property, parse
from kithly.sources._formats.ical.times import When, mark, span, when, whens
from kithly.sources._formats.ical.zones import Zones

MOST_UID: Final = 200  # characters; a longer one is kept as its hash
MOST_TEXT: Final = 20_000  # characters of a description
MOST_TITLE: Final = 1_000
MOST_RULES: Final = 5
MOST_ADDED: Final = 2_000  # times that a list adds to a series
_TAG: Final = re.compile(r"<(?:br|p|div|span|a|b|ul|html|table)\b[^>]*>", re.IGNORECASE)
# Where meeting software begins to tell how to get in: lines of signs that nobody types
_JOINING: Final = re.compile(r"^[^\S\n]*(?:-::~[:~]+.*|_{20,}|─{10,}|.{0,3}~==+.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a file.

    Attributes:
        line: Where it begins.
        uid: The id that all its occurrences share; made of its contents where it has none.
        of: The time of the occurrence that it replaces; None for the event itself.
        onwards: Whether it replaces all later occurrences too.
        start: When it begins; None where it does not tell.
        length: How long it takes.
        rules: Its recurrence rules.
        added: Further times.
        left_out: Marks of times that are left out.
        guests: Whom it names.
        title: What it is called.
        text: What is said of it, without how to get in.
        place: Where.
        status: ``CONFIRMED``, ``CANCELLED`` ..., upper case; empty if not told.
        rank: Tells a later version from an earlier one.
        categories: As written.
        more: Properties that only some makers write, by name.
        head: The calendar it stands in.
    """

    line: int
    uid: str
    of: When | None
    onwards: bool
    start: When | None
    length: timedelta
    rules: tuple[str, ...] = ()
    added: tuple[When, ...] = ()
    left_out: frozenset[str] = frozenset()
    guests: tuple[Guest, ...] = ()
    title: str = ""
    text: str = ""
    place: str = ""
    status: str = ""
    rank: tuple[int, str] = (0, "")
    categories: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    head: Head = field(default_factory=Head)

    @property
    def is_series(self) -> bool:
        """Whether it takes place more than once."""
        return bool(self.rules or self.added)


def entry(piece: Piece, zones: Zones) -> Entry:
    """Return an event; a property that makes no sense is as if it were not there."""
    found = _by_name(piece.lines)
    start = _time(found, "DTSTART", zones)
    whole_day = found["X-MICROSOFT-CDO-ALLDAYEVENT"][:1]
    if whole_day and whole_day[0].value.strip().upper() == "TRUE" and isinstance(start, datetime):
        start = start.date()
    of = found["RECURRENCE-ID"][:1]
    return Entry(
        line=piece.line,
        uid=_uid(found, start),
        of=when(of[0], zones) if of else None,
        onwards=bool(of) and of[0].beside.get("RANGE", "").upper() == "THISANDFUTURE",
        start=start,
        length=_length(found, start, zones),
        rules=tuple(one.value.strip() for one in found["RRULE"][:MOST_RULES] if one.value.strip()),
        added=tuple(told for one in found["RDATE"] for told in whens(one, zones))[:MOST_ADDED],
        left_out=frozenset(mark(told) for one in found["EXDATE"] for told in whens(one, zones)),
        guests=guests([*found["ORGANIZER"], *found["ATTENDEE"]]),
        title=" ".join(_text(found, "SUMMARY").split())[:MOST_TITLE],
        text=_said(_text(found, "DESCRIPTION")),
        place=" ".join(_text(found, "LOCATION").split())[:MOST_TITLE],
        status=_text(found, "STATUS").strip().upper(),
        rank=_rank(found),
        categories=",".join(one.text() for one in found["CATEGORIES"])[:MOST_TITLE],
        more={name: found[name][0].value for name in found if name.startswith("X-") and found[name]},
        head=piece.head,
    )


def _by_name(lines: Sequence[str]) -> defaultdict[str, list[Property]]:
    found: defaultdict[str, list[Property]] = defaultdict(list)
    for one in map(parse, lines):
        if one is not None:
            found[one.name].append(one)
    return found


def _text(found: Mapping[str, Sequence[Property]], name: str) -> str:
    ones = found.get(name, ())
    return ones[0].text() if ones else ""


def _time(found: Mapping[str, Sequence[Property]], name: str, zones: Zones) -> When | None:
    return next((told for one in found.get(name, ()) if (told := when(one, zones)) is not None), None)


def _uid(found: Mapping[str, Sequence[Property]], start: When | None) -> str:
    uid = _text(found, "UID").strip()
    if uid and len(uid) <= MOST_UID:
        return uid
    told = uid or f"{mark(start) if start else ''}|{_text(found, 'SUMMARY')}"
    return f"kithly-{blake2b(told.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"


def _length(found: Mapping[str, Sequence[Property]], start: When | None, zones: Zones) -> timedelta:
    """Return how long it takes; nothing where the end lies before the beginning."""
    end, told = _time(found, "DTEND", zones), span(_text(found, "DURATION"))
    if isinstance(start, datetime) and isinstance(end, datetime) and (start.tzinfo is None) == (end.tzinfo is None):
        told = end - start
    return max(told or timedelta(0), timedelta(0))


def _rank(found: Mapping[str, Sequence[Property]]) -> tuple[int, str]:
    number = _text(found, "SEQUENCE").strip()
    stamps = (_text(found, name).strip() for name in ("LAST-MODIFIED", "DTSTAMP"))
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0, max(stamps)[:20]


def _said(text: str) -> str:
    """Return a description as plain text, without the lines that tell how to join."""
    text = text[: MOST_TEXT * 4]
    if _TAG.search(text):
        text = html_to_text(text.replace("\n", "<br>"))
    joining = _JOINING.search(text)
    return (text[: joining.start()] if joining else text).strip()[:MOST_TEXT]


def newest(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return one entry for each event and occurrence, the newest of them, and the older copies."""
    best: dict[str, Entry] = {}
    older: list[Entry] = []
    for one in entries:
        which = mark(one.of) if one.of else ""
        before = best.get(which)
        if before is not None:
            older.append(before if one.rank >= before.rank else one)
        if before is None or one.rank >= before.rank:
            best[which] = one
    return list(best.values()), older
