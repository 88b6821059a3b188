"""Meetings with what was done for them, read at once."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sia_desktop.domain.act import PAPER, Act
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import CalledOff, Meeting, MeetingDay
from sia_desktop.services.queries.facts import KeptMeeting, MeetingLine
from sia_desktop.storage.connection import Connection

_MEETINGS: Final = """
    SELECT m.id, m.urn, m.meeting, m.pack, m.pack_version, m.called_by, m.days, m.starts_at, m.called_off,
        m.schools, coalesce(s.name, 'URN ' || m.urn, 'Council meeting')
    FROM meeting m LEFT JOIN school s ON s.urn = m.urn
    {which} ORDER BY m.meeting_on, m.id
"""
_ACTS: Final = """
    SELECT a.id, a.act, a.record_id, a.urn, a."on", a.at, a."by", a.details
    FROM meeting m JOIN act a ON a.record_id = m.id
    {which} ORDER BY a."on", a.at, a.id
"""
_OF_SCHOOL: Final = "WHERE ?1 IS NULL OR m.urn = ?1"
_NAMED: Final = "WHERE m.id IN (SELECT value FROM json_each(?1))"
_LINES: Final = """
    SELECT m.id, m.urn, m.meeting, m.pack, m.pack_version, m.meeting_on, m.called_off IS NOT NULL,
        m.schools
    FROM meeting m WHERE ?1 IS NULL OR m.urn = ?1 ORDER BY m.meeting_on, m.id
"""
NONE: Final[frozenset[str]] = frozenset()
_PAPERS: Final = f"""
    SELECT a.record_id, json_extract(a.details, '$.{PAPER}') FROM act a
    WHERE a.record_kind = 'meeting' AND (?1 IS NULL OR a.urn = ?1)
"""  # noqa: S608 - a constant of ours


def kept_meetings(connection: Connection, urn: int | None) -> tuple[KeptMeeting, ...]:
    """Of one school, or of all; the earliest first."""
    return _kept(connection, _OF_SCHOOL, urn)


def meetings_named(connection: Connection, ids: Iterable[str]) -> tuple[KeptMeeting, ...]:
    """These; the earliest first."""
    return _kept(connection, _NAMED, json.dumps(list(ids)))


def meeting_lines(connection: Connection, urn: int | None) -> tuple[MeetingLine, ...]:
    """In brief, of one school or of all; the earliest first."""
    papers: dict[str, set[str]] = defaultdict(set)
    for meeting_id, paper in connection.execute(_PAPERS, (urn,)):
        papers[meeting_id].add(paper)
    return tuple(
        MeetingLine(
            id_,
            of,
            kind,
            pack,
            version,
            date.fromisoformat(on),
            bool(is_off),
            papers.get(id_, NONE),
            tuple(map(Urn, json.loads(schools))) if schools and schools != "[]" else (),
        )
        for id_, of, kind, pack, version, on, is_off, schools in connection.execute(_LINES, (urn,))
    )


def _kept(connection: Connection, which: str, value: object) -> tuple[KeptMeeting, ...]:
    acts: dict[str, list[Act]] = {}
    for row in connection.execute(_ACTS.format(which=which), (value,)):
        acts.setdefault(row[2], []).append(_act(row))
    rows = connection.execute(_MEETINGS.format(which=which), (value,)).fetchall()
    return tuple(KeptMeeting(_meeting(row), row[10], tuple(acts.get(row[0], ()))) for row in rows)


def _meeting(row: tuple[Any, ...]) -> Meeting:
    id_, urn, kind, pack, pack_version, called_by, days, starts_at, off, schools, _ = row
    called_off = json.loads(off) if off else None
    return Meeting(
        UUID(id_),
        None if urn is None else Urn(urn),
        kind,
        pack,
        pack_version,
        UUID(called_by),
        tuple(
            MeetingDay(
                date.fromisoformat(day["on"]),
                datetime.fromisoformat(day["at"]),
                UUID(day["by"]),
                day["why"],
                day["override"],
            )
            for day in json.loads(days)
        ),
        starts_at,
        CalledOff(called_off["reason"], datetime.fromisoformat(called_off["at"]), UUID(called_off["by"]))
        if called_off
        else None,
        tuple(map(Urn, json.loads(schools))) if schools else (),
    )


def _act(row: tuple[Any, ...]) -> Act:
    id_, act, record_id, urn, on, at, by, details = row
    return Act(
        UUID(id_),
        act,
        "meeting",
        record_id,
        Urn(urn),
        date.fromisoformat(on),
        datetime.fromisoformat(at),
        UUID(by),
        json.loads(details) if details else {},
    )
