"""Evidence: attached by keyboard or dropped, asked about pupils, looked at without a trace."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from sia_desktop.services.attach_evidence import AttachEvidence
from sia_desktop.ui.attaching import AttachDialog
from tests.documents.test_evidence_file import photograph
from tests.helpers.a_window import Screen, a_screen
from tests.ui.visit_stage import COMPLETE, a_note

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def noted(qtbot: QtBot) -> Iterator[Screen]:
    laptop, note = a_note(COMPLETE)
    for screen in a_screen(qtbot, laptop):
        screen.window.navigation.go("visit", note_id=note.id)
        screen.wait(partial(_is_shown, screen))
        yield screen


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "books.jpg"
    path.write_bytes(photograph())
    return path


def _is_shown(screen: Screen) -> bool:
    return bool(screen.page("visit").is_shown)


def dialog_of(screen: Screen) -> AttachDialog:
    screen.wait(lambda: screen.window.findChildren(AttachDialog))
    return screen.window.findChildren(AttachDialog)[-1]


def attached(screen: Screen) -> list[AttachEvidence]:
    return [each for each in screen.laptop.sent if isinstance(each, AttachEvidence)]


def test_ctrl_e_attaches_and_asks_about_pupils_first(noted: Screen, picture: Path) -> None:
    noted.page("visit").setFocus()
    noted.keys(Qt.Key.Key_E, CTRL)
    dialog = dialog_of(noted)
    assert "Pupils’ names and faces" in dialog.accessibleDescription()
    assert "the place and the camera are taken out" in dialog.accessibleDescription()
    noted.type(dialog.file, str(picture))
    noted.press(dialog.file, Qt.Key.Key_Return)
    assert "Say whether pupils" in dialog.fault._words.text()
    assert attached(noted) == []
    dialog.pupils.click()
    dialog.button.click()
    noted.wait(lambda: attached(noted))
    noted.wait(lambda: "books.jpg" in noted.page("visit").foot.files.text())
    assert attached(noted)[0].sensitivity == "pupils"


def test_a_file_that_is_not_taken_is_said_in_the_dialog(noted: Screen, tmp_path: Path) -> None:
    program = tmp_path / "report.pdf"
    program.write_bytes(b"MZ\x90\x00")
    noted.page("visit")._attach(program)
    dialog = dialog_of(noted)
    dialog.nobody.click()
    dialog.button.click()
    noted.wait(lambda: "not of a kind" in dialog.fault._words.text())
    dialog.reject()


def test_a_file_dropped_on_the_note_is_chosen(noted: Screen, picture: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    noted.page("visit").dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    dialog = dialog_of(noted)
    assert dialog.file.text() == str(picture)
    dialog.reject()


def test_it_is_listed_looked_at_from_memory_and_forgotten(noted: Screen, picture: Path) -> None:
    noted.page("visit")._attach(picture)
    dialog = dialog_of(noted)
    dialog.nobody.click()
    dialog.button.click()
    noted.wait(lambda: attached(noted))
    page = noted.open("evidence")
    noted.wait(lambda: page.table.shown_rows)
    page.table.setFocus()
    page.table.selectRow(0)
    noted.press(page.table, Qt.Key.Key_Return)
    noted.wait(lambda: page.looked_at is not None)
    assert page.title == "books.jpg"
    page.back.click()
    assert page.looked_at is None
    page.box.setText("no such school")
    assert not page.table.shown_rows
