"""What is kept of a tie tells meetings apart: the next one who opens the network makes the rows of all ties anew."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

OUTDATED = (
    "INSERT INTO meta (ego_id, name, value) SELECT seq, 'outdated', 'yes' FROM egos WHERE 1 = 1"
    " ON CONFLICT (ego_id, name) DO UPDATE SET value = excluded.value"
)


def upgrade() -> None:
    """Say that the rows are missing."""
    op.execute(OUTDATED)
