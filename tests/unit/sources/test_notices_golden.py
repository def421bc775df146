"""Notices of every sender in a mailbox, with what they tell beside it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from kithly.records import Message, News, Sighted
from kithly.sources.base import Item, Known
from kithly.sources.mbox import Mbox

SAMPLE = Path(__file__).parents[2] / "golden" / "mbox" / "notices" / "notices.mbox"


def _item() -> Item:
    return Item(
        path=SAMPLE.name,
        name=SAMPLE.name,
        size=SAMPLE.stat().st_size,
        modified=datetime(2026, 4, 1, tzinfo=UTC),
        container="",
        opener=lambda: SAMPLE.open("rb"),
    )


def _plain(news: News) -> dict[str, object]:
    who = news.about.identity
    row: dict[str, object] = {"kind": news.kind.value, "channel": news.channel.value, "about": news.about.name}
    row["identity"] = f"{who.kind}:{who.value}" if who else ""
    row |= {name: getattr(news, name) for name in ("text", "company", "title", "years", "url", "told_by")}
    return {name: value for name, value in row.items() if value} | ({"day": news.day.iso()} if news.day else {})


def _told() -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    for one in Mbox().read(_item()):
        assert isinstance(one, Sighted)
        if isinstance(one.record, News):
            news = told[-1]["news"]
            assert isinstance(news, list)
            news.append(_plain(one.record))
        else:
            assert isinstance(one.record, Message)
            told.append({"mail": one.record.subject, "news": []})
    return told


def test_each_notice_tells_what_is_written_beside_it_and_all_others_nothing() -> None:
    assert _told() == json.loads(SAMPLE.with_suffix(".json").read_text("utf-8"))


def test_a_notice_and_what_it_tells_stand_or_fall_together() -> None:
    ones = [one for one in Mbox().read(_item()) if isinstance(one, Sighted)]
    for place, one in enumerate(ones):
        is_last = place + 1 == len(ones) or isinstance(ones[place + 1].record, Message)
        assert (one.resume is not None) == is_last, one.at
        if isinstance(one.record, News):
            assert one.raw == ones[place - 1].raw
            assert one.at == ones[place - 1].at
    keys = [one.record.key for one in ones if isinstance(one.record, News)]
    assert len(keys) == len(set(keys))


def test_reading_goes_on_behind_each_notice_with_the_same_records() -> None:
    whole = [one for one in Mbox().read(_item()) if isinstance(one, Sighted)]
    for place, one in enumerate(whole):
        if one.resume is not None:
            assert list(Mbox().read(_item(), resume=one.resume)) == whole[place + 1 :]


def test_a_known_notice_is_passed_over_with_all_it_tells() -> None:
    whole = [one for one in Mbox().read(_item()) if isinstance(one, Sighted)]
    again = list(Mbox().read(_item(), known={one.raw for one in whole}))
    assert len(again) == sum(isinstance(one.record, Message) for one in whole)
    assert all(isinstance(one, Known) for one in again)
