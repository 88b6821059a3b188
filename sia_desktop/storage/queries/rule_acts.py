"""Acts that pages ask about all at once: those that name a rule, and returns for correction."""

import json
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sia_desktop.domain.act import GIVEN_BACK, RETURNED, RULE, Act
from sia_desktop.domain.ids import Urn
from sia_desktop.storage.connection import Connection

_ACTS: Final = f"""
    SELECT id, act, record_kind, record_id, urn, "on", at, "by", details FROM act
    WHERE instr(details, '"{RULE}"') AND json_extract(details, '$.{RULE}') IS NOT NULL ORDER BY at, id
"""  # noqa: S608 - a constant of ours; few acts name a rule, and looking for its name is quicker than reading
_RETURNS: Final = f"""
    SELECT act.id, act, record_kind, record_id, urn, "on", at, "by", details, coalesce(person.name, '')
    FROM act LEFT JOIN person ON person.id = "by"
    WHERE act.rowid IN (
        SELECT rowid FROM act INDEXED BY act_of_record WHERE act IN ('{RETURNED}', '{GIVEN_BACK}'))
    ORDER BY at, act.id
"""  # noqa: S608 - constants of ours; an index is much smaller than the acts


def acts_of_rules(connection: Connection) -> tuple[Act, ...]:
    """The earliest first."""
    return tuple(_act(row) for row in connection.execute(_ACTS))


def returns(connection: Connection) -> tuple[tuple[Act, str], ...]:
    """Each with the name of who made it, the earliest first."""
    return tuple((_act(row[:-1]), row[-1]) for row in connection.execute(_RETURNS))


def _act(row: tuple[Any, ...]) -> Act:
    id_, act, kind, record_id, urn, on, at, by, details = row
    return Act(
        id=UUID(id_),
        act=act,
        record_kind=kind,
        record_id=record_id,
        urn=Urn(urn),
        on=date.fromisoformat(on),
        at=datetime.fromisoformat(at),
        by=UUID(by),
        details={name: str(value) for name, value in json.loads(details).items()},
    )
