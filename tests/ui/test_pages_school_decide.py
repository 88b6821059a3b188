"""School: somebody who may decides where it stands, everybody else proposes, and a refusal says who could."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sia_desktop.domain.about import About
from sia_desktop.domain.category import CategoryProposal, Grounds, Track
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.inspection import Inspection
from sia_desktop.services.decide import Decide, Propose
from sia_desktop.ui.widgets.words import Words
from tests.helpers.a_desk import MANAGER, ME, TODAY, Laptop, a_demonstration_school, a_laptop, with_real_packs
from tests.helpers.a_window import Screen, close_window, show_window
from tests.helpers.accessible import assert_accessible

DAY = TODAY.date()
Open = Callable[..., Screen]


def of_oxfordshire(role: str) -> Laptop:
    """One demonstration school with an inspection, in the hands of this role."""
    school = a_demonstration_school(999901, "Hilltop Primary School")
    laptop = with_real_packs(a_laptop(with_visits=False, schools=(school,)), role)
    laptop.store.me = replace(laptop.store.me, council_code="oxfordshire")
    if role != "adviser":
        laptop.store.me = replace(laptop.store.me, person_id=MANAGER, person_name="Helen Okafor")
    made = Inspection(school.urn, "10400001", "ofsted-2019", "graded", ME, ended_on=date(2026, 4, 22))
    laptop.store.inspections.kept[made.id] = made
    return laptop


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """Opens the school's page on somebody's laptop."""
    shown: list[Screen] = []

    def open_(role: str, before: Callable[[Laptop], object] = lambda _: None) -> Screen:
        laptop = of_oxfordshire(role)
        before(laptop)
        screen = show_window(qtbot, laptop)
        shown.append(screen)
        screen.unlock()
        screen.wait(lambda: screen.window.navigation.current == "today")
        page = screen.open("school", urn=laptop.urn_of("Hilltop"))
        screen.wait(lambda: page.title.startswith("Hilltop"))
        return screen

    yield open_
    for screen in shown:
        close_window(screen)


def dialog_of(screen: Screen) -> Any:
    """The dialog, opened by key."""
    page = screen.page("school")
    page.category.decide.setFocus()
    screen.press(page.category.decide, Qt.Key.Key_Space)
    screen.wait(lambda: page.dialog is not None and page.dialog.isVisible())
    return page.dialog


def choose(screen: Screen, box: Any, words: str) -> None:
    """Type the first letters in the list, as at a keyboard."""
    box.setFocus()
    while words not in box.currentText():
        before = box.currentIndex()
        screen.press(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{words} is not offered"


def test_a_manager_decides_by_key_with_criteria_evidence_and_who_recommended_it(opened: Open) -> None:
    screen = opened("idm")
    laptop, dialog = screen.laptop, dialog_of(screen)
    assert QApplication.focusWidget() is dialog.band
    choose(screen, dialog.band, "High")
    bands = laptop.frameworks.current("oxfordshire", DAY).categories
    high = next(each for each in bands if each.code == "high")
    assert [tick.box.accessibleName() for tick in dialog.criteria] == list(high.criteria)
    screen.press(dialog.criteria[1].box, Qt.Key.Key_Space)
    assert dialog.evidence[0].box.accessibleName() == "Inspection of Wednesday 22 April 2026"
    screen.press(dialog.evidence[0].box, Qt.Key.Key_Space)
    dialog.on.show_day(None)
    screen.type(dialog.on.field, "1/6/26")
    screen.type(dialog.reason, "Panel of the term")
    screen.type(dialog.disagreement, "The governing body: too soon")
    choose(screen, dialog.recommended_by, "Priya Nair")
    screen.type(dialog.recommended_on.field, "28/5/26")
    assert_accessible(dialog)
    screen.press(dialog.button, Qt.Key.Key_Space)
    page = screen.page("school")
    row = page.category.rows[Track.CATEGORY]
    screen.wait(lambda: any("High level support" in each.text() for each in row.findChildren(Words)))
    (kept,) = laptop.store.categories.kept
    assert (kept.category, kept.decided_on, kept.decided_by) == ("high", date(2026, 6, 1), MANAGER)
    assert (kept.recommended_by, kept.recommended_on) == (ME, date(2026, 5, 28))
    assert (kept.reason, kept.grounds.disagreement) == ("Panel of the term", "The governing body: too soon")
    assert kept.grounds.criteria == (high.criteria[1],)
    assert [each.kind for each in kept.grounds.evidence] == ["inspection"]
    assert kept.grounds.pack == "oxfordshire"


def test_without_a_reason_nothing_is_kept_and_what_was_typed_stays(opened: Open) -> None:
    screen = opened("idm")
    dialog = dialog_of(screen)
    screen.type(dialog.disagreement, "The head")
    screen.press(dialog.button, Qt.Key.Key_Space)
    assert any("Say why" in each.text() for each in dialog._fault.findChildren(Words))
    assert QApplication.focusWidget() is dialog.reason
    assert (dialog.disagreement.text, screen.laptop.store.categories.kept) == ("The head", [])


def test_a_day_that_has_its_decision_is_refused_in_words(opened: Open) -> None:
    def stands(laptop: Laptop) -> None:
        laptop.desk.do(Decide(laptop.urn_of("Hilltop"), Track.CATEGORY, "high", DAY, "Panel"))

    screen = opened("idm", stands)
    dialog = dialog_of(screen)
    screen.type(dialog.reason, "Again")
    screen.press(dialog.button, Qt.Key.Key_Space)
    screen.wait(dialog._fault.isVisible)
    assert any("Decide from another day" in each.text() for each in dialog._fault.findChildren(Words))
    assert len(screen.laptop.store.categories.kept) == 1


def test_an_adviser_proposes_and_the_card_says_that_it_waits(opened: Open) -> None:
    screen = opened("adviser")
    page = screen.page("school")
    assert page.category.decide.text() == "Propose…"
    dialog = dialog_of(screen)
    assert not dialog.button.isVisible()
    assert not dialog.on.isVisible(), "a proposal is of today"
    choose(screen, dialog.band, "High")
    said = [each.text() for each in dialog.findChildren(Words) if each.isVisible()]
    assert any("is decided by the" in each for each in said), "it says who could"
    screen.type(dialog.reason, "Two inspections running")
    assert_accessible(dialog)
    screen.press(dialog.propose, Qt.Key.Key_Space)
    row = page.category.rows[Track.CATEGORY]
    proposed = "Proposed: High level support, by Priya Nair on 10 June 2026."
    screen.wait(lambda: proposed in [each.text() for each in row.findChildren(Words)])
    assert screen.laptop.store.categories.kept == []
    assert [each.reason for each in screen.laptop.store.categories.proposed] == ["Two inspections running"]


def test_a_proposal_stands_ready_to_be_decided_with_its_grounds(opened: Open) -> None:
    def proposed(laptop: Laptop) -> None:
        (inspection,) = laptop.store.inspections.kept.values()
        bands = laptop.frameworks.current("oxfordshire", DAY).categories
        high = next(each for each in bands if each.code == "high")
        grounds = Grounds(high.criteria[:1], (About("inspection", str(inspection.id)),), "The head")
        laptop.store.categories.propose(
            CategoryProposal(
                inspection.id, inspection.urn, "high", DAY - timedelta(days=3), ME, "Two running",
                Track.CATEGORY, grounds,
            )
        )  # fmt: skip

    screen = opened("idm", proposed)
    dialog = dialog_of(screen)
    assert "Priya Nair on 7 June 2026" in dialog.answers.currentText()
    assert (dialog.band.code, dialog.reason.text, dialog.disagreement.text) == (
        "high",
        "Two running",
        "The head",
    )
    assert [tick.box.isChecked() for tick in dialog.criteria][:2] == [True, False]
    assert dialog.evidence[0].box.isChecked()
    screen.press(dialog.button, Qt.Key.Key_Space)
    screen.wait(lambda: screen.laptop.store.categories.kept)
    (kept,) = screen.laptop.store.categories.kept
    assert (kept.recommended_by, kept.recommended_on) == (ME, DAY - timedelta(days=3))
    assert kept.proposal_id == screen.laptop.store.categories.proposed[0].id


def test_another_track_offers_its_own_bands(opened: Open) -> None:
    screen = opened("idm")
    dialog = dialog_of(screen)
    framework = screen.laptop.frameworks.current("oxfordshire", DAY)
    choose(screen, dialog.track, framework.word("status"))
    dialog.track.picked.emit(dialog.track.code)
    assert dialog.band.code in {each.code for each in framework.track(Track.STATUS)}


def test_the_services_refuse_with_the_roles_that_could() -> None:
    adviser = of_oxfordshire("adviser")
    urn = adviser.urn_of("Hilltop")
    with pytest.raises(RuleBroken, match=r"That is for the .*Manager"):
        adviser.desk.do(Decide(urn, Track.CATEGORY, "high", DAY, "Mine"))
    with pytest.raises(RuleBroken, match="Say why"):
        adviser.desk.do(Propose(urn, Track.CATEGORY, "high", "  "))
