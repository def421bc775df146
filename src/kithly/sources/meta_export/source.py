"""The source of Facebook's and Instagram's exports: which file is which, and every row as a record or a problem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kithly.errors import SourceFormatError
from kithly.records import Problem, Profile, Record, Sighted, name_identity
from kithly.sources._formats.guard import attempt
from kithly.sources.base import Glance, Item
from kithly.sources.meta_export.kinds import FILTERED, Kind, kind_of, why_not_read
from kithly.sources.meta_export.messages import Writer
from kithly.sources.meta_export.people import friends_of, profile_of
from kithly.sources.meta_export.threads import Talk, reader, rows_of, talk_of

WHOLE: Final = "the whole file"
WHO: Final = "nothing tells which of those who wrote is you"
SPAM: Final = "in the talks that Facebook filtered out"
START: Final = "the start"
COUNTED: Final = 64 << 20  # bytes that are counted at a glance; that takes a second
CALLED: Final = {Kind.THREAD: "messages", Kind.SECRET: "messages", Kind.FRIENDS: "friends"}


class MetaExport:
    """Reads the JSON that Facebook and Instagram hand out: talks, friends, and who ego is."""

    name = "meta_export"
    family = "meta"
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether this item is a file of an export that is read, by its beginning."""
        return kind_of(item) is not None

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a file of an export is not read; None if it is none of theirs."""
        return why_not_read(item)

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield one record or one problem for each row of the item.

        Args:
            item: What to read.
            resume: Not used; a file holds 10,000 messages at most.

        Raises:
            SourceFormatError: It is none of theirs, or damaged at its very start.
        """
        kind = kind_of(item)
        if kind is None:
            raise SourceFormatError(self.name, item.path, f"{item.path} is no file of Facebook or Instagram.")
        place = START
        try:
            for place, outcome in _outcomes(item, kind):
                if isinstance(outcome, Problem):
                    yield outcome
                elif isinstance(outcome, str):
                    yield Problem(at=place, reason=outcome)
                else:
                    at = getattr(outcome, "at", None)
                    yield Sighted(record=outcome, at=place, observed_at=at or item.modified)
        except SourceFormatError as error:
            if place == START:
                raise
            yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {str(error).rstrip('.')}")

    def glance(self, item: Item) -> Glance:
        """Return how many rows the item has, counted if it is small."""
        kind = kind_of(item)
        if kind not in CALLED or item.size > COUNTED:
            return Glance(counts={}, is_exact=kind not in CALLED)
        count = 0
        try:
            for _ in friends_of(item) if kind is Kind.FRIENDS else rows_of(item, kind):
                count += 1
        except SourceFormatError:
            pass  # what is lost is told when it is read
        return Glance(counts={CALLED[kind]: count} if count else {}, is_exact=True)


def _outcomes(item: Item, kind: Kind) -> Iterator[tuple[str, Record | Problem | str]]:
    if kind in {Kind.PROFILE, Kind.PERSON}:
        yield WHOLE, attempt(lambda: profile_of(item, kind))
    elif kind is Kind.FRIENDS:
        yield from ((f"friend {number}", friend) for number, friend in enumerate(friends_of(item), start=1))
    else:
        yield from _messages(item, kind)


def _messages(item: Item, kind: Kind) -> Iterator[tuple[str, Record | Problem | str]]:
    rows = enumerate(rows_of(item, kind), start=1)
    if FILTERED in PurePosixPath(item.path).parts:
        yield from ((f"message {number}", SPAM) for number, _ in rows)
        return
    talk = talk_of(item, kind)
    if question := talk.question():
        yield WHOLE, Problem(at=WHOLE, reason=WHO, held=True, question=question)
    writer, is_begun = Writer(talk), False
    for number, row in rows:
        if not is_begun:
            yield START, _ego(talk)
            is_begun = True
        yield f"message {number}", attempt(lambda row=row: writer.record(row))  # type: ignore[misc]  # mypy cannot infer it


def _ego(talk: Talk) -> Profile:
    """Return ego as a talk knows them: by a name that is only a handle here, and as its reader."""
    mine = name_identity(talk.channel.value, talk.ego) if talk.ego else None
    identities = (reader(talk.channel), *((mine,) if mine else ()))
    return Profile(key=f"reader|{talk.channel.value}|{mine.value if mine else ''}", name="", identities=identities)
