"""Reads files of cards (``.vcf``): phones, Apple, Google, Outlook, Nextcloud, Thunderbird and all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from kithly.records import Problem, Sighted
from kithly.sources._formats.decode import decode_head, encoding_of
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.vcard import FAMILY, Book, Card, RawCard, Read, contact_of, parse, raw_cards
from kithly.sources.base import Glance, Item
from kithly.sources.vcard.glance import glance
from kithly.sources.vcard.sent import SENT, is_sent
from kithly.sources.vcard.survey import survey

CLOCK_SLACK = timedelta(days=2)  # how far a card's own date may lie behind the file's

_BEGIN = re.compile(r"(?im)^\s*BEGIN\s*:\s*VCARD\s*$")
_FIRST = re.compile(r"\s*\S[^\r\n]*")


class VCard:
    """Versions 2.1, 3.0 and 4.0 of vCard, one card after the other."""

    name = "vcard"
    family = FAMILY
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the first line of the item that is not empty begins a card."""
        return _begins_with_a_card(item) and not is_sent(item)

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a file of cards is not read; None for any other file."""
        return SENT if _begins_with_a_card(item) and is_sent(item) else None

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # read anew: groups may stand anywhere
        """Yield one record or one problem for each card of the item.

        Args:
            item: What to read.
            resume: Not used; a file of cards is read from its start.
        """
        book = survey(item)
        fallback = encoding_of(item.opener)
        with item.opener() as stream:
            for raw in raw_cards(stream):
                yield from _outcomes(raw, item, book, fallback)

    def glance(self, item: Item) -> Glance:
        """Return how many cards the item holds."""
        return glance(item)


def _begins_with_a_card(item: Item) -> bool:
    first = _FIRST.match(decode_head(item.head()).lstrip("\ufeff"))
    return bool(first and _BEGIN.fullmatch(first[0].lstrip("\r\n")))


def _outcomes(raw: RawCard, item: Item, book: Book, fallback: str) -> Iterator[Sighted | Problem]:
    at = f"card at line {raw.line}"
    if not raw.is_card:
        yield Problem(at=f"line {raw.line}", reason="text outside of any card")
        return
    found = attempt(lambda: _read(raw, item, book, fallback))
    if isinstance(found, str):
        yield Problem(at=at, reason="this card cannot be read")
        return
    card, read = found
    if read.contact is None:
        yield Problem(at=at, reason=read.reason)
        return
    yield Sighted(record=read.contact, at=at, observed_at=read.observed_at or item.modified, photo=read.photo)
    if read.flaw:
        yield Problem(at=at, reason=read.flaw)
    if card.is_cut:
        yield Problem(at=at, reason="a very large card: what comes after 32 MB or 5,000 lines is left out")
    if not card.is_closed:
        yield Problem(at=at, reason="the card is cut short: what it held further on is lost")
    if card.unread:
        lines = "one line" if card.unread == 1 else f"{card.unread:,} lines"
        yield Problem(at=at, reason=f"{lines} of this card cannot be read; the card is kept")


def _read(raw: RawCard, item: Item, book: Book, fallback: str) -> tuple[Card, Read]:
    card = parse(raw, fallback=fallback)
    return card, contact_of(card, book, latest=item.modified + CLOCK_SLACK)
