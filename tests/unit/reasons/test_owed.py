"""What ego owes, for `kithly inbox`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons import Facts, OwedKind, OwnWord, PastGesture, WordKind, inbox
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


def test_debts_of_every_kind_come_newest_first_and_invitations_last() -> None:
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
