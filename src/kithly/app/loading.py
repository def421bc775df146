"""Finding every registered source, those of other packages too."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from kithly.errors import ChannelUnavailable, SourceError

if TYPE_CHECKING:
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
    from importlib.metadata import entry_points

    entries = sorted(entry_points(group="kithly.accounts"), key=lambda entry: entry.name)
    return tuple(_load(entry.load, entry.name) for entry in entries)


def channel_names() -> tuple[str, ...]:
    """Return the names of the registered channels by which Kithly itself sends; none is loaded."""
    from importlib.metadata import entry_points

    return tuple(sorted({entry.name for entry in entry_points(group="kithly.channels")}))


def load_channel(name: str) -> Opener | None:
    """Return a registered channel by its name; None where there is none. Another one that is broken does no harm.

    Raises:
        ChannelUnavailable: It cannot be loaded.
    """
    from importlib.metadata import entry_points

    entries = tuple(entry_points(group="kithly.channels", name=name))
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
    from importlib.metadata import entry_points

    entries = sorted(entry_points(group="kithly.sources"), key=lambda entry: entry.name)
    found: list[FileSource] = [_load(entry.load, entry.name) for entry in entries]
    return tuple(sorted(found, key=lambda source: getattr(source, "guesses", False)))


def _load(load: Callable[[], Callable[[], Loaded]], name: str) -> Loaded:
    try:
        return load()()
    except (ImportError, AttributeError) as error:
        raise SourceError(name, name, f"The source {name!r} cannot be loaded: {error}.") from error
