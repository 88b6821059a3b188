"""A person at the real window of an enrolled laptop: what they do there, in the words of a journey."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sia_contract.resources import resources
from sia_desktop.bootstrap.door import LaptopDoor
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.domain.ids import Urn
from sia_desktop.security.key_box import KeyBox
from sia_desktop.services.queries.record_steps import OpenStep
from sia_desktop.ui.desktop import DesktopWindow, Surroundings
from sia_desktop.ui.forms.sections.agreed import Agreed
from sia_desktop.ui.forms.sections.chosen import OneOf, YesOrNo
from sia_desktop.ui.forms.sections.judged import Judged
from sia_desktop.ui.forms.sections.listed import Listed
from sia_desktop.ui.page_tools import Look
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.laptops import PASSPHRASE, QUICK, Laptop

PATIENCE = 60_000
Answers = Mapping[str, Any]


@dataclass
class AtTheDesk:
    """One person, their window, and the clock that all laptops of the journey share."""

    name: str
    qtbot: QtBot
    window: DesktopWindow
    clock: FixedClock

    @property
    def page(self) -> Any:
        """The page in front."""
        return self.window.navigation.page(self.window.navigation.current)

    def waits(self, until: Callable[[], object]) -> None:
        """Until this is so."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE)

    def rests(self) -> None:
        """Until nothing is under way any more: no answer comes in under the next key."""
        self.waits(lambda: self.window.tools.tasks.is_idle)

    def syncs(self) -> None:
        """One whole round with central, without trouble and with nothing refused."""
        syncing = self.window.tools.syncing
        self.waits(lambda: not syncing.is_running)
        syncing.request()
        self.waits(lambda: not syncing.is_running)
        report = syncing.standing.report
        assert report is not None, f"{self.name}: {syncing.standing.trouble}"
        assert report.is_complete, f"{self.name}: {report}"

    def sees(self, question: object) -> Any:
        """What the store says now."""
        answers: list[Any] = []
        self.window.tools.questions.ask(question, self.window, answers.append)
        self.waits(lambda: answers)
        return answers[0]

    def does(self, command: object) -> None:
        """Something that another journey shows at its page."""
        done: list[Any] = []
        self.window.tools.commands.send(command, self.window, done.append)
        self.waits(lambda: done)

    def goes(self, code: str, **args: Any) -> Any:
        """To a page, until it is answered."""
        self.window.activateWindow()
        self.window.navigation.go(code, **args)
        page = self.page
        page._page = None
        page.open(**args)
        self.waits(lambda: page._page is not None)
        return page

    def opens_pathway(self, urn: Urn) -> Any:
        """The course of work with the school, as its page leads there."""
        school = self.goes("school", urn=urn)
        self.waits(school.pathway_button.isVisible)
        pathway: Any = self.window.navigation.page("pathway")
        pathway._page = None
        self.clicks(school.pathway_button)
        self.waits(lambda: self.window.navigation.current == "pathway" and self.page._page is not None)
        return self.page

    def begins(self, urn: Urn, form: str) -> Any:
        """A record of the pathway, from its page."""
        page = self.opens_pathway(urn)
        self.clicks(lambda: _row_of(page, form).begin_button)
        return self.reads_record(form)

    def opens(self, urn: Urn, form: str) -> Any:
        """The record of this form, from the page of the pathway."""
        page = self.opens_pathway(urn)
        self.clicks(lambda: _row_of(page, form).open_button)
        return self.reads_record(form)

    def reads_record(self, form: str) -> Any:
        """Once its page shows it."""
        self.waits(lambda: self.window.navigation.current == "record")
        self.waits(lambda: self.page.is_shown and self.page._page.form.code == form)
        return self.page

    def writes(self, answers: Answers) -> None:
        """In the record in front, field by field; then it is on disk."""
        page = self.page
        for code, answer in answers.items():
            page.editing.go_to(code)
            self._fills(page.editing.editor(code), answer)
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        page.autosave.flush()
        self.waits(lambda: not page.autosave.unsaved)

    def takes(self, step: str, *, to: str, reason: str = "") -> None:
        """A step of the record in front, which leads to this state."""
        page = self.page
        signed = next((each.move.code for each in page._page.steps if _is_signed(each, step)), "")
        self.presses(page.steps, f"{step}…" if reason or signed else step)
        if reason:
            self.types(QApplication.focusWidget(), reason)
        if signed:
            signing = page.steps.signing[signed]
            self.types(signing.signature.name_field.field, self.name.capitalize())
            self.types(signing.passphrase.field, PASSPHRASE)
            self.presses(page.steps, f"Sign: {step}")
        elif reason:
            self.presses(page.steps, step)
        self.waits(lambda: page._page.state_label == to)

    def approves(self, step: str) -> None:
        """A step that somebody else will take."""
        page = self.page
        taken = len(page._page.history)
        self.presses(page.steps, f"Approve: {step}")
        self.waits(lambda: len(page._page.history) > taken)

    def is_refused(self, step: str) -> str:
        """What the page says of a step that is not theirs."""
        for open_step in self.page._page.steps:
            if open_step.move.label == step:
                return str(open_step.why_not)
        raise AssertionError(f"“{step}” does not lead on from here.")

    def decides(self, urn: Urn, category: str, reason: str) -> None:
        """Where the school stands, from today."""
        school = self.goes("school", urn=urn)
        self.clicks(school.category.decide)
        self.waits(lambda: school.dialog is not None and school.dialog.isVisible())
        dialog = school.dialog
        self.chooses(dialog.band, category)
        self.types(dialog.reason, reason)
        self.clicks(dialog.button)
        self.waits(lambda: _is_gone(dialog))

    def plans_a_meeting(self, urn: Urn, on: date | None = None) -> date:
        """From the pathway: on the earliest day that keeps every lead time, or on another."""
        page = self.opens_pathway(urn)
        before = len(page.meetings.rows)
        self.clicks(page.plan_button)
        self.waits(lambda: page.dialog.chain.words)
        dialog = page.dialog
        if on is not None:
            dialog.on.field.setFocus()
            dialog.on.field.selectAll()
            self.types(dialog.on.field, f"{on.day}/{on.month}/{on.year % 100}")
            QTest.keyClick(dialog.on.field, Qt.Key.Key_Tab)
        self.waits(lambda: dialog._proposed is not None and dialog._proposed.plan.meeting_on == dialog.on.day)
        day = dialog.on.day
        assert isinstance(day, date)
        self.clicks(dialog.button)
        self.waits(lambda: len(page.meetings.rows) > before)
        return day

    def opens_meeting(self, urn: Urn, on: date) -> Any:
        """The meeting of that day, from the pathway."""
        page = self.opens_pathway(urn)
        (view,) = [each for each in page._page.meetings if each.meeting.meeting_on == on]
        return self.goes("meeting", meeting_id=view.meeting.id)

    def writes_paper(self, urn: Urn, on: date, paper: str, answers: Answers) -> None:
        """A paper of the meeting of that day, in its own form."""
        page = self.opens_meeting(urn, on)
        self._points_to(page, paper)
        form = next(each.paper.form for each in page._page.papers if each.paper.code == paper)
        self.clicks(page.write_button)
        self.reads_record(form)
        self.writes(answers)

    def records_paper(self, urn: Urn, on: date, paper: str, late_because: str = "") -> None:
        """That it went out, or came in, today."""
        page = self.opens_meeting(urn, on)
        self._points_to(page, paper)
        self.clicks(page.record_button)
        dialog = page.dialog
        assert dialog.reason.isVisible() is bool(late_because), dialog._by.text()
        if late_because:
            self.types(dialog.reason, late_because)
        self.clicks(dialog.button)
        self.waits(lambda: _is_gone(dialog))

    def _points_to(self, page: Any, paper: str) -> None:
        self.waits(lambda: page.papers.rows)
        at = [row.key for row in page.papers.rows].index(paper)
        page.papers.setFocus()
        page.papers.setCurrentIndex(page.papers.model().index(at, 0))

    def types(self, widget: QWidget | None, words: str) -> None:
        """Letter by letter."""
        assert widget is not None
        widget.window().activateWindow()
        widget.setFocus()
        QTest.keyClicks(widget, words)

    def clicks(self, button: QWidget | Callable[[], QWidget]) -> None:
        """Once it may be clicked; looked up anew each time where what arrives may make it anew."""

        def found() -> QWidget:
            return button if isinstance(button, QWidget) else button()

        self.waits(lambda: found().isVisible() and found().isEnabled())
        QTest.mouseClick(found(), Qt.MouseButton.LeftButton)

    def chooses(self, box: QComboBox, code: str) -> None:
        """By the arrow keys."""
        at = box.findData(code)
        assert at >= 0, f"There is no {code} to choose."
        box.setFocus()
        while box.currentIndex() != at:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)

    def presses(self, inside: QWidget, words: str) -> None:
        """The button there that says so, once it may be pressed; what was saved may make it anew."""

        def found() -> list[QPushButton]:
            return [
                each
                for each in inside.findChildren(QPushButton)
                if each.text() == words and each.isVisible() and each.isEnabled()
            ]

        self.waits(found)
        QTest.mouseClick(found()[-1], Qt.MouseButton.LeftButton)

    def _fills(self, editor: Any, answer: Any) -> None:
        match editor:
            case Listed():
                self._fills_rows(editor, answer)
            case Agreed():
                self._agrees(editor, answer)
            case OneOf():
                self.chooses(editor._box, answer)
            case YesOrNo():
                self.clicks(editor._buttons[answer])
            case Judged():
                self.types(editor._seen, answer[0])
                self.types(editor._judgement, answer[1])
            case _:
                self.types(editor.first, answer)

    def _fills_rows(self, editor: Listed, rows: Sequence[Answers] | Mapping[str, Answers]) -> None:
        """New rows, or those that stand there: by their code, or by the role they were offered for."""
        if isinstance(rows, Mapping):
            for name, cells in rows.items():
                card = next(each for each in editor.cards if name in (each.id, each.row.get("role")))
                self._fills_cells(card, cells)
            return
        for cells in rows:
            editor.add()
            self._fills_cells(next(each for each in editor.cards if not each.is_written), cells)

    def _fills_cells(self, card: Any, cells: Answers) -> None:
        for code, value in cells.items():
            field = card.cells[code].field
            if isinstance(field, QComboBox):
                self.chooses(field, value)
            else:
                self.types(field, value)

    def _agrees(self, editor: Agreed, actions: Sequence[tuple[str, str, str]]) -> None:
        """What, who, and by when; a day is typed, and no day is the next meeting."""
        for what, who, by in actions:
            editor.add()
            form = next(card for card in editor.cards if card.is_open).form
            self.types(form.what, what)
            self.types(form.who, who)
            if by:
                self.types(form.by.field, by)
                QTest.keyClick(form.by.field, Qt.Key.Key_Tab)
            else:
                self.clicks(form.next_meeting)
            self.types(form.success, "Seen by governors")


