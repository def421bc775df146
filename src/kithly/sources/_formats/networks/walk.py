"""Reading what somebody published, page by page, newest first, and going on where it was broken off."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from kithly.records import News, Problem, Sighted
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.networks.state import State
from kithly.sources.account import Told

FIRST_DAYS = timedelta(days=90)  # of what is read the first time
FIRST_MOST = 200  # posts of the first reading
LATER_MOST = 1_000  # posts of every further one
MOST_PAGES = 120  # of one reading: a server that never comes to an end is stopped
TOO_MANY = f"there are more than {LATER_MOST:,} new posts; what is older is not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on a page.

    Attributes:
        mark: Where it stands in time, comparable by `order`; empty if it does not say.
        at: When it was published; None if unknown.
        place: Place for people: ``post 1234``.
        item: What the server told of it.
        edited: When its words were changed last; None if they were not.
    """

    mark: str
    at: datetime | None
    place: str
    item: Any
    edited: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page.

    Attributes:
        entries: Newest first, as the server gives them.
        following: Where the next, older one lies; empty if there is none.
    """

    entries: Sequence[Entry]
    following: str = ""


Fetch = Callable[[State], Page]
Read = Callable[[Any], News | Problem]


class Walk:
    """One reading of an account.

    Attributes:
        state: How far it is; keep it also when something fails.
    """

    def __init__(self, state: State, fetch: Fetch, read: Read, *, now: datetime) -> None:
        self.state = state
        self._fetch = fetch
        self._read = read
        self._now = now

    def told(self) -> Iterator[Told]:
        """Yield what is new, with the state behind each page; first what an earlier reading had left."""
        if self.state.below:
            yield from self._once()
        yield from self._once()

    def _once(self) -> Iterator[Told]:
        for _ in range(MOST_PAGES):
            page = self._fetch(self.state)
            is_over = yield from self._page(page)
            self._turn(page, is_over=is_over)
            yield self.state.cursor()
            if not self.state.below:
                return

    def _page(self, page: Page) -> Generator[Told, None, bool]:
        """Yield what a page holds; return whether the reading ends with it."""
        is_over = is_cut = False
        for entry in page.entries:
            is_known = bool(self.state.seen and entry.mark) and order(entry.mark) <= order(self.state.seen)
            is_cut |= self._is_enough() and not is_known
            is_over = is_known or self._is_too_old(entry) or self._is_enough()
            if not is_over:
                yield self._one(entry)
            if not is_known:
                self._note(entry, is_read=not is_over)
        if self.state.seen and is_cut:
            yield Problem(at="older posts", reason=TOO_MANY)
        return is_over or is_cut

    def _note(self, entry: Entry, *, is_read: bool) -> None:
        top = max(self.state.top, entry.mark, key=order)
        self.state = replace(self.state, top=top, count=self.state.count + is_read)

    def _turn(self, page: Page, *, is_over: bool) -> None:
        """Go on to the next page, or be done: then everything up to the newest is read."""
        if is_over or not page.following or page.following == self.state.below:
            top = max(self.state.seen, self.state.top, key=order)
            self.state = replace(self.state, seen=top, top="", below="", count=0)
        else:
            self.state = replace(self.state, below=page.following)

    def _is_too_old(self, entry: Entry) -> bool:
        return not self.state.seen and entry.at is not None and entry.at < self._now - FIRST_DAYS

    def _is_enough(self) -> bool:
        return self.state.count >= (LATER_MOST if self.state.seen else FIRST_MOST)

    def _one(self, entry: Entry) -> Told:
        read = attempt(lambda: self._read(entry.item))
        if isinstance(read, News):
            return Sighted(record=read, at=entry.place, observed_at=entry.edited or entry.at or self._now)
        return read if isinstance(read, Problem) else Problem(at=entry.place, reason=read)


def order(mark: str) -> tuple[int, str]:
    """Return what marks are compared by: numbers as numbers, texts of one length as texts."""
    return len(mark), mark
