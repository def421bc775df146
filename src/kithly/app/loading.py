"""Finding every registered source, those of other packages too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from kithly.errors import ChannelUnavailable, SourceError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from kithly.channels.channel import Opener
    from kithly.reasons.relevance import Meaning
    from kithly.sources.account import AccountSource
    from kithly.sources.base import FileSource

Loaded = TypeVar("Loaded")


@cache
def load_meaning() -> Meaning | None:
    """Return what tells the meaning of text, one for the whole process; None without the extra ``meaning``.

    Nothing is read before it is first asked.
    """
    from kithly.meaning.wordllama import wordllama

    return wordllama()


def load_account_sources() -> tuple[AccountSource, ...]:
    """Return one of each registered source of accounts.

    Raises:
        SourceError: A registered source cannot be loaded; it is named.
    """
    entries = sorted(_registered("kithly.accounts"), key=lambda entry: entry.name)
    return tuple(_load(entry.load, entry.name) for entry in entries)


def channel_names() -> tuple[str, ...]:
    """Return the names of the registered channels by which Kithly itself sends; none is loaded."""
    return tuple(sorted({entry.name for entry in _registered("kithly.channels")}))


def load_channel(name: str) -> Opener | None:
    """Return a registered channel by its name; None where there is none. Another one that is broken does no harm.

    Raises:
        ChannelUnavailable: It cannot be loaded.
    """
    entries = tuple(entry for entry in _registered("kithly.channels") if entry.name == name)
    try:
        opener: Opener | None = _load(entries[0].load, name) if entries else None
    except SourceError as error:
        said = f"The channel {name!r} cannot be loaded."
        raise ChannelUnavailable(name, said, hint="Install Kithly, or what brought this channel, anew.") from error
    return opener


def load_sources() -> tuple[FileSource, ...]:
    """Return one of each registered source of files; one that guesses comes after those that know.

    Raises:
        SourceError: A registered source cannot be loaded; it is named.
    """
    entries = sorted(_registered("kithly.sources"), key=lambda entry: entry.name)
    found: list[FileSource] = [_load(entry.load, entry.name) for entry in entries]
    return tuple(sorted(found, key=lambda source: getattr(source, "guesses", False)))


def _registered(group: str) -> tuple[EntryPoint, ...]:
    """Return what is registered under a name; looked up once, for as long as packages are looked for in these places.

    A page asks whether a channel sends by itself; reading what all packages register costs as much as the page.
    """
    return _found(group, tuple(sys.path))


@cache
def _found(group: str, places: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    del places
    from importlib.metadata import entry_points

    return tuple(entry_points(group=group))


def _load(load: Callable[[], Callable[[], Loaded]], name: str) -> Loaded:
    try:
        return load()()
    except (ImportError, AttributeError) as error:
        raise SourceError(name, name, f"The source {name!r} cannot be loaded: {error}.") from error
