"""The years with one person: the numbers are those shown elsewhere, and the sentences are true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.app.test_cost import counted

from kithly.app.belonging.word import remembered
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.persons.biography import biography
from kithly.app.persons.people import show_person
from kithly.app.views import BiographyView
from kithly.records import Profile, Sighted
from kithly.testing.store_samples import LINKEDIN, MAY, contact, email, endorsement, keep, mail, sighted
from kithly.ties.words import in_ten

NOW = datetime(2024, 8, 1, 9, 30, tzinfo=UTC)
TODAY = (NOW - MAY).days  # in days after May 1st
STATEMENTS = 40  # for one biography with nothing worked out before, however long

Told = tuple[str, int]  # "me" or "ana", days before today


def letters(*told: Told) -> list[Sighted]:
    return [
        sighted(mail(f"letter {number}", who, "ana" if who == "me" else "me", days=TODAY - ago))
        for number, (who, ago) in enumerate(told)
    ]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Callable[..., Network]]:
    """Return what makes a network of Ana (and Ben, of whom nothing was seen) out of letters."""
    with ExitStack() as stack:

        def make(*letters_told: Told, more: tuple[Sighted, ...] = ()) -> Network:
            network = stack.enter_context(open_network(tmp_path / "data", now=NOW))
            me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
            people = [sighted(contact("ana", mailbox="ana")), sighted(contact("ben")), *more]
            keep(network.store, "profile", [sighted(me), *people], family=LINKEDIN)
            keep(network.store, "letters", letters(*letters_told))
            with network.store.transaction() as tx:
                refresh(tx, now=NOW)
            return network

        yield make


def years(network: Network, who: str = "ana") -> BiographyView:
    return biography(network, who)


EVERY_MONTH = [(who, ago) for ago in range(40, 1_500, 30) for who in ("me", "ana")]
LONG_AGO = [(who, ago) for ago in range(2_300, 3_000, 60) for who in ("me", "ana")]


def test_the_curve_ends_at_the_strength_shown_today(told: Callable[..., Network]) -> None:
    network = told(*EVERY_MONTH)
    found = years(network)
    tie = show_person(network, "ana").tie
    assert tie is not None
    assert found.quarters[-1].strength == tie.strength
    assert found.band == tie.band.value
    assert found.in_touch is not None
    assert found.in_touch.number == in_ten(tie.strength or 0.0)


def test_each_side_is_counted_by_quarter_and_before_the_first_word_nothing_is_known(
    told: Callable[..., Network],
) -> None:
    found = years(told(("me", 5), ("ana", 3), ("ana", 100), ("ana", 101)))
    assert [(one.out, one.incoming) for one in found.quarters[-2:]] == [(0, 2), (1, 1)]
    assert [one.strength is None for one in found.quarters] == [True] * 10 + [False] * 2
    assert found.quarters[-1].starts.isoformat() == "2024-07-01"
    assert found.title == "Since April 2024"


def test_a_tie_of_many_years_fills_twelve_and_says_how_it_went(told: Callable[..., Network]) -> None:
    old = [(who, ago) for ago in range(3_000, 6_000, 45) for who in ("me", "ana")]
    found = years(told(*old))
    assert (found.title, len(found.quarters)) == ("Twelve years", 48)
    assert found.quarters[0].strength is not None
    assert "was highest in" in found.curve
    assert found.curve.endswith(f"they in {sum(1 for one in found.quarters if one.incoming)}.")
    assert found.quarters[0].strength > (found.quarters[-1].strength or 0.0)


def test_the_peak_is_named_by_the_month_in_which_its_quarter_ends(told: Callable[..., Network]) -> None:
    spring = (NOW - datetime(2021, 4, 5, tzinfo=UTC)).days
    busy = [(who, ago) for ago in range(spring - 80, spring, 8) for who in ("me", "ana")]
    found = years(told(*busy))
    assert found.curve.startswith(
        "The chance that you two are in touch within 90 days was highest in June 2021 (about "
    )
    assert found.curve.endswith(" now. You wrote in 1 quarter, they in 1.")


def test_a_chance_that_was_never_large_has_no_peak(told: Callable[..., Network]) -> None:
    found = years(told(("ana", 900)))
    assert "was always small" in found.curve
    assert found.curve.endswith("They wrote in 1 quarter; nothing from you was seen.")


def test_a_tie_at_its_best_says_so(told: Callable[..., Network]) -> None:
    found = years(told(*[(who, ago) for ago in range(0, 90, 3) for who in ("me", "ana")]))
    assert "as high as it ever was" in found.curve


def test_an_answer_after_years_is_news_and_changes_the_band(told: Callable[..., Network]) -> None:
    found = years(told(*LONG_AGO, ("me", 4), ("ana", 1)))
    assert found.news == "Ana wrote back yesterday, after 6 years."
    assert found.answer is not None
    assert found.answer.before == "If you write again,"
    assert found.answer.text.endswith("that an answer comes within a week.")
    assert found.band_before == "Worth waking until Sunday."  # the user's own words woke it
    assert found.is_your_turn


def test_a_band_that_silence_changed_is_told_too(told: Callable[..., Network]) -> None:
    found = years(told(*[(who, ago) for who, ago in EVERY_MONTH if ago >= 70]))
    assert (found.band_word, found.news) == ("Warm", "")
    assert found.band_before == "Strong until 22 July."


def test_where_no_words_were_seen_nothing_is_promised(told: Callable[..., Network]) -> None:
    found = years(told(("ana", 3)), "ben")
    assert (found.answer, found.in_touch, found.quarters, found.why) == (None, None, (), ())
    assert found.why_not == "We cannot tell yet: no messages between you two were seen."
    assert found.band_word == "Cannot tell yet"
    assert not found.curve


def test_a_click_draws_a_curve_but_promises_no_answer(told: Callable[..., Network]) -> None:
    found = years(told(("ana", 3), more=(sighted(endorsement("ben", outgoing=False)),)), "ben")
    assert found.answer is None
    assert found.quarters[-1].strength is not None
    assert "No words in these years." in found.curve


def test_of_the_dead_nothing_is_expected(told: Callable[..., Network]) -> None:
    network = told(*EVERY_MONTH)
    remembered(network, "ana", on=True)
    found = years(network)
    assert (found.answer, found.in_touch, found.band_before, found.why) == (None, None, "", ())
    assert found.why_not == "Kept, and left in peace: nothing is expected any more."
    assert any(one.out for one in found.quarters)
    assert all(one.strength is None for one in found.quarters)


def test_each_reason_of_the_number_names_its_records(told: Callable[..., Network]) -> None:
    found = years(told(*EVERY_MONTH))
    assert len(found.why) == 3
    assert all(one.evidence for one in found.why)


def test_the_two_numbers_say_which_they_are(told: Callable[..., Network]) -> None:
    found = years(told(*EVERY_MONTH))
    assert found.answer is not None
    assert found.in_touch is not None
    assert "answer" in found.answer.text
    assert "in touch within 90 days" in found.in_touch.text


def test_a_long_life_takes_no_more_statements_than_a_short_one(told: Callable[..., Network]) -> None:
    needed = []
    for count in (1, len(EVERY_MONTH)):
        network = told(*EVERY_MONTH[:count])
        with counted() as seen:
            years(network)
        needed.append(len(seen))
    assert needed[0] == needed[1] <= STATEMENTS


def test_the_picture_ends_where_the_silence_began(told: Callable[..., Network]) -> None:
    found = years(told(("me", 400), ("ana", 399)))
    assert found.last is not None
    assert len(found.quarters) - found.last == pytest.approx(
        399 / 91.3, abs=1
    )  # the running quarter is as wide as a whole one
    assert found.usual is None  # two days make no rhythm
    assert (NOW - timedelta(days=399)).date() >= found.quarters[int(found.last)].starts
