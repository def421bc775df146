"""The year ahead as a user meets it: what is a fact, what is expected, what came of earlier ones, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.forecast_shapes import FORECAST
from tests.e2e.shapes import misfits

from kithly.app.belonging.word import place, remembered
from kithly.app.network import Network, open_network
from kithly.app.persons.forecast import forecast, past_forecasts
from kithly.app.persons.numbers import strength
from kithly.app.persons.people import list_people
from kithly.app.today.outcome import log

MONTHS_OF_2027 = ("2027-01", "2027-02", "2027-03")
ROBIN = "Robin Q <robin@quill.example>"
Letter = tuple[str, float, bool]  # somebody's name, days ago, whether Robin writes


def letter(number: int, who: str, ago: float, *, outgoing: bool) -> str:
    """Return one message of an mbox."""
    them = f"{who} Grouse <{who.lower()}@grouse.example>"
    sender, to = (ROBIN, them) if outgoing else (them, ROBIN)
    return (
        f"From - Mon Jan 05 09:00:00 2015\nX-Gmail-Labels: {'Sent' if outgoing else 'Inbox'}\nFrom: {sender}\n"
        f"To: {to}\nSubject: Bees\nDate: {format_datetime(NOW - timedelta(days=ago))}\n"
        f"Message-ID: <m{number}@quill.example>\n\nHow are the bees?\n\n"
    )


def rhythm(who: str, every: float, *, since: float, until: float = 2) -> list[Letter]:
    """Robin writes every so many days; the other answers the next day."""
    days = [until + every * step for step in range(int((since - until) / every) + 1)]
    return [one for ago in days for one in ((who, ago + 1, True), (who, ago, False))]


@pytest.fixture
def told(tmp_path: Path) -> Callable[[list[Letter]], Kithly]:
    """Return a way to a network of some letters."""

    def make(letters: list[Letter]) -> Kithly:
        box = tmp_path / "All mail.mbox"
        parts = [letter(number, who, ago, outgoing=out) for number, (who, ago, out) in enumerate(letters)]
        box.write_text("".join(parts), "utf-8")
        kithly = Kithly(data=tmp_path / "data")
        kithly.ok("me", "--set", "timezone=UTC", "--set", "address=robin@quill.example")
        kithly.ok("import", box)
        return kithly

    return make


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    """Return an own copy of the imported network, open."""
    with open_network(network.data, now=NOW) as one:
        yield one


def check(view: Any) -> None:
    """Demand that the document has its shape and its numbers hang together."""
    assert misfits(view, FORECAST) == []
    for one in view["months"]:
        for number in (one["in_touch"], one["would_answer"]):
            low, high = number["interval"]
            assert 0 <= low <= number["expected"] <= high <= view["now"]["known"]
    assert view["hits"] == {"made": len(view["past"]), "inside": sum(one["inside"] for one in view["past"])}
    assert bool(view["months"]) == (view["now"]["in_touch"] is not None) == bool(view["keep"]) == bool(view["text"])


def test_the_json_keeps_its_shape(network: Kithly) -> None:
    view = network.view("forecast")
    check(view)
    assert len(view["months"]) == 12
    assert len(view["past"]) >= 1


def test_with_nothing_imported_nothing_is_told_and_why(kithly: Kithly) -> None:
    view = kithly.view("forecast")
    check(view)
    assert view["months"] == view["past"] == []
    assert "No contact was seen" in view["lacking"][0]


def test_the_months_follow_today_and_those_who_would_answer_begin_with_today(opened: Network) -> None:
    view, now = forecast(opened), strength(opened)
    assert [one.month for one in view.months] == [*(f"2026-{one:02}" for one in range(4, 13)), *MONTHS_OF_2027]
    assert view.now.would_answer == now.would_answer
    assert view.now.known == now.people["known"]


def test_the_words_tell_today_the_year_and_what_came_before(network: Kithly) -> None:
    told = " ".join(network.ok("forecast").split())
    assert "if things go on as usual." in told
    assert "people you have yet to meet are not in it" in told
    assert "In March 2025, in touch with" in told
    assert "No log shows that a hello keeps a tie" in told


def test_past_forecasts_are_those_of_a_day_on_which_nothing_later_was_known(
    told: Callable[[list[Letter]], Kithly],
) -> None:
    old = [one for who in ("Ana", "Ben", "Cleo", "Dag") for one in rhythm(who, 12, since=1_300, until=367)]
    kithly = told([*old, *rhythm("Ana", 12, since=360), *rhythm("Eve", 5, since=300)])
    with open_network(kithly.data, now=NOW) as network:
        then = past_forecasts(network)
    with open_network(kithly.data, now=NOW.replace(year=2025)) as network:
        view = forecast(network)
    newest = then[0]
    assert (newest.made, newest.for_) == (NOW.replace(year=2025).date(), NOW.date())
    assert (newest.known, newest.was, newest.came) == (4, 4, 1)  # Eve was met later
    assert view.months[-1].in_touch.expected == pytest.approx(newest.expected, abs=0.25)
    assert view.now.in_touch == 4


def test_family_is_in_no_forecast(told: Callable[[list[Letter]], Kithly]) -> None:
    kithly = told([*rhythm("Ana", 12, since=700), *rhythm("Ben", 12, since=700)])
    with open_network(kithly.data, now=NOW) as network:
        assert forecast(network).now.in_touch == 2
        place(network, "Ben", "family")
        assert forecast(network).now.in_touch == 1
        assert [one.known for one in past_forecasts(network)] == [1]


def test_the_numbers_stay_for_the_hour_until_many_wrote_or_somebody_came(network: Kithly) -> None:
    with open_network(network.data, now=NOW) as opened:
        before = forecast(opened)
        log(opened, list_people(opened, limit=1, sort="silent").people[0].id)
        after = forecast(opened)
        opened.recall.forget()
        anew = forecast(opened)
        assert (before.now.in_touch, before.months) == (after.now.in_touch, after.months)
        assert anew.months != before.months
        assert anew.keep
        remembered(opened, anew.keep.most_likely[0].person.id, on=True)
        gone = forecast(opened)
    assert gone.keep
    assert gone.now.known == anew.now.known - 1
    assert anew.keep.most_likely[0].person not in [one.person for one in gone.keep.most_likely]


def test_one_who_drifts_is_named_with_what_shows_it(told: Callable[[list[Letter]], Kithly]) -> None:
    steady = [one for who in ("Ana", "Ben", "Cleo") for one in rhythm(who, 6, since=900)]
    once: list[Letter] = [
        (f"Nola{sign}", 500.0 + place, True) for place, sign in enumerate("abcdefghijklmnopqrstuvwxyz")
    ]
    kithly = told([*steady, *once, *rhythm("Dag", 7, since=150, until=110)])
    keep = kithly.view("forecast")["keep"]
    assert [one["person"]["name"] for one in keep["most_likely"]] == ["Dag Grouse"]
    assert (keep["people"], keep["of"]) == (1, 4)
    assert 0 < keep["minutes_a_week"] < 3
    evidence = [one for because in keep["most_likely"][0]["tie"]["because"] for one in because["evidence"]]
    assert evidence
    assert keep["text"].endswith("to the one person most likely to drift away.")


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (rhythm("Ana", 3, since=40), "Messages go back to"),
        (rhythm("Ana", 10, since=4_000, until=800), "Nothing newer than December 2023 was imported"),
        ([("Ana", 700.0, True)], "Nothing newer than"),
    ],
)
def test_too_little_is_said_in_one_sentence_and_no_number_is_told(
    told: Callable[[list[Letter]], Kithly], letters: list[Letter], said: str
) -> None:
    kithly = told(letters)
    view = kithly.view("forecast")
    check(view)
    assert len(view["lacking"]) == 1
    assert view["lacking"][0].startswith(said)
    assert view["months"] == []
    assert said in kithly.ok("forecast")


def test_without_a_year_and_a_half_of_messages_no_past_forecast_is_told(told: Callable[[list[Letter]], Kithly]) -> None:
    view = told(rhythm("Ana", 10, since=400)).view("forecast")
    check(view)
    assert len(view["months"]) == 12
    assert view["past"] == []
    assert "a year and a half" in view["lacking"][0]


def test_letters_dated_in_the_future_change_nothing(told: Callable[[list[Letter]], Kithly]) -> None:
    kithly = told([*rhythm("Ana", 10, since=800), ("Ben", 5.0, False), ("Ben", -400.0, False)])
    view = kithly.view("forecast")
    check(view)
    assert view["now"]["in_touch"] == 2
    assert datetime.fromisoformat(view["now"]["on"]).replace(tzinfo=UTC).date() == NOW.date()


def test_an_empty_machine_says_how_to_begin(kithly: Kithly) -> None:
    assert "Nothing is imported yet" in kithly.ok("forecast")
