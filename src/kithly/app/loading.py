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


def load_channels() -> tuple[Opener, ...]:
    """Return one of each registered channel by which Kithly itself sends.

    Raises:
        ChannelUnavailable: A registered channel cannot be loaded; it is named.
    """
    from importlib.metadata import entry_points

    entries = sorted(entry_points(group="kithly.channels"), key=lambda entry: entry.name)
    try:
        return tuple(_load(entry.load, entry.name) for entry in entries)
    except SourceError as error:
        raise ChannelUnavailable(error.source, f"The channel {error.source!r} cannot be loaded.") from error


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
