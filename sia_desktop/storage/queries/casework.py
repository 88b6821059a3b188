"""Inspections, records of forms, agreed actions and decisions, many at once."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action, ActionStatus, Rag
from sia_desktop.domain.answers import day as day_of
from sia_desktop.domain.case_record import RecordMove
from sia_desktop.domain.category import CategoryProposal, Grounds, Track
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Counted, Improvement, Inspection, InspectionCall
from sia_desktop.services.queries.facts import (
    ActionLine,
    CaseRecordLine,
    DecidedLine,
    KeptInspection,
    RecordSync,
)
from sia_desktop.storage.connection import Connection
from sia_desktop.storage.queries.sync_state import Key, accepted, unsent

_INSPECTIONS: Final = """
    SELECT i.urn, i.number, i.scale, i.kind, i.recorded_by, i.call, i.started_on, i.ended_on, i.feedback_on,
        i.published_on, i.overall, i.areas, i.concern, i.improvements, i.predecessor_urn, i.source,
        i.continued_as, i.treated_as, coalesce(s.name, 'URN ' || i.urn)
    FROM inspection i LEFT JOIN school s ON s.urn = i.urn
    WHERE ? IS NULL OR i.urn = ? ORDER BY i.started_on, i.id
"""
_EVERY_RECORD: Final = """
    SELECT r.id, r.urn, coalesce(s.name, ''), r.form, r.pack, r.pack_version, r.about_kind, r.about_id,
        r.opened_by, coalesce(p.name, ''), r.opened_on, r.state, r.is_locked, r.is_closed, r.compartment,
        r.dates, r.moves, c.receipt, c.received_at
    FROM case_record r LEFT JOIN school s ON s.urn = r.urn
    LEFT JOIN person p ON p.id = r.opened_by
    LEFT JOIN central_copy c ON c.kind = 'case_record' AND c.record_id = r.id
"""
_RECORDS: Final = f"{_EVERY_RECORD} WHERE ? IS NULL OR r.urn = ? ORDER BY r.opened_on, r.id"
_COUNCIL_RECORDS: Final = f"{_EVERY_RECORD} WHERE r.urn IS NULL ORDER BY r.opened_on, r.id"
_ENTRIES: Final = """
    SELECT r.urn, json_extract(e.value, '$.on')
    FROM case_record r, json_each(r.answers, ?) e
    WHERE r.form = ? AND r.urn IS NOT NULL AND json_extract(e.value, '$.at') IS NOT NULL
"""
_ACTIONS: Final = """
    SELECT a.id, a.urn, a.about_kind, a.about_id, a.agreed_on, a.agreed_by, a.text, a.owner, a.due_on,
        a.at_next_meeting, a.success_measure, a.progress, a.impact, a.rag, a.status, a.closed_on,
        coalesce(s.name, 'URN ' || a.urn), c.receipt, c.received_at
    FROM action a LEFT JOIN school s ON s.urn = a.urn
    LEFT JOIN central_copy c ON c.kind = 'action' AND c.record_id = a.id
    WHERE (? IS NULL OR a.urn = ?) AND (? IS NULL OR a.status = ?)
    ORDER BY a.due_on IS NULL, a.due_on, a.agreed_on, a.id
"""
TRACKS: Final = {track.value: track for track in Track}
_DECIDED: Final = """
    SELECT id, urn, track, category, decided_on
    FROM category_decision WHERE decided_on IS NOT NULL ORDER BY urn, decided_on, id
"""
_PROPOSALS: Final = """
    SELECT p.id, p.urn, p.category, p.recommended_on, p.recommended_by, p.reason, p.track,
        p.criteria, p.evidence, p.disagreement, p.pack, p.pack_version
    FROM category_decision p WHERE p.decided_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM category_decision d WHERE d.proposal_id = p.id)
    ORDER BY p.urn, p.recommended_on, p.id
