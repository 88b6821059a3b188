"""Every form that a council's framework defines, from the first key to the second laptop.

At a real window over an encrypted store and a real central: begun, filled and moved on by keys sent to the
main window alone; printed as accessibly as the note of visit; carried on by those whose steps follow, to its
end; read again, word for word, on the same person's other laptop.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.domain.answers import is_written
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.completeness import shown_sections
from sia_desktop.domain.ids import note_id
from sia_desktop.domain.mark import MarkWay
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.move_case_record import ApproveMove, MoveCaseRecord
from sia_desktop.services.print_record import AskRecordPdf
from sia_desktop.services.queries.note_page import AskNote, AskPdf, NotePage
from sia_desktop.services.queries.record_page import AskRecord, RecordPage
from sia_desktop.services.queries.record_steps import OpenStep
from sia_desktop.services.record_inspection import RecordInspection
from sia_desktop.services.sign_step import SignStep
from sia_desktop.ui.go_to import GoToSchool
from sia_desktop.ui.widgets.signature import Signature
from tests.documents.accessible_pdf import faults
from tests.helpers.a_keyboard import CONTROL, Keyboard, has_keyboard
from tests.helpers.at_the_desk import AtTheDesk, at_the_desk
from tests.helpers.courses import ADVISER, Ahead, Course, Way, cast_of, courses_of
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.hillside import AUTHORITY, HILLSIDE, a_hall, enrolled, inspected
from tests.helpers.laptops import PASSPHRASE, Laptop
from tests.ui.conftest import look

__all__ = ["look"]

WHY = "as agreed"
NEVER_PRINTED = "is restricted: it is read on screen by those who may"


@pytest.mark.parametrize("council", AUTHORITY)
def test_every_form_by_keys_from_its_first_word_to_another_laptop(
    qtbot: QtBot, tmp_path: Path, council: str
) -> None:
    framework = Shelf(resources()).current(council, datetime.now(UTC).date())
    clock = FixedClock(datetime.now(UTC))
    courses = courses_of(framework)
    cast = cast_of(courses)
    with ExitStack() as open_ones:
        address = open_ones.enter_context(a_hall(tmp_path, framework, cast).serving())
        mine = enrolled(tmp_path / ADVISER, address, ADVISER, clock)
        mine.does(RecordInspection(inspected(framework, clock)))
        mine.syncs()
        others = {role: enrolled(tmp_path / role, address, role, clock) for role in cast}

        adviser = open_ones.enter_context(at_the_desk(qtbot, ADVISER, mine, clock))
        note = writes_the_note(adviser)
        refused = write_all(adviser, courses)
        assert refused, "no page said of any step why it is not taken, and who could"
        adviser.syncs()
        for role, laptop in others.items():
            if any(each.is_written_by(role) for each in courses):
                with at_the_desk(qtbot, role, laptop, clock) as colleague:
                    colleague.syncs()
                    write_all(colleague, courses)
                    colleague.syncs()
                laptop.is_unlocked()
        while sum(carry_on(laptop, role, courses) for role, laptop in others.items()):
            adviser.syncs()
            for course in courses:
                if course.waits_for(ADVISER):
                    adviser.goes("record", record_id=course.record_id)
                    take_steps(adviser, course)
            adviser.syncs()
        assert {each.form.code: each.ahead[0] for each in courses if each.ahead} == {}

        own = [each for each in courses if each.writer == ADVISER]
        kept = [(each, adviser.sees(AskRecord(each.record_id))) for each in own]
        again = enrolled(tmp_path / "again", address, ADVISER, clock)
        another = open_ones.enter_context(at_the_desk(qtbot, "another", again, clock))
        assert another.sees(AskNote(note.note.id)).note == note.note
        for course, page in kept:
            reads_the_same(another, course, page)
        for role in {each.writer for each in courses} - {ADVISER}:
            there = enrolled(tmp_path / f"{role}-again", address, role, clock)
            for course in courses:
                if course.writer == role:
                    was = others[role].sees(AskRecord(course.record_id)).record
                    assert there.sees(AskRecord(course.record_id)).record == was, course.form.code


def write_all(person: AtTheDesk, courses: Sequence[Course]) -> list[str]:
    """Each from its first key as far as this person takes it; returns the refusals the pages said."""
    refused: list[str] = []
    for course in courses:
        if course.writer == person.name:
            begin(person, course)
            refused += says_what_is_missing(person, course)
        elif course.is_written_by(person.name):
            person.goes("record", record_id=course.record_id)
        else:
            continue
        fill(person, course)
        prints(person, course)
        take_steps(person, course)
    return refused


def begin(person: AtTheDesk, course: Course) -> None:
    """From the school's records, or from those of the council: chosen and begun."""
    keys = Keyboard(person.window, person.waits)
    if course.form.is_of_council:
        person.goes("team")
        keys.push("Council records")
    else:
        keys.press(Qt.Key.Key_K, CONTROL)
        keys.type(str(HILLSIDE))
        person.waits(lambda: person.window.findChildren(GoToSchool)[-1].list.rows)
        keys.press(Qt.Key.Key_Return)
        person.waits(lambda: person.window.navigation.current == "school" and person.page.is_shown)
        keys.push("Records")
    person.waits(lambda: person.window.navigation.current == "records" and person.page.is_shown)
    keys.choose(person.page.form, course.form.code)
    keys.push("Begin this record")
    page = person.reads_record(course.form.code)
    person.waits(partial(has_keyboard, page.editing))
    course.record_id = page._page.record.id


