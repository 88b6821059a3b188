"""Acts that name the rule they are about: a date set, a reading chosen, something done."""

import json
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sia_desktop.domain.act import RULE, Act
from sia_desktop.domain.ids import Urn
from sia_desktop.storage.connection import Connection

_ACTS: Final = f"""
    SELECT id, act, record_kind, record_id, urn, "on", at, "by", details FROM act
    WHERE json_extract(details, '$.{RULE}') IS NOT NULL ORDER BY at, id
"""  # noqa: S608 - a constant of ours


def acts_of_rules(connection: Connection) -> tuple[Act, ...]:
    """The earliest first."""
    return tuple(
        Act(
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
        for id_, act, kind, record_id, urn, on, at, by, details in connection.execute(_ACTS)
    )
