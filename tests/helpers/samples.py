"""Small records to store and send: real schools of Reading, neutral words."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sia_contract.changes import Record
from sia_desktop.domain.about import About
from sia_desktop.domain.act import PAPER, PROVIDED, Act
from sia_desktop.domain.action import Action, Rag
from sia_desktop.domain.attachment import SIGNED_PDF, Attachment
from sia_desktop.domain.case_record import CaseRecord, RecordMove
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Improvement, Inspection, InspectionCall
from sia_desktop.domain.mark import Mark, MarkWay, Response
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.domain.people import WorkingFor
from sia_desktop.domain.visit import Visit

URN: Final = Urn(110141)
OTHER_URN: Final = Urn(110142)
ANNA: Final = UUID("00000000-0000-4000-8000-00000000000a")
BEN: Final = UUID("00000000-0000-4000-8000-00000000000b")
VISITED_ON: Final = date(2026, 4, 1)
NOON: Final = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


def a_visit(urn: Urn = URN, visited_on: date = VISITED_ON) -> Visit:
    """A visit logged by Anna."""
    return Visit(uuid4(), urn, ANNA, visited_on, "core")


def a_note(visit: Visit, **answers: str) -> NoteOfVisit:
    """The first version of the note of this visit."""
    return NoteOfVisit(
        visit_id=visit.id,
        version=1,
        urn=visit.urn,
        visited_on=visit.visited_on,
        author_id=visit.adviser_id,
        form="note_of_visit",
        pack="reading",
        pack_version="2026.1",
        answers=answers,
    )


def a_mark(note: NoteOfVisit, name: str = "Anna Adviser", response: Response | None = None) -> Mark:
    """A drawn mark under the words of this note."""
    strokes = (((0.1, 0.2), (0.30000000000000004, 0.4)), ((0.5, 0.6),))
    return Mark(MarkWay.DRAWN, name, "Adviser", NOON, note.digest, strokes=strokes, response=response)


def signed(note: NoteOfVisit) -> NoteOfVisit:
    """The note, marked by the headteacher and signed by its author."""
    marked = note.with_head_mark(a_mark(note, "Head Teacher", Response.ACCURATE))
    return marked.sign(a_mark(marked), {"school": "Reading School"})


def a_file(note: NoteOfVisit, content: bytes) -> Attachment:
    """The signed PDF of this note."""
    return Attachment(
        id=uuid4(),
        record_kind="note_of_visit",
        record_id=str(note.id),
        urn=note.urn,
        purpose=SIGNED_PDF,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type="application/pdf",
        file_name="note.pdf",
        made_at=NOON,
        made_by=ANNA,
    )


def provided(note: NoteOfVisit, on: date = VISITED_ON) -> Act:
    """The note was given to its recipients."""
    return Act(uuid4(), PROVIDED, "note_of_visit", str(note.id), note.urn, on, NOON, ANNA, {"way": "file"})


def a_meeting(urn: Urn = URN, meeting_on: date = VISITED_ON) -> Meeting:
    """A meeting that Anna fixed."""
    return Meeting(
        uuid4(), urn, "rap_meeting", "reading", "2026.1", ANNA, (MeetingDay(meeting_on, NOON, ANNA),), "09:30"
    )


def issued(meeting: Meeting, paper: str = "agenda") -> Act:
    """A paper of this meeting went out."""
    assert meeting.urn is not None  # or it has no acts
    return Act(
        uuid4(), "issued", "meeting", str(meeting.id), meeting.urn, VISITED_ON, NOON, ANNA, {PAPER: paper}
    )


def an_inspection(number: str, *, ended_on: date | None = None, urn: Urn = URN) -> Inspection:
    """An inspection of which Anna was told."""
    return Inspection(
        urn=urn,
        number=number,
        scale="report_card_2025",
        kind="graded",
        recorded_by=ANNA,
        call=InspectionCall(
            VISITED_ON,
            ANNA,
            rung_at="13:30",
            lead_inspector="An Inspector",
            tentative_on=VISITED_ON,
            tentative_until=VISITED_ON,
            attendance="optional",
            said="“Hello”",
        ),
        started_on=ended_on,
        ended_on=ended_on,
        areas={"achievement": "secure"},
        improvements=(Improvement("1", "Reading in year 4"),),
    )


def a_case_record(urn: Urn | None = URN, form: str = "exit_record", **answers: str) -> CaseRecord:
    """A record that Anna opened."""
    about = About("school", str(urn)) if urn else About("council", "reading")
    return CaseRecord(
        id=uuid4(),
        urn=urn,
        form=form,
        pack="reading",
        pack_version="2026.1",
        about=about,
        opened_by=ANNA,
        opened_on=VISITED_ON,
        state="assessed",
        answers={"criteria": [{"id": "1", "met": "Ж and 😀"}], **answers},
        dates={"action_due": date(2026, 5, 1)},
    )


def a_step(**other: Any) -> RecordMove:
    """A step that Anna took."""
    said = {"move": "request", "from_state": "assessed", "to_state": "requested", "reason": "“Ready”"}
    return RecordMove(**{**said, "by": ANNA, "role": "adviser", "at": NOON, "on": VISITED_ON, **other})


_AGREED_IN: Final = About("visit", str(UUID(int=7)))


def an_action(urn: Urn = URN, *, due_on: date | None = None, at_next_meeting: bool = False) -> Action:
    """An action agreed with Anna."""
    return Action(
        id=uuid4(),
        urn=urn,
        about=_AGREED_IN,
        agreed_on=VISITED_ON,
        agreed_by=ANNA,
        text="Coach the maths lead",
        owner="Deputy head",
        due_on=due_on,
        at_next_meeting=at_next_meeting,
        success_measure="Lessons built on what came before",
        rag=Rag.AMBER,
    )


def a_school_record(urn: int = URN, name: str = "Reading School", revision: int = 1) -> Record:
    """A school as central sends it."""
    payload: dict[str, Any] = {
        "urn": urn,
        "name": name,
        "authority_code": "870",
        "authority_name": "Reading",
        "phase": "Secondary",
        "type": "Academy converter",
        "status": "Open",
        "address": ["Erleigh Road", "Reading"],
        "heads": [{"title": "Mr", "last_name": "Example"}],
        "opened_on": "2011-02-01",
    }
    return Record(kind="school", id=str(urn), revision=revision, payload=payload)


def a_person_record(person_id: UUID = ANNA, name: str = "Anna Adviser") -> Record:
    """A colleague as central sends them."""
    payload: dict[str, Any] = {"name": name, "role": "school_improvement_adviser"}
    return Record(kind="person", id=str(person_id), revision=1, payload=payload)


def a_category_record(urn: int, category: str, decided_on: date) -> Record:
    """A decision as central sends it."""
    payload: dict[str, Any] = {
        "urn": urn,
        "category": category,
        "decided_on": decided_on.isoformat(),
        "decided_by": str(BEN),
        "reason": "Termly review",
    }
    return Record(kind="category_decision", id=str(uuid4()), revision=1, payload=payload)


def annas_laptop() -> WorkingFor:
    """Anna, for Reading."""
    return WorkingFor(
        person_id=ANNA,
        person_name="Anna Adviser",
        role="school_improvement_adviser",
        device_id=uuid4(),
        central_address="http://127.0.0.1:8000",
        council_code="reading",
        council_name="Reading",
        council_full_name="Reading Borough Council",
        is_demonstration=True,
        root_pem="",
        certificate_pem="",
    )
