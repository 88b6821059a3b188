"""A laptop with one visit on it, under Reading's own pack, and the window with the pages of a note."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import UUID, uuid5

from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.documents.draw_note import draw_note
from sia_desktop.documents.note_of_visit import printed_note
from sia_desktop.domain.mark import Mark, MarkWay, Response
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
from sia_desktop.domain.school import Head
from sia_desktop.domain.visit import Visit
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.sign_note import SignNote
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.navigation import Place, RailShape
from sia_desktop.ui.page_tools import Look
from sia_desktop.ui.pages.handover.page import HandoverPage
from sia_desktop.ui.pages.visit.page import VisitPage
from tests.helpers.a_desk import MANAGER, ME, Laptop, a_laptop
from tests.helpers.a_door import PlayedDoor
from tests.helpers.played import PASSPHRASE

T = TypeVar("T")

VISIT = uuid5(UUID("6d7c1f6e-0000-4000-8000-00000000ffff"), "the visit of these tests")
VISITED_ON = date(2026, 5, 20)
AT = datetime(2026, 5, 20, 13, 32, tzinfo=UTC)
"""14:32 in England on the day of the visit."""
SCHOOL = "Thameside"
PACK_VERSION = "2016.1"

WRITTEN: Mapping[str, Json] = {
    "self_evaluation": "Leaders report that reading is now taught to one sequence in every class.",
    "previous_actions": "Three of four actions of 24 March are complete. The fourth moves on.",
    "visit_type": "keeping_in_touch",
    "started_at": "13:30",
    "finished_at": "15:30",
    "people_met": ["Headteacher", "Deputy headteacher", "English lead"],
    "focus": "How far the reading sequence is in place, and what pupils remember of it.",
    "evidence_seen": "Reading journals of Years 3 to 6, the spring reading check, four classrooms.",
    "achievement": {
        "seen": (
            "Books in Years 3 to 6 show reading journals used each week. Leaders shared the spring reading "
            "check, and pupils read aloud from books matched to the sounds they know.\n"
            "Year 4 writing was sampled with the English lead; the revised spelling sequence is in place in "
            "three of four classes."
        ),
        "judgement": (
            "Reading is improving in line with milestone 2 of the plan. Spelling is being secured and will "
            "be looked at again at the next visit."
        ),
        "evidence": ["seen:achievement"],
    },
    "teaching": {"seen": "", "judgement": "Shared routines give lessons a calm start."},
    "agreed_actions": [
        {
            "id": "1",
            "what": "Extend the spelling sequence to the fourth class",
            "who": "English lead",
            "by": "2026-06-26",
            "success": "All four classes by the next review",
        },
        {
            "id": "2",
            "what": "Share the reading check by pupil group",
            "who": "Headteacher",
            "by": "next_meeting",
            "success": "Groups compared with milestone 2",
        },
        {
            "id": "3",
            "what": "Invite the maths lead from a partner school",
            "who": "Adviser",
            "by": "2026-06-11",
            "success": "",
        },
    ],
}
"""A draft with two things still to fix: a judgement without evidence, an action without its success."""

COMPLETE: Mapping[str, Json] = {
    **WRITTEN,
    "teaching": {
        "seen": "Four classrooms were visited with the deputy. Routines for starting lessons were shared.",
        "judgement": "Shared routines give lessons a calm start.",
        "evidence": ["seen:teaching"],
    },
    "agreed_actions": WRITTEN["agreed_actions"][:2],  # type: ignore[index]  # a list, above
}
"""The same with nothing missing."""


def a_note(answers: Mapping[str, Json] = WRITTEN) -> tuple[Laptop, NoteOfVisit]:
    """A laptop where the visit was logged today and this much is written."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = Shelf(resources())
    laptop.clock.now = AT
    urn = laptop.urn_of(SCHOOL)
    school = laptop.store.schools.get(urn)
    head = Head(first_name="Headteacher", last_name="(demonstration)")
    laptop.store.schools.kept[urn] = replace(school, heads=(head,))
    people = laptop.store.people.kept
    people[MANAGER] = replace(people[MANAGER], role="strategic_lead")
    visit = Visit(VISIT, urn, ME, VISITED_ON, "keeping_in_touch")
    note = NoteOfVisit(VISIT, 1, urn, VISITED_ON, ME, "note_of_visit", "reading", PACK_VERSION, dict(answers))
    laptop.store.visits.save(visit)
    laptop.store.notes.save(note)
    return laptop, note


