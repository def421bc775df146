"""A need is met by words that cover it; one word of several is an accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kithly.people import Person, PersonId
from kithly.reasons import Facts, Match, MatchKind, ReasonKind, Supply, TouchKind, arise, needs_met
from kithly.records import Evidence

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
PROOF = (
    Evidence(record="a", source="self", at=NOW, quote=None),
    Evidence(record="b", source="self", at=NOW, quote=None),
)
OFFERS = [
    Supply(of="ben", said=MatchKind.OFFER, text="legal advice on copyright for illustrators"),
    Supply(of="cy", said=MatchKind.OFFER, text="advice on bees and honey"),
    Supply(of="dora", said=MatchKind.WORK, text="Copyright Lawyer, Globex"),
    Supply(of="eve", said=MatchKind.WORK, text="Lawyer, Initech"),
    Supply(of="zoe", said=MatchKind.WORK, text="Illustrator"),
]


def met(need: str) -> list[str]:
    return [one.supply.of for one in needs_met({ANA.id: need}, OFFERS)]


def test_an_offer_that_covers_the_need_meets_it() -> None:
    assert met("copyright advice for an illustrator") == ["ben"]
    assert met("a copyright lawyer") == ["dora"]


def test_one_word_of_several_is_an_accident_unless_the_need_has_no_other() -> None:
    assert met("advice on roof repairs in winter") == []
    assert met("a lawyer") == ["dora", "eve"]
    assert met("") == []


def match(kind: MatchKind, words: str = "copyright advice", *, at: datetime | None = None) -> Match:
    return Match(
        kind=kind, key="ana+ben", need="a copyright lawyer", words=words, other="Ben Stone", at=at, evidence=PROOF
    )


def test_an_introduction_names_both_sides_and_asks_both_first() -> None:
    (reason,) = arise(Facts(person=ANA, matches=(match(MatchKind.OFFER),)), NOW)
    assert (reason.kind, reason.touch) == (ReasonKind.INTRODUCE, TouchKind.INTRODUCE)
    assert reason.text == (
        "Ana looks for “a copyright lawyer”, and Ben Stone offers “copyright advice”; "
        "nothing shows that the two know each other. Ask both first."
    )
    assert reason.evidence == PROOF


def test_what_was_published_is_sent_within_a_fortnight() -> None:
    fresh = match(MatchKind.NEWS, "How to find a copyright lawyer", at=NOW - timedelta(days=3))
    (reason,) = arise(Facts(person=ANA, matches=(fresh,)), NOW)
    assert (reason.kind, reason.touch) == (ReasonKind.NEED_MET, TouchKind.SHARE)
    assert arise(Facts(person=ANA, matches=(replace(fresh, at=NOW - timedelta(days=15)),)), NOW) == ()


def test_a_sensitive_need_is_in_no_reason() -> None:
    private = replace(match(MatchKind.OFFER), need="a divorce lawyer")
    assert arise(Facts(person=ANA, matches=(private,)), NOW) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=5))
def test_any_words_cover_between_nothing_and_all_of_a_need(need: str, texts: list[str]) -> None:
    supplies = [Supply(of=str(place), said=MatchKind.OFFER, text=text) for place, text in enumerate(texts)]
    assert all(0 < one.covered <= 1.0001 for one in needs_met({ANA.id: need}, supplies))
