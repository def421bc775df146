"""Accounts, how far each is read, and which versions hold only a part of what was to be read."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    (
        "CREATE TABLE partials (version INTEGER NOT NULL, ego_id INTEGER NOT NULL, CONSTRAINT pk_partials "
        "PRIMARY KEY (version), CONSTRAINT fk_partials_version FOREIGN KEY(version) REFERENCES versions (seq), "
        "CONSTRAINT fk_partials_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE accounts (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id TEXT "
        "NOT NULL, change INTEGER NOT NULL, removed_by INTEGER, kind TEXT NOT NULL, settings TEXT NOT NULL, "
        "CONSTRAINT uq_accounts_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_accounts_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq), CONSTRAINT fk_accounts_change FOREIGN KEY(change) REFERENCES changes (seq), "
        "CONSTRAINT fk_accounts_removed_by FOREIGN KEY(removed_by) REFERENCES changes (seq)) STRICT"
    ),
    "CREATE INDEX ix_accounts_change ON accounts (change)",
    "CREATE INDEX ix_accounts_removed_by ON accounts (removed_by)",
    (
        "CREATE TABLE cursors (file INTEGER NOT NULL, account INTEGER NOT NULL, part TEXT NOT NULL, value TEXT "
        "NOT NULL, ego_id INTEGER NOT NULL, CONSTRAINT pk_cursors PRIMARY KEY (file), CONSTRAINT fk_cursors_file "
        "FOREIGN KEY(file) REFERENCES files (seq), CONSTRAINT fk_cursors_account FOREIGN KEY(account) REFERENCES "
        "accounts (seq), CONSTRAINT fk_cursors_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, "
        "STRICT"
    ),
    "CREATE INDEX ix_cursors_account ON cursors (account)",
)

POSTGRESQL = (
    (
        "CREATE TABLE partials (version BIGINT NOT NULL, ego_id BIGINT NOT NULL, CONSTRAINT pk_partials PRIMARY "
        "KEY (version), CONSTRAINT fk_partials_version FOREIGN KEY(version) REFERENCES versions (seq), "
        "CONSTRAINT fk_partials_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE accounts (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, '
        'change BIGINT NOT NULL, removed_by BIGINT, kind TEXT COLLATE "C" NOT NULL, settings TEXT COLLATE "C" '
        "NOT NULL, CONSTRAINT pk_accounts PRIMARY KEY (seq), CONSTRAINT uq_accounts_ego_id_id UNIQUE (ego_id, "
        "id), CONSTRAINT fk_accounts_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT "
        "fk_accounts_change FOREIGN KEY(change) REFERENCES changes (seq), CONSTRAINT fk_accounts_removed_by "
        "FOREIGN KEY(removed_by) REFERENCES changes (seq))"
    ),
    "CREATE INDEX ix_accounts_change ON accounts (change)",
    "CREATE INDEX ix_accounts_removed_by ON accounts (removed_by)",
    (
        'CREATE TABLE cursors (file BIGINT NOT NULL, account BIGINT NOT NULL, part TEXT COLLATE "C" NOT NULL, '
        'value TEXT COLLATE "C" NOT NULL, ego_id BIGINT NOT NULL, CONSTRAINT pk_cursors PRIMARY KEY (file), '
        "CONSTRAINT fk_cursors_file FOREIGN KEY(file) REFERENCES files (seq), CONSTRAINT fk_cursors_account "
        "FOREIGN KEY(account) REFERENCES accounts (seq), CONSTRAINT fk_cursors_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_cursors_account ON cursors (account)",
)


def upgrade() -> None:
    """Make the tables; older networks have no account and nothing read in part."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
