"""Who was forgotten, as salted sums: what they said is not taken in again."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    "CREATE TABLE forgotten (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, whom TEXT NOT "
    "NULL, kind TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL, hint INTEGER NOT NULL, words INTEGER NOT NULL, "
    "at INTEGER NOT NULL, CONSTRAINT uq_forgotten_ego_id_whom_kind_hash UNIQUE (ego_id, whom, kind, hash), CONSTRAINT "
    "fk_forgotten_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) STRICT"
)

POSTGRESQL = (
    'CREATE TABLE forgotten (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, whom TEXT COLLATE "C" NOT NULL, kind TEXT '
    'COLLATE "C" NOT NULL, salt BYTEA NOT NULL, hash BYTEA NOT NULL, hint BIGINT NOT NULL, words BIGINT NOT NULL, at '
    "BIGINT NOT NULL, CONSTRAINT pk_forgotten PRIMARY KEY (seq), CONSTRAINT uq_forgotten_ego_id_whom_kind_hash UNIQUE "
    "(ego_id, whom, kind, hash), CONSTRAINT fk_forgotten_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
)


def upgrade() -> None:
    """Make the table; older networks forgot nobody."""
    op.execute(SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL)
