"""What a fresh export showed against the one before: told once, counted rightly, nothing where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kithly.app.belonging.word import quiet
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.app.today.answering import read_note
from kithly.app.today.day import today
from kithly.records import Profile
from kithly.store import Store
from kithly.testing.store_samples import contact, email, keep, sighted

FIRST, SECOND = datetime(2026, 10, 14, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
EXPORT = "linkedin_export"
BEFORE = {
    "ana": ("Acme", "QA Engineer"),
    "ben": ("Acme", "QA Engineer"),
    "cy": ("Acme", "QA Engineer"),
    "dora": ("Acme", "QA Engineer"),
    "eve": ("Acme", "QA Engineer"),
    "flo": ("Acme", "Head of QA"),
}
AFTER = {
    "ana": ("Globex", "QA Engineer"),  # moved
    "ben": ("Initech", "Head of QA"),  # moved
    "cy": ("Acme", "Head of QA"),  # promoted
    "dora": ("", "Open to work"),  # lost it, or looks for one: nothing to tell
    "eve": ("ACME Inc.", "QA engineer"),  # spelt otherwise
    "flo": ("Acme", "QA Engineer"),  # a step down is not counted
}


def export(network: Network, work: dict[str, tuple[str, str]], at: datetime) -> None:
    people = [replace(contact(who, company=company), title=title) for who, (company, title) in work.items()]
    keep(network.store, f"export {at:%F}", [sighted(one, at) for one in people], family=EXPORT)
    with network.store.transaction() as tx:
        refresh(tx, now=network.now)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with Store.open(":memory:") as store:
        keep(store, "me", [sighted(Profile(key="me", name="Me Fictional", identities=(email("me"),)))], family=EXPORT)
        made = Network(
            store=store, settings=Settings(folder=tmp_path), now=NOW, zone=ZoneInfo("UTC"), recall=Recall(store)
        )
        export(made, BEFORE, FIRST)
        yield made


def told(network: Network) -> list[str]:
    return [one.text for one in today(network, drafts=False).notes if one.kind == "export_news"]


def test_it_is_counted_who_moved_and_who_was_promoted(network: Network) -> None:
    export(network, AFTER, SECOND)
    assert told(network) == ["Since your export of 14 October 2026 two people moved and one was promoted."]


def test_nothing_is_said_of_the_first_export_and_where_nothing_changed(network: Network) -> None:
    assert told(replace(network, now=FIRST + timedelta(days=1))) == []
    export(network, BEFORE, SECOND)
    assert told(network) == []


def test_whoever_is_in_no_plan_is_not_counted(network: Network) -> None:
    export(network, AFTER, SECOND)
    quiet(network, "cy", on=True)
    assert told(network) == ["Since your export of 14 October 2026 two people moved."]


def test_it_is_said_on_one_day_and_not_on_the_next(network: Network) -> None:
    export(network, AFTER, SECOND)
    assert told(network)
    assert told(network)  # the same day
    assert told(replace(network, now=NOW + timedelta(days=1))) == []


def test_once_read_it_is_gone(network: Network) -> None:
    export(network, AFTER, SECOND)
    (note,) = [one for one in today(network, drafts=False).notes if one.kind == "export_news"]
    read_note(network, note.id)
    assert told(network) == []


def test_an_old_export_is_no_news(network: Network) -> None:
    export(network, AFTER, SECOND)
    assert told(replace(network, now=NOW + timedelta(days=20))) == []
