"""Those who wished you well at once are one group, in which each is thanked, until everyone is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.today.inbox import inbox
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import NewsKind, PartialDate, Position, Post, Profile, Record
from kithly.testing.store_news import news
from kithly.testing.store_samples import LINKEDIN, MAY, NOW, email, keep, mail, sighted

AGO = (NOW - MAY).days
HAPPY = "Happy birthday! Enjoy the day."


def waves(network: Network, *records: Record) -> list[Reason]:
    if records:
        keep(network.store, f"more {records[0].key}", [sighted(one, NOW) for one in records], family="mixed")
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        return [one for one in kept.reasons.all() if one.kind is ReasonKind.WAVE]


def wishes(*who: str, days: int = AGO - 4, text: str = HAPPY) -> tuple[Record, ...]:
    return tuple(mail(f"wish of {one}", one, "me", text=text, days=days) for one in who)


def test_three_wishes_at_once_tell_the_birthday_and_each_is_a_thank_you(network: Network) -> None:
    found = waves(network, *wishes("ben", "cy", "dora"))
    assert {one.touch for one in found} == {TouchKind.THANK}
    assert sorted(one.text for one in found) == [
        f"{who} is one of 3 who wished you a happy birthday around 28 July 2024." for who in ("Ben", "Cy", "Dora")
    ]
    assert {one.evidence[0].quote for one in found} == {"Happy birthday!"}


def test_two_wishes_are_no_wave_unless_your_profile_tells_the_day(network: Network) -> None:
    assert waves(network, *wishes("ben", "cy")) == []
    me = Profile(key="me", name="Me Fictional", identities=(email("me"),), birthday=PartialDate(month=7, day=27))
    keep(network.store, "profile of later", [sighted(me, MAY + timedelta(1))], family=LINKEDIN)
    assert [one.text for one in waves(network)] == [
        f"{who} is one of 2 who wished you a happy birthday around 27 July 2024." for who in ("Ben", "Cy")
    ]


def test_congratulations_are_a_wave_of_three_or_after_a_new_position_of_yours(network: Network) -> None:
    assert waves(network, *wishes("ben", text="Congrats on the new job!")) == []
    job = Position(key="job", kind="work", organisation="Globex", started=PartialDate(year=2024, month=7))
    (reason,) = waves(network, job)
    assert reason.text == "Ben congratulated you on 28 July 2024."


def test_comments_and_clicks_after_your_post_are_a_wave_worth_less(network: Network) -> None:
    post = Post(key="post", kind="share", at=NOW - timedelta(5))
    click = replace(news("click", "Ben Fictional", days=AGO - 3), kind=NewsKind.REACTION, text="")
    (reason,) = waves(network, post, click)
    assert reason.text == "Ben commented or reacted in the fortnight after your post of 27 July 2024."
    assert reason.worth < 0.2
    with network.store.reading() as kept:
        assert [one.kind for one in kept.reasons.of(reason.person) if one.evidence == reason.evidence] == [reason.kind]


def test_a_comment_that_no_mail_told_you_is_on_something_of_anybodys(network: Network) -> None:
    post = Post(key="post", kind="share", at=NOW - timedelta(5))
    answer = replace(news("answer", "Ben Fictional", days=AGO - 3), kind=NewsKind.COMMENT, text="So true", told_by="")
    assert waves(network, post, answer) == []


def test_whoever_you_wrote_to_since_is_thanked_and_the_list_ends(network: Network) -> None:
    waves(network, *wishes("ben", "cy", "dora"))
    (wave,) = inbox(network).waves
    assert wave.text == "3 people wished you a happy birthday around 28 July 2024; 3 still to thank."
    assert len(waves(network, mail("thanks", "me", "ben", days=AGO - 2))) == 2
    (wave,) = inbox(network).waves
    assert [one.name for one in wave.left] == ["Cy Fictional", "Dora Fictional"]
    thanks = [mail(f"thanks {one}", "me", one, days=AGO - 2) for one in ("cy", "dora")]
    assert waves(network, *thanks) == []
    (wave,) = inbox(network).waves
    assert wave.text.endswith("Everyone is thanked.")


def test_nobody_left_in_peace_is_thanked_or_listed(network: Network) -> None:
    waves(network, *wishes("ben", "cy", "dora"))
    quiet(network, "cy", on=True)
    assert len(waves(network)) == 2
    (wave,) = inbox(network).waves
    assert "Cy Fictional" not in [one.name for one in wave.left]


@pytest.mark.parametrize("days", [AGO - 40, AGO - 30])
def test_old_wishes_are_over(network: Network, days: int) -> None:
    assert waves(network, *wishes("ben", "cy", "dora", days=days)) == []
    assert inbox(network).waves == ()


def test_wishes_told_by_notices_are_of_the_birthday_and_one_person_is_thanked_once(network: Network) -> None:
    told = replace(news("wish", "Ben Fictional", days=AGO - 4), kind=NewsKind.CONGRATULATION, text="")
    by_notice = replace(told, day=PartialDate(month=7, day=28))
    earlier = MAY + timedelta(AGO - 5)
    again = replace(by_notice, key="again", about=replace(told.about, name="Cy Fictional"), at=earlier)
    found = waves(network, *wishes("cy", "dora"), by_notice, again)
    assert sorted(one.text for one in found) == [
        f"{who} is one of 3 who wished you a happy birthday around 28 July 2024." for who in ("Ben", "Cy", "Dora")
    ]
    with network.store.reading() as kept:
        assert [one for one in kept.reasons.all() if one.kind is ReasonKind.THANKS_OWED] == []
