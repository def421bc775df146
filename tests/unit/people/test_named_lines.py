"""The name is taken out of a line, whatever the words around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.people.named_lines import MOST_LETTERS, clean_line, read_line
from kithly.records import email_identity


@pytest.mark.parametrize(
    ("line", "name", "about"),
    [
        ("Siobhán, from the Nordlys days", "Siobhán", "from the Nordlys days"),
        ("Tomasz (wind farm, the tall one)", "Tomasz", "wind farm, the tall one"),
        ("Prof. Haugland", "Prof. Haugland", ""),
        ("Rukmini Iyer, first flat in Bergen", "Rukmini Iyer", "first flat in Bergen"),
        ("my old boss Ana Lee", "Ana Lee", "my old boss"),
        ("My old boss Ana Lee from Lyon", "Ana Lee", "My old boss, from Lyon"),
        ("Mein alter Chef Hans Müller", "Hans Müller", "Mein alter Chef"),
        ("Mum's friend Ana", "Ana", "Mum's friend"),
        ("Ana van der Berg: rowing", "Ana van der Berg", "rowing"),
        ("Ana - the one with the boat", "Ana", "the one with the boat"),
        ("De Santis, Giulia", "Giulia De Santis", ""),
        ("Ana, Lyon", "Ana", "Lyon"),
        ("Maria, Florence", "Maria", "Florence"),
        ("ana lee, lyon", "ana lee", "lyon"),
        ("siobhan from the nordlys days", "siobhan", "from the nordlys days"),
        ('Ana ("Anni") Lee', "Ana Lee", ""),
        ("محمد الفارسي (Cairo)", "محمد الفارسي", "Cairo"),
        ("李小龙", "李小龙", ""),
        ("🎉 Ana", "Ana", ""),
        ("the tall one from the wind farm", "the tall one from the wind farm", ""),
    ],
)
def test_a_line_holds_a_name_and_other_words(line: str, name: str, about: str) -> None:
    found = read_line(line)
    assert (found.line, found.name, found.about) == (line, name, about)


def test_a_number_or_dash_of_a_list_is_no_part_of_the_line() -> None:
    assert [clean_line(text) for text in ("1. Ana Lee", "10) Ana Lee", "- Ana Lee", "  Ana   Lee ")] == ["Ana Lee"] * 4


def test_a_mail_address_in_a_line_is_kept_apart() -> None:
    found = read_line("Ana Lee <ana@acme.example>, the boat")
    assert (found.name, found.about, found.identity) == ("Ana Lee", "the boat", email_identity("ana@acme.example"))
    assert read_line("ana@acme.example").name == "ana@acme.example"


@given(st.text(max_size=400))
def test_any_text_gives_a_line_and_a_name_unless_it_is_empty(text: str) -> None:
    found = read_line(text)
    assert len(found.line) <= MOST_LETTERS
    assert bool(found.name) == bool(found.line)
    assert "\n" not in found.line
