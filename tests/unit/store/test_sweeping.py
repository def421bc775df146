"""What becomes of each table when somebody is forgotten is written down; values are cleared by what they are about."""

from __future__ import annotations

from kithly.people.forgotten import Marks, keys_of_name
from kithly.store import index_tables as index_tables  # noqa: PLC0414 - hangs the index on the metadata
from kithly.store import schema, sweeping
from kithly.store.clearing import DROPPED, Gone
from kithly.store.schema_forms import TEXT, metadata

SALT = b"s" * 16
GONE = Gone(frozenset({"p1", "touch1"}), Marks(keys_of_name("Ana Lee", SALT)))

NAMES_OF_OURS = {  # columns of text that hold words of Kithly's own, or a key that goes with its row
    "changes": {"id", "kind"},
    "files": {"source", "family", "fingerprint", "status"},
    "decisions": {"id", "kind"},
    "outbox": {"id", "key", "state", "channel", "act", "kind", "recipient", "sender", "claim"},
    "passes": {"id", "kind", "scopes"},
    "proposals": {"id", "kind", "state"},
    "plans": {"day"},
    "meta": {"name", "value"},
}


def test_every_table_has_its_place() -> None:
    told = {*sweeping.TEXTS, *sweeping.VALUES, *sweeping.ABOUT, *sweeping.PERSONS, sweeping.SMALL_FACTS}
    told |= sweeping.WITH_RECORDS | sweeping.WITHOUT_WORDS | sweeping.OWN
    assert told == {*metadata.tables, "message_index"}


def test_every_column_of_text_is_swept_or_holds_no_word_of_anybody() -> None:
    by_person = set(sweeping.PERSONS) - {"outbox"}
    left = {
        (name, column.name)
        for name, table in metadata.tables.items()
        if name not in sweeping.WITH_RECORDS | sweeping.WITHOUT_WORDS | sweeping.OWN | by_person
        for column in table.columns
        if column.type is TEXT and column.name not in NAMES_OF_OURS.get(name, set()) and column.name not in _swept(name)
    }
    assert not left
    assert schema.HEAD in schema.REVISIONS


def _swept(name: str) -> set[str]:
    tables = (sweeping.TEXTS, sweeping.VALUES, sweeping.ABOUT, sweeping.PERSONS)
    return {column for table in tables for column in table.get(name, ())}


def test_what_is_about_them_goes_and_what_names_them_beside_others_stays_without() -> None:
    assert GONE.value("p1") is DROPPED
    assert GONE.value({"person": "p1", "text": "x"}) is DROPPED
    assert GONE.value({"touches": [{"person": "p1"}, {"person": "p2"}]}) == {"touches": [{"person": "p2"}]}
    assert GONE.value({"yes": ["p1", "p2"], "p1": 3}) == {"yes": ["p2"]}
    assert GONE.value([["p1", 3], ["p2", 4]]) == [["p2", 4]]
    assert GONE.value({"text": "Ask Ana Lee about it", "n": 1}) == {"text": "Ask […] about it", "n": 1}
    assert GONE.text("p1 p2 p3") == "p2 p3"
    assert GONE.text("seen with Lee, Ana") == "seen with […]"
