"""The first line of a post: a question in the user's language, of what is known, without opinion or person."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from kithly.messages import Recipient, Sender, check
from kithly.messages.opening import DISCUSSED, NOW, READING, opening
from kithly.messages.voice import LANGUAGES

URL = "https://tide.example/trams"
RULES = ("asks_favour", "unresolved", "pushy", "sensitive", "watchful")
PLACES = ("Oslo", "Porto", "Bern", "Graz", "Lille", "Cork")
KINDS = {DISCUSSED: "topic", READING: "title", NOW: "now"}


def lines(language: str) -> list[str]:
    table = tomllib.loads(files("kithly.messages").joinpath("openings", f"{language}.toml").read_text("utf-8"))
    assert set(table) == set(KINDS)
    return [line for kind in KINDS for line in table[kind]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_asks_and_breaks_no_rule(language: str) -> None:
    for line in lines(language):
        text = line.format(topic="tram signalling", title="Trams at night", now="keeping trams on time", url=URL)
        verdict = check(text, kind="post", channel="other", recipient=Recipient(name=""), sender=Sender(name=""))
        assert [rule for rule in RULES if verdict.labels.get(rule)] == [], text
        assert "?" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_thing_begins_the_same_way_and_others_vary(kind: str) -> None:
    told = {place: opening(kind, "en", url=URL, **{KINDS[kind]: f"trams of {place}"}) for place in PLACES}
    assert told["Oslo"] == opening(kind, "en", url=URL, **{KINDS[kind]: "trams of Oslo"})
    assert len({text.replace(place, "") for place, text in told.items()}) > 1


@pytest.mark.parametrize("words", ["", "[Company]", "https://evil.example/x", "=cmd|' /C calc'!A0", "x" * 5_000])
def test_what_is_not_fit_to_repeat_begins_nothing(words: str) -> None:
    assert opening(DISCUSSED, "en", topic=words) == ""
    assert opening(READING, "en", title=words[:100], url=URL) == "" or len(words) > 100


def test_a_page_without_address_is_not_named() -> None:
    assert opening(READING, "en", title="Trams at night") == ""


def test_an_unknown_language_is_english() -> None:
    assert opening(DISCUSSED, "fi", topic="trams") == opening(DISCUSSED, "en", topic="trams")
