"""Whose laptop this is: one row, read before anything heavy is loaded."""

from dataclasses import asdict
from typing import Final
from uuid import UUID

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.people import WorkingFor
from sia_desktop.storage.connection import Connection

_COLUMNS: Final = tuple(WorkingFor.__dataclass_fields__)


def read_enrolment(connection: Connection) -> WorkingFor:
    """The enrolment of this laptop; raises `RuleBroken` before there is one."""
    row = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM enrolment").fetchone()  # noqa: S608 - our own names
    if row is None:
        raise RuleBroken("This laptop is not enrolled yet. Enter the council's address and sign in first.")
    found = dict(zip(_COLUMNS, row, strict=True))
    found["person_id"], found["device_id"] = UUID(found["person_id"]), UUID(found["device_id"])
    found["is_demonstration"] = bool(found["is_demonstration"])
    return WorkingFor(**found)


def write_enrolment(connection: Connection, working_for: WorkingFor) -> None:
    """Remember it in place of what was there."""
    values = [str(value) if isinstance(value, UUID) else value for value in asdict(working_for).values()]
    marks = ", ".join("?" * len(_COLUMNS))
    connection.execute(
        f"INSERT OR REPLACE INTO enrolment (id, {', '.join(_COLUMNS)}) VALUES (1, {marks})",  # noqa: S608
        values,
    )
