"""Pushes, told by repository and day: each alone says nothing, and a day of them is one piece of work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from kithly.records import Channel, News, NewsKind, Party, Sighted
from kithly.sources.github.events import Event

PUSH = "PushEvent"


def pushes(
    events: Sequence[Event], about: Party, *, whose: str, new: Collection[str], cut: date | None
) -> Iterator[Sighted]:
    """Yield what was pushed, by repository and day of UTC, of each that got a new push.

    Args:
        events: All that are known of these days, newest first.
        about: Who pushed.
        whose: The account's number, which outlives its name.
        new: Ids of events that were not read before.
        cut: A day of which not all is known; None if there is none.
    """
    days: dict[tuple[str, date], list[Event]] = {}
    for event in events:
        if event.kind == PUSH and event.repository and event.at is not None:
            days.setdefault((event.repository, event.at.date()), []).append(event)
    for (repository, day), found in days.items():
        if any(event.id in new for event in found):
            yield _day(found, about, key=f"{whose}|push|{repository}|{day}", is_whole=day != cut)


def _day(found: Sequence[Event], about: Party, *, key: str, is_whole: bool) -> Sighted:
    last = found[0]
    assert last.at is not None  # noqa: S101 - only those with a day are gathered
    count = len(found)
    counted = f" ({count} {'push' if count == 1 else 'pushes'}{_commits(found)})" if is_whole else ""
    news = News(
        key=key,
        kind=NewsKind.WORK,
        channel=Channel.WEB,
        at=last.at,
        about=about,
        text=f"Worked on {last.repository}{counted}",
        author="" if last.owner == _login(about) else last.owner,
        url=last.home,
    )
    return Sighted(record=news, at=f"pushes to {last.repository}", observed_at=last.at)


def _commits(found: Sequence[Event]) -> str:
    """Return how many commits were pushed, where every push tells."""
    sizes = [event.payload.get("distinct_size", event.payload.get("size")) for event in found]
    counts = [size for size in sizes if type(size) is int and size >= 0]
    if len(counts) < len(sizes) or not sum(counts):
        return ""
    return f", {sum(counts):,} {'commit' if sum(counts) == 1 else 'commits'}"


def _login(about: Party) -> str:
    return about.identity.value if about.identity else ""
