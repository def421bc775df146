"""While a long import runs, the day is usable: it rests on what was read, and is planned anew at the end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports

from kithly.app.belonging.word import note, quiet
from kithly.app.bringing import import_pace, import_reading
from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.import_pace import Pace
from kithly.app.bringing.import_progress import Progress
from kithly.app.changes import list_changes, undo
from kithly.app.checkup import doctor
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.people import list_people, show_person
from kithly.app.persons.searching import search
from kithly.app.today import planning
from kithly.app.today.day import today
from kithly.app.views import TodayView
from kithly.errors import StoreBusy


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let a short import settle early, in small batches."""
    monkeypatch.setattr(import_reading, "BATCH", 150)
    monkeypatch.setattr(import_pace, "FIRST", 0.0)
    return monkeypatch


def during(folder: Path, path: Path, look: Callable[[Network], None], *, when: Callable[[Progress], bool]) -> None:
    """Import, and look once from elsewhere while the import runs."""
    looked = 0

    def report(progress: Progress) -> None:
        nonlocal looked
        if when(progress) and not looked:
            looked += 1
            with open_network(folder, now=NOW) as elsewhere:
                look(elsewhere)

    with open_network(folder, now=NOW) as network:
        import_paths(network, [path], report=report)
    assert looked


def test_today_people_and_search_show_the_newest_mail_while_the_rest_is_read(
    exports: Exports, tmp_path: Path, early: pytest.MonkeyPatch
) -> None:
    seen: list[TodayView] = []

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page must not do the import's work")

    def look(network: Network) -> None:
        with early.context() as patch:
            patch.setattr(planning, "refresh", refuse)
            seen.append(today(network))
            assert today(network).touches == seen[0].touches
        people = list_people(network).people
        assert people
        assert all(one.tie is not None and one.tie.silent_days is not None for one in people[:3])
        assert search(network, "thanks").total > 0

    during(tmp_path, exports.mailbox, look, when=lambda progress: progress.settled)
    (view,) = seen
    assert view.touches
    assert "An import is running: what is shown here rests on what it has read so far." in view.hints


def test_a_day_planned_meanwhile_is_planned_anew_when_everything_is_read(
    exports: Exports, tmp_path: Path, early: pytest.MonkeyPatch
) -> None:
    seen: list[TodayView] = []
    during(
        tmp_path / "one", exports.mailbox, lambda one: seen.append(today(one, minutes=60)), when=lambda one: one.settled
    )
    early.undo()
    with open_network(tmp_path / "other", now=NOW) as network:
        import_paths(network, [exports.mailbox])
        whole = today(network, minutes=60)
    with open_network(tmp_path / "one", now=NOW) as network:
        after = today(network, minutes=60)
        assert [one.reason for one in today(network).touches] == [one.reason for one in after.touches]
    assert [one.reason for one in after.touches] == [one.reason for one in whole.touches]
    assert [one.reason for one in seen[0].touches] != [one.reason for one in after.touches]


def test_doctor_says_that_an_import_runs_instead_of_finding_fault(
    exports: Exports, tmp_path: Path, early: pytest.MonkeyPatch
) -> None:
    early.setattr(import_pace, "FIRST", 1e9)
    checks = {}

    def look(network: Network) -> None:
        checks.update({check.name: check for check in doctor(network).checks})

    during(tmp_path, exports.mailbox, look, when=lambda progress: progress.read > 300)
    assert checks["imports"].ok
    assert checks["imports"].text.startswith("An import is running")
    assert "consistency" not in checks


@pytest.mark.usefixtures("early")
def test_a_word_is_taken_back_while_an_import_runs_but_no_import_is(exports: Exports, tmp_path: Path) -> None:
    who: list[str] = []

    def look(network: Network) -> None:
        person = list_people(network).people[0].id
        for told in (note(network, person, "Likes tea."), quiet(network, person, on=True)):
            undo(network, told.change)
        page = show_person(network, person)
        assert (page.notes, page.quiet) == ((), False)
        running = next(one for one in list_changes(network).changes if one.kind == "import")
        with pytest.raises(StoreBusy, match="Another import is running"):
            undo(network, running.id)
        who.append(person)

    during(tmp_path, exports.mailbox, look, when=lambda progress: progress.settled)
    with open_network(tmp_path, now=NOW) as network:
        assert show_person(network, who[0]).notes == ()
        with network.store.rehearsal() as tx:
            before = tx.derived()
            refresh(tx, now=NOW)
            assert tx.derived() == before


def test_everything_is_settled_first_soon_and_then_at_growing_intervals_that_cost_little() -> None:
    clock = {"now": 0.0}
    pace = Pace(lambda: clock["now"])
    settled = []
    for second in range(1, 3_600):
        clock["now"] = float(second)
        if pace.is_due():
            began = pace.now()
            clock["now"] += second / 50  # the more there is, the longer it takes
            settled.append(second)
            pace.settled(began)
    assert settled[0] == import_pace.FIRST
    assert all(later >= 2 * earlier for earlier, later in pairwise(settled))
    assert 5 < len(settled) < 9


def test_settling_that_takes_long_comes_less_often() -> None:
    clock = {"now": import_pace.FIRST}
    pace = Pace(lambda: clock["now"] - import_pace.FIRST)
    clock["now"] = 2 * import_pace.FIRST
    began = pace.now()
    clock["now"] += 10.0
    pace.settled(began)
    clock["now"] += import_pace.SHARE * 10.0 - 1
    assert not pace.is_due()
    clock["now"] += 1
    assert pace.is_due()
