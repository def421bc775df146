"""News that reads like a death: nothing is suggested, and the user is asked until they have answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kithly.app.changes import undo
from kithly.app.derived.mourned import mourning
from kithly.app.derived.refresh import refresh, touch_up
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.today.answering import answer_died
from kithly.app.today.day import today
from kithly.app.views import DayNoteView
from kithly.errors import NotFound, SettingsError
from kithly.people import PersonId
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind
from kithly.store import ChangeId
from kithly.testing.store_news import news
from kithly.testing.store_samples import MAIL, NOW, keep, sighted

BLOG = Identity(IdentityKind.URL, "https://club.example")
DIED = "We mourn the loss of our friend Cy Fictional, who passed away on Sunday."


def told(key: str, kind: NewsKind, text: str, *, name: str = "Cy Fictional", days: float = 2) -> News:
    who = BLOG if kind is NewsKind.ARTICLE else None
    one = replace(news(key, name, who), kind=kind, text=text, channel=Channel.WEB, told_by="")
    return replace(one, at=NOW - timedelta(days=days))


def brought(network: Network, *ones: News) -> ChangeId:
    change, _ = keep(network.store, f"notices {len(ones)}", [sighted(one, one.at or NOW) for one in ones], family=MAIL)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return change


def notes(network: Network) -> list[DayNoteView]:
    return [one for one in today(network, drafts=False).notes if one.kind == "remember"]


def reasons(network: Network, who: str) -> list[str]:
    return [one.kind for one in show_person(network, who).reasons]


def met(network: Network, who: str) -> None:
    """Say that Cy was met, so that there is a reason to write."""
    with network.store.transaction() as tx:
        change = tx.changes.open("met", "Met", NOW)
        at = NOW - timedelta(days=4)
        tx.decisions.add(change, "met", PersonId(who), {"where": "the fair", "about": "maps"}, at)
        refresh(tx, now=NOW)


@pytest.fixture
def cy(network: Network) -> str:
    found = show_person(network, "cy").id
    met(network, found)
    assert "met" in reasons(network, found)
    return found


OBITUARY = told("o", NewsKind.ALERT, "Cy Fictional Obituary - Harbour Gazette")
CONDOLENCE = told("c", NewsKind.ARTICLE, DIED, name="The Rowing Club")


@pytest.mark.parametrize("one", [OBITUARY, CONDOLENCE], ids=["of the person", "of others"])
def test_nothing_is_suggested_and_the_question_stands_until_it_is_answered(
    network: Network, cy: str, one: News
) -> None:
    brought(network, one)
    assert reasons(network, cy) == []
    for _ in range(2):
        (note,) = notes(network)
        assert note.person is not None
        assert note.person.id == cy
        assert "Cy Fictional" in note.text
        assert note.evidence


def test_yes_remembers_them_and_no_lets_everything_come_back(network: Network, cy: str) -> None:
    brought(network, CONDOLENCE)
    (note,) = notes(network)
    said = answer_died(network, note.id, "no")
    assert notes(network) == []
    assert "met" in reasons(network, cy)
    assert not show_person(network, cy).remembered
    undo(network, said.change)
    (again,) = notes(network)
    answer_died(network, again.id, "yes")
    assert notes(network) == []
    assert show_person(network, cy).remembered
    assert reasons(network, cy) == []


def test_a_question_takes_yes_or_no_and_only_while_it_is_asked(network: Network, cy: str) -> None:
    brought(network, OBITUARY)
    with pytest.raises(SettingsError):
        answer_died(network, f"remember-{cy}", "perhaps")
    with pytest.raises(NotFound):
        answer_died(network, "remember-nobody", "yes")


def test_an_echo_of_what_was_answered_asks_nothing(network: Network, cy: str) -> None:
    brought(network, OBITUARY)
    answer_died(network, notes(network)[0].id, "no")
    brought(network, OBITUARY, told("o2", NewsKind.ALERT, "Remembering Cy Fictional", days=1))
    assert notes(network) == []
    assert "met" in reasons(network, cy)


def test_undoing_what_told_it_takes_the_question_back(network: Network, cy: str) -> None:
    change = brought(network, CONDOLENCE)
    assert notes(network)
    undo(network, change)
    assert notes(network) == []
    assert "met" in reasons(network, cy)


def test_a_few_people_looked_at_alone_are_told_the_same(network: Network, cy: str) -> None:
    brought(network, CONDOLENCE)
    ana = show_person(network, "ana").id
    with network.store.transaction() as tx:
        before = mourning(tx)
        touch_up(tx, [PersonId(cy), PersonId(ana)], now=NOW)
        assert mourning(tx) == before
        touch_up(tx, [PersonId(ana)], now=NOW)
        assert mourning(tx) == before
    assert reasons(network, cy) == []


@pytest.mark.parametrize(
    ("text", "died"),
    [
        ("My condolences to Cy Fictional on the loss of his father.", False),
        ("We mourn the loss of Rui Sand, with Cy Fictional and many others.", False),
        ("Condolences to the family and friends of Cy Fictional.", True),
        ("Our condolences to Cy Fictional's family.", True),
        ("We mourn Cy Fictional.", True),
    ],
)
def test_whoever_is_comforted_lives_and_whose_family_is_does_not(
    network: Network, cy: str, text: str, *, died: bool
) -> None:
    brought(network, replace(CONDOLENCE, text=text))
    assert (reasons(network, cy) == []) == died


def test_the_dead_of_others_are_not_asked_about(network: Network, cy: str) -> None:
    other = replace(CONDOLENCE, text="Cy Fictional will read at the funeral of Rui Sand.")
    brought(network, other, told("x", NewsKind.ARTICLE, "The father of Cy Fictional has died.", name="The Club"))
    assert notes(network) == []
    assert "met" in reasons(network, cy)


def test_the_page_of_whom_others_mourn_does_not_say_that_they_published_it(network: Network, cy: str) -> None:
    brought(network, CONDOLENCE)
    assert [one.text for one in show_person(network, cy).news] == ["The Rowing Club wrote of them."]
