"""News in seven languages, judged: who is congratulated rightly, and that nobody in a hard time is."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, Reason, ReasonKind, Sighting, Told, TouchKind, arise, mourned
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, PartialDate, Party

PROJECT = Path(__file__).parents[3]
SETS = PROJECT / "tests" / "golden" / "news"
PAGE = PROJECT / "docs" / "explanation" / "reasons.md"
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")
LEAST = 150  # items in all
PRECISE = 0.98  # of those congratulated
NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
CHEERFUL = {TouchKind.CONGRATULATE, TouchKind.LIKE, TouchKind.COMMENT, TouchKind.SHARE}
HARD = {"setback", "death", "quiet"}
NETWORKS = {NewsKind.ALERT: Channel.WEB, NewsKind.MENTION: Channel.WEB, NewsKind.PROFILE: Channel.MASTODON}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news, and what should come of it."""

    language: str
    kind: NewsKind
    wanted: str
    text: str
    more: dict[str, Any]


def items(name: str) -> list[Item]:
    rows = tomllib.loads((SETS / f"{name}.toml").read_text("utf-8"))["items"]
    return [Item(row[0], NewsKind(row[1]), row[2], row[3], row[4] if len(row) > 4 else {}) for row in rows]


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def facts_of(item: Item) -> Facts:
    more = item.more
    slug = Identity(IdentityKind.LINKEDIN, "ana-lima")
    by_name = bool(more.get("by_name", item.kind is NewsKind.ALERT or more.get("mentions", False)))
    day = PartialDate.parse(more["day"]) if "day" in more else None
    news = News(
        key="n",
        kind=item.kind,
        channel=NETWORKS.get(item.kind, Channel.LINKEDIN),
        at=ago(more.get("days", 3)),
        about=Party(name="Ana Lima", identity=None if by_name else slug),
        text=item.text,
        day=day,
        **{name: more[name] for name in ("title", "company", "years", "author", "place") if name in more},
    )
    told = Told(record="n1", source="notices", news=news, by_name=by_name, mentions=bool(more.get("mentions")))
    book = [
        Sighting(record=f"c{days}", source="linkedin_export", observed_at=ago(days), company=company, title=title)
        for days, company, title in more.get("book", ())
    ]
    return Facts(
        person=Person(
            id=PersonId("ana"),
            name="Ana Lima",
            given="Ana",
            identities=(slug,) if more.get("linked", True) else (),
            connected_on=PartialDate.parse("2020-01-01") if more.get("linked", True) else None,
        ),
        news=(told,),
        sightings=tuple(book),
        exchanges=tuple(_letters(more)),
        last_out=ago(more["wrote"]) if "wrote" in more else None,
    )


def _letters(more: dict[str, Any]) -> list[Exchange]:
    if "signed" not in more:
        return []
    mail = Exchange(record="m", source="mbox", at=ago(400), outgoing=False, channel=Channel.MAIL, own="See you.")
    return [Exchange(**{name: getattr(mail, name) for name in mail.__slots__} | {"signature": more["signed"]})]


def outcome(item: Item) -> tuple[set[str], tuple[Reason, ...]]:
    """Return what comes of an item, in the words of the sets, with the reasons."""
    facts = facts_of(item)
    found = arise(facts, NOW)
    said = {"death"} if mourned(facts) else set()
    said |= {"setback"} if any(one.kind is ReasonKind.SETBACK for one in found) else set()
    said |= {"congratulate"} if any(one.touch is TouchKind.CONGRATULATE for one in found) else set()
    return said, found


def measure(name: str) -> dict[str, Counter[str]]:
    """Count, for what may come of news, how often it came rightly, wrongly, and not."""
    counts = {what: Counter[str]() for what in ("congratulate", "setback", "death")}
    for item in items(name):
        said, _ = outcome(item)
        for what, count in counts.items():
            key = {(True, True): "right", (True, False): "wrong", (False, True): "missed"}
            count[key.get((what in said, what == item.wanted), "rest")] += 1
    return counts


def test_the_sets_are_varied() -> None:
    every = [item for name in NAMES for item in items(name)]
    assert len(every) >= LEAST
    assert {item.language for item in every} == {"en", "de", "fr", "es", "it", "pt", "nl"}
    assert len({(item.text, str(item.more), item.kind) for item in every}) == len(every)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_in_a_hard_time_is_cheered(name: str) -> None:
    cheered = {
        item.text: [one.text for one in outcome(item)[1] if one.touch in CHEERFUL]
        for item in items(name)
        if item.wanted in HARD
    }
    assert {text: told for text, told in cheered.items() if told} == {}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_suggested_about_the_dead(name: str) -> None:
    assert [item.text for item in items(name) if item.wanted == "death" and outcome(item)[1]] == []


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_congratulated_has_reason_to_be(name: str) -> None:
    count = measure(name)["congratulate"]
    assert count["right"] >= PRECISE * (count["right"] + count["wrong"])


@pytest.mark.parametrize("name", NAMES)
def test_the_published_table_is_what_is_measured(name: str) -> None:
    page = PAGE.read_text("utf-8")
    for what, count in measure(name).items():
        told = " | ".join(str(count[one]) for one in ("right", "wrong", "missed"))
        assert f"| {name} ({len(items(name))}) | {what} | {told} |" in page
