"""Contract: changes, decisions, assignments, plans: what the user did and said."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kithly.errors import NotFound
from kithly.people import PersonId
from kithly.records import Problem
from kithly.store import ChangeId, Node, Store
from kithly.store.plans import MOST as MOST_PLANS
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import JUNE, NOW, begin, contact, keep, sighted

ANA, BEN, CY = PersonId("ana"), PersonId("ben"), PersonId("cy")


class ChangesContract(StoreFixtures):
    """Changes and the files of imports."""

    def test_changes_are_listed_newest_first_and_marked(self, store: Store) -> None:
        with store.transaction() as tx:
            ids = [tx.changes.open("quiet", f"Quiet {number}", NOW) for number in range(3)]
            twin = tx.changes.open("quiet", "Quiet 0", NOW)
            tx.changes.mark_undone(ids[1], NOW + timedelta(hours=1))
        with store.reading() as kept:
            listed = kept.changes.list()
        assert [change.id for change in listed] == [twin, ids[2], ids[1], ids[0]]
        assert len({*ids, twin}) == 4
        assert {len(change.id) for change in listed} == {8}
        assert [change.undone_at for change in listed] == [None, None, NOW + timedelta(hours=1), None]

    def test_a_change_taken_back_stands_no_more(self, store: Store) -> None:
        with store.transaction() as tx:
            one = tx.changes.open("quiet", "Quiet", NOW)
            assert tx.changes.any_standing({"quiet", "import"})
            assert not tx.changes.any_standing({"import"})
            tx.changes.mark_undone(one, NOW)
            assert not tx.changes.any_standing({"quiet"})

    def test_an_unknown_change_is_not_found(self, store: Store) -> None:
        with store.transaction() as tx, pytest.raises(NotFound):
            tx.changes.mark_undone("ffffffff", NOW)
        with store.transaction() as tx, pytest.raises(NotFound):
            tx.imports.undo("ffffffff")

    def test_a_file_tells_how_far_it_was_read_and_what_failed(self, store: Store) -> None:
        problems = (Problem(at="line 3", reason="no name", held=True), Problem(at="line 9", reason="broken"))
        with store.transaction() as tx:
            change, file = begin(tx, "a.mbox")
            tx.files.progress(file, 4_096, {"new": 2}, problems[:1])
            half = tx.files.unfinished("fingerprint of a.mbox", "mail", 1)
            assert tx.files.unchanged("fingerprint of a.mbox", "mail", 1) is None
            tx.files.finish(file, {"new": 3}, problems)
            (row,) = tx.files.of_change(change)
            assert tx.files.unfinished("fingerprint of a.mbox", "mail", 1) is None
            assert tx.files.unchanged("fingerprint of a.mbox", "mail", 1) == row
            assert tx.files.unchanged("fingerprint of a.mbox", "mail", 2) is None
        assert half is not None
        assert (half.offset, half.is_done, half.counts, half.problems) == (4_096, False, {"new": 2}, problems[:1])
        assert (row.change, row.path, row.is_done, row.counts) == (change, "a.mbox", True, {"new": 3})
        assert row.problems == problems


class DecisionsContract(StoreFixtures):
    """Decisions, assignments, plans."""

    def test_decisions_stand_in_order_until_their_change_is_undone(self, store: Store) -> None:
        with store.transaction() as tx:
            first, second = (tx.changes.open("word", text, NOW) for text in "ab")
            tx.decisions.add(first, "quiet", "ana", True, NOW)
            wanted = tx.decisions.add(second, "note", "ben", {"text": "né \0 💬", "n": [1, None]}, JUNE)
            tx.decisions.add(first, "quiet", "ben", False, NOW)
        with store.transaction() as tx:
            assert [one.subject for one in tx.decisions.all()] == ["ana", "ben", "ben"]
            tx.changes.mark_undone(first, NOW)
            (left,) = tx.decisions.all()
            assert tx.decisions.all("quiet") == ()
        assert (left.id, left.change, left.at) == (wanted, second, JUNE)
        assert left.value == {"text": "né \0 💬", "n": [1, None]}

    def test_many_decisions_are_found_by_subject_kind_and_change(self, store: Store) -> None:
        with store.transaction() as tx:
            first, second = (tx.changes.open("word", text, NOW) for text in "ab")
            said = [("quiet", "ana", True), ("circle", "ben", {"name": "Né"}), ("era", "key", [1])]
            ids = tx.decisions.add_many(first, said, NOW)
            tx.decisions.add_many(second, [("quiet", "ben", False)], NOW)
            assert tx.decisions.add_many(second, [], NOW) == ()
        with store.transaction() as tx:
            assert [one.id for one in tx.decisions.all()][:3] == list(ids)
            assert [(one.kind, one.subject, one.value) for one in tx.decisions.of_change(first)] == said
            assert [one.kind for one in tx.decisions.about(["ben", "nobody"], kinds=["era"])] == [
                "circle",
                "era",
                "quiet",
            ]
            assert tx.decisions.about([]) == ()
            assert tx.decisions.reached() == (4, 0)
            assert [one.kind for one in tx.decisions.since(2)] == ["era", "quiet"]
            tx.changes.mark_undone(first, NOW)
            assert tx.decisions.reached() == (4, 1)
            assert [one.kind for one in tx.decisions.since(2)] == ["quiet"]
            assert [one.value for one in tx.decisions.about(["ben"], kinds=["era"])] == [False]
            assert len(tx.decisions.of_change(first)) == 3

    def test_a_decision_needs_a_change(self, store: Store) -> None:
        with store.transaction() as tx, pytest.raises(NotFound):
            tx.decisions.add(ChangeId("ffffffff"), "quiet", "ana", None, NOW)

    def test_the_first_person_of_a_node_is_remembered(self, store: Store) -> None:
        node, other = Node("identity", 7), Node("record", 7)
        with store.transaction() as tx:
            tx.assignments.set({node: ANA, other: BEN})
            tx.assignments.set({node: BEN})
            rows = tx.assignments.all()
            assert rows[node] == (BEN, ANA)
            assert tx.assignments.of("identity", [7, 8]) == {7: (BEN, ANA)}
            assert tx.assignments.nodes_of([BEN, CY]) == {node: BEN, other: BEN}
            assert rows[other] == (BEN, BEN)
            tx.assignments.keep({node: (CY, CY)})
            assert tx.assignments.all()[node] == (CY, CY)

    def test_a_merged_person_leads_to_who_they_are_now(self, store: Store) -> None:
        with store.transaction() as tx:
            tx.assignments.forward(ANA, BEN)
            tx.assignments.forward(BEN, CY)
            assert [tx.assignments.resolve(person) for person in (ANA, BEN, CY)] == [CY, CY, CY]
            tx.assignments.forward(CY, ANA)
            assert tx.assignments.resolve(ANA) in {ANA, BEN, CY}
            tx.assignments.forward(CY, CY)
            tx.assignments.forward(ANA, ANA)
            assert tx.assignments.resolve(ANA) == ANA
            assert tx.assignments.forwards() == {BEN: CY}

    def test_a_record_leads_to_its_person(self, store: Store) -> None:
        _, added = keep(store, "c.csv", [sighted(contact("ana"))], family="linkedin")
        with store.transaction() as tx:
            tx.assignments.set({Node("record", added.records[0]): ANA})
            assert tx.records.person_of("linkedin", "profile/ana") == ANA
            assert tx.records.ids_of_kind("contact") == ((added.records[0], tx.records.by_kind("contact")[0].id),)
            with pytest.raises(NotFound):
                tx.records.person_of("linkedin", "profile/ben")

    def test_assignments_of_removed_rows_go_with_them(self, store: Store) -> None:
        change, added = keep(store, "c.csv", [sighted(contact("ana"))], family="linkedin")
        with store.transaction() as tx:
            tx.assignments.set({Node("record", added.records[0]): ANA, Node("identity", added.identities[0]): ANA})
            tx.imports.undo(change)
            assert tx.assignments.all() == {}

    def test_a_plan_is_kept_with_its_version(self, store: Store) -> None:
        day = date(2024, 8, 1)
        with store.transaction() as tx:
            assert tx.plans.get(day) is None
            assert tx.plans.set(day, {"touches": [1.5, None, "x"]}) == 1
            assert tx.plans.set(day, ["again"]) == 2
            assert (tx.plans.get(day), tx.plans.version(day)) == (["again"], 2)
            assert tx.plans.get(day + timedelta(days=1)) is None
            tx.plans.set(day - timedelta(days=3), "before")
            assert tx.plans.since(day - timedelta(days=3)) == ((day - timedelta(days=3), "before"), (day, ["again"]))
            assert tx.plans.since(day + timedelta(days=1)) == ()

    def test_the_plans_of_the_last_days_are_kept_and_older_ones_go(self, store: Store) -> None:
        first, days = date(2024, 8, 1), MOST_PLANS + 5
        with store.transaction() as tx:
            for number in range(days):
                tx.plans.set(first + timedelta(days=number), number)
            tx.plans.set(first + timedelta(days=days - 1), "again")
            kept = tx.plans.since(first)
            assert [value for _, value in kept] == [*range(5, days - 1), "again"]
            tx.plans.set(first + timedelta(days=9_999), "by a clock that was wrong")
            assert len(tx.plans.since(first)) == MOST_PLANS

    def test_small_facts_are_kept_by_name(self, store: Store) -> None:
        with store.transaction() as tx:
            assert tx.meta.get("model") is None
            tx.meta.set("model", "1")
            tx.meta.set("model", "2")
            assert tx.meta.get("model") == "2"
