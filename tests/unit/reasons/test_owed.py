"""What ego owes, for `kithly inbox`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, OwedKind, OwnWord, PastGesture, Sieve, WordKind, inbox
from kithly.records import Channel, Flag, GestureKind, PartialDate

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def somebody(name: str) -> Person:
    return Person(id=PersonId(name), name=name)


def asking(name: str, days: int) -> Facts:
    exchange = Exchange(
        record=f"m-{name}",
        source="mbox",
        at=NOW - timedelta(days=days),
        outgoing=False,
        channel=Channel.MAIL,
        own="Shall we go to the bee fair?",
        flags=Flag.ASKS,
    )
    return Facts(person=somebody(name), exchanges=(exchange,))


def invited(name: str, days: int, text: str = "") -> Facts:
    given = PastGesture(
        record=f"i-{name}",
        source="linkedin_export",
        kind=GestureKind.INVITATION,
        outgoing=False,
        at=NOW - timedelta(days=days),
        text=text,
    )
    return Facts(person=somebody(name), gestures=(given,))


def test_what_weighs_most_comes_first_and_invitations_last() -> None:
    thanks = PastGesture(
        record="r",
        source="linkedin_export",
        kind=GestureKind.RECOMMENDATION,
        outgoing=False,
        at=NOW - timedelta(days=20),
    )
    met = OwnWord(record="w", kind=WordKind.MET, at=NOW - timedelta(days=1))
    found = inbox(
        [
            asking("ana", 30),
            Facts(person=somebody("ben"), gestures=(thanks,)),
            Facts(person=somebody("cy"), words=(met,)),
            invited("dee", 5, "We met at the bee fair"),
        ],
        NOW,
    )
    assert [one.kind for one in found.owed] == [
        OwedKind.FOLLOW_UP,
        OwedKind.THANK,
        OwedKind.REPLY,
        OwedKind.INVITATION,
    ]
    assert all(one.evidence for one in found.owed)
    assert found.owed[-1].quote == "We met at the bee fair"
    assert len({one.id for one in found.owed}) == 4


def test_what_is_older_than_sixty_days_is_only_counted() -> None:
    found = inbox([asking("ana", 61), asking("ben", 60)], NOW)
    assert [one.person for one in found.owed] == ["ben"]
    assert found.older == 1


def test_at_most_ten_are_shown() -> None:
    found = inbox([asking(f"person {number}", number + 1) for number in range(15)], NOW)
    assert len(found.owed) == 10
    assert found.older == 0


def test_an_invitation_accepted_answered_or_closed_is_not_owed() -> None:
    open_one = invited("dee", 5)
    connected = replace(open_one, person=replace(open_one.person, connected_on=PartialDate(year=2026)))
    closed = replace(open_one, gestures=(replace(open_one.gestures[0], status="accepted"),))
    answered = replace(open_one, last_out=NOW - timedelta(days=1))
    assert inbox([connected, closed, answered], NOW).owed == ()
    assert len(inbox([open_one], NOW).owed) == 1


def test_a_sales_line_with_an_invitation_is_nothing_owed() -> None:
    assert inbox([invited("dee", 5, "We help companies cut their costs: https://offer.example")], NOW).owed == ()


def test_quiet_people_are_owed_nothing_on_screen() -> None:
    given = asking("ana", 3)
    assert inbox([replace(given, person=replace(given.person, quiet=True))], NOW).owed == ()


def test_the_newest_of_the_older_ones_are_told_and_all_are_counted() -> None:
    found = inbox([asking(f"p{days}", days) for days in range(61, 75)], NOW)
    assert found.owed == ()
    assert found.older == 14
    assert [one.person for one in found.older_ones] == [PersonId(f"p{days}") for days in range(61, 71)]


def test_the_users_word_on_a_person_and_a_strong_tie_come_first() -> None:
    ones = [asking(name, 10) for name in ("ana", "ben", "cy")]
    ones[1] = replace(ones[1], person=replace(ones[1].person, importance=2.0))
    sieve = Sieve(strengths=lambda _: {PersonId("ana"): 0.1, PersonId("ben"): 0.5, PersonId("cy"): 0.9})
    assert [one.person for one in inbox(ones, NOW, sieve).owed] == ["ben", "cy", "ana"]


def test_what_is_left_out_is_told_apart_and_leaves_its_place_to_others() -> None:
    ones = [asking(f"person {number}", number + 1) for number in range(12)]
    found = inbox(ones, NOW, Sieve(is_left_out=lambda reason: reason.person == "person 0"))
    assert [one.person for one in found.left_out] == ["person 0"]
    assert len(found.owed) == 10
    assert "person 0" not in {one.person for one in found.owed}


def test_one_message_is_one_debt() -> None:
    ana = asking("ana", 3)
    (one,) = inbox([ana], NOW).owed
    assert (one.form, one.quote) == ("question", "Shall we go to the bee fair?")


def test_a_question_another_reader_answered_is_no_debt() -> None:
    ana = asking("ana", 3)
    assert inbox([replace(ana, answered=frozenset({"m-ana"}))], NOW).owed == ()
