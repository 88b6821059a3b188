"""One record of any form: written, checked, moved on by whoever may."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.about import About
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.queries.record_page import AskRecord, RecordPage, SignedCopy
from sia_desktop.services.queries.what_follows import NextAct, Step
from sia_desktop.ui.attaching import dropped_files
from sia_desktop.ui.explain import explain
from sia_desktop.ui.forms.aids import Aids
from sia_desktop.ui.forms.around import around_of
from sia_desktop.ui.forms.autosave import Autosave
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.savers import Savers
from sia_desktop.ui.forms.sections.editor import Days
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.record.acts import Acts
from sia_desktop.ui.pages.record.foot import RecordFoot
from sia_desktop.ui.pages.record.head import RecordHead
from sia_desktop.ui.pages.record.steps import Steps
from sia_desktop.ui.pages.record.top import Top
from sia_desktop.ui.pages.record.write_down import WrittenDown
from sia_desktop.ui.returning import KEY, Returning
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.signature import Signed
from sia_desktop.ui.widgets.states import ErrorState, LoadingRows
from sia_desktop.ui.widgets.tab_order import edge_stop
from sia_desktop.ui.working_days import working_days_of


class RecordPageView(QWidget):
    """What is typed goes to its Autosave; a step is a command; opening changes nothing."""

    def __init__(self, tools: PageTools):
        super().__init__()
        self._tools = tools
        self._record_id: UUID | None = None
        self._page: RecordPage | None = None
        self._editing: Editing | None = None
        self.setProperty("ground", "window")
        self.setAcceptDrops(True)
        self.head, self.steps, self._top = (
            RecordHead(is_demonstration=tools.is_demonstration),
            Steps(),
            Top(),
        )
        self._savers = Savers(tools, AnswerSection, self)
        self._acts = Acts(tools, self, self._hear, lambda sentence: self.steps.say_trouble(sentence))
        self.returning = Returning(tools.commands, self, self.head.returning, lambda: self.autosave.flush())
        self._loading, self._error = LoadingRows(), Scrolling()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self._loading, 1)
        self._middle.addWidget(self._error, 1)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(self._middle, 1)
        self._connect()

    @property
    def title(self) -> str:
        """The page's name, for the window."""
        return self._page.form.label if self._page else "Record"

    @property
    def agreed_in(self) -> tuple[Urn | None, About | None]:
        """Where an action agreed now belongs: this record, where it is about a school."""
        if self._page is None or self._page.record.urn is None:
            return None, None
        return self._page.record.urn, About("case_record", str(self._page.record.id))

    @property
    def is_shown(self) -> bool:
        """True once the record has been read and stands on the screen."""
        return self._page is not None

    @property
    def editing(self) -> Editing:
        """The fields; there once the record has been read."""
        assert self._editing is not None
        return self._editing

    @property
    def autosave(self) -> Autosave:
        """What keeps the open record's words."""
        assert self._record_id is not None
        if self._editing is not None:
            self._editing.settle()
        return self._savers.of(self._record_id)

    def open(self, *, record_id: UUID | str, **_: Any) -> None:
        """Come to the front with this record; opening changes nothing."""
        wanted = UUID(str(record_id))
        if wanted != self._record_id:
            self._put_away()
            self._record_id = wanted
        self._ask()

    def leave(self) -> None:
        """Another page comes to the front, or the window closes: what was typed is sent off to be kept."""
        if self._editing is not None:
            self._editing.settle()
        self._savers.flush()

    def _ask(self) -> None:
        if self._record_id is not None:
            self._tools.questions.ask(AskRecord(self._record_id), self, self._hear, self._hit)

    def _hear(self, page: RecordPage) -> None:
        if page.record.id != self._record_id:
            return
        self._page = page
        is_new = self._editing is None
        if is_new:
            self._build(page)
            self.editing.restore(self.autosave.unsaved)
        self.editing.lock(bool(page.why_not_write), page.not_mine)
        self.editing.show_answers(page.record.answers, self.autosave.unsaved)
        self.head.show_record(page)
        self.head.saved.say(self.autosave)
        self.head.say_check(self.editing.problems)
        self._show_steps(page)
        self.returning.show_work(
            "case_record", page.record.id, page.form, page.returned, may_return=page.may_return
        )
        self._top.show_record(page)
        self.foot.show_record(page)
        for state in (self._loading, self._error):
            state.hide()
        if self.isVisible():
            self._tools.navigation.retitled.emit(self.title)
            self._tools.navigation.belongs.emit("caseload" if page.record.urn else "team")
        if is_new:
            self.editing.start()

    def _show_steps(self, page: RecordPage) -> None:
        """Whoever pressed a step stays among the steps, which are new ones now."""
        here = QApplication.focusWidget()
        is_there = here is not None and self.steps.isAncestorOf(here)
        self.steps.show_record(page, Days(lambda: self._tools.today, working_days_of(page.calendar)))
        stop = (edge_stop(self.steps) or edge_stop(self.editing)) if is_there else None
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hit(self, trouble: BaseException) -> None:
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tools.tasks.tell(trouble, self)
        self._error.fresh_column().addWidget(ErrorState(sentence_for(trouble), self._ask))
        self._loading.hide()
        self._error.show()

    def _build(self, page: RecordPage) -> None:
        self._top, self.steps, self.foot = Top(), Steps(), RecordFoot()
        self.foot.attach_wanted.connect(self._attach)
        self.steps.move_wanted.connect(self._move)
        self.steps.approval_wanted.connect(self._approve)
        self.steps.sign_wanted.connect(self._sign)
        self.steps.copy_wanted.connect(self._open_copy)
        self.steps.follow_wanted.connect(self._follow)
        self.steps.written_down.connect(self._write_down)
        self.steps.approval_written_down.connect(self._approve)
        pane(self.steps, "Steps")
        around = around_of(page.help, self._tools, page.calendar)
        self._editing = Editing(
            page.form, around, self._top, self.foot, facts=page.help.facts, sides=(("Steps", self.steps),)
        )
        self.aids = Aids(self._editing, self._tools, "case_record", page.record.id)
        self._editing.typed.connect(self._type)
        self._middle.insertWidget(0, self._editing, 1)

    def _put_away(self) -> None:
        self.leave()
        self._page = None
        self._loading.show()
        if self._editing is not None:
            self._middle.removeWidget(self._editing)
            self._editing.hide()
            self._editing.deleteLater()
            self._editing = None

    def _type(self, section: str, answer: Any) -> None:
        assert self._record_id is not None
        self._savers.of(self._record_id).typed(section, answer)
        self.head.check.setText("Check")

    def _move(self, move: str, reason: str) -> None:
        self._acts.move(self._kept(), move, reason)

    def _sign(self, move: str, reason: str, given: Signed) -> None:
        self._acts.sign(self._kept(), move, reason, given)

    def _write_down(self, move: str, given: WrittenDown) -> None:
        self._acts.write_down(self._kept(), move, given)

    def _approve(self, move: str, given: WrittenDown | None = None) -> None:
        self._acts.approve(self._kept(), move, given)

    def _kept(self) -> RecordPage:
        """What is shown, once what was typed is on its way to the disk."""
        assert self._page is not None
        self.autosave.flush()
        return self._page

    def _say_saved(self, record_id: UUID) -> None:
        if record_id == self._record_id:
            self.head.saved.say(self._savers.of(record_id))

    def _ask_if_mine(self, changed: Changed) -> None:
        is_mine = str(self._record_id) in changed.ids or changed.touches("act")
        if self._page is not None and self.isVisible() and is_mine:
            self._ask()

    def _check(self) -> None:
        self.head.say_check(self.editing.problems)
        self.editing.next_problem(1)

    def _confirm_saved(self) -> None:
        self.autosave.flush()
        self.head.saved.confirm()

    def _preview(self) -> None:
        """As it prints, once what was typed is on its way to the disk: questions come behind it."""
        if self._page is None:
            return
        self._open_paper(f"{self._kept().record.opened_on}.pdf")

    def _attach(self, path: Path | None = None) -> None:
        if self._page is not None:
            self._acts.attach(self._kept(), self.editing, path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the record."""
        if self._page is not None and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As Ctrl+E, with the file chosen."""
        for path in dropped_files(event.mimeData())[:1]:
            self._attach(path)

    def _open_copy(self, copy: SignedCopy) -> None:
        self._open_paper(f"{day_in_england(copy.at)}-signed.pdf", copy.sha256)

    def _open_paper(self, ending: str, signed_as: str = "") -> None:
        assert self._page is not None
        record, label = self._page.record, self._page.form.label
        name = f"{record.form.replace('_', '-')}-{record.urn or record.pack}-{ending}"
        self._tools.navigation.go(
            "record_paper", record_id=record.id, label=label, name=name, signed_as=signed_as
        )

    def _explain(self) -> None:
        if self._page is not None and self._page.due is not None:
            explain(self.head.due.why, self._page.due)

    def _go_to_school(self) -> None:
        """To the school it is about; from a record about none, to the council's others."""
        if self._page is None:
            return
        if self._page.record.urn is not None:
            self._tools.navigation.go("school", urn=self._page.record.urn)
        else:
            self._tools.navigation.go("records")

    def _follow(self, step: Step) -> None:
        """To the record that is there, the school, or the inspection where a record is begun."""
        assert self._page is not None
        go = self._tools.navigation.go
        match step.act:
            case NextAct.OPEN:
                go("record", record_id=step.record_id)
            case NextAct.BEGIN:
                go("inspection", inspection_id=self._page.record.about.id)
            case _:
                self._go_to_school()

    def _connect(self) -> None:
        self._tools.commands.changed.connect(self._ask_if_mine)
        self._savers.changed.connect(self._say_saved)
        self.head.school_wanted.connect(self._go_to_school)
        self.head.check_wanted.connect(self._check)
        self.head.paper_wanted.connect(self._preview)
        self.head.return_wanted.connect(self.returning.act)
        self.head.due.why_wanted.connect(lambda _: self._explain())
        pane(self.head, "Head of the record")
        for keys, act in (
            ("Ctrl+S", self._confirm_saved),
            ("Ctrl+P", self._preview),
            ("Ctrl+E", self._attach),
            (KEY, self.returning.act),
            ("Ctrl+Return", self._check),
            ("Ctrl+Enter", self._check),
            ("Ctrl+Shift+W", self._explain),
            ("F8", lambda: self.editing.next_problem(1)),
            ("Shift+F8", lambda: self.editing.next_problem(-1)),
            ("Ctrl+.", lambda: self.editing.add_action()),
        ):
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        """Works wherever on this page the keyboard is, once there is a record."""
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(QKeySequence(keys), self, context=here)
        shortcut.activated.connect(lambda: act() if self._page is not None else None)
