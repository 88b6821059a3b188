"""As which judgement of the framework an inspection on another of Ofsted's scales was decided to count"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inspection", sa.Column("treated_as", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("inspection", "treated_as")
