"""Answers the questions of the pages over hundreds of schools and thousands of notes."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from sia_desktop.domain.act import PROVIDED, Act
from sia_desktop.domain.category import CategoryProposal
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.people import WorkingFor
from sia_desktop.services.queries.facts import (
    ActionLine,
    CaseRecordLine,
    DecidedLine,
    KeptInspection,
    KeptMeeting,
    MeetingLine,
    NoteLine,
    QueuedRecord,
    RecordSync,
    SchoolLine,
    SendState,
    SyncFacts,
)
from sia_desktop.storage.engine import Store
from sia_desktop.storage.queries.casework import (
    action_lines,
    case_record_lines,
    council_record_lines,
    decided_lines,
    entry_days,
    kept_inspections,
    open_action_lines,
    open_proposals,
)
from sia_desktop.storage.queries.meetings import kept_meetings, meeting_lines, meetings_named
from sia_desktop.storage.queries.rule_acts import acts_of_rules, returns
from sia_desktop.storage.queries.sync_state import UNSENT, Key, accepted, unsent

_SCHOOLS: Final = """
    SELECT s.urn, s.name, s.phase, s.type,
        (SELECT c.category FROM category_decision c
         WHERE c.urn = s.urn AND c.track = 'category' AND c.decided_on <= ?
         ORDER BY c.decided_on DESC, c.id DESC LIMIT 1),
        (SELECT max(v.visited_on) FROM visit v WHERE v.urn = s.urn AND v.voided IS NULL)
    FROM school s ORDER BY s.name COLLATE NOCASE, s.urn
"""

# Notes are listed from indexes alone: a note's page holds all its words.
_LISTED: Final = "note_of_visit n INDEXED BY note_listed"
_OF_SCHOOL: Final = f"""
    (SELECT DISTINCT urn, visit_id FROM note_of_visit WHERE urn = ?) here
    JOIN {_LISTED} ON n.visit_id = here.visit_id
"""  # noqa: S608 - a constant of ours
_NOT_PROVIDED: Final = f"""
    AND NOT EXISTS (SELECT 1 FROM act a WHERE a.record_id = n.id AND a.act = '{PROVIDED}')
"""  # noqa: S608 - a constant of ours


def _notes_sql(notes: str, only: str = "") -> str:
    """What a list says of the latest version of each of these notes."""
    return f"""
    SELECT n.id, n.visit_id, n.urn, coalesce(s.name, 'URN ' || n.urn), n.visited_on,
        coalesce(v.visit_type, ''), n.version, n.author_id, coalesce(p.name, ''), n.form, n.pack,
        n.pack_version, n.is_signed, v.voided IS NOT NULL,
        (SELECT min(a."on") FROM act a WHERE a.record_id = n.id AND a.act = '{PROVIDED}'),
        c.receipt, c.received_at
    FROM {notes}
    LEFT JOIN visit v ON v.id = n.visit_id
    LEFT JOIN school s ON s.urn = n.urn
    LEFT JOIN person p ON p.id = n.author_id
    LEFT JOIN central_copy c ON c.kind = 'note_of_visit' AND c.record_id = n.id
    WHERE NOT EXISTS (
        SELECT 1 FROM note_of_visit later WHERE later.visit_id = n.visit_id AND later.version > n.version
    ) {only}"""  # noqa: S608 - constants of ours


_OPEN_NOTES: Final = _notes_sql(_LISTED, f"{_NOT_PROVIDED} AND v.voided IS NULL")
_ALL_NOTES: Final = _notes_sql(_LISTED)
_NOTES_OF_SCHOOL: Final = _notes_sql(_OF_SCHOOL, "AND n.urn = here.urn")
_NOTE_ID, _VISITED_ON = itemgetter(0), itemgetter(4)

_QUEUED: Final = f"""
    SELECT q.kind, q.record_id, coalesce(s.name, '') FROM (
        SELECT kind, record_id, urn, position FROM ({UNSENT})
        UNION ALL
        SELECT kind, record_id, urn, NULL FROM conflict_copy WHERE settled_at IS NULL
    ) q LEFT JOIN school s ON s.urn = q.urn
    GROUP BY q.kind, q.record_id ORDER BY min(q.position) IS NULL, min(q.position), q.kind, q.record_id
