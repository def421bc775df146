"""What the cards of a file, and of the files beside it, say about each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from kithly.errors import KithlyError
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.vcard import Book, Facts, collect, disagree, facts_of, parse, raw_cards
from kithly.sources.base import Item

MAX_TOGETHER = 64 << 20  # bytes of files that are looked at together; larger exports are judged file by file
ENDINGS = (".vcf", ".vcard")


def survey(item: Item) -> Book:
    """Return what is known of all cards beside those of an item: groups may stand in a file of their own."""
    beside = item.siblings.once("cards", lambda: _beside(item)) if item.siblings else [item]
    if item.name not in {one.name for one in beside} or len(beside) == 1:
        return collect(_facts(item))
    return item.siblings.once("book of cards", lambda: _together(beside))


def _beside(item: Item) -> list[Item]:
    """Return the files of cards of a container, if they can be looked at together."""
    found = [one for name, one in sorted(item.siblings.items()) if PurePosixPath(name.lower()).suffix in ENDINGS]
    return found if sum(one.size for one in found) <= MAX_TOGETHER else []


def _together(files: list[Item]) -> Book:
    facts = [list(_facts(one)) for one in files]
    book = collect(fact for cards in facts for fact in cards)
    book.are_minted = book.are_minted or disagree(facts)
    return book


def _facts(item: Item) -> Iterator[Facts]:
    """Yield what each card tells, as far as the file can be read; what fails is told when it is read."""
    latest = datetime.max.replace(tzinfo=item.modified.tzinfo)
    try:
        with item.opener() as stream:
            for raw in raw_cards(stream):
                found = attempt(lambda raw=raw: facts_of(parse(raw), latest=latest))  # type: ignore[misc]  # mypy cannot infer it
                if isinstance(found, Facts):
                    yield found
    except (OSError, KithlyError):
        return
