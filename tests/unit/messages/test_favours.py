"""Favours, asked openly or between the lines, against texts written for this test."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.messages import Recipient, Sender, Verdict, check

HERE = Path(__file__).parent


def judged(text: str) -> Verdict:
    return check(text, kind="reconnect", channel="email", recipient=Recipient(name=""), sender=Sender(name=""))


def texts(name: str, sign: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line[2:] for line in lines if line.startswith(f"{sign} ")]


@pytest.mark.parametrize(
    ("name", "least"), [("favours_en.txt", 0.97), ("favours_en_more.txt", 0.75), ("favours_en_third.txt", 0.75)]
)
def test_most_favours_are_seen(name: str, least: float) -> None:
    asked = texts(name, "+")
    assert sum(judged(text).labels["asks_favour"] for text in asked) >= least * len(asked)


@pytest.mark.parametrize("name", ["favours_en.txt", "favours_en_more.txt", "favours_en_third.txt"])
def test_offers_thanks_curiosity_and_logistics_are_no_favours(name: str) -> None:
    innocent = texts(name, "-")
    assert sum(judged(text).labels["asks_favour"] for text in innocent) <= max(1, 0.03 * len(innocent))


def test_a_favour_is_shown_where_it_stands_and_with_a_mend() -> None:
    text = "Hi! How is Graz? Could you refer me for the opening in your team?"
    breach = next(one for one in judged(text).breaches if one.rule == "asks_favour")
    assert text[breach.start : breach.end] == breach.text
    assert "refer me" in breach.text
    assert "introduction" in breach.hint
    assert "Leave" in breach.hint


def test_a_disclaimer_covers_its_clause_and_not_the_request_after_but() -> None:
    assert not judged("I'm not looking for anything, only curious how you are.").labels["asks_favour"]
    assert judged("I'm not asking for a job, but if you hear of anything, let me know.").labels["asks_favour"]