"""


def entry_days(connection: Connection, form: str, section: str) -> Mapping[Urn, tuple[date, ...]]:
    """The days of what was added to this list of running records: a draft, which has no instant, is none."""
    found: dict[Urn, list[date]] = {}
    for urn, on in connection.execute(_ENTRIES, (f'$."{section}"', form)):
        if day := day_of(on):
            found.setdefault(Urn(urn), []).append(day)
    return {urn: tuple(sorted(days)) for urn, days in found.items()}


def kept_inspections(connection: Connection, urn: int | None) -> tuple[KeptInspection, ...]:
    """Of one school, or of all; the earliest first, those not begun foremost."""
    rows = connection.execute(_INSPECTIONS, (urn, urn)).fetchall()
    return tuple(KeptInspection(_inspection(row), row[-1]) for row in rows)


def case_record_lines(connection: Connection, urn: int | None) -> tuple[CaseRecordLine, ...]:
    """Of one school, or of all and of none; the earliest opened first."""
    states = unsent(connection)
    rows = connection.execute(_RECORDS, (urn, urn)).fetchall()
    return tuple(_record(row, states) for row in rows)


def council_record_lines(connection: Connection) -> tuple[CaseRecordLine, ...]:
    """About no one school; the earliest opened first."""
    states = unsent(connection)
    return tuple(_record(row, states) for row in connection.execute(_COUNCIL_RECORDS).fetchall())


def action_lines(connection: Connection, urn: int | None) -> tuple[ActionLine, ...]:
    """Of one school, or of all; by the day they are due, those due on no day last."""
    return _actions(connection, urn, None)


def open_action_lines(connection: Connection) -> tuple[ActionLine, ...]:
    """Of every school, those not done or dropped; by the day they are due."""
    return _actions(connection, None, ActionStatus.OPEN)


def _actions(connection: Connection, urn: int | None, status: ActionStatus | None) -> tuple[ActionLine, ...]:
    states = unsent(connection)
    rows = connection.execute(_ACTIONS, (urn, urn, status, status)).fetchall()
    return tuple(_action(row, states) for row in rows)


def decided_lines(connection: Connection) -> tuple[DecidedLine, ...]:
    """Every decision on every track, school by school, the oldest first."""
    return tuple(
        DecidedLine(id_, urn, TRACKS[track], category, date.fromisoformat(on))
        for id_, urn, track, category, on in connection.execute(_DECIDED)
    )


def open_proposals(connection: Connection) -> tuple[CategoryProposal, ...]:
    """What is proposed and not decided, school by school, the oldest first."""
    return tuple(_proposal(row) for row in connection.execute(_PROPOSALS))


def _inspection(row: tuple[Any, ...]) -> Inspection:
    urn, number, scale, kind, by, call, started, ended, feedback, published = row[:10]
    overall, areas, concern, improvements, predecessor, source, continued_as, treated, _ = row[10:]
    return Inspection(
        urn=Urn(urn),
        number=number,
        scale=scale,
        kind=kind,
        recorded_by=UUID(by),
        call=_call(json.loads(call)) if call else None,
        started_on=_day(started),
        ended_on=_day(ended),
        feedback_on=_day(feedback),
        published_on=_day(published),
        overall=overall,
        areas=json.loads(areas) if areas and areas != "{}" else {},
        concern=concern,
        improvements=tuple(Improvement(**each) for each in _list(improvements)),
        predecessor_urn=Urn(predecessor) if predecessor else None,
        source=source,
        continued_as=UUID(continued_as) if continued_as else None,
        treated_as=_treated(json.loads(treated)) if treated else None,
    )


def _treated(said: dict[str, str] | None) -> Counted | None:
    if said is None:
        return None
    return Counted(said["judgement"], said["reason"], UUID(said["by"]), datetime.fromisoformat(said["at"]))


def _call(said: dict[str, Any]) -> InspectionCall:
    return InspectionCall(
        **{
            **said,
            "rung_on": date.fromisoformat(said["rung_on"]),
            "taken_by": UUID(said["taken_by"]),
            "lead_spoken_on": _day(said["lead_spoken_on"]),
            "tentative_on": _day(said["tentative_on"]),
            "tentative_until": _day(said.get("tentative_until")),
        }
    )


def _record(row: tuple[Any, ...], states: Mapping[Key, RecordSync]) -> CaseRecordLine:
    id_, urn, school, form, pack, version, about_kind, about_id, opened_by, opener, opened_on = row[:11]
    state, is_locked, is_closed, compartment, dates, moves, receipt, received_at = row[11:]
    dated = json.loads(dates) if dates else {}
    return CaseRecordLine(
        record_id=UUID(id_),
        urn=None if urn is None else Urn(urn),
        school_name=school,
        form=form,
        pack=pack,
        pack_version=version,
        about=About(about_kind, about_id),
        opened_by=UUID(opened_by),
        opened_by_name=opener,
        opened_on=date.fromisoformat(opened_on),
        state=state,
        is_locked=bool(is_locked),
        is_closed=bool(is_closed),
        compartment=compartment,
        dates={name: date.fromisoformat(day) for name, day in dated.items()},
        moves=tuple(_move(each) for each in _list(moves)),
        sync=states.get(("case_record", id_)) or accepted(receipt, received_at),
    )


def _move(said: dict[str, Any]) -> RecordMove:
    return RecordMove(
        **{
            **said,
            "by": UUID(said["by"]),
            "at": datetime.fromisoformat(said["at"]),
            "on": date.fromisoformat(said["on"]),
            "rests_on": tuple(said.get("rests_on", ())),
        }
    )


def _action(row: tuple[Any, ...], states: Mapping[Key, RecordSync]) -> ActionLine:
    id_, urn, about_kind, about_id, agreed_on, agreed_by, text, owner, due_on, at_next = row[:10]
    measure, progress, impact, rag, status, closed_on, school, receipt, received_at = row[10:]
    action = Action(
        id=UUID(id_),
        urn=Urn(urn),
        about=About(about_kind, about_id),
        agreed_on=date.fromisoformat(agreed_on),
        agreed_by=UUID(agreed_by),
        text=text,
        owner=owner,
        due_on=_day(due_on),
        at_next_meeting=bool(at_next),
        success_measure=measure,
        progress=progress,
        impact=impact,
        rag=Rag(rag),
        status=ActionStatus(status),
        closed_on=_day(closed_on),
    )
    return ActionLine(action, school, states.get(("action", id_)) or accepted(receipt, received_at))


def _proposal(row: tuple[Any, ...]) -> CategoryProposal:
    id_, urn, category, on, by, reason, track, *grounds = row
    return CategoryProposal(
        UUID(id_),
        Urn(urn),
        category,
        date.fromisoformat(on),
        UUID(by),
        reason,
        Track(track),
        _grounds(grounds),
    )


def _grounds(columns: list[Any]) -> Grounds:
    criteria, evidence, disagreement, pack, version = columns
    rests_on = tuple(About(each["kind"], each["id"]) for each in _list(evidence))
    return Grounds(tuple(_list(criteria)), rests_on, disagreement, pack, version)


def _list(text: str | None) -> list[Any]:
    return list(json.loads(text)) if text and text != "[]" else []


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
