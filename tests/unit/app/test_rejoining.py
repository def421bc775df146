"""Who is who around a few people: what a word touches alone is what a rebuild would make; pairs fall away at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.app.conftest import PEOPLE

from kithly.app.changes import undo
from kithly.app.derived import neighbours, rejoining
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.persons.finding import find_people
from kithly.app.persons.merging import different, same
from kithly.app.persons.pairs import next_pair
from kithly.app.persons.suggesting import suggested
from kithly.app.recall import Recall
from kithly.records import Contact, Party, name_identity
from kithly.testing.store_samples import LINKEDIN, NOW, derived, email, endorsement, keep, mail, sighted


def twin(number: int, name: str, company: str) -> Contact:
    """Return an entry of an address book."""
    mailbox = email(f"{name.split(maxsplit=1)[0].lower()}{number}")
    return Contact(key=f"card {number}", name=name, identities=(mailbox,), company=company)


@pytest.fixture
def twins(network: Network) -> Network:
    """Return a network in which some people stand twice, under rare names."""
    cards = [twin(1, "Ana Fictional", "Globex"), twin(2, "Zoë Fictional", "Initech")]
    cards += [twin(3, "Ana Fictional", "Globex"), twin(4, "Ben Fictional", "Acme")]
    keep(network.store, "cards", [sighted(card) for card in cards], family="cards")
    bare = replace(
        endorsement("ana", outgoing=False),
        key="bare",
        other=Party(name="Cy Fictional", identity=name_identity("linkedin", "Cy Fictional")),
    )
    keep(network.store, "bare", [sighted(bare)], family=LINKEDIN)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return network


def but_ego(network: Network) -> str:
    return "\n".join(line for line in derived(network.store).splitlines() if not line.startswith("ego "))


def rebuilt(network: Network) -> str:
    with network.store.rehearsal() as tx:
        refresh(tx, now=NOW)
        return "\n".join(line for line in tx.derived().splitlines() if not line.startswith("ego "))


def ids(network: Network, name: str) -> list[str]:
    return [row.id for row in find_people(network, name).people]


def test_a_merge_its_parting_and_their_undoing_equal_a_rebuild(twins: Network) -> None:
    ana, other, third = ids(twins, "ana")
    acts: tuple[Callable[[], object], ...] = (
        lambda: same(twins, ana, other),
        lambda: same(twins, ids(twins, "ana")[0], third),
        lambda: different(twins, "ana1@example.org", "ana3@example.org"),
        lambda: same(twins, ids(twins, "ben")[0], ids(twins, "cy")[0]),
        lambda: undo(twins, None),
        lambda: undo(twins, None),
        lambda: undo(twins, None),
        lambda: undo(twins, None),
    )
    before = but_ego(twins)
    for act in acts:
        act()
        assert but_ego(twins) == rebuilt(twins)
    assert but_ego(twins) == before


def test_a_pair_called_two_is_asked_about_again_once_that_is_taken_back_however_often_all_were_compared(
    twins: Network,
) -> None:
    ana, other, _ = ids(twins, "ana")
    asked = {frozenset((one.a, one.b)) for one in suggested(twins)}
    assert frozenset((ana, other)) in asked
    change = different(twins, ana, other).change
    with twins.store.transaction() as tx:
        refresh(tx, now=NOW)
    without = {frozenset((one.a, one.b)) for one in suggested(twins)}
    assert without == asked - {frozenset((ana, other))}
    undo(twins, change)
    assert {frozenset((one.a, one.b)) for one in suggested(twins)} == asked


def test_only_those_a_word_is_about_are_made_anew(twins: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    def tripped(*_: object, **__: object) -> None:
        raise AssertionError("everything was rebuilt")

    monkeypatch.setattr(rejoining, "refresh", tripped)
    with twins.store.reading() as kept:
        mark = kept.renewals.mark()
    ana, other, _ = ids(twins, "ana")
    same(twins, ana, other)
    with twins.store.reading() as kept:
        assert kept.renewals.since(mark) == frozenset({ana, other})


def test_where_too_much_hangs_together_everything_is_rebuilt(twins: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "MOST", 1)
    ana, other, _ = ids(twins, "ana")
    same(twins, ana, other)
    assert but_ego(twins) == rebuilt(twins)
    assert len(ids(twins, "ana")) == 2


def test_pairs_fall_away_when_they_are_decided_and_come_back_when_that_is_undone(twins: Network) -> None:
    first = suggested(twins)
    assert len(first) >= 4
    pair = first[0]
    different(twins, pair.a, pair.b)
    assert [(one.a, one.b) for one in suggested(twins)] == [(one.a, one.b) for one in first[1:]]
    undo(twins, None)
    assert suggested(twins) == first
    same(twins, pair.a, pair.b)
    left = suggested(twins)
    assert all(pair.b not in {one.a, one.b} or pair.a not in {one.a, one.b} for one in left)
    living = {row.id for row in find_people(twins).people}
    assert {id_ for one in left for id_ in (one.a, one.b)} <= living
    undo(twins, None)
    assert suggested(twins) == first


def test_a_new_process_finds_the_pairs_kept(twins: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    first = suggested(twins)

    def tripped(*_: object, **__: object) -> None:
        raise AssertionError("everybody was compared again")

    monkeypatch.setattr("kithly.app.persons.suggesting.compared", tripped)
    assert suggested(replace(twins, recall=Recall(twins.store))) == first


def test_after_a_rebuild_everybody_is_compared_again(twins: Network) -> None:
    first = suggested(twins)
    keep(twins.store, "one more", [sighted(twin(9, "Dora Fictional", "Acme"))], family="cards")
    with twins.store.transaction() as tx:
        refresh(tx, now=NOW)
    assert len(suggested(twins)) > len(first)


def test_the_next_pair_is_shown_at_once(twins: Network) -> None:
    shown = next_pair(twins).pair
    assert shown is not None
    different(twins, shown.suggestion.a.id, shown.suggestion.b.id)
    following = next_pair(twins)
    assert following.pair is not None
    assert following.pair.suggestion.id != shown.suggestion.id
    assert following.more == len(suggested(twins)) - 1


def test_an_address_of_ego_joins_nobody(twins: Network) -> None:
    """A card that names ego's own address hangs together with it alone: nobody else is looked at."""
    card = Contact(key="own", name="Own Card", identities=(email("me"), email("own")))
    keep(twins.store, "own", [sighted(card), sighted(mail("own", "own", "me"))], family="cards")
    with twins.store.transaction() as tx:
        refresh(tx, now=NOW)
    same(twins, ids(twins, "own card")[0], ids(twins, "ben")[0])
    assert but_ego(twins) == rebuilt(twins)
    assert len(PEOPLE) == 6
