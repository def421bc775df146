"""Contract: rhythms by quarters, and whose derived rows were made anew."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

import numpy as np

from kithly.history import QUARTERS, QuarterColumns, Quarters
from kithly.history.quarters import NO_QUARTER
from kithly.people import PersonId
from kithly.store import PersonRow, Store
from kithly.testing.store_derived import person
from kithly.testing.store_fixtures import StoreFixtures

ANA, BEN, CY = PersonId("ana"), PersonId("ben"), PersonId("cy")


def rhythms(*newest: int) -> QuarterColumns:
    """Return invented rhythms with every height there is; `NO_QUARTER` for a pair without words."""
    heights = np.arange(len(newest) * 2 * QUARTERS).reshape(len(newest), 2, QUARTERS) % 7 % 4
    return QuarterColumns(newest=np.array(newest), heights=heights.astype(np.uint8))


def value(columns: QuarterColumns, place: int) -> Quarters:
    """Return one of the rhythms as it should come back."""
    outgoing, incoming = columns.heights[place].tolist()
    return Quarters(int(columns.newest[place]), tuple(outgoing), tuple(incoming))


class RhythmsContract(StoreFixtures):
    """`Rhythms`."""

    def test_rhythms_come_back_as_they_went_in(self, store: Store) -> None:
        columns = rhythms(225, NO_QUARTER, 190)
        with store.transaction() as tx:
            tx.rhythms.replace([PersonId("gone")], rhythms(0))
            tx.rhythms.replace([ANA, BEN, CY], columns)
        with store.reading() as kept:
            assert kept.rhythms.all() == {ANA: value(columns, 0), CY: value(columns, 2)}
            assert kept.rhythms.of([CY, BEN, CY]) == {CY: value(columns, 2)}
            assert kept.rhythms.of([]) == {}

    def test_the_rhythms_of_some_people_are_kept_alone(self, store: Store) -> None:
        columns, fresh = rhythms(225, 224, 190), rhythms(226, NO_QUARTER)
        with store.transaction() as tx:
            tx.rhythms.replace([ANA, BEN, CY], columns)
            tx.rhythms.upsert([BEN, CY], fresh)
            assert tx.rhythms.all() == {ANA: value(columns, 0), BEN: value(fresh, 0)}
            tx.rhythms.delete([ANA, PersonId("nobody")])
            assert set(tx.rhythms.all()) == {BEN}

    def test_an_empty_network_has_no_rhythm(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.rhythms.replace([], rhythms())
            assert tx.rhythms.all() == {}


class RenewalsContract(StoreFixtures):
    """`Renewals`."""

    def test_nobody_is_renewed_while_nothing_is_written(self, store: Store) -> None:
        with store.transaction() as tx:
            mark = tx.renewals.mark()
            tx.meta.set("name", "value")
            assert tx.renewals.since(mark) == frozenset()
            assert tx.renewals.mark() == mark

    def test_whose_rows_are_made_anew_is_told_once(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.people.upsert([PersonRow(person=person("Ana Fictional"))])
        with store.transaction() as tx:
            mark = tx.renewals.mark()
            tx.people.upsert([PersonRow(person=person("Ben Fictional"))])
            tx.ties.upsert([BEN], np.ones((1, 3)))
            tx.rhythms.upsert([CY], rhythms(220))
            assert tx.renewals.since(mark) == frozenset({BEN, CY})
            later = tx.renewals.mark()
            assert tx.renewals.since(later) == frozenset()
            tx.people.upsert([PersonRow(person=person("Ben Fictional"))])
            assert tx.renewals.since(later) == frozenset({BEN})
            assert tx.renewals.since(mark) == frozenset({BEN, CY})

    def test_who_is_gone_is_told_too(self, store: Store) -> None:
        with store.transaction() as tx:
            mark = tx.renewals.mark()
            tx.people.delete([ANA])
            tx.ties.delete([BEN])
            assert tx.renewals.since(mark) == frozenset({ANA, BEN})

    def test_after_a_rebuild_it_may_be_everybody(self, store: Store) -> None:
        for rebuild in range(2):
            with store.transaction() as tx:
                mark = tx.renewals.mark()
                if rebuild:
                    tx.ties.replace([ANA], np.ones((1, 3)), np.ones(1))
                else:
                    tx.people.replace([PersonRow(person=person("Ana Fictional"))])
                assert tx.renewals.since(mark) is None
                assert tx.renewals.since(tx.renewals.mark()) == frozenset()
