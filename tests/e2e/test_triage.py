"""The people written with most, guessed and settled on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.e2e.belonging_shapes import TRIAGE
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.shapes import misfits
from tests.e2e.years import EGO, HOME, Letter, write_export, write_letters

from kithly.app.belonging.triage import settle_triage, triage, when_text
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network, open_network
from kithly.errors import NotFound, SettingsError

ME = f"{EGO} <{HOME}>"
PARTNER, BANK, OLD = (
    "Aylin Demir <aylin@gmail.com>",
    "Fjellbank kundeservice <hei@fjellbank.example>",
    "Olu Ade <olu@acme.example>",
)
BROTHER = "Jonas Hagen <jonas@gmail.com>"


def letters() -> list[Letter]:
    """Return a life with a partner in the evenings, a brother, a bank and a friend at work."""
    found: list[Letter] = []
    for number in range(400):
        day = datetime(2024, 1, 6, 20, tzinfo=UTC) + timedelta(days=2 * number)
        found.append((day.isoformat(), *((PARTNER, ME) if number % 2 else (ME, PARTNER))))
    for number in range(40):
        day = datetime(2025, 1, 6, tzinfo=UTC) + timedelta(days=number)
        found += [(day.isoformat(), BANK, ME)] + ([(day.isoformat(), ME, BANK)] if number < 2 else [])
        found += [(day.isoformat(), BROTHER, ME), (day.isoformat(), ME, BROTHER)]
    return [*found, ("2026-02-27T08:00:00", OLD, ME), ("2026-02-27T10:00:00", ME, OLD)]


@pytest.fixture
def boxes(tmp_path: Path) -> list[Path]:
    """Return an export that tells who ego is, and the letters."""
    export = write_export(tmp_path / "export", connections=("First Name,Last Name,URL,Connected On",))
    return [export, write_letters(tmp_path / "All mail.mbox", letters())]


@pytest.fixture
def network(boxes: list[Path], tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        import_paths(opened, boxes)
        yield opened


def test_each_has_a_guess_with_its_reason_and_a_note(network: Network) -> None:
    rows = {row.person.name: row for row in triage(network).people}
    assert list(rows) == ["Aylin Demir", "Jonas Hagen", "Fjellbank kundeservice", "Olu Ade"]
    assert {name: row.guess for name, row in rows.items()} == {
        "Aylin Demir": "family",
        "Jonas Hagen": "family",
        "Fjellbank kundeservice": "service",
        "Olu Ade": "network",
    }
    assert rows["Fjellbank kundeservice"].note == "42, February 2025, you wrote twice"
    assert rows["Olu Ade"].note == "2, Friday"
    assert rows["Olu Ade"].last == date(2026, 2, 27)
    assert rows["Olu Ade"].why == "1 from them, 1 from you"
    assert not any(row.decided for row in rows.values())


def test_all_are_settled_by_one_change_that_one_undo_takes_back(network: Network) -> None:
    before = triage(network)
    ids = {row.person.name: row.person.id for row in before.people}
    done = settle_triage(
        network, {ids["Aylin Demir"]: "family", ids["Jonas Hagen"]: "leave-out", "fjellbank": "service"}
    )
    assert done.text == "You placed 3 people: 1 family, 1 service, 1 leave out."
    assert list_changes(network).changes[0].id == done.change
    after = {row.person.name: (row.place, row.decided) for row in triage(network).people}
    assert after["Jonas Hagen"] == ("leave out", True)
    assert after["Olu Ade"] == ("network", False)
    assert next(row.person.name for row in triage(network).people) == "Olu Ade"
    undo(network, done.change)
    assert triage(network) == before


def test_as_guessed_takes_all_but_those_named_and_leaves_what_was_decided(network: Network) -> None:
    settle_triage(network, {"Olu Ade": "service"})
    settle_triage(network, {"Aylin": "network"}, as_guessed=True)
    places = {row.person.name: row.place for row in triage(network).people}
    assert places == {
        "Aylin Demir": "network",
        "Jonas Hagen": "family",
        "Fjellbank kundeservice": "service",
        "Olu Ade": "service",
    }


def test_a_place_or_person_that_is_none_changes_nothing(network: Network) -> None:
    before = list_changes(network)
    for places, error in (
        ({"Olu Ade": "colleague"}, SettingsError),
        ({}, SettingsError),
        ({"Zed": "family"}, NotFound),
    ):
        with pytest.raises(error):
            settle_triage(network, places)
    assert list_changes(network) == before


def test_the_command_lists_and_settles(kithly: Kithly, boxes: list[Path]) -> None:
    kithly.ok("import", *boxes)
    assert misfits(kithly.view("triage"), TRIAGE) == []
    text = kithly.ok("triage")
    assert "Fjellbank kundeservice" in text
    assert "service? " in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "1 network, 2 family, 1 service" in kithly.ok("triage", "--accept")
    kithly.ok("undo")
    assert "1 network, 1 family, 2 service" in kithly.ok("triage", "--accept", "--service", "Jonas")
    assert "kithly triage --accept" not in kithly.ok("triage")
    assert "Olu Ade: family." in kithly.ok("triage", "Olu", "family")
    for words in (("triage", "Olu"), ("triage", "Olu", "family", "--accept")):
        assert kithly(*words).code == 2


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (datetime(2026, 3, 2, 8, tzinfo=UTC), "today"),
        (datetime(2026, 3, 1, 21, tzinfo=UTC), "last night"),
        (datetime(2026, 3, 1, 9, tzinfo=UTC), "yesterday"),
        (datetime(2026, 2, 24, 9, tzinfo=UTC), "Tuesday"),
        (datetime(2026, 2, 20, 9, tzinfo=UTC), "last week"),
        (datetime(2026, 2, 1, 9, tzinfo=UTC), "February"),
        (datetime(2025, 4, 1, 9, tzinfo=UTC), "April"),
        (datetime(2025, 3, 1, 9, tzinfo=UTC), "March 2025"),
    ],
)
def test_a_moment_is_told_as_people_say_it(last: datetime, text: str) -> None:
    assert when_text(last, date(2026, 3, 2)) == text
