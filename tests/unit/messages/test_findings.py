"""What of a pasted text a message may name."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.messages import Finding, is_title, read_finding


@pytest.mark.parametrize(
    ("text", "words", "host"),
    [
        ("Night ferries, and what they carry", "Night ferries, and what they carry", ""),
        ("“Night ferries are the honest ones.”", "Night ferries are the honest ones.", ""),
        ("https://www.example.org/2026/05/the-night-ferries/", "the night ferries", "example.org"),
        ("https://example.org/p/83621", "", "example.org"),
        ("www.example.org/talks/night_ferries_2026.html.", "night ferries 2026", "example.org"),
        (
            "https://www.linkedin.com/posts/ana_night-ferries-activity-7123456789012345678-AbCd",
            "night ferries",
            "LinkedIn",
        ),
        ("https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/", "", "LinkedIn"),
        ("https://youtu.be/dQw4w9WgXcQ", "", "YouTube"),
        ("Night ferries - https://example.org/x", "Night ferries", "example.org"),
        ("How Norway won the night", "How Norway won the night", ""),
        ("Why ferries left Lyon", "Why ferries left Lyon", ""),
        ("She moved to Lyon\nNight ferries\nhttps://example.org/x", "Night ferries", "example.org"),
        ("https://de.linkedin.com/in/ana-example\nNight ferries", "Night ferries", ""),
        ("https://example.org/caf%C3%A9-au-lait", "café au lait", "example.org"),
    ],
)
def test_a_title_and_the_place_of_a_link_are_named(text: str, words: str, host: str) -> None:
    found = read_finding(text)
    assert (found.words, found.host) == (words, host)


@pytest.mark.parametrize(
    "text",
    [
        "She gave a talk in Oslo",
        "Gave a talk in Oslo",
        "moved to Lyon last spring",
        "Ana moved to Lyon last spring",
        "Ana-Luísa van Example has been diagnosed with cancer",
        "Ana Example was promoted in May",
        "Now at Globex. Likes sailing",
        "https://www.linkedin.com/in/ana-example/",
        "https://x.com/ana",
        "https://www.google.com/search?q=ana+example",
        "http://192.168.0.1/night-ferries",
        "https://user:secret@example.org/night-ferries",
        "javascript:alert(1)",
        "https://[broken/night-ferries",
        "...",
        "",
    ],
)
def test_a_sentence_about_a_person_a_profile_and_an_odd_address_stay_notes(text: str) -> None:
    assert not read_finding(text).is_named


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_and_its_title_stands_in_it(text: str) -> None:
    found = read_finding(text)
    assert isinstance(found, Finding)
    if found.words and not found.url:
        assert is_title(found.words) or "“" in text or '"' in text or "«" in text or "„" in text
        assert " ".join(found.words.split()) in " ".join(text.split())
