"""Inspections: Ofsted rings, the days become known, its file is looked at, imported and undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from sia_desktop.domain.category import CategoryDecision
from sia_desktop.domain.inspection import WITHDRAWN, Inspection
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import MANAGER, TODAY, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible

DATA = Path(__file__).parents[1] / "data"
FILE_2025 = DATA / "ofsted_mi_2025-08-31_3_las.csv"
FILE_2020 = DATA / "ofsted_mi_2020-08-31_2_las.csv"


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """An adviser of Oxfordshire's framework at Reading's schools, one of them at High."""
    laptop = with_real_packs(a_laptop(with_visits=False))
    laptop.store.me = replace(laptop.store.me, council_code="oxfordshire")
    laptop.store.categories.kept.append(
        CategoryDecision(uuid4(), laptop.urn_of("Micklands"), "high", date(2026, 1, 12), MANAGER, "Review")
    )
    shown = show_window(qtbot, laptop)
    shown.unlock()
    shown.wait(lambda: shown.window.navigation.current == "today" and shown.page("today").body.isVisible())
    yield shown
    close_window(shown)


def said(widget: object) -> str:
    return "\n".join(each.text() for each in widget.findChildren(Words))  # type: ignore[attr-defined]  # a QWidget


def test_ofsted_rings_and_the_day_spoken_of_starts_no_clock(screen: Screen) -> None:
    page = screen.open("inspections")
    page.rung.click()
    dialog = page.dialog
    dialog.school.choose(str(screen.laptop.urn_of("Katesgrove")))
    dialog.school.picked.emit(dialog.school.code)
    assert dialog.attendance.code == "", "nobody has decided a category, so nothing is settled"
    dialog.school.choose(str(screen.laptop.urn_of("Micklands")))
    dialog.school.picked.emit(dialog.school.code)
    assert dialog.attendance.code == "mandatory"
    screen.type(dialog.lead, "A lead inspector (demonstration)")
    assert "Mandatory because the school stands at “High level support”." in said(dialog)
    screen.type(dialog.rung_at.field, "1.30pm")
    dialog.taken_by.choose(str(MANAGER))
    screen.type(dialog.tentative.field, "16/6/26")
    screen.type(dialog.until.field, "17/6/26")
    dialog.button.click()
    screen.wait(lambda: screen.laptop.store.inspections.kept)
    (made,) = screen.laptop.store.inspections.kept.values()
    assert made.call is not None
    assert (made.call.rung_on, made.call.tentative_on) == (TODAY.date(), date(2026, 6, 16))
    assert (made.call.rung_at, made.call.taken_by) == ("13:30", MANAGER)
    assert (made.number, made.started_on) == ("rung-2026-06-10", None)
    screen.wait(lambda: page.table.shown_rows)
    assert "Spoken of for 16 June 2026 to 17 June 2026; that starts no clock" in said(page.details)
    assert_accessible(page)


def test_what_is_known_later_is_recorded_on_the_scale_of_the_day_it_began(screen: Screen) -> None:
    test_ofsted_rings_and_the_day_spoken_of_starts_no_clock(screen)
    page = screen.page("inspections")
    page.edit.click()
    dialog = page.dialog
    assert "November 2025" in said(dialog), "today's scale, until the day is known"
    assert "safeguarding" in dialog.areas
    dialog.started.field.setText("3/6/24")
    assert dialog.started.day == date(2024, 6, 3)
    assert "quality_of_education" in dialog.areas, "the scale follows the day"
    dialog.ended.field.setText("4/6/24")
    dialog.overall.choose("requires_improvement")
    dialog.areas["leadership"].choose("good")
    screen.type(dialog.improvements, "Teach reading in every year")
    dialog.button.click()
    screen.wait(lambda: next(iter(screen.laptop.store.inspections.kept.values())).overall)
    (made,) = screen.laptop.store.inspections.kept.values()
    assert (made.scale, made.overall) == ("ofsted-2019", "requires_improvement")
    assert made.areas == {"leadership": "good"}
    assert [one.text for one in made.improvements] == ["Teach reading in every year"]
    assert made.call is not None, "what was said on the telephone is kept"


def test_the_inspection_goes_on_under_ofsteds_number_with_what_was_noted(screen: Screen) -> None:
    test_ofsted_rings_and_the_day_spoken_of_starts_no_clock(screen)
    page, store = screen.page("inspections"), screen.laptop.store.inspections
    (told,) = store.kept.values()
    assert page.link.isHidden(), "there is nothing yet to link it to"
    numbered = Inspection(
        told.urn, "10412345", "ofsted-2025", "graded", MANAGER, started_on=date(2026, 6, 16)
    )
    store.save(numbered)
    page.ask_again()
    screen.wait(lambda: len(page.table.shown_rows) == 2)
    page.table.selectRow([row.inspection.id for row in page.table.shown_rows].index(told.id))
    assert not page.link.isHidden()
    page.link.click()
    page.dialog.button.click()
    screen.wait(lambda: store.kept[told.id].continued_as == numbered.id)
    assert store.kept[numbered.id].call == told.call
    screen.wait(page.link.isHidden)


def imports(screen: Screen, path: Path) -> None:
    page = screen.page("inspections")
    page.load.click()
    dialog = page.dialog
    dialog.file.setText(str(path))
    screen.wait(dialog.button.isEnabled)
    changes = dialog._preview.changes
    dialog.button.click()
    screen.wait(lambda: page._taken_in is changes)


def test_a_file_is_looked_at_imported_and_undone(screen: Screen) -> None:
    page = screen.open("inspections")
    page.load.click()
    dialog = page.dialog
    dialog.file.setText(str(FILE_2025))
    screen.wait(dialog.button.isEnabled)
    looked = said(dialog)
    assert "State-funded schools, 2024/25." in looked
    assert "of other schools left out; 0 rows rejected" in looked
    assert screen.laptop.store.inspections.kept == {}, "looking keeps nothing"
    dialog.reject()
    imports(screen, FILE_2025)
    first = dict(screen.laptop.store.inspections.kept)
    assert len(first) > 100
    assert {each.source for each in first.values()} == {FILE_2025.name}
    screen.wait(lambda: len(page.table.shown_rows) == len(first))
    imports(screen, FILE_2020)
    assert len(screen.laptop.store.inspections.kept) > len(first)
    page.undo.click()
    screen.wait(page.undo.isHidden)
    kept = screen.laptop.store.inspections.kept
    assert {id_: each for id_, each in kept.items() if each.kind != WITHDRAWN} == first
    screen.wait(lambda: len(page.table.shown_rows) == len(first))


def test_a_file_known_already_changes_nothing_and_another_is_refused_in_words(
    screen: Screen, tmp_path: Path
) -> None:
    page = screen.open("inspections")
    imports(screen, FILE_2025)
    page.load.click()
    dialog = page.dialog
    dialog.file.setText(str(FILE_2025))
    screen.wait(lambda: "already known" in said(dialog))
    assert not dialog.button.isEnabled()
    other = tmp_path / "other.csv"
    other.write_text("URN,Name\n1,x\n")
    dialog.file.setText(str(other))
    screen.wait(lambda: "is not a file of Ofsted’s management information" in said(dialog))


def test_a_rejected_row_is_shown_with_its_reason(screen: Screen, tmp_path: Path) -> None:
    text = FILE_2025.read_text(encoding="cp1252").splitlines(keepends=True)
    bad = tmp_path / "bad.csv"
    bad.write_text(
        "".join([text[0], text[1], text[2].split(",")[0] + ",only\n", *text[3:]]), encoding="cp1252"
    )
    page = screen.open("inspections")
    page.load.click()
    page.dialog.file.setText(str(bad))
    screen.wait(page.dialog.button.isEnabled)
    assert "Line 3: The row has 2 fields where the header has 76." in said(page.dialog)
