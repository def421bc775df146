"""One address book: what changed is fetched, groups are laid over it, and every card becomes a record or a problem.

Who is in a group stands on the group's card alone. So all that changed is fetched first, into a file without a
name that goes with the reading, and only then told; and where a group changed, its members are fetched again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote, urljoin

from kithly.records import Problem, Sighted
from kithly.sources._formats.dav import State
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.vcard import Book, Card, Facts, contact_of, facts_of, parse, raw_cards
from kithly.sources.account import Cursor, Gone, Part, Told
from kithly.transport.dav import Collection, Dav, Member, Text

OFTEN = 500  # cards after which the place reached is told
HEAVY = 16 << 20  # bytes of pictures after which it is told: they wait in memory until then

# What is kept of a book: of each card its path -> [id, name], of each group its path -> [name, members],
# and the paths of cards that did not change but are still to be told, because they are in other groups now.
CARDS, GROUPS, OWED = "cards", "groups", "owed"

Labels = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class _Spool:
    """Texts of cards in a file without a name, in the order they came."""

    file: IO[bytes]
    places: list[tuple[Member, int]] = field(default_factory=list)

    def put(self, text: Text) -> None:
        """Keep a text until all have come."""
        self.file.write(text.data)
        self.places.append((text.member, len(text.data)))

    def texts(self) -> Iterator[Text]:
        """Yield all texts."""
        self.file.seek(0)
        for member, size in self.places:
            yield Text(member=member, data=self.file.read(size))


class BookReading:
    """One address book on its way."""

    def __init__(self, dav: Dav, book: Collection, state: State, *, now: datetime) -> None:
        self._dav = dav
        self._collection = book
        self._state = state
        self._now = now
        self._cards: dict[str, list[str]] = dict(state.more.get(CARDS, {}))
        self._groups: dict[str, list[Any]] = dict(state.more.get(GROUPS, {}))
        self._owed: dict[str, None] = dict.fromkeys(state.more.get(OWED, ()))

    def read(self, name: str) -> Iterator[Told]:
        """Yield everything new, changed or gone.

        Args:
            name: Of the part.
        """
        before = _labels(self._groups)
        changes = self._dav.changes(self._collection, token=self._state.token, known=self._state.marks)
        yield Part(name=name, total=len(changes.changed))
        for path in changes.gone:
            yield from self._gone(path)
        with TemporaryFile() as file:
            spool = _Spool(file)
            for text in self._dav.fetch(self._collection, changes.changed):
                spool.put(text)
                self._note(text)
            read = {member.path for member, _ in spool.places}
            for text in self._dav.fetch(self._collection, self._touched(before, read)):
                spool.put(text)
            yield from self._told(spool)
        self._state.token = changes.token
        self._owed.clear()
        yield self._cursor()

    def _cursor(self) -> Cursor:
        self._state.more = {CARDS: self._cards, GROUPS: self._groups, OWED: list(self._owed)}
        return self._state.cursor()

    def _note(self, text: Text) -> None:
        """Remember what a card says of others, before any is told."""
        path = text.member.path
        self._cards.pop(path, None)
        self._groups.pop(path, None)
        for facts in _facts(text.data, self._now):
            if facts.is_group:
                self._groups[path] = [facts.shown, list(facts.members)]
            else:
                self._cards[path] = [facts.uid, facts.shown]

    def _gone(self, path: str) -> Iterator[Gone]:
        self._state.marks.pop(path, None)
        self._groups.pop(path, None)
        card = self._cards.pop(path, None)
        if card is not None:
            url = urljoin(self._collection.url, quote(path))
            yield Gone(key=f"uid:{card[0]}" if Book().believes(card[0]) else f"at:{url}", kind="contact")

    def _touched(self, before: Labels, read: set[str]) -> list[Member]:
        """Return the cards that did not change but are in other groups now."""
        after = _labels(self._groups)
        moved = {uid for uid in {*before, *after} if before.get(uid) != after.get(uid)}
        self._owed |= {path: None for path, (uid, _) in self._cards.items() if uid in moved}
        self._owed = {path: None for path in self._owed if path in self._cards and path not in read}
        return [
            Member(url=urljoin(self._collection.url, quote(path)), path=path, etag=self._state.marks.get(path, ""))
            for path in self._owed
        ]

    def _told(self, spool: _Spool) -> Iterator[Told]:
        """Yield all that was fetched, with places to go on from in between."""
        book = self._book()
        weight = 0
        for count, text in enumerate(spool.texts(), 1):
            for one in _outcomes(text, book, self._now):
                weight += len(one.photo) if isinstance(one, Sighted) else 0
                yield one
            self._state.marks[text.member.path] = text.member.etag
            self._owed.pop(text.member.path, None)
            if count % OFTEN == 0 or weight > HEAVY:
                weight = 0
                yield self._cursor()

    def _book(self) -> Book:
        book = Book(names={uid: name for uid, name in self._cards.values() if uid})
        for name, members in self._groups.values():
            for member in members:
                book.labels.setdefault(member, {})[name] = None
        return book


def _labels(groups: Mapping[str, list[Any]]) -> Labels:
    """Return the groups of each member, by its id."""
    found: dict[str, set[str]] = {}
    for name, members in groups.values():
        for member in members:
            found.setdefault(member, set()).add(name)
    return {member: frozenset(names) for member, names in found.items()}


def _facts(data: bytes, now: datetime) -> Iterator[Facts]:
    for card in _cards(data):
        found = attempt(lambda card=card: facts_of(card, latest=now))  # type: ignore[misc]  # mypy cannot infer it
        if isinstance(found, Facts):
            yield found


def _cards(data: bytes) -> Iterator[Card]:
    for raw in raw_cards(io.BytesIO(data)):
        if raw.is_card:
            found = attempt(lambda raw=raw: parse(raw))  # type: ignore[misc]  # mypy cannot infer it
            if isinstance(found, Card):
                yield found


def _outcomes(text: Text, book: Book, now: datetime) -> Iterator[Sighted | Problem]:
    """Yield one record or problem for each card of a member; the server's word is of this moment."""
    at = f"card {text.member.path.rpartition('/')[2]}"
    cards = list(_cards(text.data))
    if not cards:
        yield Problem(at=at, reason="this card cannot be read")
    for card in cards:
        read = attempt(lambda card=card: contact_of(card, book, latest=now, place=text.member.url))  # type: ignore[misc]  # mypy cannot infer it
        if isinstance(read, str):
            yield Problem(at=at, reason="this card cannot be read")
        elif read.contact is None:
            yield Problem(at=at, reason=read.reason)
        else:
            yield Sighted(record=read.contact, at=at, observed_at=now, photo=read.photo)
            if read.flaw:
                yield Problem(at=at, reason=read.flaw)
