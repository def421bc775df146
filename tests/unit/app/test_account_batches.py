"""What an account tells is cut where a cursor stands, and before it becomes too much to hold."""

from __future__ import annotations

import pytest

from kithly.app.accounts import batches as cutting
from kithly.app.accounts.batches import batches
from kithly.app.accounts.tallies import Batch
from kithly.records import Problem, Sighted
from kithly.sources import Cursor, Gone, Part, Told
from kithly.testing.store_samples import mail, sighted


def one(text: str = "") -> Sighted:
    return sighted(mail("1", "me", "ana", text=text))


def cut(*told: Told) -> list[tuple[str, int, int, str]]:
    made = [batch for batch in batches(told) if isinstance(batch, Batch)]
    return [(batch.part, len(batch.records), batch.gone, batch.cursor.value if batch.cursor else "") for batch in made]


def test_a_batch_ends_at_a_cursor_and_belongs_to_its_part() -> None:
    flaw = Problem(at="x", reason="y")
    told = (one(), Cursor(value="1"), Part(name="Sent"), one(), flaw, Gone(key="k"), Cursor(value="2"), one())
    assert cut(*told) == [("", 1, 0, "1"), ("Sent", 2, 1, "2"), ("Sent", 1, 0, "")]


def test_what_stands_before_another_part_is_kept_in_its_own() -> None:
    assert cut(Part(name="a"), one(), Part(name="b"), one()) == [("a", 1, 0, ""), ("b", 1, 0, "")]


def test_a_batch_is_cut_where_it_becomes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST", 3)
    monkeypatch.setattr(cutting, "ROOM", 10)
    assert cut(*[one()] * 7) == [("", 3, 0, ""), ("", 3, 0, ""), ("", 1, 0, "")]
    assert cut(one("x" * 6), one("x" * 6), one(), Cursor(value="1")) == [("", 2, 0, ""), ("", 1, 0, "1")]


def test_a_cursor_alone_is_a_batch_too() -> None:
    assert cut(Part(name="a"), Cursor(value="1")) == [("a", 0, 0, "1")]
