"""Wishes are told by their words in seven languages; wishes for somebody else are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import WishKind, gathered, wish_in

DAY = date(2026, 5, 3)


@pytest.mark.parametrize(
    ("own", "kind", "quote"),
    [
        ("Dear Ben,\n\nHappy birthday! How are the ovens?", WishKind.BIRTHDAY, "Happy birthday!"),
        ("Alles Gute zum Geburtstag, lieber Ben!", WishKind.BIRTHDAY, "Alles Gute zum Geburtstag, lieber Ben!"),
        ("Joyeux anniversaire !", WishKind.BIRTHDAY, "Joyeux anniversaire !"),
        ("¡Feliz cumpleaños, Ben!", WishKind.BIRTHDAY, "¡Feliz cumpleaños, Ben!"),
        ("Parabéns pelo aniversário!", WishKind.BIRTHDAY, "Parabéns pelo aniversário!"),
        ("Buon compleanno!", WishKind.BIRTHDAY, "Buon compleanno!"),
        ("Gefeliciteerd met je verjaardag!", WishKind.BIRTHDAY, "Gefeliciteerd met je verjaardag!"),
        ("Congrats on the new role!", WishKind.GENERAL, "Congrats on the new role!"),
        ("Congratulations to you and yours.", WishKind.GENERAL, "Congratulations to you and yours."),
        ("Herzlichen Glückwunsch zur neuen Stelle!", WishKind.GENERAL, "Herzlichen Glückwunsch zur neuen Stelle!"),
        ("Félicitations pour le poste.", WishKind.GENERAL, "Félicitations pour le poste."),
        ("Enhorabuena por el ascenso.", WishKind.GENERAL, "Enhorabuena por el ascenso."),
        ("Parabéns!", WishKind.GENERAL, "Parabéns!"),
        ("Congratulazioni!", WishKind.GENERAL, "Congratulazioni!"),
        ("Gefeliciteerd!", WishKind.GENERAL, "Gefeliciteerd!"),
    ],
)
def test_a_wish_is_found_with_its_exact_words(own: str, kind: WishKind, quote: str) -> None:
    assert wish_in(own) == (kind, quote)


@pytest.mark.parametrize(
    "own",
    [
        "Congratulations to Ana, who got the prize.",
        "When is your birthday?",
        "Ben's birthday party is on Friday.",
        "Glückwunsch an das ganze Team.",
        "I congratulate nobody.",
        "",
    ],
)
def test_a_wish_for_somebody_else_is_none(own: str) -> None:
    assert wish_in(own) is None


def test_the_day_most_people_wished_is_the_day() -> None:
    days = {"a": DAY, "b": DAY, "c": DAY + timedelta(1), "d": DAY + timedelta(9)}
    assert gathered(days, within=timedelta(4), least=3) == (DAY, frozenset("abc"))
    assert gathered(days, within=timedelta(4), least=4) is None
    assert gathered({}, within=timedelta(4), least=1) is None


@given(st.dictionaries(st.integers(0, 50), st.dates(date(2026, 1, 1), date(2026, 3, 1))), st.integers(0, 9))
def test_whoever_gathered_did_so_within_the_stretch(days: dict[int, date], within: int) -> None:
    found = gathered(days, within=timedelta(within), least=2)
    if found:
        day, who = found
        assert all(days[one] <= day + timedelta(within) for one in who)
        assert max(days[one] for one in who) - min(days[one] for one in who) <= timedelta(within)


@given(st.text(max_size=300))
def test_any_text_gives_its_own_words_or_none(own: str) -> None:
    found = wish_in(own)
    assert found is None or found[1] in own
