"""Pictures of people, and which versions of records came with them."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    (
        "CREATE TABLE pictures (ego_id INTEGER NOT NULL, hash BLOB NOT NULL, type TEXT NOT NULL, data BLOB NOT "
        "NULL, CONSTRAINT pk_pictures PRIMARY KEY (ego_id, hash), CONSTRAINT fk_pictures_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq)) STRICT"
    ),
    (
        "CREATE TABLE pictured (version INTEGER NOT NULL, hash BLOB NOT NULL, ego_id INTEGER NOT NULL, CONSTRAINT "
        "pk_pictured PRIMARY KEY (version), CONSTRAINT fk_pictured_version FOREIGN KEY(version) REFERENCES versions "
        "(seq), CONSTRAINT fk_pictured_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX ix_pictured_hash ON pictured (hash)",
)

POSTGRESQL = (
    (
        'CREATE TABLE pictures (ego_id BIGINT NOT NULL, hash BYTEA NOT NULL, type TEXT COLLATE "C" NOT NULL, '
        "data BYTEA NOT NULL, CONSTRAINT pk_pictures PRIMARY KEY (ego_id, hash), CONSTRAINT fk_pictures_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        "CREATE TABLE pictured (version BIGINT NOT NULL, hash BYTEA NOT NULL, ego_id BIGINT NOT NULL, CONSTRAINT "
        "pk_pictured PRIMARY KEY (version), CONSTRAINT fk_pictured_version FOREIGN KEY(version) REFERENCES versions "
        "(seq), CONSTRAINT fk_pictured_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_pictured_hash ON pictured (hash)",
)


def upgrade() -> None:
    """Make the tables; older networks kept no picture."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
