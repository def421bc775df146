"""Few are looked at closely each day: nobody is left out for that, and nobody is planned for what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.recall import Recall
from kithly.app.today import choosing
from kithly.app.today.choosing import LOOKED_AT
from kithly.app.today.day import today
from kithly.people import PersonId
from kithly.records import Profile
from kithly.testing.store_samples import LINKEDIN, MAY, NOW, contact, email, keep, mail, sighted

MANY = 2 * LOOKED_AT
NAMES = [f"p{chr(97 + number // 10)}{chr(97 + number % 10)}" for number in range(MANY)]


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return many people with whom the user wants to be in touch, none of whom was ever seen."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        people = [contact(name, mailbox=name) for name in NAMES]
        keep(opened.store, "people", [sighted(me), *map(sighted, people)], family=LINKEDIN)
        with opened.store.transaction() as tx:
            refresh(tx, now=NOW)
        with opened.store.transaction() as tx:
            change = tx.changes.open("cadence", "In touch with everybody.", NOW)
            tx.decisions.add_many(change, [("cadence", id_, 90) for id_ in ids(opened).values()], NOW)
        yield opened


def ids(network: Network) -> dict[str, PersonId]:
    with network.store.reading() as kept:
        return {row.person.name.split()[0].lower(): row.person.id for row in kept.people.list(known=None)}


def say(network: Network, kind: str, who: str, value: object) -> None:
    with network.store.transaction() as tx:
        change = tx.changes.open(kind, f"{kind} of {who}", network.now)
        tx.decisions.add(change, kind, ids(network)[who], value, network.now)
        refresh(tx, now=network.now)


@pytest.mark.parametrize("who", [NAMES[0], NAMES[MANY // 2], NAMES[-1]])
def test_whoever_the_plan_would_choose_is_looked_at_wherever_they_stand(network: Network, who: str) -> None:
    say(network, "importance", who, 4.0)
    found = today(network, minutes=1, drafts=False)
    assert [one.person.id for one in found.touches] == [ids(network)[who]]
    assert found.held[0].people == MANY - 1


def test_nobody_is_planned_for_a_reason_that_no_longer_holds(network: Network) -> None:
    with network.store.transaction() as tx:
        change = tx.changes.open("named", "Named", NOW)
        said = [("named", id_, {"line": name}) for name, id_ in ids(network).items()]
        tx.decisions.add_many(change, said, NOW)
        refresh(tx, now=NOW)
    letters = [mail(f"m{name}", "me", name, days=93) for name in NAMES[1:]]
    keep(network.store, "letters", [sighted(one) for one in letters])  # seen since, and nothing was found anew yet
    later = replace(network, now=MAY + timedelta(days=95), recall=Recall(network.store))
    found = today(later, minutes=30, drafts=False)
    assert [one.person.id for one in found.touches] == [ids(network)[NAMES[0]]]


def test_a_day_ends_even_where_the_rounds_run_out(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "MOST_ROUNDS", 0)
    found = today(network, minutes=5, drafts=False)
    assert found.touches
    assert all(one.reason.evidence[0].source == "self" for one in found.touches)
