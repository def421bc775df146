"""What was worked out is kept while nothing is written, made once, and never stale."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kithly.app.recall import Recall
from kithly.store import Store

PATIENCE = 20  # seconds until a test gives up


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "kithly.db") as opened:
        yield opened


def write(store: Store, value: str) -> None:
    with store.transaction() as tx:
        tx.meta.set("name", value)


def read(store: Store) -> str:
    with store.reading() as kept:
        return kept.meta.get("name") or ""


class Made:
    """Counts how often it was made."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return read(self.store)


def test_a_value_is_made_once_while_nothing_is_written(store: Store) -> None:
    recall, made = Recall(store), Made(store)
    assert [recall.get("name", made) for _ in range(3)] == ["", "", ""]
    assert made.times == 1


def test_after_a_write_everything_is_made_anew(store: Store) -> None:
    recall, made, other = Recall(store), Made(store), Made(store)
    recall.get("name", made)
    recall.get("other", other)
    write(store, "Ana")
    assert (recall.get("name", made), recall.get("other", other)) == ("Ana", "Ana")
    assert (made.times, other.times) == (2, 2)


def test_a_write_of_another_process_is_seen(store: Store, tmp_path: Path) -> None:
    recall, made = Recall(store), Made(store)
    recall.get("name", made)
    with Store.open(tmp_path / "kithly.db") as other:
        write(other, "Ben")
    assert recall.get("name", made) == "Ben"


def test_a_write_while_a_value_is_made_is_not_missed(store: Store) -> None:
    """The look saw the state before the write; the mark it is kept under is older than the write too."""
    recall = Recall(store)

    def slow() -> str:
        value = read(store)
        write(store, "Ana")
        return value

    assert recall.get("name", slow) == ""
    assert recall.get("name", lambda: read(store)) == "Ana"


def test_a_write_between_the_mark_and_the_look_makes_it_once_more_but_never_stale(store: Store) -> None:
    recall, made = Recall(store), Made(store)

    def late() -> str:
        write(store, "Ana")
        return made()

    assert recall.get("name", late) == "Ana"
    assert recall.get("name", made) == "Ana"
    assert made.times == 2


def test_keys_are_apart(store: Store) -> None:
    recall = Recall(store)
    assert recall.get(("hour", 9), lambda: "nine") == "nine"
    assert recall.get(("hour", 10), lambda: "ten") == "ten"


def test_the_longest_unused_value_goes_first(store: Store) -> None:
    recall, made = Recall(store, most=2), [Made(store) for _ in range(3)]
    recall.get(0, made[0])
    recall.get(1, made[1])
    recall.get(0, made[0])
    recall.get(2, made[2])
    recall.get(0, made[0])
    recall.get(1, made[1])
    assert [one.times for one in made] == [1, 2, 1]


def test_two_threads_that_ask_for_one_value_make_it_once_and_block_nobody_else(store: Store) -> None:
    recall = Recall(store)
    recall.get("quick", lambda: "kept")
    began, may_end = threading.Event(), threading.Event()
    times: list[int] = []
    found: list[str] = []

    def slow() -> str:
        times.append(1)
        began.set()
        assert may_end.wait(PATIENCE)
        return "slow"

    threads = [threading.Thread(target=lambda: found.append(recall.get("slow", slow))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert began.wait(PATIENCE)
    assert recall.get("quick", lambda: "anew") == "kept"
    may_end.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert (found, times) == (["slow"] * 3, [1])


def test_a_value_that_could_not_be_made_is_tried_again(store: Store) -> None:
    recall = Recall(store)

    def broken() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        recall.get("name", broken)
    assert recall.get("name", lambda: "made") == "made"


def test_modules_do_not_share_a_key(store: Store) -> None:
    """Two authors may think of the same word."""
    recall = Recall(store)

    def mine() -> str:
        return "mine"

    def theirs() -> str:
        return "theirs"

    theirs.__module__ = "somewhere.else"
    assert (recall.get("page", mine), recall.get("page", theirs)) == ("mine", "theirs")


def test_a_value_that_asks_for_itself_is_no_endless_wait(store: Store) -> None:
    recall = Recall(store)
    assert recall.get("page", lambda: recall.get("page", lambda: "inner")) == "inner"


class Counting:
    """A value that is carried over writes: how often it was made and brought up to date."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.made = self.renewed = 0

    def make(self) -> str:
        self.made += 1
        return read(self.store)

    def renew(self, old: str) -> str:
        self.renewed += 1
        return f"{old}+{read(self.store)}"


def test_a_carried_value_is_brought_up_to_date_after_a_write_and_left_alone_else(store: Store) -> None:
    recall, counting = Recall(store), Counting(store)

    def ask() -> str:
        return recall.carry("name", counting.make, counting.renew)

    assert [ask(), ask()] == ["", ""]
    write(store, "Ana")
    assert [ask(), ask()] == ["+Ana", "+Ana"]
    assert (counting.made, counting.renewed) == (1, 1)


def test_everything_can_be_given_up(store: Store) -> None:
    recall, counting, made = Recall(store), Counting(store), Made(store)
    for _ in range(2):
        recall.carry("name", counting.make, counting.renew)
        recall.get("name", made)
        recall.forget()
    assert (counting.made, made.times) == (2, 2)


def test_carried_values_asked_for_by_many_threads_are_made_once(store: Store) -> None:
    recall, counting = Recall(store), Counting(store)
    threads = [threading.Thread(target=lambda: recall.carry("name", counting.make, counting.renew)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert (counting.made, counting.renewed) == (1, 0)


def test_a_value_that_asks_for_itself_is_no_standstill(store: Store) -> None:
    recall = Recall(store)
    assert recall.get("word", lambda: recall.get("word", lambda: "told") + " twice") == "told twice"
