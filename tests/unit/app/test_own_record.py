"""What is kept of ego's own past: by every rebuild, and with the first contact of a new window."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kithly.app.derived.own_record import KEPT, kept_calibrations, kept_past
from kithly.app.derived.refresh import refresh, touch_up
from kithly.records import Profile
from kithly.store import Store
from kithly.testing.store_samples import LINKEDIN, begin, contact, email, keep, mail, sighted
from kithly.ties import coefficients, not_calibrated
from kithly.ties.columns import DAY, HORIZON

LATER = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = tuple(f"friend{number}" for number in range(8))
START = datetime(2024, 5, 1, tzinfo=UTC)


def day_of_window(last: int) -> int:
    """Return the day, counted like those of the sample mails, on which a window of `LATER` begins, so many back."""
    begin_of = (LATER.timestamp() // HORIZON - last) * HORIZON
    return int((begin_of - START.timestamp()) // DAY) + 1


def filled(store: Store, until: int) -> None:
    """Keep ego and letters to and from a few people, every week until a day."""
    me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
    keep(store, "profile", [sighted(me)], family=LINKEDIN)
    keep(store, "people", [sighted(contact(who, mailbox=who)) for who in PEOPLE], family=LINKEDIN)
    letters = [
        sighted(mail(f"{who} {day}", *(("me", who) if day % 2 else (who, "me")), days=day))
        for place, who in enumerate(PEOPLE)
        for day in range(place, until, 7 + 9 * place)
    ]
    keep(store, "letters", letters)
    with store.transaction() as tx:
        refresh(tx, now=LATER)


def write_to(store: Store, who: str, day: int) -> None:
    """Keep one more letter and bring that person alone up to date."""
    with store.transaction() as tx:
        _, file = begin(tx, f"new {day}")
        tx.records.add(file, "mbox", "mail", [sighted(mail(f"new {day}", "me", who, days=day))])
        seq = tx.identities.seq_of([email(who)])[email(who)]
        touch_up(tx, [tx.assignments.of("identity", [seq])[seq].person], now=LATER)


def kept_fact(store: Store) -> str | None:
    with store.reading() as kept:
        return kept.meta.get(KEPT)


@pytest.mark.parametrize("back", [1, 0])
def test_with_a_letter_alone_the_past_is_what_a_rebuild_would_keep(back: int) -> None:
    with Store.open(":memory:") as store:
        filled(store, day_of_window(1) + 20)
        before = kept_fact(store)
        write_to(store, PEOPLE[0], day_of_window(back) + 21)
        alone = kept_fact(store)
        assert (alone == before) == (back == 1)
        with store.transaction() as tx:
            refresh(tx, now=LATER)
        assert kept_fact(store) == alone


def test_what_is_kept_moves_the_models_and_tells_both() -> None:
    with Store.open(":memory:") as store:
        filled(store, day_of_window(0) + 5)
        with store.reading() as kept:
            past, moved = kept_past(kept), kept_calibrations(kept)
    assert past is not None
    assert past.strength.said.sum() > 0
    assert past.reply.said.sum() > 0
    assert moved != not_calibrated()


def test_what_other_models_said_is_no_past_of_these() -> None:
    with Store.open(":memory:") as store:
        filled(store, day_of_window(0) + 5)
        with store.transaction() as tx:
            fact = tx.meta.get(KEPT) or ""
            tx.meta.set(KEPT, fact.replace(coefficients().version, "another"))
        with store.reading() as kept:
            assert kept_past(kept) is None
            assert kept_calibrations(kept) == not_calibrated()
