"""What the cards of a file, and of the files beside it, say about each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kithly.errors import KithlyError
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.vcard import Book, Facts, collect, disagree, facts_of, parse, raw_cards
from kithly.sources.base import Item

MAX_TOGETHER = 64 << 20  # bytes of files that are looked at together; larger exports are judged file by file
ENDINGS = (".vcf", ".vcard")


@dataclass(frozen=True, slots=True)
class _Together:
    """What several files of one container say.

    Attributes:
        single: Names of the files that hold one card each: an address book may be kept that way.
        book: What is known of all cards in those.
        are_minted: The files give the same people other ids.
    """

    single: frozenset[str]
    book: Book
    are_minted: bool


def survey(item: Item) -> Book:
    """Return what is known of all cards beside those of an item.

    A file of several cards speaks for itself: one beside it may be older. Files of one card each are one book.
    """
    beside = item.siblings.once("cards", lambda: _beside(item)) if item.siblings else {}
    if len(beside) < 2 or item.name not in beside:
        return collect(_facts(item))
    together = item.siblings.once("book of cards", lambda: _together(beside))
    if item.name in together.single:
        return together.book
    book = collect(_facts(item))
    book.are_minted = book.are_minted or together.are_minted
    return book


def _beside(item: Item) -> dict[str, Item]:
    """Return the files of cards of a container by name, if they can be looked at together."""
    found = {name: one for name, one in sorted(item.siblings.items()) if name.lower().endswith(ENDINGS)}
    return found if sum(one.size for one in found.values()) <= MAX_TOGETHER else {}


def _together(files: Mapping[str, Item]) -> _Together:
    facts = {name: list(_facts(one)) for name, one in files.items()}
    single = {name: told for name, told in facts.items() if len(told) == 1}
    return _Together(
        single=frozenset(single),
        book=collect(told[0] for told in single.values()),
        are_minted=disagree(told for name, told in facts.items() if name not in single),
    )


def _facts(item: Item) -> Iterator[Facts]:
    """Yield what each card tells, as far as the file can be read; what fails is told when it is read."""
    latest = datetime.max.replace(tzinfo=item.modified.tzinfo)
    try:
        with item.opener() as stream:
            for raw in raw_cards(stream):
                found = attempt(lambda raw=raw: facts_of(parse(raw, has_pictures=False), latest=latest))  # type: ignore[misc]  # mypy cannot infer it
                if isinstance(found, Facts):
                    yield found
    except (OSError, KithlyError):
        return
