"""A page of the search index fills one of the file's; two of the usual size do not fit into one"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

USUAL = 4050


def upgrade() -> None:
    _write_pages_of(8000)


def downgrade() -> None:
    _write_pages_of(USUAL)


def _write_pages_of(size: int) -> None:
    """From now on; what is in the index already is written anew as it is merged."""
    op.execute(f"INSERT INTO search_words (search_words, rank) VALUES ('pgsz', {size})")  # noqa: S608 - ours
