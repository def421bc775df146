"""Contract: people, ties and reasons, as derived."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from kithly.people import Person, PersonId, Place
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Evidence, Flag, Identity, IdentityKind, PartialDate
from kithly.store import Node, PersonRow, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import NOW, email, keep, mail, sighted


def person(name: str, **facts: object) -> Person:
    """Return an invented person."""
    return replace(Person(id=PersonId(name.split(maxsplit=1)[0].lower()), name=name), **facts)  # type: ignore[arg-type] # checked by the tests


ZOE = Person(
    id=PersonId("z"),
    name="Zoë Árnadóttir",
    given="Zoë",
    identities=(email("zoe"), Identity(IdentityKind.LINKEDIN, "zoe-a")),
    company="50% Globex_AG",
    title="Chief Juggler",
    connected_on=PartialDate(year=2020, month=3),
    birthday=PartialDate(month=2, day=29),
    circles=("Climbing", "Work"),
    importance=2.0,
    quiet=True,
    place=Place.FAMILY,
)


class PeopleContract(StoreFixtures):
    """People to list and find."""

    def test_a_person_comes_back_as_they_went_in(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.people.replace([PersonRow(person=ZOE)])
            assert tx.people.get("z") == PersonRow(person=ZOE)
            assert tx.people.get("nobody") is None

    def test_people_are_sorted_by_name_without_case_and_accents(self, store: Store) -> None:
        names = ["Émile Fictional", "adam Fictional", "Zed Fictional", "Eve Fictional"]
        with store.transaction() as tx:
            tx.people.replace(PersonRow(person=person(name)) for name in names)
            listed = [row.person.name.split()[0] for row in tx.people.list()]
            page = [row.person.name.split()[0] for row in tx.people.list(limit=2, offset=1)]
        assert listed == ["adam", "Émile", "Eve", "Zed"]
        assert page == ["Émile", "Eve"]

    def test_people_are_found_by_any_part(self, store: Store) -> None:
        rows = [PersonRow(person=ZOE), PersonRow(person=person("Zoran Fictional"))]
        with store.transaction() as tx:
            tx.people.replace(rows)
            found = {text: [row.person.id for row in tx.people.find(text)] for text in _SEARCHES}
        assert found == _SEARCHES

    def test_an_exact_match_hides_the_others(self, store: Store) -> None:
        rows = [PersonRow(person=person("ana fictional")), PersonRow(person=replace(ZOE, name="Ana Fictional-Lee"))]
        with store.transaction() as tx:
            tx.people.replace(rows)
            assert [row.person.id for row in tx.people.find("Ana FICTIONAL")] == ["ana"]
            assert len(tx.people.find("fictional")) == 2
            assert tx.people.find(" ") == ()

    def test_people_in_passing_are_kept_out_unless_asked_for(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.people.replace([PersonRow(person=ZOE), PersonRow(person=person("Passer By"), known=False)])
            assert (tx.people.count(), tx.people.count(known=None), tx.people.count("juggler")) == (1, 2, 1)
            assert (tx.people.fewer_than(1), tx.people.fewer_than(2)) == (False, True)
            tx.people.upsert([PersonRow(person=person("Passer Byron"))])
            assert tx.people.count() == 2
            tx.people.delete([PersonId("passer"), PersonId("nobody")])
            assert [row.person.id for row in tx.people.all()] == ["z"]

    def test_names_are_told_alone_of_those_ego_knows(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.people.replace([PersonRow(person=ZOE), PersonRow(person=person("Passer By"), known=False)])
            assert tx.people.names(["z", "passer", "nobody"]) == {"z": ZOE.name}
            assert tx.people.names([]) == {}

    def test_those_written_with_most_come_first_and_lists_do_not_count(self, store: Store) -> None:
        batch = [sighted(mail(str(number), "me", "ana", "zoe")) for number in range(3)]
        batch += [sighted(mail("4", "ana", "me"))]
        batch += [sighted(mail(f"l{number}", "zoe", "me", flags=Flag.LIST)) for number in range(5)]
        keep(store, "a", batch)
        with store.transaction() as tx:
            seqs = tx.identities.seq_of([email("ana"), email("zoe")])
            ids = {email("ana"): PersonId("ana"), email("zoe"): ZOE.id}
            tx.assignments.set({Node("identity", seq): ids[who] for who, seq in seqs.items()})
            tx.people.replace([PersonRow(person=ZOE), PersonRow(person=person("Ana Fictional"))])
            counted = [(who.id, count) for who, count in tx.people.most_contacted(5)]
        assert counted == [("ana", 4), ("z", 3)]


_SEARCHES: dict[str, list[str]] = {
    "zoe": ["z"],
    "ZOË": ["z"],
    "arnadottir zoe": ["z"],
    "ZOE@example": ["z"],
    "zo": ["z", "zoran"],
    "50%": ["z"],
    "_AG": ["z"],
    "0_G": [],
    "z": ["z"],
    "nobody": [],
    "💬": [],
}


class TiesContract(StoreFixtures):
    """Tie states."""

    def test_tie_states_come_back_bit_by_bit_ordered_by_person(self, store: Store) -> None:
        states = np.array([[0.1, np.inf, -0.0], [1e-300, 2.0, 3.0]])
        ben, ana = PersonId("ben"), PersonId("ana")
        with store.transaction() as tx:
            assert tx.ties.all().states.shape[0] == 0
            tx.ties.replace([PersonId("gone")], np.zeros((1, 3)), np.zeros(1))
            tx.ties.replace([ben, ana], states, np.array([7.0, 8.0]))
            found = tx.ties.all()
            assert found.ids == (ana, ben)
            assert found.states.tobytes() == states[::-1].tobytes()
            assert found.ego.tolist() == [7.0, 8.0]
            assert tx.ties.ego().tolist() == [7.0, 8.0]
            tx.ties.set(ana, np.array([1.0, 2.0, 3.0]))
            one = tx.ties.of(ana)
            assert one is not None
            assert one.tolist() == [1.0, 2.0, 3.0]
            tx.ties.delete([ana])
            assert tx.ties.of(ana) is None
            assert tx.ties.all().ids == (ben,)


def reason(who: str, key: str, *, worth: float = 0.5, days: tuple[int | None, int | None] = (None, None)) -> Reason:
    """Return an invented reason, timely from one day of August to another."""
    first, last = (date(2024, 8, day) if day else None for day in days)
    return Reason(
        person=PersonId(who),
        kind=ReasonKind.REPLY_OWED,
        key=key,
        text="Né asked you on May 3rd",
        touch=TouchKind.REPLY,
        channel=Channel.MAIL,
        on=date(2024, 5, 3),
        starts=first,
        ends=last,
        worth=worth,
        evidence=(Evidence(record="ab" * 16, source="mbox", at=NOW, quote="Can you?", url=None),),
    )


class ReasonsContract(StoreFixtures):
    """Reasons."""

    def test_a_reason_comes_back_as_it_went_in(self, store: Store) -> None:
        begins = datetime(2024, 8, 1, 4, 30, tzinfo=UTC)
        wanted = replace(reason("ana", "k", days=(1, 9)), begins=begins, turns=(begins, begins + timedelta(days=1)))
        bare = Reason(person=PersonId("b"), kind=ReasonKind.NAMED, key="", text="", touch=TouchKind.RECONNECT)
        with store.transaction() as tx:
            tx.reasons.replace([wanted, bare])
            assert tx.reasons.of(PersonId("ana")) == (wanted,)
            assert tx.reasons.of(PersonId("b")) == (bare,)
            assert tx.reasons.of_kinds({wanted.kind}) == (wanted,)
            assert tx.reasons.of_kinds({ReasonKind.NAMED, wanted.kind}) == tx.reasons.all()

    def test_reasons_are_timely_from_first_to_last_day_worth_most_first(self, store: Store) -> None:
        rows = [
            reason("a", "always"),
            reason("b", "from 5", days=(5, None), worth=0.9),
            reason("c", "to 5", days=(None, 5), worth=0.1),
        ]
        with store.transaction() as tx:
            tx.reasons.replace([reason("gone", "x")])
            tx.reasons.replace(rows)
            timely = {day: [found.key for found in tx.reasons.active(date(2024, 8, day))] for day in (4, 5, 6)}
        assert timely == {4: ["always", "to 5"], 5: ["from 5", "always", "to 5"], 6: ["from 5", "always"]}

    def test_reasons_of_some_people_are_replaced_alone(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.reasons.replace([reason("a", "old"), reason("b", "old")])
            tx.reasons.replace_for([PersonId("a")], [reason("a", "new")])
            assert sorted((found.person, found.key) for found in tx.reasons.all()) == [("a", "new"), ("b", "old")]
