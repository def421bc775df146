"""Many people edited at once: one change, one undo; all of them or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kithly.app.belonging.edits import Edit, edit_people
from kithly.app.belonging.word import importance, quiet
from kithly.app.changes import list_changes, undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.persons.finding import Filters, find_people
from kithly.app.today.outcome import log
from kithly.errors import NotFound, SettingsError
from kithly.testing.store_samples import NOW, derived


def ids(network: Network, *names: str) -> list[str]:
    return [find_people(network, name).people[0].id for name in names]


def names(network: Network, filters: Filters) -> list[str]:
    return [row.name.split()[0].casefold() for row in find_people(network, filters=filters).people]


def test_many_people_are_edited_by_one_change_and_one_undo_takes_it_back(network: Network) -> None:
    before = find_people(network)
    edit = Edit(circle="Harbour", importance="high", place="family", quiet=True)
    view = edit_people(network, ids(network, "ana", "cy", "dora"), edit)
    assert view.text == "3 people: in Harbour, importance high, family, not suggested."
    assert names(network, Filters(circle="harbour", place="family")) == ["ana", "cy", "dora"]
    row = find_people(network, "cy").people[0]
    assert (row.circles, row.importance, row.place, row.quiet) == (("Harbour",), 2.0, "family", True)
    assert list_changes(network).changes[0].text == view.text
    undo(network, view.change)
    assert find_people(network) == before


def test_what_is_not_said_stays_as_it_is(network: Network) -> None:
    edit_people(network, ids(network, "ana"), Edit(circle="Choir", quiet=True))
    edit_people(network, ids(network, "ana", "ben"), Edit(importance="low"))
    edit_people(network, ids(network, "ana", "ben"), Edit(out_of="choir", circle="Pier"))
    ana = find_people(network, "ana").people[0]
    assert (ana.circles, ana.quiet, ana.importance) == (("Pier",), True, 0.5)


def test_somebody_unknown_stops_all(network: Network) -> None:
    before = find_people(network)
    with pytest.raises(NotFound):
        edit_people(network, [*ids(network, "ana"), "ffffffffff"], Edit(quiet=True))
    assert find_people(network) == before


@pytest.mark.parametrize("edit", [Edit(), Edit(importance="huge"), Edit(place="moon")])
def test_nothing_to_say_is_one_sentence(network: Network, edit: Edit) -> None:
    with pytest.raises(SettingsError):
        edit_people(network, ids(network, "ana"), edit)


def test_nobody_chosen_is_one_sentence(network: Network) -> None:
    with pytest.raises(SettingsError):
        edit_people(network, [], Edit(quiet=True))


def test_two_people_are_called_by_their_names(network: Network) -> None:
    view = edit_people(network, ids(network, "ana", "ben", "ana"), Edit(quiet=False))
    assert view.text == "Ana Fictional and Ben Fictional: may be suggested."


def test_a_word_taken_back_leaves_what_a_rebuild_would(network: Network) -> None:
    """Nobody else's rows are touched; ego's own level alone moves with rebuilds only."""
    acts: tuple[Callable[[], object], ...] = (
        lambda: quiet(network, "ana", on=True),
        lambda: importance(network, "ben", "high"),
        lambda: log(network, "cy", "a call"),
        lambda: edit_people(network, ids(network, "dora", "eve"), Edit(circle="Pier", place="service")),
    )
    for act in acts:
        before = but_ego(network)
        act()
        assert but_ego(network) != before
        undo(network, None)
        assert but_ego(network) == before
        with network.store.transaction() as tx:
            refresh(tx, now=NOW)
        assert but_ego(network) == before


def but_ego(network: Network) -> list[str]:
    return [line for line in derived(network.store).splitlines() if not line.startswith("ego ")]
