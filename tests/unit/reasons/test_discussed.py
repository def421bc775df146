"""What several people write about: a thing of their own words, by three of them at least, and never a phrase."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kithly.people import PersonId
from kithly.reasons.discussed import Heard, discussed

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def heard(who: str, text: str, *tags: str, number: int = 0) -> Heard:
    at = NOW - timedelta(hours=ord(who[0]) + number)
    return Heard(person=PersonId(who), record=f"{who}{number}", source="feed", at=at, text=text, tags=tags)


def topics(*told: Heard, without: frozenset[str] = frozenset()) -> dict[str, int]:
    return {one.words: len(one.people) for one in discussed(told, without=without)}


def test_a_thing_three_people_name_is_a_topic_with_their_exact_words() -> None:
    told = (
        heard("ana", "Why is tram signalling so hard? We tried."),
        heard("ben", "Happy to share my talk on tram signalling."),
        heard("cy", "Tram signalling, again!"),
    )
    (topic,) = discussed(told)
    assert (topic.words, topic.people) == ("tram signalling", ("ana", "ben", "cy"))
    assert [one.quote for one in topic.evidence] == [
        "Why is tram signalling so hard?",
        "Happy to share my talk on tram signalling.",
        "Tram signalling, again!",
    ]
    assert all(one.quote in text.text for one, text in zip(topic.evidence, told, strict=True) if one.quote)


def test_two_people_are_not_several_and_one_who_says_it_thrice_is_one() -> None:
    thrice = [heard("ana", "Tram signalling!", number=number) for number in range(3)]
    assert topics(*thrice, heard("ben", "Tram signalling.")) == {}


def test_a_tag_is_one_however_it_is_spelt() -> None:
    told = (heard("ana", "", "night trams"), heard("ben", "See #NightTrams"), heard("cy", "#night_trams now"))
    assert list(topics(*told).values()) == [3]


@pytest.mark.parametrize(
    "phrase",
    [
        "happy to announce",
        "my new role",
        "next week",
        "great team",
        "Ich freue mich",
        "neue Stelle",
        "nouvelle aventure",
        "gran equipo",
        "novo desafio da equipa",
        "nuovo lavoro",
        "nieuwe baan",
        "Monday morning",
    ],
)
def test_what_stands_in_posts_about_anything_is_no_topic(phrase: str) -> None:
    assert topics(*(heard(who, phrase) for who in ("ana", "ben", "cy", "dora"))) == {}


def test_names_links_and_numbers_are_no_topics() -> None:
    told = [heard(who, "Ana Lee at https://night.example/trams 2026 edition") for who in ("ana", "ben", "cy")]
    assert topics(*told, without=frozenset(("ana", "lee"))) == {}


def test_words_apart_are_not_read_as_one() -> None:
    assert topics(*(heard(who, "I saw a tram. Signalling is hard.") for who in ("ana", "ben", "cy"))) == {}


def test_what_the_same_things_tell_is_told_once() -> None:
    told = [heard(who, "Night tram signalling rules") for who in ("ana", "ben", "cy")]
    assert len(topics(*told)) == 1


def test_hostile_text_is_only_text() -> None:
    bad = "<script>alert(1)</script> " + "tram " * 2_000 + "\u202esignalling {{7*7}}"
    assert isinstance(topics(*(heard(who, bad) for who in ("ana", "ben", "cy"))), dict)
