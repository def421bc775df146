"""What goes out: each message with its fixed words, and what became of it."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    (
        "CREATE TABLE outbox (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id TEXT NOT"
        ' NULL, "key" TEXT NOT NULL, change INTEGER NOT NULL, state TEXT NOT NULL, channel TEXT NOT NULL, act TEXT'
        " NOT NULL, kind TEXT NOT NULL, touch TEXT NOT NULL, person TEXT NOT NULL, recipient TEXT NOT NULL, target"
        " TEXT NOT NULL, sender TEXT NOT NULL, sender_name TEXT NOT NULL, subject TEXT, text TEXT NOT NULL, "
        "message_id TEXT NOT NULL, in_reply_to TEXT NOT NULL, refs TEXT NOT NULL, not_a_favour INTEGER NOT NULL, "
        "approved_at INTEGER NOT NULL, due_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, claim TEXT NOT NULL, "
        "tries INTEGER NOT NULL, said TEXT NOT NULL, url TEXT NOT NULL, bounced INTEGER NOT NULL, CONSTRAINT "
        "uq_outbox_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_outbox_ego_id FOREIGN KEY(ego_id) REFERENCES egos "
        "(seq), CONSTRAINT fk_outbox_change FOREIGN KEY(change) REFERENCES changes (seq)) STRICT"
    ),
    "CREATE INDEX ix_outbox_change ON outbox (change)",
    "CREATE INDEX ix_outbox_ego_id_state ON outbox (ego_id, state)",
    "CREATE UNIQUE INDEX ix_outbox_once ON outbox (ego_id, \"key\") WHERE state != 'taken_back'",
)

POSTGRESQL = (
    (
        'CREATE TABLE outbox (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, key '
        'TEXT COLLATE "C" NOT NULL, change BIGINT NOT NULL, state TEXT COLLATE "C" NOT NULL, channel TEXT COLLATE '
        '"C" NOT NULL, act TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, touch TEXT COLLATE "C" NOT '
        'NULL, person TEXT COLLATE "C" NOT NULL, recipient TEXT COLLATE "C" NOT NULL, target TEXT COLLATE "C" NOT '
        'NULL, sender TEXT COLLATE "C" NOT NULL, sender_name TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C", '
        'text TEXT COLLATE "C" NOT NULL, message_id TEXT COLLATE "C" NOT NULL, in_reply_to TEXT COLLATE "C" NOT '
        'NULL, refs TEXT COLLATE "C" NOT NULL, not_a_favour BIGINT NOT NULL, approved_at BIGINT NOT NULL, due_at '
        'BIGINT NOT NULL, changed_at BIGINT NOT NULL, claim TEXT COLLATE "C" NOT NULL, tries BIGINT NOT NULL, said'
        ' TEXT COLLATE "C" NOT NULL, url TEXT COLLATE "C" NOT NULL, bounced BIGINT NOT NULL, CONSTRAINT pk_outbox '
        "PRIMARY KEY (seq), CONSTRAINT uq_outbox_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_outbox_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT fk_outbox_change FOREIGN KEY(change) REFERENCES "
        "changes (seq))"
    ),
    "CREATE INDEX ix_outbox_change ON outbox (change)",
    "CREATE INDEX ix_outbox_ego_id_state ON outbox (ego_id, state)",
    "CREATE UNIQUE INDEX ix_outbox_once ON outbox (ego_id, key) WHERE state != 'taken_back'",
)


def upgrade() -> None:
    """Make the table; older networks sent nothing by themselves."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
