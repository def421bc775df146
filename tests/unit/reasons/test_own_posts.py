"""The rhythm of ego's own posts: gaps of days with a post, told as a fact; nothing where too little tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kithly.reasons.own_posts import OwnPost, is_due, posting_in_words, posting_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def posts(*days_ago: float, kind: str = "share") -> list[OwnPost]:
    return [
        OwnPost(record=f"{kind}{number}", source="linkedin", at=NOW - timedelta(days=days), kind=kind)
        for number, days in enumerate(days_ago)
    ]


def told(*days_ago: float) -> str:
    return posting_in_words(posting_of(posts(*days_ago), NOW), NOW)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), "No post of yours is known."),
        ((0,), "Your last post is from today."),
        ((3,), "Your last post was 3 days ago."),
        ((3, 40, 60), "Your last post was 3 days ago."),
        ((10, 45, 80, 115), "Your last post was 10 days ago; you post about every 5 weeks."),
        ((427, 462, 497, 532), "Your last post was 14 months ago; before that you posted about every 5 weeks."),
        ((1, 8, 15, 22), "Your last post was 1 day ago; you post about every 7 days."),
        ((1500, 1501, 1502, 1503), "Your last post was 4 years ago; before that you posted about every day."),
    ],
)
def test_the_rhythm_is_told_in_a_sentence(days: tuple[float, ...], words: str) -> None:
    assert told(*days) == words


def test_several_posts_of_one_day_are_one_and_reactions_are_none() -> None:
    found = posting_of([*posts(10, 10.1, 10.2, 45, 80, 115), *posts(*range(20), kind="reaction")], NOW)
    assert found.gap == timedelta(days=35)
    assert found.counts == {"share": 6, "reaction": 20}


def test_what_lies_ahead_is_left_out() -> None:
    assert posting_of(posts(-3), NOW).last is None


def test_it_is_due_after_the_usual_time_and_never_within_a_week() -> None:
    assert is_due(posting_of([], NOW), NOW)
    assert not is_due(posting_of(posts(10, 45, 80, 115), NOW), NOW)
    assert is_due(posting_of(posts(36, 71, 106, 141), NOW), NOW)
    assert not is_due(posting_of(posts(2, 3, 4, 5), NOW), NOW)


def test_who_posted_on_some_days_within_two_years_posts() -> None:
    assert posting_of(posts(100, 200, 300, 400), NOW).posts_now
    assert not posting_of(posts(100, 200, 300), NOW).posts_now
    assert not posting_of(posts(1000, 1100, 1200, 1300), NOW).posts_now
