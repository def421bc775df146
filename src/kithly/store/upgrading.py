"""Running migrations; the only module that imports alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def run(conn: Connection, revision: str) -> None:
    """Run the migrations up to a revision on an open connection, inside its transaction."""
    config = Config()
    config.set_main_option("script_location", "kithly.store:migrations")
    config.attributes["connection"] = conn
    command.upgrade(config, revision)
