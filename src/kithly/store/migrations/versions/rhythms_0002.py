"""Rhythms by quarters, and whose derived rows were made anew.

The rows of both are derived. A note of each ego says that they are missing; the next one who opens the network
makes them.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    (
        "CREATE TABLE rhythms (ego_id INTEGER NOT NULL, person TEXT NOT NULL, newest INTEGER NOT NULL, heights BLOB "
        "NOT NULL, CONSTRAINT pk_rhythms PRIMARY KEY (ego_id, person), CONSTRAINT fk_rhythms_ego_id FOREIGN "
        "KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE renewals (ego_id INTEGER NOT NULL, person TEXT NOT NULL, number INTEGER NOT NULL, CONSTRAINT "
        "pk_renewals PRIMARY KEY (ego_id, person), CONSTRAINT fk_renewals_ego_id FOREIGN KEY(ego_id) REFERENCES "
        "egos (seq)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX ix_renewals_ego_id_number ON renewals (ego_id, number)",
)

POSTGRESQL = (
    (
        'CREATE TABLE rhythms (ego_id BIGINT NOT NULL, person TEXT COLLATE "C" NOT NULL, newest BIGINT NOT NULL, '
        "heights BYTEA NOT NULL, CONSTRAINT pk_rhythms PRIMARY KEY (ego_id, person), CONSTRAINT fk_rhythms_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE renewals (ego_id BIGINT NOT NULL, person TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL, '
        "CONSTRAINT pk_renewals PRIMARY KEY (ego_id, person), CONSTRAINT fk_renewals_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_renewals_ego_id_number ON renewals (ego_id, number)",
)

OUTDATED = (
    "INSERT INTO meta (ego_id, name, value) SELECT seq, 'outdated', 'yes' FROM egos WHERE 1 = 1"
    " ON CONFLICT (ego_id, name) DO UPDATE SET value = excluded.value"
)


def upgrade() -> None:
    """Make the tables, and say that their rows are missing."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute(OUTDATED)
