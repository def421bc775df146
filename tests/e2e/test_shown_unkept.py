"""While somebody else writes, a look shows what there is and keeps nothing; what the user says is refused, not lost."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from tests.e2e.conftest import NOW, Kithly

from kithly.app.letters.hello import hello
from kithly.app.network import open_network
from kithly.app.persons.merging import suggestions
from kithly.app.today.day import today
from kithly.errors import StoreBusy
from kithly.store import connecting


def test_the_first_look_of_a_day_is_shown_while_somebody_writes_and_kept_by_the_next(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened, open_network(network.data, now=NOW) as other:
        with other.store.transaction():
            began = time.monotonic()
            shown = today(opened, drafts=False)
            assert time.monotonic() - began < connecting.BUSY_SECONDS / 2
            assert shown.touches
            for one in shown.touches:
                assert hello(opened, one.id).person == one.person
        with opened.store.reading() as kept:
            assert kept.plans.get(opened.today) is None
        today(opened, minutes=2)
        assert [hello(opened, one.id).person for one in shown.touches] == [one.person for one in shown.touches]
        with opened.store.reading() as kept:
            assert kept.plans.get(opened.today) is not None


def test_a_day_whose_reasons_grew_old_is_shown_all_the_same(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        today(opened)
    later = NOW + timedelta(days=8)
    with open_network(network.data, now=later) as opened, open_network(network.data, now=later) as other:
        writing = other.store.transaction()
        with writing:
            assert today(opened, drafts=False).touches


def test_minutes_that_cannot_be_kept_are_refused(network: Kithly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.05)
    with open_network(network.data, now=NOW) as opened, open_network(network.data, now=NOW) as other:
        writing = other.store.transaction()
        with writing, pytest.raises(StoreBusy):
            today(opened, minutes=20)


def test_pairs_are_shown_while_somebody_writes(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened, open_network(network.data, now=NOW) as other:
        with other.store.transaction():
            shown = suggestions(opened)
        assert suggestions(opened) == shown
