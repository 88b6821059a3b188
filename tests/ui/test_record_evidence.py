"""A file attached to a record stands in its list of files; who belongs to a meeting is ticked at once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.answers import rows
from sia_desktop.domain.ids import Urn
from sia_desktop.services.attach_evidence import AttachEvidence
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.queries.meeting_page import meeting_about
from sia_desktop.ui.attaching import AttachDialog
from tests.documents.test_evidence_file import photograph
from tests.helpers.a_desk import a_demonstration_school, a_laptop, with_real_packs
from tests.helpers.a_keyboard import has_keyboard
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible

CONTROL = Qt.KeyboardModifier.ControlModifier
URN = Urn(999901)


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """Reading's adviser at a demonstration school."""
    school = a_demonstration_school(URN, "Meadowside Primary School")
    yield from a_screen(qtbot, with_real_packs(a_laptop(with_visits=False, schools=(school,))))


def shown(screen: Screen, form: str, about: About) -> Any:
    """A record of this form, open, with the keyboard in it."""
    opened = OpenCaseRecord(form, URN, about)
    screen.laptop.desk.do(opened)
    page = screen.open("record", record_id=opened.record_id)
    screen.wait(lambda: page.is_shown and has_keyboard(page.editing))
    return page


def test_ctrl_e_attaches_a_file_and_names_it_in_the_list_of_files(screen: Screen, tmp_path: Path) -> None:
    picture = tmp_path / "books.jpg"
    picture.write_bytes(photograph())
    page = shown(screen, "key_documentation", About("school", str(URN)))
    record_id = page._page.record.id
    screen.keys(Qt.Key.Key_E, CONTROL)
    screen.wait(lambda: screen.window.findChildren(AttachDialog))
    (dialog,) = screen.window.findChildren(AttachDialog)
    screen.type(dialog.file, str(picture))
    screen.press(dialog.nobody, Qt.Key.Key_Space)
    screen.press(dialog.button, Qt.Key.Key_Space)

    def files() -> Any:
        return screen.laptop.store.case_records.kept[record_id].answers.get("documents")

    screen.wait(files)
    (sent,) = [each for each in screen.laptop.sent if isinstance(each, AttachEvidence)]
    (row,) = rows(files())
    assert (row["id"], row["name"]) == (str(sent.attachment_id), "books.jpg")
    screen.wait(lambda: page.foot.files.text() == "books.jpg")
    assert_accessible(page)


def test_everybody_who_belongs_to_the_meeting_is_ticked_by_one_key(screen: Screen) -> None:
    fixed = FixMeeting(URN, "rap_meeting", date(2026, 7, 8))
    screen.laptop.desk.do(fixed)
    about = meeting_about(screen.laptop.store.meetings.get(fixed.meeting_id))
    page = shown(screen, "rap_minutes", about)
    attendance = page.editing.editor("attendance")
    screen.press(attendance._all_came, Qt.Key.Key_Space)
    screen.keys(Qt.Key.Key_S, CONTROL)

    def attendance_kept() -> Any:
        record_id = page._page.record.id
        return screen.laptop.store.case_records.kept[record_id].answers.get("attendance")

    screen.wait(attendance_kept)
    came = rows(attendance_kept())
    assert len(came) == len(attendance.cards) > 2
    assert {row["state"] for row in came} == {"present"}
