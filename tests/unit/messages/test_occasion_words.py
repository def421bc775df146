"""The words for occasions: every language says the same things, from the same facts."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

OTHERS = ("de", "es", "fr", "pt")
FIELD = re.compile(r"\{(\w+)\}")
ADDRESS = re.compile(r"\[[^\[\]|]*\|[^\[\]|]*\]")
WORDLESS = ("writing",)


def table(language: str) -> dict[str, Any]:
    folder = files("kithly.messages").joinpath("phrases", "occasions")
    return tomllib.loads(folder.joinpath(f"{language}.toml").read_text("utf-8"))


def lists(language: str) -> dict[str, list[str]]:
    found = table(language)
    return {f"{one}.{name}": lines for one in found if one not in WORDLESS for name, lines in found[one].items()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_what_english_says(language: str) -> None:
    assert lists(language).keys() == lists("en").keys()
    assert table(language)["writing"].keys() == table("en")["writing"].keys()


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_needs_a_fact_that_english_does_not(language: str) -> None:
    for name, lines in lists(language).items():
        known = {field for line in lists("en")[name] for field in FIELD.findall(line)}
        known |= {"words", "sentence"} if known & {"words", "sentence"} else set()
        told = {field for line in lines for field in FIELD.findall(line)}
        assert told <= known, (name, told - known)


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_every_phrase_of_a_list_names_its_facts(language: str) -> None:
    """A phrase that leaves its fact out would be a claim about nothing."""
    needed = ("title", "town", "company", "about", "place", "topic", "years", "other")
    for name, lines in lists(language).items():
        fields = [set(FIELD.findall(line)) for line in lines]
        for field in needed:
            assert len({field in one for one in fields}) == 1, (name, field)


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_phrases_are_written_for_both_forms_of_address(language: str) -> None:
    for line in (line for lines in lists(language).values() for line in lines):
        assert not re.search(r"[\[\]|]", ADDRESS.sub("", line)), line
        assert language != "en" or not ADDRESS.search(line), line


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(table(language)["writing"]["month_names"].split()) == 12
