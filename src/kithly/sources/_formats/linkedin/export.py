"""What one export tells about itself: its date, its owner, and the names that stand alone in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import PurePosixPath

from kithly.errors import SourceFormatError
from kithly.records import Identity, IdentityKind, Party, name_key
from kithly.sources._formats.linkedin.dates import instant
from kithly.sources._formats.linkedin.kinds import Kind, open_kind, recognised
from kithly.sources._formats.linkedin.names import is_anonymous, shown_name, whole_name
from kithly.sources._formats.linkedin.owner import Owner, OwnerClues
from kithly.sources._formats.linkedin.parties import slug_of
from kithly.sources._formats.table import Row
from kithly.sources.base import Item

OPENED = datetime(2003, 1, 1, tzinfo=UTC)  # LinkedIn's first year: no stamp or contact is older
NO_LIMIT = datetime(2100, 1, 1, tzinfo=UTC)
SLACK = timedelta(days=2)  # an export may hold what happened while it was made, in any zone
MAX_BESIDE = 300  # files beside an item that are looked at; an export has about 50

DATE_COLUMNS: Mapping[Kind, str] = {
    Kind.CONNECTIONS: "connectedon",
    Kind.MESSAGES: "date",
    Kind.INVITATIONS: "sentat",
    Kind.SHARES: "date",
    Kind.COMMENTS: "date",
    Kind.REACTIONS: "date",
    Kind.REPOSTS: "date",
    Kind.FOLLOWS: "date",
    Kind.ENDORSEMENTS: "endorsementdate",
    Kind.RECOMMENDATIONS: "creationdate",
    Kind.NOTES: "createdon",
    Kind.EMAILS: "updatedon",
}
# The files that tell more than a date.
_TELLING = frozenset({Kind.CONNECTIONS, Kind.MESSAGES, Kind.INVITATIONS, Kind.PROFILE})
_NAMED = re.compile(r"dataexport[ _-]*(\d{1,2})-(\d{1,2})-(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export as a whole.

    Attributes:
        observed_at: When it was made.
        latest: Dates after this are impossible in it.
        owner: Whose it is, as far as the files tell.
        has_profile: A Profile.csv is part of it.
        known: Name keys of people named alone in a cell.
        talks: Conversations in which two or more people wrote.
        profiles: Profile of each name in each conversation, where its writer's address is given.
        doubles: Name and day of connections that several people share.
        alone: Profile of each connection that is the only one of its name, by the name's key.
    """

    observed_at: datetime
    latest: datetime
    owner: Owner
    has_profile: bool
    known: frozenset[str]
    talks: frozenset[str]
    profiles: Mapping[tuple[str, str], str]
    doubles: frozenset[tuple[str, str]]
    alone: Mapping[str, Identity] = field(default_factory=dict)

    def instant(self, text: str) -> datetime | None:
        """Return the instant a cell names, or None if there is none or it cannot be true."""
        at = instant(text)
        return at if at is not None and OPENED <= at <= self.latest else None

    def in_talk(self, one: Party, talk: str) -> Party:
        """Return a person of a conversation under the profile they wrote there with, if only named here."""
        if one.identity is None or one.identity.kind is not IdentityKind.NAME:
            return one
        slug = self.profiles.get((talk, name_key(one.name)))
        return Party(name=one.name, identity=Identity(IdentityKind.LINKEDIN, slug)) if slug else one


def starts_row(kind: Kind, columns: tuple[str, ...], row: Row) -> bool:
    """Say whether a line read alone begins a row of this kind: its date stands where it should."""
    column = DATE_COLUMNS.get(kind)
    if column not in columns or kind is Kind.RECOMMENDATIONS:
        return len(row.values) == len(columns)
    if kind is Kind.CONNECTIONS and len(row.values) != len(columns):
        return False
    return instant(row.get(str(column))) is not None


def rows_of(item: Item, kind: Kind) -> Iterator[Row]:
    """Yield the rows of one file of an export."""
    with open_kind(item, kind) as table:
        if table is None:
            raise SourceFormatError("linkedin_export", item.path, f"{item.path} has no header of LinkedIn's.")
        yield from table.rows(lambda row: starts_row(kind, table.columns, row))


def beside(item: Item) -> tuple[Item, ...]:
    """Return the files of an item's own folder, itself included."""
    folder = PurePosixPath(item.name).parent
    names = islice((name for name in item.siblings.within(folder) if name.lower().endswith(".csv")), MAX_BESIDE)
    found = tuple(item.siblings[name] for name in names)
    return found if any(one.path == item.path for one in found) else (*found, item)


