"""What ego does now, in a sentence that reads right for any headline."""

from __future__ import annotations

import pytest

from kithly.messages import Ego
from kithly.messages.about_me import about_me


@pytest.mark.parametrize(
    ("position", "company", "sentence"),
    [
        ("Harbour engineer", "", "I work as a harbour engineer now."),
        ("Harbour engineer", "Quay Two", "I work as a harbour engineer at Quay Two now."),
        ("QA Engineer", "Quay Two", "I work as a QA engineer at Quay Two now."),
        ("Editor", "Quay Two", "I work as an editor at Quay Two now."),
        ("HR Consultant", "", "I work as an HR consultant now."),
        ("Head of Planning", "Quay Two", "I am Head of Planning at Quay Two now."),
        ("CEO", "Quay Two", "I am CEO at Quay Two now."),
        ("Co-founder", "Quay Two", "I am Co-founder at Quay Two now."),
        ("Sensors, tides & people", "", "My work these days: Sensors, tides & people."),
        ("Marine surveying | Coffee", "Quay Two", "My work these days: Marine surveying at Quay Two."),
        ("Owner at Quay Two", "Quay Two", "I am Owner at Quay Two now."),
        ("", "Quay Two", "I am at Quay Two now."),
        ("", "", ""),
    ],
)
def test_any_headline_reads_right(position: str, company: str, sentence: str) -> None:
    assert about_me(Ego(position=position, company=company)) == sentence


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("run a small bakery in Leeds", "These days I run a small bakery in Leeds."),
        ("I keep bees.", "I keep bees."),
        ("a baker in Leeds", "I am a baker in Leeds these days."),
        ("Baker in Leeds", "My work these days: Baker in Leeds."),
    ],
)
def test_ones_own_words_come_first(now: str, sentence: str) -> None:
    assert about_me(Ego(now=now, position="Editor")) == sentence
