"""What is exported: every kept table with the form of each of its columns.

A table or column that is not told of here is one that nobody could take along, so a test holds this list against the
schema. Rows of tables that others refer to carry a ``number``, 1 for the first; it means something within one export
only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from sqlalchemy import Table

from kithly.store import schema


class Form(Enum):
    """How a column is written where its JSON is not simply its value."""

    MOMENT = "moment"  # whole seconds since 1970 in the database, ISO 8601 in UTC here
    JSON = "json"  # text that holds JSON: written as what it holds
    HEX = "hex"  # bytes, as hexadecimal digits
    BYTES = "bytes"  # bytes, in base64
    RECORD = "record"  # a packed record: written by its fields
    NODE = "node"  # number of a record or an identity, as the column ``kind`` says


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """One kept table.

    Attributes:
        table: The table.
        says: What one line is, in a sentence.
        forms: Forms of columns whose JSON is not their value.
        refers: Tables whose ``number`` stands in a column.
        left_out: Columns that follow from others.
        names: Of the table of small facts: only rows of these names; empty for all rows.
    """

    table: Table
    says: str
    forms: Mapping[str, Form] = field(default_factory=dict)
    refers: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name of the table, and of its file."""
        return self.table.name

    @property
    def is_numbered(self) -> bool:
        """Whether rows carry a number."""
        return "seq" in self.table.c

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are written, in their order."""
        hidden = {"seq", "ego_id", *self.left_out}
        return tuple(column.name for column in self.table.c if column.name not in hidden)


TAKEN_ALONG: Final = frozenset(
    {
        "accounts_asked",
        "calendar_leaves",
        "calendar_marks",
        "digest_answers",
        "digest_answers_told",
        "digest_told",
        "digests",
        "feed_shown",
        "notes_opened",
        "notices_said",
        "outbox_hint",
        "rests_on",
        "search_key",
        "share_idea",
        "writer",
        "writer_log",
    }
)
"""Small facts that go along: what was told, asked and set. Others follow from what is kept, or speak of one machine."""

LEFT_BEHIND: Final[Mapping[str, str]] = {
    "backup_note": "what came of the last backup on that machine",
    "daily_runs": "when that machine ran",
    "daily_service": "what was installed on that machine",
    "forgetting": "what is left to be done to that machine's files",
    "forgotten_backups": "as forgetting",
    "forgotten_lifted": "what the lists beside that network's backups are to leave out",
    "network_mark": "whose the backups in a folder are",
    "networks_before": "as network_mark",
    "passed_over": "files that machine looked at in vain",
    "phone_door": "at which address of that machine a phone came in",
    "unsettled_import": "an import that was under way",
    "rebuilds": "how often everybody was made anew",
    "suggestions": "worked out anew",
}
"""Small facts outside `kithly.app.derived` that stay, and why."""

NOUNS: Final = (
    Noun(
        table=schema.changes,
        says="Something the user did, which undo can take back.",
        forms={"at": Form.MOMENT, "undone_at": Form.MOMENT},
    ),
    Noun(
        table=schema.files,
        says="One reading of one file or account.",
        forms={"counts": Form.JSON, "observed_at": Form.MOMENT},
        refers={"change": "changes"},
    ),
    Noun(
        table=schema.records,
        says="Something a source said; its words stand in its versions, of which one is current.",
        forms={"id": Form.HEX},
        refers={"current": "versions"},
    ),
    Noun(
        table=schema.versions,
        says="What a record said at some time; the fields are those of its kind.",
        forms={"observed_at": Form.MOMENT, "payload": Form.RECORD},
        refers={"record": "records"},
        left_out=frozenset({"hash"}),
    ),
    Noun(
        table=schema.partials,
        says="A version of which only the header fields were read.",
        refers={"version": "versions"},
    ),
    Noun(
        table=schema.pictures,
        says="A picture of somebody, named by its SHA-256.",
        forms={"hash": Form.HEX, "data": Form.BYTES},
    ),
    Noun(
        table=schema.pictured,
        says="Which version of a record came with which picture.",
        forms={"hash": Form.HEX},
        refers={"version": "versions"},
    ),
    Noun(
        table=schema.sightings,
        says="In which file a version stood, and where.",
        forms={"observed_at": Form.MOMENT},
        refers={"file": "files", "version": "versions"},
    ),
    Noun(
        table=schema.accounts,
        says="An account that is read or followed, without its password.",
        forms={"settings": Form.JSON},
        refers={"change": "changes", "removed_by": "changes"},
    ),
    Noun(
        table=schema.cursors,
        says="How far a part of an account was read.",
        refers={"file": "files", "account": "accounts"},
    ),
    Noun(table=schema.identities, says="An address, handle or profile by which sources name somebody."),
    Noun(
        table=schema.identity_names,
        says="A name that stood beside an identity, and how often.",
        refers={"identity": "identities"},
    ),
    Noun(
        table=schema.record_identities,
        says="Which identities a record ties together.",
        refers={"record": "records", "identity": "identities"},
    ),
    Noun(
        table=schema.decisions,
        says="The user's word on somebody or something.",
        forms={"value": Form.JSON, "at": Form.MOMENT},
        refers={"change": "changes"},
    ),
    Noun(
        table=schema.assignments,
        says="Which person a record or an identity belongs to.",
        forms={"node": Form.NODE},
    ),
    Noun(table=schema.forwards, says="The id a person had, and the one they have since two entries became one."),
    Noun(table=schema.plans, says="The plan of one day.", forms={"plan": Form.JSON}),
    Noun(
        table=schema.outbox,
        says="A message the user said yes to, and what became of it.",
        forms={
            "refs": Form.JSON,
            "approved_at": Form.MOMENT,
            "due_at": Form.MOMENT,
            "changed_at": Form.MOMENT,
        },
        refers={"change": "changes"},
    ),
    Noun(
        table=schema.proposals,
        says="What an assistant asked for, and the user's answer.",
        forms={"value": Form.JSON, "made_at": Form.MOMENT, "settled_at": Form.MOMENT},
        refers={"change": "changes"},
    ),
    Noun(
        table=schema.forgotten,
        says="A sum of a word by which somebody was known who was forgotten: nothing of theirs is taken in again.",
        forms={"salt": Form.HEX, "hash": Form.HEX, "at": Form.MOMENT},
    ),
    Noun(table=schema.meta, says="A small fact: what was told, asked or set.", names=TAKEN_ALONG),
)

COUNTED_ON: Final = (schema.decisions, schema.outbox, schema.proposals)
"""Tables in which the id of a row follows from its number: none may be given a second time, in any place."""

NOT_EXPORTED: Final[Mapping[str, str]] = {
    "egos": "whose network it is",
    "passes": "a key must not travel: programs and phones are let in anew",
    "alembic_version": "the form of the database",
}
"""Kept tables that are in no export, and why."""
