"""What keeps Kithly quick is its structure: guarded here by counts, not by clocks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.ego import find_ego, kept_ego
from kithly.app.derived.refresh import refresh, touch_up
from kithly.app.network import open_network
from kithly.app.today.day import today
from kithly.people import PersonId
from kithly.records import Flag, Profile, Sighted
from kithly.store import Store
from kithly.store.interactions import Interactions
from kithly.testing.store_samples import LINKEDIN, NOW, begin, contact, derived, email, keep, mail, sighted

ASKS = Flag.ASKS
STATEMENTS = 78  # for one new message; a row read at a time would need hundreds
PEOPLE = ("ana", "ben", "cy")
MAILBOX = b"".join(
    b"From ana@example.org Mon Jan  1 00:00:00 2024\nFrom: ana@example.org\nTo: me@example.org\n"
    b"Date: Mon, 1 Jan 2024 00:00:0%d +0000\nMessage-ID: <%d@example.org>\n\nHello.\n\n" % (number, number)
    for number in range(2)
)


def letters(count: int) -> list[Sighted]:
    """Return letters to and from a few people."""
    return [
        sighted(
            mail(f"letter {number}", *(("me", who) if number % 2 else (who, "me")), days=80 - number % 80, flags=ASKS)
        )
        for number in range(count)
        for who in [PEOPLE[number % len(PEOPLE)]]
    ]


def fill(store: Store, count: int) -> None:
    """Keep ego, a few people and their letters, and derive the rest."""
    keep(
        store, "profile", [sighted(Profile(key="me", name="Me Fictional", identities=(email("me"),)))], family=LINKEDIN
    )
    keep(store, "people", [sighted(contact(who, mailbox=who)) for who in PEOPLE], family=LINKEDIN)
    keep(store, "letters", letters(count))
    with store.transaction() as tx:
        refresh(tx, now=NOW)


def but_ego(store: Store) -> list[str]:
    """Return what is derived but ego's own level, which moves with rebuilds only."""
    return [line for line in derived(store).splitlines() if not line.startswith("ego ")]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Count the statements that reach a database."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def take_one(store: Store, number: int) -> int:
    """Take one new message and return how many statements that took."""
    with counted() as seen, store.transaction() as tx:
        _, file = begin(tx, f"new {number}")
        tx.records.add(file, "mbox", "mail", [sighted(mail(f"new {number}", "ana", "me", days=90))])
        ana = tx.identities.seq_of([email("ana")])[email("ana")]
        touch_up(tx, [tx.assignments.of("identity", [ana])[ana].person], now=NOW)
    return len(seen)


def test_one_message_costs_as_many_statements_however_many_there_are_already() -> None:
    needed = []
    for count in (12, 240):
        with Store.open(":memory:") as store:
            fill(store, count)
            needed.append(take_one(store, 1))
    assert needed[0] == needed[1] <= STATEMENTS


def test_one_message_taken_alone_leaves_what_a_rebuild_would() -> None:
    with Store.open(":memory:") as store:
        fill(store, 30)
        take_one(store, 1)
        alone = but_ego(store)
        with store.transaction() as tx:
            refresh(tx, now=NOW)
        assert but_ego(store) == alone


def test_today_reads_no_column_of_all_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "kithly.db") as store:
        fill(store, 60)

    def tripped(_: Interactions) -> None:
        raise AssertionError("all messages were read")

    monkeypatch.setattr(Interactions, "columns", tripped)
    with open_network(tmp_path, now=NOW + timedelta(days=1)) as network:
        assert today(network).touches


def test_who_ego_is_is_remembered_as_it_was_found() -> None:
    with Store.open(":memory:") as store:
        fill(store, 12)
        with store.reading() as kept:
            assert kept_ego(kept) == find_ego(kept).facts
            assert kept_ego(kept).name == "Me Fictional"


def test_a_mailbox_under_another_name_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.mbox", tmp_path / "second.mbox"
    first.write_bytes(MAILBOX)
    second.write_bytes(MAILBOX)

    def tripped(*_: object, **__: object) -> None:
        raise ValueError("parsed again")

    with open_network(tmp_path / "data", now=NOW) as network:
        assert import_paths(network, [first]).totals.new == 2
        monkeypatch.setattr("kithly.sources.mbox.source.read_message", tripped)
        again = import_paths(network, [second]).totals
    assert (again.same, again.read) == (2, 2)


def test_the_help_page_loads_neither_database_nor_arithmetic() -> None:
    code = "import sys, kithly.interfaces.cli.main as m; print(*{'numpy', 'sqlalchemy', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not done.stdout.strip()


def test_nobody_is_touched_up_for_nothing() -> None:
    with Store.open(":memory:") as store:
        fill(store, 12)
        before = derived(store)
        with store.transaction() as tx:
            touch_up(tx, [PersonId(row.person.id) for row in tx.people.all()], now=NOW)
        assert derived(store) == before