def says_what_is_missing(person: AtTheDesk, course: Course) -> list[str]:
    """Ctrl+Enter counts what is missing and leads there; a step that is barred says why, and who could."""
    page, keys = person.page, Keyboard(person.window, person.waits)
    missing = page.editing.problems
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert page.head.check.text().startswith(str(len(missing)) if missing else "Nothing is missing")
    assert has_keyboard(page.editing), course.form.code
    barred = [step.why_not for step in page._page.steps if step.why_not and not step.written_for]
    said = [label.text() for label in page.steps.findChildren(QLabel) if label.isVisibleTo(page.steps)]
    assert set(barred) <= set(said), course.form.code
    return barred


def fill(person: AtTheDesk, course: Course) -> None:
    """Every section from top to bottom, which is then on disk; nothing that is this person's is missing."""
    page, keys = person.page, Keyboard(person.window, person.waits)
    keys.to_first_stop(page.editing)
    keys.fill(page.editing)
    keys.press(Qt.Key.Key_S, CONTROL)
    person.waits(lambda: not page.autosave.unsaved)
    asked: RecordPage = person.sees(AskRecord(course.record_id))
    answers = asked.record.answers
    empty = [
        section.code
        for section in shown_sections(course.form, answers, asked.help.facts)
        if section.code not in asked.not_mine
        and not section.carries
        and not is_written(section, answers.get(section.code))
    ]
    mine = [each for each in asked.missing if each.section not in asked.not_mine]
    assert (empty, mine) == ([], []), course.form.code


def prints(person: AtTheDesk, course: Course) -> None:
    """Ctrl+P shows its pages, as accessible as those of a note, or says why not; Esc leads back."""
    keys = Keyboard(person.window, person.waits)
    keys.press(Qt.Key.Key_P, CONTROL)
    person.waits(lambda: person.window.navigation.current == "record_paper")
    if course.form.is_restricted:
        person.waits(lambda: any(NEVER_PRINTED in each.text() for each in person.page.findChildren(QLabel)))
    else:
        person.waits(lambda: person.page.is_shown)
        pdf = person.sees(AskRecordPdf(course.record_id))
        assert faults(pdf, is_to_sign=False) == [], course.form.code
    keys.press(Qt.Key.Key_Escape)
    person.reads_record(course.form.code)


def take_steps(person: AtTheDesk, course: Course) -> None:
    """Every act ahead that is this person's, at the page of the record, as far as it may be done yet."""
    page: Any = person.page
    while course.waits_for(person.name):
        person.rests()
        act = course.ahead[0]
        step = next(each for each in page._page.steps if each.move.code == act.step.code)
        if not is_offered(act, step):
            return
        taken = len(page._page.history)
        act_by_keys(person, act, step)
        person.waits(partial(has_more_than, page, taken))
        course.ahead.pop(0)


def has_more_than(page: Any, taken: int) -> bool:
    """Whether the history on the page has grown."""
    return len(page._page.history) > taken


def is_offered(act: Ahead, step: OpenStep) -> bool:
    """Whether the page has a button for it."""
    match act.way:
        case Way.WRITTEN_DOWN:
            return bool(step.written_for)
        case Way.APPROVAL_WRITTEN_DOWN:
            return bool(step.approval_written_for)
        case Way.APPROVED:
            return not step.why_not_approve
        case _:
            return not step.why_not


def act_by_keys(person: AtTheDesk, act: Ahead, step: OpenStep) -> None:
    """F6 to the steps, Tab to the button, and whatever it asks for."""
    keys, label = Keyboard(person.window, person.waits), act.step.label
    asks_why = step.asks_reason or step.missed is not None
    keys.tab_into(person.page.steps)
    match act.way:
        case Way.APPROVED:
            keys.push(f"Approve: {label}")
        case Way.APPROVAL_WRITTEN_DOWN:
            keys.push(f"Write down: “{label}” was approved…")
            keys.push("Write it down")
        case Way.WRITTEN_DOWN:
            keys.push(f"Write down: {label}…")
            keys.tab_to(lambda at: at.accessibleName().startswith("Why"))
            keys.type(WHY)
            keys.push("Write it down")
        case _ if step.move.signs:
            keys.push(f"{label}…")
            if asks_why:
                keys.type(WHY)
            sign(keys, person.page.steps.signing[step.move.code].signature)
        case _ if asks_why:
            keys.push(f"{label}…")
            keys.type(WHY)
            keys.push(label)
        case _:
            keys.push(label)


