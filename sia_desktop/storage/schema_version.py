"""Which shapes of the database this program knows, oldest first.

Kept as plain words so that opening an up-to-date file costs no Alembic; a test holds it to the migrations.
"""

from typing import Final

REVISIONS: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
)
HEAD: Final = REVISIONS[-1]
