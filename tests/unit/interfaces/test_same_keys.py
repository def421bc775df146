"""One letter means one thing: in the pages and in the terminal."""

from __future__ import annotations

from kithly.interfaces.cli.one_by_one.hellos import Hellos
from kithly.interfaces.cli.one_by_one.walk import KEYS, UNDO
from kithly.interfaces.web import phrases

ELSEWHERE = {"J K", "Enter", "/"}  # walking, opening and searching are a page's own


def test_every_key_of_the_pages_answers_a_hello_in_the_terminal_too() -> None:
    told = {key.lower(): word for key, word in phrases.KEYS if key not in ELSEWHERE}
    acts = {one.key: one.word for one in Hellos.acts(Hellos(opened=None, count=1, open_it=False))}  # type: ignore[arg-type]
    here = {**acts, UNDO: "undo", KEYS: "these keys"}
    assert set(told) <= set(here)
    assert {key for key in told if not told[key].startswith(here[key])} == set()
