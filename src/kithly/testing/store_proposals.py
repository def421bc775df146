"""Contract: proposals: kept as they are, found again, and answered once."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.errors import NotFound
from kithly.store import ProposalRow, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import NOW

ROW = ProposalRow(
    proposer="An assistant \x00",
    kind="note",
    subject="ana",
    value={"text": "bees 🐝"},
    text="Note: “bees”",
    made_at=NOW,
)
HOUR = timedelta(hours=1)


class ProposalsContract(StoreFixtures):
    """What an assistant asked for."""

    def test_a_proposal_is_found_by_the_beginning_of_its_id(self, store: Store) -> None:
        with store.transaction() as tx:
            one, two = tx.proposals.add(ROW), tx.proposals.add(ROW)
        with store.reading() as kept:
            found = kept.proposals.get(one[:6])
            with pytest.raises(NotFound):
                kept.proposals.get("")
        assert one != two
        assert (found.id, found.value, found.state) == (one, {"text": "bees 🐝"}, "open")
        assert "\x00" not in found.proposer

    def test_only_those_after_a_moment_and_in_a_state_are_given(self, store: Store) -> None:
        with store.transaction() as tx:
            one = tx.proposals.add(ROW)
            assert [row.id for row in tx.proposals.since(NOW - HOUR, "open")] == [one]
            assert tx.proposals.since(NOW - HOUR, "accepted") == ()
            assert tx.proposals.since(NOW + HOUR) == ()

    def test_whoever_is_second_changes_nothing(self, store: Store) -> None:
        with store.transaction() as tx:
            row = tx.proposals.get(tx.proposals.add(ROW))
            change = tx.changes.open("note", "Noted", NOW)
            assert tx.proposals.move(row, "accepted", at=NOW, change=change)
            assert not tx.proposals.move(row, "declined", at=NOW)
            settled = tx.proposals.get(row.id)
            assert (settled.state, settled.settled_at) == ("accepted", NOW)

    def test_one_that_waits_is_given_the_words_of_today_and_an_answered_one_keeps_its_own(self, store: Store) -> None:
        fresh = replace(ROW, subject="bea", value={"text": "hens"}, text="Note: “hens”", made_at=NOW + HOUR)
        with store.transaction() as tx:
            row, other = (tx.proposals.get(tx.proposals.add(ROW)) for _ in range(2))
            tx.proposals.renew(row, fresh)
            kept = tx.proposals.get(row.id)
            assert (kept.subject, kept.value, kept.text) == (fresh.subject, fresh.value, fresh.text)
            assert (kept.made_at, kept.state) == (row.made_at, row.state)
            assert tx.proposals.move(other, "declined", at=NOW)
            tx.proposals.renew(other, fresh)
            assert tx.proposals.get(other.id).text == ROW.text
