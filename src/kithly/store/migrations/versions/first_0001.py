"""The first schema.

The statements stand here word for word, one list for each database: what was released is never
computed from code that may change.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

SQLITE = (
    (
        "CREATE TABLE egos (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, CONSTRAINT "
        "uq_egos_name UNIQUE (name)) STRICT"
    ),
    (
        "CREATE TABLE assignments (kind TEXT NOT NULL, node INTEGER NOT NULL, person TEXT NOT NULL, origin TEXT "
        "NOT NULL, ego_id INTEGER NOT NULL, CONSTRAINT pk_assignments PRIMARY KEY (kind, node), CONSTRAINT "
        "fk_assignments_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX ix_assignments_person ON assignments (person)",
    (
        "CREATE TABLE changes (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id TEXT "
        "NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL, undone_at INTEGER, CONSTRAINT "
        "uq_changes_ego_id_id UNIQUE (ego_id, id), CONSTRAINT fk_changes_ego_id FOREIGN KEY(ego_id) REFERENCES "
        "egos (seq)) STRICT"
    ),
    (
        "CREATE TABLE ego_states (ego_id INTEGER NOT NULL, state BLOB NOT NULL, CONSTRAINT pk_ego_states PRIMARY "
        "KEY (ego_id), CONSTRAINT fk_ego_states_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) STRICT"
    ),
    (
        "CREATE TABLE forwards (ego_id INTEGER NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, CONSTRAINT "
        "pk_forwards PRIMARY KEY (ego_id, old), CONSTRAINT fk_forwards_ego_id FOREIGN KEY(ego_id) REFERENCES egos "
        "(seq)) WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE identities (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, kind "
        "TEXT NOT NULL, value TEXT NOT NULL, name TEXT NOT NULL, CONSTRAINT uq_identities_ego_id_kind_value "
        "UNIQUE (ego_id, kind, value), CONSTRAINT fk_identities_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) "
        "STRICT"
    ),
    (
        "CREATE TABLE meta (ego_id INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, CONSTRAINT pk_meta "
        "PRIMARY KEY (ego_id, name), CONSTRAINT fk_meta_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT "
        "ROWID, STRICT"
    ),
    (
        "CREATE TABLE people (ego_id INTEGER NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT "
        "NOT NULL, words TEXT NOT NULL, known INTEGER NOT NULL, value TEXT NOT NULL, CONSTRAINT pk_people PRIMARY "
        "KEY (ego_id, person), CONSTRAINT fk_people_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT "
        "ROWID, STRICT"
    ),
    "CREATE INDEX ix_people_ego_id_name_key ON people (ego_id, name_key)",
    (
        "CREATE TABLE plans (ego_id INTEGER NOT NULL, day TEXT NOT NULL, plan TEXT NOT NULL, version INTEGER NOT "
        "NULL, CONSTRAINT pk_plans PRIMARY KEY (ego_id, day), CONSTRAINT fk_plans_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE reasons (ego_id INTEGER NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT "
        "NULL, starts TEXT, ends TEXT, worth REAL NOT NULL, value TEXT NOT NULL, CONSTRAINT pk_reasons PRIMARY "
        "KEY (ego_id, person, kind, key), CONSTRAINT fk_reasons_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) "
        "WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE records (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id BLOB "
        "NOT NULL, family TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, current "
        "INTEGER NOT NULL, CONSTRAINT fk_records_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT "
        "uq_records_id UNIQUE (id)) STRICT"
    ),
    "CREATE INDEX ix_records_other ON records (kind, seq) WHERE kind != 'message'",
    (
        "CREATE TABLE tie_states (ego_id INTEGER NOT NULL, person TEXT NOT NULL, state BLOB NOT NULL, CONSTRAINT "
        "pk_tie_states PRIMARY KEY (ego_id, person), CONSTRAINT fk_tie_states_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE decisions (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, id TEXT "
        "NOT NULL, change INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, at "
        "INTEGER NOT NULL, CONSTRAINT fk_decisions_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT "
        "fk_decisions_change FOREIGN KEY(change) REFERENCES changes (seq)) STRICT"
    ),
    "CREATE INDEX ix_decisions_change ON decisions (change)",
    (
        "CREATE TABLE files (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, change "
        "INTEGER NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL, family TEXT NOT NULL, fingerprint TEXT NOT "
        "NULL, reader_version INTEGER NOT NULL, reached INTEGER NOT NULL, status TEXT NOT NULL, counts TEXT NOT "
        "NULL, observed_at INTEGER, CONSTRAINT fk_files_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), "
        "CONSTRAINT fk_files_change FOREIGN KEY(change) REFERENCES changes (seq)) STRICT"
    ),
    "CREATE INDEX ix_files_change ON files (change)",
    "CREATE INDEX ix_files_fingerprint ON files (fingerprint)",
    (
        "CREATE TABLE identity_names (identity INTEGER NOT NULL, name TEXT NOT NULL, uses INTEGER NOT NULL, "
        "ego_id INTEGER NOT NULL, CONSTRAINT pk_identity_names PRIMARY KEY (identity, name), CONSTRAINT "
        "fk_identity_names_identity FOREIGN KEY(identity) REFERENCES identities (seq), CONSTRAINT "
        "fk_identity_names_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    (
        "CREATE TABLE interactions (record INTEGER NOT NULL, ego_id INTEGER NOT NULL, at INTEGER NOT NULL, sender "
        "INTEGER NOT NULL, bits INTEGER NOT NULL, own_id INTEGER NOT NULL, parent INTEGER NOT NULL, thread "
        "INTEGER NOT NULL, CONSTRAINT pk_interactions PRIMARY KEY (record), CONSTRAINT fk_interactions_record "
        "FOREIGN KEY(record) REFERENCES records (seq), CONSTRAINT fk_interactions_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq)) STRICT"
    ),
    "CREATE INDEX ix_interactions_list_parent ON interactions (parent) WHERE parent != 0 AND (bits & 2) != 0",
    "CREATE INDEX ix_interactions_own_id ON interactions (own_id) WHERE own_id != 0",
    "CREATE INDEX ix_interactions_sender ON interactions (sender)",
    (
        "CREATE TABLE participants (record INTEGER NOT NULL, identity INTEGER NOT NULL, copied INTEGER NOT NULL, "
        "ego_id INTEGER NOT NULL, CONSTRAINT pk_participants PRIMARY KEY (record, identity, copied), CONSTRAINT "
        "fk_participants_record FOREIGN KEY(record) REFERENCES records (seq), CONSTRAINT fk_participants_identity "
        "FOREIGN KEY(identity) REFERENCES identities (seq), CONSTRAINT fk_participants_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX ix_participants_identity ON participants (identity)",
    (
        "CREATE TABLE record_identities (record INTEGER NOT NULL, identity INTEGER NOT NULL, ego_id INTEGER NOT "
        "NULL, CONSTRAINT pk_record_identities PRIMARY KEY (record, identity), CONSTRAINT "
        "fk_record_identities_record FOREIGN KEY(record) REFERENCES records (seq), CONSTRAINT "
        "fk_record_identities_identity FOREIGN KEY(identity) REFERENCES identities (seq), CONSTRAINT "
        "fk_record_identities_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX ix_record_identities_identity ON record_identities (identity)",
    (
        "CREATE TABLE versions (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, ego_id INTEGER NOT NULL, record "
        "INTEGER NOT NULL, hash INTEGER NOT NULL, observed_at INTEGER NOT NULL, payload BLOB NOT NULL, CONSTRAINT "
        "uq_versions_record_hash UNIQUE (record, hash), CONSTRAINT fk_versions_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq), CONSTRAINT fk_versions_record FOREIGN KEY(record) REFERENCES records (seq)) "
        "STRICT"
    ),
    (
        "CREATE TABLE sightings (file INTEGER NOT NULL, version INTEGER NOT NULL, observed_at INTEGER NOT NULL, "
        "raw INTEGER NOT NULL, place TEXT NOT NULL, ego_id INTEGER NOT NULL, CONSTRAINT pk_sightings PRIMARY KEY "
        "(file, version), CONSTRAINT fk_sightings_file FOREIGN KEY(file) REFERENCES files (seq), CONSTRAINT "
        "fk_sightings_version FOREIGN KEY(version) REFERENCES versions (seq), CONSTRAINT fk_sightings_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX ix_sightings_raw ON sightings (raw) WHERE raw != 0",
    "CREATE INDEX ix_sightings_version ON sightings (version)",
    (
        "CREATE VIRTUAL TABLE message_index USING fts5(subject, body, content='', columnsize=0, "
        "tokenize='unicode61 remove_diacritics 2')"
    ),
    "INSERT INTO message_index (message_index, rank) VALUES ('automerge', 8)",
)

POSTGRESQL = (
    (
        'CREATE TABLE egos (seq BIGSERIAL NOT NULL, name TEXT COLLATE "C" NOT NULL, CONSTRAINT pk_egos PRIMARY '
        "KEY (seq), CONSTRAINT uq_egos_name UNIQUE (name))"
    ),
    (
        'CREATE TABLE assignments (kind TEXT COLLATE "C" NOT NULL, node BIGINT NOT NULL, person TEXT COLLATE '
        '"C" NOT NULL, origin TEXT COLLATE "C" NOT NULL, ego_id BIGINT NOT NULL, CONSTRAINT pk_assignments '
        "PRIMARY KEY (kind, node), CONSTRAINT fk_assignments_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_assignments_person ON assignments (person)",
    (
        'CREATE TABLE changes (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, '
        'kind TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, text TEXT COLLATE "C" NOT NULL, undone_at '
        "BIGINT, CONSTRAINT pk_changes PRIMARY KEY (seq), CONSTRAINT uq_changes_ego_id_id UNIQUE (ego_id, id), "
        "CONSTRAINT fk_changes_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        "CREATE TABLE ego_states (ego_id BIGINT NOT NULL, state BYTEA NOT NULL, CONSTRAINT pk_ego_states PRIMARY "
        "KEY (ego_id), CONSTRAINT fk_ego_states_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE forwards (ego_id BIGINT NOT NULL, old TEXT COLLATE "C" NOT NULL, new TEXT COLLATE "C" '
        "NOT NULL, CONSTRAINT pk_forwards PRIMARY KEY (ego_id, old), CONSTRAINT fk_forwards_ego_id FOREIGN "
        "KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE identities (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, kind TEXT COLLATE "C" NOT '
        'NULL, value TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, CONSTRAINT pk_identities '
        "PRIMARY KEY (seq), CONSTRAINT uq_identities_ego_id_kind_value UNIQUE (ego_id, kind, value), CONSTRAINT "
        "fk_identities_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE meta (ego_id BIGINT NOT NULL, name TEXT COLLATE "C" NOT NULL, value TEXT COLLATE "C" '
        "NOT NULL, CONSTRAINT pk_meta PRIMARY KEY (ego_id, name), CONSTRAINT fk_meta_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE people (ego_id BIGINT NOT NULL, person TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" '
        'NOT NULL, name_key TEXT COLLATE "C" NOT NULL, words TEXT COLLATE "C" NOT NULL, known BIGINT NOT '
        'NULL, value TEXT COLLATE "C" NOT NULL, CONSTRAINT pk_people PRIMARY KEY (ego_id, person), CONSTRAINT '
        "fk_people_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_people_ego_id_name_key ON people (ego_id, name_key)",
    (
        'CREATE TABLE plans (ego_id BIGINT NOT NULL, day TEXT COLLATE "C" NOT NULL, plan TEXT COLLATE "C" NOT '
        "NULL, version BIGINT NOT NULL, CONSTRAINT pk_plans PRIMARY KEY (ego_id, day), CONSTRAINT fk_plans_ego_id "
        "FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE reasons (ego_id BIGINT NOT NULL, person TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE '
        '"C" NOT NULL, key TEXT COLLATE "C" NOT NULL, starts TEXT COLLATE "C", ends TEXT COLLATE "C", '
        'worth DOUBLE PRECISION NOT NULL, value TEXT COLLATE "C" NOT NULL, CONSTRAINT pk_reasons PRIMARY KEY '
        "(ego_id, person, kind, key), CONSTRAINT fk_reasons_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        "CREATE TABLE records (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id BYTEA NOT NULL, family TEXT "
        'COLLATE "C" NOT NULL, source TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, key TEXT '
        'COLLATE "C" NOT NULL, current BIGINT NOT NULL, CONSTRAINT pk_records PRIMARY KEY (seq), CONSTRAINT '
        "fk_records_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT uq_records_id UNIQUE (id))"
    ),
    "CREATE INDEX ix_records_other ON records (kind, seq) WHERE kind != 'message'",
    (
        'CREATE TABLE tie_states (ego_id BIGINT NOT NULL, person TEXT COLLATE "C" NOT NULL, state BYTEA NOT '
        "NULL, CONSTRAINT pk_tie_states PRIMARY KEY (ego_id, person), CONSTRAINT fk_tie_states_ego_id FOREIGN "
        "KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        'CREATE TABLE decisions (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, id TEXT COLLATE "C" NOT NULL, '
        'change BIGINT NOT NULL, kind TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" NOT NULL, value '
        'TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, CONSTRAINT pk_decisions PRIMARY KEY (seq), CONSTRAINT '
        "fk_decisions_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT fk_decisions_change FOREIGN "
        "KEY(change) REFERENCES changes (seq))"
    ),
    "CREATE INDEX ix_decisions_change ON decisions (change)",
    (
        "CREATE TABLE files (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, change BIGINT NOT NULL, path TEXT "
        'COLLATE "C" NOT NULL, source TEXT COLLATE "C" NOT NULL, family TEXT COLLATE "C" NOT NULL, '
        'fingerprint TEXT COLLATE "C" NOT NULL, reader_version BIGINT NOT NULL, reached BIGINT NOT NULL, status '
        'TEXT COLLATE "C" NOT NULL, counts TEXT COLLATE "C" NOT NULL, observed_at BIGINT, CONSTRAINT pk_files '
        "PRIMARY KEY (seq), CONSTRAINT fk_files_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq), CONSTRAINT "
        "fk_files_change FOREIGN KEY(change) REFERENCES changes (seq))"
    ),
    "CREATE INDEX ix_files_change ON files (change)",
    "CREATE INDEX ix_files_fingerprint ON files (fingerprint)",
    (
        'CREATE TABLE identity_names (identity BIGINT NOT NULL, name TEXT COLLATE "C" NOT NULL, uses BIGINT NOT '
        "NULL, ego_id BIGINT NOT NULL, CONSTRAINT pk_identity_names PRIMARY KEY (identity, name), CONSTRAINT "
        "fk_identity_names_identity FOREIGN KEY(identity) REFERENCES identities (seq), CONSTRAINT "
        "fk_identity_names_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    (
        "CREATE TABLE interactions (record BIGINT NOT NULL, ego_id BIGINT NOT NULL, at BIGINT NOT NULL, sender "
        "BIGINT NOT NULL, bits BIGINT NOT NULL, own_id BIGINT NOT NULL, parent BIGINT NOT NULL, thread BIGINT NOT "
        "NULL, CONSTRAINT pk_interactions PRIMARY KEY (record), CONSTRAINT fk_interactions_record FOREIGN "
        "KEY(record) REFERENCES records (seq), CONSTRAINT fk_interactions_ego_id FOREIGN KEY(ego_id) REFERENCES "
        "egos (seq))"
    ),
    "CREATE INDEX ix_interactions_list_parent ON interactions (parent) WHERE parent != 0 AND (bits & 2) != 0",
    "CREATE INDEX ix_interactions_own_id ON interactions (own_id) WHERE own_id != 0",
    "CREATE INDEX ix_interactions_sender ON interactions (sender)",
    (
        "CREATE TABLE participants (record BIGINT NOT NULL, identity BIGINT NOT NULL, copied BIGINT NOT NULL, "
        "ego_id BIGINT NOT NULL, CONSTRAINT pk_participants PRIMARY KEY (record, identity, copied), CONSTRAINT "
        "fk_participants_record FOREIGN KEY(record) REFERENCES records (seq), CONSTRAINT fk_participants_identity "
        "FOREIGN KEY(identity) REFERENCES identities (seq), CONSTRAINT fk_participants_ego_id FOREIGN KEY(ego_id) "
        "REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_participants_identity ON participants (identity)",
    (
        "CREATE TABLE record_identities (record BIGINT NOT NULL, identity BIGINT NOT NULL, ego_id BIGINT NOT "
        "NULL, CONSTRAINT pk_record_identities PRIMARY KEY (record, identity), CONSTRAINT "
        "fk_record_identities_record FOREIGN KEY(record) REFERENCES records (seq), CONSTRAINT "
        "fk_record_identities_identity FOREIGN KEY(identity) REFERENCES identities (seq), CONSTRAINT "
        "fk_record_identities_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_record_identities_identity ON record_identities (identity)",
    (
        "CREATE TABLE versions (seq BIGSERIAL NOT NULL, ego_id BIGINT NOT NULL, record BIGINT NOT NULL, hash "
        "BIGINT NOT NULL, observed_at BIGINT NOT NULL, payload BYTEA NOT NULL, CONSTRAINT pk_versions PRIMARY KEY "
        "(seq), CONSTRAINT uq_versions_record_hash UNIQUE (record, hash), CONSTRAINT fk_versions_ego_id FOREIGN "
        "KEY(ego_id) REFERENCES egos (seq), CONSTRAINT fk_versions_record FOREIGN KEY(record) REFERENCES records "
        "(seq))"
    ),
    (
        "CREATE TABLE sightings (file BIGINT NOT NULL, version BIGINT NOT NULL, observed_at BIGINT NOT NULL, raw "
        'BIGINT NOT NULL, place TEXT COLLATE "C" NOT NULL, ego_id BIGINT NOT NULL, CONSTRAINT pk_sightings '
        "PRIMARY KEY (file, version), CONSTRAINT fk_sightings_file FOREIGN KEY(file) REFERENCES files (seq), "
        "CONSTRAINT fk_sightings_version FOREIGN KEY(version) REFERENCES versions (seq), CONSTRAINT "
        "fk_sightings_ego_id FOREIGN KEY(ego_id) REFERENCES egos (seq))"
    ),
    "CREATE INDEX ix_sightings_raw ON sightings (raw) WHERE raw != 0",
    "CREATE INDEX ix_sightings_version ON sightings (version)",
    "CREATE TABLE message_index (record BIGINT PRIMARY KEY REFERENCES records (seq), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_message_index_words ON message_index USING gin (words)",
)


def upgrade() -> None:
    """Make all tables."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
