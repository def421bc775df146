"""The first contact is one that led to something, and not the day a mailbox begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.reasons import ReasonKind
from kithly.records import Message
from kithly.testing.store_samples import MAY, NOW, keep, mail, sighted

AGO = (NOW - MAY).days
FIVE_YEARS = AGO - 1827  # days from 1 May to the same day of the year, five years before now


def talk(who: str, *, first: int) -> list[Message]:
    pairs = [(who, "me") if number % 2 else ("me", who) for number in range(6)]
    days = [first, 5, 10, 15, 20, 25]
    letters = [mail(f"{who} {number}", *pair, days=days[number]) for number, pair in enumerate(pairs)]
    return [replace(one, subject="the bees of Oslo") for one in letters]


def found(network: Network, *letters: Message) -> list[str]:
    keep(network.store, f"letters {len(letters)}", [sighted(one) for one in letters])
    return told(network)


def told(network: Network) -> list[str]:
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        return [one.text for one in kept.reasons.all() if one.kind is ReasonKind.ON_THIS_DAY]


def test_five_years_after_the_first_message_the_day_is_a_reason(network: Network) -> None:
    assert found(network, *talk("dora", first=FIVE_YEARS)) == [
        "Five years ago, on 1 August 2019, came the first message to Dora that is on record, about “the bees of Oslo”."
    ]


def test_a_mailbox_that_begins_is_nobodys_day(network: Network) -> None:
    many = [one for who in ("dora", "eve", "zoë", "cy", "ben") for one in talk(who, first=FIVE_YEARS)]
    assert found(network, *many) == []


def test_a_word_that_led_to_nothing_has_no_day(network: Network) -> None:
    assert found(network, *talk("dora", first=FIVE_YEARS)[:2]) == []


def test_nobody_left_in_peace_has_a_day(network: Network) -> None:
    found(network, *talk("dora", first=FIVE_YEARS))
    quiet(network, "dora", on=True)
    assert told(network) == []


def test_on_another_day_nothing_is_told(network: Network) -> None:
    assert found(network, *talk("dora", first=FIVE_YEARS + timedelta(days=60).days)) == []