"""  # noqa: S608 - constants of ours
_VISIT_DAYS: Final = "SELECT urn, group_concat(visited_on) FROM visit WHERE voided IS NULL GROUP BY urn"
_PROGRESS: Final = "SELECT last_success_at, last_trouble, clock_ahead_seconds FROM sync_progress"
_TO_SETTLE: Final = "SELECT count(*) FROM conflict_copy WHERE settled_at IS NULL"
_SETTLE_SENTENCE: Final = (
    "Two people changed the same words. Both versions are kept; choose between them or join them."
)


class StoredFacts:
    """Fast reading of many records at once."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def working_for(self) -> WorkingFor:
        """Whose laptop this is; raises `RuleBroken` before enrolment."""
        return self._store.working_for()

    def schools(self, on: date) -> tuple[SchoolLine, ...]:
        """Every school on this laptop, by name; the category is the one in force that day."""
        with self._store.reading() as connection:
            rows = connection.execute(_SCHOOLS, (on.isoformat(),)).fetchall()
        return tuple(
            SchoolLine(Urn(urn), name, phase, type_, category, _day(last))
            for urn, name, phase, type_, category, last in rows
        )

    def open_notes(self) -> tuple[NoteLine, ...]:
        """Notes not yet given to their recipients, of visits not voided; the earliest visit first."""
        return self._notes(_OPEN_NOTES, latest_first=False)

    def notes(self, urn: Urn | None = None) -> tuple[NoteLine, ...]:
        """Every visit's latest note, voided ones too; the latest visit first."""
        if urn is None:
            return self._notes(_ALL_NOTES)
        return self._notes(_NOTES_OF_SCHOOL, (urn,))

    def visit_days(self) -> Mapping[Urn, tuple[date, ...]]:
        """The days of every school's visits, voided ones left out; the earliest first."""
        with self._store.reading() as connection:
            rows = connection.execute(_VISIT_DAYS).fetchall()
        return {urn: tuple(sorted(map(date.fromisoformat, days.split(",")))) for urn, days in rows}

    def entry_days(self, form: str, section: str) -> Mapping[Urn, tuple[date, ...]]:
        """The days of what was added to this list of running records, school by school."""
        with self._store.reading() as connection:
            return entry_days(connection, form, section)

    def meetings(self, urn: Urn | None = None) -> tuple[KeptMeeting, ...]:
        """Meetings of one school or of all, the earliest first; those called off too."""
        with self._store.reading() as connection:
            return kept_meetings(connection, urn)

    def meetings_named(self, ids: Collection[str]) -> tuple[KeptMeeting, ...]:
        """These meetings, the earliest first."""
        with self._store.reading() as connection:
            return meetings_named(connection, ids)

    def meeting_lines(self, urn: Urn | None = None) -> tuple[MeetingLine, ...]:
        """Every meeting of one school or of all in brief, the earliest first."""
        with self._store.reading() as connection:
            return meeting_lines(connection, urn)

    def decided(self) -> tuple[DecidedLine, ...]:
        """Every decision on every track in brief, school by school, the oldest first."""
        with self._store.reading() as connection:
            return decided_lines(connection)

    def open_proposals(self) -> tuple[CategoryProposal, ...]:
        """What is proposed on any track and not decided, school by school, the oldest first."""
        with self._store.reading() as connection:
            return open_proposals(connection)

    def inspections(self, urn: Urn | None = None) -> tuple[KeptInspection, ...]:
        """Inspections of one school or of all, the earliest first."""
        with self._store.reading() as connection:
            return kept_inspections(connection, urn)

    def case_records(self, urn: Urn | None = None) -> tuple[CaseRecordLine, ...]:
        """Records of one school, or of all and of none, the earliest opened first."""
        with self._store.reading() as connection:
            return case_record_lines(connection, urn)

    def council_records(self) -> tuple[CaseRecordLine, ...]:
        """Records about the council and about no one school, the earliest opened first."""
        with self._store.reading() as connection:
            return council_record_lines(connection)

    def actions(self, urn: Urn | None = None) -> tuple[ActionLine, ...]:
        """Agreed actions of one school or of all, by the day they are due."""
        with self._store.reading() as connection:
            return action_lines(connection, urn)

    def open_actions(self) -> tuple[ActionLine, ...]:
        """Agreed actions still to be done, by the day they are due."""
        with self._store.reading() as connection:
            return open_action_lines(connection)

    def returns(self) -> tuple[tuple[Act, str], ...]:
        """Every return for correction and every answer to one, each with who made it, the earliest first."""
        with self._store.reading() as connection:
            return returns(connection)

    def acts_of_rules(self) -> tuple[Act, ...]:
        """Every act that names the rule it is about, the earliest first."""
        with self._store.reading() as connection:
            return acts_of_rules(connection)

    def sync(self) -> SyncFacts:
        """How much is waiting, and when central was last heard."""
        with self._store.reading() as connection:
            states = [sync.state for sync in unsent(connection).values()]
            (to_settle,) = connection.execute(_TO_SETTLE).fetchone()
            progress = connection.execute(_PROGRESS).fetchone()
        success, trouble, clock_ahead = progress or (None, "", 0)
        refused, held = states.count(SendState.REFUSED), states.count(SendState.HELD)
        return SyncFacts(
            waiting=len(states) - refused - held,
            refused=refused,
            to_settle=to_settle,
            last_success_at=datetime.fromisoformat(success) if success else None,
            last_trouble=trouble,
            clock_ahead_seconds=clock_ahead,
        )

    def queued(self) -> tuple[QueuedRecord, ...]:
        """What is waiting, refused or to settle, record by record, in the order of sending."""
        with self._store.reading() as connection:
            states = unsent(connection)
            rows = connection.execute(_QUEUED).fetchall()
        settle = RecordSync(SendState.ACCEPTED, problem=_SETTLE_SENTENCE)
        return tuple(
            QueuedRecord(kind, record_id, name, states.get((kind, record_id), settle))
            for kind, record_id, name in rows
        )

    def record_sync(self, kind: str, record_id: str) -> RecordSync:
        """The state of one record."""
        with self._store.reading() as connection:
            waiting = unsent(connection).get((kind, record_id))
            copy = connection.execute(
                "SELECT receipt, received_at FROM central_copy WHERE kind = ? AND record_id = ?",
                (kind, record_id),
            ).fetchone()
        if waiting is not None:
            return waiting
        return accepted(*copy) if copy else RecordSync(SendState.WAITING)

    def _notes(
        self, sql: str, values: tuple[object, ...] = (), *, latest_first: bool = True
    ) -> tuple[NoteLine, ...]:
        with self._store.reading() as connection:
            states = unsent(connection)
            rows = connection.execute(sql, values).fetchall()
        rows.sort(key=_NOTE_ID)  # SQLite takes three times as long for it: it moves whole rows
        rows.sort(key=_VISITED_ON, reverse=latest_first)
        return tuple([_note_line(row, states) for row in rows])


def _note_line(row: tuple[Any, ...], states: Mapping[Key, RecordSync]) -> NoteLine:
    note_id, visit_id, urn, school, visited_on, visit_type, version, author_id, author, form, pack = row[:11]
    pack_version, is_signed, is_voided, provided_on, receipt, received_at = row[11:]
    return NoteLine(
        UUID(note_id),
        UUID(visit_id),
        Urn(urn),
        school,
        date.fromisoformat(visited_on),
        visit_type,
        version,
        _person_id(author_id),
        author,
        form,
        pack,
        pack_version,
        is_signed=bool(is_signed),
        is_voided=bool(is_voided),
        provided_on=_day(provided_on),
        sync=states.get(("note_of_visit", note_id)) or accepted(receipt, received_at),
    )


@cache
def _person_id(text: str) -> UUID:
    """The few people who write notes are named on thousands of lines."""
    return UUID(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
