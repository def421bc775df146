"""Whoever put you in contact with somebody is told what came of it: once, and only if something came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kithly.app.belonging.word import quiet
from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Message
from kithly.testing.store_samples import MAY, NOW, keep, mail, sighted

INTRO = "Meet Fay, who builds kilns."


def letters(*, text: str = INTRO, answered: bool = True, before: bool = False) -> list[Message]:
    found = [mail("intro", "cy", "me", "fay", text=text, days=60), mail("fay 1", "fay", "me", days=62)]
    found += [mail("fay 2", "me", "fay", days=64)] if answered else []
    return found + ([mail("fay 0", "fay", "me", days=10)] if before else [])


def loops(network: Network, *letters: Message) -> list[Reason]:
    keep(network.store, "letters with fay", [sighted(one) for one in letters])
    return found(network)


def found(network: Network) -> list[Reason]:
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    with network.store.reading() as kept:
        return [one for one in kept.reasons.all() if one.kind is ReasonKind.LOOP]


def test_the_introducer_is_told_with_their_own_words(network: Network) -> None:
    (reason,) = loops(network, *letters())
    assert reason.touch is TouchKind.THANK
    assert reason.text == (
        f"Cy put you in contact with Fay on 30 June 2024 (“{INTRO}”), and you two have written since; "
        "Cy may like to hear what came of it."
    )
    assert reason.evidence[0].quote == INTRO
    assert (reason.starts, reason.ends) == ((MAY + timedelta(74)).date(), (MAY + timedelta(425)).date())


def test_nothing_came_of_it_nothing_is_told(network: Network) -> None:
    assert loops(network, *letters(answered=False)) == []


def test_whom_you_knew_before_nobody_introduced(network: Network) -> None:
    assert loops(network, *letters(before=True)) == []


def test_a_message_to_two_is_no_introduction(network: Network) -> None:
    assert loops(network, *letters(text="Here are the minutes.")) == []


def test_told_already_or_in_contact_anyway_it_is_over(network: Network) -> None:
    assert loops(network, *letters(), mail("thanks", "me", "cy", days=80)) == []


def test_thanks_in_the_first_days_tell_nothing_of_what_came_of_it(network: Network) -> None:
    assert len(loops(network, *letters(), mail("thanks", "me", "cy", days=61))) == 1


@pytest.mark.parametrize("who", ["cy", "fay"])
def test_nobody_left_in_peace_stands_in_it_on_either_side(network: Network, who: str) -> None:
    assert len(loops(network, *letters())) == 1
    quiet(network, who, on=True)
    assert found(network) == []


def test_it_goes_with_the_mail_it_stood_in(network: Network) -> None:
    assert len(loops(network, *letters())) == 1
    undo(network, None)
    assert found(network) == []
