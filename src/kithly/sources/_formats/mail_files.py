"""Reads mail that lies in a file for each message: one file, or all files of a folder as one item."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources._formats.email import Envelope, guarded, observed_at, parse_date, read_message
from kithly.sources._formats.mail_head import has_header
from kithly.sources._formats.notices.reading import with_news
from kithly.sources.base import HEAD, Glance, Item, Known, Leaves, Listing

MAX_MESSAGE = 8 << 20  # bytes of one message that are read: its text; what follows is attachments
CLOCK_SLACK = timedelta(days=2)  # how far a mail's date may lie behind the file's
OLDEST_FILE_DATE = datetime(1995, 1, 1, tzinfo=UTC)  # zips without dates say 1980
MOST_SEARCHES = 100  # times a folder is listed again because a mail in it got another name meanwhile

_GZIP = b"\x1f\x8b"  # Dovecot can keep its mails packed
_LOCKED = b"CRYPTED\x03\x07"  # ... and encrypted
_STAMPED = re.compile(r"(?:cur/|new/)?(\d{10})[._]")  # a maildir's names begin with the second of delivery
_DATE = re.compile(rb"(?:^|\n)Date:([^\n]{5,100})", re.IGNORECASE)
_SEPARATOR = re.compile(rb"\A>?From [^\n]*\n")  # of an mbox: some programs leave it above a mail they take out
SAMPLE = 64  # messages of a folder whose dates are looked at

Outcome = Sighted | Known | Problem
Opened = tuple[bytes, str]  # the message, and why it is not wanted, or nothing


def as_it_is(raw: bytes) -> Opened:
    """Return a message as it stands in its file."""
    return raw, ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the files of one form are read.

    Attributes:
        bare: Takes off a file's name what changes while the mail stays the same.
        unwanted: Says by a file's name why its mail is not wanted; empty if it is.
        opened: Takes off a file's bytes what is no part of the mail.
    """

    bare: Callable[[str], str] = str
    unwanted: Callable[[str], str] = lambda _name: ""
    opened: Callable[[bytes], Opened] = as_it_is


class _Seen(NamedTuple):
    """Where and when a file was seen, and what tells it from others."""

    at: str
    changed: datetime
    sum: int
    place: int | None = None


def latest_of(item: Item) -> datetime | None:
    """Return the latest date that can be true in an item; None where its own is not known."""
    return item.modified + CLOCK_SLACK if item.modified > OLDEST_FILE_DATE else None


def read_one(item: Item, manner: Manner, *, folder: str) -> Iterator[Outcome]:
    """Yield the one message of a file.

    Args:
        item: The file.
        manner: How it is read.
        folder: Normal name of the mail folder it lies in, or empty.
    """
    with item.opener() as stream:
        raw = stream.read(MAX_MESSAGE)
    name = item.name.rpartition("/")[2]
    envelope = Envelope(latest=latest_of(item), folder=folder)
    yield from _outcomes(raw, manner, envelope, _Seen(name, item.modified, content_sum(raw)))


def read_folder(item: Item, manner: Manner, *, folder: str, resume: int, known: Container[int]) -> Iterator[Outcome]:
    """Yield the messages of a folder, those of the youngest files first.

    Args:
        item: The folder; its `leaves` are read.
        manner: How its files are read.
        folder: Normal name of the mail folder it is, or empty.
        resume: Place to go on from, as given by an earlier `Sighted.resume`.
        known: Raw hashes of messages that need not be opened again.
    """
    assert item.leaves is not None  # noqa: S101 - the caller read it
    reader = _Reader(item, item.leaves, manner, folder, known)
    return reader.outcomes(resume)


