"""A step that is signed: asked for beside the words, taken with them, and its PDF shown on the page."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.answers import text
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import a_demonstration_school, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible
from tests.helpers.played import PASSPHRASE

SCHOOL = a_demonstration_school(999901, "Meadowside Primary School")


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser's laptop."""
    shown = show_window(qtbot, with_real_packs(a_laptop(with_visits=False, schools=(SCHOOL,))))
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today")
    yield shown
    close_window(shown)


def a_plan(screen: Screen) -> UUID:
    """A plan in which something is written."""
    begun = OpenCaseRecord("raising_achievement_plan", SCHOOL.urn, About("school", str(SCHOOL.urn)))
    screen.laptop.desk.do(begun)
    screen.laptop.desk.do(AnswerSection(begun.record_id, {"priorities": "Writing."}))
    return begun.record_id


def shown(screen: Screen, record_id: UUID) -> Any:
    page = screen.open("record", record_id=record_id)
    screen.wait(lambda: page.is_shown)
    return page


def said(page: Any) -> str:
    """Everything beside the words."""
    return "\n".join(
        [
            *(each.text() for each in page.steps.findChildren(Words)),
            *(each.sentence for each in page.steps.findChildren(Stated)),
        ]
    )


def openers(page: Any) -> tuple[QWidget, QWidget]:
    """What opens the signing, or is open already."""
    signing = page.steps.signing["agree"]
    return signing.opener, signing.sign


def signs(screen: Screen, page: Any, passphrase: str = PASSPHRASE) -> None:
    """By keys alone, from the step's own button."""
    screen.wait(lambda: any(each.isVisible() for each in openers(page)))
    signing = page.steps.signing["agree"]
    if signing.opener.isVisible():
        screen.press(signing.opener, Qt.Key.Key_Space)
        screen.keys(Qt.Key.Key_Tab)
        assert signing.signature.name_field.field.hasFocus()
        screen.type(signing.signature.name_field.field, "Priya Nair")
        screen.keys(Qt.Key.Key_Tab)
    screen.wait(signing.passphrase.field.hasFocus)
    screen.type(signing.passphrase.field, passphrase)
    screen.press(signing.passphrase.field, Qt.Key.Key_Return)


def test_a_step_is_signed_by_keys_and_its_pdf_is_on_the_page(screen: Screen) -> None:
    record_id = a_plan(screen)
    page = shown(screen, record_id)
    signs(screen, page, "not the passphrase")
    screen.wait(lambda: "not the passphrase of this laptop" in said(page))
    screen.wait(lambda: page.steps.signing["agree"].sign.isEnabled())
    assert page.steps.signing["agree"].passphrase.text == ""
    assert screen.laptop.store.case_records.kept[record_id].moves == ()
    signs(screen, page)
    screen.wait(lambda: page._page.state_label == "Agreed by the adviser")
    (move,) = screen.laptop.store.case_records.kept[record_id].moves
    (file,) = screen.laptop.store.attachments.of_record("case_record", record_id)
    assert move.signed is not None
    assert (move.signed.sha256, file.purpose) == (file.sha256, "signed_pdf")
    assert "Agree the draft: signed by Priya Nair" in said(page)
    assert "Agree the draft, signed, Priya Nair" in said(page)
    assert "trusted time is added when central has the PDF" in said(page)
    assert_accessible(page)


def test_words_that_changed_after_the_signature_say_so(screen: Screen) -> None:
    record_id = a_plan(screen)
    page = shown(screen, record_id)
    signs(screen, page)
    screen.wait(lambda: "signed by Priya Nair" in said(page))
    assert "changed since" not in said(page)
    screen.laptop.desk.do(AnswerSection(record_id, {"priorities": "Writing and reading."}))
    page = shown(screen, record_id)
    screen.wait(lambda: "The words were changed since" in said(page))
    kept = screen.laptop.store.case_records.kept[record_id]
    assert text(kept.answers["priorities"]) == "Writing and reading."


def test_what_is_being_signed_stays_while_the_page_is_asked_again(screen: Screen) -> None:
    record_id = a_plan(screen)
    page = shown(screen, record_id)
    signing = page.steps.signing["agree"]
    signing.opener.click()
    screen.type(signing.signature.name_field.field, "Priya")
    heard = page._page
    page._ask()
    screen.wait(lambda: page._page is not heard)
    assert page.steps.signing["agree"].signature.typed == "Priya"
