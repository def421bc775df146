"""Several people put into an era at once, while the question about it stays open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW
from tests.e2e.years import write_export, write_letters

from kithly.app.belonging.era_edits import put_in_era
from kithly.app.belonging.eras import answer_era, era
from kithly.app.belonging.word import met
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.persons.people import show_person
from kithly.errors import NotFound, SettingsError

OTTILIE, DARYA = "Ottilie Brackenfold", "Darya Kovaleva"


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return a network of two jobs and a school, and somebody nobody would propose for them."""
    paths = [write_export(tmp_path / "export"), write_letters(tmp_path / "All mail.mbox")]
    with open_network(tmp_path / "data", now=NOW) as opened:
        import_paths(opened, paths)
        met(opened, OTTILIE)
        yield opened


def belongs(network: Network, who: str) -> list[str]:
    return [one.text for one in show_person(network, who).eras]


def test_people_are_put_in_by_the_users_word_and_one_undo_takes_all_back(network: Network) -> None:
    waiting = era(network, "halden").waiting
    done = put_in_era(network, [OTTILIE, DARYA], "halden", belongs=True)
    assert done.text == "2 people belong to your Halden Marine years."
    assert belongs(network, OTTILIE) == ["coworker, your Halden Marine years"]
    assert era(network, "halden").waiting == waiting - 1
    undo(network, done.change)
    assert belongs(network, OTTILIE) == []
    assert era(network, "halden").waiting == waiting


def test_the_question_about_the_era_is_still_asked_of_the_others(network: Network) -> None:
    put_in_era(network, [OTTILIE], "halden", belongs=True)
    view = era(network, "halden")
    assert view.answer is None
    assert view.question.endswith("Were they coworkers?")
    answer_era(network, "halden", "no")
    assert belongs(network, OTTILIE) == ["coworker, your Halden Marine years"]


def test_somebody_taken_out_is_not_even_likely_any_more(network: Network) -> None:
    assert belongs(network, "Mehmet") == ["likely: coworker, your Halden Marine years"]
    done = put_in_era(network, ["Mehmet"], "halden", belongs=False)
    assert done.text == "Mehmet Yildiz does not belong to your Halden Marine years."
    assert belongs(network, "Mehmet") == []


def test_nobody_chosen_an_unknown_era_and_an_unknown_person_change_nothing(network: Network) -> None:
    with pytest.raises(SettingsError):
        put_in_era(network, [], "halden", belongs=True)
    with pytest.raises(NotFound):
        put_in_era(network, [OTTILIE], "atlantis", belongs=True)
    with pytest.raises(NotFound):
        put_in_era(network, [OTTILIE, "0123456789"], "halden", belongs=True)
    assert belongs(network, OTTILIE) == []
