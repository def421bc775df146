"""Who may come in by other doors: programs and devices with a pass; and what an assistant proposed."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    (
        "CREATE TABLE passes (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id "
        "TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, scopes TEXT NOT NULL, hash BLOB NOT NULL, "
        "made_at INTEGER NOT NULL, used_at INTEGER, ends_at INTEGER, revoked_at INTEGER, CONSTRAINT "
        "uq_passes_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_passes_ego_id FOREIGN KEY(ego_id) REFERENCES "
        "egos (seq), CONSTRAINT uq_passes_hash UNIQUE (hash)) STRICT"
    ),
    (
        "CREATE TABLE proposals (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id "
        "TEXT NOT NULL, proposer TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT "
        "NULL, text TEXT NOT NULL, made_at INTEGER NOT NULL, state TEXT NOT NULL, settled_at INTEGER, change "
        "INTEGER, CONSTRAINT uq_proposals_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_proposals_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT fk_proposals_change FOREIGN KEY(change) "
        "REFERENCES changes (seq)) STRICT"
    ),
    "CREATE INDEX ix_proposals_change ON proposals (change)",
)

POSTGRESQL = (
    (
        'CREATE TABLE passes (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, '
        'kind TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, scopes TEXT COLLATE "C" NOT NULL, '
        "hash BYTEA NOT NULL, made_at BIGINT NOT NULL, used_at BIGINT, ends_at BIGINT, revoked_at BIGINT, "
        "CONSTRAINT pk_passes PRIMARY KEY (seq), CONSTRAINT uq_passes_ego_id_id UNIQUE (ego_id, id), "
        "CONSTRAINT fk_passes_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT uq_passes_hash "
        "UNIQUE (hash))"
    ),
    (
        'CREATE TABLE proposals (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id TEXT COLLATE "C" NOT '
        'NULL, proposer TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" '
        'NOT NULL, value TEXT COLLATE "C" NOT NULL, text TEXT COLLATE "C" NOT NULL, made_at BIGINT NOT NULL, '
        'state TEXT COLLATE "C" NOT NULL, settled_at BIGINT, change BIGINT, CONSTRAINT pk_proposals PRIMARY '
        "KEY (seq), CONSTRAINT uq_proposals_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_proposals_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT fk_proposals_change FOREIGN KEY(change) "
        "REFERENCES changes (seq))"
    ),
    "CREATE INDEX ix_proposals_change ON proposals (change)",
)


def upgrade() -> None:
    """Make the tables; older networks gave no passes and were proposed nothing."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