def survey(item: Item) -> Export:
    """Look once through the files beside an item and return what they tell as a whole."""
    needed = _TELLING if named_day(f"{item.container}/{item.path}") else frozenset(Kind)
    files = tuple(_known_files(beside(item)))
    newest = max(one.modified for one, _ in files or ((item, None),))
    if not item.container:  # a single file: what lies beside it is not read, and tells its owner alone
        owner, files = _owner_beside(files, newest), tuple((one, kind) for one, kind in files if one.path == item.path)
        newest = item.modified
    clues = _Clues()
    for one, kind in files:
        if kind in needed:
            clues.file(one, kind, by=newest + SLACK)
    observed_at, latest = _when(item, newest, clues)
    return Export(
        observed_at=observed_at,
        latest=latest,
        owner=clues.owner.owner() if item.container else owner,
        has_profile=any(kind is Kind.PROFILE for _, kind in files),
        known=frozenset(clues.known),
        talks=clues.owner.talks(),
        profiles=clues.owner.profiles(),
        doubles=frozenset(clues.doubles),
        alone={name: profile for name, profile in clues.alone.items() if profile},
    )


def _owner_beside(files: Iterable[tuple[Item, Kind]], newest: datetime) -> Owner:
    clues = _Clues()
    for one, kind in files:
        if kind in _TELLING:
            clues.file(one, kind, by=newest + SLACK)
    return clues.owner.owner()


def _known_files(found: Iterable[Item]) -> Iterator[tuple[Item, Kind]]:
    for one in found:
        try:
            kind = recognised(one)
        except (SourceFormatError, OSError):
            continue  # told when that file itself is read
        if kind:
            yield one, kind


def _when(item: Item, newest: datetime, clues: _Clues) -> tuple[datetime, datetime]:
    """Return when the export was made and the latest date that can be true in it."""
    named = named_day(f"{item.container}/{item.path}")
    limit = newest + SLACK if newest >= OPENED and clues.within >= clues.beyond else NO_LIMIT
    if named:
        return named, named + SLACK + timedelta(days=1)
    if item.container.lower().endswith(".zip") and newest >= OPENED:
        return newest, limit
    if limit is NO_LIMIT and clues.newest_beyond:
        return clues.newest_beyond, limit
    return clues.newest or newest, limit


def named_day(path: str) -> datetime | None:
    """Return the day of an export that its file name tells."""
    for month, day, year in reversed(_NAMED.findall(path)):
        try:
            return datetime(int(year), int(month), int(day), tzinfo=UTC)
        except ValueError:
            continue
    return None


class _Clues:
    """What a first look through the files gathers."""

    def __init__(self) -> None:
        self.owner = OwnerClues()
        self.known: set[str] = set()
        self.doubles: set[tuple[str, str]] = set()
        self.alone: dict[str, Identity | None] = {}
        self._days: dict[tuple[str, str], set[str]] = {}
        self.newest: datetime | None = None
        self.newest_beyond: datetime | None = None
        self.within = 0
        self.beyond = 0

    def file(self, item: Item, kind: Kind, *, by: datetime) -> None:
        """Look through one file; one that breaks off tells what it can."""
        self._days.clear()
        try:
            for row in rows_of(item, kind):
                self._date(row.get(DATE_COLUMNS.get(kind, "")), by)
                self._row(row, kind)
        except (SourceFormatError, OSError):
            return

    def _date(self, text: str, by: datetime) -> None:
        at = instant(text) if text else None
        if at is None or not OPENED <= at <= NO_LIMIT:
            return
        if at <= by:
            self.within += 1
            self.newest = max(at, self.newest or at)
        else:
            self.beyond += 1
            self.newest_beyond = max(at, self.newest_beyond or at)

    def _row(self, row: Row, kind: Kind) -> None:
        if kind is Kind.CONNECTIONS:
            self._connection(row)
        elif kind is Kind.MESSAGES:
            self._name(row.get("from"))
            self.owner.message(row)
        elif kind is Kind.INVITATIONS:
            self._name(row.get("from"))
            self._name(row.get("to"))
            self.owner.invitation(row)
        elif kind is Kind.PROFILE:
            name = whole_name(row.get("firstname"), row.get("lastname"))
            self._name(name)
            self.owner.profile(shown_name(name))

    def _name(self, name: str) -> None:
        if not is_anonymous(name):
            self.known.add(name_key(shown_name(name)))

    def _connection(self, row: Row) -> None:
        name = whole_name(row.get("firstname"), row.get("lastname"))
        self._name(name)
        profile = slug_of(row.get("url"))
        key = name_key(shown_name(name))
        if self.alone.setdefault(key, profile) != profile:
            self.alone[key] = None
        token = profile.value if profile else row.get("emailaddress").lower()
        pair = (key, day_token(row.get("connectedon")))
        tokens = self._days.setdefault(pair, set())
        tokens.add(token or f"row {row.line}")
        if len(tokens) > 1:
            self.doubles.add(pair)


def day_token(text: str) -> str:
    """Return the day a cell names as part of a key, or an empty text."""
    at = instant(text)
    return at.date().isoformat() if at else ""
