"""The user's word as it is kept between looks: the same as if it were read whole."""

from __future__ import annotations

from kithly.app.belonging.named import name_people
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.said.decisions import words_now, words_of


def test_a_line_taken_off_the_ten_is_gone_from_the_persons_page_at_once(network: Network) -> None:
    name_people(network, ["Ana Fictional, the pier"])
    page = show_person(network, "ana")
    assert (page.named, page.importance) == (("Ana Fictional, the pier",), 2.0)
    name_people(network, [])
    page = show_person(network, "ana")
    assert (page.named, page.importance) == ((), 1.0)
    with network.store.reading() as kept:
        assert words_now(network) == words_of(kept)