def a_signed_note(way: MarkWay = MarkWay.TYPED) -> tuple[Laptop, NoteOfVisit]:
    """The same, signed by both, or with the headteacher's part left for later."""
    laptop, note = a_note(COMPLETE)
    is_signature = way is MarkWay.TYPED
    laptop.desk.do(
        RecordHeadMark(
            note.id,
            note.digest,
            way,
            name="Headteacher (demonstration)",
            role="Headteacher",
            response=Response.ACCURATE if is_signature else None,
            typed="Headteacher (demonstration)" if is_signature else "",
        )
    )
    laptop.desk.do(SignNote(note.id, note.digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Nair"))
    laptop.sent.clear()
    signed = laptop.store.notes.get(note.id)
    (file,) = laptop.store.attachments.of_record("note_of_visit", note.id)
    form = laptop.frameworks.pinned(note.pack, note.pack_version).form(note.form)
    drawn = draw_note(printed_note(signed, form), resources() / "fonts")
    laptop.store.attachments.contents[file.id] = drawn
    return laptop, signed


def head_mark_of(note: NoteOfVisit) -> Mark:
    """A typed mark under these words."""
    return Mark(
        MarkWay.TYPED,
        "Headteacher (demonstration)",
        "Headteacher",
        AT,
        note.digest,
        typed="Headteacher (demonstration)",
        response=Response.ACCURATE,
    )


def a_window(laptop: Laptop, look: str = "light") -> DesktopWindow:
    """The window over that laptop; `visit` and `handover` are its pages."""
    door = PlayedDoor(laptop)
    window = DesktopWindow(Surroundings(door, laptop.clock, resources(), Look(look), lambda _: None))
    known = {place.code for place in window.navigation.places}
    pages: tuple[tuple[str, str, RailShape, type[VisitPage] | type[HandoverPage]], ...] = (
        ("visit", "Note of visit", RailShape.ICONS, VisitPage),
        ("handover", "Handover", RailShape.HIDDEN, HandoverPage),
    )
    for code, label, rail, kind in pages:
        if code not in known:

            def make(kind: type[VisitPage] | type[HandoverPage] = kind) -> QWidget:
                return kind(window.tools)

            window.add(Place(code, label, "notebook-pen", make, in_rail=False, rail=rail, rail_code="notes"))
    window.begin()
    return window


@dataclass
class Opened:
    """The window at work, and the page of the note."""

    qtbot: QtBot
    laptop: Laptop
    note: NoteOfVisit
    window: DesktopWindow

    @property
    def page(self) -> VisitPage:
        """The note's page."""
        page = self.window.navigation.page("visit")
        assert isinstance(page, VisitPage)
        return page

    @property
    def handover(self) -> HandoverPage:
        """The headteacher's view."""
        page = self.window.navigation.page("handover")
        assert isinstance(page, HandoverPage)
        return page

    @property
    def kept(self) -> NoteOfVisit:
        """The note as it stands in the store."""
        return self.laptop.store.notes.get(self.note.id)

    def sent(self, kind: type[T]) -> list[T]:
        """The commands of this kind that were carried out."""
        return [each for each in self.laptop.sent if isinstance(each, kind)]

    def open(self, **args: object) -> None:
        """Bring the note to the front and wait until it is read."""
        self.window.navigation.go("visit", note_id=self.note.id, **args)
        self.until(lambda: self.page.is_shown)

    def hand_over(self) -> None:
        """Bring the headteacher's view to the front and wait until the note is read."""
        self.window.navigation.go("handover", note_id=self.note.id)
        self.until(lambda: self.handover.reading.words)

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for an answer; a loaded machine may take its time."""
        self.qtbot.waitUntil(lambda: bool(is_so()), timeout=15_000)

    def type_in(self, section: str, words: str) -> QWidget:
        """Type at the end of a section's first field, as the adviser does."""
        field = self.page.editing.editor(section).first
        field.setFocus()
        if isinstance(field, QTextEdit):
            field.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(field, words)
        return field


def at_work(qtbot: QtBot, laptop: Laptop, note: NoteOfVisit) -> Opened:
    """Unlock the laptop; nothing is opened yet."""
    window = a_window(laptop)
    qtbot.addWidget(window, before_close_func=_close)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.navigation.page("unlock")
    page.passphrase.setText(PASSPHRASE)
    page.button.click()
    qtbot.waitUntil(lambda: window.navigation.current == "today", timeout=15_000)
    return Opened(qtbot, laptop, note, window)


def _close(window: DesktopWindow) -> None:
    """As a person closes it: the page in front saves first, then the keys are put away."""
    window.close()
    window.shut()


def opened(qtbot: QtBot, answers: Mapping[str, Json] = WRITTEN) -> Opened:
    """A draft, open in its editor."""
    stage = at_work(qtbot, *a_note(answers))
    stage.open()
    return stage
