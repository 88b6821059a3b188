"""A newer extract of the register: looked at, taken in and undone by key; another file refused."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sia_desktop.domain.act import FACTS_PROPOSED, FACTS_WITHDRAWN, Act
from sia_desktop.ui.importing import ImportDialog
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import a_demonstration_school, a_laptop, reading_schools
from tests.helpers.a_window import Screen, a_screen
from tests.helpers.accessible import assert_accessible
from tests.ui.oxfordshire_stage import SCHOOL

HEADER = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "PhaseOfEducation (name)",
    "TypeOfEstablishment (name)", "EstablishmentStatus (name)", "OpenDate", "CloseDate", "HeadFirstName",
    "HeadLastName", "HeadPreferredJobTitle",
)  # fmt: skip
HILLSIDE = (
    SCHOOL, "870", "Reading", "9900", "Hillside Primary School (demonstration)", "Primary",
    "Community school", "Open, but proposed to close", "", "31-08-2026", "Demo", "Person",
    "Executive Headteacher",
)  # fmt: skip
ACADEMY = (
    999901, "870", "Reading", "9900", "Hillside Academy (demonstration)", "Primary",
    "Academy converter", "Proposed to open", "01-09-2026", "", "", "", "",
)  # fmt: skip


def register(folder: Path, name: str = "edubasealldata20260602.csv", *rows: tuple[object, ...]) -> Path:
    """An extract of these rows, by default of both demonstration schools and a row that is none."""
    with (folder / name).open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerows((HEADER, *(rows or (HILLSIDE, ACADEMY, ("x", *HILLSIDE[1:])))))
    return folder / name


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser with a demonstration school whose details are of the spring."""
    hillside = replace(
        a_demonstration_school(SCHOOL, "Hillside Primary School"), as_at=date(2026, 3, 2), closed_on=None
    )
    laptop = a_laptop(with_visits=False, schools=(*reading_schools()[:4], hillside))
    yield from a_screen(qtbot, laptop)


def opened(screen: Screen) -> Any:
    page = screen.open("caseload")
    page.load.setFocus()
    screen.press(page.load, Qt.Key.Key_Space)
    return page


def said(dialog: ImportDialog[Any]) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(Words) if each.isVisible())


def of_schools(screen: Screen) -> list[Act]:
    return [each for each in screen.laptop.store.acts.kept if each.record_kind == "school"]


def chosen(screen: Screen, page: Any, path: Path) -> None:
    page.dialog.file.clear()
    screen.type(page.dialog.file, str(path))


def test_a_newer_register_is_looked_at_taken_in_and_undone(screen: Screen, tmp_path: Path) -> None:
    page = opened(screen)
    chosen(screen, page, register(tmp_path))
    screen.wait(lambda: page.dialog.button.isEnabled() and "Rejected rows" in said(page.dialog))
    looked = said(page.dialog)
    for words in (
        "Register of 2 June 2026. 1 school of yours changed",
        "Headteacher: Demo Person, Executive Headteacher",
        "Status: was Open; now Open, but proposed to close",
        "Closes: 31 August 2026",
        "Goes on as: Hillside Academy (demonstration) (URN 999901), from 1 September 2026",
        "Line 4, URN x: The URN is not a number of six figures.",
        "4 schools not named: they stay as they are",
    ):
        assert words in looked
    assert_accessible(page.dialog)
    store = screen.laptop.store
    before = store.schools.kept[SCHOOL]
    page.dialog.button.setFocus()
    screen.press(page.dialog.button, Qt.Key.Key_Space)
    screen.wait(page.undo.isVisible)
    after = store.schools.kept[SCHOOL]
    assert (after.status, after.closed_on) == ("Open, but proposed to close", date(2026, 8, 31))
    assert after.address == before.address, "of what its layout does not speak the file says nothing"
    (act,) = of_schools(screen)
    assert (act.act, act.details["file"]) == (FACTS_PROPOSED, "edubasealldata20260602.csv")
    assert act.details["closed_on"] == "31 August 2026"
    page.undo.setFocus()
    screen.press(page.undo, Qt.Key.Key_Space)
    screen.wait(page.undo.isHidden)
    assert store.schools.kept[SCHOOL] == before
    assert [each.act for each in of_schools(screen)] == [FACTS_PROPOSED, FACTS_WITHDRAWN]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("edubasealldata20260102.csv", "the schools on this laptop are of Tuesday 2 June 2026 already"),
        ("edubasealldata20991231.csv", "that day has not come yet"),
        ("schools.csv", "Put the day of the download into it, such as edubasealldata20260602.csv"),
    ],
)
def test_a_register_of_another_day_is_refused_with_the_remedy(
    screen: Screen, tmp_path: Path, name: str, sentence: str
) -> None:
    page = opened(screen)
    chosen(screen, page, register(tmp_path, name))
    screen.wait(lambda: sentence in said(page.dialog))
    assert not page.dialog.button.isEnabled()


def test_a_file_that_is_no_register_is_refused_and_one_already_known_brings_nothing(
    screen: Screen, tmp_path: Path
) -> None:
    page = opened(screen)
    other = tmp_path / "menu20260602.csv"
    other.write_text("Day,Dish\nMonday,Soup\n", encoding="utf-8")
    chosen(screen, page, other)
    screen.wait(lambda: "Give an establishment extract of Get Information about Schools" in said(page.dialog))
    chosen(screen, page, register(tmp_path, "edubasealldata20260603.csv", ACADEMY))
    screen.wait(lambda: "0 schools of yours changed" in said(page.dialog))
    assert not page.dialog.button.isEnabled()
