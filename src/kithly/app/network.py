"""The composition root: the ports every use case works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kithly import __version__
from kithly.app.loading import load_account_sources, load_channel, load_meaning, load_sources
from kithly.app.settings import Settings, read_settings
from kithly.errors import SettingsError

if TYPE_CHECKING:
    from kithly.app.doors import Doors
    from kithly.app.recall import Recall
    from kithly.channels.channel import Opener
    from kithly.reasons.relevance import Meaning
    from kithly.sources.account import AccountSource
    from kithly.sources.base import FileSource
    from kithly.store import Reading, Store

EGO = "me"  # local mode has exactly one ego
A_LOOK = 1.0  # seconds: so long a look waits to keep what it found, before it is shown unkept
FOUND_AT = "reasons_found_at"  # name of the small fact that tells as of when reasons were found
MADE_BY = "derived_by"  # name of the small fact that tells which Kithly made the derived rows
OUTDATED = "outdated"  # name of the small fact that an upgrade of the database left derived rows to be made


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One user's network and everything a use case needs to work on it.

    Attributes:
        store: What is kept.
        settings: How Kithly behaves.
        now: The present, aware UTC; fixed for the whole command.
        zone: Ego's time zone.
        recall: What was worked out and still holds. A server shares one over all requests, by
            ``dataclasses.replace(network, now=...)``.
        account_sources: Gives every source of accounts.
        channel: Gives a channel by which Kithly itself sends, by its name; None where there is none.
        meaning: Gives what tells the meaning of text, or None where nothing does.
    """

    store: Store
    settings: Settings
    now: datetime
    zone: ZoneInfo
    recall: Recall
    account_sources: Callable[[], tuple[AccountSource, ...]] = load_account_sources
    channel: Callable[[str], Opener | None] = load_channel
    meaning: Callable[[], Meaning | None] = load_meaning

    @property
    def today(self) -> date:
        """The present day in ego's zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def doors(self) -> Doors:
        """What writes down who came in and who was refused; one for all of a process."""
        from kithly.app.doors import doors_of

        return doors_of(self.settings.folder)

    @property
    def hour(self) -> datetime:
        """The hour the present lies in, in ego's zone: part of the key of what is recalled and depends on the present.

        A new day of ego's begins with a new hour.
        """
        return self.now.astimezone(self.zone).replace(minute=0, second=0, microsecond=0)

    def is_outdated(self) -> bool:
        """Say whether what is derived must be made anew (`catching_up.catch_up`).

        It must where an upgrade of the database left rows to be made, and where another Kithly made them, whose rules
        may have been others.
        """
        with self.store.reading() as kept:
            return must_be_made_anew(kept)

    def sources(self) -> tuple[FileSource, ...]:
        """Return every source of files, the built-in ones first."""
        return load_sources()


def must_be_made_anew(kept: Reading) -> bool:
    """Say whether an upgrade left derived rows to be made, or another version of Kithly made them."""
    is_made = bool(kept.meta.get(FOUND_AT))
    return bool(kept.meta.get(OUTDATED)) or (is_made and kept.meta.get(MADE_BY) != __version__)


@contextmanager
def open_network(folder: Path | None = None, *, now: datetime | None = None) -> Iterator[Network]:
    """Open (and on first use make) the network in a folder.

    Args:
        folder: Data folder; None for the settings' own.
        now: The present; None for the clock.

    Raises:
        StoreError: The database cannot be used.
        SettingsError: A setting is unusable.
    """
    from kithly.app.recall import Recall
    from kithly.store import Store

    settings = read_settings(folder)
    store = Store.open(settings.database, backups=settings.backups)
    try:
        yield Network(
            store=store,
            settings=settings,
            now=(now or datetime.now(UTC)).astimezone(UTC),
            zone=zone_of(store),
            recall=Recall(store),
        )
    finally:
        store.close()


def zone_of(store: Store) -> ZoneInfo:
    """Return ego's time zone: as told by ``me --set timezone=...``, else the system's."""
    with store.reading() as kept:
        return zone_in(kept)


def zone_in(kept: Reading) -> ZoneInfo:
    """Return the same of a store that is being read."""
    told = [decision.value for decision in kept.decisions.all("me") if decision.subject == "timezone"]
    return zone_named(told[-1]) if told else system_zone()


def zone_named(name: object) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        SettingsError: There is no such zone.
    """
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(
            "timezone", f"There is no time zone {name!r}.", hint="kithly me --set timezone=Europe/Paris"
        ) from error


def system_zone() -> ZoneInfo:
    """Return the system's time zone, UTC where it has none."""
    from tzlocal import get_localzone_name

    try:
        return ZoneInfo(get_localzone_name() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError, LookupError):
        return ZoneInfo("UTC")