def sign(keys: Keyboard, signature: Signature) -> None:
    """The name is typed, then the passphrase, and Enter signs."""
    keys.tab_to(lambda at: at is signature.name_field.field)
    keys.type("somebody")
    keys.tab_to(is_secret)
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)


def is_secret(field: QWidget) -> bool:
    """Whether what is typed there is hidden."""
    return isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Password


def writes_the_note(adviser: AtTheDesk) -> NotePage:
    """The note of a visit of today, by keys: refused while it is empty, filled, checked, signed; its PDF."""
    keys = Keyboard(adviser.window, adviser.waits)
    visit = LogVisit(HILLSIDE, adviser.clock.now.date(), "")
    note = note_id(visit.visit_id, 1)
    adviser.does(visit)
    page = adviser.goes("visit", note_id=note)
    adviser.waits(partial(has_keyboard, page.editing))
    keys.press(Qt.Key.Key_Return, CONTROL)
    adviser.waits(lambda: page.view == "check")
    keys.tab_to(is_secret)
    keys.press(Qt.Key.Key_Return)
    assert any("Put this right first" in each.text() for each in page.check.findChildren(QLabel))
    keys.press(Qt.Key.Key_Escape)
    keys.to_first_stop(page.editing)
    keys.fill(page.editing)
    assert page.editing.problems == ()
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.push("Leave for later")
    adviser.waits(lambda: page._page.note.head_mark is not None)
    signs_the_note(keys, page)
    adviser.waits(lambda: page._page.note.is_signed)
    assert faults(adviser.sees(AskPdf(note))) == []
    read: NotePage = adviser.sees(AskNote(note))
    return read


def signs_the_note(keys: Keyboard, page: Any) -> None:
    """By a typed name: the arrow keys choose the way."""
    keys.tab_into(page.check)
    ways = page.check.signature.ways
    keys.tab_to(ways.isAncestorOf)
    if page.check.signature.way is not MarkWay.TYPED:
        keys.press(Qt.Key.Key_Right)
    assert page.check.signature.way is MarkWay.TYPED
    sign(keys, page.check.signature)


def carry_on(other: Laptop, role: str, courses: Sequence[Course]) -> int:
    """Somebody else does what is theirs, once it may be done; how many acts that were."""
    other.syncs()
    done = 0
    for course in courses:
        while course.waits_for(role) and (command := next_act(other, course)) is not None:
            other.does(command)
            course.ahead.pop(0)
            done += 1
    if done:
        other.syncs()
    return done


def next_act(other: Laptop, course: Course) -> object | None:
    """The act ahead as a command; None where it waits for another record's step."""
    act = course.ahead[0]
    page: RecordPage = other.sees(AskRecord(course.record_id))
    step = next(each for each in page.steps if each.move.code == act.step.code)
    record, code, late = course.record_id, act.step.code, WHY if step.missed else ""
    if not is_offered(act, step):
        return None
    match act.way:
        case Way.APPROVED:
            return ApproveMove(record, code)
        case Way.APPROVAL_WRITTEN_DOWN:
            return ApproveMove(record, code, recorded_for=step.approval_written_for[0].role)
        case Way.WRITTEN_DOWN:
            outside = step.written_for[0].role
            return MoveCaseRecord(record, code, reason=WHY, recorded_for=outside, late_reason=late)
        case _ if act.step.signs:
            way, digest = MarkWay.TYPED, page.record.digest
            return SignStep(
                record, code, digest, way, PASSPHRASE, typed="a colleague", reason=WHY, late_reason=late
            )
        case _:
            return MoveCaseRecord(record, code, reason=WHY, late_reason=late)


def reads_the_same(another: AtTheDesk, course: Course, kept: RecordPage) -> None:
    """The other laptop shows the same words and steps in the same form; what was signed is accessible too."""
    page: Any = another.goes("record", record_id=course.record_id)
    another.waits(lambda: page.is_shown and page._page.record.id == course.record_id)
    there: CaseRecord = page._page.record
    was = kept.record
    assert (dict(there.answers), there.state, there.moves) == (dict(was.answers), was.state, was.moves)
    assert dict(page.editing.answers) == dict(was.answers), course.form.code
    for copy in page._page.signed:
        pdf = another.sees(AskRecordPdf(course.record_id, copy.sha256))
        assert faults(pdf) == [], course.form.code