class _Reader:
    """Reads one folder."""

    def __init__(self, item: Item, leaves: Leaves, manner: Manner, folder: str, known: Container[int]) -> None:
        self._item = item
        self._leaves = leaves
        self._manner = manner
        self._envelope = Envelope(latest=latest_of(item), folder=folder)
        self._known = known
        self._searches = 0

    def outcomes(self, resume: int) -> Iterator[Outcome]:
        """Yield everything from a place on; the place behind a file is its share of the folder's bytes."""
        listing = self._leaves.listing()
        count, size = len(listing.names), max(self._item.size, len(listing.names))
        order = np.argsort(-np.frombuffer(listing.changed, np.int64), kind="stable") if count else np.zeros(0, np.int64)
        for done in range(resume * count // size if size else 0, count):
            place = ((done + 1) * size + count - 1) // count
            yield from self._outcomes(listing, int(order[done]), place)

    def _outcomes(self, listing: Listing, index: int, place: int) -> tuple[Outcome, ...]:
        name = listing.names[index]
        reason = self._manner.unwanted(name)
        if reason:
            return (Problem(at=name, reason=reason),)
        sum_ = self._name_sum(name, listing.sizes[index], listing.changed[index])
        if sum_ and sum_ in self._known:
            return (Known(raw=sum_, at=name, resume=place),)
        try:
            raw = self._bytes(name)
        except OSError as error:
            return (Problem(at=name, reason=f"cannot be read: {error.strerror or error}"),)
        except SourceFormatError as error:
            return (Problem(at=name, reason=str(error).rstrip(".")),)
        sum_ = sum_ or content_sum(raw, self._envelope.folder)
        if not self._leaves.is_on_disk and sum_ in self._known:
            return (Known(raw=sum_, at=name, resume=place),)
        observed = datetime.fromtimestamp(max(0, listing.changed[index]), UTC)
        return _outcomes(raw, self._manner, self._envelope, _Seen(name, observed, sum_, place))

    def _name_sum(self, name: str, size: int, changed: int) -> int:
        """Return what tells a file on disk from all others without opening it; 0 for one in a zip."""
        if not self._leaves.is_on_disk:
            return 0
        text = f"{self._item.container}\0{self._item.name}\0{self._manner.bare(name)}\0{size}\0{changed}"
        return _number(text.encode("utf-8", "surrogateescape"))

    def _bytes(self, name: str) -> bytes:
        try:
            stream = self._leaves.open(name)
        except FileNotFoundError:
            stream = self._leaves.open(self._found_again(name))
        with stream:
            return stream.read(MAX_MESSAGE)

    def _found_again(self, name: str) -> str:
        """Return the name under which a mail lies now: its program renames it when it is read or answered."""
        self._searches += 1
        if self._searches > MOST_SEARCHES:
            return name
        bare = self._manner.bare(name)
        return next((one for one in self._leaves.listing().names if self._manner.bare(one) == bare), name)


def content_sum(raw: bytes, folder: str = "") -> int:
    """Return a hash of a message's bytes: 63 bits, never 0. A Sent folder's copy says more than another folder's."""
    return _number(folder.encode() + b"\0" + raw) if folder == "sent" else _number(raw)


def _number(data: bytes) -> int:
    return (int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 1) or 1


def _outcomes(raw: bytes, manner: Manner, envelope: Envelope, seen: _Seen) -> tuple[Outcome, ...]:
    """Return the record of one file's message, with what it tells of others; or why there is none."""
    at = seen.at
    raw = _unpacked(raw)
    if raw.startswith(_LOCKED):
        return (Problem(at=at, reason="encrypted by the mail server"),)
    message, reason = manner.opened(raw)
    if reason:
        return (Problem(at=at, reason=reason),)
    message = _SEPARATOR.sub(b"", message, count=1)
    if not has_header(message):
        return (Problem(at=at, reason="does not look like a mail" if message.strip() else "an empty file"),)
    fallback = _stamp(at, envelope)
    outcome = guarded(lambda: read_message(message, fallback_at=fallback, envelope=envelope), at=at)
    if isinstance(outcome, Problem):
        return (outcome,)
    observed = observed_at(outcome, seen.changed)
    return with_news(Sighted(record=outcome, at=at, observed_at=observed, raw=seen.sum, resume=seen.place), message)


def _unpacked(raw: bytes) -> bytes:
    """Return a message a server keeps as gzip, as far as it can be unpacked."""
    if not raw.startswith(_GZIP):
        return raw
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, MAX_MESSAGE)
    except zlib.error:
        return raw


def _stamp(name: str, envelope: Envelope) -> datetime | None:
    """Return when a maildir took a mail in, as its file's name says."""
    found = _STAMPED.match(name)
    if found is None:
        return None
    at = datetime.fromtimestamp(int(found[1]), UTC)
    return at if envelope.latest is None or at <= envelope.latest else None


def folder_glance(item: Item, manner: Manner) -> Glance:
    """Return how many messages a folder holds, and the first and last day that a sample of them bears.

    Args:
        item: The folder.
        manner: How its files are read.
    """
    assert item.leaves is not None  # noqa: S101 - the caller read it
    names = [name for name in item.leaves.names() if not manner.unwanted(name)]
    days = [day for name in names[:: len(names) // SAMPLE + 1] if (day := _day(item, name, manner)) is not None]
    counts = {"mails": len(names)} if names else {}
    return Glance(counts=counts, is_exact=True, first=min(days, default=None), last=max(days, default=None))


def _day(item: Item, name: str, manner: Manner) -> date | None:
    """Return the day of one message of a folder; None where its head does not tell a believable one."""
    assert item.leaves is not None  # noqa: S101 - the caller read it
    try:
        with item.leaves.open(name) as stream:
            raw = stream.read(HEAD)
    except (OSError, SourceFormatError):
        return None
    found = _DATE.search(manner.opened(_unpacked(raw))[0])
    at = parse_date(found[1].decode("latin-1")) if found else None
    latest = latest_of(item)
    return at.date() if at and (latest is None or at <= latest) else None