def _is_signed(step: OpenStep, label: str) -> bool:
    return step.move.label == label and step.move.signs


def _is_gone(dialog: QWidget) -> bool:
    """A dialog that closed is thrown away."""
    return not shiboken6.isValid(dialog) or not dialog.isVisible()


@contextmanager
def at_the_desk(qtbot: QtBot, name: str, laptop: Laptop, clock: FixedClock) -> Iterator[AtTheDesk]:
    """The window of an enrolled laptop, unlocked by typing its passphrase; closed at the end."""
    laptop.desk.close()
    door = LaptopDoor(Paths(laptop.folder), resources(), KeyBox(laptop.folder, cost=QUICK), clock)
    around = Surroundings(door, clock, resources(), Look("light"), lambda _: None, idle_minutes=600)
    window = DesktopWindow(around)
    window.resize(1366, 768)
    person = AtTheDesk(name, qtbot, window, clock)
    window.begin()
    window.show()
    window.activateWindow()
    unlock: Any = window.navigation.page("unlock")
    person.types(unlock.passphrase, PASSPHRASE)
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    person.waits(lambda: window.navigation.current == "today")
    person.waits(lambda: not window.tools.syncing.is_running)
    try:
        yield person
    finally:
        window.close()
        window.shut()
        window.deleteLater()


def it_is(clock: FixedClock, day: date) -> None:
    """Everybody comes to work at nine that morning."""
    clock.move(datetime.combine(day, clock.now.timetz()) - clock.now)
    clock.move(timedelta(minutes=1))


def _row_of(page: Any, form: str) -> Any:
    """The form's line on the page of the pathway, as it stands now."""
    return {**page.stages.rows, **page.each_time.rows, **page.beside.rows}[form]
