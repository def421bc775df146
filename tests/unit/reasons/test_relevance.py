"""What fits whom: by shared words, and by meaning where something tells it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.pace import spent

from kithly.history import Exchange
from kithly.people import Person, PersonId
from kithly.reasons.relevance import Fit, Item, Keywords, Profile, Vectors, fitting, profile_of, terms
from kithly.records import NO_FLAGS, Channel, Flag

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
BEN = Person(id=PersonId("ben"), name="Ben Example", given="Ben")
CLEO = Person(id=PersonId("cleo"), name="Cleo Example", given="Cleo")
BEES = "We lost two hives over the winter, and the new queen has not laid yet."
RAIL = "The night train to Malmö was late again, so I read the timetable reform twice."


def said(own: str, *, days: float = 30, subject: str = "", flags: Flag = NO_FLAGS, out: bool = False) -> Exchange:
    return Exchange(
        record=f"m{days}",
        source="mbox",
        at=NOW - timedelta(days=days),
        outgoing=out,
        channel=Channel.MAIL,
        own=own,
        subject=subject,
        flags=flags,
    )


def known(person: Person, *exchanges: Exchange) -> Profile:
    return profile_of(person, exchanges)


FEW = 0.005  # among three people little can be said for certain
THREE = (known(ANA, said(BEES)), known(BEN, said(RAIL)), known(CLEO, said("Shall we meet on Thursday at noon?")))


def best(text: str, profiles: Sequence[Profile] = THREE) -> Fit:
    return fitting([Item(key="i", title=text)], profiles, most=1, least=FEW)[0]


class Rhymes:
    """A meaning that knows one thing: bees and beekeeping belong together."""

    name = "Rhymes"

    def vectors(self, texts: Sequence[str]) -> Vectors:
        told = [[float("hive" in text or "apiar" in text), float("train" in text), 0.1] for text in texts]
        found = np.array(told, np.float32).reshape(-1, 3)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def test_an_article_fits_whom_one_talked_about_it_with() -> None:
    assert best("How a queen bee decides when a hive swarms").person == "ana"
    assert best("A reform of the railway timetable").person == "ben"


def test_the_words_that_show_it_are_exact_and_the_nearest() -> None:
    talk = f"Hi Ana, good to see you on Monday in Graz.\n\n{BEES} The concert was loud, too."
    fit = best("Why hives lose their queen in winter", [known(ANA, said(talk)), *THREE[1:]])
    assert fit.because.quote == BEES
    assert (fit.because.record, fit.because.source, fit.because.at) == ("m30", "mbox", NOW - timedelta(days=30))


def test_an_item_that_shares_nothing_fits_nobody() -> None:
    assert fitting([Item(key="i", title="Quarterly soybean futures")], THREE, least=FEW) == ()


def test_nobody_is_handed_what_they_wrote() -> None:
    item = Item(key="i", title="Hives in winter", not_for=frozenset({ANA.id}))
    assert "ana" not in {fit.person for fit in fitting([item], THREE, least=0)}


@pytest.mark.parametrize("text", ["Coping with the death of a hive keeper's father", "Hives, and my cancer diagnosis"])
def test_a_sensitive_item_fits_nobody(text: str) -> None:
    assert fitting([Item(key="i", title=text)], THREE, least=0) == ()


def test_sensitive_talk_is_in_no_profile() -> None:
    mourning = said(f"My father passed away in May. {BEES}")
    assert known(ANA, mourning).pieces == ()
    later = replace(said(RAIL, days=20), thread="t")
    assert known(ANA, replace(mourning, thread="t"), later).pieces == ()
    assert len(known(ANA, mourning, later).pieces) == 1


def test_what_machines_and_lists_sent_is_in_no_profile() -> None:
    assert known(ANA, said(BEES, flags=Flag.LIST), said(BEES, days=31, flags=Flag.BULK)).pieces == ()


def test_the_names_of_the_two_are_no_matter_of_theirs() -> None:
    greeting = known(ANA, said("Ana, one question about the Example archive of maps"))
    assert fitting([Item(key="i", title="Ana Example wins a medal")], [greeting, *THREE[1:]], least=FEW) == ()


def test_the_newest_talk_counts_most() -> None:
    long_ago = known(ANA, said(BEES, days=900), *(said(RAIL, days=10 + n) for n in range(20)))
    lately = known(BEN, said(RAIL, days=900), *(said(BEES, days=10 + n) for n in range(20)))
    assert best("Hives in winter, and a queen that has not laid", [long_ago, lately, THREE[2]]).person == "ben"


def test_among_many_a_close_one_is_named_and_a_common_word_names_nobody() -> None:
    others = [
        known(Person(id=PersonId(f"p{n}"), name=f"P{n}"), said(f"{RAIL} And a note on matter{n}.")) for n in range(30)
    ]
    many = [THREE[0], *others]
    item = Item(
        key="i", title="Hives and their queen in winter", text="Why two of three hives lose a new queen over winter."
    )
    assert [fit.person for fit in fitting([item], many)] == ["ana"]
    assert fitting([Item(key="i", title="A train of thought about the night")], many) == ()


def test_meaning_finds_what_no_word_shows() -> None:
    item = Item(key="i", title="An apiarist's year")
    assert fitting([item], THREE, least=FEW) == ()
    found = fitting([item], THREE, Rhymes(), most=1, least=FEW)
    assert [(fit.person, fit.because.quote) for fit in found] == [("ana", BEES)]


def test_the_order_of_people_and_items_changes_nothing() -> None:
    items = [Item(key="a", title="Hives in winter"), Item(key="b", title="Night trains and their timetable")]
    told = {(fit.item, fit.person): fit.closeness for fit in fitting(items, THREE, least=0)}
    again = {(fit.item, fit.person): fit.closeness for fit in fitting(items[::-1], THREE[::-1], least=0)}
    assert told == pytest.approx(again)


def test_nothing_at_all_is_no_mistake() -> None:
    assert fitting([], THREE) == fitting([Item(key="i", title="")], THREE) == ()
    assert fitting([Item(key="i", title="x")], ()) == fitting([Item(key="i", title="x")], [known(ANA)]) == ()
    assert Keywords([]).shared({"a": 1.0}).tolist() == []
    assert Keywords([{}]).shared({"a": 1.0}).tolist() == [0.0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("novels", "novel"),
        ("Reisen", "Reise"),
        ("bibliothèques", "bibliothèque"),
        ("vergaderingen", "vergadering"),
        ("publicaciones", "publicación"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other) != ()


def test_terms_carry_content_in_any_script() -> None:
    assert terms("This is what we have, and that is all") == ()
    assert terms("see https://example.org/very/long?x=1 or a@b.example") == ()
    assert "ai" in terms("What AI means for us")
    assert terms("東京大学") == ("東京", "京大", "大学")
    assert len(terms("Проект о пчёлах")) == 2


@pytest.mark.parametrize("piece", ["/", "a/b", "@", "www."])
def test_a_word_without_end_takes_no_time(piece: str) -> None:
    began = time.process_time()
    terms(piece * (200_000 // len(piece)))
    assert spent(began) < 1.0


def test_addresses_are_no_words() -> None:
    assert terms("Write to ana@harbour.example or www.ferry.example/night, cranes") == terms("Write to or cranes")
