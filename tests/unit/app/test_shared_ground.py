"""Whom the user confirmed as of an era that is over shares its years; clients and the present do not count."""

from __future__ import annotations

import pytest

from kithly.app.derived.shared_ground import shared_with
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide
from kithly.app.said.era_words import ERA, answer_value
from kithly.history.eras import Era, EraKind, Role
from kithly.people import PersonId
from kithly.records import PartialDate


def answered(network: Network, role: Role, *, lasts: bool = False, yes: bool = True) -> list[str]:
    era = Era(
        key="acme",
        kind=EraKind.WORK,
        organisation="Acme",
        title="Baker",
        started=PartialDate(year=2012),
        finished=None if lasts else PartialDate(year=2015),
        lasts=lasts,
    )
    with network.store.transaction() as tx:
        ben = find_person(tx, "ben").id
        some: list[PersonId] = [ben]
        value = answer_value(era, "pick", role, yes=some if yes else [], no=[] if yes else some)
        decide(tx, network, ERA, [("acme", value)], "Answered")
        return [one.place for one in shared_with(tx, {ben}).values()]


def test_a_confirmed_era_that_is_over_is_shared(network: Network) -> None:
    assert answered(network, Role.COWORKERS) == ["Acme"]


@pytest.mark.parametrize("role", [Role.CLIENTS, Role.FRIENDS])
def test_clients_and_friends_were_not_at_that_place(network: Network, role: Role) -> None:
    assert answered(network, role) == []


def test_the_present_and_a_no_are_not_shared(network: Network) -> None:
    assert answered(network, Role.COWORKERS, lasts=True) == []
    assert answered(network, Role.COWORKERS, yes=False) == []


def test_without_any_answer_nothing_is_shared(network: Network) -> None:
    with network.store.reading() as kept:
        assert shared_with(kept, {find_person(kept, "ben").id}) == {}
